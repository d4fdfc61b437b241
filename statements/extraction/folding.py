"""When are two spellings one name? When they fold to the same key; when may they be? When `spelling` is the same."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a plain one and a mark, as English prints them without it.
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ə": "a", "ħ": "h", "ŋ": "n", "ŧ": "t", "þ": "th", "æ": "ae", "œ": "oe"}
)  # fmt: skip

# A capital of any alphabet of Latin letters: Özkaynak, Łukasz, Ágnes.
CAPITALS_OF_LATIN = "A-Z" + "".join(letter for letter in map(chr, range(0xC0, 0x250)) if letter.isupper())


def any_capital(pattern: str) -> str:
    """Return a pattern of names that begin with an English capital as one of names that begin with any of Latin letters."""
    return pattern.replace("A-Z", CAPITALS_OF_LATIN)


ROMANISED = "a b v h g d e ie z i i i i k l m n o p r s t u f h ts _ i e e"
CYRILLIC = str.maketrans(
    dict(zip("абвгґдеєзиіїйклмнопрстуфхцьыэё", ROMANISED.split(), strict=True))
    | {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia", "ъ": ""}
)  # fmt: skip
# What romanisations of one name differ by, in order. "Hrabchevskyi", "Grabchevsky", "Hrabchevskiy".
SPELLINGS = (
    (re.compile(r"_"), ""),
    (re.compile(r"kh"), "h"),
    (re.compile(r"dj"), "d"),  # for đ
    (re.compile(r"(?<=[aou])e(?=[^aeiou]|$)"), ""),  # ae, oe, ue for ä, ö, ü
    (re.compile(r"[jy]"), "i"),
    (re.compile(r"w"), "v"),
    (re.compile(r"([a-z])\1+"), r"\1"),
)  # fmt: skip
SLAVIC = re.compile(r"(?:ski|enko|chuk|vich|ovich|evich|shin|hin|iuk|ov|ev|ova|eva|skaia|ska)$")


# Letters that are no small ones and stand for one where a pattern minds no case: "ſummit".
LIKE_SMALL = re.compile("[ſıİ]")
LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")
ENDING_OF_OWNER = re.compile(r"[’'´]s?$")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return a name's comparison key: no accents, no case, no hyphens, spaces or possessive."""
    if name.isascii():
        if name.isalpha():
            return name.casefold()
        if "'" not in name:
            return "".join(LETTERS_AND_DIGITS.findall(name.casefold()))
    decomposed = unicodedata.normalize("NFKD", ENDING_OF_OWNER.sub("", name.strip()))
    return "".join(LETTERS_AND_DIGITS.findall(decomposed.casefold().translate(PLAIN)))


@lru_cache(maxsize=65536)
def spelling(word: str) -> str:
    """Return what the spellings of a word of a name have in common; no word that anybody should read."""
    plain = fold(word.casefold().translate(CYRILLIC))
    for pattern, by in SPELLINGS:
        plain = pattern.sub(by, plain)
    return plain.replace("g", "h") if SLAVIC.search(plain) else plain
