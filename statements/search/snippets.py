"""Which pieces of a text does a query mark? Made from the database's text, never from the index."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from .analysis import (
    WORD,
    Span,
    Term,
    asked_forms,
    find_terms,
    fold_word,
    prefix_terms,
    printed_terms,
    query_terms,
    stem_word,
    words_side_by_side,
)
from .language import Node, Phrase, Prefix, Word, words_of


def find_marks(text: str, node: Node) -> list[Span]:
    """Return the spans of a text that a query asks for; a phrase is marked as a phrase."""
    wanted = words_of(node)
    if not wanted:
        return []
    spans = find_words(text, [item for item in wanted if not isinstance(item, Phrase)])
    phrases = [item for item in wanted if isinstance(item, Phrase)]
    if phrases:
        plain = list(find_terms(text, stemmed=False))
        for item in phrases:
            spans += find_phrase(plain, query_terms(item.text, stemmed=False), item.within)
    return merged(spans)


def find_words(text: str, wanted: Sequence[Word | Prefix | Phrase]) -> list[Span]:
    """Return the spans of single words, whatever their form, and of beginnings of words."""
    stems: set[str] = set()
    exact: set[str] = set()
    prefixes: tuple[str, ...] = ()
    for item in wanted:
        if isinstance(item, Word):
            for form in asked_forms(item.text):
                stems.update(form if len(form) == 1 or held_whole(text, form) else ())
        else:
            whole, letters = prefix_terms(item.text)
            exact.update(whole)
            prefixes += (letters,) if letters else ()
    if not stems and not prefixes:
        return []
    spans = []
    matches = list(WORD.finditer(text))
    for number, joined in words_side_by_side(text, matches):
        if stem_word(joined) in stems:
            spans.append((matches[number].start(), matches[number + 1].end()))
    asked = {
        printed
        for printed in {match.group() for match in matches}
        if not stems.isdisjoint(printed_terms(printed))
        or ((exact or prefixes) and is_or_begins(fold_word(printed), exact, prefixes))
    }
    return spans + [match.span() for match in matches if match.group() in asked]


def is_or_begins(word: str, exact: AbstractSet[str], prefixes: tuple[str, ...]) -> bool:
    return word in exact or (bool(prefixes) and word.startswith(prefixes))


def held_whole(text: str, form: Sequence[str]) -> bool:
    """Whether a text has all words of a form that has several: "S-400" is not marked for its S alone."""
    return {stem_word(fold_word(printed)) for printed in WORD.findall(text)}.issuperset(form)


def find_phrase(terms: Sequence[Term], words: Sequence[str], within: int | None) -> list[Span]:
    at: dict[int, set[str]] = {}
    place: dict[int, Span] = {}
    for term in terms:
        at.setdefault(term.position, set()).add(term.text)
        place[term.position] = (term.start, term.end)
    if not words:
        return []
    if within:
        return find_near(at, place, Counter(words), within)
    found = []
    for first in at:
        if all(word in at.get(first + n, ()) for n, word in enumerate(words)):
            found.append((place[first][0], place[first + len(words) - 1][1]))
    return found


def find_near(
    at: dict[int, set[str]], place: dict[int, Span], words: Counter[str], within: int
) -> list[Span]:
    """Return the words themselves wherever all of them stand so near each other, in any order."""
    found = []
    for first in at:
        if not at[first] & words.keys():
            continue
        window = range(first, first + within + 1)
        if words <= Counter(word for n in window for word in at.get(n, ())):
            found += [place[n] for n in window if at.get(n, set()) & words.keys()]
    return found


def merged(spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def excerpt(text: str, marks: Sequence[Span], size: int = 320) -> Span:
    """Return the stretch of a long text to show: around the first mark, cut between words."""
    if len(text) <= size:
        return 0, len(text)
    start = max(0, (marks[0][0] if marks else 0) - size // 3)
    end = min(len(text), start + size)
    if start:
        space = text.find(" ", start)
        start = space + 1 if 0 <= space < start + 40 else start
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > start else end
    return start, end
