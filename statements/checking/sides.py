"""What does somebody mean who types a side of a comparison: a speaker, an outlet, or a time?

A name is looked up as the archive has it; "speaker:", "source:", "year:", "date:", "from:" and "to:" say which
is meant, as in a search. What cannot be told is a NoSide, in a sentence, with what could be meant instead.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from statements.extraction.folding import fold
from statements.identity.names import surname_key
from statements.identity.speakers import end_of_merges, speakers_called
from statements.models import Outlet, Speaker, State
from statements.search.describe import say_span
from statements.search.find import Unavailable
from statements.search.language import Dates, Node, Only, Or, QueryFault, flat, parse, parse_dates
from statements.search.questions import DAY, FIELD_OF_SIDE, written_day
from statements.search.suggest import suggestions

MOST_SIDES = 4
LONGEST_SIDE = 120  # characters
SIDES_OFFERED = 6
BETWEEN = re.compile(
    r"\s*(?:\b(?:to|until|till|through)\b|–|—|\.\.\.?|…|(?<=\d{4})-(?=\d{4}\b)|\s-\s)\s*", re.I
)


class NoSide(Exception):
    """What was typed is no side: why, in a sentence, and what could be meant, each as (name, side to type)."""

    def __init__(self, sentence: str, choices: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.choices = choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of what is compared. `typed` leads to it again, `node` finds its statements and none that are only
    probably somebody's."""

    typed: str
    label: str
    node: Node
    slug: str = ""  # of a speaker or an outlet
    url: str = ""  # its page

    @property
    def field(self) -> str:
        """Return "speaker", "source" or "time"."""
        return self.node.field if isinstance(self.node, Only) else "time"

    @property
    def span(self) -> tuple[date | None, date | None]:
        """Return the first and the last day of a time; None and None for what is none."""
        return (self.node.first, self.node.last) if isinstance(self.node, Dates) else (None, None)


def find_side(typed: str) -> Side:
    """Return the side that was typed. Raise NoSide."""
    typed = " ".join(typed.split())
    if len(typed) > LONGEST_SIDE:
        raise NoSide(_("“%(typed)s…” is too long for a name or a time.") % {"typed": typed[:40]})
    time = time_typed(typed)
    if time is not None:
        return side_of_time(typed, time)
    if re.search(r"\w:", typed):
        return side_by_field(typed)
    speakers = speakers_called(typed, SIDES_OFFERED)
    outlets = outlets_called(typed)
    if not speakers and not outlets:
        speakers = bearers_of(typed)
    return only_one(typed, speakers, outlets)


def side_by_field(typed: str) -> Side:
    """Return the side of a line such as "speaker:tolan" or "from:2018 to:2019"."""
    try:
        parts = list(flat(parse(typed)))
    except QueryFault as fault:
        raise NoSide(fault.message) from None
    match parts:
        case [Only("speaker", value, exact)]:
            rows = [*by_slug(Speaker, value), *(() if exact else speakers_called(value, SIDES_OFFERED))]
            return only_one(typed, rows[:1] or bearers_of(value), [])
        case [Only("source", value, exact)]:
            outlets = [*by_slug(Outlet, value), *(() if exact else outlets_called(value))]
            return only_one(typed, [], outlets[:1])
        case [Dates(), *_others] if all(isinstance(part, Dates) for part in parts):
            return side_of_time(typed, both_ends([part for part in parts if isinstance(part, Dates)]))
    raise NoSide(
        _(
            "“%(typed)s” is not a side. A speaker, a source or a time can be compared; other words go into the search."
        )
        % {"typed": typed}
    )


def only_one(typed: str, speakers: Sequence[Speaker], outlets: Sequence[Outlet]) -> Side:
    """Return the side of the one row that was found. Raise NoSide for none, and for several."""
    found: list[Speaker | Outlet] = [*speakers, *outlets]
    if len(found) == 1:
        return side_of_row(typed, found[0])
    if found:
        named = tuple((str(row), line_of_row(row)) for row in found[:SIDES_OFFERED])
        raise NoSide(_("“%(typed)s” can mean several. Choose one.") % {"typed": typed}, named)
    try:
        meant = suggestions(typed[:60], SIDES_OFFERED)
    except Unavailable:
        meant = []  # the name is on no record all the same
    near = tuple((one.label, one.query) for one in meant if one.kind in {"Speaker", "Source"})
    raise NoSide(
        _(
            "Nobody and no source on record is called “%(typed)s”. A time is written 2018, 2018-05 or 2018 to 2019."
        )
        % {"typed": typed},
        near,
    )


def side_of_row(typed: str, row: Speaker | Outlet) -> Side:
    """Return the side of a speaker or an outlet."""
    field = "speaker" if isinstance(row, Speaker) else "source"
    return Side(
        typed=typed,
        label=str(row.name),
        node=Only(field, row.slug, exact=True),
        slug=row.slug,
        url=row.get_absolute_url(),
    )


def line_of_row(row: Speaker | Outlet) -> str:
    return f"{'speaker' if isinstance(row, Speaker) else 'source'}:{row.slug}"


def by_slug(model: type[Any], slug: str) -> list[Any]:
    """Return the row of a slug, or the one that it was merged into."""
    rows = [end_of_merges(row) for row in model.objects.filter(slug=slug).select_related("merged_into")]
    return [row for row in rows if getattr(row, "state", "") != State.REJECTED]


def outlets_called(name: str) -> list[Outlet]:
    """Return the outlets of a name, whether or not "The" stands before it."""
    first = next(iter(re.findall(r"\w+", re.sub(r"(?i)^the\s+", "", name))), "")
    rows = (
        Outlet.objects.filter(name__icontains=first, merged_into=None).order_by("pk")[:200] if first else []
    )
    return [row for row in rows if plain_name(row.name) == plain_name(name)][:SIDES_OFFERED]


def plain_name(name: str) -> str:
    return fold(re.sub(r"(?i)^the\s+", "", name.strip()))


def bearers_of(name: str) -> list[Speaker]:
    """Return those on record with a surname alone."""
    surname = surname_key(name) if len(name.split()) == 1 else ""
    if not surname:
        return []
    return list(Speaker.objects.public().filter(aliases__surname=surname).distinct()[:SIDES_OFFERED])


# Times


def time_typed(typed: str) -> Dates | None:
    """Return the time that was typed: "2018", "May 2018", "2018-05 to 2019"; None for what is none."""
    found = [DAY.fullmatch(end) for end in BETWEEN.split(typed, maxsplit=1)]
    ends = [match for match in found if match is not None]
    if len(ends) < len(found):
        return None
    written = [written_day(match) for match in ends]
    sides = [str(match["side"] or "") for match in ends]
    if len(written) == 1 and (field := FIELD_OF_SIDE.get(sides[0].lower())):
        span = parse_dates(field, written[0])
        return Dates(*span, text=f"{field}:{written[0]}") if span else None
    spans = [parse_dates("date", one) for one in written]
    if spans[0] is None or spans[-1] is None:
        return None
    return Dates(spans[0][0], spans[-1][1], text=f"from:{written[0]} to:{written[-1]}")


def both_ends(parts: list[Dates]) -> Dates:
    """Return the time that several filters leave."""
    first = max((part.first for part in parts if part.first), default=None)
    last = min((part.last for part in parts if part.last), default=None)
    return Dates(first, last, text=" ".join(part.text for part in parts))


def side_of_time(typed: str, time: Dates) -> Side:
    if time.first and time.last and time.first > time.last:
        raise NoSide(_("“%(typed)s” ends before it begins.") % {"typed": typed})
    label = "".join(text for text, _given in say_span(time.first, time.last))
    bare = re.sub(r"^(?:in|on)\s", "", label.strip())
    return Side(typed=typed, label=bare[:1].upper() + bare[1:], node=time)


def either_of(sides: Sequence[Side]) -> Node:
    """Return what finds the statements of any of the sides."""
    nodes = tuple(side.node for side in sides)
    return nodes[0] if len(nodes) == 1 else Or(nodes)
