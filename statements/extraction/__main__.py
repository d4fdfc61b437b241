"""Print the record of each article as one line of JSON.

python -m statements.extraction FILE ...
python -m statements.extraction --jsonl < ARTICLES      lines of {"id", "text"}, as statements.sources prints
                                                        them, with the "head" above a text where it has one
python -m statements.extraction --explain FILE ...      why each statement was given to whom
"""

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from . import read_article
from .explain import explain_article

Article = tuple[str, str | None, str]  # name, text or None, why there is no text
Outcome = tuple[str, str, bool]  # output, complaint, could it not be opened

# After how many new objects cycles are looked for. An article makes thousands and few cycles, and is soon forgotten.
YOUNG_OBJECTS = 20_000
AS_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False)  # a record holds no cycles


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m statements.extraction", description="Read articles and print their records as JSON."
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="articles as UTF-8 text")
    parser.add_argument(
        "--jsonl", action="store_true", help='read lines of {"id", "text"} from standard input'
    )
    parser.add_argument(
        "--explain", action="store_true", help="print in words why each statement was given to whom"
    )
    parser.add_argument(
        "--jobs",
        type=int,
        default=1,
        metavar="N",
        help="read on N processor cores, 0 for all of them (default 1); the order stays",
    )
    options = parser.parse_args()
    if not options.jsonl and not options.files:
        parser.error("name a file, or give --jsonl and lines on standard input")
    if options.jobs < 0:
        parser.error("--jobs takes 0 for all cores, or their number")
    gc.set_threshold(YOUNG_OBJECTS)
    articles = chain(read_files(options.files), read_lines() if options.jsonl else ())
    read = explained if options.explain else recorded
    failures = 0
    try:
        for output, complaint, failed in each(read, articles, options.jobs or os.cpu_count() or 1):
            failures += failed
            if complaint:
                print(complaint, file=sys.stderr)
            sys.stdout.write(output)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has seen enough
    return 1 if failures else 0


def each(read: Callable[[Article], Outcome], articles: Iterator[Article], jobs: int) -> Iterator[Outcome]:
    """Yield what `read` makes of each article, in order, on as many processes as asked for."""
    if jobs == 1:
        yield from map(read, articles)
        return
    import multiprocessing  # who reads on one core waits for none of it

    with multiprocessing.Pool(jobs) as pool:
        yield from pool.imap(read, articles, chunksize=8)


def recorded(article: Article) -> Outcome:
    """Return an article's record as a line."""
    name, text, reason = article
    if text is None:
        return "", f"{name}: not read: {reason}", True
    record = read_article(text, name)
    keep_what_is_loaded()
    complaint = f"{name}: not read: {record.refusal}" if record.refusal else ""
    return AS_JSON.encode(record.as_dict()) + "\n", complaint, False


@cache
def keep_what_is_loaded() -> None:
    """Leave the rules and word lists, which come with the first article, out of every later search for cycles."""
    gc.freeze()


def explained(article: Article) -> Outcome:
    name, text, reason = article
    if text is None:
        return "", f"{name}: not read: {reason}", True
    return "\n".join(explain_article(text, name)) + "\n\n", "", False


def read_files(names: list[str]) -> Iterator[Article]:
    for name in names:
        path = Path(name)
        try:
            yield path.name, path.read_bytes().decode("utf-8-sig"), ""
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            yield name, None, reason or "it cannot be opened"


def read_lines() -> Iterator[Article]:
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            above = f"{row['head']}\n\n" if row.get("head") else ""
            yield str(row["id"]), above + str(row["text"]), ""
        except (ValueError, KeyError, TypeError, AttributeError):
            yield f"line {number}", None, 'it is no JSON object with "id" and "text"'


if __name__ == "__main__":
    sys.exit(main())
