"""Headlines that tell what somebody does beside that one's words: "Minister walks out: “...”", "Envoy won't “...”"."""

import re
from collections.abc import Collection

from ...records import Span
from . import lexicon
from .headline_sources import is_told_of, make_headline_attribution, marked_pieces
from .lexicon import word_set
from .reading import Attribution

DOER_AND_MARKS = re.compile(r"(?P<first>[A-Z][^:;“”\"‘]{4,80}?)\s?:\s+(?=[“\"‘'])")


IN_A_MOOD = word_set(
    "adamant angry blunt calm clear cautious confident coy defiant emotional furious gloomy hopeful optimistic pessimistic proud "
    "resolute sceptical skeptical tearful unapologetic unbowed unconvinced undeterred unimpressed unmoved unrepentant upbeat wary"
)


def read_doer(text: str, span: Span, people: Collection[str]) -> Attribution | None:
    """Harbour master walks out: “I have a boat to catch”   Tolan defiant: “We sail”: whoever did it said it."""
    match = DOER_AND_MARKS.match(text, *span)
    pieces = marked_pieces(text, (match.end(), span[1])) if match else []
    if match is None or len(pieces) != 1 or pieces[0][0] > match.end() + 1 or span[1] - pieces[0][1] > 2:
        return None
    who = doer_of(match["first"], people)
    start = match.start("first")
    return (
        make_headline_attribution(
            text, span, (match.end(), span[1]), (start, start + len(who)), "headline-dash-source"
        )
        if who
        else None
    )


def doer_of(words: str, people: Collection[str]) -> str | None:
    """Return who of a headline does something: "Harbour master" of "Harbour master walks out"."""
    found = list(re.finditer(r"\S+", words))
    for count in range(1, min(6, len(found))):
        phrase, behind = words[: found[count - 1].end()], found[count].group().lower()
        acts = behind in lexicon.finite_verbs() or behind in IN_A_MOOD or behind in INTENDS
        if acts and is_told_of(phrase, people):
            return phrase
    return None


INTENDS = {
    "will",
    "won’t",
    "won't",
    "can’t",
    "can't",
    "cannot",
    "wants",
    "refuses",
    "vows",
    "ready",
    "plans",
    "hopes",
    "wouldn’t",
    "wouldn't",
    "would",
}


DOER_AND_PIECE = re.compile(r"(?P<first>(?:[\w’'-]+\s){2,7})(?=[“\"‘'])")


def read_intention(text: str, span: Span, people: Collection[str]) -> Attribution | None:
    """Minister won't “bow to a valve”: what somebody will or will not do, in marks, is that one's word."""
    pieces = marked_pieces(text, span)
    match = DOER_AND_PIECE.match(text, *span)
    if (
        match is None
        or len(pieces) != 1
        or pieces[0][0] != match.end() + 1
        or not text[pieces[0][0]].islower()
    ):
        return None
    who = doer_of(match["first"], people)
    behind = match["first"][len(who) :].split()[0].lower() if who else ""
    if who is None or behind not in INTENDS:
        return None
    start = match.start("first")
    return make_headline_attribution(
        text, span, (start + len(who) + 1, pieces[0][1] + 1), (start, start + len(who)), "headline-cue"
    )
