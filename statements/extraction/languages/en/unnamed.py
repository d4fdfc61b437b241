"""Who speaks in an article under no person's name?

Countries, institutions, groups, documents and sources are speakers under the fullest words that the
article itself gives them.
"""

import re

from ...folding import fold
from ...records import SpeakerRecord
from . import lexicon
from .people import DOCUMENT, INSTITUTION
from .resolved import Resolution

SOURCE = re.compile(r"\bsources?\b", re.I)
GROUP = re.compile(
    r"\b(?:lawmakers|senators|mps|officials|diplomats|sources|ministers|leaders|experts|analysts|"
    r"aides|critics|supporters|representatives|members|people|residents|witnesses|protesters|"
    r"authorities|negotiators|journalists|reporters|republicans|democrats|sides|parties|families|"
    r"countries|nations|organi[sz]ers|envoys|observers)\b",
    re.I,
)
# "a report seen by the Courier": the report.
PARTICIPLE = re.compile(
    r"(?P<what>.{3,60}?),?\s(?:issued|released|published|signed|obtained|seen|reviewed|posted|adopted|paid|sent|"
    r"made|prepared|commissioned|conducted|carried|provided|shared|leaked)\b"
)
DESCRIBED = "the article gives no name: its own description stands"
LOOK_AGAIN = 1500  # characters after which a fuller name is looked for again


class Unnamed:
    """The speakers of one article who are no persons with a name, as far as it has spoken of them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.others: dict[str, SpeakerRecord] = {}
        self.looked: dict[str, tuple[int, str | None]] = {}  # where a fuller name was looked for last
        self.spelled: dict[str, str | None] = {}  # the name that the text gives a country

    def describe(self, mention: str, core: str, head: str) -> Resolution:
        """Return an institution, group, document or unnamed source under its own description."""
        core = re.sub(r"^(?:an?|one|another)\s+(?!of\b)", "", core, flags=re.I)
        made = PARTICIPLE.match(core)
        if made and DOCUMENT.search(made["what"]):
            core, head = made["what"], head_of(made["what"])
        country = country_of(core)
        capital = bool(re.search(r"\b[A-Z]", core))
        if SOURCE.search(head):
            self.remember(
                core,
                "anonymous",
                mention,
                country,
                role="anonymous source",
                affiliation=affiliation_of(core),
            )
            return Resolution(name=core, kind="anonymous", why=DESCRIBED)
        if DOCUMENT.search(head):
            self.remember(core, "document", mention, country)
            return Resolution(name=core, kind="document", factor=0.95, why=DESCRIBED)
        if INSTITUTION.search(head) or (
            capital and head[:1].isupper() and head.lower() not in lexicon.roles()
        ):
            name = core
            self.remember(name, "institution", mention, country, affiliation=name)
            return Resolution(name=name, kind="institution", why=DESCRIBED)
        if GROUP.search(head) or head.endswith("s"):
            self.remember(core, "group", mention, country)
            return Resolution(name=core, kind="group", why=DESCRIBED)
        if head.lower() in lexicon.roles():
            self.remember(core, "anonymous", mention, country, role=core, affiliation=affiliation_of(core))
            return Resolution(name=core, kind="anonymous", factor=0.9, why=DESCRIBED)
        self.remember(core, "anonymous", mention, country)
        return Resolution(name=core, kind="anonymous", factor=0.6, why=DESCRIBED)

    def country_in(self, mention: str) -> Resolution | None:
        core = re.sub(r"^(?:the|official)\s+", "", mention, flags=re.I).strip()
        country = lexicon.country_table().get(re.sub(r"[’']s$", "", core).lower())
        if country is None:
            return None
        lower = core.lower()
        if lower in {word.lower() for word in country.others if not word.isupper()} and lower not in {
            "britain",
            "america",
            "holland",
            "great britain",
            "burma",
            "macedonia",
            "bosnia",
            "czechia",
        }:
            self.remember(core, "institution", mention, country.code, affiliation=core)
            return Resolution(
                name=core, kind="institution", why="a country, its people or the house that speaks for it"
            )
        if lower in {a.lower() for a in country.adjectives}:
            self.remember(core, "group", mention, country.code)
            return Resolution(
                name=core, kind="group", why="a country, its people or the house that speaks for it"
            )
        spellings = [country.name, *list(country.others)]
        if country.code not in self.spelled:
            self.spelled[country.code] = next((s for s in spellings if stands_in(s, self.text)), None)
        name = self.spelled[country.code] or core
        if lower == country.capital.lower() and name == core:
            name = country.name if country.name in self.text else core
        self.remember(name, "country", mention, country.code)
        return Resolution(
            name=name, kind="country", why="a country, its people or the house that speaks for it"
        )

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

    def institution_before(self, core: str, at: int) -> str | None:
        """Return the fullest name that the text gave "the ministry", "the bank" before.

        Of a very long text only its beginning and what came last is searched.
        """
        wanted = fold(core)
        for known in reversed(self.others.values()):
            if (
                known.kind == "institution"
                and len(known.name) > len(core)
                and fold(known.name).endswith(wanted)
            ):
                return known.name
        head = re.escape(core)
        pattern = re.compile(
            rf"(?:(?:[A-Z][\w-]+[’']s\s(?:[a-z]+\s)?{head})"
            rf"|(?:[A-Z][\w.-]*\s){{1,4}}(?i:{head})"
            rf"|(?i:{head})\s(?:of|for)\s(?:the\s)?[A-Z][\w-]*(?:\s(?:and\s)?[A-Z][\w-]*){{0,3}})\b"
        )
        pieces = [(0, at)] if at < 12_000 else [(0, 4000), (at - 8000, at)]
        found = [m.group() for s, e in pieces for m in pattern.finditer(self.text, s, e)]
        found = [re.sub(r"^(?:The|A|An|In|At|On|But|And|[A-Z]{4,})\s", "", name) for name in found]
        found = [name for name in found if fold(name) != fold(core)]
        return found[-1] if found else None

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
        if alias != name and fold(alias) != key:
            aliases.add(re.sub(r"^(?:a|an)\s", "", alias))
        self.others[key] = SpeakerRecord(
            name=known.name if known else name,
            kind=kind,  # type: ignore[arg-type]
            role=role or (known.role if known else None),
            affiliation=affiliation or (known.affiliation if known else None),
            country=country or (known.country if known else None),
            aliases=tuple(sorted(aliases)),
        )


def stands_in(word: str, text: str) -> bool:
    """Does a text hold a word or phrase as a whole word?"""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
            return True
        start = text.find(word, end)
    return False


def head_of(core: str) -> str:
    """Return the head noun of a phrase: "source" of "source in the Kestran Foreign Ministry"."""
    before = re.split(
        r"(?i)\s(?:of|in|for|at|from|with|on|to|by|who|that|which|close|familiar|speaking)\b|,",
        core,
        maxsplit=1,
    )[0]
    words = re.findall(r"[\w’'-]+", before)
    return words[-1] if words else ""


def country_of(phrase: str) -> str | None:
    """Return the code of the country that a phrase names first, by the longest name."""
    table = lexicon.country_table()
    words = re.findall(r"[\w.’'-]+", phrase)
    for size in (3, 2, 1):
        for start in range(len(words) - size + 1):
            candidate = " ".join(words[start : start + size])
            country = table.get(re.sub(r"[’']s$", "", candidate).lower()) if candidate[:1].isupper() else None
            if country and (candidate.lower() != "us" or candidate == "US"):
                return country.code
    return None


def affiliation_of(core: str) -> str | None:
    """Return the house that a description puts somebody in."""
    match = re.search(r"\b(?:in|of|at|from|with|for)\s(?:the\s)?((?:[A-Z][\w’'-]+\s?(?:of\s|and\s)?)+)", core)
    return match.group(1).strip() if match else None
