"""A mention by itself, without what hangs on it."""

import re
from functools import lru_cache

from .tokens import NOUNS_IN_LY
from .unnamed import EVEN

TRAILING = re.compile(
    rf"(?<=\w)\s(?!(?:{'|'.join(sorted(NOUNS_IN_LY))})$)(?:[a-z]+ly|also|later|again|then|now|still|just)$"
)
IN_BRACKETS = re.compile(r"\s\([^)]{1,12}\)$")
BEHIND_DASH = re.compile(r"^.*—(?:and|but|so|while)\s")  # "of the outbreak—and officials"
WHO_DID = re.compile(r"^(few|many|most|others|some|those)\swho\s.+", re.I)  # "some who back her"
# "H.E. Mira Tolan"
HONOUR_BEFORE = re.compile(
    r"^(?:(?:H\.\s?E\.|HE|T\.\s?E\.|Hon\.|The Hon\.|His Excellency|Her Excellency)\s)+(?=[A-Z][\w’'-]+\s[A-Z])"
)
SOMEBODY_WHO = re.compile(
    r"^((?:[Aa]n?|[Oo]ne|[Aa]nother)\s(?:[\w’'-]+\s){0,3}[\w’'-]+)\swho\s.+"
)  # "an official who was there"
OWN_OF_OWNER = re.compile(r"^((?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s)own\s")
# "a field commander, known only as Mirza"
KNOWN_AS = re.compile(
    r",\s(?:also\s|better\s|locally\s|widely\s)?(?:known|identified)\s(?:only\s|simply\s)?(?:as|by)\s(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})$"
)
SENTENCE_BEFORE = re.compile(r"(?<=[a-z]{3})[.?!]\s(?=[A-Z])")


@lru_cache(maxsize=4096)
def mention_alone(mention: str) -> str:
    """Return a mention without what hangs on it: letters in brackets, an adverb, the end of a sentence before."""
    alone = IN_BRACKETS.sub("", mention) if mention.endswith(")") else mention
    alone = HONOUR_BEFORE.sub("", alone) if mention.startswith(("H", "T")) else alone
    alone = WHO_DID.sub(r"\1", EVEN.sub("", alone))
    alone = SOMEBODY_WHO.sub(r"\1", alone) if " who " in alone else alone
    alone = OWN_OF_OWNER.sub(r"\1", alone) if "own" in alone else alone
    alone = BEHIND_DASH.sub("", alone, count=1) if "—" in alone else alone
    return TRAILING.sub("", SENTENCE_BEFORE.split(alone)[-1])


GOES_BY = re.compile(
    r",\swho\s(?:goes|went)\sby\s(?:(?:the|a|one)\s)?(?:single\s|only\s)?(?:name\s(?:of\s)?)?(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}),"
)


# "one resident, who would give only his first name, Deon,", "a man who asked to be called Bruno"
NAMES_HIMSELF = re.compile(
    r",?\s(?:who|identifying|giving)\s(?:[a-z]+\s){0,8}?(?:names?,\s|(?:called|known|identified|named)\s(?:only\s)?(?:as\s)?|(?:himself|herself)\s(?:only\s)?as\s)"
    r"(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)(?=[,.;\s])"
)
ONE_OR_A = re.compile(r"(?:an?|one|another)\s", re.I)


def known_as(mention: str, text: str, at: int) -> str | None:
    """Return the name by which alone a mention, or what stands right behind it, says that somebody is known."""
    known = KNOWN_AS.search(mention) if ", " in mention else None
    known = known or (
        GOES_BY.match(text, at + len(mention)) if text.startswith(", who", at + len(mention)) else None
    )
    if known is None and ONE_OR_A.match(mention):
        known = NAMES_HIMSELF.match(text, at + len(mention))
    return known["name"] if known else None
