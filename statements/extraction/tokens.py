"""A paragraph as tokens, each with a one-letter tag, so that rules can be short patterns over tags.

Quotations are one token each: what was said has no say in who said it. Tags:

    Q  quotation ending in a comma or a dash      f  quoted fragment
    E  quotation ending a sentence (. ? !)
    V  cue, finite ("said")                       G  cue, gerund ("saying")
    v  cue that needs a quotation beside it       g  its gerund
    I  cue, base form ("say")                     Y  base form of "call"
    K  naming cue, finite ("called")              k  naming cue, gerund
    C  noun cue ("statement")                     A  "according"
    N  capitalised word    R  role noun           H  title before a name
    D  determiner or possessive                   P  subject pronoun   o  object pronoun
    W  who, which          t  that                &  and, or           c  other conjunction
    p  preposition         a  adverb              b  form of "be"      x  other auxiliary
    T  word of time        #  number              S  possessive 's     w  any other word
    ,  ;  :  -  (  )       themselves             .  end of a sentence
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from . import lexicon
from .quotations import Quotation
from .records import Span

TOKEN = re.compile(
    r"(?P<s>[’'´`]s\b|(?<=s)[’'´](?=\s))"
    r"|(?P<initials>(?:[A-Z]\.){2,})"
    r"|(?P<word>[^\W_]+(?:[-&/][^\W_]+|[’'´](?!s\b)[^\W\d_]+|(?<=\d)[.,:]\d+)*)"
    r"|(?P<end>[.?!]+)"
    r"|(?P<dash>[—–―]|-{1,3}|\ufffd)"
    r"|(?P<other>[,;:()\[\]…@#$%&/*+=<>|~^\\{}])"
)

CLOSED = {
    "D": "a an the this these those some one two three four five six seven eight nine ten several many "
    "most another every each both other no any all his her its their our my your few certain such "
    "numerous various",
    "P": "he she they i we it you everyone nobody everybody someone somebody",
    "o": "him them us me himself herself itself themselves ourselves myself",
    "W": "who which whose whom",
    "t": "that",
    "&": "and or nor",
    "c": "but while when because as if although though where whether than so unless once whereas how why "
    "what whatever however",
    "p": "of in for from at with on to by about against near under over between among during into toward "
    "towards within without across around behind beyond inside outside onto upon via despite per amid after before since until following",
    "a": "also later then again recently earlier still even only just now too first reportedly previously "
    "never not always often once soon already instead rather therefore thus meanwhile perhaps maybe "
    "once quickly simply actually really flatly bluntly openly publicly privately repeatedly further "
    "furthermore moreover additionally separately subsequently immediately initially finally lastly "
    "elsewhere likewise similarly there here yet almost merely mostly ever",
    "b": "is are was were be been being am isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t it's it’s",
    "x": "has have had having will would can could may might must shall should do does did don't doesn't "
    "didn't won't wouldn't can't couldn't hasn't haven't hadn't shouldn't cannot don’t doesn’t didn’t "
    "won’t wouldn’t can’t couldn’t hasn’t haven’t hadn’t shouldn’t",
    "T": "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow week "
    "weekend month morning afternoon evening night january february march april june july august "
    "september october november december hours minutes days weeks months years ago mon tue wed thu fri",
    "A": "according",
}
# Words in small letters have one tag wherever they stand: found once, then remembered.
SMALL_WORDS: dict[str, str] = {}
MOST_WORDS = 50_000
# The second words of cues such as "pointed out" and "made clear".
TWO_WORD = {"out", "in", "on", "up", "clear", "back"}


@cache
def tag_table() -> dict[str, str]:
    """Return the tag of every word that has a fixed one, in lower case."""
    table: dict[str, str] = {}
    for forms, tags in (("cues_call", "KkYK"), ("cues_beside", "vgwv"), ("cues_say", "VGIV")):
        cues = lexicon.cues(forms)
        for words, tag in zip(
            (cues.base, cues.gerund, cues.participle, cues.finite),
            tags[2] + tags[1] + tags[3] + tags[0],
            strict=True,
        ):
            for word in words:
                table[word] = tag
    for word in lexicon.roles():
        table.setdefault(word, "R")
    for tag, line in CLOSED.items():
        for word in line.split():
            table[word] = tag
    for word in (
        "chief",
        "head",
        "host",
        "partner",
        "rival",
        "monitor",
        "coach",
        "anchor",
        "side",
        "general",
    ):
        table[word] = "R"
    return table


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one paragraph: spans into the source, tags, and the quotations among them."""

    source: str
    spans: list[Span]
    tags: str
    quotations: dict[int, Quotation]  # token index -> quotation

    def text(self, first: int, last: int) -> str:
        """Return the source from token `first` to token `last`, `last` included."""
        return self.source[self.spans[first][0] : self.spans[last][1]]

    def near(self, start: int, end: int) -> range:
        """Return the indices of the tokens that lie in a stretch of the source."""
        first = bisect_left(self.spans, (start - 3, 0))
        return range(first, bisect_left(self.spans, (end, 0), lo=first))

    def word(self, index: int) -> str:
        start, end = self.spans[index]
        return self.source[start:end]


def tokenize(source: str, paragraph: Span, quotations: Sequence[Quotation]) -> Tokens:
    """Return a paragraph as tagged tokens."""
    spans: list[Span] = []
    tags: list[str] = []
    inside: dict[int, Quotation] = {}
    position, end = paragraph
    for quotation in quotations:
        if quotation.outer[0] > position:
            read_words(source, position, quotation.outer[0], spans, tags)
        inside[len(spans)] = quotation
        spans.append(quotation.outer)
        tags.append(tag_quotation(source, quotation))
        position = quotation.outer[1]
    if position < end:
        read_words(source, position, end, spans, tags)
    retag(source, spans, tags)
    return Tokens(source, spans, "".join(tags), inside)


def tag_quotation(source: str, quotation: Quotation) -> str:
    last = source[quotation.end - 1] if quotation.end > quotation.start else ""
    follows = source[quotation.outer[1] : quotation.outer[1] + 1]
    if last in ".?!…" or not quotation.closed:
        return "E"
    if follows in (".", "?", "!") and source[quotation.start].isupper():
        return "f"
    if last in ",;—–-" or follows == ",":
        return "Q"
    return "f"


def read_words(source: str, start: int, end: int, spans: list[Span], tags: list[str]) -> None:
    table = tag_table()
    abbreviations = lexicon.abbreviations()
    titles = lexicon.titles()
    small_words = SMALL_WORDS
    for match in TOKEN.finditer(source, start, end):
        kind = match.lastgroup
        s, e = match.span()
        if spans and s < spans[-1][1]:
            continue  # the full stop of an abbreviation, already taken
        if kind == "word":
            word = match.group()
            first = word[0]
            known = small_words.get(word)
            if known is not None:
                tag = known
            elif first.isdigit():
                tag = "#"
            else:
                lower = word.lower()
                known = table.get(lower)
                if first.isupper():
                    if word in abbreviations or (len(word) == 1 and word not in "AI"):
                        tag = "H" if word in titles else "N"
                        e += source.startswith(".", e)
                    elif known is None or word == "US":
                        tag = "H" if word in titles else "N"
                        if lower.endswith("ly") and (not tags or tags[-1] == "."):
                            tag = "a"
                    elif known == "R":
                        tag = "H" if word in titles else "R"
                    elif known in "VvKGgkIYw" and tags and tags[-1] not in ".QEf:;-":
                        tag = "N"
                    elif known == "T":
                        tag = "T"
                    elif word in {"May", "March", "Will"} and tags and tags[-1] != ".":
                        tag = "N"
                    else:
                        tag = known
                else:
                    if word in abbreviations and source.startswith(".", e):
                        e += 1
                        tag = "w"
                    elif known is not None:
                        tag = known
                    elif lower.endswith("ly") and len(lower) > 4:
                        tag = "a"
                    else:
                        tag = "w"
                    if word not in abbreviations and len(small_words) < MOST_WORDS:
                        small_words[word] = tag
        elif kind == "end":
            tag = "."
            # "Jan. 3", "(R-Fla.) said", "Inc., said": a full stop before a small letter or a mark ends nothing.
            rest = source[e : e + 2]
            small = len(rest) == 2 and rest[0].isspace() and rest[1].islower()
            marked = rest[:1] in (",", ";", ")", ":")
            if match.group() == "." and (small or marked) and not source.startswith("â€", e + 1):
                tag = "w"
        elif kind == "s":
            tag = "S"
        elif kind == "initials":
            tag = "N"
        elif kind == "dash":
            tag = "-"
        else:
            char = match.group()
            tag = char if char in ",;:()" else {"[": "(", "]": ")"}.get(char, "w")
        spans.append((s, e))
        tags.append(tag)


def retag(source: str, spans: list[Span], tags: list[str]) -> None:
    """Mend tags that only the neighbours decide: verbs that are nouns here, cues of two words."""
    table = tag_table()
    nouns = lexicon.noun_cues()
    for i, tag in enumerate(tags):
        if tag in "VvKIYGgk":
            before = tags[i - 1] if i else "."
            lower = source[spans[i][0] : spans[i][1]].lower()
            if (
                before in "DS"
                or (before in "wRp" and lower in nouns and i >= 2 and tags[i - 2] in "DSp")
                or (before == "p" and tag in "VvK")
            ):
                tags[i] = "C" if lower in nouns else "w"
            if tag == "Y" and i and follows_plural(source, spans, tags, i):
                tags[i] = "K"
            if tag == "I" and i and follows_plural(source, spans, tags, i):
                tags[i] = "V"  # "officials say"
        elif tag == "w" or tag == "R":
            lower = source[spans[i][0] : spans[i][1]].lower()
            if lower in nouns:
                tags[i] = "C"
        if tag in "wvVpaKx" and i + 1 < len(tags):
            following = source[spans[i + 1][0] : spans[i + 1][1]].lower()
            if following in TWO_WORD:
                pair = table.get(f"{source[spans[i][0] : spans[i][1]].lower()} {following}")
                if pair:
                    tags[i] = pair
                    tags[i + 1] = "a"


def follows_plural(source: str, spans: list[Span], tags: list[str], i: int) -> bool:
    """Is the word before a base form its plural subject: "officials say", "they also say"?"""
    k = i - 1
    while k and tags[k] == "a":
        k -= 1
    word = source[spans[k][0] : spans[k][1]].lower()
    if tags[k] == "P":
        return word in {"they", "we", "i", "you"}
    if tags[k] == "N" and k > 1 and "&" in tags[max(0, k - 3) : k]:
        return True  # "Tolan and Roke call"
    return (
        tags[k] in "RwN"
        and (word.endswith("s") or word in {"people", "police", "men", "women"})
        and (k == 0 or tags[k - 1] not in "xp" or word != "us")
    )
