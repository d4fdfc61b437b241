"""A whole article: add what was missed, read it again, say that it is none."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from statements import curation
from statements.ingest.rereading import read_again
from statements.models import Article, Quote, Speaker, State
from statements.pages.paging import clean

from .access import needs
from .choices import chosen_speaker, chosen_words, named_speaker
from .source import marked_runs


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
                pieces = chosen_words(Quote(article=found, start=0), request.POST)
                kind, speaker = request.POST.get("kind", "direct"), article_speaker(request)
                quote = curation.add_quote(found, pieces, kind, speaker, request.user, why)
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
    quotes = list(Quote.objects.filter(article=found).select_related("speaker").order_by("start"))
    shown = [quote for quote in quotes if quote.state != State.REJECTED and quote.is_here]
    speakers = {quote.speaker.pk: quote.speaker for quote in quotes if quote.speaker}
    context |= {
        "article": found,
        "paragraphs": [(s, marked_runs(found.text, s, e, shown)) for s, e in found.body],
        "quotes": quotes,
        "speakers": list(speakers.values()),
        "kinds": Quote.Kind.choices,
        "decided": sum(quote.state != State.EXTRACTED for quote in quotes),
    }
    return render(request, "desk/article.html", context, status=400 if "refused" in context else 200)


def article_speaker(request: HttpRequest) -> Speaker | None:
    typed = clean(request.POST.get("other", ""))
    if typed:
        return named_speaker(typed, add=bool(request.POST.get("new")), editor=request.user)
    return chosen_speaker(request.POST.get("speaker") or "none")
