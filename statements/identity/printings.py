"""The same statement as other outlets printed it, compared word by word."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher

from django.db.models import Q

from statements.dates import shifted
from statements.models import Prepared, Quote
from statements.models.quotes import QuoteQuerySet

NEAR = timedelta(days=4)  # between two printings of one statement
ALIKE = 0.6  # share of the shorter one's words that both have
FEWEST = 4  # words below which only the same words of the same speaker are the same statement
TELLING = 8  # words from which the same words are the same statement whoever is named for them
COMPARED = 200  # statements of the speaker around that day
LONGEST = 200  # words that are compared one by one; longer ones are said to differ
SHOWN = 6
WORD = re.compile(r"\s*(?:[\w’'-]+|[^\w\s]+)|\s+$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that both have (""), that only the other version has ("in"), or that it leaves out ("out")."""

    text: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class Printing:
    """One statement in another article: its row, and how its words differ."""

    quote: Quote
    pieces: list[Piece]
    same: bool
    compared: bool = True  # False: too long for that


def printings(quote: Quote) -> list[Printing]:
    """Return the statement as other articles have it, the same words first, then those with most in common.

    The same words within four days are the same statement, if they are the same speaker's, or so many
    that nobody else says them by chance. Other words are, where the speaker is the same, the days are
    near, and six of ten words agree.
    """
    same = [other for other in of_same_words(quote.article_id, quote.fingerprint) if is_same(quote, other)]
    found = same[:SHOWN]
    if quote.speaker_id and quote.date and quote.date_precision in {"day", "minute"}:
        ranked = sorted(
            ((share_in_common(quote.text, other.text), other) for other in said_near(quote)),
            key=lambda pair: -pair[0],
        )
        found += [other for share, other in ranked if share >= ALIKE]
    return [printing(quote, other) for other in found[:SHOWN]]


def is_same(quote: Quote, other: Quote) -> bool:
    """Are the same words of two articles one statement?"""
    known = quote.date is not None and other.date is not None
    if known and abs(quote.date - other.date) > NEAR:  # type: ignore[operator]
        return False
    if len(words_in(quote.text)) >= TELLING:
        return True
    return known and quote.speaker_id is not None and quote.speaker_id == other.speaker_id


def said_near(quote: Quote) -> list[Quote]:
    """Return what the speaker is on record with around that day, those of the very day before others."""
    day = quote.date
    assert day is not None
    of = (quote.article_id, quote.speaker_id, quote.fingerprint)
    found = of_the_day(*of, day)
    if len(found) < COMPARED:
        found += of_days_near(*of, day, shifted(day, -NEAR), shifted(day, NEAR))
    return found[:COMPARED]


def printing(quote: Quote, other: Quote) -> Printing:
    same = other.fingerprint == quote.fingerprint
    if max(len(words_in(text)) for text in (quote.text, other.text)) > LONGEST:
        return Printing(other, [Piece(other.text)], same, compared=False)
    return Printing(other, compare_words(quote.text, other.text), same)


def outside_of(article: int) -> QuoteQuerySet:
    return (
        Quote.objects.public()
        .filter(~Q(article=article), in_headline=False)
        .with_parts()
        .order_by("date", "article_id", "start")
    )


of_same_words = Prepared(
    lambda article, fingerprint: outside_of(article).filter(fingerprint=fingerprint)[:COMPARED]
)
of_the_day = Prepared(
    lambda article, speaker, fingerprint, day: outside_of(article).filter(
        ~Q(fingerprint=fingerprint), speaker=speaker, date=day
    )[:COMPARED]
)
of_days_near = Prepared(
    lambda article, speaker, fingerprint, day, first, last: (
        outside_of(article)
        .filter(~Q(fingerprint=fingerprint), ~Q(date=day), speaker=speaker)
        .filter(date__gte=first, date__lte=last)[:COMPARED]
    )
)


def words_in(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def share_in_common(one: str, other: str) -> float:
    """Return the share of the shorter text's words that the other has as well."""
    first, second = words_in(one), words_in(other)
    if min(len(first), len(second)) < FEWEST:
        return 0.0
    common = sum((Counter(first) & Counter(second)).values())
    return common / min(len(first), len(second))


def compare_words(one: str, other: str) -> list[Piece]:
    """Return the other text in pieces: what both have, what only it has, what it leaves out."""
    first, second = (WORD.findall(text) for text in (one, other))
    matcher = SequenceMatcher(None, keys_of(first), keys_of(second), autojunk=False)
    pieces: list[Piece] = []
    for _, start, end, other_start, other_end in matcher.get_opcodes():
        if keys_of(first[start:end]) == keys_of(second[other_start:other_end]):
            pieces.append(Piece(joined_words(second[other_start:other_end])))
            continue
        left, only = joined_words(first[start:end]).strip(), joined_words(second[other_start:other_end])
        if left:
            pieces.append(Piece(left, "out"))
        space = only[: len(only) - len(only.lstrip())]
        pieces += [Piece(space), Piece(only[len(space) :], "in")]
    return [piece for piece in pieces if piece.text]


def keys_of(words: Sequence[str]) -> list[str]:
    return [word.strip().casefold() for word in words]


def joined_words(words: Sequence[str]) -> str:
    return "".join(words)
