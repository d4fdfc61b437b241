"""Who speaks in the coverage of a council, which begins each paragraph with a name in capitals?

"ADA ROKE (Norvania) said ... He added ...": the name is a person's, and whoever is "he" in it.
"""

import re
from bisect import insort
from collections.abc import Sequence

from ...folding import fold
from . import lexicon
from .people import Cast, NameMention
from .person import Person
from .tokens import Tokens

SPEAKER = re.compile(
    r"(?P<name>(?:[A-Z][A-Z’'-]+|[A-Z]\.)(?: (?:[A-Z][A-Z’'-]+|[A-Z]\.|bin|al|de|van|von|der)){1,4})"
    r"(?= ?\([A-Z][^()\n]{2,60}\)|, [a-zA-Z])"
)


def learn_speakers(cast: Cast, paragraphs: Sequence[Tokens]) -> None:
    """Make known to the cast whom paragraphs name in capitals at their head, before a country or an office."""
    known = len(cast.mentions)
    for tokens in paragraphs:
        if not tokens.spans or not tokens.source[tokens.spans[0][0] :][:2].isupper():
            continue
        start = tokens.spans[0][0]
        match = SPEAKER.match(tokens.source, start, min(len(tokens.source), start + 90))
        if match is None:
            continue
        printed = match["name"]
        words = tuple(word.title() if word.isupper() else word for word in printed.split())
        if " ".join(words).lower() in lexicon.country_table():
            continue
        key = fold(printed)
        person = cast.people.get(key)
        if person is None:
            person = Person(name=" ".join(words), first_at=start, words=words)
            person.gender = lexicon.genders().get(words[0])
            cast.people[key] = person
            cast.by_last.setdefault(fold(words[-1]), []).append(person)
            cast.by_word.setdefault(fold(words[-1]), []).append(person)
        person.aliases.add(printed)
        person.positions.append(start)
        insort(cast.mentions, NameMention(start, person, tokens, 0), key=lambda mention: mention.at)
    if len(cast.mentions) > known:
        cast.offsets = [mention.at for mention in cast.mentions]
