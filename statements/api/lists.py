"""Lists of records: what a search finds, and all that is held, each with an address for what follows."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from django.db.models import Prefetch, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import BeforeValidator, Field

from statements.counts import statistics_of
from statements.dates import machine_date
from statements.extraction.folding import fold
from statements.history.corrections import corrections_made
from statements.models import Alias, Article, Event, Outlet, Quote, Speaker
from statements.publishing.exports.archive import utterances_printed
from statements.search.filters import line_of_filter
from statements.search.find import FACET_FIELDS, Found, QueryFault, Unavailable, find
from statements.search.language import together, unparse
from statements.search.measured import count_found, count_search
from statements.search.questions import read_as

from .cursors import cursor_of_places, next_address, places_behind, read_cursor, rows_behind, write_cursor
from .problems import wrong_value
from .records import Records, statements_with_parts
from .shapes import (
    ArticleRow,
    CorrectionRow,
    DateRow,
    EventRow,
    Line,
    ListPage,
    Plain,
    Results,
    SourceRow,
    SpeakerRow,
    StatementRow,
    UtteranceRow,
    Value,
)

router = Router()
DEEPEST = 100_000  # places of a search that can be reached
MOST_FILTERS = 12
Page = Annotated[int, Field(ge=1, le=100, description="how many records, 100 at most")]
Cursor = Annotated[str, Field(max_length=400, description="where to go on: `next` gives the whole address")]


class Listed(Schema):
    """Which part of a list is asked for."""

    limit: Page = 20
    cursor: Cursor = ""


class Searched(Listed):
    """A search, as the address of a page of results has it."""

    q: Line = Field(
        "", description='the search language of the pages: words, "exact words", -word, speaker:, from: …'
    )
    read: Literal["", "typed"] = Field(
        "", alias="as", description="typed: take the line word by word, never as a question"
    )
    speaker: Value = Field("", description="the id of a speaker")
    source: Value = Field("", description="the id of a source")
    country: Value = Field("", description="the country of the speaker, ISO 3166-1 alpha-2")
    kind: Value = Field("", description="direct, partial or indirect")
    year: Value = Field("", description="a year, or years: 2019-2021")
    event: Value = Field("", description="the id of an event")
    without_speaker: list[Value] = Field([], alias="not-speaker", max_length=MOST_FILTERS)
    without_source: list[Value] = Field([], alias="not-source", max_length=MOST_FILTERS)
    without_country: list[Value] = Field([], alias="not-country", max_length=MOST_FILTERS)
    without_kind: list[Value] = Field([], alias="not-kind", max_length=MOST_FILTERS)
    without_year: list[Value] = Field([], alias="not-year", max_length=MOST_FILTERS)
    without_event: list[Value] = Field([], alias="not-event", max_length=MOST_FILTERS)
    first: Value = Field("", alias="from", description="the first day, month or year")
    last: Value = Field("", alias="to", description="the last day, month or year")
    article: Value = Field("", description="the id of an article")
    sort: Literal["", "relevance", "newest", "oldest"] = Field(
        "", description="without it: the closest match where words are asked for, else the newest"
    )

    def lines(self) -> tuple[str, ...]:
        """Return the filters as lines of the query language. Raises NotAnswered for a value that cannot be."""
        chosen = [(name, getattr(self, name)) for name in FACET_FIELDS]
        chosen += [
            (f"not-{name}", value) for name in FACET_FIELDS for value in getattr(self, f"without_{name}")
        ]
        chosen += [("from", self.first), ("to", self.last), ("article", self.article)]
        asked = [(name, value) for name, value in chosen if value]
        if len(asked) > MOST_FILTERS:
            raise wrong_value("filters", _("There are %(most)s at most.") % {"most": MOST_FILTERS})
        for name, value in asked:
            if not line_of_filter(name, value):
                raise wrong_value(name, _("“%(value)s” is none of its values.") % {"value": value})
        return tuple(line_of_filter(name, value) for name, value in asked)


def searched(request: HttpRequest, model: Any, asked: Searched) -> tuple[list[int], Found, str | None]:
    """Return the numbers of the rows of a page of a search, the search, and the address of what follows."""
    try:
        answer = page_of_search(request, model, asked)
    except (QueryFault, Unavailable) as error:
        count_search("refused" if isinstance(error, QueryFault) else "unavailable")
        raise
    count_found(answer[1].total)
    return answer


def page_of_search(request: HttpRequest, model: Any, asked: Searched) -> tuple[list[int], Found, str | None]:
    narrow, text = asked.lines(), asked.q.strip()
    tree = read_as(text, model, narrow, asked.read == "typed").tree
    sort = asked.sort or ("relevance" if text else "newest")
    found: list[Found] = []

    def find_ids(start: int, size: int) -> Sequence[int]:
        found.append(find(model, tree, narrow=narrow, sort=sort, start=start, size=size))
        return found[-1].ids

    ids, place = places_behind(find_ids, asked.cursor, asked.limit, DEEPEST)
    follows = place + len(ids)
    more = bool(ids) and follows < min(found[-1].total, DEEPEST)
    return ids, found[-1], next_address(request, cursor_of_places(ids, place)) if more else None


def results(found: Found, items: list[Plain], follows: str | None, lines: Sequence[str]) -> Plain:
    return {
        "items": items,
        "total": found.total,
        "understood": " ".join([unparse(together([found.tree])), *lines]).strip(),
        "next": follows,
    }


@router.get("/statements", response=Results[StatementRow], url_name="statements", summary="Statements")
def statements(request: HttpRequest, asked: Query[Searched]) -> Plain:
    """What a search finds, in the order of the page of results; without words and filters all, the newest first.

    Up to 100,000 can be reached; whoever wants all follows `/changes`.
    """
    ids, found, follows = searched(request, Quote, asked)
    rows = statements_with_parts(Quote.objects.public().filter(pk__in=ids)).in_bulk()
    records = Records(request)
    items = [records.statement(rows[pk]) for pk in ids if pk in rows]
    return results(found, items, follows, asked.lines())


@router.get("/articles", response=Results[ArticleRow], url_name="articles", summary="Articles")
def articles(request: HttpRequest, asked: Query[Searched]) -> Plain:
    """The articles that a search finds, by the same language and filters."""
    ids, found, follows = searched(request, Article, asked)
    rows = Article.objects.public().with_outlet().light().in_bulk(ids)
    records = Records(request)
    items = [records.article(rows[pk]) for pk in ids if pk in rows]
    return results(found, items, follows, asked.lines())


class AskedSpeakers(Listed):
    """Which speakers are asked for."""

    name: Value = Field("", description="a name, or a part of one, in any spelling of accents and case")
    kind: Literal["", "person", "institution", "country", "group", "anonymous", "document"] = ""
    country: Annotated[str, Field(pattern=r"^([A-Za-z]{2})?$")] = Field("", description="ISO 3166-1 alpha-2")


@router.get("/speakers", response=ListPage[SpeakerRow], url_name="speakers", summary="Speakers")
def speakers(request: HttpRequest, asked: Query[AskedSpeakers]) -> Plain:
    """Who is on record, in the order in which they came into the archive."""
    rows = Speaker.objects.public()
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.country:
        rows = rows.filter(country=asked.country.upper())
    if asked.name:
        rows = rows.filter(pk__in=Alias.objects.filter(key__contains=fold(asked.name)).values("speaker"))
    found, follows = rows_behind(request, rows, asked.cursor, asked.limit)
    records = Records(request)
    return {"items": [records.speaker(row) for row in found], "next": follows}


def only_iso(value: object) -> object:
    """Let a day through as the schema has it; a bare number is none, though it could be seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError("not a day")
    return value


IsoDay = Annotated[date, BeforeValidator(only_iso)]


class AskedEvents(Listed):
    """Which events are asked for."""

    kind: Literal["", *Event.Kind.values] = ""  # type: ignore[valid-type]
    first: IsoDay | None = Field(None, alias="from", description="those that end on this day or later")
    last: IsoDay | None = Field(None, alias="to", description="those that begin on this day or before")


@router.get("/events", response=ListPage[EventRow], url_name="events", summary="Events")
def events(request: HttpRequest, asked: Query[AskedEvents]) -> Plain:
    """What happened, in the order in which it came into the archive."""
    rows = Event.objects.public()
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.first:
        rows = rows.filter(Q(end__gte=asked.first) | Q(end=None, start__gte=asked.first))
    if asked.last:
        rows = rows.filter(start__lte=asked.last)
    found, follows = rows_behind(request, rows, asked.cursor, asked.limit)
    records = Records(request)
    return {"items": [records.event(row) for row in found], "next": follows}


@router.get("/sources", response=ListPage[SourceRow], url_name="sources", summary="Sources")
def sources(request: HttpRequest, asked: Query[Listed]) -> Plain:
    """Who publishes, in the order in which they came into the archive."""
    rows = Outlet.objects.filter(merged_into=None)
    found, follows = rows_behind(request, rows, asked.cursor, asked.limit)
    records = Records(request)
    return {"items": [records.source(row) for row in found], "next": follows}


def printed_utterances() -> Any:
    """Return the utterances that have a page, with their printings that everybody may see, in `shown_printings`."""
    public = Quote.objects.public().select_related("speaker")
    return utterances_printed().prefetch_related(
        Prefetch("printings", public.order_by("date", "pk"), to_attr="shown_printings")
    )


@router.get("/utterances", response=ListPage[UtteranceRow], url_name="utterances", summary="Utterances")
def utterances(request: HttpRequest, asked: Query[Listed]) -> Plain:
    """What was said once and is printed by several articles."""
    found, follows = rows_behind(request, printed_utterances(), asked.cursor, asked.limit)
    records = Records(request)
    return {"items": [records.utterance(row, row.shown_printings) for row in found], "next": follows}


@router.get("/dates", response=ListPage[DateRow], url_name="dates", summary="Dates")
def dates(request: HttpRequest, asked: Query[Listed]) -> Plain:
    """The days, months and years under which statements are listed, in their order, with how many each has."""
    days = [
        (machine_date(day, precision), day, precision, count)
        for day, precision, count in statistics_of(request).days()
    ]
    days.sort(key=lambda one: one[0])
    behind = read_cursor(asked.cursor, str)
    left = [one for one in days if behind is None or one[0] > behind[0]]
    totals: dict[str, Plain] = {}
    for told, day, precision, count in left:
        if told not in totals and len(totals) == asked.limit:
            break
        mine = totals.setdefault(
            told, {"date": told, "statements": 0, "url": date_page(request, day, precision)}
        )
        mine["statements"] += count
    last = next(reversed(totals), "")
    more = any(one[0] > last for one in left)
    return {
        "items": list(totals.values()),
        "next": next_address(request, write_cursor(last)) if more else None,
    }


def date_page(request: HttpRequest, day: date, precision: str) -> str:
    if precision == "year":
        path = reverse("dates-year", args=[day.year])
    elif precision == "month":
        path = reverse("dates-month", args=[day.year, day.month])
    else:
        path = reverse("dates-day", args=[day.year, day.month, day.day])
    return request.build_absolute_uri(path)


@router.get("/corrections", response=ListPage[CorrectionRow], url_name="corrections", summary="Corrections")
def listed_corrections(request: HttpRequest, asked: Query[Listed]) -> Plain:
    """The acts that changed what everybody sees, the latest first."""
    found, follows = rows_behind(request, corrections_made(), asked.cursor, asked.limit, newest_first=True)
    return {"items": Records(request).corrections(found), "next": follows}
