"""One record with all that is told of it; what was withdrawn, merged or erased says so at the same address."""

from typing import Annotated, Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from ninja import Path, Router

from statements.history.entries import last_act_of_editor
from statements.ingest.erased import erasure_at
from statements.models import (
    Article,
    Event,
    Outlet,
    Quote,
    Speaker,
    State,
    Tombstone,
    Utterance,
    page_address,
    table_of,
)

from .lists import printed_utterances
from .problems import NotAnswered, nothing_there
from .records import Records
from .shapes import (
    LARGEST,
    ArticleItem,
    EventItem,
    Id,
    SourceItem,
    SpeakerItem,
    StatementItem,
    UtteranceRow,
)

router = Router()
Key = Annotated[Id, Path(..., description="the id")]


class MovedPermanently(HttpResponseRedirect):
    """Where the record is now; programs ask there again by the same method."""

    status_code = 308


def gone(row: Any) -> NotAnswered:
    """Return that a row was taken out, when and why."""
    act = last_act_of_editor(table_of(row), row.pk)
    return NotAnswered(
        410,
        _("This was withdrawn"),
        (
            _("An editor took this out of the archive on %(day)s.") % {"day": date_format(act.at, "j F Y")}
            if act
            else _("An editor took this out of the archive.")
        )
        + " "
        + _("The address stays, so that whoever cited it finds out."),
        more={"withdrawn_at": act.at.isoformat() if act else None, "why": (act.why or None) if act else None},
    )


def missing(page: str) -> NotAnswered:
    """Return why nothing is at an address: it never was, or was erased by order."""
    if (erasure := erasure_at(page)) is None:
        return nothing_there()
    return NotAnswered(
        410,
        _("This was erased"),
        _("It was removed by order on %(day)s, and nothing of it is kept.")
        % {"day": date_format(erasure.at, "j F Y")},
    )


def found_row(rows: Any, slug: str, name: str) -> Any:
    """Return a row that has a page by its slug. Raises NotAnswered."""
    row = rows.filter(slug=slug).select_related("merged_into").first()
    if row is None:
        raise missing(page_address(f"{name}-detail", slug))
    return row


def row_or_where_it_is(request: HttpRequest, row: Any, name: str, told: str) -> Any:
    """Return the record of a row that has a slug, or where it is now. Raises NotAnswered for what was taken out."""
    records = Records(request)
    if row.merged_into is not None:
        return MovedPermanently(records.address(name, row.merged_into.slug))
    if getattr(row, "state", None) == State.REJECTED:
        raise gone(row)
    return getattr(records, told)(row)


@router.get(
    "/statements/{id}",
    response=StatementItem,
    url_name="statement",
    summary="One statement",
    by_alias=True,
)
def statement(request: HttpRequest, id: Key) -> Any:
    """A statement with its evidence as selectors, its other printings and its history."""
    events = Prefetch("events", Event.objects.public().order_by("pk"), to_attr="shown_events")
    rows = Quote.objects.select_related(
        "speaker", "probable_speaker", "relayed_by", "utterance", "article__outlet", "capture"
    )
    quote = rows.prefetch_related(events).filter(uid=id).first()
    if quote is None:
        if Tombstone.objects.filter(uid=id).exists():
            raise NotAnswered(
                410,
                _("No longer found"),
                _(
                    "Reading the article again no longer finds this statement. The same words get the address back."
                ),
            )
        raise missing(page_address("quote-detail", id))
    for row in (quote, quote.article):
        if row.state == State.REJECTED:
            raise gone(row)
    return Records(request).statement_item(quote)


@router.get("/articles/{id}", response=ArticleItem, url_name="article", summary="One article")
def article(request: HttpRequest, id: Key) -> Any:
    """An article with its paragraphs and statements. Of some outlets only paragraphs with statements are shown."""
    number = int(id) if id.isascii() and id.isdecimal() and len(id) < 20 else 0
    row = Article.objects.with_outlet().filter(pk=number).first() if 0 < number <= LARGEST else None
    if row is None:
        raise missing(page_address("article-detail", id))
    if row.state == State.REJECTED:
        raise gone(row)
    return Records(request).article_item(row)


@router.get("/speakers/{id}", response=SpeakerItem, url_name="speaker", summary="One speaker")
def speaker(request: HttpRequest, id: Key) -> Any:
    """A speaker with names, offices and how much is held."""
    return row_or_where_it_is(
        request, found_row(Speaker.objects.all(), id, "speaker"), "speaker", "speaker_item"
    )


@router.get("/events/{id}", response=EventItem, url_name="event", summary="One event")
def event(request: HttpRequest, id: Key) -> Any:
    """An event with the articles that tell of it."""
    return row_or_where_it_is(request, found_row(Event.objects.all(), id, "event"), "event", "event_item")


@router.get("/sources/{id}", response=SourceItem, url_name="source", summary="One source")
def source(request: HttpRequest, id: Key) -> Any:
    """An outlet with how much of it is held."""
    return row_or_where_it_is(request, found_row(Outlet.objects.all(), id, "source"), "source", "source_item")


@router.get("/utterances/{id}", response=UtteranceRow, url_name="utterance", summary="One utterance")
def utterance(request: HttpRequest, id: Key) -> Any:
    """What was said once, with its printings."""
    merged = Utterance.objects.filter(uid=id).exclude(merged_into=None).select_related("merged_into").first()
    records = Records(request)
    if merged is not None and merged.merged_into is not None:
        return MovedPermanently(records.address("utterance", merged.merged_into.uid))
    row = printed_utterances().filter(uid=id).first()
    if row is None:
        raise nothing_there(
            _("What was one utterance here is none any more: its statements were changed or parted.")
            if Utterance.objects.filter(uid=id).exists()
            else ""
        )
    return records.utterance(row, row.shown_printings)
