"""Print the record of each article as one line of JSON.

python -m statements.extraction FILE ...
python -m statements.extraction --jsonl < ARTICLES      lines of {"id", "text"}
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from . import read_article


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m statements.extraction", description="Read articles and print their records as JSON."
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="articles as UTF-8 text")
    parser.add_argument(
        "--jsonl", action="store_true", help='read lines of {"id", "text"} from standard input'
    )
    options = parser.parse_args()
    if not options.jsonl and not options.files:
        parser.error("name a file, or give --jsonl and lines on standard input")
    failures = 0
    for name, text in read_lines() if options.jsonl else read_files(options.files):
        if text is None:
            failures += 1
            continue
        record = read_article(text, name)
        if record.refusal:
            print(f"{name}: not read: {record.refusal}", file=sys.stderr)
        sys.stdout.write(json.dumps(record.as_dict(), ensure_ascii=False) + "\n")
    return 1 if failures else 0


def read_files(names: list[str]) -> Iterator[tuple[str, str | None]]:
    for name in names:
        path = Path(name)
        try:
            yield path.name, path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            print(f"{name}: not read: {reason}", file=sys.stderr)
            yield name, None


def read_lines() -> Iterator[tuple[str, str | None]]:
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield str(row["id"]), str(row["text"])
        except (ValueError, KeyError, TypeError):
            print(f'line {number}: not read: it is no JSON object with "id" and "text"', file=sys.stderr)
            yield f"line {number}", None


if __name__ == "__main__":
    sys.exit(main())
