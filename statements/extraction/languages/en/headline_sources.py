"""Who of a headline can have said what stands in it, and the record that is made of both."""

import re
from collections.abc import Collection

from ...folding import fold
from ...records import Span
from . import lexicon
from .quotations import find_quotations, single_quotations_in
from .reading import Attribution
from .speakable import kind_of


def marked_pieces(text: str, span: Span) -> list[Span]:
    """Return what stands in marks inside a span, single marks too."""
    doubles = find_quotations(text, [span])[0] if any(c in text[span[0] : span[1]] for c in '“”"«»') else []
    quoted = doubles or single_quotations_in(text, span[0], span[1])
    return [(q.start, q.end) for q in quoted]


def make_headline_attribution(
    text: str, line: Span, content: Span, mention: Span, rule: str, cue: Span | None = None
) -> Attribution | None:
    start, end = content
    while end > start and text[end - 1] in " .,;:—–-":
        end -= 1
    while start < end and text[start] in " .,;:—–-":
        start += 1
    if end - start < 2:
        return None
    quoted = [(s, e) for s, e in marked_pieces(text, (start, end)) if e - s > 1]
    whole = len(quoted) == 1 and quoted[0][1] - quoted[0][0] >= end - start - 3
    return Attribution(
        rule=rule,
        kind="direct" if whole else "partial" if quoted else "indirect",
        segments=tuple(quoted) or ((start, end),),
        clause=(start, end) if quoted and not whole else None,
        mention=mention,
        cue=text[cue[0] : cue[1]] if cue else None,
        cue_span=cue,
        sentence=line,
    )


def is_one_of(phrase: str, people: Collection[str]) -> bool:
    """Is a phrase of a few words the name of one of these people?"""
    words = phrase.split()
    return 0 < len(words) <= 4 and fold(words[-1]) in people and words[-1][:1].isupper()


def is_told_of(phrase: str, people: Collection[str]) -> bool:
    """Does a phrase name one of these people, or somebody by an office?"""
    return is_one_of(phrase, people) or holds_role(phrase)


def holds_role(phrase: str) -> bool:
    """Does the phrase name somebody by an office, and say nothing of them?"""
    words = re.findall(r"[\w’'-]+", phrase)
    return 0 < len(words) <= 5 and words[-1].lower() in lexicon.roles()


SMALL_LETTERS = re.compile(r"(?:[A-Z]{2,5}\s|[A-Z][a-z]+\s)?[a-z][a-z -]*")


def can_speak(phrase: str) -> bool:
    """Are a few words in small letters somebody who can speak: "charity", "UN agency", "police", "officials"?"""
    words = phrase.split()
    small = len(words) <= 4 and SMALL_LETTERS.fullmatch(phrase) is not None
    return small and words[0] not in NOT_BARE and kind_of(phrase, words[-1]) is not None


NOT_BARE = {"the", "a", "an", "his", "her", "its", "their", "our", "your"}


def looks_like_source(phrase: str) -> bool:
    """Can a few words at the end of a headline be who said it?"""
    if can_speak(phrase):
        return True
    words = phrase.split()
    if not 1 <= len(words) <= 8 or not phrase[:1].isalpha() or phrase.endswith((".", "?", "!")):
        return False
    if phrase in lexicon.outlets():
        return lexicon.outlets()[phrase].kind == "agency"
    lower = phrase.lower()
    if words[0].lower() in {
        "live",
        "video",
        "exclusive",
        "analysis",
        "opinion",
        "update",
        "breaking",
        "watch",
    }:
        return False
    role = any(re.sub(r"\W", "", w).lower() in lexicon.roles() for w in words)
    known = lower in lexicon.country_table() or any(w.lower() in lexicon.country_table() for w in words)
    names = all(w[:1].isupper() or w.lower() in {"of", "in", "the", "for", "and"} for w in words)
    return role or known or (names and len(words) <= 3)
