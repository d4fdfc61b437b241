"""What the mentions of one sentence tell of each other.

A paper is signed where the summit is; "eight months after the talks there" and "their first call" mean
the place and the two who are named before.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ...records import Span
from .event_dates import When, long_days
from .event_mentions import Mention
from .tokens import Tokens

# "signed the accord at a summit in Hollin", "signed in Hollin after a summit", "on Friday at the end of the talks".
ON_OCCASION = re.compile(
    r"\b(?:(?P<close>at the (?:end|close|conclusion) of|ending|closing|concluding|wrapping up)|(?P<hours>(?:after|following)\s(?:\w+\s)?hours\sof)|at|after|following|during|on the (?:sidelines|margins|fringes) of)\s$",
    re.I,
)
# "Doorstop, East Quay, Hollin": a line of its own over a transcript
PRESS_LINE = re.compile(
    r"^(?:Transcript of (?:the )?)?(?:Joint |Weekly |Daily |Regular )?(?:Door-?stop(?: interview)?|Press (?:conference|briefing)|Media (?:conference|briefing)|News conference)\b[^\n]{0,100}$",
    re.M | re.I,
)
MOST_ABOVE = 3000  # characters
TO_SIGN = re.compile(r"\b(?:sign(?:ed|ing)?|initial\w*|conclud\w+)\s(?:\w+\s)?$")
DURING = re.compile(r"\b(?:during|in the course of|in the framework of|as part of)\s$")
GATHERINGS = {"encounter", "conference"}
DONE_AT_ONE = {"agreement", "press"}
AT_THE = re.compile(r"\b(?:at|for|in|during)\s$")
# What is done there stands in a clause of its own: the journey is told as well.
ELSEWHERE_TOLD = re.compile(r"[^.;:“”\"]{2,50}?,\swhere\s(?:I|we|he|she|they|the|[A-Z])")
THERE = re.compile(r"\sthere\b(?!\s(?:is|are|was|were|will)\b)")


def press_lines(text: str, paragraphs: Sequence[Span], headings: Sequence[Span]) -> list[Span]:
    """Return the lines above the first paragraph that say of what kind of news conference a page is the record."""
    top = min([paragraphs[0][0], MOST_ABOVE]) if paragraphs else 0
    return [
        match.span()
        for match in PRESS_LINE.finditer(text, 0, top)
        if not any(start <= match.start() < end for start, end in headings)
    ]


def lines_joined(
    text: str, paragraphs: Sequence[Span], tokens_of: Mapping[Span, Tokens]
) -> tuple[str, Mapping[Span, Tokens]]:
    """Return the text with a blank for each end of a line within a paragraph, and the tokens of it.

    A wire breaks its lines anywhere: "ratified / an accord" is what it is on one.
    """
    wrapped = [span for span in paragraphs if text.find("\n", *span) >= 0]
    if not wrapped:
        return text, tokens_of
    pieces, at = [], 0
    for start, end in sorted(wrapped):
        if start >= at:
            pieces += [text[at:start], text[start:end].replace("\n", " ")]
            at = end
    flat = "".join([*pieces, text[at:]])
    return flat, {span: replace(tokens, source=flat) for span, tokens in tokens_of.items()}


def joined_with_verbs(mentions: list[Mention], text: str) -> list[Mention]:
    """Make one of "will meet Stellan" and "at a summit": the noun names what the verb tells.

    Where somebody travels for something, it is that which is told.
    """
    if len(mentions) > 1:
        for journey, goal in pairwise(mentions):
            if journey.head.is_verb and journey.head.noun.refers and goal.went and goal.when is None:
                goal.when = long_days(text, journey.when, goal.span, goal.sentence) if journey.when else None
                goal.parties = goal.parties or journey.parties
                goal.somebody = goal.somebody or journey.somebody
        mentions = [
            m
            for m in mentions
            if not (m.head.is_verb and m.head.noun.refers)
            or ELSEWHERE_TOLD.match(text, m.span[1], m.sentence[1])
            or on_another_day(m, mentions)
        ]
    kept: list[Mention] = []
    for mention in mentions:
        verb = kept[-1] if kept else None
        if (
            verb is not None
            and mention.head.is_verb
            and not verb.head.is_verb
            and verb.family == mention.family
            and verb.span[0] == verb.sentence[0]
            and text[verb.span[1] : verb.span[1] + 1] == ":"
        ):
            # As in “HARBOUR SUMMIT: Ten leaders meet in Hollin today”.
            verb.places = mention.places or verb.places
            verb.parties = verb.parties or mention.parties
            verb.when, verb.state, verb.many = verb.when or mention.when, mention.state, mention.many
            continue
        if (
            verb is not None
            and verb.head.is_verb
            and (verb.family == mention.family or (verb.family == "encounter" and mention.head.noun.part))
            and AT_THE.search(text[verb.span[1] : mention.span[0]])
        ):
            kept.pop()
            if len(verb.parties) >= len(mention.parties):
                mention.parties = verb.parties
            mention.places = mention.places or verb.places
            mention.state, mention.many = verb.state, verb.many
            mention.when = mention.when or verb.when
        if (
            verb is not None
            and verb.head.is_verb
            and verb.family == mention.family == "resolution"
            and not mention.head.is_verb
            and mention.span[0] - verb.span[1] < 3
        ):
            kept.pop()  # "adopted the resolution by 88 votes to 12"
            mention.parties, mention.when = mention.parties or verb.parties, mention.when or verb.when
            mention.state = verb.state
        kept.append(mention)
    return kept


def on_another_day(journey: Mention, mentions: Sequence[Mention]) -> bool:
    """Is a journey, with a day, on another than all that the sentence tells of beside it?"""
    days = [other.when.start if other.when else "" for other in mentions if other is not journey]
    return journey.day and journey.when is not None and all(day > journey.when.start for day in days)


def lend(mentions: Sequence[Mention], text: str) -> None:
    """Fill in what each mention of a sentence leaves to those before it."""
    for n, mention in enumerate(mentions):
        before = mentions[:n]
        if not before:
            continue
        lend_who_and_where(before, mention, text)
        if mention.family == "visit" and before[-1].family == "encounter" and before[-1].head.is_verb:
            met_who_arrived(before[-1], mention, text)
        if mention.beside and mention.places:  # who met in the margins of a conference met where it was
            for other in before:
                if other.family == "encounter" and not other.places:
                    other.places = list(mention.places)
        if mention.beside and mention.when is not None and done_in_the_margins(before[-1], mention, text):
            before[-1].when = mention.when  # and on the day that is told of it
        done = before[-1]
        lend_visit(done, mention, text)
        link = ON_OCCASION.search(text, done.span[1], mention.span[0])
        if (
            link
            and done.family in DONE_AT_ONE
            and mention.family in GATHERINGS
            and done.state is not None
            and done.state.status == "held"
        ):
            lend_occasion(done, mention, text, at_the_close=bool(link["close"]))
            if link["hours"] and mention.when is None and done.when is not None:
                mention.when = done.when  # what took hours before it was on its day


def lend_visit(done: Mention, visit: Mention, text: str) -> None:
    """What is to be signed "during the minister's visit to Hollin on May 9 and 10" is so there, in that month."""
    if (
        visit.family != "visit"
        or done.family not in DONE_AT_ONE
        or done.when is not None
        or visit.when is None
    ):
        return
    signed = done.family == "press" or TO_SIGN.search(
        text, max(done.sentence[0], done.span[0] - 30), done.span[0]
    )
    if signed and DURING.search(text, done.span[1], visit.span[0]):
        start, end = visit.when.start, visit.when.end
        done.when = When(start=start[:7] if end else start, relative=True)
        done.places = done.places or list(visit.places)


def done_in_the_margins(other: Mention, mention: Mention, text: str) -> bool:
    """Does a day behind a conference tell when two met in its margins: "held a meeting on the sidelines of the Forum on Friday"?"""
    behind = mention.when is not None and mention.when.span[0] >= mention.span[1]
    return other.family == "encounter" and other.when is None and behind


WHO_ARRIVED = re.compile(r"[^.;:“”\"]{3,120},\swho\s(?:had\s|has\s)?arrived\b[^.;:“”\"]{0,40}")
TODAY = re.compile(r"\b(?:earlier )?today\b")


def met_who_arrived(met: Mention, visit: Mention, text: str) -> None:
    """Give "met Edda Marrick, who arrived in Hollin today on a visit" its day and place, and the visit its visitor."""
    between = slice(met.span[1], visit.span[1])
    behind = text[met.span[1] : visit.span[0] if not visit.head.is_verb else visit.span[1]]
    if not WHO_ARRIVED.fullmatch(behind):
        return
    visit.parties = met.parties[-1:] if len(met.parties) > 1 else visit.parties
    if met.when is None and visit.when is not None and TODAY.search(text[between]):
        met.when = visit.when
        met.places = met.places or list(visit.places)


def lend_who_and_where(before: Sequence[Mention], mention: Mention, text: str) -> None:
    if not mention.places and THERE.match(text, mention.span[1]):
        mention.places = next((list(other.places) for other in reversed(before) if other.places), [])
    last = before[-1]
    if (
        last.family == "visit"
        and last.when is not None
        and last.when.end is None
        and mention.when is None
        and ELSEWHERE_TOLD.match(text, last.span[1], mention.sentence[1])
    ):
        mention.when = last.when  # "will travel there next week, where she will meet him"
    if mention.determiner == "their" and not mention.parties:
        both = (other for other in reversed(before) if other.family == mention.family)
        mention.parties = next((list(other.parties) for other in both if len(other.parties) > 1), [])


def lend_occasion(done: Mention, occasion: Mention, text: str, at_the_close: bool) -> None:
    """What was done at an event was done where it was, and at its end on its last day."""
    done.places = done.places or list(occasion.places)
    occasion.places = occasion.places or list(done.places)
    day: When | None = done.when
    if at_the_close and occasion.when is None and day is not None and len(day.start) == 10 and not day.end:
        occasion.when = long_days(text, replace(day, last=True), occasion.span, occasion.sentence)
