"""Somebody whom the archive does not have yet: what they are and of which country, guessed and shown to the editor."""

import re
from dataclasses import dataclass

from statements.extraction.languages import country_words, known_outlets, names_of_bodies
from statements.models import Quote, Speaker
from statements.slices import sentence_at

# What a body is called by its last or first noun; of another one an editor says what it is.
BODIES = frozenset(
    ["administration", "agency", "alliance", "army", "assembly", "association", "authority", "bank", "board", "bureau", "cabinet", "chamber", "coalition", "commission", "committee", "company", "congress", "council", "court", "delegation", "department", "directorate", "embassy", "federation", "force", "forces", "foundation", "front", "government", "group", "house", "institute", "ministry", "mission", "navy", "office", "organisation", "organization", "parliament", "party", "police", "presidency", "secretariat", "senate", "service", "treasury", "tribunal", "union", "university"]
)  # fmt: skip
DOCUMENTS = frozenset(
    [
        "agreement",
        "charter",
        "communiqué",
        "communique",
        "declaration",
        "letter",
        "report",
        "resolution",
        "statement",
        "treaty",
    ]
)
NAMELESS = frozenset(["aide", "analyst", "diplomat", "official", "officials", "person", "source", "sources", "spokesman", "spokeswoman", "spokesperson"])  # fmt: skip
MOST_WORDS = 3  # of a country's name, as it stands in a sentence


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A name that nobody has here, with what it seems to be. `country` is ISO 3166-1 alpha-2, or ""."""

    name: str
    kind: Speaker.Kind
    country: str


def guess_newcomer(name: str, quote: Quote | None = None) -> Newcomer:
    """Guess kind and country of a typed name, by the name itself and by the sentence that a statement stands in."""
    around = [name]
    if quote is not None:
        text = quote.source_text
        first, last = sentence_at(text, quote.start, quote.end)
        around += [quote.role, quote.mention, text[first:last]]
    return Newcomer(name, guess_kind(name), next(filter(None, map(country_in, around)), ""))


def guess_kind(name: str) -> Speaker.Kind:
    words = re.findall(r"[^\W\d_]+", name)
    lower = [word.lower() for word in words]
    if " ".join(lower) in country_words():
        return Speaker.Kind.COUNTRY
    if set(lower) & NAMELESS or (words and words[0].islower() and lower[0] in {"a", "an", "one"}):
        return Speaker.Kind.ANONYMOUS
    if name in names_of_bodies() or name in known_outlets() or set(lower) & BODIES:
        return Speaker.Kind.INSTITUTION
    if lower and lower[-1] in DOCUMENTS:
        return Speaker.Kind.DOCUMENT
    if name.isupper() and len(words) == 1:
        return Speaker.Kind.INSTITUTION
    return Speaker.Kind.PERSON


def country_in(text: str) -> str:
    """Return the country that a text names first, by any word for it or its people; "" for none."""
    words = re.findall(r"[^\W\d_]+", text)
    known = country_words()
    for at in range(len(words)):
        for length in range(MOST_WORDS, 0, -1):
            piece = words[at : at + length]
            if piece and piece[0][:1].isupper() and (found := known.get(" ".join(piece).lower())):
                return found.code
    return ""
