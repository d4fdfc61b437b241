"""What editors decided, held against the reading: where it is wrong, by rule, and as cases for its tests.

The article is read anew with the present engine, so that a change of a rule shows at once what it
would have meant to everything that people have checked. Only statements that an editor decided count:
of the rest nobody knows whether they are right.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from statements.extraction import read_article
from statements.extraction.folding import fold
from statements.models import Alias, Article, Quote, State
from statements.slices import fingerprint


@dataclass(slots=True)
class Verdict:
    """One statement that an editor decided, and what the reading makes of it."""

    quote: Quote
    rule: str  # of the reading, or of the row where nothing is read
    read: bool  # words that overlap are read
    words: bool  # the same words
    speaker: bool  # the same speaker

    @property
    def right(self) -> bool:
        if self.quote.state == State.REJECTED:
            return not self.read
        return self.words and self.speaker


@dataclass(slots=True)
class Score:
    """Counts of a rule: `judged` readings of it that an editor decided, `right` of them."""

    judged: int = 0
    right: int = 0
    wrong_speaker: int = 0
    wrong_words: int = 0
    none: int = 0  # read where an editor said that there is no statement


@dataclass(slots=True)
class Result:
    articles: int = 0
    verdicts: list[Verdict] = field(default_factory=list)
    rules: dict[str, Score] = field(default_factory=dict)
    held: int = 0  # statements that editors hold to be some
    found: int = 0  # of them read with the right words and speaker

    @property
    def precision(self) -> float:
        judged = sum(score.judged for score in self.rules.values())
        return sum(score.right for score in self.rules.values()) / judged if judged else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.held if self.held else 0.0


def evaluate_curated(report: Callable[[int, int], None] = lambda done, total: None) -> Result:
    """Read every article anew that an editor decided something of, and compare."""
    ids = list(
        Quote.objects.exclude(state=State.EXTRACTED)
        .exclude(article__state=State.REJECTED)
        .order_by("article")
        .values_list("article", flat=True)
        .distinct()
    )
    result = Result()
    for number, pk in enumerate(ids, start=1):
        article = Article.objects.get(pk=pk)
        result.articles += 1
        for verdict in verdicts_of(article):
            count_verdict(result, verdict)
        report(number, len(ids))
    return result


def verdicts_of(article: Article) -> Iterator[Verdict]:
    rows = list(
        Quote.objects.filter(article=article, missing_since=None, capture=None)
        .exclude(state=State.EXTRACTED)
        .select_related("speaker", "article")
        .order_by("start")
    )
    names: dict[int, set[str]] = {}
    for speaker, key in Alias.objects.filter(speaker__in=[q.speaker_id for q in rows if q.speaker_id]).values_list("speaker", "key"):  # fmt: skip
        names.setdefault(speaker, set()).add(key)
    read = read_article(article.text, article.origin).quotes
    for quote in rows:
        over = [one for one in read if overlap(one.segments, quote.segments)]
        same = [one for one in over if fingerprint(one.text) == fingerprint(quote.text)]
        best = next(iter(same or over), None)
        if best is None:
            yield Verdict(quote, quote.rule, False, False, False)
            continue
        if quote.speaker is None:
            speaker = best.speaker is None
        else:
            known = names.get(quote.speaker.pk, set()) | {fold(quote.speaker.name)}
            speaker = best.speaker is not None and fold(best.speaker) in known
        yield Verdict(quote, best.rule, True, bool(same), speaker)


def overlap(one: Any, other: Any) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def count_verdict(result: Result, verdict: Verdict) -> None:
    result.verdicts.append(verdict)
    rejected = verdict.quote.state == State.REJECTED
    if not rejected:
        result.held += 1
        result.found += verdict.right
    if verdict.read:
        score = result.rules.setdefault(verdict.rule, Score())
        score.judged += 1
        score.right += verdict.right
        score.none += rejected
        if not rejected:
            score.wrong_words += not verdict.words
            score.wrong_speaker += verdict.words and not verdict.speaker


def corrected_most(result: Result) -> list[tuple[str, int, Counter[str]]]:
    """Return the rules that editors correct most: (rule, corrections, of what kind)."""
    found = []
    for name, score in result.rules.items():
        kinds = Counter(
            {"speaker": score.wrong_speaker, "words": score.wrong_words, "no statement": score.none}
        )
        wrong = score.judged - score.right
        if wrong:
            found.append((name, wrong, +kinds))
    return sorted(found, key=lambda row: (-row[1], row[0]))


def cases(result: Result) -> Iterator[str]:
    """Yield the corrections as cases for the tests of the engine: a paragraph and what has to be read in it.

    Only paragraphs all of whose readings an editor decided: of the others the whole is not known.
    """
    by_place: dict[tuple[int, int], list[Verdict]] = {}
    for verdict in result.verdicts:
        span = paragraph_of(verdict.quote)
        if span is not None:
            by_place.setdefault((verdict.quote.article_id, span[0]), []).append(verdict)
    for (pk, start), verdicts in by_place.items():
        if all(verdict.right for verdict in verdicts):
            continue
        article = verdicts[0].quote.article
        first, last = paragraph_of(verdicts[0].quote) or (start, start)
        open_rows = Quote.objects.filter(article=pk, state=State.EXTRACTED, start__gte=first, start__lt=last)
        if open_rows.exists():
            continue
        lines = [expected(v.quote) for v in verdicts if v.quote.state == State.CURATED]
        title = f"{verdicts[0].rule}: {verdicts[0].quote.uid}"
        text = re.sub(r"\s*\n\s*", " ", article.text[first:last]).strip()
        yield "\n".join([title, ".", text, ".", *(lines or ["nothing"]), ".", ""])


def paragraph_of(quote: Quote) -> tuple[int, int] | None:
    return next(((s, e) for s, e in quote.article.body if s <= quote.start < e), None)


def expected(quote: Quote) -> str:
    text = re.sub(r"\s*\n\s*", " ", quote.text)
    return f"{quote.kind}: {text} <- {quote.speaker.name if quote.speaker else None}"
