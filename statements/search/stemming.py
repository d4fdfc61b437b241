"""A word to what its forms have in common: number, tense, spelling, and the noun of a verb in -ate.

Porter's first steps, which fold inflection, and his last, which takes silent letters away. His middle
steps are left out: they make one stem of general and generous, university and universe, community and
communist, author and authority. What of them is safe stands in the tables below.

M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980.
"""

import re

# British spelling to American: keys alone, which nobody reads, so that "promise" may become "promize".
SPELLINGS = (
    (re.compile(r"^(\w{4,})is(e|ed|es|er|ers|ing|able|ation|ations|ational)$"), r"\1iz\2"),
    (re.compile(r"^(\w{3,})our(|s|ed|ing|er|ers|able|ably|ite|ites|ful|hood|hoods|al|ly|less|ist|ists)$"), r"\1or\2"),
    (re.compile(r"^(\w{3,}l)ys(e|ed|er|ers|ing)$"), r"\1yz\2"),
    (re.compile(r"^(\w{3,})ogue(s?)$"), r"\1og\2"),
    (re.compile(r"^(\w*(?:cent|theat|met|lit|fib|calib|sab|spect|meag|somb|lust))re(s?)$"), r"\1er\2"),
    (re.compile(r"^(defen|offen|licen|preten)c(e|es)$"), r"\1s\2"),
    (re.compile(r"^(program)me(s?)$"), r"\1\2"),
    (re.compile(r"^(fue|jewe|counci|trave|cance|mode|labe|signa|mode|leve|channe)ll(ed|ing|er|ers|or|ors|ery)$"), r"\1l\2"),
    (re.compile(r"^(practi)s(e|ed|es|ing)$"), r"\1c\2"),
    (re.compile(r"^(acknowledg|judg|abridg)e(ment|ments)$"), r"\1\2"),
    (re.compile(r"^gre(y|ys)$"), r"gra\1"),
    (re.compile(r"^(manoeuvre|manoeuver)"), "maneuver"),
    (re.compile(r"^(sceptic)"), "skeptic"),
    (re.compile(r"^(alumini)um$"), "aluminum"),
    (re.compile(r"^(tyre)(s?)$"), r"tire\2"),
    (re.compile(r"^(plough)"), "plow"),
    (re.compile(r"^(toward|afterward|backward|forward|upward)s$"), r"\1"),
    (re.compile(r"^(enrol|fulfil|instal|distil)(s?)$"), r"\1l\2"),
    (re.compile(r"^(p|encyclop|orthop|an|leuk|gyn|h)ae(d|m|c)"), r"\1e\2"),
)  # fmt: skip
SPELT_OTHERWISE = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in SPELLINGS))
# No plural of what stands before their s, and no form of another word.
WHOLE = frozenset(
    [
        "news",
        "goods",
        "customs",
        "species",
        "series",
        "headquarters",
        "physics",
        "athens",
        "texas",
        "mars",
        "wales",
        "this",
    ]
)
# Nouns of verbs that are not in -ate: what of "-ation" is the verb's.
VERBS_OF_ATION = frozenset(
    [
        "accus",
        "affirm",
        "condemn",
        "confirm",
        "confront",
        "consult",
        "declar",
        "deport",
        "document",
        "expect",
        "explor",
        "implement",
        "imput",
        "invit",
        "limit",
        "observ",
        "prepar",
        "present",
        "ratif",
        "recommend",
        "reform",
        "represent",
        "reserv",
        "restor",
        "tax",
        "tempt",
        "transform",
        "transport",
    ]
)
NOUNS_OF_AL = frozenset(
    [
        "approv",
        "arriv",
        "betray",
        "deni",
        "dismiss",
        "dispos",
        "propos",
        "refus",
        "remov",
        "renew",
        "reviv",
        "surviv",
        "withdraw",
    ]
)
# Pasts and participles that no ending tells. Left out is what is another word as well: found, left, felt, saw, rose.
IRREGULAR = {
    form: verb
    for verb, forms in {
        "become": "became", "begin": "began begun", "break": "broke broken", "bring": "brought", "build": "built", "buy": "bought",
        "catch": "caught", "choose": "chose chosen", "deal": "dealt", "draw": "drew drawn", "drive": "drove driven", "fight": "fought",
        "flee": "fled", "fly": "flew flown", "forbid": "forbade forbidden", "forget": "forgot forgotten", "freeze": "froze frozen",
        "give": "gave given", "grow": "grew grown", "hide": "hidden", "hold": "held", "keep": "kept", "know": "knew known",
        "lose": "lost", "make": "made", "mean": "meant", "pay": "paid", "rebuild": "rebuilt", "seek": "sought", "sell": "sold",
        "send": "sent", "shake": "shook shaken", "shoot": "shot", "sing": "sang sung", "sink": "sank sunk", "sleep": "slept",
        "speak": "spoke spoken", "spend": "spent", "stand": "stood", "steal": "stole stolen", "strike": "struck",
        "swear": "swore sworn", "swim": "swam", "take": "took taken", "teach": "taught", "tell": "told", "throw": "threw thrown",
        "understand": "understood", "wear": "wore worn", "withdraw": "withdrew withdrawn", "write": "wrote written",
    }.items()
    for form in forms.split()
}  # fmt: skip
LY = frozenset(["assembly", "monopoly", "anomaly", "homily", "melancholy"])

VOWEL = re.compile(r"[aeiou]|(?<=[^aeiou])y")
SHAPE = re.compile(r"[aeiou]|(?<=[^aeiou])y")
DOUBLED = re.compile(r"([^aeiouylsz])\1$")
SHORT = re.compile(r"^[^aeiou]*[aeiouy][^aeiouwxy]$")  # of one syllable, ending like "hop"


def syllables_of(stem: str) -> int:
    """Return Porter's m: how many times vowels are followed by consonants."""
    return len(re.findall("vc", re.sub(r"v+", "v", re.sub(r"[^v]+", "c", SHAPE.sub("v", stem)))))


def stem_of(word: str) -> str:
    """Return the stem of a folded word of plain letters, four at least."""
    if word in WHOLE:
        return word
    word = IRREGULAR.get(word, word)
    if len(word) < 4:
        return word
    if SPELT_OTHERWISE.search(word):
        for pattern, by in SPELLINGS:
            changed = pattern.sub(by, word)
            if changed != word:
                word = changed
                break
    return without_silent(derived(adverb(past(singular(word)))))


def singular(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("ies"):
        return word[:-3] + ("ie" if len(word) < 5 else "i")
    if word.endswith("sis") and len(word) > 5:
        return word[:-2] + "e"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if syllables_of(word[:-3]) else word
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1 and VOWEL.search(stem):
            if stem.endswith(("at", "bl", "iz")):
                return stem + "e"
            if DOUBLED.search(stem):
                return stem[:-1]
            return stem + "e" if syllables_of(stem) == 1 and SHORT.match(stem) else stem
    return word


def adverb(word: str) -> str:
    if word.endswith("ly") and len(word) > 6 and word not in LY:
        word = word[:-2]
    consonant = word.endswith("y") and word[-2:-1] not in "aeiou"  # "buys" is "buy", as it stands when short
    return word[:-1] + "i" if consonant and VOWEL.search(word[:-1]) else word


def derived(word: str) -> str:
    """Return the verb's stem of its noun: negotiation, negotiator, ratification, organization, proposal."""
    for ending, by in (("ification", "ifi"), ("ization", "iz"), ("izer", "iz")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + by
    if word.endswith("ation"):
        verb = word[:-5]
        return verb if verb in VERBS_OF_ATION else verb + "at" if syllables_of(verb) else word
    if word.endswith("ator") and syllables_of(word[:-4]):
        return word[:-2]
    if word.endswith("al") and word[:-2] in NOUNS_OF_AL:
        return word[:-2]
    return word


def without_silent(word: str) -> str:
    if word.endswith("e"):
        stem = word[:-1]
        if syllables_of(stem) > 1 or (syllables_of(stem) == 1 and not SHORT.match(stem)):
            word = stem
    return word[:-1] if word.endswith("ll") and syllables_of(word) > 1 else word
