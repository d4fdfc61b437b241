"""Where what was said ends, and what the reporter says beside it begins."""

import re

from .clauses import clause_like, is_contrast
from .grammar import QUOTED, is_finite, subject_ahead
from .lexicon import word_set
from .tokens import Tokens

SUBORDINATING = {
    "after",
    "when",
    "as",
    "while",
    "if",
    "although",
    "though",
    "before",
    "once",
    "since",
    "because",
}


def before_main_clause(tokens: Tokens, start: int, end: int) -> int:
    """Cut "After Tolan said that it rained, Roke left" before the comma, which may stand in marks."""
    for mark in CLAUSE_MARK.finditer(tokens.tags, start, end):
        behind = mark.end()
        subject = subject_ahead(tokens, behind, min(end + 1, behind + 13), strict=True)
        begins = subject is not None and subject[0] == behind
        if mark.group() == "Q" and not begins and any(t in QUOTED for t in tokens.tags[behind : end + 1]):
            continue  # more of what was said follows
        fronted = tokens.tags[start - 1 : start + 1] in ("tp", "tc")
        if mark.group() == "," and fronted and not clause_like(tokens, start, behind - 2):
            continue  # "after Tolan said that despite the rain, the boat would sail"
        if subject is not None:
            return behind - 1 - (mark.group() == ",")
    return end


CLAUSE_MARK = re.compile("[,Q]")


def is_subordinate(tokens: Tokens, first: int, subject: int) -> bool:
    """Does the clause of a subject hang on another: "after Tolan said", "now that Tolan has said"?"""
    before = subject - 1
    while before > first and tokens.tags[before] == "a":
        before -= 1
    if before < first:
        return False
    word = tokens.word(before).lower()
    return word in SUBORDINATING or (
        word == "that" and before > first and tokens.word(before - 1).lower() == "now"
    )


def is_aside_there(tokens: Tokens, opening: int, end: int) -> bool:
    """Does a comma open an aside with the verb behind it: "said the boat, built in Orm, was late"?"""
    comma = tokens.tags.find(",", opening + 1, end)
    return comma > 0 and (tokens.tags[comma + 1] in "bxVK" or is_finite(tokens, comma + 1, "N"))


COUNTED_SHARE = re.compile(
    r"(?:per ?cent|%|half|thirds?|quarters?|fifths?|majority|majorities|(?:in|of) (?:\d+|ten|five|four))\b|%",
    re.I,
)
COMPARES = re.compile(r",(?=[^&ct]|&[acwp]{0,3}#)|(?<=w)(?=wp)")
# "said it rained, which is a first": what is still so is the reporter's, where the one who spoke had "was".
STILL_SO = re.compile(",W(?:[axb]{1,2}|w)")
NOW = word_set("is are has have isn’t aren’t isn't aren't hasn’t haven’t hasn't haven't")
RESUMES = re.compile(r"[,-]D?[aw]{0,3}[wCKV](?=[DNPRptwW])")
RESUMED = word_set(
    "allusion approach blow call claim comments comparison concession contrast departure development dig feat figure first goal issue jab jump margin message milestone move nod number play practice proportion proposal rebuke record reference remarks reminder result retreat reversal shift sign stance step swipe total twist"
)


def before_reporters_own(tokens: Tokens, source: tuple[int, int], cue: int, start: int, end: int) -> int:
    """Cut a clause before what the reporter sets behind it.

    "Nine in ten said they had seen it, compared with half before": a share of people counts no shares.
    "He said it rained, which is rare", "said he would go, a swipe at Roke".
    """
    tags = tokens.tags
    if tags[start] != "c" and COUNTED_SHARE.search(tokens.text(*source)):
        for mark in COMPARES.finditer(tags, start + 3, end):
            parted = tags[mark.start()] == ","
            if tokens.word(mark.start() + parted).lower() == "compared":
                return mark.start() - 1
            closes = tags[mark.end()] in "bxVK" or is_finite(tokens, mark.end(), "N")
            if parted and not closes and not is_aside_there(tokens, mark.start(), end):
                return mark.start() - 1
        for mark in SET_BESIDE.finditer(tags, start + 3, end):
            if is_contrast(tokens, mark.end() - 1, end, counted=True):
                return mark.start() - 1
    if not tokens.word(cue).endswith("s") and tokens.word(cue).lower() not in ("say", "saying"):
        for relative in STILL_SO.finditer(tags, start + 3, end):
            verb = tokens.word(relative.end() - 1).lower()
            comma = tags.find(",", relative.end(), end)
            if (
                verb in NOW
                and (comma < 0 or tags[comma + 1] not in "bx")
                and tokens.word(relative.start() + 1) == "which"
            ):
                return relative.start() - 1
    own = tokens.word(source[1])
    if tags[source[1]] == "N":
        for mark in TURNS.finditer(tags, start + 3, end):
            if own in (tokens.word(k) for k in range(mark.end(), mark.end() + 3)):
                return (
                    mark.start() - 1
                )  # "Tolan said it rained, but Tolan did not say where": he would be "he"
    if cited := CITED_BY.search(tags, start + 2, end + 1):
        if tokens.word(cited.start() + 1).lower() == "as" and tokens.word(cited.end() - 1) == "by":
            end = cited.start() - 1  # "said it rained, as quoted by the Courier"
    end = before_turn(tokens, start, end)
    end = before_dash(tokens, source[0], start, end)
    bracket = BRACKETED.search(tags, start + 3, end + 1)
    if bracket:
        end = bracket.start() - 1  # "said it rained (it did not)"
    for resumed in RESUMES.finditer(tags, start + 3, end):
        if tokens.word(resumed.end() - 1).lower() in RESUMED:
            return resumed.start() - 1
    return before_venue(tokens, start, end)


CITED_BY = re.compile(",[cap][VvwKk]p(?=[DNHR])")
TURNS_BACK = re.compile(",c(?=Pa?[bxwVvKM])")
BACK_TO = {"he", "she", "it", "they"}
SHIFTED = word_set("would could might should had was were")


def before_turn(tokens: Tokens, start: int, end: int) -> int:
    """Cut a clause without "that" before "but" and a pronoun: "said it takes a month, but it took two".

    With a verb that has been shifted back it may be a part of what was said: "said it rained, but it would stop".
    """
    if tokens.tags[start - 1] == "t" or tokens.tags[start] in "cW":
        return end
    for turn in TURNS_BACK.finditer(tokens.tags, start + 3, end):
        verb = turn.end() + 1 + (tokens.tags[turn.end() + 1] == "a")
        back = tokens.word(turn.end() - 1) == "but" and tokens.word(turn.end()) in BACK_TO
        if (
            back
            and tokens.word(verb) not in SHIFTED
            and not any(t in QUOTED for t in tokens.tags[verb : end + 1])
        ):
            return turn.start() - 1
    return end


ASIDE_BEHIND_DASH = re.compile("-(?:D[aw]{0,3}[wNRCVK]|a?c)")
SET_AGAINST = {"although", "but", "though"}


def before_dash(tokens: Tokens, source: int, start: int, end: int) -> int:
    """Cut a clause before a dash behind which the reporter goes on: "said it rained - a rare thing in Orm".

    A dash that is closed again is within what was said; one that closes what stood open before the source is not.
    """
    tags = tokens.tags
    dash = tags.find("-", start + 2, end)
    if dash < 0 or tags.find("-", dash + 1, end + 1) > 0 or any(t in QUOTED for t in tags[dash : end + 1]):
        return end
    if tokens.word(dash) == "-" and not tokens.source[tokens.spans[dash][0] - 1].isspace():
        return end  # "32%-25%"
    before = max(tags.rfind(".", 0, source), tags.rfind("E", 0, source)) + 1
    if tags.count("-", before, source) % 2:
        return dash - 1  # "The boat - sailors say it leaks - is old"
    aside = ASIDE_BEHIND_DASH.match(tags, dash)
    if aside is None or "-" in tags[start:dash]:
        return end
    word = tokens.word(aside.end() - 1).lower() if tags[aside.end() - 1] == "c" else ""
    article = tokens.word(dash + 1).lower() in ("a", "an", "the", "all")
    against = word in SET_AGAINST and clause_like(tokens, aside.end(), end)
    return dash - 1 if article or against else end


SET_BESIDE = re.compile("(?:,|(?<=Q))c")
TURNS = re.compile(",[&c](?=D?[HNR])")
BRACKETED = re.compile(r"\([NPDH][^()]{0,12}[bxVvKM][^()]{1,20}\)?$")
SAID_THERE = re.compile(r"(?<=[QEf])p[Da]?[wNR]{0,3}?(?P<noun>[wCVRN])(?=[pT,]|$)")
WHERE_SAID = word_set(
    "blog briefing call column conference debate e-mail email facebook hearing interview interviews letter memo message op-ed post "
    "posts radio rally release remarks report show speech statement television tv tweet tweets twitter video"
)


def before_venue(tokens: Tokens, start: int, end: int) -> int:
    """Cut a clause behind marks that end it before where they were said: "called it “a farce” in an interview with the Wire"."""
    found = SAID_THERE.search(tokens.tags, start + 1, end + 1)
    if found is None or tokens.word(found.start()).lower() not in {"in", "on", "during", "at"}:
        return end
    return found.start() - 1 if tokens.word(found.start("noun")).lower() in WHERE_SAID else end
