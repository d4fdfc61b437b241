"""An invented archive of any size, the same each time: words by Zipf's law, speakers too.

The words are made of syllables, with endings for half of them, so that stemming has work to do and
every engine's stemmer agrees on them. Some pairs of words go together more often than chance, as
names and set phrases do, so that phrases find something.
"""

import hashlib
import itertools
import random
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db import transaction

from statements.extraction.folding import fold
from statements.models import Alias, Article, Event, EventMention, Outlet, Quote, Source, Speaker
from statements.search.analysis import stem_word

SEED = 20210312
IN_ARTICLE = 8  # statements of an article
FIRST, LAST = date(2006, 1, 1), date(2025, 12, 28)
COUNTRIES = ("FR", "DE", "US", "RU", "CN", "GB", "JP", "IN", "BR", "ZA", "EG", "TR")
KINDS = ("direct", "direct", "direct", "partial", "indirect", "indirect")
STOPPED = {
    "for",
    "not",
    "can",
    "are",
    "with",
    "from",
    "will",
    "may",
    "tbd",
    "yet",
}  # the stock engine drops them
ENDINGS = ("", "s", "ed", "ing")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a quote of the corpus holds."""

    text: str
    speaker: int
    kind: str


class Corpus:
    """`size` statements in articles of eight; everything follows from the size and the seed."""

    def __init__(self, size: int, seed: int = SEED) -> None:
        self.size = size
        self.random = random.Random(seed)
        self.words = self.make_words(20_000 + size // 4)
        self.word_weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))
        self.pairs = [
            (self.words[a], self.words[b])
            for a, b in (
                (self.random.randrange(20, 3000), self.random.randrange(20, 3000)) for _ in range(3000)
            )
            if a != b
        ]
        self.pair_weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(len(self.pairs))))
        self.speakers = [self.make_name() for _ in range(400 + size // 60)]
        self.speaker_weights = list(itertools.accumulate(1 / (n + 1) for n in range(len(self.speakers))))
        self.outlets = [
            f"The {self.make_name().split()[1]} {kind}" for kind in ("Post", "Mail") for _ in range(30)
        ]
        self.events = [f"{self.make_name().split()[1]} summit" for _ in range(20 + size // 400)]

    def make_words(self, count: int) -> list[str]:
        """Return words, the commonest first: half of them alone, half in several forms."""
        found: dict[str, None] = {}
        roll = self.random
        while len(found) < count:
            syllables = 1 + min(3, len(found) // 200) if len(found) < 600 else roll.randint(2, 4)
            base = "".join(roll.choice("bdfgklmnprtvz") + roll.choice("aeiou") for _ in range(syllables))
            base += roll.choice("nrlmtk")
            if base in STOPPED:
                continue
            endings = ENDINGS if roll.random() < 0.2 else ("",)
            for ending in endings:
                found.setdefault(base + ending, None)
        return list(found)

    def make_name(self) -> str:
        roll = self.random
        first, last = (
            "".join(
                roll.choice("BDGKLMNPRSTV") if n == 0 else roll.choice("rlntvska") + roll.choice("aeiou")
                for n in range(4)
            )
            for _ in range(2)
        )
        return f"{first.capitalize()} {last.capitalize()}"

    @cached_property
    def single(self) -> list[str]:
        """The words that stand in one form alone: exact and stemmed search find the same of them."""
        forms: dict[str, int] = {}
        for word in self.words:
            forms[stem_word(word)] = forms.get(stem_word(word), 0) + 1
        return [word for word in self.words if forms[stem_word(word)] == 1]

    def pick(self, items: list[Any], weights: list[float]) -> Any:
        return items[min(bisect_left(weights, self.random.random() * weights[-1]), len(items) - 1)]

    def statement(self) -> Statement:
        roll = self.random
        words: list[str] = []
        for _ in range(max(8, min(120, round(roll.lognormvariate(3.5, 0.5))))):
            if roll.random() < 0.04:
                words += self.pick(self.pairs, self.pair_weights)
            else:
                words.append(self.pick(self.words, self.word_weights))
        return Statement(
            " ".join(words).capitalize() + ".",
            bisect_left(self.speaker_weights, roll.random() * self.speaker_weights[-1]),
            roll.choice(KINDS),
        )

    def articles(self) -> Iterator[tuple[date, list[Statement]]]:
        days = (LAST - FIRST).days
        left = self.size
        while left:
            count = min(IN_ARTICLE, left)
            left -= count
            yield FIRST + timedelta(self.random.randrange(days)), [self.statement() for _ in range(count)]


def fill_database(corpus: Corpus, batch: int = 500) -> None:
    """Write the corpus into the empty database that Django is set to."""
    speakers = Speaker.objects.bulk_create(
        Speaker(name=name, slug=f"{fold(name)}-{n}", country=COUNTRIES[n % len(COUNTRIES)])
        for n, name in enumerate(corpus.speakers)
    )
    Alias.objects.bulk_create(Alias(speaker=s, name=s.name, key=fold(s.name)) for s in speakers)
    outlets = Outlet.objects.bulk_create(
        Outlet(name=f"{name} {n}", slug=f"outlet-{n}") for n, name in enumerate(corpus.outlets)
    )
    events = Event.objects.bulk_create(
        Event(name=f"{name} {n}", slug=f"event-{n}", kind="summit") for n, name in enumerate(corpus.events)
    )
    stories = corpus.articles()
    number = 0
    while part := list(itertools.islice(stories, batch)):
        with transaction.atomic():
            number = write_batch(part, number, speakers, outlets, events)


def write_batch(
    part: list[tuple[date, list[Statement]]],
    number: int,
    speakers: list[Speaker],
    outlets: list[Outlet],
    events: list[Event],
) -> int:
    now = datetime.now(UTC)
    texts = ["\n\n".join(s.text for s in statements) for _, statements in part]
    sources = Source.objects.bulk_create(
        Source(
            sha256=hashlib.sha256(f"{number + n} {text}".encode()).hexdigest(),
            data=text.encode(),
            size=len(text),
        )
        for n, text in enumerate(texts)
    )
    articles = []
    for n, ((day, statements), text, source) in enumerate(zip(part, texts, sources, strict=True)):
        ends = list(itertools.accumulate(len(s.text) + 2 for s in statements))
        body = [[end - len(s.text) - 2, end - 2] for s, end in zip(statements, ends, strict=True)]
        articles.append(
            Article(
                source=source,
                origin=f"benchmark/{number + n}",
                encoding="utf-8",
                text=text,
                body=body,
                headline=" ".join(statements[0].text.split()[:6]),
                outlet=outlets[(number + n) % len(outlets)],
                dateline_place="LISSEL",
                published=day,
                published_precision="day",
                engine="2",
                fetched_at=now,
            )
        )
    articles = Article.objects.bulk_create(articles)
    quotes = []
    for article, (day, statements) in zip(articles, part, strict=True):
        for (start, end), said in zip(article.body, statements, strict=True):
            speaker = speakers[min(said.speaker, len(speakers) - 1)]
            quotes.append(
                Quote(
                    article=article,
                    speaker=speaker,
                    start=start,
                    end=end,
                    segments=[[start, end]],
                    text=said.text,
                    passage=said.text,
                    passage_start=start,
                    kind=said.kind,
                    cue="said",
                    date=day,
                    date_precision="day",
                    rule="quotation-source-cue",
                    confidence=0.9,
                    fingerprint=hashlib.md5(said.text.encode(), usedforsecurity=False).hexdigest(),
                )
            )
    quotes = Quote.objects.bulk_create(quotes)
    with_event = [(n, article) for n, article in enumerate(articles) if n % 3 == 0]
    EventMention.objects.bulk_create(
        EventMention(event=events[(number + n) % len(events)], article=article) for n, article in with_event
    )
    happening = {article.pk: events[(number + n) % len(events)].pk for n, article in with_event}
    through = Quote.events.through
    through.objects.bulk_create(
        through(quote_id=quote.pk, event_id=happening[quote.article_id])
        for quote in quotes
        if quote.article_id in happening
    )
    return number + len(part)
