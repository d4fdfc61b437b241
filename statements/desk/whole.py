"""An article judged as a whole: its text from top to bottom, each statement with the answers under its paragraph."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from statements import curation
from statements.models import ActName, Article, Quote, Speaker, State
from statements.pages.paging import clean, page_number, pager
from statements.pages.stretches import LongArticle
from statements.slices import span_at

from .access import needs
from .articles import add_missed
from .item import decision_of, name_of_act
from .queue import queue_head
from .source import marked_runs

MOST_ANSWERS = 9  # speakers of an article that have a key


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, and the statements that begin in it: (number, statement, row version)."""

    start: int
    runs: list[tuple[int, str, bool]]
    statements: list[tuple[int, Quote, int]]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("change_article")
def whole_article(request: HttpRequest, pk: int) -> HttpResponse:
    """All statements of an article in one view, each decided where it stands, or all at once."""
    article = get_object_or_404(Article.objects.with_outlet().select_related("source"), pk=pk)
    if request.method != "POST":
        return whole_page(request, article)
    try:
        if request.POST.get("act") == "all":
            return approve_all(request, article)
        if request.POST.get("act") == "add":
            quote = add_missed(request, article)
            messages.success(request, _("Statement %(uid)s added.") % {"uid": quote.uid})
            return redirect(address_in_article(article, quote.uid))
        quote = get_object_or_404(
            Quote.objects.filter(article=article).select_related("speaker", "article"),
            uid=request.POST.get("uid", "")[:8],
        )
        look, why = request.POST.get("look", ""), clean(request.POST.get("note", ""))[:500]
        _act, decision = decision_of(request, name_of_act(request), why)
        decision(quote, int(look) if look.isdecimal() and len(look) < 18 else 0)
    except curation.Refused as refused:
        return whole_page(
            request, article, 409 if isinstance(refused, curation.Overtaken) else 400, refused=str(refused)
        )
    return redirect(address_in_article(article, request.POST.get("next", "")[:8] or quote.uid))


def address_in_article(article: Article, uid: str) -> str:
    return f"{reverse('desk:whole', args=[article.pk])}?at={uid}#s{uid}"


def waiting_in(article: Article) -> Any:
    """Return what the machine read in an article and nobody decided, with somebody as its speaker: what can be right
    as it is. Without a speaker it waits for an answer, and is not passed with the rest."""
    rows = Quote.objects.public().filter(article=article, state=State.EXTRACTED).exclude(speaker=None)
    return rows.select_related("speaker", "article").order_by("start")


def approve_all(request: HttpRequest, article: Article) -> HttpResponse:
    """Say of all that the machine read in an article that it is right, as one act; what changed meanwhile is left."""
    seen = request.POST.get("seen", "")
    latest = int(seen) if seen.isdecimal() and len(seen) < 18 else 0
    quotes = list(waiting_in(article))
    versions = curation.row_versions([quote.pk for quote in quotes])
    quotes = [quote for quote in quotes if versions.get(quote.pk, 0) <= latest]
    if not quotes:
        raise curation.Refused(_("Nothing of this article waits that has a speaker."))
    why = clean(request.POST.get("note", ""))[:500]
    _done, count = curation.decide_together(
        ActName.APPROVE, quotes, versions, request.user, why,
        lambda quote, version: curation.approve(quote, request.user, why, version),
    )  # fmt: skip
    sentence = ngettext(
        "%(n)s statement found right as it is.", "%(n)s statements found right as they are.", count
    )
    messages.success(request, sentence % {"n": count})
    return redirect("desk:whole", pk=article.pk)


def whole_page(request: HttpRequest, article: Article, status: int = 200, **more: Any) -> HttpResponse:
    long = LongArticle(article, everything=True)
    uid = request.GET.get("at", "")
    here = long.page(long.page_of(uid) if uid else page_number(request, long.count))
    numbered = long.numbered(here)
    begun = {placed.pk for placed in here.statements}
    quotes = [(number, quote) for number, quote in numbered if quote.pk in begun]
    versions = curation.row_versions([quote.pk for _, quote in quotes])
    shown = [quote for _, quote in numbered if quote.state != State.REJECTED and quote.is_here]
    passages = [Passage(start, runs, []) for start, runs in marked_runs(article.text, here.spans, shown)]
    apart: list[tuple[int, Quote, int]] = []
    for number, quote in quotes:
        place = span_at(here.spans, quote.start)
        (passages[place].statements if place is not None else apart).append(
            (number, quote, versions.get(quote.pk, 0))
        )
    order = [quote.uid for _, quote in quotes]
    waiting = waiting_in(article)
    spoken = Counter(placed.speaker for placed in long.statements if placed.speaker)
    speakers = Speaker.objects.in_bulk([pk for pk, _ in spoken.most_common(MOST_ANSWERS)])
    everyone = Quote.objects.filter(article=article)
    context = {
        **queue_head(request),
        "article": article,
        "apart": apart,
        "passages": passages,
        "behind": dict(zip(order, [*order[1:], ""], strict=True)),
        "speakers": list(enumerate((speakers[pk] for pk, _ in spoken.most_common(MOST_ANSWERS)), start=1)),
        "right": waiting.count(),
        "seen": max(curation.row_versions(list(waiting.values_list("pk", flat=True))).values(), default=0),
        "without": Quote.objects.public().filter(article=article, state=State.EXTRACTED, speaker=None).count(),
        "count": everyone.count(),
        "decided": everyone.exclude(state=State.EXTRACTED).count(),
        "kinds": Quote.Kind.choices,
        "pager": pager(request, here.number, long.count, 1, long.count),
        "back": "whole",
        **more,
    }  # fmt: skip
    return render(request, "desk/whole.html", context, status=status)
