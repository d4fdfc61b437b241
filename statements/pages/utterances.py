"""The page of an utterance: the fullest wording, who printed it first if that is proved, and how its words drifted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from statements.identity.printings import Piece, compare_words, words_in
from statements.models import Article, Outlet, Quote, Utterance
from statements.pages.words import Words, words_of_quote

from .conditional import page
from .embedding import embedded_utterance, how_to_embed
from .site import base_of

LONGEST_COMPARED = 400  # words; longer ones are said to be too long
SURELY_LATER = timedelta(days=2)  # between two days of print, whatever the outlets' clocks


@dataclass(frozen=True, slots=True)
class Drifted:
    """A printing on the time line: when it appeared, and how it differs from the fullest wording."""

    quote: Quote
    moment: datetime | None
    pieces: list[Piece]
    same: bool
    fullest: bool
    first: bool


@page
def utterance_detail(request: HttpRequest, uid: str) -> HttpResponse:
    utterance = get_object_or_404(Utterance.objects.select_related("merged_into"), uid=uid)
    if utterance.merged_into is not None:
        return redirect(utterance.merged_into, permanent=False)
    rows = Quote.objects.public().filter(utterance=utterance)
    printings = list(
        rows.select_related(
            "speaker", "probable_speaker", "article__outlet", "article__agency", "relayed_by"
        ).defer("article__text", "article__body", "article__junk")
    )
    if not printings:
        raise Http404(_("This is no longer one utterance: its statements were changed or separated."))
    if len(printings) == 1:
        return redirect(printings[0])
    printings.sort(key=place_in_time)
    full = fullest(printings)
    first = first_printing(printings)
    words: Words = words_of_quote(full)
    return render(
        request,
        "statements/utterance.html",
        {
            "utterance": utterance,
            "quote": full,
            "words": words,
            "first": first,
            "agency": agency_of_origin(printings),
            "embed": how_to_embed(
                request, embedded_utterance(utterance, full, len(printings), base_of(request))
            ),
            "timeline": [drifted(quote, full, first) for quote in printings],
        },
    )


def fullest(printings: Sequence[Quote]) -> Quote:
    """Return the printing with the most words; of several as full the earliest."""
    return max(printings, key=lambda quote: (len(words_in(quote.text)), -printings.index(quote)))


def drifted(quote: Quote, full: Quote, first: Quote | None) -> Drifted:
    long = max(len(words_in(one.text)) for one in (quote, full)) > LONGEST_COMPARED
    pieces = [Piece(quote.text)] if long or quote.pk == full.pk else compare_words(full.text, quote.text)
    return Drifted(
        quote,
        moment_of(quote.article),
        pieces,
        same=quote.fingerprint == full.fingerprint,
        fullest=quote.pk == full.pk,
        first=first is not None and quote.pk == first.pk,
    )


def moment_of(article: Article) -> datetime | None:
    """Return when an article appeared, where its source says so with an offset; None else."""
    told = article.says.get("published") if isinstance(article.says, dict) else None
    try:
        moment = datetime.fromisoformat(str(told["value"])) if isinstance(told, dict) else None
    except (KeyError, ValueError):
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def place_in_time(quote: Quote) -> tuple[date, float, int]:
    moment = moment_of(quote.article)
    return quote.article.published or date.max, moment.timestamp() if moment else 0.0, quote.pk


def first_printing(printings: Sequence[Quote]) -> Quote | None:
    """Return the printing that is proved to be the first: every other appeared later by times with their
    offsets, or by days so far apart that no clock matters."""
    return next(
        (
            one
            for one in printings
            if all(is_before(one.article, other.article) for other in printings if other is not one)
        ),
        None,
    )


def is_before(one: Article, other: Article) -> bool:
    mine, theirs = moment_of(one), moment_of(other)
    if mine is not None and theirs is not None:
        return mine < theirs
    exact = {"day", "minute"}
    if (
        one.published is None
        or other.published is None
        or not {one.published_precision, other.published_precision} <= exact
    ):
        return False
    return one.published + SURELY_LATER <= other.published


def agency_of_origin(printings: Sequence[Quote]) -> Outlet | None:
    """Return the agency that every printing is, credits or cites; None where they name none in common."""
    named = [agencies_of(quote) for quote in printings]
    common = set.intersection(*({agency.pk for agency in agencies} for agencies in named))
    return next((agency for agency in named[0] if agency.pk in common), None)


def agencies_of(quote: Quote) -> list[Outlet]:
    article = quote.article
    others = [
        row
        for row in (article.outlet, quote.relayed_by)
        if row is not None and row.kind == Outlet.Kind.AGENCY
    ]
    return [*([article.agency] if article.agency else []), *others]
