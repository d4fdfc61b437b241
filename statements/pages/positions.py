"""What somebody said on one search, from the first time to the last, with what changed in between."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from statements.checking.positions import steps_of_position
from statements.counts import cards_with
from statements.models import Quote, Speaker, State
from statements.search.describe import describe
from statements.search.find import QueryFault, Unavailable, find
from statements.search.language import Only
from statements.search.questions import read_as

from .asked import by_pk
from .away import search_away
from .conditional import page
from .paging import PAGE, address, clean, page_number, pager
from .withdrawn import withdrawn
from .words import Card, cards, described, tell_printings


@page
def speaker_position(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The statements of a speaker on a search, oldest first; an utterance that several print stands once."""
    speaker = get_object_or_404(Speaker.objects.select_related("merged_into"), slug=slug)
    if speaker.merged_into:
        return redirect(speaker.merged_into, permanent=True)
    if speaker.state == State.REJECTED:
        return withdrawn(request, speaker=speaker)
    text = clean(request.GET.get("q", ""))
    context: dict[str, Any] = {"speaker": speaker, "query": text, "kept": ()}
    if not text:
        return render(request, "statements/position.html", context)
    try:
        context |= position_followed(request, speaker, text)
    except QueryFault as fault:
        context |= {"fault": fault.message, "repair": address(request, q=fault.repair or None)}
        return render(request, "statements/position.html", context, status=400)
    except Unavailable as error:
        return search_away(
            request,
            error,
            "a position could not be followed",
            _("Search cannot answer just now"),
            _("%(why)s Nothing is lost."),
        )
    return render(request, "statements/position.html", context)


def position_followed(request: HttpRequest, speaker: Speaker, text: str) -> dict[str, Any]:
    """Return the steps of a page. Raises QueryFault and Unavailable."""
    theirs = (Only("speaker", speaker.slug, exact=True),)
    reading = read_as(text, Quote, theirs)
    number = page_number(request)
    start = (number - 1) * PAGE
    behind = 1 if start else 0  # what the first of the page is held against
    found = find(
        Quote,
        reading.tree,
        narrow=theirs,
        sort="oldest",
        start=start - behind,
        size=PAGE + behind,
        group="utterance",
    )
    rows = by_pk(cards_with, found.ids)
    quotes = [rows[pk] for pk in found.ids if pk in rows]
    before = quotes[0] if behind and quotes else None
    shown = quotes[1:] if before is not None else quotes
    steps = steps_of_position(shown, before)
    listed: list[Card] = cards(shown, reading.tree)
    tell_printings(listed)
    return {
        "reading": reading,
        "understood": described(describe(reading.tree, "statements", lambda _field, value: value)),
        "total": found.counted,
        "printings": found.total,
        "steps": list(zip(steps, listed, strict=True)),
        "compared": sum(step.pieces is not None for step in steps),
        "first": start + 1,
        "last": start + len(shown),
        "pager": pager(request, number, found.counted),
    }
