"""A paragraph as tokens, each with a one-letter tag, so that rules can be short patterns over tags.

Quotations are one token each: what was said has no say in who said it. Tags:

    Q  quotation ending in a comma or a dash      f  quoted fragment
    E  quotation ending a sentence (. ? !)
    V  cue, finite ("said")                       G  cue, gerund ("saying")
    v  cue that needs a quotation beside it       g  its gerund
    I  cue, base form ("say")                     Y  base form of "call"
    M  verb of thinking ("hopes")
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
from itertools import accumulate, compress
from operator import add

from ...records import Span
from . import lexicon
from .address import BEHIND_TITLES, more_of_a_title
from .capitals import WORDS_AND_NAMES, begins_name_with_verb, ends_a_name, is_name_alone, is_name_in_ly
from .one_phrase import ends_relative_of_plural, join_phrases
from .quotations import DASH_BEHIND, Quotation, cues_of_saying, tag_quotation

_MOST = r"[a-z]++(?=[ ,\n]|\.[ \n])|[A-Z][a-z]++(?=[ ,\n])|,"  # of a text, tried first
TOKEN = re.compile(
    _MOST + r"|(?P<s>[’'´`]s\b|(?<=s)[’'´](?=\s))"
    r"|(?P<initials>(?:[A-Z]\.){2,})"
    r"|(?P<clock>[ap]\.m\.)"
    r"|(?P<word>[^\W_]+(?:[-/](?:[A-Z]\.){2,}|[-&/][^\W_]+|[’'´‘](?!s\b)[^\W\d_]+|\.(?:com|org|net|info)\b|(?<=\d)[.,:]\d+)*)"
    r"|(?P<end>[.?!]+)"
    r"|(?P<dash>[—–―]|-{1,3}|\ufffd)"
    r"|(?P<other>[,;:()\[\]…@#$%&/*+=<>|~^\\{}])"
)
# The same cut without a gap: each token with the blanks behind it, and each other character by itself.
TOKEN_AND_BLANKS = re.compile(rf"(?s:(?:{re.sub(r'[(][?]P<[a-z]+>', '(?:', TOKEN.pattern)})[ \n]*|.)")

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
    "what whatever",
    "p": "of in for from at with on to by about against near under over between among during into toward "
    "towards within without across around behind beyond inside outside onto upon via despite per amid after before since until following",
    "a": "also later then again recently earlier still even only just now too first reportedly previously "
    "never not always often once soon already instead rather therefore thus meanwhile perhaps maybe "
    "once quickly simply actually really flatly bluntly openly publicly privately repeatedly further "
    "furthermore moreover additionally separately subsequently immediately initially finally lastly "
    "elsewhere likewise similarly there here yet almost merely mostly ever however",
    "b": "is are was were be been being am isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t it's it’s",
    "x": "has have had having will would can could may might must shall should do does did don't doesn't "
    "didn't won't wouldn't can't couldn't hasn't haven't hadn't shouldn't cannot don’t doesn’t didn’t "
    "won’t wouldn’t can’t couldn’t hasn’t haven’t hadn’t shouldn’t",
    "#": "half",
    "T": "monday tuesday wednesday thursday friday saturday sunday yesterday today to-day tonight to-night tomorrow to-morrow overnight week "
    "weekend month year quarter summer morning afternoon evening night january february march april june july august "
    "september october november december hours minutes days weeks months years ago mon tue wed thu fri",
    "A": "according",
}
NO_TOKENS = '“”"'  # nor is a blank: what of a text is most often no token
NO_TAG = ""  # the tag of what is no token
# Most words have one tag wherever they stand: found once, then remembered.
WORD_TAGS: dict[str, str] = {}
MOST_WORDS = 50_000
# The second words of cues such as "pointed out" and "made clear".
TWO_WORD = {"it", "out", "in", "on", "up", "clear", "back"}


@cache
def tag_table() -> dict[str, str]:
    """Return the tag of every word that has a fixed one, in lower case."""
    table: dict[str, str] = {}
    for forms, tags in (
        ("cues_think", "Mwmw"),
        ("cues_call", "KkYK"),
        ("cues_beside", "vgwv"),
        ("cues_say", "VGIV"),
    ):
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
    for word in lexicon.noun_cues():
        if table.get(word, "R") == "R":
            table[word] = "C"
    for word in ("daily", "weekly", "monthly"):
        table[word] = "w"
    for word in TWO_WORD:
        table.setdefault(word, "z")
    return table


@dataclass(slots=True)
class Tokens:
    """The tokens of one paragraph: words and their spans in the source, tags, and the quotations among them."""

    source: str
    words: list[str]  # as they are printed: of a quotation all that was said, with its marks
    spans: list[Span]
    tags: str
    quotations: dict[int, Quotation]  # token index -> quotation
    sentences: list[tuple[int, int]] | None = None  # once they have been found
    quoted: list[int] | None = None  # the quotations in order, once they have been asked for

    def text(self, first: int, last: int) -> str:
        """Return the source from token `first` to token `last`, `last` included."""
        return self.source[self.spans[first][0] : self.spans[last][1]]

    @property
    def stretch(self) -> Span:
        """From where to where the tokens stand in the source."""
        return self.spans[0][0], self.spans[-1][1]

    def quotations_in(self, first: int, last: int) -> list[int]:
        """Return the tokens from `first` to `last`, `last` included, that are quotations."""
        if not self.quotations:
            return []
        if self.quoted is None:
            self.quoted = sorted(self.quotations)
        return self.quoted[bisect_left(self.quoted, first) : bisect_left(self.quoted, last + 1)]

    def near(self, start: int, end: int) -> range:
        """Return the indices of the tokens that lie in a stretch of the source."""
        first = bisect_left(self.spans, (start - 3, 0))
        return range(first, bisect_left(self.spans, (end, 0), lo=first))

    def word(self, index: int) -> str:
        """Return a token as it is printed; behind the last there is none, as a slice of the tags has none."""
        try:
            return self.words[index]
        except IndexError:
            return ""


def tokenize(source: str, paragraph: Span, quotations: Sequence[Quotation]) -> Tokens:
    """Return a paragraph as tagged tokens."""
    words: list[str] = []
    spans: list[Span] = []
    tags: list[str] = []
    inside: dict[int, Quotation] = {}
    position, end = paragraph
    for quotation in quotations:
        if quotation.outer[0] > position:
            read_words(source, position, quotation.outer[0], words, spans, tags)
        inside[len(spans)] = quotation
        words.append(source[slice(*quotation.outer)])
        spans.append(quotation.outer)
        tags.append(tag_quotation(source, quotation))
        position = quotation.outer[1]
        if (dash := DASH_BEHIND.match(source, position)) and dash["verb"] in cues_of_saying():
            position = dash.start("verb")  # "“We sail,” – said Tolan", as from Moscow to Astana
    if position < end:
        read_words(source, position, end, words, spans, tags)
    retag(source, words, spans, tags)
    return Tokens(source, words, spans, join_phrases(words, "".join(tags)), inside)


def read_words(
    source: str, start: int, end: int, words: list[str], spans: list[Span], tags: list[str]
) -> None:
    """Append the tokens of a stretch without quotations; most words have been seen before."""
    while start < end and source[start] in " \n":
        start += 1
    pieces = TOKEN_AND_BLANKS.findall(source, start, end)
    printed = list(map(str.rstrip, pieces))
    starts = list(accumulate(map(len, pieces), initial=start))
    places = list(zip(starts, map(add, starts, map(len, printed)), strict=False))
    tagged = list(map(WORD_TAGS.get, printed))
    gaps = False
    new = -1
    while True:
        try:
            new = tagged.index(None, new + 1)
        except ValueError:
            break
        word = printed[new]
        known = WORD_TAGS.get(word)  # by now: it came before in this stretch
        if known is not None:
            tagged[new] = known
        elif word == ".":
            tagged[new] = "." if ends_here(source, starts[new] + 1, ".") else "w"
        elif word not in NO_TOKENS and (match := TOKEN.match(source, starts[new], end)) is not None:
            last = new - 1
            while last >= 0 and tagged[last] == NO_TAG:
                last -= 1
            before = (words[-1], tags[-1]) if tags else ("", ".")
            if last >= 0:
                before = printed[last], tagged[last] or ""
            tagged[new], stop = tag_new_word(source, match, *before)
            if stop:
                printed[new] += "."
                places[new] = (starts[new], starts[new] + len(printed[new]))
                tagged[new + 1 : new + 2] = [NO_TAG] * (new + 1 < len(tagged))
                gaps = True
        else:
            tagged[new] = NO_TAG
            gaps = True
    words += compress(printed, tagged) if gaps else printed
    spans += compress(places, tagged) if gaps else places
    tags += filter(None, tagged)


# "Plan A. Tolan said": the letter ends a sentence, and is nobody's initial.
LETTERED = lexicon.word_set(
    "Appendix Block Building Class Concourse Division Exhibit Gate Grade Group Hall Hepatitis Influenza League Level Line "
    "Model Part Plan Room Schedule Section Serie Series Team Terminal Type Vitamin"
)


def tag_new_word(source: str, match: re.Match[str], last: str, before: str) -> tuple[str, bool]:
    """Return the tag of a token that is not known yet or depends on its place, and whether its full stop belongs to it.

    `last` is the token before it and `before` that one's tag. What holds everywhere is remembered.
    """
    s, e = match.span()
    word = match.group()
    kind = match.lastgroup
    lasting = stop = False
    if word == ",":
        tag, lasting = ",", True
    elif kind is None or kind == "word":
        tag, stop, lasting = tag_word(word, before)
        if word == "A":
            lasting = False
            if source.startswith(".", e) and is_initial(source, last, before, e):
                tag, stop = "N", True
        stop = stop and source.startswith(".", e)
    elif kind == "end":
        tag = "." if ends_here(source, e, word) else "w"
        lasting = word[0] != "."
    elif kind == "clock":
        tag, lasting = "T", True
    elif kind == "s":
        tag, lasting = "S", len(word) > 1
    elif kind == "initials":
        tag, lasting = ("H" if word.rstrip(".") in lexicon.titles() else "N"), True
    elif kind == "dash":
        tag, lasting = "-", True
    elif word == ")" and closes_sentence(source, s, e):
        tag = "."
    else:
        tag = word if word in ",;:()" else {"[": "(", "]": ")"}.get(word, "w")
        lasting = word != ")"
    if lasting and len(WORD_TAGS) < MOST_WORDS:
        WORD_TAGS[word] = tag
    return tag, stop


def is_initial(source: str, word: str, tag: str, end: int) -> bool:
    """Is the "A." that ends at `end` behind a word part of a name, as in "James A. Lewis" and "Jock A. Lewis"?

    "Serve Plan A. The rest can wait" has none.
    """
    named = (
        tag == "N"
        and word not in LETTERED
        and word[1:].islower()
        and source[end + 1 : end + 3].strip()[:1].isupper()
    )
    return word in lexicon.given_names() or named


def closes_sentence(source: str, start: int, end: int) -> bool:
    """Does a bracket stand behind a sentence of its own: "(It rains.) Tolan left"?"""
    rest = source[end : end + 2]
    return source[start - 1 : start] in (".", "?", "!") and (
        rest == "" or (rest[0].isspace() and not rest[1:].islower())
    )


def ends_here(source: str, end: int, mark: str) -> bool:
    """Does a full stop end the sentence? Not before a small letter or a mark.

    "Jan. 3", "(R-Fla.) said", "Inc., said".
    """
    if mark != ".":
        return True
    rest = source[end : end + 2]
    small = rest[1:].islower() and rest[0].isspace()
    return not (small or rest[:1] in (",", ";", ")", ":")) or source.startswith("â€", end + 1)


def tag_word(word: str, before: str) -> tuple[str, bool, bool]:
    """Return a word's tag, whether its full stop belongs to it, and whether the tag holds everywhere.

    `before` is the tag of the token before it.
    """
    first = word[0]
    if first.isdigit():
        return ("T" if ":" in word and TIME_OF_DAY.fullmatch(word) else "#"), False, True
    lower = word.lower()
    known = tag_table().get(lower)
    plain = word.isalpha()
    if known is None and not plain and SHORTENED.match(lower):
        return ("W" if lower.startswith("who") else "P"), False, True
    abbreviated = word in lexicon.abbreviations()
    if word in BEHIND_TITLES:
        return ("H" if before == "H" else "N"), False, False
    name = "H" if word in lexicon.titles() else "N"
    if not plain and known != "R" and NAME_WITH_ARTICLE.match(word):
        return "N", False, True  # "Yahya al-Sharafi"
    if not first.isupper():
        if abbreviated:
            return known or "w", True, False
        adverb = lower in TIMES or (lower.endswith("ly") and len(lower) > 4 and lower not in NOUNS_IN_LY)
        return known or ("a" if adverb else "w"), False, True
    if abbreviated or (len(word) == 1 and word not in "AI"):
        return name, True, False
    if known in (None, "C", "z") or word == "US":
        if before == "." and name == "N" and word not in lexicon.genders():
            if lower.endswith("ly"):
                return "a", False, False
            if lower in lexicon.base_verbs() or (lower.endswith("ed") and lower in lexicon.finite_verbs()):
                return "w", False, False  # "Consider Mira Tolan", "Interviewed by Mira Tolan"
        doubtful = lower.endswith("ly") or lower in lexicon.base_verbs()
        return name, False, not doubtful
    if known == "R":
        return ("H" if name == "H" else "R"), False, True
    if word == "May" and before in "pTD#":
        return "T", False, False
    if known in "IYw" and word in lexicon.genders():
        return "N", False, False  # "Bill Day said"
    if (known in "VvKGgkIYwMm" and before not in (".E:;-" if known in "IYwm" else ".QEf:;-")) or (
        word in WORDS_AND_NAMES and before != "."
    ):
        return ("T" if known == "T" else "N"), False, False
    return known, False, known not in "VvKGgkIYwMm" and word not in WORDS_AND_NAMES


NOUNS_IN_LY = lexicon.word_set(
    "elderly rally tally bully family supply assembly anomaly monopoly homily jelly belly"
)
TIMES = {"late", "early", "twice"}  # with a capital they may be names: "Rex Early"
NAME_WITH_ARTICLE = re.compile(r"(?:al|el|ad|an|ar|as|at|az|ash|bin|ibn|ben|d|l|von|van)[-’'][A-Z]")
VERB_BEFORE_S = {"there", "here", "what", "how", "where", "when"}
TIME_OF_DAY = re.compile(r"[012]?\d:[0-5]\d")
SHORTENED = re.compile(r"(?:i|you|he|she|it|we|they|who)[’'´`](?:re|ve|ll|d|m)$")
# Cues, possessives, and what can be the second word of a cue.
NEVER_NOUNS = {"said", "says", "told", "tells", "added", "adds", "wrote", "asked"}
ABOUT = {"around", "about", "over", "under", "near"}
MENDED_SMALL = {"since"} | ABOUT | TWO_WORD  # prepositions that may be something else
# Each alternative begins with its own tag, so that the others are not tried at it.
DOUBTFUL = re.compile(
    r"[VvKIYGgkzSMm]|\((?<=H\()|[NRDC](?=H)|w(?=T)|[pP](?<=[wvVKx].)|P(?=[HN])|p(?=#)|D(?=[wVvKMIYG])(?<=[xPWbN]D)|D(?=N{1,3}[VvxbA.,])(?<=[wNIY]D)|D(?=N)(?<=[pV][wNIY]D)|D(?=NN)(?<=ND)|a(?=[HRV])|"
    "p(?=[,.;:VvbxQf])(?<=N.)|p(?=V)(?<=[QEf.].)|a(?<=[NHQEf].)(?=[^HR])|T(?<=[NHQEf].)(?!#)|T(?=V)|"
    "c(?=[aw])(?<=[^,.;:QEf-]c)|o(?<=[D#w]po)|t(?=#)(?<=pt)"
)
SO = {"far", "few", "little", "long", "many", "much", "often", "soon", "well"}
SHARED = {"both", "all", "each"}  # "have both argued"
LAST = {"last", "next", "past"}  # "last week"
SOME_OF = {"both", "each", "either", "few", "half", "many", "most", "one", "several", "some", "three", "two"}
STANDS_ALONE = SOME_OF | {"another", "others"}


def stands_alone(words: Sequence[str], tags: Sequence[str], i: int) -> bool:
    """Is what stands before a cue its subject, and no noun's: "both called it", "another described him"?"""
    return tags[i + 1 : i + 2] in (["P"], ["o"], ["E"], ["f"]) and words[i - 1].lower() in STANDS_ALONE


def retag(source: str, words: list[str], spans: list[Span], tags: list[str]) -> None:
    """Mend tags that only the neighbours decide: verbs that are nouns here, cues of two words."""
    table = tag_table()
    nouns = lexicon.noun_cues()
    for match in DOUBTFUL.finditer("".join(tags)):
        i = match.start()
        tag = tags[i]
        if tag == "a":
            word = words[i]
            if word[0].islower():
                continue
            name = word == "First" or ends_a_name(source, words, spans, tags, i)
            in_ly = word.endswith("ly") and word.lower() not in tag_table() and is_name_in_ly(word, tags, i)
            if name or in_ly or is_name_alone(words, tags, i):
                tags[i] = "N"  # "First Deputy Minister", "Kelly said"
            continue
        if tag in "(NRC" or tags[i + 1 : i + 2] == ["H"]:
            more = more_of_a_title(source, words, spans, tags, i)
            tags[more.start : more.stop] = "H" * len(more)
            if more or tag in "(NRCD":
                continue
        word = words[i]
        lower = word.lower()
        if tag == "p" and lower == word and word not in MENDED_SMALL:
            continue  # "went to": most are what they seem
        if tag == "o":
            if words[i - 1] == "of" and words[i - 2].lower() in SOME_OF:
                tags[i] = "w"  # "one of them said"
            continue
        if tag == "c":
            if lower == "so" and i + 1 < len(words) and words[i + 1].lower() in SO:
                tags[i] = "a"  # "has so far been"
            continue
        if tag == "T":
            if ends_a_name(source, words, spans, tags, i) or is_name_alone(words, tags, i):
                tags[i] = "N"  # "Carl August said"
            continue
        if tag == "D" and tags[i + 1] == "N":
            if begins_name_with_verb(words, tags, i - 1):
                tags[i - 1] = tags[i] = "N"  # "Save the Children said"
            elif tags[i - 1] == "N" and source[spans[i][0] - 1] in "“\"'‘":
                tags[i] = "N"  # "Len “the Gull” Roke"
            continue
        if tag in "Dt":
            tags[i] = "a" if lower in SHARED else "D"  # "have both argued", "of that 2013 report"
            continue
        if tag == "w":
            tags[i] = "D" if lower in LAST else "w"
            continue
        if tag in "zpP":
            if tag == "P" and word == "HE" and tags[i + 1] in "HN" and not words[i + 1].isupper():
                tags[i] = "H"  # "HE Dr Ada Roke", and not "HE SAID"
                continue
            if tag == "P" and (lower != "it" or not i):
                continue
            surname = tag == "p" and tags[i - 1] == "N" and ends_a_name(source, words, spans, tags, i)
            if surname or (tag == "p" and is_name_alone(words, tags, i)):
                tags[i] = "N"
                continue
            if tag == "p" and lower == "since" and tags[i - 1] == "x":
                tags[i] = "a"  # "has since apologised"
                continue
            if tag == "p" and lower in ABOUT and tags[i + 1 : i + 2] == ["#"]:
                tags[i] = "a"  # "around 200 people"
                continue
            pair = None
            if i and lower in TWO_WORD and tags[i - 1] in "wvVpaKx":
                pair = table.get(f"{words[i - 1].lower()} {lower}")
            if pair:
                tags[i - 1], tags[i] = pair, "a"
            elif lower == "clear" and i > 1 and words[i - 1].lower() == "it":
                made = table.get(f"{words[i - 2].lower()} clear")
                tags[i - 2 : i + 1] = (
                    [made, "a", "a"] if made else [*tags[i - 2 : i], "w"]
                )  # "made it clear that"
            elif tag == "z":
                tags[i] = "w"
            continue
        if tag == "S":
            if i and (tags[i - 1] in "PtW" or words[i - 1].lower() in VERB_BEFORE_S):
                tags[i] = "b"  # "it’s late", "what’s left"
            continue
        before = tags[i - 1] if i else "."
        if tag in "VvK" and lower in PLURALS and i > 1 and is_plural_noun(words, tags, i):
            tags[i] = "C" if lower in nouns else "w"
            continue
        if (
            (
                before in "DS"
                and lower not in NEVER_NOUNS
                and not (tag in "YIm" and is_counted(words, i))
                and not stands_alone(words, tags, i)
            )
            or (
                before == "T"
                and i > 1
                and tags[i - 2] in "DS"
                and (lower in nouns or lower in {"forecast", "report", "call"})
            )
            or (
                before in "wRp"
                and lower in nouns
                and i >= 2
                and tags[i - 2] in "DSp"
                and not (
                    lower in PLURALS
                    and tags[i + 1 : i + 2]
                    and tags[i + 1] in ("t:QEfPD" if before == "R" else "t:QEf")
                )  # "the ad claims “...”", "the envoy claims his boat is dry"
            )
            or (before == "p" and tag in "VvK")
            or (before == "p" and tag in "IYm" and words[i - 1].lower() != "to")  # "secretary of state"
        ):
            tags[i] = "C" if lower in nouns else "w"
            continue
        following = tags[i + 1] if i + 1 < len(tags) else "."
        of_state = following == "H" or (
            following in "NRw" and tag == "I" and before not in "PW" and words[i][0].islower()
        )
        if of_state and lower in {"state", "states"}:
            tags[i] = "w"  # "state Sen. Mira Tolan", "“…,” state Senate leader Mira Tolan said"
            continue
        if following == "V" and before in "QE" and words[i][0].isupper() and tag in "VvKI":
            tags[i] = "N"  # "“It rains,” Read said"
            continue
        if (
            tag in "YI"
            and before == "."
            and following in "xbVa"
            and word[0].isupper()
            and lower in {"state", "states"}
        ):
            tags[i] = "N"  # "State has told lawmakers that"
            continue
        if tag in "YIm":
            led = following in "tPDNH" or (lower == "say" and following in "Rw")
            if tag == "I" and before in ",-)" and led and i > 3:
                tags[i] = "V"  # "Executives of the bank, which is large, say the ..."
            elif (
                i
                and not (tag == "I" and words[i - 1] == "to")
                and not is_caused(words, i)
                and (
                    follows_plural(words, tags, i)
                    or (
                        tag == "I"
                        and (following == "t" or (lower == "say" and following in "PDNHRw"))
                        and lower not in nouns
                        and has_subject(words, tags, i)
                    )
                )
            ):
                tags[i] = {"Y": "K", "I": "V", "m": "M"}[tag]  # "officials say"
            elif tag == "m" or (before in "wRNCD#" and not is_question(tags, i)):
                tags[i] = "C" if lower in nouns else "w"  # "an inspection report"


# Third persons of cues that are as often the plural of a noun.
PLURALS = {
    "states", "claims", "reports", "promises", "protests", "comments", "remarks", "posts", "answers", "demands",
    "notes", "tweets", "texts", "quotes", "shouts", "laughs", "cries", "calls", "charges", "threats", "replies",
    "estimates", "forecasts", "contends", "pledges", "vows", "attacks", "terms", "labels", "brands", "objects",
    "details", "signals", "hints", "questions", "cables", "counters", "wagers", "appeals", "complaints", "repeats", "requests", "proposals", "offers",
}  # fmt: skip
POSSESSIVES = {"its", "his", "her", "their", "our", "my"}


def is_plural_noun(words: list[str], tags: list[str], i: int) -> bool:
    """Is "states" a noun here: "battleground states", "its command posts", "12 states"?

    A verb in the third person has a singular subject: a name, a role or "he".
    """
    word = words[i - 1]
    if tags[i + 1 : i + 2] == ["t"] and begins_with_verb(words, tags, i + 2):
        return True  # "Rust Belt states that have suffered"
    if tags[i] == "K" and tags[i + 1 : i + 2] in ([","], ["."], [";"]):
        return True  # "after the terror attacks, Tolan": to attack takes an object
    if tags[i - 1] == "#" or (tags[i - 1] in "wR" and word.endswith("s") and not word.endswith("ss")):
        # "her letter to supporters notes that"
        single = tags[i + 1 : i + 2] == ["t"] and not head_is_plural(words, tags, i - 1)
        return not (single and "p" in tags[max(0, i - 4) : i - 1])
    following = tags[i + 1] if i + 1 < len(tags) else "."
    if tags[i - 1] in "KVv" or (tags[i - 1] == "w" and i > 1 and tags[i - 2] in "KVv"):
        return True  # "denied reports that", "dismissed media reports that"
    hangs = words[i - 2].endswith("ing")  # "“...,” making air quotes"
    if (
        tags[i - 1] in "wRN"
        and following in ".,"
        and not hangs
        and BEHIND_MARKS.search("".join(tags[max(0, i - 10) : i]))
    ):
        return False  # "“It rains,” a voice in the film states."
    if tags[i - 1] == "w" and word.endswith("ing"):
        return True  # "upcoming states"
    if tags[i - 1] == "w":
        if tags[i] == "K" and following in "Po":
            return False  # "the Courier newspaper calls it"
        return following not in "t:,QEf" and not (following == "," and "Q" in tags[i : i + 4])
    owner = tags[i - 2] == "D" and words[i - 2].lower() in POSSESSIVES
    if owner and word.endswith("ing"):
        return True  # "in her opening remarks that"
    return owner and tags[i - 1] in "wR" and following not in "t:,QEf"


def begins_with_verb(words: list[str], tags: list[str], k: int) -> bool:
    """Does a relative clause begin with its verb: "that have suffered", "that precede it"?"""
    if k >= len(words):
        return False
    word = words[k].lower()
    plain = tags[k] == "w" and tags[k + 1 : k + 2] and tags[k + 1] in "DPoN"
    return tags[k] in "bx" or bool(plain and (word in lexicon.finite_verbs() or word in lexicon.base_verbs()))


BEHIND_MARKS = re.compile("[QE][DNHRwp]{1,8}$")
COUNTED = {"many", "some", "most", "both", "several", "others", "few", "two", "three", "four", "five", "half"}


def is_counted(words: list[str], i: int) -> bool:
    """Do "five" or "most" stand for people right before a base form: "most say", "all five say"?"""
    return i > 0 and words[i - 1].lower() in COUNTED


# Behind these a base form has a subject of its own and tells of no words: "heard the envoy say that".
CAUSING = lexicon.word_set("hear heard hears let lets made make makes saw watched")


def is_caused(words: list[str], i: int) -> bool:
    """Did somebody hear or let somebody speak: "heard sources close to the harbour say that"?"""
    return any(word.lower() in CAUSING for word in words[max(0, i - 9) : i])


def has_subject(words: list[str], tags: list[str], i: int) -> bool:
    """Is the phrase before a base form that "that" follows its subject: "some who favour it argue that"?"""
    return tags[i - 1] in "wRNCTo" and not is_question(tags, i)


def head_is_plural(words: list[str], tags: list[str], k: int) -> bool:
    """Is the phrase that ends at token `k` one whose head stands before a preposition and is a plural?

    "records from the harbour office show", "ministers of the bloc say".
    """
    start = k
    while start > 0 and k - start < 14 and tags[start - 1] in "NHRwCS#DTp":
        start -= 1
    preposition = next((n for n in range(start + 1, k + 1) if tags[n] == "p"), None)
    if preposition is None or tags[preposition - 1] not in "RwCN":
        return False
    heads = [words[preposition - 1].lower()]
    if tags[preposition - 1] == "w" and preposition - 1 > start and tags[preposition - 2] in "RwN":
        heads.append(words[preposition - 2].lower())  # "sources close to her", "people briefed on it"
    return any(
        (head.endswith("s") and not head.endswith("ss") and head != "news") or head in PLURAL_HEADS
        for head in heads
    )


PLURAL_HEADS = {"people", "percent", "police", "men", "women", "data"}


def is_question(tags: list[str], i: int) -> bool:
    """Does an auxiliary stand before the subject of a base form: "did Tolan say"?"""
    return "x" in tags[max(0, i - 6) : i]


def follows_plural(words: list[str], tags: list[str], i: int) -> bool:
    """Is the word before a base form its plural subject: "officials say", "they also say"?"""
    k = i - 1
    while k and tags[k] == "a":
        k -= 1
    word = words[k].lower()
    if tags[k] == "P":
        return word in {"they", "we", "i", "you"}
    if tags[k] == "W":
        return word == "who" and k > 0  # "18% who say", "Tolan and Roke, who say"
    if tags[k] == "N" and k > 1 and "&" in tags[max(0, k - 3) : k]:
        return True  # "Tolan and Roke call"
    if tags[k] in "D#" and (tags[k] == "#" or word in COUNTED):
        # "all five say", but not "the 2013 report"
        return k == 0 or tags[k - 1] not in "xD" or (tags[k] == "D" and tags[k - 1] == "D")
    if head_is_plural(words, tags, k) or ends_relative_of_plural(words, tags, k):
        return True
    return (
        tags[k] in "RwN"
        and (word.endswith("s") or word in PLURAL_HEADS)
        and (k == 0 or tags[k - 1] not in "xp" or word != "us")
    )
