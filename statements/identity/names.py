"""A person's name taken apart, and what the spellings of one name have in common.

Names are compared by three keys, each wider than the one before: the name folded (letters alone), the
person (what all spellings and short forms of given name and surname share, in any order), and the surname.
A shared key says that two may be one; whether they are is decided by what else is known (`people.py`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from statements.extraction.folding import fold, spelling
from statements.extraction.surnames import is_first_of_two

from .name_words import FAMILY_NAMES, PARTICLES, RARER_FAMILY_NAMES, TITLES_BEFORE, form_of

# Stand before a name and are no part of it, wherever a source leaves them there.
OWNED = re.compile(r"(?P<owner>[A-Z]\S*(?: \S+){1,4}?)[’']s (?P<thing>[a-z].*)")
STYLES = frozenset(TITLES_BEFORE.split())
# Family names that are given names in the West: two words that begin with one may be either.
GIVEN_TOO = {"jin", "jo", "kim", "le", "lin", "min", "ren", "shin", "sun", "tan", "yan"}
REIGNING = re.compile(r"(Pope|King|Queen|Emperor|Empress) ([A-Z][\w’'-]+)(?: [IVX]+)?")
PEER_OF_A_PLACE = re.compile(
    r"(Lord|Lady|Baron|Baroness|Viscount|Viscountess|Earl|Duke|Marquess) (\S+) of [A-Z]"
)
# Particles in small letters; with a capital, at the head of a name, given names: "Ash Tolan". "Al-Tolan" has no space.
GIVEN_PARTICLES = {"Abd", "Al", "An", "As", "Ash", "At", "Ben", "E", "Et", "Ul", "Van", "Y"}
SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
PRINTED_SUFFIXES = {"jr": "Jr.", "sr": "Sr.", "ii": "II", "iii": "III", "iv": "IV"}
# Where the family name comes first at home, and abroad as often last.
FAMILY_FIRST = {"CN", "HK", "HU", "JP", "KH", "KP", "KR", "MO", "SG", "TW", "VN"}
# As English prints Azerbaijani letters; a name with a schwa is in them: "Xəlil Çalov" is "Khalil Chalov".
AZERBAIJANI = str.maketrans(
    {"ə": "a", "Ə": "A", "ç": "ch", "Ç": "Ch", "ş": "sh", "Ş": "Sh", "ğ": "gh", "c": "j", "C": "J", "x": "kh", "X": "Kh", "q": "g", "Q": "G"}
)  # fmt: skip
# Two syllables of Chinese: "Jiwei", "Youfei".
CHINESE_GIVEN = re.compile(
    r"(?:[bpmfwy](?:ai|ang?|ao|a|eng?|ei|iang?|iao|ian|ie|ing?|i|ong|ou|o|uan|u)|"
    r"(?:zh|ch|sh|[dtnlgkhjqxrzcs])(?:ai|ang?|ao|a|eng?|ei|e|iang?|iao|ian|ia|ie|ing?|iong|iu|i|ong|ou|uai|uang?|uan|ua|ui|un|uo|ue|u)){2}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A full name: given names and surname as printed, and what tells two of one name apart."""

    given: tuple[str, ...]
    surname: str
    suffix: str  # "jr", "sr", "iii", or nothing
    initials: frozenset[str]  # of the names between the first and the last
    original: str  # the name in another script, as printed in brackets behind it

    @property
    def sorted_by(self) -> str:
        """Return the name as lists are sorted, surname first: "Weerde, Joost van der", "Tolan, Ash, Jr.".

        A particle with a capital belongs to the surname: "Le Roke, Mira", and so does the first of two: "Ruiz Ocampo, Mira".
        """
        first = len(self.given)
        while first > 1 and (
            is_part_of_surname(self.given[first - 1]) or is_first_of_two(self.given[first - 1])
        ):
            first -= 1
        family, given = (*self.given[first:], self.surname), self.given[:first]
        parts = [" ".join(family), " ".join(given), PRINTED_SUFFIXES.get(self.suffix, "")]
        return ", ".join(part for part in parts if part)


def parts_of_name(name: str) -> list[str]:
    """Return the words of a name: "al-Rumaysi" is two, "Wachira-Lund" and "Tae-ryong" are one each."""
    apart = re.sub(r"\b((?:[Aa]l|[Ee]l|[Aa][srtnhd]h?)-)(?=\w)", lambda m: m[1][:-1].lower() + " ", name)
    words = [word for word in re.split(r"[\s,]+", apart) if any(map(str.isalnum, word))]
    while len(words) > 1 and words[0].lower().rstrip(".") in STYLES:
        words = words[1:]
    return words


@lru_cache(maxsize=65536)
def parse_name(name: str) -> PersonName | None:
    """Take a person's full name apart; None for a surname alone, or with an initial, and for no name at all."""
    bracketed = re.search(r"\(([^()]+)\)", name)
    original = bracketed[1].strip() if bracketed and not bracketed[1].isascii() else ""
    peer = PEER_OF_A_PLACE.match(name) or REIGNING.fullmatch(name)
    if peer:
        return PersonName(
            given=(peer[1],), surname=peer[2], suffix="", initials=frozenset(), original=original
        )
    words = parts_of_name(re.sub(r"\([^()]*\)|[“”\"][^“”\"]*[“”\"]", " ", name))
    suffix = ""
    if len(words) > 1 and (found := SUFFIXES.get(words[-1].rstrip(".").lower())):
        suffix, words = found, words[:-1]
    main = [word for n, word in enumerate(words) if not is_particle(words, n)]
    if len(words) > 1 and (eastern := family_first(words)):
        family, given = eastern
        return PersonName(given=given, surname=family, suffix=suffix, initials=frozenset(), original=original)
    if len(main) < 2:
        return None
    last = main[-1]
    if len(words) == 2 and is_first_of_two(words[0]) and not suffix:
        return None  # "Ruiz Ocampo", a surname of two words
    if len(fold(main[0])) == 1 and all(len(fold(word)) == 1 for word in main[:-1]):
        return None
    return PersonName(
        given=tuple(words[: words.index(last)]) if last != main[0] else (main[0],),
        surname=last,
        suffix=suffix,
        initials=frozenset(fold(word)[:1] for word in main[1:-1] if fold(word)),
        original=original,
    )


def is_particle(words: Sequence[str], n: int) -> bool:
    """Is a word of a name a particle? The last is none, nor is the "Ben" of "Ben Tolan"."""
    word = words[n]
    if n == len(words) - 1 or word.lower().rstrip(".") not in PARTICLES:
        return False
    next_too = words[n + 1].lower().rstrip(".") in PARTICLES
    return not (n == 0 and word in GIVEN_PARTICLES and not next_too)


def is_part_of_surname(word: str) -> bool:
    """Is a word before a surname a particle that is written with a capital: the "Le" of "Mira Le Roke"?"""
    return word[:1].isupper() and len(word) > 1 and word[-1] != "." and word.lower() in PARTICLES


def family_first(words: list[str]) -> tuple[str, tuple[str, ...]] | None:
    """Return family name and given names of "Noh Tae-ryong" and of "Tae-ryong Noh"; None for other names."""
    first, last = words[0].lower(), words[-1].lower()
    doubtful = len(words) == 2 and "-" not in last and first in GIVEN_TOO
    if first in FAMILY_NAMES and len(words) <= 3 and not doubtful:
        return words[0], tuple(words[1:])
    if first in RARER_FAMILY_NAMES and len(words) == 2 and CHINESE_GIVEN.fullmatch(last):
        return words[0], (words[1],)
    if len(words) == 2 and words[1].lower() in FAMILY_NAMES and re.fullmatch(r"[A-Z]\w+-[a-z]\w+", words[0]):
        return words[1], (words[0],)
    if len(words) == 2 and re.fullmatch(r"[A-Z]\w+-[a-z]\w+", words[1]) and first not in form_of():
        return words[0], (words[1],)  # "Park Tae-ryong": a small letter behind the hyphen
    return None


def in_english_letters(name: str) -> str:
    """Return a name as English prints it, if its letters tell the language; else the name as it is."""
    return name.translate(AZERBAIJANI) if "ə" in name.casefold() else name


def surname_key(name: str) -> str:
    """Return the key of a surname: of a full name's own, or of a surname that stands alone with its particles."""
    name = in_english_letters(name)
    parsed = parse_name(name)
    if parsed is not None:
        return spelling(parsed.surname)[:300]
    main = [
        word for word in parts_of_name(name) if word.lower().rstrip(".") not in PARTICLES | SUFFIXES.keys()
    ]
    return spelling(main[-1])[:300] if main else ""


@lru_cache(maxsize=65536)
def person_key(name: str) -> str:
    """Return the key of a full name, the same for its short forms, spellings and either order; else ""."""
    parsed = parse_name(in_english_letters(name))
    if parsed is None:
        return ""
    if parsed.surname.lower() in FAMILY_NAMES:
        first = "".join(parsed.given)
    else:
        first = next(
            (word for n, word in enumerate(parsed.given) if not is_particle([*parsed.given, ""], n)),
            parsed.given[0],
        )
    folded = fold(first)
    given = spelling(form_of().get(folded, first))
    return "|".join(sorted((given, spelling(parsed.surname))))[:300]


def given_initial(name: str) -> str:
    """Return the initial that stands before a surname alone: "j" of "J. Ostrander", else ""."""
    words = parts_of_name(name)
    return fold(words[0]) if len(words) > 1 and len(fold(words[0])) == 1 else ""


def relation(one: str, other: str) -> str:
    """Return how two full names of one key differ.

    "same": by accents, case, hyphens, middle names or letters such as ø at most; "spelling": as two
    romanisations do; "swapped": by their order; "short form": by the form of the given name; "suffix": one
    alone is called a junior or a senior, as sons are and fathers are not.
    """
    first, second = (parse_name(in_english_letters(name)) for name in (one, other))
    if first is None or second is None:
        return "same" if fold(one) == fold(other) else "short form"
    if spelling(first.surname) != spelling(second.surname):
        return "swapped"
    eastern = first.surname.lower() in FAMILY_NAMES
    given, there = ("".join(n.given) if eastern else n.given[0] for n in (first, second))
    if spelling(given) != spelling(there):
        return "short form"
    if first.suffix != second.suffix:
        return "suffix"
    return "same" if umlauts(given + first.surname) == umlauts(there + second.surname) else "spelling"


def umlauts(name: str) -> str:
    """Fold a name as `fold` does, and with it "ue" for "ü"."""
    return re.sub(r"(?<=[aou])e", "", fold(name))


def of_plain_owner(name: str) -> str:
    """Return what belongs to somebody under their name without middle names: "Ada T. Roke's office", "Ada Roke's office"."""
    match = OWNED.fullmatch(name)
    owner = parse_name(match["owner"]) if match else None
    if match is None or owner is None or owner.suffix:
        return name
    return f"{owner.given[0]} {owner.surname}'s {match['thing']}"


def fuller(one: str, other: str) -> str:
    """Return the fuller of two names of one person, the same whichever comes first."""
    return max(one, other, key=lambda name: (len(parts_of_name(name)), len(name), not name.isascii(), name))


def sort_name(name: str, is_person: bool) -> str:
    """Return what a name is sorted by: persons by surname, "The Hague Group" under H; folded for lists."""
    parsed = parse_name(name) if is_person else None
    text = parsed.sorted_by if parsed else name.strip()
    if is_person and parsed is None and given_initial(name):
        *initials, surname = parts_of_name(name)
        text = f"{surname}, {' '.join(initials)}"
    return text.removeprefix("The ").removeprefix("the ")[:300]
