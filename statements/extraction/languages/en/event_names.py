"""What a reader would call an event: what happened, who and where.

"Tallinn summit", "Velland–Orvania phone call", "Oslo Ports Conference 2022", "Lastra Bridge agreement".
"""

import re
from collections.abc import Sequence

from ...records import EventKind
from . import lexicon
from .lexicon import MONTH_SPELLINGS
from .speakable import INSTITUTION

LABELS: dict[EventKind, str] = {
    "summit": "summit",
    "meeting": "meeting",
    "phone_call": "phone call",
    "visit": "visit",
    "press_conference": "press conference",
    "launch": "launch",
    "agreement": "agreement",
    "vote": "vote",
    "other": "event",
}
ROUND = re.compile(r"^rounds? of .*")
# Family names that stand first, as Chinese, Korean and Vietnamese names are written in English news.
WRITTEN_FAMILY_FIRST = frozenset(
    [
        "Xi",
        "Li",
        "Wang",
        "Zhang",
        "Zhao",
        "Hu",
        "Wen",
        "Jiang",
        "Deng",
        "Mao",
        "Zhou",
        "Zhu",
        "Yang",
        "Wu",
        "Liu",
        "Qin",
        "Han",
        "Kim",
        "Moon",
        "Park",
        "Yoon",
        "Roh",
        "Choi",
        "Kang",
        "Chung",
        "Jang",
        "Nguyen",
        "Tran",
        "Pham",
        "Vo",
    ]
)
BODIES = {
    "isles",
    "islands",
    "states",
    "republic",
    "kingdom",
    "emirates",
    "federation",
    "union",
    "coast",
    "league",
}
OWN_NOUN = {"agreement", "vote", "launch", "meeting"}  # the text's own noun says more than the kind
NAMED_BY_PLACE = {
    "meeting",
    "press_conference",
    "summit",
    "phone_call",
    "launch",
    "agreement",
    "vote",
    "other",
}


def event_name(
    kind: EventKind,
    noun: str,
    *,
    label: str | None = None,
    proper: bool = False,
    place: str | None = None,
    participants: Sequence[str] = (),
    topic: str = "",
    ordinal: str | None = None,
    year: str | None = None,
    day: str | None = None,
) -> str | None:
    """Return the name, None where nothing but the kind is known: a bare noun names no event."""
    place = place.split(",")[-1].strip() if place else ""
    who = "–".join(map(short_name, participants[:2])) if len(participants) > 1 else "".join(participants)
    if label and (proper or kind in {"agreement", "vote", "launch"}):
        dated = year and year not in label and kind in {"vote", "meeting", "summit"}
        return first_upper(f"{label} {year}" if dated else label)
    what = ROUND.sub("talks", noun.lower()) if kind in OWN_NOUN else LABELS[kind]
    if topic and topic not in what and kind != "visit":
        what = f"{topic} {what}"
    if kind == "visit":
        return visit_name(who, place, day)
    if label and not who:
        there = f" in {place}" if place and place not in label else ""
        return first_upper(label + there)
    if ordinal and who and kind == "summit" and not place:
        what = f"{ordinal} {what}"
        return first_upper(f"{ordinal} {who} {what.removeprefix(ordinal).strip()}")
    if who and place and len(participants) == 1 and kind in {"meeting", "summit"}:
        who = ""  # one of those who were there
    if who and place and kind in NAMED_BY_PLACE:
        return first_upper(f"{who} {what} in {place}")
    if who and kind == "meeting" and len(participants) == 1:
        return first_upper(f"{what} with {who}")
    if who:
        return first_upper(f"{who} {what}")
    if place:
        if kind == "vote" and year:
            return first_upper(f"{place} {what} {year}")
        return first_upper(f"{what} in {place}" if kind in {"meeting", "launch"} else f"{place} {what}")
    if kind == "launch" and day and len(day) == 10:
        return first_upper(
            f"{what} of {int(day[8:])} {MONTH_SPELLINGS[int(day[5:7]) - 1][0].capitalize()} {day[:4]}"
        )
    return None


def visit_name(who: str, place: str, day: str | None) -> str | None:
    """Return "Tavo Stellan visit to Norway"; None where neither the place nor the day of a visit is known."""
    if not place:
        return f"{who} visit" if who and day and len(day) == 10 else None
    if who:
        return f"{who.split('–')[0]} visit to {place}"
    return f"Visit to {place}"


def part_name(noun: str, parent: str) -> str:
    """Return "working lunch at the Tallinn summit", as a title."""
    what = noun.lower()
    article = "" if parent[:1].islower() else "the "
    return first_upper(f"{what} at {article}{parent}")


def first_upper(name: str) -> str:
    return name[:1].upper() + name[1:]


def short_name(name: str) -> str:
    """Return the surname of a person; a country and a name of another kind as it is."""
    words = name.split()
    if words[0] in WRITTEN_FAMILY_FIRST and len(words) == 2:
        return words[0]
    if name.lower() in lexicon.country_table() or len(words) < 2:
        return name
    # Family name first: "Kim Jong-un", "Han Min Koo".
    if (len(words) == 2 and "-" in words[1] and words[1].split("-")[1][:1].islower()) or (
        len(words) == 3 and all(len(word) <= 4 for word in words)
    ):
        return words[0]
    if words[-1].lower().rstrip(".") in {"jr", "sr", "ii", "iii", "iv"}:
        return words[-2].rstrip(",")
    return (
        words[-1]
        if words[0][:1].isupper()
        and all(w[:1].isupper() or len(w) < 4 for w in words)
        and not names_body(words)
        else name
    )


def names_body(words: Sequence[str]) -> bool:
    """Is this the name of a body or of several islands, and of no person?"""
    low = [word.lower() for word in words]
    return (
        low[-1] in BODIES
        or low[0] in {"european", "united", "world", "international", "african", "arab"}
        or bool({"of", "the", "for"} & set(low))
        or INSTITUTION.search(" ".join(words)) is not None
    )
