"""Who takes part, and where? Names beside a noun phrase that can be a party or a place."""

import re
from functools import cached_property, lru_cache

from ...folding import fold
from ...records import Span
from . import lexicon
from .event_dates import RELATIVE_CLAUSE
from .finding import search_from
from .full_names import can_be_person
from .lexicon import MONTHS, WEEKDAYS
from .person import Person, heads_of, may_be
from .resolution import Resolver
from .resolved import Resolution
from .speakable import INSTITUTION, places

CAPITALS = r"(?:[A-Z][\w’'.-]*[\w]|[A-Z](?=\s))"
NAME = rf"{CAPITALS}(?:\s(?:of\s(?:the\s)?|de\s|van\s|von\s|al\s|bin\s)?{CAPITALS}){{0,4}}"
STOP = (
    r"(?=[,.;:?!()“”\"\n]|\s(?:in|on|at|to|was|were|is|are|will|would|has|have|had|that|which|who|over|about|by|from|for|aimed|"
    r"scheduled|held|signed|took|may|might|could|should|said|says|after|before|during|last|this|next|when|where|as|ended|opened|"
    r"brought|went|became|and|or|but|yesterday|today|tomorrow|regarding|concerning|under|amid|since|earlier|later|where|while|"
    r"because|if|ahead|also|still)\b|\s[–—-]+\s|$)"
)
PHRASE_WORDS = r"(?:[^,.;:()“”\"]|(?<=\bH)\.(?=E\.)|(?<=\bH\.E)\.|(?<=\b(?:Mr|Ms|Dr|Lt))\.|(?<=\b(?:Mrs|Rev|Sen|Gov|Gen|Rep|Col))\.)"
BETWEEN = re.compile(
    rf"\s*(?:\w+ed\s)?(?:between|of|by)\s(?P<one>{PHRASE_WORDS}{{2,70}}?)\s(?:and|&)\s(?P<two>{PHRASE_WORDS}{{2,70}}?){STOP}"
)
FAR_BETWEEN = re.compile(
    rf"\s[^,.;:()“”\"]{{0,50}}?\bbetween\s(?P<one>{PHRASE_WORDS}{{2,70}}?)\s(?:and|&)\s(?P<two>{PHRASE_WORDS}{{2,70}}?){STOP}"
)
# "A, B and C": what stands before one separator, and the separator.
PIECE = re.compile(rf"(?P<one>{PHRASE_WORDS}{{2,70}}?){STOP}")
SEPARATOR = re.compile(r",\s(?P<last>and\s)?|\s(?P<and>and|&)\s")
AMONG = re.compile(
    r"\s*(?:\w+ed\s)?(?:between|among|of|by)\s(?:the\s(?:leaders|presidents|foreign\sministers|ministers)\sof\s)?"
)
WITH_WHOM = re.compile(r"\s(?:(?:in|on|at)\s(?:the\s)?[A-Z]\w+(?:\s[A-Z]\w+)?\s|[a-z]+\s){0,5}?with\s")
NAME_APPOSED = re.compile(rf",\s(?P<name>{NAME})(?=[,.;:]|\s(?:in|on|at|to|for|and)\s|$)")
MOST_PARTIES = 6
HALVES = {"North", "South", "East", "West"}
MOVED = re.compile(rf"\sfrom\s(?P<place>{NAME})\sto\s{NAME}")
WITH = re.compile(
    rf"\s(?:(?:in|on|at)\s(?:the\s)?[A-Z]\w+(?:\s[A-Z]\w+)?\s|[a-z]+\s){{0,3}}?with\s(?P<one>{PHRASE_WORDS}{{2,80}}?){STOP}(?:\s(?:and)\s(?P<two>{PHRASE_WORDS}{{2,70}}?){STOP})?"
)
OF_ONE = re.compile(rf"\s(?:of|by|from)\s(?P<one>{PHRASE_WORDS}{{2,80}}?){STOP}")
PAIR = re.compile(
    r"\b(?P<one>[A-Z][\w’']*(?:\s[A-Z][a-z]+)?)[-–—/](?P<two>[A-Z]\w+(?:\s[A-Z][a-z]+)?)(?=\s|$)"
)
# Joined with a hyphen they make no pair: "the Trans-Harbour pact".
PREFIXES = lexicon.word_set(
    "trans anti pro pan inter intra non pre post cross mid ex neo sub multi semi afro euro indo"
)
# Regions and oceans send nobody: "the Obama-Pacific pact" is of the Pacific.
REGIONS = lexicon.word_set(
    "pacific atlantic arctic antarctic asia europe africa america americas balkans baltic caribbean mediterranean mideast "
    "eurasia scandinavia gulf levant maghreb sahel"
)
# They have a capital in headlines, and end no name: "the President After".
LINKS = lexicon.word_set("After Before During Amid At In On With From By For Of And Or To As")
INTER = re.compile(r"\b[Ii]nter-(?P<who>[A-Z]\w+)")
TWO_COUNTRIES = {"korean": ("North Korea", "South Korea")}
OUTLET = re.compile(
    r"\b(?:Times|Post|News|Tribune|Gazette|Mail|Courier|Herald|Observer|Chronicle|Journal|Telegraph|Guardian|Wire|Press|"
    r"Television|Radio|Sentinel|Globe|Star|Daily|Weekly|Magazine|Review|Register|Dispatch|Examiner|Inquirer|Bee|Sun|"
    r"Agency|Broadcasting|Network|TV|FM|CNN|BBC|NBC|CBS|ABC|MSNBC|PBS|NPR|Facebook|Twitter|Today|Show|Tonight|Reuters|AP|AFP)\b"
)
NOT_PARTY = re.compile(
    r"\b(?:House|Senate|Hall|Island|Islands|Street|Avenue|Hotel|Palace|Airport|River|Bridge|Strait|Sea|Peninsula|Friday|Thursday|"
    r"Monday|Tuesday|Wednesday|Saturday|Sunday|City|Square|Center|Centre|Building|Room|Tower|Summit|Conference|Treaty|Accord|"
    r"Agreement|Act|Convention|Forum|Day|Week|God|Internet|Congressional|Republican|Democratic|Democrat|Democrats|Republicans)\b"
)
PEOPLE_OF = re.compile(
    r"\b(?:leader|president|minister|premier|chancellor|king|delegation|official|counterpart|colleague|representative|envoy|"
    r"diplomat|government|side|ambassador|negotiator|secretary|chief|head|monarch|team)s?\b",
    re.I,
)
DETERMINER = re.compile(r"(?i)^(?:the|a|an|his|her|their|its|both|some|other|top|senior|visiting)\s+", re.I)
PLACE_AHEAD = re.compile(
    # It begins with a set of letters, so that the engine skips to them.
    r"(?P<at>[aniot](?<!\w[aniot])(?:(?<=[io])n|(?<=a)t|(?<=n)ear|(?<=o)utside|(?<=t)o))\s(?:the\s)?(?:[A-Z][\w’'-]*(?:[’']s)?(?:\s[A-Z][\w’'-]*)?\s(?:[a-z]+\s){0,2}(?:city|capital|town|resort|port|village)\sof\s|"
    r"(?:[a-z-]+\s){0,3}(?:city|capital|town|resort|port|village)\s(?:of\s)?)?"
    r"(?P<place>(?:St\.\s)?[A-Z][\w’'-]+(?:[ -](?:of\s|de\s|la\s)?(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z][\w’'-]+){0,6})"
)
# What stands between an event and its place tells of the event, and of nothing else: not "the summit has words for the war in".
NOT_OF_IT = re.compile(
    r"\b(?:about|regarding|concerning|have)\b|\b[Oo]n (?:the )?(?:\w+ )?(?:[Ss]ituation|[Cc]onflict|[Cc]risis|[Ww]ar|[Rr]ights)\b|\band\s$|\b(?:has|had|is|are|was|were) (?!been|\w+ed\b|held|due|set|to (?:be|open|begin|start|take|end)\b|\w+ly\b|under way|over\b|now\b|still\b)"
    r"|(?<!due )(?<!set )(?<!scheduled )\bto (?!be\b|open|begin|start|take place|end\b|convene|resume|last)[a-z]+\b"
)
DAY_BEHIND = re.compile(
    r"\s(?:on\s|yesterday\b|today\b|tomorrow\b|last\s|next\s|this\s|in\s(?:[A-Z]|\d)|early\s|late\s)"
)
SAYS_BEHIND = re.compile(r"\s(?:said|says|announced|reported|confirmed)\b")
ON_LAND = re.compile(r"(?:Island|Peninsula|Mount|Hill|Cape|Coast)\b|\bIsle of\b")
# "visit to", "the trip of the envoy to"
TRIP_TO = re.compile(r"\b(?:visit|trip)(?:\s(?:of|by)\s[^.,;:“”\"]{3,50}?)?\s*$", re.I)
# "are set down for Hollin on 8 May", "is planned for Hollin in June"
SET_FOR = re.compile(
    r"(?:\s(?!said\b|says\b)[\w’'-]+){0,6}?\s(?:is|are|was|were|has been|have been)\s(?:now\s|also\s|already\s)?(?:set(?: down)?|planned|scheduled|slated|due|pencilled in)\sfor\s"
    r"(?P<place>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})\s(?:on|at|in|from|next|later|tomorrow|this)\b"
)
CITY_OF = re.compile(r"\b(?:city|capital|town|port|resort|village) of (?P<place>[A-Z][\w’'-]+)")
NO_PLACE = {
    "facebook", "twitter", "he", "she", "the", "it", "i", "we", "they", "god", "this", "that", "his", "her", "their", "our",
    "my", "one", "there", "what", "who", "but", "and", "if", "as", "both", "some", "many", "internet", "youtube", "instagram",
    "european", "african", "asian", "american", "arab", "western", "nordic", "latin",
    "congress", "english", "democratic", "republican", "christmas", "easter", "thanksgiving", "ramadan",
    "higher", "free", "security", "commerce", "general", "morning", "those", "these", "mr", "mrs", "ms", "dr", "no", "not",
    "asia", "europe", "africa", "america", "americas", "west", "east", "north", "south", "muslim", "muslims", "islam", "islamic", "catholic", "gop", "isis", "nato",
}  # fmt: skip
NO_PLACE_WORDS = re.compile(
    r"(?:Ministry|Foreign|Council|Committee|Department|Party|Church|University|College|School|Club|Act|War|Day|Week|Year|Eve|"
    r"Administration|Government|Congress|Senate|Army|Navy|Court|Bank|Company|Inc|Corp|Group|Association|Foundation|Institute|"
    r"Republicans?|Democrats?|Supreme|Agency|Office|Commission|Parliament|Union|League|Coalition|Campaign|Convention|"
    r"Conference|Summit|Forum|Treaty|Security|Affairs|Action|Policy|Trade|Energy|Leadership|Finance|Health|Investment)$"
)


BETWEEN_BLANKS = re.compile(r"\S+")
PHRASE_WORD = re.compile(r"[\w.’'-]+")
OF_AN_OWNER = re.compile(r"[’']s\b")
TELLS_WHAT = re.compile(r"(?:an?|the|his|her|its|their|who|a former)\s[a-z]")
BEHIND_HEAD = re.compile(r"\s(?:of|for|to)\s")
ANOTHER_CLAUSE = re.compile(r"[“”\";]|\b(?:that|who|which|said|told|but|because|where|since|than)\b")


@lru_cache(maxsize=65536)
def is_outlet(name: str) -> bool:
    return name in lexicon.outlets() or OUTLET.search(name) is not None


def has_verb(words: str) -> bool:
    finite = lexicon.finite_verbs()
    return any(word in finite or word.endswith("ed") for word in words.split())


# "with a delegation of the Youth League led by its chairwoman Mira Tolan": she was there
LED_BY = re.compile(
    r"(?:\s(?:with|to))?(?:\s(?:on\s\w+day|today|here))?\s(?:an?|the)\s[^.,;:“”\"]{0,80}?\b(?:delegation|team|group)\b[^.,;:“”\"]{0,80}?\s(?:led|headed)\sby\s(?P<who>[^.,;:“”\"]{3,80}?)(?=[.,;]|\s(?:at|in|on|for|to)\s|$)"
)


def is_calendar(word: str) -> bool:
    return word.lower().rstrip(".") in MONTHS or word.lower() in WEEKDAYS


@lru_cache(maxsize=4096)
def country_of_words(phrase: str) -> str | None:
    """Return the country that the longest run of words of a phrase names; None if there is none or are two."""
    table = lexicon.country_table()
    words = PHRASE_WORD.findall(OF_AN_OWNER.sub("", phrase) if "’" in phrase or "'" in phrase else phrase)
    n = 0
    found: list[str] = []
    while n < len(words):
        for size in (4, 3, 2, 1):
            piece = " ".join(words[n : n + size])
            country = table.get(piece.lower()) if piece[:1].isupper() else None
            if country is not None and len(words[n : n + size]) == size and piece not in {"Us", "It"}:
                found.append(country.name)
                n += size
                break
        else:
            n += 1
    return found[0] if len(set(found)) == 1 else None


def is_adjective_of_country(word: str) -> bool:
    country = lexicon.country_table().get(word.lower())
    return bool(country and word in country.adjectives)


BEFORE_OFFICE = {"prime", "foreign", "vice", "deputy", "first", "defense", "defence", "finance"}


def without_office(name: str) -> str:
    """Return the name behind an office in a title: of "Prime Minister Tavo Stellan of Orvania", "Tavo Stellan"."""
    words = re.sub(r" of (?:the )?[A-Z].*$", "", name).split()
    while len(words) > 2 and (words[0].lower() in lexicon.roles() or words[0].lower() in BEFORE_OFFICE):
        words = words[1:]
    whole = words != name.split() and len(words) > 1 and can_be_person(tuple(words))
    return " ".join(words) if whole else name


class Parties:
    """Who and where, asked of one article."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.cast = resolver.cast
        self.text = resolver.cast.text
        self.offices: dict[str, list[re.Match[str]]] = {}
        self.treated: dict[str, bool] = {}
        self.called: dict[str, Resolution | None] = {}

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that the article writes without a capital somewhere."""
        return frozenset(re.findall(r"\b[a-z][\w’'-]+", self.text))

    def person_between(self, start: int, end: int) -> str | None:
        """Return the person who is named in a stretch, under the fullest name that the article gives."""
        people = self.cast.people_between(start, end)
        if people:
            full = self.cast.fullest(people[0]).name
            if " " in full:
                return self.called_otherwise(people[0], start, end) or full
        words = self.text[start:end].strip()
        resolution = self.person_called(DETERMINER.sub("", words)) if words else None
        if resolution is not None and resolution.name:
            return resolution.name
        return self.cast.fullest(people[0]).name if people else None

    def person_called(self, words: str) -> Resolution | None:
        """Return the person whose name a few words hold; by now the article has named all its people."""
        if words not in self.called:
            self.called[words] = self.resolver.names.person_in(words, learn=False)
        return self.called[words]

    def called_otherwise(self, person: Person, start: int, end: int) -> str | None:
        """Return a surname with its office, where whoever is named in full further on holds no such office.

        "Secretary Tolan" is not the shipowner of that name.
        """
        surname = person.words[-1]
        if self.cast.fullest(person).first_at < start or len(self.text[start:end].split()) > 1:
            return None
        for match in self.with_office(surname):
            if match.end() > start:
                break
            if may_be(self.cast.fullest(person), heads_of(match[1]), None, None) < 2:
                return match.group()
        return None

    def with_office(self, surname: str) -> list[re.Match[str]]:
        """Return where the article has a surname behind the word for an office, in order."""
        if surname not in self.offices:
            pattern = re.compile(rf"\b([A-Z][a-z]+)\s{re.escape(surname)}\b")
            self.offices[surname] = [
                match
                for match in pattern.finditer(self.text)
                if match[1].lower() in lexicon.roles() and heads_of(match[1])
            ]
        return self.offices[surname]

    def party_in(self, start: int, end: int, strict: bool = True) -> str | None:
        """Return the party that a phrase names: a person, a country, an institution; with `strict` off any name."""
        phrase = self.text[start:end].strip()
        person = self.person_between(start, end)
        if person is not None:
            return person if self.is_party(person) else None
        country = country_of_words(phrase)
        bare = DETERMINER.sub("", phrase)
        if country is not None:
            plain = bare.lower() in lexicon.country_table()
            return (
                country
                if plain or PEOPLE_OF.search(phrase) or is_adjective_of_country(bare.split()[0])
                else None
            )
        name = re.fullmatch(
            rf"(?P<name>{NAME})(?:[’']s)?(?:\s(?:leaders?|delegations?|officials?|side))?", bare
        )
        if name is None:
            return None
        words = name["name"].split()
        if words[-1].lower() in lexicon.roles():
            return None  # "the State Councilor and Foreign Minister Mira Tolan" are one
        if (
            len(words) > 1
            and not NOT_PARTY.search(name["name"])
            and INSTITUTION.search(name["name"])
            and not is_outlet(name["name"])
        ):
            return name["name"]
        if strict and len(words) == 1:
            resolution = self.person_called(name["name"])
            return (
                resolution.name if resolution and resolution.name and self.is_party(resolution.name) else None
            )
        return without_office(name["name"]) if self.is_party(name["name"]) else None

    def is_party(self, name: str) -> bool:
        """Is this a name that can take part: no outlet, no place, no rest of a phrase ("his Russian")?"""
        words = name.split()
        return not (
            is_outlet(name)
            or NOT_PARTY.search(name)
            or words[-1].lower() in REGIONS
            or words[-1] in LINKS
            or any(is_calendar(word) for word in words)
            or words[0].lower() in NO_PLACE
            or name in HALVES
            or (len(words) == 1 and name.rstrip(".") in lexicon.titles())
            or all(word.lower() in lexicon.roles() or word.lower() in BEFORE_OFFICE for word in words)
            or not name[:1].isupper()
        )

    def pair_in(self, start: int, end: int) -> list[str]:
        """Return the two parties of "the Trump–Kim", "US-North Korea"."""
        inter = INTER.search(self.text, start, end)
        if inter and inter["who"].lower() in TWO_COUNTRIES:
            return list(TWO_COUNTRIES[inter["who"].lower()])
        pair = PAIR.search(self.text, start, end)
        table = lexicon.country_table()
        if pair is None or (
            pair.group().isupper() and not all(pair[name].lower() in table for name in ("one", "two"))
        ):
            return []  # AFL-CIO is one body
        if pair["one"].split()[-1].lower() in PREFIXES:
            return []
        found = [self.one_of_pair(*pair.span(name)) for name in ("one", "two")]
        return [name for name in found if name] if all(found) else []

    def one_of_pair(self, start: int, end: int) -> str | None:
        words = self.text[start:end]
        bare = DETERMINER.sub("", words)
        start, words = end - len(bare), bare
        # "US-North Korea nuclear": the country is the longest run that is one.
        for size in (2, 1):
            piece = " ".join(words.split()[:size])
            country = lexicon.country_table().get(piece.lower())
            if country is not None:
                return country.name
        person = self.person_between(start, end)
        if person is not None and self.is_party(person):
            return person
        return words.split()[0] if self.is_party(words) else None

    def between(self, at: int, end: int) -> list[str]:
        """Return the parties of "between X and Y", "of X, Y and Z" that stand right behind a noun."""
        several = AMONG.match(self.text, at, end)
        listed = self.listed(several.end(), end)[0] if several else []
        if len(listed) > 2:
            return listed
        match = BETWEEN.match(self.text, at, end)
        if match is None:
            match = FAR_BETWEEN.match(self.text, at, end)
            if match is None or has_verb(self.text[at : match.start("one")]):
                return []
        strict = not self.text[at : match.start("one")].strip().endswith("between")
        one, two = match.span("one"), self.up_to_verb(*match.span("two"))
        half = match["one"].split()[-1]
        if half in HALVES and len(self.text[slice(*two)].split()) > 1:
            whole = self.text[slice(*two)].split()[-1]
            names = [country_of_words(f"{half} {whole}"), self.party_in(*two, strict=strict)]
        else:
            names = [self.party_in(*span, strict=strict) for span in (one, two)]
        if names[0] is None and names[1] is not None:
            # "of the US and Korean leaders": the noun stands with the second alone.
            names[0] = country_of_words(match["one"])
        return [name for name in names if name] if all(names) else []

    def listed(self, at: int, end: int) -> tuple[list[str], int]:
        """Return the parties of "A, B and C" from an offset on, and where the list ends; none of a list that is not closed.

        What stands between two commas and names nobody anew is told of the one before: "A, the Kestran envoy, and B".
        """
        found: list[str] = []
        closed = False
        stop = at
        while len(found) < MOST_PARTIES and (piece := PIECE.match(self.text, at, end)):
            behind = SEPARATOR.match(self.text, piece.end("one"), end)
            told = bool(found) and not closed and self.is_apposition(piece["one"])
            if not told:
                party = self.party_in(*self.up_to_verb(*piece.span("one")))
                if party is None or party in found:
                    return [], at
                found.append(party)
                stop = self.up_to_verb(*piece.span("one"))[1]
            if behind is None or closed:
                break
            closed = bool(behind["last"] or behind["and"])
            at = behind.end()
        return (found, stop) if closed and len(found) > 1 else ([], at)

    @staticmethod
    def is_apposition(phrase: str) -> bool:
        """Does a piece of a list tell what somebody is: "the Kestran envoy", "Kestra's president", "the Prime Minister of Kestra"?"""
        small = TELLS_WHAT.match(phrase) is not None
        *_, last = BEHIND_HEAD.split(phrase, maxsplit=1)[0].split()
        called = PEOPLE_OF.fullmatch(last) is not None and (
            last.islower() or phrase.lower().startswith("the ")
        )
        return small or called

    def partners(self, at: int, end: int) -> list[str]:
        """Return who stands behind "with", right behind a noun."""
        several = WITH_WHOM.match(self.text, at, end)
        listed = self.listed(several.end(), end)[0] if several else []
        if len(listed) > 1:
            return listed
        match = WITH.match(self.text, at, end)
        if match is None:
            return []
        leader = self.leader_of_delegation(match.start(), end)
        if leader is not None:
            return [leader]
        named = NAME_APPOSED.match(self.text, match.end("one"), end)
        if named and self.is_apposition(match["one"]):
            person = self.person_between(*named.span("name"))
            if person is not None:
                return [person]  # "the Kestran envoy, Mira Tolan,"
        names = [self.party_in(*self.up_to_verb(*match.span("one")), strict=False)]
        if match["two"] and names[0]:
            names.append(self.party_in(*self.up_to_verb(*match.span("two"))))
        return [name for name in names if name]

    def leader_of_delegation(self, at: int, end: int) -> str | None:
        """Return who leads "a delegation of the League led by its chairwoman Mira Tolan" that stands at an offset."""
        led = LED_BY.match(self.text, at, end)
        return self.person_between(*led.span("who")) if led else None

    def up_to_verb(self, start: int, end: int) -> Span:
        """Cut a phrase before the first verb in it: "Korin indicates"."""
        finite = lexicon.finite_verbs()
        for n, match in enumerate(BETWEEN_BLANKS.finditer(self.text[start:end])):
            word = match.group()
            if (
                n
                and word[:1].islower()
                and (word in finite or (word.endswith("ed") and word not in {"united", "allied"}))
            ):
                return start, start + match.start() - 1
        return start, end

    def is_treated(self, word: str) -> bool:
        """Does the article call talks or a treaty by a word?"""
        if word not in self.treated:
            pattern = re.compile(
                rf"\b{re.escape(word)} (?:talks|negotiations|referendum|treaty|accord|summit)\b"
            )
            self.treated[word] = search_from(pattern, f"{word} ", self.text) is not None
        return self.treated[word]

    def is_known_place(self, name: str) -> bool:
        """Is a word a place by more than its capital, which every word has that begins a sentence: "Herring summit"?"""
        lower = name.lower()
        known = lower in lexicon.country_table() or lower in places()
        return known or " " in name or name in self.cast.written.placed

    def is_place(self, name: str) -> bool:
        words = name.split()
        low = words[0].lower().rstrip(".")
        if name.isupper() and name.lower() not in lexicon.country_table():
            return False  # "at the G20"
        if low in NO_PLACE or any(is_calendar(w) for w in words) or is_outlet(name):
            return False
        if all(is_adjective_of_country(w) for w in words) or NO_PLACE_WORDS.search(name):
            return False
        if words[-1].lower() in lexicon.roles() or len(name) < 3:
            return False
        last = fold(words[-1])
        people = self.cast.by_last.get(last) or self.cast.by_word.get(last) or []
        # A single word that reads like a speaker ("says Orvane") may be a country all the same.
        people = [person for person in people if len(person.words) > 1 or person.roles or person.gender]
        return not people

    def places_behind(self, at: int, end: int, others: list[Span]) -> list[str]:
        """Return where it was: the names behind "in" and "at" up to the next event of the sentence."""
        stop = min([end, at + 160, *(other[0] for other in others if other[0] >= at)])
        while at < stop < end and self.text[stop - 1].isalnum() and self.text[stop].isalnum():
            stop += 1  # not within a name
        found: list[str] = []
        moved = MOVED.match(self.text, at, stop)
        if moved and self.is_place(moved["place"]):
            return [moved["place"]]  # "move the talks from Lissel to Qalder": they are set for Lissel yet
        planned = SET_FOR.match(self.text, at, stop)
        if planned and self.is_place(planned["place"]):
            return [planned["place"]]
        city = CITY_OF.search(self.text, at, stop)
        for match in PLACE_AHEAD.finditer(self.text, at, stop):
            between = RELATIVE_CLAUSE.sub("", self.text[at : match.start()], count=1)
            if len(found) >= 2 or ANOTHER_CLAUSE.search(between):
                break
            if between.endswith("not "):
                continue  # "will meet in Oslo and not in Hollin"
            if match["at"] == "on" and not ON_LAND.search(match["place"]):
                continue  # "will be on Kestra's future"
            if NOT_OF_IT.search(between) and (
                found or not DAY_BEHIND.match(self.text, match.end("place"), end)
            ):
                break
            if match["at"] == "to" and not TRIP_TO.search(
                self.text, max(0, match.start() - 70), match.start()
            ):
                continue
            name = match["place"]
            name = name[:-1] if name.endswith(("’", "'")) else name
            after = self.text[match.end("place") : match.end("place") + 2]
            if after[:2] in ("’s", "'s") or OF_AN_OWNER.search(name):
                continue  # "in France's hands", "at Tolan's"
            if found and SAYS_BEHIND.match(self.text, match.end("place"), end):
                break  # "talks in Hollin on Monday, the ministry in Tallinn said"
            if self.is_place(name) and name not in found:
                found.insert(0 if name.endswith("Island") else len(found), name)
        if city and city["place"] not in found:
            found.append(city["place"])
        return found[:2]
