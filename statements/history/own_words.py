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
READING = gettext_noop("reading %(version)s: %(count)s statements")
SAME_TEXT = gettext_noop("the same text at %(place)s")
OF_A_READING = (READING, SAME_TEXT)  # what stands in the log of one
# What a value in a sentence of ours may be, by its name; any other may be anything.
VALUES = {
    "version": r"[\w.]+",
    "count": r"\d+",
    "weekday": r"\w+",
    "year": r"\d{4}",
    "day": r"[\d-]+",
    "date": "[^“”]+",
}
VALUE = re.compile(r"%\\\((\w+)\\\)s")  # where a value stands in a sentence that is escaped
BETWEEN = "; "  # several sentences in one row


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


@cache
def how_they_stand(sentences: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return sentences, each with how it stands in a row with its values."""

    def as_written(match: re.Match[str]) -> str:
        return f"(?P<{match[1]}>{VALUES.get(match[1], '.+')})"

    return tuple((one, re.compile(VALUE.sub(as_written, re.escape(one)), re.S)) for one in sentences)


def as_kept(text: str, sentences: tuple[str, ...]) -> str:
    """Return a text in the reader's language if it is one of these sentences, with its values as they stand; else the text.

    Of two that a text may be the first is taken: a sentence before another that is a part of it.
    """
    for sentence, pattern in how_they_stand(sentences):
        match = pattern.fullmatch(text)
        if match:
            values = match.groupdict()
            if "weekday" in values:
                values["weekday"] = translated(values["weekday"])
            return translated(sentence) % values if values else translated(sentence)
    return text


def each_as_kept(text: str, sentences: tuple[str, ...]) -> str:
    """Return several sentences that stand in one row, each in the reader's language."""
    return BETWEEN.join(as_kept(one, sentences) for one in text.split(BETWEEN))


def in_own_words(text: str) -> str:
    """Return a text as it is shown: translated if it is the archive's own, as it was typed if it is an editor's."""
    return str(own_sentences().get(text) or as_kept(text, OF_A_READING))
