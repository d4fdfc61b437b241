"""Cards that other sites place in their pages, and the oEmbed address by which they find them.

A card is the one page that may stand in a frame of others. It shows the statement as it is now: what was corrected
or withdrawn since shows in every page that has it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, get_script_prefix, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from statements.history.entries import last_act_of_editor
from statements.ingest.erased import erasure_at
from statements.models import Quote, State, Tombstone, Utterance
from statements.publishing.embeds import Embedded, in_xml, oembed

from .conditional import page
from .embedding import embedded_quote, embedded_utterance
from .errors import error_page
from .site import base_of
from .utterances import fullest, place_in_time
from .words import words_of_quote

FRESH = "public, max-age=60"  # what was withdrawn stays in a page of others no longer
POLICY = {
    "default-src": [NONE],
    "style-src": [SELF],
    "font-src": [SELF],
    "form-action": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": ["*"],
}
LONGEST_ADDRESS = 2000


def may_be_framed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let any site show an answer in a frame. It has no script and no form, so nobody can be led to press anything."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response["Cache-Control"] = FRESH
        response["X-Robots-Tag"] = "noindex"
        return response

    framed: Callable[..., HttpResponseBase] = csp(POLICY)(xframe_options_exempt(answer))
    return framed


def card(request: HttpRequest, status: int = 200, **shown: Any) -> HttpResponse:
    return render(request, "statements/embedded.html", shown, status=status)


def card_of_nothing(request: HttpRequest, page_of_it: str) -> HttpResponse:
    """Say that something was erased, and no more. Raises Http404 where nothing ever was."""
    erasure = erasure_at(page_of_it)
    if erasure is None:
        raise Http404(_("There is no card of what is not in the archive."))
    return card(request, 410, erased=erasure)


@may_be_framed
@page
def quote_card(request: HttpRequest, uid: str) -> HttpResponse:
    """A statement for the page of another site; one that was withdrawn says so, at the same address."""
    address = reverse("quote-detail", args=[uid])
    quote = Quote.objects.filter(uid=uid).with_parts().first()
    if quote is None:
        tombstone = Tombstone.objects.filter(uid=uid).first()
        if tombstone is None:
            return card_of_nothing(request, address)
        return card(request, gone=tombstone.at, of=address)
    act = None if quote.state == State.EXTRACTED else last_act_of_editor("quote", quote.pk)
    if State.REJECTED in (quote.state, quote.article.state):
        return card(request, withdrawn=True, at=act.at if act else None, of=address)
    return card(request, quote=quote, words=words_of_quote(quote), checked=act, of=address)


@may_be_framed
@page
def utterance_card(request: HttpRequest, uid: str) -> HttpResponse:
    """What was said once, in its fullest wording, with who printed it."""
    utterance = Utterance.objects.select_related("merged_into").filter(uid=uid).first()
    address = reverse("utterance-detail", args=[uid])
    if utterance is None:
        return card_of_nothing(request, address)
    if utterance.merged_into is not None:
        return redirect("utterance-card", uid=utterance.merged_into.uid)
    printings = printings_of(utterance)
    if not printings:
        return card(request, withdrawn=True, at=None, of=address)
    if len(printings) == 1:
        return redirect("quote-card", uid=printings[0].uid)
    full = fullest(printings)
    return card(request, quote=full, words=words_of_quote(full), printings=printings, of=address)


def printings_of(utterance: Utterance) -> list[Quote]:
    """Return the public statements of an utterance, by the time of print, for a card."""
    rows = Quote.objects.public().filter(utterance=utterance)
    parts = ("speaker", "probable_speaker", "article__outlet", "relayed_by")
    texts = ("article__text", "article__body", "article__junk")
    return sorted(rows.select_related(*parts).defer(*texts), key=place_in_time)


# How they are found


@require_safe
def oembed_answer(request: HttpRequest) -> HttpResponse:
    """What to place in a page for an address of ours: /oembed/?url=…&format=json|xml&maxwidth=…&maxheight=…"""
    form = request.GET.get("format", "json")
    if form not in ("json", "xml"):
        return error_page(
            request, 501, _("oEmbed comes as “json” or “xml”"), _("Ask with format=json or format=xml.")
        )
    try:
        room = [pixels(request.GET.get(name, "")) for name in ("maxwidth", "maxheight")]
    except ValueError:
        return error_page(
            request,
            400,
            _("That request could not be read"),
            _("“maxwidth” and “maxheight” are whole numbers of pixels."),
        )
    base = base_of(request)
    answer = oembed(what_is_at(request, request.GET.get("url", "")), base, *room)
    response: HttpResponse = (
        JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
        if form == "json"
        else HttpResponse(in_xml(answer), content_type="text/xml; charset=utf-8")
    )
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = FRESH
    return response


def pixels(words: str) -> int | None:
    """Return a number of pixels, or None where none is asked for. Raises ValueError."""
    if not words:
        return None
    if not words.isascii() or not words.isdecimal() or not int(words[:9]) >= 1:
        raise ValueError(words)
    return int(words[:9])


def what_is_at(request: HttpRequest, address: str) -> Embedded:
    """Return what there is to embed at an address of this site. Raises Http404: elsewhere, or what is not public."""
    nothing = Http404(_("There is no statement of this archive at the address that “url” has."))
    try:
        parts = urlsplit(address[:LONGEST_ADDRESS].strip())
        prefix = get_script_prefix().rstrip("/")
        if parts.scheme not in ("http", "https") or parts.netloc.lower() != request.get_host().lower():
            raise nothing
        if not parts.path.startswith(f"{prefix}/"):
            raise nothing
        match = resolve(parts.path.removeprefix(prefix))
    except (ValueError, Resolver404):
        raise nothing from None
    base, uid = base_of(request), match.kwargs.get("uid", "")
    if match.url_name in ("quote-detail", "quote-card"):
        quote = Quote.objects.public().filter(uid=uid).with_parts().first()
        if quote is not None:
            return embedded_quote(quote, base)
    if match.url_name in ("utterance-detail", "utterance-card"):
        utterance = Utterance.objects.filter(uid=uid, merged_into=None).first()
        printings = printings_of(utterance) if utterance else []
        if utterance and len(printings) > 1:
            return embedded_utterance(utterance, fullest(printings), len(printings), base)
    raise nothing
