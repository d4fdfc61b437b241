"""Which lines does a page have, and what does each look like, whatever it says?"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ..folding import any_capital
from ..records import Span

LINE = re.compile(r"[^\s\u200b\ufeff](?:[^\n\r\u2028]*[^\s\u200b\ufeff])?")
TERMINAL = re.compile(r"[.?!:…。！？।۔](?:[\"”»'’)\]」』]|â€.?)*$|(?:[\"”»」』]|â€.?)$")
CLOSERS = "\"”»'’)]」』â€"  # and what stands behind "â€"
MAY_END = frozenset(".?!:…。！？।۔\n\"”»'’)]」』")  # "\n" is no mark: what stands before it is looked at
SHORTEST_BROKEN = 30  # characters of a line that breaks off in a wrapped text
LONGEST_END = 40  # characters of a line that are looked at for its end first
END_MARK = re.compile(r"\s*(?:-0-|#{2,}|-30-|-?ends?-|enditem)$", re.I)  # of an agency's text
BEGINS_TURN = re.compile(
    any_capital(r"[QA][.:]\s|Q\s{2,}|(?:[A-Z][A-Z’'.-]+\s?){1,5}:\s")
)  # in a wrapped transcript
# Words in marks and whose they are: "QUOTE OF THE DAY: “We sail.” — Mira Tolan"
SIGNED_WORDS = re.compile(r"[.?!…,][”\"»]\s?[-–—]{1,2}\s?[^\W\d_a-z]")
# Letters of an agency or of those who wrote, behind the last sentence: "officials said. XNA OR"
LETTERS_BEHIND = re.compile(r"[.?!][”\"’)]?\s(?:[A-Z]{2,6}(?:[ /-][A-Z]{2,5}){0,3})$")
LETTERS = re.compile(r"\w+")
NAME_LINE = re.compile(any_capital(r"(?:[A-Z][\w.’'-]+\s){1,3}[A-Z][\w.’'-]+(?:,? \w+ \d{4})?"))


def is_ended(text: str, start: int = 0, end: int | None = None) -> bool:
    """Does a line, or the stretch of a text, end like a sentence: TERMINAL, looked for at its end alone?"""
    end = len(text) if end is None else end
    last = text[max(start, end - 3) : end]
    if last[-1:].isupper() and "â€" not in last:
        return LETTERS_BEHIND.search(text, max(start, end - LONGEST_END), end) is not None
    if last[-1:] not in MAY_END and "â€" not in last:
        return False  # a letter: so most headings end
    tail = end - LONGEST_END
    if TERMINAL.search(text, max(start, tail), end):
        return True
    if tail <= start or not (text[tail] in CLOSERS or "â€" in text[tail - 2 : tail + 2]):
        return False
    return TERMINAL.search(text, start, end) is not None


def find_lines(text: str) -> list[Span]:
    """Return the lines that are not blank; of a text wrapped at a fixed width, whole paragraphs.

    A text is wrapped when most of its lines that another follows at once are about equally long and
    break off in the middle of a sentence.
    """
    lines = [m.span() for m in LINE.finditer(text)]
    if "</p>" in text:
        lines = [without_tags(text, *span) for span in lines]
    if "*" in text or "_" in text:
        lines = [without_emphasis(text, *span) for span in lines]
    full = width_of_wrapped(text, lines)
    if full is None:
        return lines
    usual = usual_indent(text, lines)
    joined: list[Span] = []
    wrapped = False
    for start, end in lines:
        fresh = BEGINS_TURN.match(text, start, min(end, start + 80)) is not None
        fresh = fresh or indent(text, start) > usual + 1  # as typewriters begin a paragraph
        if wrapped and not fresh and text.count("\n", joined[-1][1], start) == 1:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        beside = full < WIDE and end - start > full + OVER_COLUMN  # what an archive says of the column
        wrapped = not beside and (end - start >= full * 0.75 or goes_on_small(text, start, end))
    return joined


NARROW, WIDE = 18, 45  # characters of a line of an old newspaper's column, and of any other wrapped text
FEWEST_NARROW = 8
OVER_COLUMN = 4


def width_of_wrapped(text: str, lines: Sequence[Span]) -> int | None:
    """Return how wide the full lines of a wrapped text are; None for a text that is not wrapped."""
    pairs = [(line, after) for line, after in pairwise(lines) if text.count("\n", line[1], after[0]) == 1]
    followed = [line for line, _ in pairs if line[1] - line[0] >= WIDE]
    column = len(followed) < 3
    if column:
        pairs = [(line, after) for line, after in pairs if line[1] - line[0] >= NARROW]
        followed = [line for line, _ in pairs]
        small = sum(text[after[0]].islower() for _, after in pairs)
        if len(followed) < FEWEST_NARROW or small * 2 < len(pairs):
            return None  # in a column most lines go on with a small letter; the lines of a menu do not
    widths = sorted(e - s for s, e in followed)
    full = widths[len(widths) * 9 // 10]
    longer = sum(e - s > full + 60 for s, e in lines)
    if longer and (not column or longer * 10 > len(lines)):
        return None  # a wrapped text has no line that is much longer; beside a column stands what its archive says
    broken = [(s, e) for s, e in followed if e - s >= full * 0.75 and not is_ended(text, s, e)]
    return None if full > 110 or len(broken) * 2 < len(followed) else full


def indent(text: str, start: int) -> int:
    return start - text.rfind("\n", 0, start) - 1


def usual_indent(text: str, lines: Sequence[Span]) -> int:
    """Return how far the lines of a text stand from the margin where they begin no paragraph."""
    found = Counter(indent(text, start) for start, _ in lines)
    return min(
        width for width, times in found.items() if times * 5 >= len(lines) or times == max(found.values())
    )


def goes_on_small(text: str, start: int, end: int) -> bool:
    """Does a line of a wrapped text break off, and the next go on with a small letter: "could not" / "account for it"?"""
    return (
        end - start > SHORTEST_BROKEN
        and text[end : end + 1] == "\n"
        and text[end + 1 : end + 2].islower()
        and not is_ended(text, start, end)
    )


TAGGED = re.compile(r"<(?P<tag>p|div|li|em|strong)>(?P<line>[^\n]*\S)</(?P=tag)>")


def without_tags(text: str, start: int, end: int) -> Span:
    """Return a line of a feed without the tags around all of it: "<p>The ferries sail again.</p>"."""
    while text[start] == "<" and (tagged := TAGGED.fullmatch(text, start, end)):
        start, end = tagged.span("line")
    return start, end


EMPHASIS = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?=[^\s*_])(?P<line>[^*_\n]*[^\s*_])(?P=mark)")


def without_emphasis(text: str, start: int, end: int) -> Span:
    """Return a line without the marks that make all of it bold or slanted: "**What now?**"."""
    marked = EMPHASIS.fullmatch(text, start, end) if text[start] in "*_" else None
    return marked.span("line") if marked else (start, end)


# Kana, Chinese characters, Thai, Lao, Burmese and Khmer stand without spaces between words.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def width(line: str) -> int:
    """Return how long a line is in letters of an alphabet: a character that is a word counts as three."""
    return len(line) if line.isascii() else len(line) + 2 * len(UNSPACED.findall(line))


def sentence_count(line: str) -> int:
    """Return how many sentences a line ends."""
    return len(re.findall(r"[.?!][\"”’)]*(?=\s+[A-Z“\"‘(]|$)|[。！？]", line))


def is_heading(line: str) -> bool:
    """Can a line between paragraphs be a heading?"""
    if len(line) >= 130:
        return False
    if line[-1:] in "-#0sSmM":
        line = END_MARK.sub("", line)
    return (
        len(line) < 120
        and not is_ended(line)
        and not line.endswith(",")
        and not line.startswith(("“", '"', "-", "–", "—"))
        and not SIGNED_WORDS.search(line)
    )


def letters_in(text: str) -> str:
    """Return a line's letters and digits, to tell whether another says the same."""
    return "".join(LETTERS.findall(text)).casefold()


LONGEST_TOPIC = 8  # words
BETWEEN_TURNS = re.compile(r"(?:[-–—_=*#•. ]{2,}|\W*\d{1,2}[.:]?\d{2}\W*(?:[ap]\.?m\.?)?|\[\w+\])")


def before_headings(text: str, lines: Sequence[Span], first: int, stop: int) -> int:
    """Return where the headings, rules and times begin that stand between a turn and the next: "* * *", "Health", "(14:30)"."""
    behind = stop
    while behind > first and (
        BETWEEN_TURNS.fullmatch(text, *lines[behind - 1]) or heads_next(text, lines[behind - 1])
    ):
        behind -= 1
    ruled = any(BETWEEN_TURNS.fullmatch(text, *lines[number]) for number in range(behind, stop))
    return behind if ruled else stop


def heads_next(text: str, span: Span) -> bool:
    """Is the last line before a label the heading of what is asked next: "Missile launch"?"""
    line = text[slice(*span)]
    return (
        is_heading(line) and len(line.split()) <= LONGEST_TOPIC and line[0].isupper() and line[-1].isalnum()
    )
