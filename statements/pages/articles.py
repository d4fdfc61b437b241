"""An article with its statements in place, and its source as it came."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from statements.history.decided import told_decided
from statements.models import Article, Quote, Speaker, State
from statements.publishing import structured

from .conditional import page
from .marking import paragraphs_of
from .site import base_of
from .withdrawn import withdrawn


@page
def article_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Article.objects.with_outlet().select_related("source").defer("source__data")
    article = get_object_or_404(rows, pk=pk)
    if article.state == State.REJECTED:
        return withdrawn(request, article=article)
    quotes = list(
        Quote.objects.public().filter(article=article).select_related("speaker").order_by("start", "id")
    )
    return render(
        request,
        "statements/article_detail.html",
        {
            "article": article,
            "paragraphs": paragraphs_of(article, quotes),
            "quotes": list(enumerate(quotes, start=1)),
            "unplaced": [q for q in quotes if q.missing_since or not in_body(article, q)],
            "events": article.events.filter(merged_into=None).exclude(state=State.REJECTED),
            "junk": [article.text[s:e] for s, e in article.junk],
            "speakers": speakers_inside(quotes),
            "by_editors": told_decided(article),
            "structured": structured.script(structured.news_article(article, base_of(request))),
        },
    )


def in_body(article: Article, quote: Quote) -> bool:
    """Does a statement stand in a paragraph? Those of headline and standfirst do not."""
    return any(start <= quote.start < end for start, end in article.body)


def speakers_inside(quotes: list[Quote]) -> list[tuple[Speaker, int]]:
    """Return who speaks in an article, those with most statements first."""
    counts = Counter(quote.speaker for quote in quotes if quote.speaker)
    return counts.most_common()


@page
def article_source(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes as they came, never as a page of their own; what is no text is there to be saved."""
    article = get_object_or_404(Article.objects.public().select_related("source"), pk=pk)
    data = bytes(article.source.data)
    is_text = b"\0" not in data[:4096] and article.encoding not in ("pdf", "docx")
    kind = f"text/plain; charset={article.encoding}" if is_text else "application/octet-stream"
    name = f"article-{article.pk}.{'txt' if is_text else article.encoding}"
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'{"inline" if is_text else "attachment"}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
