"""An article's captures: when its page was got, and what changed between two of them."""

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from statements.models import Article, State

from .conditional import page
from .withdrawn import withdrawn

MOST_COMPARED = (
    4_000_000  # pairs of paragraphs, or of words: beyond it a part is shown as taken out and put in
)
MOST_LISTED = 50  # captures, the latest
MOST_PAIRED = 10_000  # pairs of paragraphs that are looked at for what they have in common
ALIKE = 0.4  # share of words that two paragraphs have in common, from which on one is the other changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """The bytes of an article's page as they were got once."""

    number: int  # of the capture, 0 for what the article is read from now
    at: datetime
    size: int  # bytes
    sha256: str
    url: str
    origin: str
    text: str = field(repr=False)
    body: list[list[int]] = field(repr=False)

    @property
    def paragraphs(self) -> list[str]:
        return [" ".join(self.text[start:end].split()) for start, end in self.body]


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """A paragraph that changed, in runs that are the same, out or in; or how many in a row did not."""

    unchanged: int = 0
    runs: tuple[tuple[str, str], ...] = ()


def captures_of(article: Article) -> list[Captured]:
    """Return what was got of an article's page, the earliest first, and what it is read from among them."""
    newest = (
        article.captures.order_by("-captured_at", "-id")
        .select_related("source")
        .defer("source__data")[:MOST_LISTED]
    )
    rows = [
        Captured(
            number=capture.pk,
            at=capture.captured_at,
            size=capture.source.size,
            sha256=capture.source.sha256,
            url=capture.url,
            origin=capture.origin,
            text=capture.text,
            body=capture.body,
        )
        for capture in newest
    ]
    now = Captured(
        number=0,
        at=article.fetched_at,
        size=article.source.size,
        sha256=article.source.sha256,
        url=article.url,
        origin=article.origin,
        text=article.text,
        body=article.body,
    )
    return sorted([*rows, now], key=lambda one: (one.at, one.number == 0, one.number))


@page
def article_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """List the captures of an article, and show what changed from one to another (`from`, `to`)."""
    rows = Article.objects.with_outlet().select_related("source").defer("source__data")
    article = get_object_or_404(rows, pk=pk)
    if article.state == State.REJECTED:
        return withdrawn(request, article=article)
    captures = captures_of(article)
    by_number = {str(one.number): one for one in captures}
    last, before = last_change(captures)
    old = by_number.get(request.GET.get("from", ""), before)
    new = by_number.get(request.GET.get("to", ""), last)
    blocks = list(changes_between(old.paragraphs, new.paragraphs)) if article.shows_whole_text else []
    return render(
        request,
        "statements/article_changes.html",
        {
            "article": article,
            "captures": captures,
            "old": old,
            "new": new,
            "blocks": blocks,
            "changed": any(block.runs for block in blocks),
        },
    )


def last_change(captures: Sequence[Captured]) -> tuple[Captured, Captured]:
    """Return the last capture whose words differ from those before it, and that one; else the last and its neighbour."""
    for before, after in reversed(list(pairwise(captures))):
        if before.paragraphs != after.paragraphs:
            return after, before
    return captures[-1], captures[max(0, len(captures) - 2)]


def changes_between(old: Sequence[str], new: Sequence[str]) -> Iterator[ChangedPart]:
    """Yield how one text became another, paragraph by paragraph."""
    for tag, a, b, c, d in opcodes(old, new):
        if tag == "equal":
            yield ChangedPart(unchanged=b - a)
            continue
        for before, after in side_by_side(old[a:b], new[c:d]):
            if before is not None and after is not None:
                yield word_changes(before, after)
            else:
                yield ChangedPart(runs=((before, "out") if before is not None else (after or "", "in"),))


def side_by_side(old: Sequence[str], new: Sequence[str]) -> list[tuple[str | None, str | None]]:
    """Return paragraphs side by side, in their order: those that have most words in common, else each alone."""
    words_old, words_new = (
        [Counter(words.split()) for words in old],
        [Counter(words.split()) for words in new],
    )
    if len(old) * len(new) > MOST_PAIRED:
        words_old, words_new = [], []
    # How much is alike at best from a paragraph of either text on.
    best = [[0.0] * (len(words_new) + 1) for _ in range(len(words_old) + 1)]
    alike = [[part_in_common(one, other) for other in words_new] for one in words_old]
    for i in reversed(range(len(words_old))):
        for j in reversed(range(len(words_new))):
            with_it = best[i + 1][j + 1] + alike[i][j] if alike[i][j] >= ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], with_it)
    found: list[tuple[str | None, str | None]] = []
    i = j = 0
    while i < len(words_old) and j < len(words_new):
        if best[i][j] == best[i + 1][j]:
            found.append((old[i], None))
            i += 1
        elif best[i][j] == best[i][j + 1]:
            found.append((None, new[j]))
            j += 1
        else:
            found.append((old[i], new[j]))
            i, j = i + 1, j + 1
    return found + [(words, None) for words in old[i:]] + [(None, words) for words in new[j:]]


def part_in_common(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of the longer paragraph's words that stand in the other too."""
    return (one & other).total() / max(one.total(), other.total(), 1)


def word_changes(before: str, after: str) -> ChangedPart:
    """Return a paragraph with what changed in it."""
    old, new = before.split(), after.split()
    runs: list[tuple[str, str]] = []
    for tag, a, b, c, d in opcodes(old, new):
        if tag == "equal":
            runs.append((" ".join(old[a:b]), "same"))
            continue
        runs += [(" ".join(old[a:b]), "out")] if b > a else []
        runs += [(" ".join(new[c:d]), "in")] if d > c else []
    return ChangedPart(runs=tuple(runs))


def opcodes(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Return how one sequence becomes another; what is too long to be compared is replaced as a whole."""
    if len(old) * len(new) > MOST_COMPARED:
        return [("replace", 0, len(old), 0, len(new))]
    return list(difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
