"""The house that somebody's roles name: a ministry, a council, the Kremlin."""

import re
from functools import cache

from . import lexicon
from .unnamed import NAMES_TOO


def affiliation_in(phrase: str) -> str | None:
    """Return the house that somebody's roles name."""
    house = houses().search(phrase)
    if house:
        return house.group()
    match = HOUSE.search(phrase)
    return match.group().strip() if match and match.group() not in BARE_HOUSES else None


HOUSE = re.compile(
    r"(?:[A-Z][\w’'-]+\s)*(?:Ministry|Department|Council|Committee|Duma|Parliament|Senate|Congress|Union|Commission|Institute|University|Group)\b"
    r"(?:\s(?:of|for)\s(?:[A-Z][\w’'-]++\s?(?:and\s)?)+)?"
)
# Of these there are many: by themselves they name none.
BARE_HOUSES = {
    "Ministry",
    "Department",
    "Council",
    "Committee",
    "Union",
    "Commission",
    "Institute",
    "University",
    "Group",
}


@cache
def houses() -> re.Pattern[str]:
    """Return a pattern for the houses that speak for a country: the Kremlin, Downing Street."""
    names = [
        other
        for country in lexicon.country_list()
        for other in country.others
        if not other.isupper() and len(other) > 4 and other.lower() not in NAMES_TOO
    ]
    return re.compile(rf"(?<!\w)(?:{lexicon.alternatives(names)})(?!\w)")
