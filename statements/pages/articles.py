"""An article with its statements in place, and its source as it came."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.history.decided import told_decided
from statements.models import Article, Quote, Speaker, State
from statements.publishing import structured

from .conditional import page
from .errors import error_page
from .marking import Paragraph, paragraphs_of
from .site import base_of
from .withdrawn import withdrawn

CLAIM_LABELS: dict[str, str | Promise] = {
    "headline": gettext_lazy("Headline"),
    "outlet": gettext_lazy("Outlet"),
    "byline": gettext_lazy("Byline"),
    "published": gettext_lazy("Published"),
    "modified": gettext_lazy("Modified"),
    "language": gettext_lazy("Language"),
    "url": gettext_lazy("Address"),
}


@page
def article_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Article.objects.with_outlet().select_related("source").defer("source__data")
    article = get_object_or_404(rows, pk=pk)
    if article.state == State.REJECTED:
        return withdrawn(request, article=article)
    quotes = list(
        Quote.objects.public()
        .filter(article=article)
        .select_related("speaker", "capture")
        .order_by("start", "id")
    )
    taken_out = [quote for quote in quotes if quote.capture]
    quotes = [quote for quote in quotes if not quote.capture]
    paragraphs = paragraphs_of(article, quotes)
    return render(
        request,
        "statements/article_detail.html",
        {
            "article": article,
            "paragraphs": paragraphs if article.shows_whole_text else list(with_statements(paragraphs)),
            "taken_out": taken_out,
            "captures": article.captures.count(),
            "says": told_by_source(article),
            "quotes": list(enumerate(quotes, start=1)),
            "unplaced": [q for q in quotes if not q.is_here or not in_body(article, q)],
            "events": article.events.filter(merged_into=None).exclude(state=State.REJECTED),
            "junk": [article.text[s:e] for s, e in article.junk] if article.shows_whole_text else [],
            "speakers": speakers_inside([*quotes, *taken_out]),
            "by_editors": told_decided(article),
            "structured": structured.script(structured.news_article(article, base_of(request))),
        },
    )


def with_statements(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs that hold statements, and for those between them how many they are."""
    for said, group in groupby(paragraphs, key=lambda one: any(run.quote for run in one.runs)):
        if said:
            yield from group
        else:
            yield Paragraph([], left_out=len(list(group)))


def told_by_source(article: Article) -> list[tuple[str | Promise, dict[str, Any]]]:
    """Return what the source says of itself and where in it, in words."""
    return [(CLAIM_LABELS[name], article.says[name]) for name in CLAIM_LABELS if name in article.says]


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
    article = get_object_or_404(Article.objects.public().select_related("source", "outlet"), pk=pk)
    if not article.shows_whole_text:
        return error_page(
            request,
            403,
            _("The source is not shown"),
            _(
                "Of this outlet the archive shows statements with their paragraphs alone. The source is kept as it came."
            ),
        )
    data = bytes(article.source.data)
    is_text = b"\0" not in data[:4096] and article.encoding not in ("pdf", "docx")
    kind = f"text/plain; charset={article.encoding}" if is_text else "application/octet-stream"
    name = f"article-{article.pk}.{'txt' if is_text else article.encoding}"
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'{"inline" if is_text else "attachment"}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
