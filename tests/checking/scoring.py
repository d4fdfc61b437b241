"""Drafts beside what is to be answered of each of their quotations: read, checked and scored.

A file of tests/cases/verify is a draft, a line with a full stop, and a line for each quotation: headline word,
answer for the speaker, answer for the day, and its first words.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).resolve().parents[1] / "cases" / "verify"


@dataclass(frozen=True, slots=True)
class Expected:
    """What is to be answered of a quotation."""

    headline: str
    speaker: str
    day: str
    beginning: str


@dataclass(frozen=True, slots=True)
class Scored:
    """What was to be answered and what was; `answer` is empty where the quotation was not found in the draft."""

    draft: str
    expected: Expected
    headline: str = ""
    speaker: str = ""
    day: str = ""

    @property
    def right(self) -> bool:
        return (self.headline, self.speaker, self.day) == (
            self.expected.headline,
            self.expected.speaker,
            self.expected.day,
        )


def read_cases() -> Iterator[tuple[str, str, list[Expected]]]:
    for path in sorted(CASES.glob("*.txt")):
        draft, _, lines = path.read_text(encoding="utf-8").partition("\n.\n")
        yield path.stem, draft, [Expected(*line.split(" | ")) for line in lines.splitlines()]


def score_drafts() -> tuple[list[Scored], list[str]]:
    """Check every draft; return its quotations scored, and those that no line speaks of."""
    from statements.checking.verify import verify_draft

    scored: list[Scored] = []
    beside: list[str] = []
    for name, draft, lines in read_cases():
        answers = list(verify_draft(draft).quotations)
        for line in lines:
            found = next((one for one in answers if one.quotation.text.startswith(line.beginning)), None)
            if found is None:
                scored.append(Scored(name, line))
                continue
            answers.remove(found)
            scored.append(Scored(name, line, found.headline.value, found.speaker.value, found.day.value))
        beside += [f"{name}: {one.quotation.text}" for one in answers]
    return scored, beside


def shares(scored: list[Scored]) -> Mapping[str, tuple[float, float]]:
    """Return precision and recall of each headline word."""
    right = Counter(one.headline for one in scored if one.headline == one.expected.headline)
    said = Counter(one.headline for one in scored)
    meant = Counter(one.expected.headline for one in scored)
    return {
        word: (right[word] / said[word] if said[word] else 1.0, right[word] / meant[word]) for word in meant
    }
