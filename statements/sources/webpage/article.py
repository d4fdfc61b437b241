"""Which blocks of a page are its article.

Three witnesses are heard: what trafilatura chooses, where a block stands among those that it chooses, and what
the page itself gives as its text (JSON-LD articleBody). What the builders of the page call something else is
never asked about.
"""

import copy
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trafilatura import bare_extraction
from trafilatura.settings import Document

from statements.extraction.page.lines import UNSPACED

from .furniture import is_no_prose, is_post, stands_beside
from .tree import Block, Element, find_blocks

# A word, or a letter of a script that does not part its words.
WORD = re.compile(rf"{UNSPACED.pattern}|(?:(?!{UNSPACED.pattern})\w)+")
RUN = 4
LONG = 12  # words of what is a paragraph wherever it stands
LEAD = 8  # and behind the line of author and day
PARAGRAPHS = frozenset({"p", "li", "blockquote", "tr"})
# A line that tells who wrote it and when.
ABOUT = re.compile(
    r"(?:by|von|par|por|di|written by|published|updated|posted|last modified|modified)\b(?!.*[.!?]$)|"
    r".{0,60}\b\d{1,2}[:.]\d\d\b|.{0,40}\b(?:19|20)\d\d\b.{0,40}$",
    re.I,
)
SENTENCE_END = re.compile(r"""[.!?…]["”’»)]*$""")
NEAR = 3  # generations between a block and the element that holds the paragraphs
PROVES = 0.8  # of the chosen words have to stand in what the page gives as its text, for that to be a witness


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The blocks of the article in their order; those of its head apart; which are posts of others."""

    head: tuple[Block, ...] = ()
    body: tuple[Block, ...] = ()
    posts: frozenset[Element] = frozenset()


def choose_article(
    tree: Element, told_body: str = "", titles: Sequence[str] = (), summary: str = ""
) -> Choice:
    """Return the blocks of the article.

    `told_body`, `titles` and `summary` are what the page gives as its text, its headline and its summary.
    """
    posts, skip = find_furniture(tree)
    blocks = list(find_blocks(tree, skip, posts))
    said = Witness.of(chosen_by_trafilatura(tree, skip))
    told = Witness.of(told_body)
    kept = [said.holds(block.text) for block in blocks]
    homes = find_homes(blocks, kept)
    restore_between(blocks, kept, homes)
    told_holds = [told.holds(block.text) for block in blocks] if told_body else []
    if told_body and share_of(blocks, kept, told_holds) >= PROVES:
        kept = [k or (t and near(b, homes)) for k, t, b in zip(kept, told_holds, blocks, strict=True)]
    else:
        told_holds = [False] * len(blocks)
    drop_promotions(blocks, kept, told_holds)
    head = find_head(blocks, kept, homes, titles, summary)
    drop_second_printing(blocks, kept)
    return Choice(
        head=tuple(blocks[i] for i in head),
        body=tuple(b for i, (b, k) in enumerate(zip(blocks, kept, strict=True)) if k and i not in head),
        posts=posts,
    )


def find_furniture(tree: Element) -> tuple[frozenset[Element], frozenset[Element]]:
    """Return posts of others, and parts of the page beside the article.

    What holds most of the running words of a page is the page, whatever it is called.
    """
    running: Counter[Element] = Counter()
    for block in find_blocks(tree):
        if not block.is_linked and block.words >= 8:
            for element in (block.element, *block.element.iterancestors()):
                running[element] += block.words
    most = running[tree] * 2 // 5
    posts: set[Element] = set()
    skip: set[Element] = set()
    stack = [tree]
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str):
            continue
        if is_post(element):
            posts.add(element)
        elif element.tag not in ("html", "body") and stands_beside(element) and running[element] <= most:
            inner = [e for e in element.iter("blockquote", "div") if is_post(e)]
            posts.update(inner) if inner and element.tag != "footer" else skip.add(element)
        else:
            stack.extend(element)
    return frozenset(posts), frozenset(skip)


def chosen_by_trafilatura(tree: Element, skip: Iterable[Element]) -> str:
    """Return what trafilatura takes for the article, of a copy without the parts to be skipped."""
    marked = list(skip)
    for element in marked:
        element.set("data-skip", "1")
    whole = copy.deepcopy(tree)
    for element in marked:
        del element.attrib["data-skip"]
    for element in whole.xpath("//*[@data-skip]"):
        if element.getparent() is not None:
            element.drop_tree()
    found = bare_extraction(whole, include_comments=False, include_tables=True)
    return str(found.text or "") if isinstance(found, Document) else ""


@dataclass(frozen=True, slots=True)
class Witness:
    """Words that somebody takes for the article, in runs of four and in whole lines."""

    runs: frozenset[tuple[str, ...]]
    lines: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, text: str) -> "Witness":
        lines = re.split(r"[\n|]", text)
        return cls(runs_of(text), frozenset(tuple(words_folded(re.sub(r"^- ", "", line))) for line in lines))

    def holds(self, text: str) -> bool:
        runs = runs_of(text)
        if not runs:
            return tuple(words_folded(text)) in self.lines
        return sum(run in self.runs for run in runs) * 10 >= len(runs) * 6


def words_folded(text: str) -> list[str]:
    return WORD.findall(text.lower())


def runs_of(text: str) -> frozenset[tuple[str, ...]]:
    words = words_folded(text)
    return frozenset(zip(*(words[i:] for i in range(RUN)), strict=False))


def find_homes(blocks: list[Block], kept: list[bool]) -> frozenset[Element]:
    """Return the elements that hold the paragraphs of the article: a tenth of its words or more each.

    Where each paragraph has a part of its own, it is the smallest element that holds nearly all of them.
    """
    words: Counter[Element] = Counter()
    above: Counter[Element] = Counter()
    for block, keep in zip(blocks, kept, strict=True):
        if keep and not block.is_linked and (parent := block.element.getparent()) is not None:
            own = (
                parent if block.tag in ("p", "li", "tr", "blockquote") or block.is_heading else block.element
            )
            words[own] += block.words
            for element in (own, *own.iterancestors()):
                above[element] += block.words
    whole = words.total()
    homes = {element for element, count in words.items() if count * 10 >= whole}
    if sum(words[home] for home in homes) * 2 < whole:
        nearly = [element for element, count in above.items() if count * 10 >= whole * 8]
        homes |= {max(nearly, key=lambda element: sum(1 for _ in element.iterancestors()))}
    return frozenset(homes)


def near(block: Block, homes: frozenset[Element]) -> bool:
    """Does a block stand in a home of the article's paragraphs, or a little deeper?"""
    element: Element | None = block.element
    for _ in range(NEAR + 1):
        if element is None:
            return False
        if element in homes:
            return True
        element = element.getparent()
    return False


def restore_between(blocks: list[Block], kept: list[bool], homes: frozenset[Element]) -> None:
    """Keep what stands between kept blocks, in the same part of the page: a lost paragraph is a lost statement."""
    where = [i for i, keep in enumerate(kept) if keep]
    if not where:
        return
    for i in range(len(blocks)):
        if kept[i] or not near(blocks[i], homes):
            continue
        inside = where[0] < i < where[-1]
        running = blocks[i].tag == "p" and blocks[i].words >= 12
        if (inside or running) and not blocks[i].is_linked:
            kept[i] = True


def share_of(blocks: list[Block], kept: list[bool], told: list[bool]) -> float:
    both = sum(b.words for b, k, t in zip(blocks, kept, told, strict=True) if k and t)
    return both / max(1, sum(b.words for b, k in zip(blocks, kept, strict=True) if k))


def drop_promotions(blocks: list[Block], kept: list[bool], told: list[bool]) -> None:
    """Drop links to other articles, calls to subscribe and follow, and the headings that then head nothing."""
    for i, block in enumerate(blocks):
        if kept[i] and not told[i] and (is_title_linked(block) or is_no_prose(block.text)):
            kept[i] = False
    for i in reversed(range(len(blocks))):
        if kept[i] and not (blocks[i].is_heading or blocks[i].text.endswith((":", "...", "…"))):
            break
        kept[i] = False


def is_title_linked(block: Block) -> bool:
    """Is a block a link to another article? A title has no full stop; a sentence that is all link has one."""
    return block.is_linked and not (block.words >= 8 and SENTENCE_END.search(block.text))


def find_head(
    blocks: list[Block], kept: list[bool], homes: frozenset[Element], titles: Sequence[str], summary: str
) -> list[int]:
    """Return which blocks are the page's head: its headline and what stands between that and the text.

    The text begins with the first paragraph among the others, or behind the line of author and day.
    """
    wanted = {tuple(words_folded(title)) for title in titles if title}
    same = [i for i, b in enumerate(blocks) if b.words > 2 and tuple(words_folded(b.text)) in wanted]
    long = [i for i, k in enumerate(kept) if k and blocks[i].words >= LONG and not blocks[i].is_heading]
    first = next(
        (i for i in long if i not in same and near(blocks[i], homes)), long[0] if long else len(blocks)
    )
    above = [i for i in same if i < first] or [i for i, b in enumerate(blocks[:first]) if b.tag == "h1"]
    if not above:
        return []
    headline = above[-1]
    for i in (*same, *range(headline)):  # it is printed above, and what stands above it is no article's
        kept[i] = False
    first = begin_text(blocks, kept, homes, headline, len(blocks), tuple(words_folded(summary)))
    return [headline, *(i for i in range(headline + 1, first) if kept[i])]


def begin_text(
    blocks: list[Block],
    kept: list[bool],
    homes: frozenset[Element],
    headline: int,
    end: int,
    summary: tuple[str, ...],
) -> int:
    """Return where the text begins behind a headline."""
    signed = False
    for i in range(headline + 1, end):
        block = blocks[i]
        if ABOUT.match(block.text) and block.words <= LONG:
            signed = True
        elif kept[i] and not block.is_heading:
            if signed and block.words >= LEAD:
                return i
            if near(block, homes) and (block.tag in PARAGRAPHS or block.words >= LONG):
                following = next((b for b, k in zip(blocks[i + 1 :], kept[i + 1 :], strict=True) if k), None)
                apart = following is None or following.element.getparent() is not block.element.getparent()
                if not (apart and tuple(words_folded(block.text)) == summary):  # else it is a standfirst
                    return i
    return next((i for i in range(headline + 1, end) if kept[i] and blocks[i].words >= LONG), end)


def drop_second_printing(blocks: list[Block], kept: list[bool]) -> None:
    """Keep the first of an article that a page prints twice, for two widths of a screen."""
    where = [i for i, keep in enumerate(kept) if keep and blocks[i].words >= 15]
    texts = [blocks[i].text for i in where]
    if len(where) < 4 or texts[0] not in texts[1:]:
        return
    again = where[texts.index(texts[0], 1)]
    before = {blocks[i].text for i in range(again) if kept[i]}
    second = [i for i in where if i >= again]
    if sum(blocks[i].text in before for i in second) * 10 >= len(second) * 8:
        for i in range(again, len(blocks)):
            kept[i] = kept[i] and blocks[i].text not in before
