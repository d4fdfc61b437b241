"""An article's captures: when its page was got, and what changed between two of them."""

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from statements.models import Article, State

from .conditional import page
from .paging import paged
from .withdrawn import withdrawn

MOST_COMPARED = (
    1_000_000  # pairs of paragraphs, or of words on a page: beyond it a part is shown as out and in
)
FEW = 250_000  # pairs, up to which words that stand everywhere are held against each other as well
MOST_LISTED = 50  # captures, the latest
MOST_PAIRED = 10_000  # pairs of paragraphs, at one place, that are looked at for what they have in common
MOST_WEIGHED = 4_000_000  # words that are looked at for that, in all
CHANGES = 200  # paragraphs, or stretches of what is the same, on a page
ALIKE = 0.4  # share of words that two paragraphs have in common, from which on one is the other changed
LETTERS_OF_WORD = 6
Pair = tuple[str | None, str | None]  # a paragraph before and after


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
    pairs = list(pairs_between(old.paragraphs, new.paragraphs)) if article.shows_whole_text else []
    shown, pages = paged(request, pairs, CHANGES)
    return render(
        request,
        "statements/article_changes.html",
        {
            "article": article,
            "captures": captures,
            "old": old,
            "new": new,
            "blocks": list(changes_of(shown.object_list)),
            "changed": any(not isinstance(pair, int) for pair in pairs),
            "pager": pages,
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
    return changes_of(pairs_between(old, new))


def pairs_between(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair | int]:
    """Yield which paragraph became which (None: it is gone, or new), and how many in a row stayed as they were."""
    left = MOST_WEIGHED
    for tag, a, b, c, d in opcodes(old, new):
        if tag == "equal":
            yield b - a
            continue
        before, after = old[a:b], new[c:d]
        weight = sum(map(len, before)) * len(after) + sum(map(len, after)) * len(before)
        weight //= LETTERS_OF_WORD
        if (b - a) * (d - c) > MOST_PAIRED or weight > left:
            yield from ((words, None) for words in before)
            yield from ((None, words) for words in after)
        else:
            left -= weight
            yield from side_by_side(before, after)


def changes_of(pairs: Iterable[Pair | int]) -> Iterator[ChangedPart]:
    """Yield the same with what changed within each paragraph."""
    left = MOST_COMPARED
    for pair in pairs:
        if isinstance(pair, int):
            yield ChangedPart(unchanged=pair)
            continue
        before, after = pair
        pieces = (before or "").count(" ") * (after or "").count(" ")
        if before is not None and after is not None and pieces <= left:
            left -= pieces
            yield word_changes(before, after)
        else:
            runs = ((before, "out"), (after, "in"))
            yield ChangedPart(runs=tuple((words, what) for words, what in runs if words is not None))


def side_by_side(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return paragraphs side by side, in their order: those that have most words in common, else each alone."""
    words_old, words_new = (
        [Counter(words.split()) for words in old],
        [Counter(words.split()) for words in new],
    )
    # How much is alike at best from a paragraph of either text on.
    best = [[0.0] * (len(words_new) + 1) for _ in range(len(words_old) + 1)]
    alike = [[part_in_common(one, other) for other in words_new] for one in words_old]
    for i in reversed(range(len(words_old))):
        for j in reversed(range(len(words_new))):
            with_it = best[i + 1][j + 1] + alike[i][j] if alike[i][j] >= ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], with_it)
    found: list[Pair] = []
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
    """Return how one sequence becomes another. What is too long to be compared is replaced as a whole, but for
    what both begin and end with."""
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    tail = next((n for n in range(shorter - head) if old[-1 - n] != new[-1 - n]), shorter - head)
    a, b, c, d = head, len(old) - tail, head, len(new) - tail
    if (b - a) * (d - c) > MOST_COMPARED:
        middle = [("replace", 0, b - a, 0, d - c)]
    else:
        middle = list(
            difflib.SequenceMatcher(None, old[a:b], new[c:d], autojunk=(b - a) * (d - c) > FEW).get_opcodes()
        )
    same = [("equal", 0, head, 0, head)] if head else []
    same_again = [("equal", b, len(old), d, len(new))] if tail else []
    return [*same, *((tag, i + a, j + a, k + c, m + c) for tag, i, j, k, m in middle), *same_again]
