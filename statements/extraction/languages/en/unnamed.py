"""Who speaks in an article under no person's name?

Countries, institutions, groups, documents and sources are speakers under the fullest words that the
article itself gives them.
"""

import re
from collections import Counter, defaultdict
from functools import cache, cached_property, lru_cache

from ...folding import LIKE_SMALL, fold
from ...records import SpeakerRecord
from ...rules import gettext_noop
from . import lexicon
from .finding import places_of
from .lexicon import word_set
from .resolved import Resolution
from .speakable import (
    CAMEL,
    DOCUMENT,
    LOOSE_END,
    NOT_A_NAME,
    SEVERAL,
    SOURCE,
    body_words,
    is_body_noun,
    is_known_body,
    is_nobody,
    is_post_nominal,
    is_somebody,
    kind_of,
    names_a_body,
    places,
    word_is_group,
)

# "a report seen by the Courier", "figures her office released on Friday", "a poll out this week": the report.
PARTICIPLE = re.compile(
    r"(?P<what>.{3,60}?)(?<!ly),?\s(?:(?:(?:s?he|they|(?:the|her|his|their|its)\s[a-z]+)\s)?(?:issued|released|published|filed|taken|took|"
    r"written|wrote|signed|obtained|seen|reviewed|posted|adopted|paid|sent|gave|given|made|prepared|commissioned|compiled|conducted|"
    r"carried|collected|drafted|provided|put|reported|shared|submitted|leaked)|relating|out|last|this|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
# Letters that stand for a state of the United States, and for no body.
STATE_LETTERS = word_set(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA "
    "RI SC SD TN TX UT VT VA WA WV WI WY N.C. S.C. N.J. N.Y. N.H. N.D. S.D. N.M. D.C. R.I. W.Va."
)
# "one of the former prosecutors", "three of the officials": of several who can speak.
PART_OF = re.compile(
    r"(?P<part>(?:at least )?(?:one|two|three|four|five|six|another|some|many|most|several|none|all|both|few|others|each|(?:a\s)?(?:small\s|large\s|growing\s)?(?:number|group|handful|couple|lot|host|dozen|array|range|army|band|bunch|chorus|legion|parade|raft|slew|string)|dozens|hundreds|thousands|scores))"
    r"\sof\s(?:the|his|her|its|their|these|those)?\s?(?P<whole>.+)",
    re.I,
)
JUST_NOW = re.compile(r"(?:\s(?:of|from|in|with))?\s(?:newly|recently|previously|freshly|just|never)$")
# "veterans interviewed at Tolan rallies": how they were asked is no part of who they are.
HOW_ASKED = re.compile(
    r"(?<=[a-z]{3}s)\s(?:interviewed|contacted|reached|polled|surveyed|questioned|canvassed)\b.*$|"
    r"\sin\s(?:an?|the|his|her|its|their)\s(?:[a-z-]+\s){0,2}(?:filing|statement|interview|e-?mail|letter|report|brief|tweet|"
    r"post|speech|memo|note|press release|news release)$"
)
# "May 1 letter", "Monday poll": the day is no part of what it is.
DATED = re.compile(
    r"^(?:(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.?|January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s\d{1,2}(?:,\s\d{4})?,?\s(?=[a-z])|^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s(?=[a-z])"
)
# "the shipping company Norrhav Marine", "aid group Water for the Basin": the name.
BODY_CALLED = re.compile(
    rf"(?:[\w’'-]+\s){{0,4}}?(?:{lexicon.alternatives(sorted(body_words()[0] | {'daily', 'weekly', 'tabloid'}))})\s"
    r"(?P<name>[A-Z][\w’'&.-]*(?:\s(?:(?:of|for|the|and|in|on|&|de|do|da|du|des|la|le|der|und|et)\s){0,2}[A-Z][\w’'&.-]*){0,6})"
)
# "the nationalist Harbour Times tabloid": the name, between what is told of it and what it is.
WITH_EPITHET = re.compile(
    r"(?:(?!(?:of|in|for|at|from|with|to|by|on|near|the|and|or|who|that|s)\s)[a-z][a-z-]*\s){0,3}(?P<name>[A-Z][\w’'&.-]*(?:\s(?:(?:of|for|the|and|in|on|&)\s){0,2}[A-Z][\w’'&.-]*){0,7})"
    r"(?:\s(?:tabloid|newspaper|magazine|daily|weekly|network|broadcaster|website|news\sagency))?"
)
# "the place harbour officials say": what they are said to say it of.
OF_WHICH = re.compile(
    r"(?:(?:first|last|only|main|next|other|big|key|good)\s)?(?:reasons?|places?|time|way|day|moment|thing|point|question)\s"
    r"(?=(?:[a-z-]+\s){0,2}?[A-Z])"
)
# Beside one of these, "Georgia" by itself is the state of America.
STATES_BESIDE = re.compile(
    r"\b(?:Alabama|Arkansas|Florida|Iowa|Kentucky|Louisiana|Michigan|Mississippi|Missouri|Nevada|New Hampshire|North Carolina|Ohio|"
    r"Oklahoma|Pennsylvania|South Carolina|Tennessee|Texas|Virginia|Wisconsin)\b"
)
# "Republic of Turkey" is Turkey.
STATE_OF = re.compile(
    r"(?:(?:Federal|Islamic|People[’']s) )?(?:Republic|Kingdom) of (?:the )?(?P<name>[A-Z].+)"
)
# "senator emailed supporters": what somebody did to others is no part of who it was.
DOES_TO = re.compile(
    r"(?P<who>(?:[\w’'.-]+\s){0,4}?(?P<noun>[a-z-]+))\s(?!led|owned|backed|based|organi[sz]ed|controlled|affiliated|elected)[a-z]{3,}ed\s"
    r"(?:[a-z-]+\s){0,2}[a-z]+s"
)
# Other names of countries, among the houses that speak for them.
NAMES_TOO = {"britain", "america", "holland", "great britain", "burma", "macedonia", "bosnia", "czechia"}
# Words with a capital that no body's name has: a headline's, and what begins a sentence.
NO_PART_OF_NAME = re.compile(r"^(?:The|A|An|In|At|On|But|And|[A-Z]{4,})\s")  # that begins a sentence
BROKEN_NAME = re.compile(
    r"\.\sThe\s|^(?:Our|My|Your|His|Her|Their|Its|This|That|These|Those|If|When|While|As|After|Before|What|Who|How|Why|Says?|One|Every|Any|No|Some|"
    r"Another)\b|\b(?:Of|A|An|To|In|On|At|By|Is|Are|Was|With|From|Who|That|His|Her|Their|Its|Says?|Said|Has|Have|Over|About|Into|Against)\b"
)
# "even his own supporters", "a harbour official", "the same poll".
EVEN = re.compile(
    r"^(?:even|also|only|just|including)\s+(?=(?:an?|the|his|her|its|their|some|many|most|several|few)\s)",
    re.I,
)
BEFORE_COUNTRY = re.compile(r"^(?:the|official)\s+", re.I)
# A noun in the plural right behind a name that an "of" or "for" leads to: the name is not its end.
NOUN_BEHIND = re.compile(
    r"\s(?P<noun>[a-z]{3,}s)\b(?P<goes_on>\s(?:to|that|it|its|the|an?|on|in|for|no|at|by|[a-z]+ly)\b)?"
)
HEADLINE_REACH = 60  # characters around a name that tell whether a headline prints it
INDEFINITE = re.compile(r"an?\s", re.I)
ARTICLE_BEFORE = re.compile(r"^(?:an?|the)\s", re.I)
ONE = re.compile(r"^(?:an?|one|another|same)\s+(?!of\b)", re.I)
FACTORS = {"document": 0.95, "anonymous": 0.9}
NOBODY = "nobody and nothing that can speak"
DESCRIBED = "the article gives no name: its own description stands"
LOOK_AGAIN = 1500  # characters after which a fuller name is looked for again


# What a company has or does, and nobody who is a person.
OF_A_COMPANY = re.compile(
    r"\b([A-Z]\w+)(?:\sitself\b|\s(?:Co|Inc|Corp|Ltd|LLC|PLC|plc)\b|\s(?:reported|posted|booked)\s(?:an?\s|its\s)?(?:[a-z]+\s){0,2}"
    r"(?:loss|profit|revenue|earnings|sales|income)\b|[’']s\s(?:chief executive|CEO|shares|stock|shareholders|customers|employees|executives|parent company|"
    r"headquarters|products|factories|factory|plants?)\b|\s(?:kept|closed|opened|sold|expanded|launched|renamed|cancel(?:ed|led))\sits\b)"
)


@cache
def firm_name() -> re.Pattern[str]:
    """Return a pattern for the name of a company by its last word: "Norrhav Coal", "Tarn Bay Securities"."""
    nouns = "|".join(sorted(noun.capitalize() for noun in FIRM_NOUNS))
    return re.compile(rf"(?P<first>[A-Z](?<!\w[A-Z])[a-z]{{2,}})(?:\s[A-Z][a-z]+){{0,1}}\s(?:{nouns})\b")


# What firms are called by, and nobody else.
FIRM_NOUNS = word_set(
    "airlines automotive biosciences capital chemicals coal dynamics electronics energy enterprises entertainment equities "
    "foods holdings industries insurance investments laboratories logistics mining motors petroleum pharma "
    "pharmaceuticals productions realty securities semiconductor software steel studios systems technologies telecom therapeutics ventures"
)


def of_one_line(name: str, core: str) -> str:
    """Return a name without what stands on the next line, if the name is whole before it: "Port Council\nPress release"."""
    first, broken, _ = name.partition("\n")
    whole = broken and core.lower() in first.lower() and first.split()[-1][:1].isupper()
    return first if whole and first.lower() != core.lower() else name


SHORT_TEXT = 20_000  # characters: longer ones are not looked through for each word
SMALL_WORD = re.compile(r"[a-z](?<!\w[a-z])[a-z]*+(?!\w)")


@lru_cache(maxsize=4096)
def core_of(described: str) -> str:
    """Return a description without "one of", an owner's ending, and what hangs on its end."""
    core = without_possessive(ONE.sub("", described))
    return DATED.sub("", LOOSE_END.sub("", HOW_ASKED.sub("", " ".join(core.split()))))


class WrittenWords:
    """How the words of one text are written: counted once, when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def small(self) -> frozenset[str]:
        """The words that stand in small letters."""
        return frozenset(SMALL_WORD.findall(self.text))

    def has_small(self, word: str) -> bool:
        """Does a word stand in small letters? A short text is looked through for it, of a long one all are known."""
        if len(self.text) > SHORT_TEXT:
            return word in self.small
        places = places_of(word, self.text) if word.isascii() and word.isalpha() else ()
        found = (SMALL_WORD.match(self.text, at) for at in places)
        return any(match is not None and match.group() == word for match in found)

    @cached_property
    def capitals(self) -> Counter[str]:
        """The words that begin with a capital, with how often."""
        return Counter(re.findall(r"[A-Z](?<!\w[A-Z])\w*", self.text))

    @cached_property
    def placed(self) -> frozenset[str]:
        """The capitalised words that stand where places and firms do: "in Tarn", "at Norrhav"."""
        return frozenset(
            re.findall(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside)\s([A-Z]\w+)\b(?![’'-]\w)", self.text)
        )

    @cached_property
    def firms(self) -> dict[str, str]:
        """The companies that the text names in full, each by its first word, where that is one's alone."""
        found: dict[str, set[str]] = defaultdict(set)
        for match in firm_name().finditer(self.text):
            found[match["first"]].add(match.group())
        return {first: names.pop() for first, names in found.items() if len(names) == 1}

    @cached_property
    def companies(self) -> frozenset[str]:
        """The capitalised words that have what companies have: "Norrhav itself", "Norrhav's shares"."""
        return frozenset(OF_A_COMPANY.findall(self.text))

    def is_placed(self, word: str) -> bool:
        return (
            word in self.placed
            and not self.has_small(word.lower())  # "in The Hague"
            and word.lower() not in places()
            and word.lower() not in lexicon.country_table()  # "in Kestran hands"
            and word not in NOT_A_NAME
            and not is_nobody(word)
        )


class Unnamed:
    """The speakers of one article who are no persons with a name, as far as it has spoken of them."""

    def __init__(self, text: str, written: WrittenWords) -> None:
        self.text = text
        self.written = written
        self.others: dict[str, SpeakerRecord] = {}
        self.looked: dict[str, tuple[int, str | None]] = {}  # where a fuller name was looked for last
        self.described: dict[str, str | None] = {}  # bodies by what the text says they are
        self.outlets: dict[str, str | None] = {}  # the one that the text names in full, by its last word
        self.spelled: dict[str, str | None] = {}  # the name that the text gives a country

    def describe(self, mention: str, core: str, head: str) -> Resolution:
        """Return an institution, group, document or unnamed source under its own description."""
        core = core_of(core)
        made = PARTICIPLE.match(core)
        if made and DOCUMENT.search(made["what"]):
            core = LOOSE_END.sub("", JUST_NOW.sub("", made["what"]))  # "papers that were later" (released)
            head = head_of(core)
        if (
            head[:1].isupper()
            and kind_of(core, head) is None
            and (is_known_body(mention) or mention in lexicon.outlets())
        ):
            core = mention  # "The Hill"
        core = OF_WHICH.sub("", core, count=1) if OF_WHICH.match(core) else core
        core = core if word_is_group(head) else without_epithets(core)
        did = DOES_TO.fullmatch(core)
        if did and is_somebody(did["noun"]):
            core, head = did["who"], did["noun"]
        one = INDEFINITE.match(mention) is not None
        if one and head[:1].isupper() and takes_no_article(core):
            return Resolution(name=None, kind="anonymous", factor=0.4, why=NOBODY)
        called = BODY_CALLED.fullmatch(core) if head[:1].isupper() else None
        if called:
            core = called["name"]
            self.remember(core, "institution", mention, country_of(core), affiliation=core)
            return Resolution(name=core, kind="institution", why=gettext_noop("a body by its name"))
        tail = core.rpartition(", ")[2]
        if tail != core and " " in tail and tail[:1].isupper() and names_a_body(tuple(tail.split())):
            core, head = tail, head_of(tail)  # "the fair, Mira Tolan Productions,"
        kind = kind_of(core, head)
        part = PART_OF.match(core)
        if part and (whole := kind_of(part["whole"], head_of(part["whole"]))):
            several = whole == "group" and not part["part"].lower().endswith(("one", "another", "each"))
            kind = None if whole == "document" else "group" if several else "anonymous"
        elif part and head.lower() in SEVERAL and not head_of(part["whole"]).endswith("s"):
            kind = None  # "most of her music"
        article = mention[:4].lower() == "the "
        short = kind == "document" and article and core[:1].isupper() and " " not in core  # "the Post"
        if kind is None and article and re.fullmatch(r"[A-Z][a-z]{2,}s", core) and not is_nobody(core):
            kind = "group"  # "the Tolans"
        if (
            kind is None
            and not one
            and core.isalpha()
            and core.istitle()
            and (self.written.is_placed(core) or core in self.written.companies)
        ):
            kind = "institution"  # whoever speaks for a place: "Tarn said"; a firm: "at Norrhav"
        if kind is None and article and core in GOVERNED:
            kind = "institution"
        if short or (kind is None and names_by_capitals(core, article)):
            kind = "institution"
        if kind is None:
            return Resolution(name=None, kind="anonymous", factor=0.4, why=NOBODY)
        if kind == "institution":
            core = self.fuller_outlet(core)
        country = country_of_office(core) if kind == "anonymous" else country_of(core)
        role = affiliation = None
        if kind == "anonymous":
            role = "anonymous source" if SOURCE.fullmatch(head) else core
            affiliation = affiliation_of(core)
        elif kind == "institution":
            affiliation = core
        self.remember(core, kind, mention, country, role=role, affiliation=affiliation)
        return Resolution(name=core, kind=kind, factor=FACTORS.get(kind, 1.0), why=DESCRIBED)

    def country_in(self, mention: str) -> Resolution | None:
        core = BEFORE_COUNTRY.sub("", mention).strip()
        country = lexicon.country_table().get(without_s(core).lower())
        if country is None and (state := STATE_OF.fullmatch(core)):
            core = state["name"]
            country = lexicon.country_table().get(core.lower())
        if country is None or (core == "Georgia" and self.names_states):
            return None
        lower = core.lower()
        if (
            lower in {word.lower() for word in country.others if not word.isupper()}
            and lower not in NAMES_TOO
            and lower[:-1] not in {word.lower() for word in country.adjectives}
        ):
            self.remember(core, "institution", mention, country.code, affiliation=core)
            return Resolution(
                name=core,
                kind="institution",
                why=gettext_noop("a country, its people or the house that speaks for it"),
            )
        if lower in {a.lower() for a in country.adjectives}:
            people = {a.lower() for a in country.adjectives}
            if (
                lower + "s" in people
                or lower.endswith("man")
                or (lower + "s" not in people and not plural(lower, mention))
            ):
                return None  # "Canadian", "Dane": an adjective, or one of many
            self.remember(core, "group", mention, country.code)
            return Resolution(
                name=core,
                kind="group",
                why=gettext_noop("a country, its people or the house that speaks for it"),
            )
        spellings = [country.name, *list(country.others)]
        if country.code not in self.spelled:
            self.spelled[country.code] = next((s for s in spellings if stands_in(s, self.text)), None)
        name = self.spelled[country.code] or core
        if lower == country.capital.lower():
            name = core  # "Madrid insists": the words are not put into the mouth of Spain
        self.remember(name, "country", mention, country.code)
        return Resolution(
            name=name,
            kind="country",
            why=gettext_noop("a country, its people or the house that speaks for it"),
        )

    @cached_property
    def names_states(self) -> bool:
        return STATES_BESIDE.search(self.text) is not None

    def fuller_outlet(self, core: str) -> str:
        """Return the outlet that the text names in full, where it is the only one: "Harbour Post" for "the Post"."""
        last = core.removeprefix("The ")
        if last not in self.outlets:
            longer = {
                name.removeprefix("The ")
                for name in outlets_by_last().get(last, ())
                if stands_in(name, self.text)
            }
            self.outlets[last] = longer.pop() if len(longer) == 1 else None
        return self.outlets[last] or core

    def fuller_institution(self, core: str, at: int) -> Resolution | None:
        """Return "Kestran Foreign Ministry" for "the ministry", where it has spoken or is named before."""
        if core[:1].isupper() and " " in core:
            return None
        looked, name = self.looked.get(core, (-LOOK_AGAIN, None))
        if name is None and at - looked >= LOOK_AGAIN:
            name = self.institution_before(core, at)
            self.looked[core] = (at, name)
        if name is None:
            return None
        self.remember(name, "institution", core, country_of(name), affiliation=name)
        return Resolution(name=name, kind="institution", factor=0.95)

    def described_as(self, noun: str) -> str | None:
        """Return the body beside whose name the text says that it is one: "Harbour Board, Velland’s ports regulator,"."""
        if noun not in self.described:
            self.described[noun] = self.find_described(noun)
        return self.described[noun]

    def find_described(self, noun: str) -> str | None:
        if noun not in self.text or "," not in self.text:
            return None
        head = self.text[:LONGEST_SEARCHED]
        patterns = (pattern.replace("%s", re.escape(noun)) for pattern in (DESCRIBED_BODY, BODY_DESCRIBED))
        match = next(filter(None, (re.search(pattern, head) for pattern in patterns)), None)
        name = " ".join(match["name"].split()) if match else ""
        name = name.removeprefix("The ")
        return name if " " in name and not name.startswith(("In ", "On ", "At ")) else None

    def institution_before(self, core: str, at: int) -> str | None:
        """Return the fullest name that the text gave "the ministry", "the bank" before.

        Of a very long text only its beginning and what came last is searched.
        """
        wanted = fold(core)
        described = self.described_as(core) if core.islower() else None
        if described is not None:
            return described
        for known in reversed(self.others.values()):
            if (
                known.kind == "institution"
                and len(known.name) > len(core)
                and fold(known.name).endswith(wanted)
            ):
                return known.name
        pieces = [(0, at)] if at < 12_000 else [(0, 4000), (at - 8000, at)]
        seen = "\n".join([self.text[s:e] for s, e in pieces])
        if core.lower() not in seen.lower() and not LIKE_SMALL.search(seen):
            return None  # the pattern is made for this one name, and that takes longer than a look
        head = re.escape(core)
        pattern = re.compile(
            rf"(?<![\w.])(?:(?:[A-Z][\w-]+[’']s\s(?:[a-z]+\s)?{head})"
            rf"|(?:[A-Z]{{2,}}\s[a-z]+\s{head})"
            rf"|(?<=[Tt]he\s)(?:[A-Z][\w-]*\s){{1,3}}and\s(?:[A-Z][\w-]*\s){{1,3}}(?i:{head})(?:\sof\sthe\s[A-Z][\w-]*(?:\s[A-Z][\w-]*){{0,2}})?"
            rf"|(?:(?:[A-Z][\w-]*|(?:[A-Z]\.)+)\s){{1,4}}(?i:{head})"
            rf"(?:\s(?:of|for)\s(?:the\s)?[A-Z][\w-]*(?:\s(?:and\s)?[A-Z][\w-]*){{0,3}})?"
            rf"|(?i:{head})\s(?:of|for)\s(?:the\s)?[A-Z][\w-]*(?:\s(?:and\s)?[A-Z][\w-]*){{0,3}})\b"
        )
        found = [match for s, e in pieces for match in pattern.finditer(self.text, s, e)]
        for match in reversed(found):
            name = NO_PART_OF_NAME.sub("", of_one_line(match.group(), core))
            if fold(name) == wanted or BROKEN_NAME.search(name) or self.is_cut(*match.span()):
                continue
            printed = (NO_PART_OF_NAME.sub("", of_one_line(other.group(), core)) for other in found)
            return max((other for other in printed if other.endswith(name)), key=len, default=name)
        return None

    def is_cut(self, start: int, end: int) -> bool:
        """Does a name go on where it was cut, or is it a headline's: "trade group for the Tarn Coast" (harbours)?"""
        behind = NOUN_BEHIND.match(self.text, end)
        if behind and (behind["goes_on"] is None or behind["noun"] not in lexicon.finite_verbs()):
            return True
        ahead = self.text[max(0, start - HEADLINE_REACH) : start].rpartition("\n")[2]
        line = ahead + self.text[start : end + HEADLINE_REACH].partition("\n")[0]
        words = line.split()
        long = [word for word in words if len(word) > 3 and word[:1].isalpha()]
        return len(long) > 3 and all(word[:1].isupper() for word in long)

    def remember(
        self,
        name: str,
        kind: str,
        alias: str,
        country: str | None,
        role: str | None = None,
        affiliation: str | None = None,
    ) -> None:
        key = fold(name)
        known = self.others.get(key)
        aliases = set(known.aliases) if known else set()
        alias = ARTICLE_BEFORE.sub("", alias)
        if fold(alias) != key:
            aliases.add(alias)
        self.others[key] = SpeakerRecord(
            name=known.name if known else name,
            kind=kind,  # type: ignore[arg-type]
            role=role or (known.role if known else None),
            affiliation=affiliation or (known.affiliation if known else None),
            country=country or (known.country if known else None),
            aliases=tuple(sorted(aliases)),
        )


def without_s(word: str) -> str:
    return word[:-2] if word.endswith(("’s", "'s")) else word


def without_possessive(core: str) -> str:
    """Return "Harbour Department" of "Harbour Department's": a body owns its words; "McTolan's" is a name."""
    bare = without_s(core)
    owns = bare.strip() not in ("", core) and (is_known_body(bare) or is_body_noun(bare.split()[-1].lower()))
    return bare if owns and not is_known_body(core) else core


def without_epithets(core: str) -> str:
    """Return the name of a body that is known, or has a body's noun in it, without what stands around it."""
    match = WITH_EPITHET.fullmatch(core)
    if match is None or match["name"] == core:
        return core
    name = match["name"]
    named = name.split()
    known = is_known_body(name) or name in lexicon.outlets() or f"The {name}" in lexicon.outlets()
    if known or (len(named) == 1 and CAMEL.fullmatch(name) and core.endswith(name)):
        return name
    if len(named) > 1 and names_a_body(tuple(named)) and not core.endswith(named[-1].lower()):
        return name
    return core


def takes_no_article(core: str) -> bool:
    """Does a phrase end with the name of a known body? Behind "a" its noun is missing: "a Harbour Times" report."""
    words = core.replace("/", " ").split()
    ends = [" ".join(words[start:]) for start in range(len(words))]
    return any(end[:1].isupper() and (is_known_body(end) or end in lexicon.outlets()) for end in ends)


def names_by_capitals(core: str, article: bool) -> bool:
    """Is a phrase a body's name by its form: letters alone ("HPO"), a country's ("Haldia Radar"), "the Beacon"?"""
    words = core.split()
    if not words or any(word in NOT_A_NAME or not word[:1].isupper() for word in words):
        return False
    if len(words) > 1 and words[-1] in PLACE_LAST:
        return False  # "the Harbour Strip"
    if len(words) == 1 and article and is_body_noun(core.rsplit("-", 1)[-1].lower()):
        return True  # "the Harbour-Times"
    if len(words) == 1:
        return (
            core not in STATE_LETTERS
            and bool(re.fullmatch(r"(?![RDI]-)[A-Z](?:[A-Z0-9&/.-]*[A-Z])\.?", core))
            and not is_post_nominal(core)
        )
    return article or words[0].lower() in lexicon.country_table()


LONGEST_SEARCHED = 12_000  # characters, for the body that is described beside its name
DESCRIBED_BODY = (
    r"(?P<name>[A-Z][\w’'-]*(?:\s(?:(?:of|for|on|and|the)\s){0,2}[A-Z][\w’'-]*){0,6})(?:\s\([A-Z]{2,8}\))?,\s"
    r"(?:the\s|a\s|[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*)?[’']s\s)(?:[\w-]+\s){0,2}?%s(?:,|\s(?:for|of|in)\s[^,.]{2,40},)"
)
# "The union, the Harbour Workers’ Congress,"
BODY_DESCRIBED = r"\b(?:[Tt]he\s|[A-Z][\w’'.-]*[’']s\s)(?:[\w-]+\s){0,2}?%s,\s(?:the\s)?(?P<name>[A-Z][\w’'-]*(?:\s(?:(?:of|for|on|and|the)\s){0,2}[A-Z][\w’'-]*){1,6}),"
# Places that have an administration, which speaks as "the city".
GOVERNED = word_set("borough canton city county emirate island kingdom municipality port prefecture province")
# What the name of a place ends with, and of no body.
PLACE_LAST = word_set(
    "Airport Avenue Bay Beach Boulevard Bridge Canal Canyon Cape Coast Creek Desert Falls Forest Freeway Gulf Heights Highway Hills "
    "Island Islands Lake Mountain Mountains Ocean Peninsula Pier Plaza River Road Sea Square Strait Street Strip Tunnel Valley"
)


def is_of_no_person(last: str, article: bool) -> bool:
    """Does a name end with a word for several, or behind "the" with a place's: "the Harbour Strip"?"""
    return word_is_group(last) or (article and last in PLACE_LAST)


@cache
def outlets_by_last() -> dict[str, list[str]]:
    """Return the outlets of several words by the last of them, by which news calls them."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in lexicon.outlets():
        first, _, last = name.rpartition(" ")
        if first and first != "The":
            found[last].append(name)
    return found


def plural(people: str, mention: str) -> bool:
    """Does the word for a country's people mean them all: "Canadians", "the British"?"""
    return (people.endswith(("s", "men")) and not people.endswith("ss")) or mention.lower().startswith("the ")


def stands_in(word: str, text: str) -> bool:
    """Does a text hold a word or phrase as a whole word?"""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
            return True
        start = text.find(word, end)
    return False


# What follows the head of a phrase: "engineers hired by the council", "people living near the gate".
AFTER_HEAD = re.compile(
    r"(?i:\s(?:of|in|into|for|at|from|with|without|on|over|to|by|about|against|between|among|behind|under|near|outside|"
    r"inside|after|before|during|since|until|than|despite|because|through|throughout|amid|like|unlike|who|whose|that|which|close|familiar|privy|aware|briefed|speaking)\b|,(?!\d))"
    r"|\slast\s|\sthis\s|(?<=[a-z])\s[a-z]+(?:ed|ing)\s(?:by|in|at|to|from|with|on|near|the|for)\b"
)


WORDS_OF_PHRASE = re.compile(r"[\w’'-]+")
BEHIND_NOUN = re.compile(
    r"\s(?:pro tem(?:pore)?|ad interim|designate|elect|emeritus|emerita|laureate)$", re.I
)


@lru_cache(maxsize=16384)
def head_of(core: str) -> str:
    """Return the head noun of a phrase: "source" of "source in the Kestran Foreign Ministry".

    Words that stand behind their noun are passed over: "Speaker pro tempore", "minister designate".
    """
    words: list[str] = WORDS_OF_PHRASE.findall(BEHIND_NOUN.sub("", AFTER_HEAD.split(core, maxsplit=1)[0]))
    if len(words) > 1 and words[-1].lower() == "general" and words[-2].lower() in OFFICES_GENERAL:
        return words[-2]
    return words[-1] if words else ""


# Offices that have "general" behind their noun, as no soldier has.
OFFICES_GENERAL = word_set(
    "advocate attorney auditor comptroller consul director governor inspector postmaster prosecutor secretary solicitor surgeon"
)


# Offices beside "Georgia" that a state of America has not.
OF_A_COUNTRY = re.compile(
    r"\b(?:[Pp]resident|[Pp]rime|[Mm]inister|[Mm]inistry|[Ff]oreign|[Ii]nterior|[Dd]efen[cs]e|[Pp]arliament|[Aa]mbassador|[Ee]nvoy|"
    r"[Gg]overnment|Tbilisi|Republic|Dream|patriarch)\b"
)
# "the Oneida Indian Nation" is of America.
NATIVE = re.compile(
    r"American Indian\b|\bIndian (?=(?:[Nn]ation|[Tt]ribe|[Cc]ountry|[Rr]eservation|[Aa]ffairs|[Cc]hief)\b)"
)


WORDS_AND_LETTERS = re.compile(r"[\w.’'-]+")  # "U.S." too


def is_elsewhere(name: str, phrase: str) -> bool:
    """Does a phrase mean by the name of a country another place or people: a state, a tribe?"""
    if name == "Georgia":
        return phrase != name and OF_A_COUNTRY.search(phrase) is None
    return name.startswith("Indian") and NATIVE.search(phrase) is not None


@lru_cache(maxsize=16384)
def country_of(phrase: str) -> str | None:
    """Return the code of the country that a phrase names first, by the longest name."""
    table = lexicon.country_table()
    words = WORDS_AND_LETTERS.findall(phrase)
    for size in (3, 2, 1):
        for start in range(len(words) - size + 1):
            candidate = " ".join(words[start : start + size])
            country = table.get(without_s(candidate).lower()) if candidate[:1].isupper() else None
            if country and is_elsewhere(candidate, phrase):
                continue
            if country and (candidate.lower() != "us" or candidate == "US"):
                return country.code
    return None


# Behind these heads "to", "on" and "for" tell whom somebody is sent to or knows about: "ambassador to Kestra".
SENT_OR_VERSED = (
    r"\b(?:ambassador|envoy|emissary|attach[eé]|consul|representative|adviser|advisor|expert|specialist|analyst|scholar|researcher|"
    r"fellow|negotiator|coordinator|rapporteur|correspondent|authority|mediator|delegate|counsel|professor|writer|author)s?"
)
ELSEWHERE = re.compile(
    rf"{SENT_OR_VERSED}\s(?:to|on|for)\s.*|\s(?:in|near|outside|at|on|based in|living in|stationed in)\s(?!the\s(?:[A-Z]\w+\s)?(?:[Gg]overnment|[Mm]inistry|[Pp]arliament)).*"
)
# Who teaches or puts a language into another is not of its country: "English professor".
LANGUAGE_TAUGHT = re.compile(
    r"\b[A-Z][a-z]+(?=[ -](?:and [A-Z][a-z]+ )?(?:(?:[Ll]iterature|[Ll]anguage|[Hh]istory|[Ss]tudies)\s)?"
    r"(?:professor|teacher|tutor|translator|interpreter|major|lecturer|instructor)s?\b)"
)


@lru_cache(maxsize=16384)
def country_of_office(phrase: str) -> str | None:
    """Return the code of the country that somebody of this description is of, as far as it tells.

    An "ambassador to Kestra", an "expert on Kestra" and a "spokesman in Kestra" may be of any country.
    """
    return country_of(LANGUAGE_TAUGHT.sub("", ELSEWHERE.sub("", phrase)))


def affiliation_of(core: str) -> str | None:
    """Return the house that a description puts somebody in."""
    match = re.search(r"\b(?:in|of|at|from|with|for)\s(?:the\s)?((?:[A-Z][\w’'-]+\s?(?:of\s|and\s)?)+)", core)
    house = match.group(1).strip() if match else ""
    words = house.split()
    owner = house.endswith(("’s", "'s")) or any(word.endswith(("’s", "'s")) for word in words[-2:])
    titled = bool(words) and (
        words[0].rstrip(".") in lexicon.titles() or words[0].lower() in lexicon.WEEKDAYS
    )
    return None if not house or owner or titled else house
