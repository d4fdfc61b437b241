"""Who was told: "told reporters", "said to the envoy"."""

import re

from . import lexicon
from .speakable import is_somebody, word_is_group
from .tokens import Tokens

TELLING = {
    "tell",
    "inform",
    "assure",
    "remind",
    "warn",
    "ask",
    "urge",
    "advise",
    "apprise",
    "reassure",
    "notify",
}
TRANSITIVE = {"tell", "apprise", "inform", "assure", "remind", "notify", "reassure"}  # nobody is "told" alone
# "told reporters", "told Interfax", "told the Duma's committee on Tuesday", "told two of them", "told one of the owners".
ADDRESSEE = re.compile(
    # First a country before an office and a name: "told Velland President Mira Tolan that"
    r"(?:w{0,2}N{1,3}H{1,6}N{1,4}(?=[tDPT:,.;EQfp]|$)|o|D(?=[.,;]|$)|D(?:[NHRCwS#]|T(?=N)){1,6}(?:pD?[NHRw#S]{1,6})?|N(?:[NR#]|S[NRw]|S?T(?=N)|&N|p(?=N)){0,4}|[Rw](?=[^wRN]|$)|[wR]{0,3}H{0,6}N[NR#]{0,3}|w?[wR]"
    r"|[ap]?#[wR]{1,2}|[D#]p(?:o|D[NHRCwS#]{1,6}|N[NR#]{0,3}|[wR]))"
)


def find_addressee(tokens: Tokens, cue: int, last: int) -> tuple[int, int, str] | None:
    """Return first token, last token and text of who was told, for cues like "told"."""
    base = next(iter(bases_of(tokens, cue)), None)
    if base in TELLING:
        if tokens.word(cue + 1).lower() == "her" and tokens.tags[cue + 2 : cue + 3] in ("D", "t", "P"):
            return cue + 1, cue + 1, tokens.word(cue + 1)  # "told her the hardest part was over"
        match = ADDRESSEE.match(tokens.tags, cue + 1, last + 1)
        if match and match.end() > cue + 1:
            end = match.end() - 1
            for k in range(cue + 2, end + 1):
                if tokens.tags[k] == "N" and tokens.tags[k - 1] in "wR" and tokens.word(k - 1).endswith("s"):
                    end = k - 1  # "told reporters Tolan would come"
                    break
            for k in range(cue + 1, end):
                if tokens.tags[k] == "p" and tokens.word(k) != "of":
                    end = k - 1  # "told reporters in the harbour": where is not whom
                    break
            if base == "warn" and end < last and is_verb(tokens, end + 1):
                return None  # "warned rivers could rise": they are not told, they rise
            return cue + 1, end, tokens.text(cue + 1, end)
    elif base in PROMISING and (promised := find_promised(tokens, cue, last)):
        return promised
    elif tokens.tags[cue + 1 : cue + 2] == "p" and tokens.word(cue + 1).lower() == "to" and base:
        if base in UNDERTAKING and cue + 2 <= last and is_infinitive(tokens, cue + 2):
            return None  # "promised to continue reforms"
        match = ADDRESSEE.match(tokens.tags, cue + 2, last + 1)
        if match:
            return cue + 2, match.end() - 1, tokens.text(cue + 2, match.end() - 1)
    return None


PROMISING = {"promise", "caution", "counsel", "signal"}
PROMISED = re.compile(r"(?:o|D?(?:[wR]{0,3}H{0,6}N{1,4}|[wNR]{0,3}[wRN]))(?=t)")


def find_promised(tokens: Tokens, cue: int, last: int) -> tuple[int, int, str] | None:
    """Return who was promised that something would be: "promised the families that a boat would come".

    "promised a law that would open the gate" promised nobody a law's words: behind "that" stands a verb.
    """
    match = PROMISED.match(tokens.tags, cue + 1, last + 1)
    if match is None or match.end() >= last or is_verb(tokens, match.end() + 1):
        return None
    end = match.end() - 1
    word = tokens.word(end)
    told = tokens.tags[end] in "oN" or is_somebody(word) or word_is_group(word)
    return (cue + 1, end, tokens.text(cue + 1, end)) if told else None


def is_verb(tokens: Tokens, k: int) -> bool:
    return tokens.tags[k] in "bx" or tokens.word(k) in lexicon.finite_verbs()


def told_by(tokens: Tokens, cue: int, last: int, source: tuple[int, int]) -> str | None:
    """Return who was told, who is not the source itself: "The gate would be wet, warned Tolan"."""
    told = find_addressee(tokens, cue, last)
    return None if told is None or told[0] <= source[0] <= told[1] else told[2]


def bases_of(tokens: Tokens, cue: int) -> list[str]:
    """Return the base forms that the cue at a token may have."""
    word, cues = tokens.word(cue).lower(), lexicon.cues("cues_say")
    return [base for form in (cues.finite, cues.gerund, cues.base) if (base := form.get(word))]


def is_infinitive(tokens: Tokens, k: int) -> bool:
    """Can the word behind "to" be a verb, so that it is nobody who was told?"""
    word = tokens.word(k).lower()
    return (
        word in BARE
        or word in lexicon.base_verbs()
        or any(word in lexicon.cues(name).base for name in CUE_LISTS)
    )


# Cues that take an infinitive; "replied to question time" has none.
UNDERTAKING = {
    "promise",
    "pledge",
    "vow",
    "agree",
    "propose",
    "swear",
    "ask",
    "demand",
    "recommend",
    "urge",
    "advise",
}
BARE = {"be", "have", "do"}
CUE_LISTS = ("cues_say", "cues_beside", "cues_call", "cues_think")
