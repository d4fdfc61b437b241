"""How do the words of a draft differ from those of a source?

Both become tokens, whose keys are the same where only typography differs: letter case, accents, marks,
hyphens, a figure for a number's word. Marks of omission and brackets are understood as what they are.
What is said of a difference is what an editor would see; what it means is not asked.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from statements.extraction.languages import negations
from statements.identity.printings import Piece
from statements.identity.words import Token, tokens_of

from .results import Wording

FEWEST_OF_ALTERED = 3  # words that both have, in one row, below which nothing was altered
BRACKET_STANDS_FOR = 8  # words of the source, at most
LEFT_OUT_CLAUSE = 3  # words from which something left out without a mark is a clause
NOT_HELD_CLAUSE = 4  # words from which something only the draft has, at its end, is a part that is not held


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A draft's words beside a source's.

    `share` is how much of what the draft has to say the source holds as well, 0 to 1, rare words counting
    more; `overlap` the same in whatever order, `row` the longest row of the same words. `pieces` are the draft's words, with what it left out ("out")
    and what it alone has ("in").
    """

    wording: Wording
    share: float
    overlap: float
    row: int
    same: int
    pieces: tuple[Piece, ...]
    telling: float = 0.0  # how much the words say that both have: the sum of their weights
    spread: float = 1.0  # over how many words of the source, for each that both have
    longer: int = 0  # by how many words the source is longer than the draft
    counted: bool = False  # words differ that deny or count
    added_end: bool = False  # the draft goes on where the source ends, or begins before it


Weight = Callable[[str], float]


def even_weight(key: str) -> float:
    return 1.0


def is_crucial(tokens: Sequence[Token]) -> bool:
    """Do words deny or count?"""
    return any(t.key in negations() or t.key[0].isdigit() for t in tokens)


def denies(tokens: Sequence[Token]) -> bool:
    return any(t.key in negations() for t in tokens)


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two rows of the same words: tokens of the draft, and tokens of the source."""

    draft: Sequence[Token]
    source: Sequence[Token]
    cut: bool  # marked in the draft as an omission
    closed: bool  # what the source has is a clause, or several: it begins and ends at an edge


def compare_wording(
    draft: str, source: str, *, weight: Weight = even_weight, whole_clause: bool = True, denied: bool = False
) -> Comparison:
    """Hold a draft's words against a source's.

    `whole_clause` says that the source holds whole sentences, so that what the draft has beside them was
    not in them; `denied` that the draft denies in its own words what it quotes.
    """
    ours, theirs = tokens_of(draft), tokens_of(source)
    blocks = rows_in_common(ours, [t.key for t in theirs]) if ours and theirs else []
    if not blocks:
        return Comparison(
            wording=Wording.NOT_HELD, share=0.0, overlap=0.0, row=0, same=0, pieces=(Piece(draft, "in"),)
        )
    spoken = [t for t in ours if not t.bracketed] or ours
    matched = [t for a, _, n in blocks for t in ours[a : a + n] if not t.bracketed]
    total = sum(weight(t.key) for t in spoken)
    share = sum(weight(t.key) for t in matched) / total if total else 0.0
    both = Counter(t.key for t in spoken) & Counter(t.key for t in theirs)
    overlap = sum(weight(key) * count for key, count in both.items()) / total if total else 0.0
    first, last = blocks[0], blocks[-1]
    gaps = [gap_between(ours, theirs, (a + n, c), (b + n, d)) for (a, b, n), (c, d, _) in pairwise(blocks)]
    head = gap_between(ours, theirs, (0, first[0]), (0, first[1]))
    tail = Gap(ours[last[0] + last[2] :], theirs[last[1] + last[2] :], cut=False, closed=True)
    wording, added = gravest_of(ours, theirs, gaps, (head, tail), whole_clause, denied)
    return Comparison(
        wording=wording,
        share=min(share, 1.0),
        overlap=overlap,
        row=max(n for _, _, n in blocks),
        same=len(matched),
        pieces=tuple(draft_pieces(draft, source, ours, theirs, blocks)),
        telling=sum(weight(t.key) for t in matched),
        spread=(last[1] + last[2] - first[1]) / sum(n for _, _, n in blocks),
        longer=len(theirs) - len(spoken),
        counted=any(is_crucial([*gap.draft, *gap.source]) for gap in gaps if not gap.cut),
        added_end=added,
    )


def rows_in_common(ours: Sequence[Token], others: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return the rows of words that both have, in order: where each begins in one and the other, and how long it is."""
    keys = [token.key for token in ours]
    plain = not any(token.bracketed for token in ours)
    at = find_row(keys, others) if plain else None
    if at is not None:
        return [(0, at, len(keys))]
    # What stands in brackets is the editor's, whatever the source has there.
    spoken = [f"[{token.key}" if token.bracketed else token.key for token in ours]
    matcher = SequenceMatcher(None, spoken, others, autojunk=False)
    blocks = [(a, b, n) for a, b, n in matcher.get_matching_blocks() if n]
    return without_strays(blocks)


def find_row(keys: Sequence[str], others: Sequence[str]) -> int | None:
    """Return where all the words stand one behind the other."""
    size = len(keys)
    for at in range(len(others) - size + 1):
        if others[at] == keys[0] and list(others[at : at + size]) == list(keys):
            return at
    return None


STRAY = 1  # a word alone, so far from the rest, is in common by chance
FAR = 4


def without_strays(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Leave out single words at either end that stand far from the rest in the source."""
    while len(blocks) > 1 and blocks[0][2] <= STRAY and blocks[1][1] - blocks[0][1] - blocks[0][2] > FAR:
        blocks = blocks[1:]
    while len(blocks) > 1 and blocks[-1][2] <= STRAY and blocks[-1][1] - blocks[-2][1] - blocks[-2][2] > FAR:
        blocks = blocks[:-1]
    return blocks


def gap_between(
    ours: Sequence[Token], theirs: Sequence[Token], mine: tuple[int, int], other: tuple[int, int]
) -> Gap:
    """Return what stands between two rows: words of the draft from and to, words of the source from and to."""
    (a, c), (b, d) = mine, other
    return Gap(
        draft=ours[a:c],
        source=theirs[b:d],
        cut=any(t.behind_cut for t in ours[a : c + 1]),
        closed=b < d and theirs[b].behind_edge and theirs[d].behind_edge,
    )


def gravest_of(
    ours: Sequence[Token],
    theirs: Sequence[Token],
    gaps: Sequence[Gap],
    ends: tuple[Gap, Gap],
    whole_clause: bool,
    denied: bool,
) -> tuple[Wording, bool]:
    """Return what the differences come to, the gravest of all, and whether the draft goes on where the source ends."""
    found = [judge_gap(gap) for gap in gaps]
    if any(
        token.behind_cut for token in ours[1:]
    ):  # whatever stands there, the draft says that it left something out
        found.append(Wording.SHORTENED)
    head, tail = ends
    added = False
    for gap, outer in ((head, True), (tail, False)):
        if same_letters(gap.draft, gap.source):
            found += [Wording.SHORTENED] if gap.draft and gap.draft[0].bracketed else []
            continue
        if gap.draft and not all(t.bracketed for t in gap.draft):
            # A sentence that the source does not have, or what a fragment was cut out of.
            edge = gap.draft[0] if not outer else next(iter(ours[len(gap.draft) :]), gap.draft[0])
            apart = edge.behind_edge or not whole_clause
            long = len(gap.draft) >= NOT_HELD_CLAUSE and not gap.source
            found.append(Wording.IN_PART if apart and long else Wording.ALTERED)
            added = True
        elif gap.draft and is_crucial(gap.draft):
            found.append(Wording.ALTERED)
        elif gap.draft and len(own_clause(gap.source, theirs, outer)) == len(gap.source):
            found.append(judge_gap(gap))  # in brackets, for what the source has in that very clause
        elif gap.source:
            clause = own_clause(gap.source, theirs, outer)
            turned = denies(clause) and not denied
            found.append(Wording.ALTERED if turned else Wording.IN_PART)
    return max(found, key=GRAVITY.index, default=Wording.VERBATIM), added


GRAVITY = (Wording.VERBATIM, Wording.SHORTENED, Wording.IN_PART, Wording.ALTERED)


def judge_gap(gap: Gap) -> Wording:
    """Return what a difference between two rows of the same words comes to."""
    if gap.draft and all(t.bracketed for t in gap.draft):
        few = len(gap.source) <= BRACKET_STANDS_FOR or gap.cut
        turned = denies(gap.draft) or is_crucial(gap.source)
        return Wording.SHORTENED if few and not turned else Wording.ALTERED
    if same_letters(gap.draft, gap.source):
        return Wording.SHORTENED if gap.cut else Wording.VERBATIM
    if gap.draft:
        return Wording.ALTERED
    if gap.cut:
        return Wording.ALTERED if denies(gap.source) and not gap.closed else Wording.SHORTENED
    clause = gap.closed and len(gap.source) >= LEFT_OUT_CLAUSE
    return Wording.SHORTENED if clause and not is_crucial(gap.source) else Wording.ALTERED


def same_letters(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Are words the same but for where they are parted: "co-operate" and "cooperate"?"""
    return "".join(t.key for t in one) == "".join(t.key for t in other)


def own_clause(outside: Sequence[Token], theirs: Sequence[Token], before: bool) -> Sequence[Token]:
    """Return of what the draft left out at an end the words of the very clause that it quotes from."""
    if before:
        inner = theirs[len(outside)]
        if inner.behind_edge:
            return ()
        start = max((n for n, t in enumerate(outside) if t.behind_edge), default=0)
        return outside[start:]
    end = next((n for n, t in enumerate(outside) if t.behind_edge), len(outside))
    return outside[:end]


SHOWN_AROUND = 24  # words of the source that are shown before and behind a part of it


def draft_pieces(
    draft: str,
    source: str,
    ours: Sequence[Token],
    theirs: Sequence[Token],
    blocks: Sequence[tuple[int, int, int]],
) -> list[Piece]:
    """Return the draft's words in pieces, and the source's that it left out in their places."""
    found: list[Piece] = []
    at, there = 0, 0  # tokens that are shown

    def stretch(text: str, tokens: Sequence[Token]) -> str:
        return text[tokens[0].start : tokens[-1].end] if tokens else ""

    for a, b, n in [*blocks, (len(ours), len(theirs), 0)]:
        left, only = list(theirs[there:b]), list(ours[at:a])
        if same_letters(left, only):
            found.append(Piece(stretch(draft, only)))
        else:
            if left:
                found.append(Piece(shortened_stretch(source, left, there == 0, b == len(theirs)), "out"))
            if only:
                found.append(Piece(stretch(draft, only), "in"))
        found.append(Piece(stretch(draft, ours[a : a + n])))
        at, there = a + n, b + n
    found = [piece for piece in found if piece.text]
    end = draft[ours[-1].end :].strip(" ,") if ours else ""
    if end and re.fullmatch(r"[.!?…]+", end) and found and not found[-1].change:
        found[-1] = Piece(found[-1].text + end)
    return found


def shortened_stretch(source: str, tokens: Sequence[Token], first: bool, last: bool) -> str:
    """Return words of the source; of many before or behind a part of it those nearest to the part."""
    if len(tokens) > SHOWN_AROUND and (first or last):
        near = tokens[-SHOWN_AROUND:] if first else tokens[:SHOWN_AROUND]
        text = source[near[0].start : near[-1].end]
        return f"… {text}" if first else f"{text} …"
    return source[tokens[0].start : tokens[-1].end]
