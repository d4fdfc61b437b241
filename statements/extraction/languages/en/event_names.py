"""What a reader would call an event: what happened, who and where.

"Tallinn summit", "Velland–Orvania phone call", "Oslo Ports Conference 2022", "Lastra Bridge agreement".
"""

import re
from collections.abc import Sequence

from ...records import EventKind
from ...surnames import is_first_of_two
from . import lexicon
from .lexicon import MONTH_SPELLINGS
from .person import FAMILY_FIRST
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
ROUND = re.compile(r"^rounds?(?: of .*)?$")
# A given name of one or two syllables as Chinese, Korean and Vietnamese ones are printed: "Jinping", "Kang".
EASTERN_GIVEN = re.compile(
    r"(?:(?:zh|ch|sh|ts|hs|ph|[bpmfdtnlgkhjqxrzcsywv])?[aeiou]{1,3}(?:ng|n|r|h)?){1,2}", re.I
)
MOST_NAMED = 4  # parties that a name holds
# Of these a reader says that something was at them.
AT_A_VENUE = re.compile(
    r"(?:Airport|Hotel|Palace|House|Hall|Station|Centre|Center|Castle|Tower|Club|University|College|Vatican|Kremlin|Capitol|Pentagon|"
    r"Nations|Headquarters|Resort|Stadium|Arena|Embassy|Monastery|Base|Estate|Ranch|Place|Hall of Fame|Square|Library|Museum|Arena)$"
)
WITH_ARTICLE = re.compile(
    r"(?:White House|Vatican|Kremlin|Capitol|Pentagon|United (?:Nations|States|Kingdom|Arab Emirates)|Netherlands|Philippines|Bahamas|"
    r"Maldives|Czech Republic|Dominican Republic|Central African Republic|.* Islands|Hague|Gambia|.*[EÉ]lys[ée]e(?: Palace)?)"
)
# A name of these alone names many: "Strategic Partnership Agreement", "Donors Conference".
GENERIC = lexicon.word_set(
    "strategic partnership free trade cooperation peace security donor donors framework final joint national bilateral multilateral "
    "defence defense military economic association withdrawal basic mutual investment regular annual general special emergency "
    "comprehensive interim draft climate nuclear ministerial high-level press news conference briefing summit meeting talks forum "
    "agreement accord treaty pact deal memorandum declaration communique communiqué armistice ceasefire truce"
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
    matter: str = "",
    ordinal: str | None = None,
    year: str | None = None,
    day: str | None = None,
) -> str | None:
    """Return the name, None where nothing but the kind is known: a bare noun names no event."""
    place = place.split(",")[-1].strip() if place else ""
    who = "–".join(map(short_name, participants)) if len(participants) > 1 else "".join(participants)
    if len(participants) > MOST_NAMED:
        who = "" if place else "–".join(map(short_name, participants[:MOST_NAMED]))
    if kind == "vote" and noun.lower().endswith("resolution"):
        return resolution_name(who, noun, matter, day)
    if label and all(word.lower() in GENERIC for word in label.split()):
        if not (who or place):
            return None
        if len(participants) > 2:
            return first_upper(label)  # a gathering of several, some of whom are named
        if not (who and kind == "press_conference"):
            where = f"{label} {'at' if AT_A_VENUE.search(place) else 'in'} {in_a_phrase(place)}"
            return first_upper(f"{who} {label}" if who else where)
        label = None
    if label and (proper or kind in {"agreement", "vote", "launch"}):
        dated = year and year not in label and kind in {"vote", "meeting", "summit"}
        dated = dated and not label.startswith("Summoning of")
        return first_upper(f"{label} {year}" if dated else label)
    what = ROUND.sub("talks", noun.lower()) if kind in OWN_NOUN else LABELS[kind]
    if topic and topic not in what and kind != "visit":
        what = f"{topic} {what}"
    if kind == "visit":
        return visit_name(who, place, day)
    there = f"{'at' if AT_A_VENUE.search(place) else 'in'} {in_a_phrase(place)}" if place else ""
    if label and not who:
        return first_upper(f"{label} {there}" if place and place not in label else label)
    if ordinal and who and kind == "summit" and not place:
        what = f"{ordinal} {what}"
        return first_upper(f"{ordinal} {who} {what.removeprefix(ordinal).strip()}")
    if who and place and len(participants) == 1 and kind in {"meeting", "summit"}:
        who = ""  # one of those who were there
    if who and place and kind in NAMED_BY_PLACE:
        return first_upper(f"{who} {what} {there}")
    if who and kind == "meeting" and len(participants) == 1:
        return first_upper(f"{what} with {who}")
    if who and kind == "vote" and not (topic or matter or year):
        return None  # a body votes on many things
    if who:
        return first_upper(f"{who} {what}")
    if place:
        if kind == "vote" and year:
            return first_upper(f"{place} {what} {year}")
        whole = kind == "summit" and (
            is_whole_country(place) or AT_A_VENUE.search(place)
        )  # "the China summit" is on China
        return first_upper(f"{what} {there}" if whole or kind in {"meeting", "launch"} else f"{place} {what}")
    if kind == "agreement" and matter:
        return first_upper(f"{what} on {matter}")
    if kind in {"launch", "press_conference", "phone_call", "vote"} and day and len(day) == 10:
        return first_upper(f"{what} of {day_in_words(day)}")
    if kind == "agreement" and year and not who:
        return first_upper(f"{what} of {year}")
    if kind == "meeting" and (topic or ordinal or "table" in what) and day and len(day) == 10:
        if what.endswith(("session", "meeting", "table", "roundtable")):
            return first_upper(
                f"{what if topic or not ordinal else f'{ordinal} {what}'} of {day_in_words(day)}"
            )
    if kind == "vote" and day and len(day) == 7 and (" " in noun or "referendum" in what):
        return first_upper(f"{what} of {MONTH_SPELLINGS[int(day[5:7]) - 1][0].capitalize()} {day[:4]}")
    return None


def is_whole_country(place: str) -> bool:
    country = lexicon.country_table().get(place.lower())
    return country is not None and country.capital.lower() != place.lower()


def in_a_phrase(place: str) -> str:
    """Return a place as it stands behind a preposition: "the White House", "Oslo"."""
    return f"the {place}" if WITH_ARTICLE.fullmatch(place) else place


def resolution_name(who: str, noun: str, matter: str, day: str | None) -> str | None:
    """Return "Norland Council resolution on herring"; None where neither its matter, its number nor its day is known."""
    on = matter or (f"of {day_in_words(day)}" if day and len(day) == 10 else "")
    return f"{who} {noun.lower()} {on}" if who and on else None


def day_in_words(day: str) -> str:
    return f"{int(day[8:])} {MONTH_SPELLINGS[int(day[5:7]) - 1][0].capitalize()} {day[:4]}"


def visit_name(who: str, place: str, day: str | None) -> str | None:
    """Return "Tavo Stellan visit to Norway"; None where neither the place nor the day of a visit is known."""
    if not place:
        return f"{who} visit" if who and day and len(day) == 10 else None
    if who:
        return f"{who.split('–')[0]} visit to {in_a_phrase(place)}"
    return f"Visit to {in_a_phrase(place)}"


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
    if len(words) == 2 and words[0] in FAMILY_FIRST and EASTERN_GIVEN.fullmatch(words[1]):
        return words[0]
    if name.lower() in lexicon.country_table() or len(words) < 2:
        return name
    # Family name first: "Kim Jong-un", "Han Min Koo".
    if (len(words) == 2 and "-" in words[1] and words[1].split("-")[1][:1].islower()) or (
        len(words) == 3 and all(len(word) <= 4 for word in words)
    ):
        return words[0]
    if len(words) > 2 and is_first_of_two(words[-2]):
        return " ".join(words[-2:])  # "Mira Ruiz Ocampo"
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
