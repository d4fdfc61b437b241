"""A whole article: add what was missed, read it again, say that it is none."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from statements import curation
from statements.ingest.rereading import read_again
from statements.models import Article, Quote, Speaker, State
from statements.pages.paging import clean, page_number, pager
from statements.pages.stretches import LongArticle

from .access import needs
from .choices import chosen_speaker, chosen_words, kind_by_marks, named_speaker
from .source import marked_runs

MOST_SPEAKERS = 9  # that can be chosen with a key; any other is typed


@require_http_methods(["GET", "HEAD", "POST"])
@needs("change_article")
def article_at_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """An article with every statement marked: add one, read it again, or say that it is no article."""
    found = get_object_or_404(Article.objects.with_outlet().select_related("source"), pk=pk)
    context: dict[str, Any] = {}
    if request.method == "POST":
        act, why = request.POST.get("act", ""), clean(request.POST.get("note", ""))[:500]
        try:
            if act == "add":
                quote = add_missed(request, found)
                messages.success(request, _("Statement %(uid)s added.") % {"uid": quote.uid})
                return redirect("desk:article", pk=pk)
            if act in {"no article", "article"}:
                found.state = State.REJECTED if act == "no article" else State.CURATED
                curation.save_row(found, request.user, why)
                return redirect("desk:article", pk=pk)
            if act == "preview":
                context["preview"] = read_again(found, dry=True)
            elif act == "read":
                result = read_again(found, dry=False)
                messages.success(request, _("Read again: %(sentence)s") % {"sentence": result.sentence})
                return redirect("desk:article", pk=pk)
            else:
                raise curation.Refused(_("That is no act of this page."))
        except curation.Refused as refused:
            context["refused"] = str(refused)
    rows = Quote.objects.filter(article=found).select_related("speaker")
    long = LongArticle(found, everything=True)
    uid = request.GET.get("at", "")
    here = long.page(long.page_of(uid) if uid else page_number(request, long.count))
    quotes = long.numbered(here)
    begun = {placed.pk for placed in (*here.statements, *here.taken_out)}
    shown = [quote for _, quote in quotes if quote.state != State.REJECTED and quote.is_here]
    spoken = Counter(placed.speaker for placed in long.statements if placed.speaker)
    found_speakers = Speaker.objects.in_bulk([pk for pk, _ in spoken.most_common(MOST_SPEAKERS)])
    most = {pk: found_speakers[pk] for pk, _ in spoken.most_common(MOST_SPEAKERS)}
    context |= {
        "article": found,
        "paragraphs": marked_runs(found.text, here.spans, shown),
        "quotes": [
            *(pair for pair in quotes if pair[1].pk in begun),
            *(
                (0, quote)
                for quote in rows.filter(pk__in=[one.pk for one in here.taken_out]).order_by("start")
            ),
        ],
        "count": len(long.statements) + len(long.taken_out),
        "page": here.number,
        "pages": long.count,
        "contents": long.contents() if long.count > 1 else [],
        "pager": pager(request, here.number, long.count, 1, long.count),
        "speakers": list(enumerate(most.values(), start=1)),
        "kinds": Quote.Kind.choices,
        "decided": rows.exclude(state=State.EXTRACTED).count(),
    }
    return render(request, "desk/article.html", context, status=400 if "refused" in context else 200)


def add_missed(request: HttpRequest, article: Article) -> Quote:
    """Add a statement that reading missed: words of the text, and who said them. How they are quoted, their marks
    tell where no kind is chosen."""
    pieces = chosen_words(Quote(article=article, start=0), request.POST)
    if not pieces:
        raise curation.Refused(_("Select the words in the text."))
    why = clean(request.POST.get("note", ""))[:500]
    kind = request.POST.get("kind", "") or str(kind_by_marks(article.text, pieces))
    return curation.add_quote(article, pieces, kind, article_speaker(request), request.user, why)


def article_speaker(request: HttpRequest) -> Speaker | None:
    typed = clean(request.POST.get("other", ""))
    if typed:
        return named_speaker(typed, add=bool(request.POST.get("new")), editor=request.user)
    return chosen_speaker(request.POST.get("choose") or request.POST.get("speaker") or "none")
