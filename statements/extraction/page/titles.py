"""Which of the lines over a text looks most like its title: by what it shares with the text, and by its form.

A house, the way through its site, an address and an offer stand over a title as often as anything else.
Points add up; a line takes the place of the one chosen by its place only with a clear lead.
"""

import re
from collections.abc import Callable, Sequence

from ..folding import fold
from ..records import Span
from .words import PageWords

BODY_SEEN = 2500  # characters of the text behind the head
CLEAR_LEAD = 1.2
GOOD_ENOUGH = 1.0  # what looks so much like a title stays one, whatever stands below
LONGEST_SEEN = 300  # characters
LONG_WORD = re.compile(r"[^\W\d_][\w’'-]{3,}")
SET_APART = re.compile(r"\s{3,}|\t|\s[·•»›/]\s|\s\|\s")
ADDRESS_OF_HOUSE = re.compile(
    r"\bP\.? ?O\.? Box\b|\bTel\b|\bFax\b|@|\bwww\.|https?:|\b(?:Street|Avenue|Road|Boulevard)\b,? .*\d|^[\w-]+\.\w{2,4}$",
    re.I,
)
OFFER_OF_SITE = re.compile(
    r"[£$€]\s?\d|\b(?:subscri|newsletter|sign up|log ?in|official web ?site|cookies?|free trial|download|all rights)\b|^(?:welcome to|skip to|index (?:for|to|of))\b|\bLIVE$",
    re.I,
)
SITE_NAMED = re.compile(r"\b[a-z][\w-]+\.(?:com|org|net|info|news|ch|de|fr|is|no|se|uk|eu)\b")
CODE_ALONE = re.compile(r"^[A-Z]{1,6}[/ -]?[A-Z0-9/().-]*\d[A-Z0-9/().-]*$")
WORDS_IN_MARKS = re.compile(r"[“\"‘'][^“”\"‘’']{8,}[”\"’']")
SIGNS_AGAINST = {
    "apart": SET_APART,
    "address": ADDRESS_OF_HOUSE,
    "offer": OFFER_OF_SITE,
    "code": CODE_ALONE,
    "site": SITE_NAMED,
}
SHORTEST_TITLE_SEEN = 3  # words
SIGNS_OF_TITLE = {
    "shares": 2.0,  # all of its words of some length stand in the text
    "shared": 0.25,  # each of them, up to four
    "verb": 0.7,
    "marks": 0.7,
    "document": 1.2,  # "Statement by", "Remarks of"
    "house": -2.0,
    "apart": -1.2,
    "address": -2.5,
    "offer": -2.5,
    "code": -2.5,
    "place": -1.2,  # "Harbour Secretariat, Torm, Norvania"
    "site": -1.5,  # "torm.example - the news of the harbours"
    "short": -0.7,  # of fewer than three words
    "stop": -0.7,  # it ends like a sentence
}


def looks_like_title(
    text: str, span: Span, body: frozenset[str], words: PageWords, is_house: Callable[[str, PageWords], bool]
) -> float:
    """Return how much a line looks like the title of the text whose first words, folded, are `body`."""
    line = text[slice(*span)][:LONGEST_SEEN]
    long = {fold(word) for word in LONG_WORD.findall(line)}
    shared = len(long & body)
    points = (
        SIGNS_OF_TITLE["shares"] * shared / len(long) + SIGNS_OF_TITLE["shared"] * min(shared, 4)
        if long
        else 0.0
    )
    parts = line.split()
    verb = any(word.lower().strip(",.:;") in words.verbs for word in parts[1:])
    points += SIGNS_OF_TITLE["verb"] if verb else 0.0
    if WORDS_IN_MARKS.search(line):
        points += SIGNS_OF_TITLE["marks"]
    if words.document_title.match(line):
        points += SIGNS_OF_TITLE["document"]
    if line.endswith("."):
        points += SIGNS_OF_TITLE["stop"]
    return points + speaks_against(line, words, is_house, verb)


def speaks_against(
    line: str, words: PageWords, is_house: Callable[[str, PageWords], bool], verb: bool
) -> float:
    """Return what a line loses for being a house, an address, an offer or the way through a site; 0 for any other."""
    line, parts = line.strip(), line.split()
    points = SIGNS_OF_TITLE["house"] if is_house(line, words) or words.masthead.fullmatch(line) else 0.0
    for name, pattern in SIGNS_AGAINST.items():
        points += SIGNS_OF_TITLE[name] if pattern.search(line) else 0.0
    if parts[-1].strip(".").lower() in words.places and "," in line and not verb:
        points += SIGNS_OF_TITLE["place"]
    return points + (SIGNS_OF_TITLE["short"] if len(parts) < SHORTEST_TITLE_SEEN else 0.0)


def better_title(
    text: str,
    chosen: Span,
    lines: Sequence[Span],
    words: PageWords,
    is_house: Callable[[str, PageWords], bool],
) -> Span:
    """Return the line that is the title with a clear lead over the one chosen by its place, else that one."""
    if speaks_against(text[slice(*chosen)][:LONGEST_SEEN], words, is_house, verb=False) >= 0:
        return chosen  # as most are: no other line is looked at
    ends = max(line[1] for line in lines)
    body = frozenset(fold(word) for word in LONG_WORD.findall(text[ends : ends + BODY_SEEN]))
    if not body:
        return chosen
    points = {line: looks_like_title(text, line, body, words, is_house) for line in lines}
    best = max(lines, key=lambda line: points[line])
    own = points.get(chosen, 0.0)
    return best if own < GOOD_ENOUGH and points[best] >= own + CLEAR_LEAD else chosen
