"""Offices by their keys: when two are one, and what a role is called by."""

from functools import lru_cache

from statements.extraction.languages import DEFAULT

JOINTS = (" of ", " for ", " in ", " to ", " at ")


@lru_cache(maxsize=65536)
def office_key(role: str) -> str:
    """Return the key of a role as printed, at most 300 characters."""
    return DEFAULT.office_key(role)[:300]


def told_gender(words: str) -> str:
    return DEFAULT.gender(words)


def is_one_office(description: str) -> bool:
    """Does a description name an office that one person has at a time: "Velland prime minister", not "a source"?

    Nor "the prime minister", who is another one in another article.
    """
    return DEFAULT.is_office(description) and DEFAULT.says_whose(description)


def plain_office(description: str) -> str:
    """Return the office of a country in the form that all ways to write it share: "Velland's premier"; "" for others."""
    return DEFAULT.plain_office(description)


@lru_cache(maxsize=65536)
def held_by_one(key: str) -> bool:
    """Is an office of this key one person's at a time, in one country or house?"""
    return DEFAULT.is_office(f"the {split(key)[0]}")


def may_be_one_office(one: str, other: str) -> bool:
    """Can two roles as printed be one office: "minister" and "foreign minister", "mayor" and "mayor of Velm"?"""
    return same_office(office_key(one), office_key(other))


def same_office(one: str, other: str) -> bool:
    """Do two keys of offices fit each other?"""
    if not one or not other:
        return False
    (head, rest), (there, beside) = split(one), split(other)
    if rest and beside and not set(rest.split()) & set(beside.split()):
        return False
    shorter, longer = sorted((head.split(), there.split()), key=len)
    return longer[len(longer) - len(shorter) :] == shorter


# What very many are called, in every house: it tells nobody from another of the same name.
HELD_BY_MANY = frozenset(
    [
        "adviser",
        "advisor",
        "aide",
        "analyst",
        "assistant",
        "attorney",
        "author",
        "captain",
        "chair",
        "chairman",
        "chairwoman",
        "chief",
        "clerk",
        "coach",
        "colonel",
        "coordinator",
        "correspondent",
        "deputy",
        "director",
        "doctor",
        "driver",
        "editor",
        "employee",
        "executive",
        "expert",
        "farmer",
        "fellow",
        "founder",
        "general",
        "head",
        "host",
        "journalist",
        "judge",
        "lawyer",
        "leader",
        "lieutenant",
        "major",
        "man",
        "manager",
        "member",
        "minister",
        "nurse",
        "officer",
        "official",
        "operator",
        "owner",
        "partner",
        "physician",
        "president",
        "professor",
        "reporter",
        "representative",
        "resident",
        "scholar",
        "secretary",
        "sergeant",
        "spokesman",
        "spokesperson",
        "spokeswoman",
        "student",
        "supporter",
        "teacher",
        "trader",
        "veteran",
        "volunteer",
        "voter",
        "woman",
        "worker",
        "writer",
    ]
)


def one_trade(one: str, other: str) -> bool:
    """Have two roles a trade in common that few have: "Harbour pollster" and "former pollster to the mayor"?"""
    trades = [key.split()[-1] if (key := split(office_key(role))[0]) else "" for role in (one, other)]
    return trades[0] == trades[1] != "" and trades[0] not in HELD_BY_MANY


def split(key: str) -> tuple[str, str]:
    """Return an office's head and what it is of: "mayor", "velm"."""
    places = [(at, joint) for joint in JOINTS if (at := key.find(joint)) > 0]
    if not places:
        return key, ""
    at, joint = min(places)
    return key[:at], key[at + len(joint) :]
