"""The tree of a query said in words: "statements by Mira Tolan with the word map, said in May 2018"."""

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import date

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .language import (
    KINDS,
    And,
    Dates,
    Everything,
    Node,
    Not,
    Only,
    Or,
    Phrase,
    Prefix,
    Some,
    Word,
    flat,
    unparse,
)

Pieces = list[tuple[str, bool]]  # texts, with a mark on what the user gave
Labels = Callable[[str, str], str]  # the name of a field's value, for one that is an id


def say_day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def say_date(text: str) -> str:
    """Return "May 2018" for "2018-05"."""
    parts = [int(part) for part in re.split(r"[-/]", text)]
    if len(parts) == 3:
        return f"{parts[2]} {MONTHS[parts[1]]} {parts[0]}"
    return f"{MONTHS[parts[1]]} {parts[0]}" if len(parts) == 2 else str(parts[0])


def say_span(first: date | None, last: date | None) -> Pieces:
    """Return "in May 2018", "on 24 May 2018", "from 1 May 2018", "to ...", or both ends."""
    if first and last:
        month_end = calendar.monthrange(last.year, last.month)[1]
        if first == last:
            return [(_("on "), False), (say_day(first), True)]
        if (first.year, first.month, first.day, last.day) == (last.year, last.month, 1, month_end):
            return [(_("in "), False), (f"{MONTHS[first.month]} {first.year}", True)]
        if (first.month, first.day, last.month, last.day, first.year) == (1, 1, 12, 31, last.year):
            return [(_("in "), False), (str(first.year), True)]
    pieces: Pieces = []
    if first:
        pieces += [(_("from "), False), (say_day(first), True)]
    if last:
        pieces += [(_(" to ") if first else _("to "), False), (say_day(last), True)]
    return pieces


def own_value(field: str, value: str) -> str:
    return value


BEFORE = {
    "speaker": gettext_lazy("by "),
    "country": gettext_lazy("by speakers of "),
    "source": pgettext_lazy("before an outlet", "in "),
    "agency": gettext_lazy("credited to "),
    "event": gettext_lazy("about the event "),
    "place": gettext_lazy("at or from "),
    "article": gettext_lazy("in the article "),
}
ORDER = ("speaker", "country", "words", "source", "agency", "article", "event", "place", "dates", "not")


def describe(node: Node, noun: str = "statements", labels: Labels = own_value) -> Pieces:
    """Return the query as a sentence: "statements by Mira Tolan with the exact words “closed doors”,
    said from 1 May 2018". What the user gave is marked.
    """
    parts = list(flat(node))
    groups: dict[str, list[Pieces]] = {}
    words: list[Node] = []
    kinds: Pieces = []
    first: date | None = None
    last: date | None = None
    for part in parts:
        match part:
            case Only("kind", value):
                kinds += [(", " if kinds else " ", False), (str(KINDS[value]), True)]
            case Only(field, value, exact):
                label = labels(field, value) if exact else value
                groups.setdefault(field, []).append([(str(BEFORE[field]), False), (label, True)])
            case Dates(start, end, _):
                first = max(filter(None, (first, start)), default=None)
                last = min(filter(None, (last, end)), default=None)
            case Not(Only("kind", value)):
                groups.setdefault("not", []).append(
                    [(_("leaving out what is "), False), (str(KINDS[value]), True)]
                )
            case Not(inner):
                groups.setdefault("not", []).append(fragment(inner, labels, _("but not ")))
            case Everything():
                pass
            case _:
                words.append(part)
    if words:
        groups["words"] = [[(_("with "), False), *word_list(words, labels)]]
    if first or last:
        if first and last and first > last:
            groups["dates"] = [[(_("on no day at all: the dates exclude each other"), False)]]
        else:
            said = _("said or published ") if noun == "statements" else _("published ")
            groups["dates"] = [[(said, False), *say_span(first, last)]]
    if not groups and not kinds:
        return [(_("all statements") if noun == "statements" else _("all articles"), False)]
    what = _("statements") if noun == "statements" else _("articles")
    pieces: Pieces = [(what, False), *kinds]
    joiner = " "
    for name in ORDER:
        for one in groups.get(name, []):
            pieces += [(joiner, False), *one]
            joiner = ", "
        if name == "country":
            joiner = " "  # "by X with the words Y" runs on
    return pieces


def word_list(words: Sequence[Node], labels: Labels) -> Pieces:
    """Return "the words a and b, the exact words “c d”"."""
    plain = [word.text for word in words if isinstance(word, Word)]
    pieces: Pieces = []
    for some in (word for word in words if isinstance(word, Some)):
        pieces += fragment(some, labels)
    words = [word for word in words if not isinstance(word, Some)]
    if pieces and words:
        pieces.append((_(" and "), False))
    if plain:
        pieces.append((_("the word ") if len(plain) == 1 else _("the words "), False))
        for number, text in enumerate(plain):
            if number:
                pieces.append((_(" and ") if number == len(plain) - 1 else ", ", False))
            pieces.append((text, True))
    for word in words:
        if not isinstance(word, Word):
            if pieces:
                pieces.append((_(" and "), False))
            pieces += fragment(word, labels)
    return pieces


def fragment(node: Node, labels: Labels, before: str = "") -> Pieces:
    """Return one part of a query in words, for a place inside a sentence."""
    pieces: Pieces = [(before, False)] if before else []
    match node:
        case Word(text):
            return [*pieces, (_("the word ") if before else "", False), (text, True)]
        case Prefix(text):
            return [*pieces, (_("words that begin with "), False), (text, True)]
        case Phrase(text, None):
            return [*pieces, (_("the exact words "), False), (f"“{text}”", True)]
        case Phrase(text, within):
            return [
                *pieces,
                (_("the words "), False),
                (text, True),
                (_(" within %(within)s of each other") % {"within": within}, False),
            ]
        case Only("kind", value):
            return [*pieces, (str(KINDS[value]), True)]
        case Only(field, value, exact):
            return [*pieces, (str(BEFORE[field]), False), (labels(field, value) if exact else value, True)]
        case Dates(first, last, _):
            return [*pieces, *say_span(first, last)]
        case Not(part):
            return [*pieces, (_("not "), False), *fragment(part, labels)]
        case And(parts):
            return [*pieces, *between(parts, _(" and "), labels)]
        case Or(parts):
            return [*pieces, ("" if before else _("either "), False), *between(parts, _(" or "), labels)]
        case Some(parts, least):
            whole = least >= len(parts)
            named: Pieces = []
            for number, part in enumerate(parts):
                ends = whole and number == len(parts) - 1
                named += [(_(" and ") if ends else ", ", False)] if number else []
                named.append((unparse(part), True))
            head = _("the words ") if whole else _("at least %(least)s of the words ") % {"least": least}
            return [*pieces, (head, False), *named, (_(" in it or in its headline, event or place"), False)]
        case Everything():
            return [*pieces, (_("everything"), False)]


def between(parts: Sequence[Node], joiner: str, labels: Labels) -> Pieces:
    pieces: Pieces = []
    for number, part in enumerate(parts):
        if number:
            pieces.append((joiner, False))
        inner = fragment(part, labels)
        nested = isinstance(part, And | Or)
        pieces += [("(", False), *inner, (")", False)] if nested else inner
    return pieces
