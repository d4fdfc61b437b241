"""Sentences that the archive itself writes into rows and the log: kept in plain English, shown in the reader's tongue."""

import re
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy, gettext_noop, override

STANDS = gettext_lazy("An editor held it against the source: it stands.")
WITHDRAWN = gettext_lazy("An editor withdrew the statement.")
CORRECTED = gettext_lazy("An editor corrected the statement.")
TITLE = gettext_lazy("A title or a name, not speech")
SCARE_QUOTES = gettext_lazy("Scare quotes: nobody’s words")
NO_STATEMENT = gettext_lazy("Not a statement")
# What stands in the log of a reading, and how it is found there again.
READING = gettext_noop("reading %(version)s: %(count)s statements")
AS_READING = re.compile(r"reading (?P<version>[\w.]+): (?P<count>\d+) statements")
SAME_TEXT = gettext_noop("the same text at %(place)s")
AS_SAME_TEXT = re.compile(r"the same text at (?P<place>.+)", re.S)


def in_plain_english(words: Any) -> str:
    """Return words, or what a row is called, as they are kept: whatever language the page is in."""
    with override(None):
        return str(words)


@cache
def own_sentences() -> dict[str, Promise]:
    own = (STANDS, WITHDRAWN, CORRECTED, TITLE, SCARE_QUOTES, NO_STATEMENT)
    return {in_plain_english(one): one for one in own}


def in_readers_tongue(words: str) -> str:
    """Return in the reader's language a sentence that was marked where it stands, such as why a rule gives words to
    somebody (`extraction.rules.gettext_noop`)."""
    return translated(words) if words else ""


def in_own_words(text: str) -> str:
    """Return a text as it is shown: translated if it is the archive's own, as it was typed if it is an editor's."""
    for form, pattern in ((READING, AS_READING), (SAME_TEXT, AS_SAME_TEXT)):
        match = pattern.fullmatch(text)
        if match:
            return translated(form) % match.groupdict()
    return str(own_sentences().get(text, text))
