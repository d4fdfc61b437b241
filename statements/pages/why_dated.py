"""Why an article has its day: kept in plain English with its row, shown in the reader's language."""

import re
from functools import cache

from django.utils.translation import gettext as translated

from statements.extraction.rules import gettext_noop

BETWEEN = "; "
PROOFS = (  # a longer one before the one that it begins with
    gettext_noop("“%(date)s” printed on the page, a %(weekday)s, which agrees"),
    gettext_noop("“%(date)s” printed on the page"),
    gettext_noop("“%(date)s”: the order of day and month is not proved"),
    gettext_noop("“%(date)s” is later than the page was captured"),
    gettext_noop("“%(date)s”, no year in the text, and nothing in it proves one"),
    gettext_noop("“%(date)s” without a year"),
    gettext_noop("no date on the page"),
    gettext_noop("the year %(year)s is spoken of"),
    gettext_noop("the copyright year %(year)s"),
    gettext_noop("given with the article: %(day)s"),
    gettext_noop("a %(weekday)s"),
)
VALUE = re.compile(r"%\\\((\w+)\\\)s")  # a value of a proof, its sentence escaped
HELD_BY = {"date": r"[^“”]+", "weekday": r"\w+", "year": r"\d{4}", "day": r"[\d-]+"}


@cache
def proof_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each proof with how it stands in a row."""

    def as_written(match: re.Match[str]) -> str:
        return f"(?P<{match[1]}>{HELD_BY[match[1]]})"

    return tuple((proof, re.compile(VALUE.sub(as_written, re.escape(proof)))) for proof in PROOFS)


def proof_shown(evidence: str) -> str:
    """Return what proves a day in the reader's language; the words of the page, and what is none of ours, as they stand."""
    return BETWEEN.join(piece_shown(piece) for piece in evidence.split(BETWEEN))


def piece_shown(piece: str) -> str:
    for proof, pattern in proof_patterns():
        match = pattern.fullmatch(piece)
        if match:
            values = match.groupdict()
            if "weekday" in values:
                values["weekday"] = translated(values["weekday"])
            return translated(proof) % values
    return piece
