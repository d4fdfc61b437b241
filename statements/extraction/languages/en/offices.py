"""Offices and forms of address in English: when two phrases name one office, and what an address tells.

An office's key is its words without country, article and spelling: "U.S. Sen." and "the senator" are
"senator", "Minister of Foreign Affairs" and "foreign minister" are "foreign minister". A former minister is
no minister, and the minister's wife is a wife.
"""

import re
from functools import cache

from . import lexicon

SAME = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "col": "colonel",
    "lt": "lieutenant", "maj": "major", "capt": "captain", "adm": "admiral", "sgt": "sergeant", "dr": "doctor",
    "prof": "professor", "amb": "ambassador", "rev": "reverend", "pm": "prime minister", "fm": "foreign minister",
    "premier": "prime minister", "chairman": "chair", "chairwoman": "chair", "chairperson": "chair",
    "spokesman": "spokesperson", "spokeswoman": "spokesperson", "congressman": "representative",
    "congresswoman": "representative", "assemblywoman": "assembly member", "assemblyman": "assembly member",
    "councilman": "councillor", "councilwoman": "councillor", "councilor": "councillor", "mp": "lawmaker",
    "alderwoman": "alderman", "mep": "lawmaker", "legislator": "lawmaker", "parliamentarian": "lawmaker", "ceo": "chief executive",
    "advisor": "adviser", "vp": "vice president", "sec": "secretary", "atty": "attorney",
}  # fmt: skip
# Titles that say who is addressed, and nothing of what they do.
ADDRESS = {"mr", "mrs", "ms", "miss", "mx", "sir", "madam", "lord", "lady", "dame", "sheikh", "hon", "then"}  # fmt: skip
ARTICLES = {"the", "a", "an", "his", "her", "their", "its"}
# Heads of a description that one person fits at a time, once it is said of what.
SINGLE = {
    "president", "minister", "chancellor", "king", "queen", "pope", "emir", "sultan", "governor", "mayor", "secretary",
    "secretary-general", "ambassador", "spokesperson", "executive", "chair", "head", "director", "speaker", "premier",
    "commissioner", "chief", "envoy", "leader",
}  # fmt: skip
MEN = {"mr", "sir", "lord", "he", "him", "his", "himself", "king", "prince", "sheikh", "emir", "sultan", "baron", "duke", "count"} | {
    "husband", "brother", "son", "father", "uncle", "nephew", "widower", "chairman", "spokesman", "congressman", "councilman",
    "assemblyman", "alderman", "businessman",
}  # fmt: skip
WOMEN = {"mrs", "ms", "miss", "madam", "lady", "dame", "she", "her", "hers", "herself", "queen", "princess", "baroness"} | {
    "wife", "sister", "daughter", "mother", "aunt", "niece", "widow", "duchess", "countess", "chairwoman", "spokeswoman",
    "congresswoman", "councilwoman", "assemblywoman", "alderwoman", "businesswoman",
}  # fmt: skip


def key_of_office(role: str) -> str:
    """Return the key of an office, title or role, "" for a mere form of address ("Mr")."""
    plain = country_phrases().sub("~", re.sub(r"[’']s?\b|\.", "", role.casefold()))
    kept: list[str] = []
    for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*|~", plain):
        if word == "~":
            if kept and kept[-1] in {"of", "for", "to", "in"}:
                kept.pop()
        elif word not in ARTICLES and word not in ADDRESS:
            kept.append(SAME.get(word, word))
    key = " ".join(kept)
    key = re.sub(
        r"^((?:\w+ )*)(minister|secretary|ministry) (?:of|for) (?:the )?(\w+(?: (?:and )?\w+)?)$",
        r"\1\3 \2",
        key,
    )
    return re.sub(r"\baffairs (?=minister|secretary)", "", key)


def names_an_office(description: str) -> bool:
    """Does a description name an office that one person has at a time, and whose it is?

    "Velland prime minister" and "head of the Lantern Foundation" do; "a Velland minister", "the minister" and
    "source in the ministry" do not.
    """
    words = re.split(r" (?:of|for|in|at|to|with|from|on) ", description.strip(), maxsplit=1)
    head = words[0].split()
    if not head or (head[0].lower() in {"a", "an", "one", "some"}):
        return False
    last = SAME.get(head[-1].lower(), head[-1].lower()).split()[-1]
    return last in SINGLE and (len(head) > 1 or len(words) > 1)


def names_whose(description: str) -> bool:
    """Does a description say of which country or house an office is: "Velland prime minister", not "Prime Minister"?"""
    return any(word[:1].isupper() and word.lower() not in office_words() for word in description.split())


@cache
def office_words() -> frozenset[str]:
    """Return the words that offices have in common, in lower case."""
    portfolios = {line.lower() for line in lexicon.read_list("portfolios")}
    return (
        lexicon.roles()
        | portfolios
        | {"prime", "foreign", "vice", "deputy", "first", "chief", "former", "acting", "the"}
    )


def office_in_one_form(description: str) -> str:
    """Return the office of a country in the one form that all its forms share, "" where it is not such an office.

    "Velland's foreign minister", "the foreign minister of Velland" and "Velland foreign minister" are "Velland foreign minister".
    """
    found = OF_COUNTRY.fullmatch(description) if names_an_office(description) else None
    name = re.sub(r"[’']s?$", "", found["before"] or found["behind"]) if found else ""
    table = lexicon.country_table()
    country = table.get(name.lower().replace(".", "")) or table.get(name.lower())
    if country and name in {country.capital, *country.others} and not name.isupper():
        return ""  # "Downing Street spokesman": of a house
    return (
        f"{country.name} {key_of_office(found['office'] or found['office_of'])}" if found and country else ""
    )


OF_COUNTRY = re.compile(
    r"(?:(?P<before>[A-Z][\w.’']*(?:\s[A-Z][\w.’']*){0,2})\s(?P<office>[a-z]+(?:\s[a-z]+){0,2})"
    r"|(?P<office_of>[A-Za-z]+(?:\s[A-Za-z]+){0,2})\sof\s(?:the\s)?(?P<behind>[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2}))"
)


@cache
def country_phrases() -> re.Pattern[str]:
    """Return what finds the names of countries and their adjectives in lower case without full stops."""
    names = {name.replace(".", "") for name in lexicon.country_table()} | {"us", "uk", "eu"}
    return re.compile(rf"\b(?:{lexicon.alternatives(sorted(names))})\b")


def address_gender(words: str) -> str:
    """Return "m" or "f" where a mention, a role or a given name proves it, else ""."""
    proved = lexicon.genders()
    for word in re.findall(r"[^\W\d_]+", words.split(" of ")[0]):
        lower = word.casefold()
        if lower in MEN:
            return "m"
        if lower in WOMEN:
            return "f"
        if word in proved:
            return proved[word]
    return ""
