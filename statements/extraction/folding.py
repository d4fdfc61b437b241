"""When are two spellings one name? When they fold to the same key."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a plain one and a mark, as English prints them without it.
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ə": "a", "ħ": "h", "ŋ": "n", "ŧ": "t", "þ": "th", "æ": "ae", "œ": "oe"}
)  # fmt: skip


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return a name's comparison key: no accents, no case, no hyphens, spaces or possessive."""
    if name.isascii():
        if name.isalpha():
            return name.casefold()
        if "'" not in name:
            return "".join(filter(str.isalnum, name.casefold()))
    decomposed = unicodedata.normalize("NFKD", re.sub(r"[’'´]s?$", "", name.strip()))
    return "".join(filter(str.isalnum, decomposed.casefold().translate(PLAIN)))
