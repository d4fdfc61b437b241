"""Offices that are not printed beside a name: a counterpart's, and what somebody chairs, leads or heads."""

import re
from collections.abc import Iterable

from . import lexicon
from .people import Cast
from .person import OFFICES_OF_STATE, Person, heads_of
from .roles import area_of

# "met her Chilean counterpart, Ivo Lund", "his opposite number from Chile, Ivo Lund"
COUNTERPART = re.compile(
    r"\b(?:his|her|their|its|the)\s(?P<of>(?:[A-Z][\w’'-]+\s){0,2})(?:counterpart|opposite number)"
    r"(?:\s(?:from|in|of)\s(?P<land>(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}))?,?\s(?:[A-Z][\w.’'-]*\s){0,2}$"
)
OFFICE_BY_VERB = {
    "chairs": "chair",
    "chaired": "chair",
    "commands": "commander",
    "coordinates": "coordinator",
    "directs": "director",
    "edits": "editor",
    "headed": "head",
    "heads": "head",
    "leads": "leader",
    "led": "leader",
    "presides over": "president",
    "represents": "representative",
    "runs": "head",
}
WHO_LEADS = re.compile(
    rf",?\s(?:\([^()\n]{{1,20}}\),?\s)?who\s(?:now\s|also\s|currently\s)?(?P<verb>{'|'.join(OFFICE_BY_VERB)})\s"
    r"(?P<what>(?:the|a|an|his|her|its)\s[\w’' -]{2,50}?)(?=,|\.|;|\sand\b|\sin\b|\sat\b)"
)
LETTERS_BEHIND_NAME = re.compile(r",?\s(?P<letters>MP|MEP|MSP|MLA|MHA|TD)\b(?!\s[A-Z])")
# "under the chairmanship of Mr. Ivo Lund", "chaired by Ivo Lund"
UNDER = re.compile(
    r"\b(?:[Uu]nder the (?P<noun>chairmanship|chairpersonship|presidency|leadership) of|(?P<done>[Cc]haired|[Mm]oderated|[Pp]resided over) by)\s(?:[A-Z][\w.’'-]*\s){0,2}$"
)
OFFICE_BY_WORD = {
    "chaired": "chairman",
    "chairmanship": "chairman",
    "chairpersonship": "chairperson",
    "leadership": "leader",
    "moderated": "moderator",
    "presided over": "chairman",
    "presidency": "president",
}
BEFORE_A_PERSON = 90  # characters before a name in which it is looked for what its bearer is there
NAMED_BEFORE = 6  # mentions before it of which one may be the other
# "received Chilean Ambassador Ivo Lund"; whoever comes later than so many characters is somebody else
WAS_RECEIVED = re.compile(
    r"\b(?:[Rr]eceived|[Rr]eceives|[Rr]eceiving|[Ww]elcomed|[Ww]elcomes|[Ww]elcoming|hosted|hosts|hosting)\s(?:in \w+ )?"
    r"(?:the\s|his\s|her\s|its\s|visiting\s)?(?:[\w’',-]+\s){0,10}$"
)


def add_further_offices(cast: Cast) -> None:
    """Give people the offices that the text proves without printing them beside the name."""
    met = "counterpart" in cast.text or "opposite number" in cast.text
    for start, end, person in cast.spans:
        if leads := WHO_LEADS.match(cast.text, end):
            person.add_apposition(f"{OFFICE_BY_VERB[leads['verb']]} of {leads['what']}")
        elif letters := LETTERS_BEHIND_NAME.match(cast.text, end):
            person.add_apposition(letters["letters"])
        before = max(0, start - BEFORE_A_PERSON)
        if under := UNDER.search(cast.text, before, start):
            person.add_apposition(OFFICE_BY_WORD[(under["noun"] or under["done"]).lower()])
        if met and (found := COUNTERPART.search(cast.text, before, start)):
            add_counterpart(cast, person, found)
        if WAS_RECEIVED.search(cast.text, before, start):
            cast.guests.add(person.name)


def add_counterpart(cast: Cast, person: Person, found: re.Match[str]) -> None:
    """Give somebody the office of whose counterpart he or she is, for the country that is named."""
    before = (mention.person for mention in cast.mentions_before(found.start(), NAMED_BEFORE))
    office = office_held(other for other in before if other is not person)
    if office is None:
        return
    of = found["of"].strip()
    person.add_role(f"{of} {office}".strip() if of or not found["land"] else f"{office} of {found['land']}")


def office_held(people: Iterable[Person]) -> str | None:
    """Return the office of the first of several who has one, without a country: "foreign minister"."""
    for person in people:
        for role in (*person.roles, *person.appositions):
            if heads_of(role) & OFFICES_OF_STATE:
                return without_country(role)
    return None


OF_LAND = re.compile(r"\s(?:of|for|to)\s(?:the\s)?(?P<land>[A-Z][\w’'-]+(?:\s(?:and\s)?[A-Z][\w’'-]+)*)$")
ARTICLE = re.compile(r"^(?:the|a|an|his|her|its)\s", re.I)


def without_country(role: str) -> str:
    """Return "Minister for Ports" of "the Kestran Minister for Ports", "president" of "the president of Chile"."""
    table = lexicon.country_table()
    of_land = OF_LAND.search(role)
    if of_land and area_of(role) is None:
        role = role[: of_land.start()]
    words = [
        word for word in ARTICLE.sub("", role).split() if re.sub(r"[’']s$", "", word).lower() not in table
    ]
    return " ".join(words)
