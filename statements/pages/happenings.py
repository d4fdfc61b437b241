"""What the articles tell of an event: how it stood by date, and each sentence that mentions it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from statements.models import Article, Event, EventMention
from statements.shown import ShownParts
from statements.slices import sentence_at

from .asked import mentions_of

# Why words were taken to speak of an event, by the rule that took them.
RULES: dict[str, str | Promise] = {
    "named": gettext_lazy("called by its name"),
    "noun-and-date": gettext_lazy("its day is given beside it"),
    "noun-and-place": gettext_lazy("its place is given beside it"),
    "noun-and-parties": gettext_lazy("those who took part are named beside it"),
    "verb-and-date": gettext_lazy("the verb comes with a day"),
    "verb-and-parties": gettext_lazy("the verb says who took part"),
    "noun-before-publication": gettext_lazy("news without a day, so of the days before"),
    "refers-back": gettext_lazy("refers back to it"),
    "refers-to-the-only-one": gettext_lazy("can mean no other event of the article"),
    "in-heading": gettext_lazy("in a heading, of what the text tells"),
    "heading-of-transcript": gettext_lazy("the heading of a transcript"),
    "part-of-event": gettext_lazy("part of a greater event"),
}
SETTLES = {"held", "cancelled", "did_not_happen"}
MOST_ARTICLES = 40
MOST_SENTENCES = 6  # of one article


@dataclass(frozen=True, slots=True, kw_only=True)
class StateOnDay:
    """How an event stood from a day on, the sentence that says so first, and how many more say it."""

    day: date | None
    precision: str
    status: str
    sentence: str
    article: Article
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence that mentions an event, in runs of which the mentions are marked, and why it is taken to."""

    runs: list[tuple[str, bool]]
    rules: list[str | Promise]


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionedIn:
    """An article with the sentences in which it mentions an event; `more` are not shown."""

    article: Article
    sentences: list[Sentence]
    more: int


def article_mentions(event: Event) -> list[EventMention]:
    """Return where public articles speak of an event, the earliest article first, in one query."""
    return sorted(
        mentions_of(event.pk), key=lambda mention: (mention.article.published or date.max, mention.article_id)
    )


def how_it_stood(mentions: Sequence[EventMention]) -> list[StateOnDay]:
    """Return how an event stood by date: a line wherever an article tells otherwise than those before it."""
    labels = dict(Event.Status.choices)
    shown = ShownParts(mention.article for mention in mentions)
    told = [state for mention in mentions for state in states_told(mention, shown)]
    found = []
    for status, group in groupby(told, key=lambda state: state[0]):
        rows = list(group)
        _, sentence, article = rows[0]
        found.append(
            StateOnDay(
                day=article.published,
                precision=article.published_precision,
                status=str(labels.get(status, status)),
                sentence=sentence,
                article=article,
                more=len({other.pk for _, _, other in rows} - {article.pk}),
            )
        )
    return found


def states_told(mention: EventMention, shown: ShownParts) -> Iterator[tuple[str, str, Article]]:
    """Yield what an article says of how an event stands, each state once, with the first sentence for it.

    Behind the news that it was called off or held, what had been planned is told as its background.
    """
    seen: set[str] = set()
    settled = {told["status"] for told in mention.told} & SETTLES
    states = sorted((state for told in mention.told for state in told["states"]), key=lambda state: state[1])
    for status, start, end in states:
        background = bool(settled & seen) and status not in SETTLES and status not in settled
        if status not in seen and not background:
            seen.add(status)
            sentence = (
                mention.article.text[start:end] if shown.may_show(mention.article, (start, end)) else ""
            )
            yield status, " ".join(sentence.split()), mention.article


def sources_of(mentions: Sequence[EventMention]) -> list[MentionedIn]:
    """Return the articles with every sentence that mentions an event, the mention marked."""
    found = []
    shown = ShownParts(mention.article for mention in mentions[:MOST_ARTICLES])
    for mention in mentions[:MOST_ARTICLES]:
        sentences = list(sentences_of(mention, shown))
        more = max(0, len(sentences) - MOST_SENTENCES)
        found.append(MentionedIn(article=mention.article, sentences=sentences[:MOST_SENTENCES], more=more))
    return found


def sentences_of(mention: EventMention, shown: ShownParts) -> Iterator[Sentence]:
    text = mention.article.text
    rules = {(start, end): rule for told in mention.told for start, end, rule in told["mentions"]}
    spans = sorted((start, end) for start, end in mention.spans)
    for (first, last), group in groupby(spans, key=lambda span: sentence_at(text, *span)):
        if not shown.may_show(mention.article, (first, last)):
            continue
        runs: list[tuple[str, bool]] = []
        why: list[str | Promise] = []
        position = first
        for start, end in group:
            if start < position:
                continue
            runs += [(text[position:start], False), (text[start:end], True)]
            position = end
            rule = rules.get((start, end), mention.rule)
            words = RULES.get(rule, rule)
            why += [words] if words not in why else []
        runs.append((text[position:last], False))
        yield Sentence(runs=[run for run in runs if run[0]], rules=why)
