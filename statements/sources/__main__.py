"""Print each source of the files as one line of JSON.

python -m statements.sources FILE ...
python -m statements.sources --column text=body --column title=caption TABLE.csv
"""

import argparse
import json
import os
import sys
from typing import Any

from .base import MEGABYTE, Limits, RawSource, Unreadable
from .files import find_files, read_sources
from .tables import AS_CLAIMED, COLUMNS


def print_sources() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m statements.sources",
        description="Print what articles say, and what they say of themselves, as a line of JSON each.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="files, folders, or - for standard input")
    add_column_option(parser)
    parser.add_argument(
        "--max-size",
        type=float,
        default=Limits().article / MEGABYTE,
        metavar="MB",
        help="the largest article that is read, in megabytes (default: 5)",
    )
    parser.add_argument("--after", default="", metavar="RECORD", help="begin behind this record of the file")
    parser.add_argument(
        "--head",
        action="store_true",
        help="put headline, byline and date before the text, where the page shows them",
    )
    options = parser.parse_args()
    limit = int(options.max_size * MEGABYTE)
    failures = 0
    try:
        for name in find_files(options.files):
            try:
                for source in read_sources(name, limit, columns=dict(options.column), after=options.after):
                    failures += bool(source.refusal)
                    if source.refusal:
                        complain(printed_name(name, source.record), source.refusal)
                    print(
                        json.dumps(
                            as_line(source, printed_name(name, source.record), options.head),
                            ensure_ascii=False,
                        )
                    )
            except Unreadable as error:
                failures += 1
                complain(printed_name(name), str(error))
                print(
                    json.dumps(
                        {"id": printed_name(name), "text": "", "refusal": str(error)}, ensure_ascii=False
                    )
                )
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has seen enough
    return 1 if failures else 0


def add_column_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--column",
        action="append",
        type=column,
        default=[],
        metavar="WHAT=NAME",
        help="which column of CSV or JSON Lines holds what, where the usual words do not say: text=body; "
        f"WHAT is one of {', '.join([*COLUMNS, *AS_CLAIMED])}",
    )


def column(value: str) -> tuple[str, str]:
    what, _, name = value.partition("=")
    if what not in COLUMNS and what not in AS_CLAIMED:
        raise argparse.ArgumentTypeError(f"{what!r} is not known; write text=NAME, url=NAME, title=NAME")
    return what, name


def printed_name(name: str, record: str = "") -> str:
    """Return the path as it was given, and the record within the file."""
    path = os.fsencode(name).decode("utf-8", "replace")
    return f"{path}#{record}" if record else path


def complain(name: str, reason: str) -> None:
    print(f"not read: {name}: {reason}", file=sys.stderr)


def as_line(source: RawSource, name: str, with_head: bool) -> dict[str, Any]:
    """Return a source as it is printed. `head` holds the lines above the text, unless they are put before it."""
    shift = 0 if with_head else source.head
    line: dict[str, Any] = {"id": name, "text": source.text[shift:]}
    if source.head and not with_head:
        line["head"] = source.text[: source.head].strip()
    line["says"] = {name: claim.as_dict() for name, claim in source.says.items()}
    if source.posts:
        line["posts"] = [
            {"start": p.start - shift, "end": p.end - shift, "author": p.author, "url": p.url}
            for p in source.posts
        ]
    if source.refusal:
        line["refusal"] = source.refusal
    if source.extractor:
        line["extractor"] = source.extractor
    return line


if __name__ == "__main__":
    sys.exit(print_sources())
