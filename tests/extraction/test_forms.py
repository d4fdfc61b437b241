"""Transcripts, statements in one name, readouts and other pages that are no news articles."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from statements.extraction import Record, read_article

CASES = [
    Path(__file__).parents[1] / "cases" / name
    for name in ("forms.txt", "houses.txt", "kinds.txt", "pages.txt")
]
TODAY = date(2032, 1, 1)  # the day on which all of these are read


COMMENT = re.compile(r"# (?!#)")


@dataclass(frozen=True)
class Case:
    title: str
    page: str
    expected: tuple[str, ...]


def read_cases() -> list[Case]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in CASES)
    lines = [line for line in text.split("\n") if not COMMENT.match(line)]
    cases = []
    for block in re.split(r"^=\n", "\n".join(lines), flags=re.M):
        if block.strip():
            title, page, expected = re.split(r"^\.\n", block, flags=re.M)
            cases.append(Case(title.strip(), page, tuple(filter(None, expected.split("\n")))))
    return cases


def events_in(record: Record) -> list[str]:
    """Return the events of a page as a case writes them."""
    return [
        " | ".join(
            ("/".join(filter(None, (e.start, e.end))) or "-" if n == 1 else str(part or "-"))
            for n, part in enumerate((e.kind, e.start, e.place, e.status, e.name))
        )
        for e in record.events
    ]


def pattern_of(line: str) -> str:
    """Return a pattern for the words of an expected statement."""
    return r"[\s\S]*".join(r"\s+".join(map(re.escape, piece.split())) for piece in line.split("..."))


def differences(case: Case, record: Record) -> list[str]:
    row = record.as_dict()
    bad = []
    wanted = []
    for line in case.expected:
        if line.startswith("@"):
            key, _, value = line[1:].partition(" ")
            if (row[key] or "-") != value:
                bad.append(f"{key} is {row[key]!r}, not {value!r}")
        elif line.startswith("*"):
            continue
        elif line.startswith("!"):
            bad += [f"there is {q.text!r}" for q in record.quotes if line[1:] in q.text]
        else:
            wanted.append(line)
    for line, quote in zip(wanted, record.quotes, strict=False):
        head, indirect = line.startswith("^"), "~" in line[:2]
        speaker, _, words = line.lstrip("^~").partition(": ")
        said = (quote.speaker or "-", quote.kind == "indirect", quote.in_headline)
        text = "\n".join(re.sub(r"\s+", " ", part) for part in quote.text.split(" … "))
        right = re.fullmatch(pattern_of(words), text.rstrip(" ,")) or re.fullmatch(pattern_of(words), text)
        if said != (speaker, indirect, head) or right is None:
            bad.append(f"{line!r} is {said} {quote.text!r}")
    events = [line[2:] for line in case.expected if line.startswith("* ")]
    if events and events != events_in(record):
        bad.append(f"events are {events_in(record)}")
    bad += [f"missing: {line}" for line in wanted[len(record.quotes) :]]
    bad += [f"besides: {q.speaker}: {q.text!r} ({q.rule})" for q in record.quotes[len(wanted) :]]
    return bad


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.title)
def test_page(case: Case) -> None:
    assert differences(case, read_article(case.page, today=TODAY)) == []
