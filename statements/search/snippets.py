"""Which pieces of a text does a query mark? Made from the database's text, never from the index."""

from collections.abc import Sequence

from .analysis import Term, find_terms, fold_word, query_terms, stem_word
from .language import Node, Phrase, Prefix, Word, words_of

Span = tuple[int, int]


def find_marks(text: str, node: Node) -> list[Span]:
    """Return the spans of a text that a query asks for; a phrase is marked as a phrase."""
    wanted = words_of(node)
    if not wanted:
        return []
    plain = list(find_terms(text, stemmed=False))
    spans: list[Span] = []
    for item in wanted:
        match item:
            case Word(word):
                asked = set(query_terms(word, stemmed=True))
                spans += [(t.start, t.end) for t in plain if t.text in asked or stem_word(t.text) in asked]
            case Prefix(prefix):
                folded = fold_word(prefix)
                spans += [(t.start, t.end) for t in plain if t.text.startswith(folded)]
            case Phrase(words, within):
                spans += find_phrase(plain, query_terms(words, stemmed=False), within)
    return merged(spans)


def find_phrase(terms: Sequence[Term], words: Sequence[str], within: int | None) -> list[Span]:
    at: dict[int, set[str]] = {}
    place: dict[int, Span] = {}
    for term in terms:
        at.setdefault(term.position, set()).add(term.text)
        place[term.position] = (term.start, term.end)
    if not words:
        return []
    found = []
    reach = within or 1
    for first in at:
        if words[0] not in at[first]:
            continue
        last = first
        for word in words[1:]:
            step = next((last + n for n in range(1, reach + 1) if word in at.get(last + n, ())), None)
            if step is None:
                break
            last = step
        else:
            found.append((place[first][0], place[last][1]))
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
