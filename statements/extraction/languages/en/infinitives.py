"""Who speaks where the cue is an infinitive: "would say", "went on to say", "was quick to say", "took to the radio to say"."""

import re

from . import lexicon
from .grammar import NOUN_PHRASE_AT_END, main_subject, source_before, trim_phrase
from .tokens import Tokens


def source_before_infinitive(tokens: Tokens, first: int, cue: int) -> tuple[int, int] | None:
    """Return the source of "would say", "did not say", "went on to say"."""
    tags = tokens.tags
    if (
        cue == first
        or tags[cue - 1] not in "xap"
        or (tags[cue - 1] == "p" and tokens.word(cue - 1).lower() != "to")
    ):
        return None
    if tags[cue - 1] == "p":
        verb = cue - 2
        led = led_to_speak(tokens, first, verb) or spoke_through(tokens, first, verb)
        if led is not None:
            return led
        if verb <= first or tokens.word(verb).lower() not in {"on", "continued", "came", "in", "a"}:
            return None
        while verb > first and tags[verb] in "apvV":
            verb -= 1
        match = NOUN_PHRASE_AT_END.search(tags, max(first, verb - 20), verb + 1)
        # "left the hall, but went on to say"
        return trim_phrase(tokens, match.start(), verb) if match else main_subject(tokens, first, verb)
    return source_before(tokens, first, cue)


# Who was quick to say something said it, and so did who hastened to.
LED_TO_SPEAK = {
    "careful",
    "compelled",
    "correct",
    "eager",
    "forced",
    "glad",
    "happy",
    "heard",
    "keen",
    "moved",
    "obliged",
    "prompted",
    "proud",
    "quick",
    "quoted",
    "right",
    "wrong",
}
HASTENED = {"continue", "continued", "continues", "hastened", "hastens", "hurried", "liked", "likes", "loved", "loves", "rushed", "used"}  # fmt: skip


def led_to_speak(tokens: Tokens, first: int, verb: int) -> tuple[int, int] | None:
    """Return "Tolan" of "Tolan was quick to say", whose "quick" is given."""
    start = verb
    while start > first and tokens.tags[start - 1] in "axb":
        start -= 1
    led = "b" in tokens.tags[start:verb]
    denied = any(re.match("not$|never$|.*n[’'´`]t$", tokens.word(k).lower()) for k in range(start, verb))
    if start > first and not denied and tokens.word(verb).lower() in (LED_TO_SPEAK if led else HASTENED):
        return source_before(tokens, first, start)
    moved = LED_SOMEBODY.search(tokens.tags, max(first, verb - 6), verb + 1)
    begin = verb if tokens.word(verb).lower() in OBJECTS else moved.start() if moved else first
    return (begin, verb) if begin > first and tokens.word(begin - 1).lower() in MOVING else None


# "took to Twitter to say", "used a speech to warn", "went on television to deny", "wrote to the bank to say"
THROUGH = {
    "took", "takes", "taking", "used", "uses", "went", "goes", "wrote", "writes", "held", "holds", "returned", "appeared", "phoned", "rang",
    "interrupted", "paused", "rose", "stepped", "stood", "stopped",
}  # fmt: skip


def spoke_through(tokens: Tokens, first: int, end: int) -> tuple[int, int] | None:
    """Return "Tolan" of "Tolan took to the radio to say", where `end` is the token before "to say"."""
    for k in range(end, max(first, end - 7), -1):
        word = tokens.word(k).lower()
        if word in THROUGH:
            return source_before(tokens, first, k) if WAY.fullmatch(tokens.tags, k + 1, end + 1) else None
        if tokens.tags[k] in ",;:&ct":
            return None
    return None


WAY = re.compile("[pDNwaCSTRHo]{1,7}")
LED_SOMEBODY = re.compile("(?:H{0,6}N{1,4}|D[wNR]{0,4}[wR])$")
OBJECTS = {"him", "her", "them", "me", "us"}
MOVING = {"compelling", "forced", "forcing", "leading", "led", "prompted", "prompting"}  # "led Roke to say"


def begins_infinitive(tokens: Tokens, k: int, last: int) -> bool:
    """Does what somebody would do, or not do, begin here: "to fight the tax", "not to sail", but not "to the crew"?"""
    k += tokens.word(k).lower() in ("not", "never")
    if k >= last or tokens.word(k).lower() != "to":
        return False
    k += 1 + (tokens.tags[k + 1] == "a")
    word = tokens.word(k).lower()
    return tokens.tags[k : k + 1] in ("I", "Y") or word in {"be", "have"} or word in lexicon.base_verbs()
