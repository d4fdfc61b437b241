"""Who speaks in the coverage of a council, which begins each paragraph with a name in capitals?

"ADA ROKE (Norvania) said ... He added ...": the name is a person's, and whoever is "he" in it.
"""

import re
from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import replace

from ...folding import any_capital, fold
from ...records import Span
from . import lexicon
from .people import Cast, NameMention
from .person import Person
from .reading import Attribution
from .tokens import Tokens

SPEAKER = re.compile(
    any_capital(
        r"(?:(?:Mr|Mrs|Ms|Miss|Sir|Dr)\.? (?P<surname>[A-Z][A-Z’'-]+)(?= ?\([A-Z][^()\n]{2,60}\))"
        r"|(?P<name>(?:[A-Z][A-Z’'-]+|[A-Z]\.)(?: (?:[A-Z][A-Z’'-]+|[A-Z]\.|bin|al|de|van|von|der)){1,4})"
        r"(?= ?\([A-Z][^()\n]{2,60}\)|, [a-zA-Z]))"
    )
)


BEHIND_NAME = re.compile(r"(?: ?\((?P<country>[A-Z][^()\n]{2,60})\))?")


MOST_OF_STATE = 5  # words
COURTESY_GENDERS = {"Mr": "m", "Sir": "m", "Mrs": "f", "Ms": "f", "Miss": "f"}
TITLES = ("Mr", "Ms", "Sir ", "Dr", "Miss ")


def begins_so(text: str, at: int) -> bool:
    return text[at : at + 2].isupper() or text.startswith(TITLES, at)


OPENS_PARAGRAPH = re.compile(
    r"(?:When|As|After|Once|Following|Before|Then|Next|Also|In|At|On|With)\b[^,.\n]{0,100}, "
)
COUNTRY_BEHIND = re.compile(r" ?\((?P<country>[^()\n]{2,60})\)")


def behind_opening(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the name in capitals that stands before a country behind the first words of a paragraph:
    "When the debate was opened, ADA ROKE (Norvania) said".
    """
    opening = OPENS_PARAGRAPH.match(text, start, end)
    match = SPEAKER.match(text, opening.end(), min(end, opening.end() + 120)) if opening else None
    behind = COUNTRY_BEHIND.match(text, match.end()) if match else None
    known = behind is not None and behind["country"].lower() in lexicon.country_table()
    return match if known else None


def learn_speakers(cast: Cast, paragraphs: Sequence[Tokens]) -> list[Span]:
    """Make known to the cast whom paragraphs name in capitals at their head, before a country or an office.

    Return where those names stand.
    """
    known = len(cast.mentions)
    heads: list[Span] = []
    for tokens in paragraphs:
        if not tokens.spans:
            continue
        start = tokens.spans[0][0]
        match = (
            SPEAKER.match(tokens.source, start, min(len(tokens.source), start + 90))
            if begins_so(tokens.source, start)
            else behind_opening(tokens.source, start, tokens.spans[-1][1])
        )
        if match is None:
            continue
        start = match.start()
        courtesy = tokens.source[start : match.start("surname")].strip(" .") if match["surname"] else ""
        part = "surname" if match["surname"] else "name"
        printed = match[part]
        words = tuple(word.title() if word.isupper() else word for word in printed.split())
        if " ".join(words).lower() in lexicon.country_table():
            continue
        key = fold(printed)
        person = cast.people.get(key)
        if person is None:
            person = Person(name=" ".join(words), first_at=start, words=words)
            person.gender = COURTESY_GENDERS.get(courtesy) or lexicon.genders().get(words[0])
            cast.people[key] = person
            cast.by_last.setdefault(fold(words[-1]), []).append(person)
            cast.by_word.setdefault(fold(words[-1]), []).append(person)
        heads.append(match.span(part))
        behind = BEHIND_NAME.match(tokens.source, match.end(part), match.end(part) + 66)
        country = (
            lexicon.country_table().get(behind["country"].lower()) if behind and behind["country"] else None
        )
        if country is not None:
            person.add_role(f"representative of {country.name}")
        elif behind and behind["country"] and len(behind["country"].split()) <= MOST_OF_STATE:
            person.add_role(f"representative of {behind['country']}")
        person.aliases.add(printed)
        person.positions.append(start)
        insort(cast.mentions, NameMention(start, person, tokens, 0), key=lambda mention: mention.at)
    if len(cast.mentions) > known:
        cast.offsets = [mention.at for mention in cast.mentions]
    return heads


APPOSED_TO_NAME = re.compile(r" ?(?:\([^()\n]{2,60}\))?, (?:the )?")


IN_BRACKETS_BEHIND = re.compile(r" ?\(")


def at_their_heads(
    text: str, attributions: Sequence[Attribution], heads: Sequence[Span]
) -> list[Attribution]:
    """Give what a paragraph reports to the name at its head, not to what the name is said to be.

    "ADA ROKE (Norvania), President for May, said": the mention is the name.
    """
    ends = [end for _, end in heads]
    made = []
    for attribution in attributions:
        mention = attribution.mention
        number = bisect_right(ends, mention[0]) - 1 if mention else -1
        if mention and number >= 0 and IN_BRACKETS_BEHIND.fullmatch(text, ends[number], mention[0]):
            attribution = replace(attribution, mention=heads[number])  # the country is the speaker's
        if mention and number >= 0 and APPOSED_TO_NAME.fullmatch(text, ends[number], mention[0]):
            attribution = replace(attribution, mention=heads[number])
        made.append(attribution)
    return made
