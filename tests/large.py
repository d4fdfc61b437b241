"""An invented article of any number of statements, written as rows: reading it would take longer than its test."""

import hashlib
from datetime import date

from django.utils import timezone

from statements.models import Article, Outlet, Precision, Quote, Source, Speaker
from statements.slices import fingerprint

SPEAKERS = 40


def large_article(statements: int, *, lines: bool = True, name: str = "The Lissel Record") -> Article:
    """Store an article with so many statements, a paragraph each or all in one (`lines` False), and three apart."""
    outlet, _ = Outlet.objects.get_or_create(name=name, slug=name.lower().replace(" ", "-"))
    speakers = speakers_of(SPEAKERS)
    gap = "\n\n" if lines else " "
    pieces, spans, body = [], [], []
    at = 0
    for number in range(statements):
        words = f"Point {number} of the Kestran annex stays open until the ferries return."
        paragraph = f"“{words}” {speakers[number % SPEAKERS].name} said."
        spans.append((at + 1, at + 1 + len(words)))
        body.append([at, at + len(paragraph)])
        pieces.append(paragraph)
        at += len(paragraph) + len(gap)
    text = gap.join(pieces)
    data = f"{name}\n{text}".encode()
    source = Source.objects.create(sha256=hashlib.sha256(data).hexdigest(), data=data, size=len(data))
    article = Article.objects.create(
        source=source, origin="large.txt", encoding="utf-8", text=text, engine="test", outlet=outlet,
        body=body if lines else [[0, len(text)]], headline="The Kestran annex, point by point",
        published=date(2021, 3, 12), published_precision=Precision.DAY, fetched_at=timezone.now(),
    )  # fmt: skip
    quotes = []
    for number, (start, end) in enumerate(spans):
        quote = Quote(
            article=article, speaker=speakers[number % SPEAKERS], kind="direct", segments=[[start, end]],
            rule="quotation-cue-source", confidence=0.9, mention=speakers[number % SPEAKERS].name,
        )  # fmt: skip
        quote.place_words(text)
        quote.place_date()
        quote.fingerprint = fingerprint(quote.text)
        quotes.append(quote)
    Quote.objects.bulk_create(quotes, batch_size=500)
    return article


def speakers_of(count: int) -> list[Speaker]:
    return [
        Speaker.objects.get_or_create(
            slug=f"delegate-{number}", defaults={"name": f"Mira Delegate{number}", "kind": "person"}
        )[0]
        for number in range(count)
    ]
