"""The page of one statement, its picture, its citation, and what readers report of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from statements.extraction.languages import rules
from statements.history.entries import history_of, last_act_of_editor
from statements.history.own_words import in_readers_tongue
from statements.identity.printings import printings
from statements.models import Quote, State, Tombstone
from statements.publishing import structured
from statements.publishing.citing import link_to_words
from statements.publishing.pictures import can_draw, picture

from .asked import (
    answered_reports,
    events_of_quote,
    one_or_404,
    quote_with_all,
    said_after,
    said_at_event,
    said_before,
    uids_in_article,
)
from .citing import citation_file, how_to_cite
from .conditional import page
from .embedding import embedded_quote, how_to_embed
from .errors import error_page
from .marking import evidence_of
from .reports import ReportForm, TooMany, take_report
from .site import base_of, never_cached
from .withdrawn import withdrawn
from .words import cards, words_of_quote


def public_quote(uid: str) -> Quote:
    """Return a statement with all that its page shows, withdrawn or not. Raises Http404."""
    return one_or_404(quote_with_all(uid))


def tombstone_page(request: HttpRequest, uid: str) -> HttpResponse | None:
    """Return the page of a statement that reading again no longer found; None if there never was one."""
    tombstone = Tombstone.objects.select_related("article").filter(uid=uid).first()
    if tombstone is None:
        return None
    return render(request, "statements/tombstone.html", {"tombstone": tombstone}, status=410)


def is_withdrawn(quote: Quote) -> bool:
    return State.REJECTED in (quote.state, quote.article.state)


@page
def quote_detail(request: HttpRequest, uid: str) -> HttpResponse:
    try:
        quote = public_quote(uid)
    except Http404:
        tombstone = tombstone_page(request, uid)
        if tombstone is None:
            raise
        return tombstone
    if is_withdrawn(quote):
        return withdrawn(request, quote=quote)
    events = events_of_quote(quote.pk)
    rule = rules().get(quote.rule)
    inside = uids_in_article(quote.article_id)
    place = inside.index(quote.uid) if quote.uid in inside else 0
    before, after = beside_by_speaker(quote)
    permalink = request.build_absolute_uri(quote.get_absolute_url())
    return render(
        request,
        "statements/quote_detail.html",
        {
            "quote": quote,
            "words": words_of_quote(quote),
            "article": quote.article,
            "evidence": evidence_of(quote) if quote.article.shows_whole_text else evidence_of(quote).alone(),
            "because": in_readers_tongue(rule.because) if rule else "",
            "events": events,
            "at_event": cards(said_at_event(events[0].pk, quote.pk, quote.article_id)) if events else [],
            "number": place + 1,
            "inside": len(inside),
            "previous": inside[place - 1] if place else None,
            "next": inside[place + 1] if place + 1 < len(inside) else None,
            "before": before,
            "after": after,
            "history": history_of("quote", quote.pk),
            "checked": last_act_of_editor("quote", quote.pk) if quote.state == State.CURATED else None,
            "permalink": permalink,
            "drawn": can_draw(quote),
            "cite": how_to_cite(request, quote, quote.get_absolute_url() + "cite"),
            "embed": how_to_embed(request, embedded_quote(quote, base_of(request))),
            "original": link_to_words(quote),
            "elsewhere": printings(quote),
            "segments": quote.segments,
            "reports": answered_reports(quote.pk),
            "structured": structured.script(structured.quotation(quote, events, base_of(request))),
        },
    )


def beside_by_speaker(quote: Quote) -> tuple[Quote | None, Quote | None]:
    """Return what the speaker said before and after, by date and then by place in the archive."""
    if quote.speaker is None or quote.speaker.is_unnamed or quote.date is None:
        return None, None
    here = (quote.speaker.pk, quote.date, quote.article_id, quote.start)
    return next(iter(said_before(*here)), None), next(iter(said_after(*here)), None)


@page
def quote_picture(request: HttpRequest, uid: str) -> HttpResponse:
    """The words as a picture, for sites that show one beside a link."""
    quote = public_quote(uid)
    if is_withdrawn(quote):
        return HttpResponse(status=410)
    response = HttpResponse(picture(quote), content_type="image/png")
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def quote_citation(request: HttpRequest, uid: str, form: str) -> HttpResponse:
    """The citation as a file for a reference manager."""
    quote = public_quote(uid)
    if is_withdrawn(quote):
        return withdrawn(request, quote=quote)
    return citation_file([quote], request, form, quote.uid)


@require_http_methods(["GET", "HEAD", "POST"])
def quote_report(request: HttpRequest, uid: str) -> HttpResponse:
    """Tell the curators that a statement is wrong."""
    quote = public_quote(uid)
    if is_withdrawn(quote):
        return withdrawn(request, quote=quote)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            take_report(request, quote, form)
        except TooMany as error:
            response = error_page(request, 429, _("Too many reports for now"), str(error))
            response["Retry-After"] = "3600"
            return response
        return redirect("quote-report-sent", uid=quote.uid)
    context = {"quote": quote, "card": cards([quote])[0], "form": form}
    return never_cached(
        render(request, "statements/report.html", context, status=400 if form.errors else 200)
    )


@require_safe
def quote_report_sent(request: HttpRequest, uid: str) -> HttpResponse:
    return never_cached(render(request, "statements/report_sent.html", {"quote": public_quote(uid)}))
