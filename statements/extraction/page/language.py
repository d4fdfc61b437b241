"""Which language is a text in? Enough to tell what is read from what is only stored."""

import re
from collections.abc import Mapping
from types import MappingProxyType

# The commonest short words of languages that news is written in. They hardly overlap.
# The first language is the likeliest: a text that could be in it is.
COMMON = {
    "en": "the and of to in that is was for on with as by at from it he has be said are this have not",
    "fr": "le la les des et une est dans pour que qui sur avec par au du pas plus ce il sont aux",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es hat",
    "es": "el la los las de que y en un una por con para se del al no es su ha como más",
    "pt": "o a os as de que e em um uma por com para se do da no na é não ao como mais",
    "it": "il la i le di che e in un una per con del della non è si al da sono come più",
    "nl": "de het een en van in is dat op te zijn voor met niet aan er die ook als bij door",
    "pl": "i w na z do że nie się jest to o przez od po za jak ale dla",
    "tr": "ve bir bu için ile da de olarak olan çok daha en gibi kadar sonra",
    "id": "yang dan di untuk dengan dari ini itu pada tidak akan dalam juga ke oleh",
    "sv": "och att det som en på är av för med till den har inte om ett",
}
SCRIPTS = (
    ("ru", "\u0400", "\u04ff"),
    ("ar", "\u0600", "\u06ff"),
    ("he", "\u0590", "\u05ff"),
    ("ko", "\uac00", "\ud7af"),
    ("ja", "\u3040", "\u30ff"),
    ("zh", "\u4e00", "\u9fff"),
    ("hi", "\u0900", "\u097f"),
    ("el", "\u0370", "\u03ff"),
    ("th", "\u0e00", "\u0e7f"),
    ("ka", "\u10a0", "\u10ff"),
    ("hy", "\u0530", "\u058f"),
)
LATIN = re.compile(r"[A-Za-z]")
LIKELIEST = next(iter(COMMON))
_SETS = {code: frozenset(words.split()) for code, words in COMMON.items()}


def guess_language(text: str, more: Mapping[str, frozenset[str]] = MappingProxyType({})) -> str:
    """Return an ISO 639-1 code, "und" where nothing can be told.

    `more` are the commonest words of languages that the list above does not have, by their codes.
    """
    common = {**_SETS, **more} if more else _SETS
    text = text[:2000]
    plain = text.lower().split()
    if sum(map(common[LIKELIEST].__contains__, plain)) * 5 > len(plain) > 20:
        return LIKELIEST
    if not text.isascii():
        letters = sum(map(str.isalpha, text))
        latin = len(LATIN.findall(text))
        if latin * 2 < letters:
            counts = {code: len(re.findall(f"[{low}-{high}]", text)) for code, low, high in SCRIPTS}
            code = max(counts, key=lambda k: counts[k])
            if code == "zh" and counts["ja"] * 12 > counts["zh"]:
                code = "ja"  # Chinese has no kana
            if code == "ru" and re.search("[іїєґІЇЄҐ]", text):
                code = "uk"
            return code if counts[code] * 3 > letters else "und"
    words = re.findall(r"[^\W\d_]+", text.lower())
    if not words:
        return "und"
    if sum(word in common[LIKELIEST] for word in words) * 6 > len(words):
        return LIKELIEST
    scores = {code: sum(word in known for word in words) for code, known in common.items()}
    best = max(scores, key=lambda k: (scores[k], k == LIKELIEST))
    if scores[best] * 25 < len(words):
        return LIKELIEST if scores[LIKELIEST] >= scores[best] and len(words) < 60 else "und"
    return best
