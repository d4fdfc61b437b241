"""How much of an article everybody may read: its whole text, or its statements with their paragraphs alone."""

from collections.abc import Iterable, Sequence

from statements.models import Article, Quote
from statements.slices import spans_touched

Span = tuple[int, int]


class ShownParts:
    """Knows which parts of articles may be shown, of many articles with one question to the database."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.kept_short = {article.pk: article for article in articles if not article.shows_whole_text}
        self.spans: dict[int, set[Span]] = {}
        quotes = Quote.objects.public().filter(article__in=self.kept_short, capture=None, missing_since=None)
        for pk, start, end in quotes.values_list("article", "start", "end") if self.kept_short else ():
            body = self.kept_short[pk].body
            around = [tuple(body[n]) for n in spans_touched(body, start, end)]
            self.spans.setdefault(pk, set()).update(around or [(start, end)])

    def may_show(self, article: Article, span: Sequence[int]) -> bool:
        """May everybody read a part of an article?"""
        if article.pk not in self.kept_short:
            return True
        return any(start <= span[0] and span[1] <= end for start, end in self.spans.get(article.pk, ()))
