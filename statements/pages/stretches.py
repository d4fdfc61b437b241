"""A long article page by page: which stretch of its text stands on which, and on which page a statement is."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from statements.models import Article, Prepared, Quote, QuoteQuerySet
from statements.slices import span_at

from .words import Span

BEHIND_ALL = 2**31 - 1  # a place that no text reaches
STRETCH = 20_000  # characters, behind which the next paragraph begins a page
LONGEST_PARAGRAPH = 10_000  # characters; a longer one is cut between two words
MOST_TAKEN_OUT = 200  # statements that the outlet took out, on a page


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement as far as its place takes: its row, its speaker, its number in the article, where it begins."""

    pk: int
    uid: str
    start: int
    speaker: int | None
    number: int
    in_text: bool  # marked in a paragraph: not that of a headline, nor one that is found no more


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """What one page has of an article: paragraphs, the statements that begin there, and some that were taken out."""

    number: int
    spans: Sequence[Span]
    statements: Sequence[Placed]
    taken_out: Sequence[Placed]


def asked_of(rows: QuoteQuerySet) -> tuple[Prepared[Any], Prepared[Quote]]:
    """Return what is asked for an article among some statements: the places of all, and those between two places."""
    columns = ("pk", "uid", "start", "speaker", "missing_since", "capture")
    in_order = rows.order_by("start", "id")
    return (
        Prepared(lambda article: in_order.filter(article=article).values_list(*columns)),
        Prepared(
            lambda article, first, last: in_order.filter(
                article=article, capture=None, end__gt=first, start__lt=last
            ).select_related("speaker", "capture")
        ),
    )


PUBLIC = asked_of(Quote.objects.public())
EVERYTHING = asked_of(Quote.objects.all())


class LongArticle:
    """The places of an article's statements, and the pages that its text fills.

    What the outlet took out follows the text, on as many pages as it needs. `everything`: for editors, with what is
    withdrawn.
    """

    def __init__(self, article: Article, everything: bool = False) -> None:
        self.article = article
        places, self.between = EVERYTHING if everything else PUBLIC
        found = places(article.pk)
        body = article.body
        here = [row for row in found if row[-1] is None]
        self.statements = [
            Placed(pk, uid, start, speaker, number, gone is None and span_at(body, start) is not None)
            for number, (pk, uid, start, speaker, gone, _) in enumerate(here, start=1)
        ]
        self.taken_out = [
            Placed(pk, uid, start, speaker, 0, False)
            for pk, uid, start, speaker, _, capture in found
            if capture is not None
        ]
        self.texts = list(stretches_of_text(article)) or [[]]
        starts = [placed.start for placed in self.statements]
        cuts = [bisect_left(starts, spans[0][0]) for spans in self.texts[1:]]
        self.cuts = [0, *cuts, len(starts)]  # which statements begin on each page of text

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.texts) + max(0, len(self.taken_out) - 1) // MOST_TAKEN_OUT

    def page(self, number: int) -> TextPage:
        """Return a page, the first being 1. Raise Http404 behind the last."""
        if number > self.count:
            raise Http404
        text, behind = number - 1, number - len(self.texts)
        return TextPage(
            number=number,
            spans=self.texts[text] if behind <= 0 else (),
            statements=self.of_page(number),
            taken_out=self.taken_out[behind * MOST_TAKEN_OUT :][:MOST_TAKEN_OUT] if behind >= 0 else (),
        )

    def of_page(self, number: int) -> Sequence[Placed]:
        return (
            self.statements[slice(*self.cuts[number - 1 : number + 1])] if number <= len(self.texts) else ()
        )

    def numbered(self, page: TextPage) -> list[tuple[int, Quote]]:
        """Return the statements of a page with their numbers, and those that reach into it from one before."""
        if not page.spans and page.number > 1:
            return []
        numbers = {placed.pk: placed.number for placed in self.statements}
        first = page.spans[0][0] if page.number > 1 else 0
        last = self.texts[page.number][0][0] if page.number < len(self.texts) else BEHIND_ALL
        rows = self.between(self.article.pk, first, last)
        return [(numbers[quote.pk], quote) for quote in rows if quote.pk in numbers]

    def beside(self, page: TextPage) -> tuple[Placed | None, Placed | None]:
        """Return the last statement in the text before a page, and the first behind it."""
        first = self.cuts[min(page.number, len(self.texts)) - 1]
        last = self.cuts[min(page.number, len(self.texts))]
        before = next((one for one in reversed(self.statements[:first]) if one.in_text), None)
        behind = next((one for one in self.statements[last:] if one.in_text), None)
        return before, behind

    def page_of(self, uid: str) -> int:
        """Return on which page a statement stands: the first, where it is none of this article."""
        place = next((n for n, one in enumerate(self.taken_out) if one.uid == uid), None)
        if place is not None:
            return len(self.texts) + place // MOST_TAKEN_OUT
        place = next((n for n, one in enumerate(self.statements) if one.uid == uid), 0)
        return bisect_right(self.cuts, place, hi=len(self.texts))

    def contents(self) -> list[tuple[int, Placed, Placed]]:
        """Return the pages that statements begin on, each with its first and its last."""
        pages = ((number, self.of_page(number)) for number in range(1, len(self.texts) + 1))
        return [(number, placed[0], placed[-1]) for number, placed in pages if placed]


def stretches_of_text(article: Article) -> Iterator[list[Span]]:
    """Yield the paragraphs of each page. What begins within the first STRETCH characters is on the first."""
    page: list[Span] = []
    for span in paragraphs_cut(article):
        if page and span[0] - page[0][0] >= STRETCH:
            yield page
            page = []
        page.append(span)
    if page:
        yield page


def paragraphs_cut(article: Article) -> Iterator[Span]:
    """Yield the paragraphs of an article, and of one that is too long for a page its parts."""
    text = article.text
    for start, end in article.body:
        while end - start > LONGEST_PARAGRAPH:
            space = text.rfind(" ", start + 1, start + LONGEST_PARAGRAPH)
            cut = space + 1 if space > start else start + LONGEST_PARAGRAPH
            yield start, cut
            start = cut
        yield start, end


def in_article(quote: Quote) -> str:
    """Return the address of a statement in its article: on the page that has it, where the article is long."""
    address = quote.article.get_absolute_url()
    if quote.in_headline:
        return address
    first_page = quote.start < STRETCH and quote.capture_id is None
    return f"{address}{'' if first_page else f'?at={quote.uid}'}#s{quote.uid}"
