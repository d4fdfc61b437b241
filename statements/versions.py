"""The same statement as other outlets printed it, compared word by word."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Q

from .models import Quote

NEAR = timedelta(days=4)  # between two printings of one statement
ALIKE = 0.6  # share of the shorter one's words that both have
FEWEST = 4  # words below which only the same words are the same statement
COMPARED = 200  # statements of the speaker around that day
LONGEST = 600  # words that are compared one by one
SHOWN = 6
WORD = re.compile(r"[\w’'-]+|[^\w\s]+|\s+")


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


def printings(quote: Quote) -> list[Printing]:
    """Return the statement as other articles have it, those with the most words in common first.

    Same words are the same statement whoever is named for them. Other words are, where the same
    speaker is on record within four days and six of ten words agree.
    """
    found = list(others(quote).filter(fingerprint=quote.fingerprint)[:SHOWN])
    if quote.speaker_id and quote.date and quote.date_precision in {"day", "minute"}:
        near = others(quote).filter(
            speaker=quote.speaker_id, date__gte=quote.date - NEAR, date__lte=quote.date + NEAR
        )
        ranked = sorted(
            (
                (alike(quote.text, other.text), other)
                for other in near.exclude(fingerprint=quote.fingerprint)[:COMPARED]
            ),
            key=lambda pair: -pair[0],
        )
        found += [other for share, other in ranked if share >= ALIKE]
    return [
        Printing(other, compare(quote.text, other.text), other.fingerprint == quote.fingerprint)
        for other in found[:SHOWN]
    ]


def others(quote: Quote) -> Any:
    return (
        Quote.objects.public()
        .filter(~Q(article=quote.article_id), in_headline=False)
        .with_parts()
        .order_by("date", "article_id", "start")
    )


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def alike(one: str, other: str) -> float:
    """Return the share of the shorter text's words that the other has as well."""
    first, second = words_of(one), words_of(other)
    if min(len(first), len(second)) < FEWEST:
        return 0.0
    common = sum((Counter(first) & Counter(second)).values())
    return common / min(len(first), len(second))


def compare(one: str, other: str) -> list[Piece]:
    """Return the other text in pieces: what both have, what only it has, what it leaves out."""
    first, second = (WORD.findall(text)[: LONGEST * 2] for text in (one, other))
    matcher = SequenceMatcher(
        None, [word.casefold() for word in first], [word.casefold() for word in second], autojunk=False
    )
    pieces: list[Piece] = []
    for _, start, end, other_start, other_end in matcher.get_opcodes():
        if [w.casefold() for w in first[start:end]] == [w.casefold() for w in second[other_start:other_end]]:
            pieces.append(Piece(joined(second[other_start:other_end])))
            continue
        if joined(first[start:end]).strip():
            pieces.append(Piece(joined(first[start:end]), "out"))
        if joined(second[other_start:other_end]).strip():
            pieces.append(Piece(joined(second[other_start:other_end]), "in"))
        elif other_end > other_start:
            pieces.append(Piece(joined(second[other_start:other_end])))
    return [piece for piece in pieces if piece.text]


def joined(words: Sequence[str]) -> str:
    return "".join(words)
