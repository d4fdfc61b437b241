"""Why an article has its day: kept in plain English with its row, shown in the reader's language."""

from statements.extraction.rules import gettext_noop
from statements.history.own_words import each_as_kept

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


def proof_shown(evidence: str) -> str:
    """Return what proves a day in the reader's language; the words of the page, and what is none of ours, as they stand."""
    return each_as_kept(evidence, PROOFS)
