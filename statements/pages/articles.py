"""An article with its statements in place, and its source as it came."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from django.db.models import BigIntegerField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.history.decided import told_decided
from statements.models import Article, State
from statements.publishing import structured

from .asked import (
    article_with_all,
    by_pk,
    events_of_article,
    one_or_404,
    quotes_taken_out,
    speakers_with,
    words_of_captures,
)
from .citing import citation_file, how_to_cite
from .conditional import page
from .errors import error_page
from .marking import Paragraph, marked_paragraphs
from .paging import page_number, pager
from .site import base_of
from .stretches import LongArticle, Placed
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
MOST_SPEAKERS = 12  # that are named at the head of an article
MOST_JUNK = 200  # lines of page furniture


@page
def article_detail(request: HttpRequest, pk: int) -> HttpResponse:
    article = one_or_404(article_with_all(pk) if pk <= BigIntegerField.MAX_BIGINT else [])
    if article.state == State.REJECTED:
        return withdrawn(request, article=article)
    long = LongArticle(article)
    uid = request.GET.get("at", "")
    here = long.page(long.page_of(uid) if uid else page_number(request, long.count))
    quotes = long.numbered(here)
    begun = {placed.pk for placed in here.statements}
    placed = {placed.pk for placed in here.statements if placed.in_text}
    paragraphs = marked_paragraphs(article, here.spans, quotes)
    join_pages(paragraphs, *long.beside(here))
    speakers = Counter(one.speaker for one in (*long.statements, *long.taken_out) if one.speaker)
    most = speakers.most_common(MOST_SPEAKERS)
    names = by_pk(speakers_with, [pk for pk, _ in most])
    junk = article.junk if article.shows_whole_text else []
    return render(
        request,
        "statements/article_detail.html",
        {
            "article": article,
            "page": here.number,
            "pages": long.count,
            "pager": pager(request, here.number, long.count, 1, long.count),
            "contents": long.contents() if long.count > 1 else [],
            "paragraphs": paragraphs if article.shows_whole_text else list(with_statements(paragraphs)),
            "taken_out": quotes_taken_out([one.pk for one in here.taken_out]),
            **captured(article),
            "says": told_by_source(article),
            "count": len(long.statements),
            "quotes": [(number, quote) for number, quote in quotes if quote.pk in begun],
            "unplaced": [quote for _, quote in quotes if quote.pk in begun - placed],
            "events": events_of_article(article.pk),
            "junk": [article.text[s:e] for s, e in junk[:MOST_JUNK]],
            "junk_count": len(junk),
            "speakers": [(names[pk], count) for pk, count in most if pk in names],
            "more_speakers": len(speakers) - len(most),
            "by_editors": told_decided(article),
            "cite": how_to_cite(request, article, article.get_absolute_url() + "cite"),
            "structured": structured.script(structured.news_article(article, base_of(request))),
        },
    )


def captured(article: Article) -> dict[str, Any]:
    """Return how often the page of an article was got, where that is more than once, and whether its words changed."""
    keys = words_of_captures(article.pk)
    return {
        "captures": len(keys) + 1 if keys else 0,
        "changed": any(key != article.words_key for key in keys),
    }


def join_pages(paragraphs: Sequence[Paragraph], before: Placed | None, behind: Placed | None) -> None:
    """Let the first statement of a page lead to the last of the page before, and the last to the next page."""
    firsts = [run for paragraph in paragraphs for run in paragraph.runs if run.first and run.quote]
    if firsts and before:
        firsts[0].back = f"?at={before.uid}#s{before.uid}"
    if firsts and behind:
        firsts[-1].next = f"?at={behind.uid}#s{behind.uid}"


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
                "The archive shows only the statements of this outlet’s articles. The source is kept as it came."
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


@page
def article_citation(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The citation of an article as a file for a reference manager."""
    article = get_object_or_404(Article.objects.public().select_related("outlet"), pk=pk)
    return citation_file([article], request, form, f"article-{article.pk}")
