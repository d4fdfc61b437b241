"""Which person, institution or source does a mention mean, inside one article?

The fullest name that the article gives is the name of a speaker. "Tolan", "she" and "the
minister" lead to it; where they could lead to several, the speaker stays None and the candidates
are named. Names, roles, pronouns and what has no name are asked in turn, each in its own module.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from ...folding import fold
from ...records import Span, SpeakerRecord
from ...rules import gettext_noop
from . import lexicon
from .affiliations import affiliation_in
from .documents import OWNED, Documents
from .joint import Joint
from .lexicon import word_set
from .mentions import known_as, mention_alone
from .names import Names
from .people import Cast, names_in
from .person import (
    COURTESY,
    FAMILY_FIRST,
    OFFICES_OF_STATE,
    RELATIVES,
    ROLE_SAME,
    Person,
    gender_of,
    heads_of,
)
from .pronouns import FEMALE, MALE, PRONOUNS, Pronouns
from .resolved import Resolution
from .roles import BY_ANOTHER, OFFICE_LETTERS, Roles
from .speakable import (
    BODY_FIRST,
    DOCUMENT,
    INSTITUTION,
    PARTICLES,
    SOURCE,
    is_known_body,
    is_somebody,
    kind_of,
    names_a_body,
    word_is_group,
)
from .tokens import SHORTENED
from .unnamed import (
    AFTER_HEAD,
    NOBODY,
    Unnamed,
    country_of,
    country_of_office,
    head_of,
)

# "the 37-year-old", "the mother-of-two", "the singer": somebody, by a word that no list has.
SOMEBODY = re.compile(
    r"\b\d+-year-old\b|-of-(?:one|two|three|four|five|six|seven)$|\bmother of\b|\bfather of\b|"
    r"\b[a-z]*(?:ist|ian|man|woman|star)$"
)
PLACE_NOUNS = word_set(
    "city state country nation town village province region island republic county district capital"
)
# "his deputy, Mira Tolan,": the name behind.
APPOSED_NAME = re.compile(
    r",\s(?:(?!who|whose|which|that|where|when|after|as|while|and|but)[a-z-]+\s){0,4}(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Hon|Amb|Gen|Col|Capt|Rev)\.?\s)?(?P<name>[A-Z][\w’'-]+(?:\s(?:de\s|van\s|von\s|al\s)?[A-Z][\w’'.-]+){1,3})(?=[,.;:!?]|\s?\(|\s(?:of|from)\s[A-Z]|\s*$)",
    re.M,
)
# "the Minister of Trade" of "the Minister of Trade, Industry and Ports, Mira Tolan,"
OF_SEVERAL_THINGS = re.compile(r"\b(?:of|for) [A-Z][\w’'-]+$")
NAME_BEHIND_LIST = re.compile(
    r"(?:, [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?){0,3},? and (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?,\s(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Hon)\.?\s){0,2}"
    r"(?P<name>[A-Z][\w’'-]+(?:\s(?:de\s|van\s|von\s|al\s)?[A-Z][\w’'.-]+){1,3}),"
)
# "a former spokesman for the Harbour Office, Mira Tolan".
APPOSED_AT_END = re.compile(
    r"[a-z].*,\s(?:(?:Mr|Mrs|Ms|Dr|Prof|Sen|Gen|Col|Capt|Chief|Sir)\.?\s){0,2}(?P<name>[A-Z][\w’'.-]+(?:\s[\w’'.-]+){0,3}?\s[A-Z][\w’'.-]+)$"
)
# "he and other envoys": he speaks, for others too.
# "His Excellency said", "Her Royal Highness said": somebody who has just been named
HONOURS = ("Excellency", "Highness", "Majesty", "Eminence", "Holiness")
GENDER_OF_HONOURS = {"his": "he", "her": "she"}
HE_AND_OTHERS = re.compile(r"(?P<who>he|she)\s(?:and|along with|as well as)\s", re.I)
# "the Tolan campaign" is Tolan's.
CALLED_AFTER = re.compile(
    r"(?:[Tt]he\s)?(?P<owner>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}?)\s(?:(?:presidential|re-?election)\s)?(?P<thing>campaign|team|camp)"
)
FIRST_NAME = re.compile(
    r"(?P<name>[A-Z][a-z]{3,})\s(?:will|would|has|had|is|was|did|does|may|plans|sent|[a-z]+ed)\b"
)
LETTERS_ALONE = re.compile(r"(?:[A-Z]\.){2,}")  # "the U.N." is no Mr Un
BODY_BEHIND_NOUN = re.compile(r"(?:[a-z-]+\s){1,2}(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){1,4})")
MOST_STEPS = 6
# Words that stand for a noun that was said before: who is meant is not read.
NOBODY_NAMED = re.compile(
    r"another|both|each|the latter|the former|"
    r"(?:all|both|each|either|few|half|many|most|none|one|several|some|three|two) of (?:them|us|you)",
    re.I,
)


GUEST = re.compile(r"(?:(?:high|foreign|distinguished|honoured|honored)\s)?(?:guest|visitor)$|visiting\s\w+")
THE_GUEST = gettext_noop("the one who was received")
# What a body is called that has just been heard, whatever its name
GENERIC_BODIES = word_set("agency body charity company firm group organisation organization watchdog")
COMPANIES = word_set("airline bank carrier company firm manufacturer operator producer shipowner supplier")
BODIES_BY_TRADE = word_set("carrier exporter lender operator producer regulator utility watchdog")
NO_LETTERS = re.compile(r"[^\w]")
PAPERS = word_set(
    "agency broadcaster channel daily magazine network newspaper outlet paper station tabloid weekly"
)
ONE_PERSON = {"man": "m", "woman": "f"}
DETERMINER_BEFORE = re.compile(r"^(?:the|this|that|these|those|his|her|their|its)\s+", re.I)
POSSESSIVE = re.compile(r"(his|her|their|its)\s", re.I)
ONE_SOURCE = re.compile(r"one of (?:the|his|her|its) sources$", re.I)


def is_of_people(word: str) -> bool:
    """Is a word for somebody of a country, and no name of it: "the Swede", "the Kenyan"?"""
    country = lexicon.country_table()[word.lower()]
    return word in country.adjectives and word.lower() not in (country.name.lower(), country.capital.lower())


OFFICE_WORDS = {
    "acting",
    "deputy",
    "external",
    "finance",
    "first",
    "foreign",
    "general",
    "interior",
    "interim",
    "prime",
    "vice",
}


def is_office_of(mention: str) -> bool:
    """Does a mention name nobody but whoever holds an office: "the leader of the Union for Torm"?"""
    head = head_of(DETERMINER_BEFORE.sub("", mention))
    if not is_somebody(head):
        return False
    offices = (word.lower() in OFFICE_WORDS or is_somebody(word) for word in mention.split())
    return head.islower() or mention[:4].lower() == "the " or (mention != head and all(offices))


class Resolver:
    """Who is meant by each mention, among the people and institutions of one article."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.unnamed = Unnamed(cast.text, cast.written)
        self.names = Names(cast)
        self.several = Joint(cast, self.unnamed, self.names)
        self.roles = Roles(cast, self.unnamed)
        self.pronouns = Pronouns(cast, self.unnamed, self.roles)
        self.documents = Documents(cast, self.resolve, self.thing_before)
        self.steps = 0  # from mention to mention, while one is being resolved
        self.certain: dict[str, Resolution] = {}  # names that the article settles, wherever they stand
        self.plain: dict[str, Resolution] = {}  # capitalised words among them: nothing else answers these

    def resolve(
        self,
        mention: str,
        at: int,
        recent: Sequence[Resolution] = (),
        goes_on: bool = False,
        said: Span = (0, 0),
    ) -> Resolution:
        """Return who is meant by `mention`, which stands at offset `at`.

        `recent` are the speakers of the statements before, the latest first; `goes_on` says that the
        cue ties the statement to the one before ("she added"); `said` is where the words stand, and who
        is named in them is hardly their speaker. One mention may lead to another ("its report", "a letter
        of the ministry"); where they lead on and on, nothing is settled.
        """
        if self.steps >= MOST_STEPS:
            return Resolution(
                name=None, factor=0.4, why=gettext_noop("one mention leads to the next without an end")
            )
        self.steps += 1
        try:
            return self.resolve_mention(mention, at, recent, goes_on, said)
        finally:
            self.steps -= 1

    def resolve_mention(
        self, mention: str, at: int, recent: Sequence[Resolution], goes_on: bool, said: Span
    ) -> Resolution:
        words = mention.split()
        plain = "".join(words).isalpha()  # no apostrophe and no comma is sought in these
        bare = ("".join(words) if plain else NO_LETTERS.sub("", mention)).lower()
        comma = self.cast.text.startswith(",", at + len(mention)) and bare not in PRONOUNS
        apposed = APPOSED_NAME.match(self.cast.text, at + len(mention)) if comma else None
        if comma and apposed is None and OF_SEVERAL_THINGS.search(mention):
            apposed = NAME_BEHIND_LIST.match(self.cast.text, at + len(mention))
        person = self.cast.people.get(fold(apposed["name"])) if apposed else None
        if person is not None and (names_in(mention)[-1:] != (words[-1],) or is_office_of(mention)):
            # "his deputy, Mira Tolan,", "the leader of the Union for Torm, Mira Tolan,"
            return Resolution(
                name=self.cast.fullest(person).name, why=gettext_noop("the name follows in apposition")
            )
        if mention in self.plain:
            return self.plain[mention]
        if bare in PRONOUNS:
            return self.resolve_pronoun(bare, at, recent, goes_on, said)
        if not plain and SHORTENED.match(mention.lower()):
            return self.resolve_pronoun(re.split("[’'´`]", mention.lower())[0], at, recent, goes_on, said)
        mention = mention_alone(mention)
        if mention.endswith(HONOURS):
            honoured = mention.split()[0].lower()
            if honoured in GENDER_OF_HONOURS and len(mention.split()) < 4:
                return self.resolve_pronoun(GENDER_OF_HONOURS[honoured], at, recent, goes_on, said)
        first = HE_AND_OTHERS.match(mention)
        if first:
            return self.resolve_pronoun(first["who"].lower(), at, recent, goes_on, said)
        if NOBODY_NAMED.fullmatch(mention):
            return Resolution(name=None, kind="anonymous", factor=0.4, why=NOBODY)
        letters = mention.removeprefix("the ").removeprefix("The ")
        if letters in OFFICE_LETTERS:
            office = OFFICE_LETTERS[letters]
            holder = self.roles.person_with_role(office, head_of(office), at, recent, settled=True)
            if holder is not None:
                return holder
        joint = self.several.joint(mention) if " and " in mention or " & " in mention else None
        if joint is not None:
            return joint
        body = self.body_called(mention)
        if body is not None:
            return body
        behind = None if plain else APPOSED_AT_END.search(mention)
        named = self.cast.people.get(fold(behind["name"])) if behind else None
        if named is not None:
            return Resolution(
                name=self.cast.fullest(named).name, why=gettext_noop("the name follows in apposition")
            )
        one = len(words) > 1 and words[0].lower() in ("a", "an", "one", "another")
        called = known_as(mention, self.cast.text, at) if comma or one or not plain else None
        if called is not None:
            return Resolution(name=called, why=gettext_noop("the name follows in apposition"))
        author = self.documents.author_named(mention, at, recent)
        if author is not None:
            return author
        owned = None if plain else OWNED.match(mention)
        if owned:
            return self.resolve_owned(mention, owned, at, recent)
        after = CALLED_AFTER.fullmatch(mention) if mention.endswith(("campaign", "team", "camp")) else None
        if after and fold(after["owner"].split()[-1]) in self.cast.by_last:
            return self.resolve_owned(mention, after, at, recent)
        name = self.certain.get(mention) or self.names.person_in(mention, at=at, recent=recent)
        if name is not None:
            if name.name is not None and not name.candidates:
                self.certain[mention] = name
                if plain and all(word[0].isupper() for word in words) and " ".join(words) == mention:
                    self.plain[mention] = name
            return name
        if mention[:1].isupper() or len(words) > 1:
            country = self.unnamed.country_in(mention)
            if country is not None:
                return country
        if ONE_SOURCE.match(mention):
            mention = "the source"
        core = DETERMINER_BEFORE.sub("", mention)
        if not any(letter.isalnum() for letter in core):
            return Resolution(name=None, kind="anonymous", factor=0.4, why=NOBODY)  # "the /"
        owner = POSSESSIVE.match(mention)
        if owner:
            return self.resolve_of_owner(owner.group(1).lower(), core, mention, at, recent)
        head = head_of(core)
        alone = mention.isalpha() and mention.istitle() and INSTITUTION.fullmatch(mention) is not None
        if core != mention or alone:  # "Council noted": the one that was named in full
            found = self.resolve_definite(core, head, at, recent)
            if found is not None:
                return found
        if ROLE_SAME.get(head.lower()) == "spokes" and re.fullmatch(
            rf"(?:an?\s)?{re.escape(head)}", core, re.I
        ):
            # "A spokesman added": of the institution that was just heard
            house = next(
                (r.name for r in recent[:2] if r.kind in {"institution", "country"} and r.name), None
            )
            if house:
                core = f"{house} {head}"
        described = self.unnamed.describe(mention, core, head)
        if described.name is None:
            return self.named_among_capitals(mention) or described
        return described

    def body_called(self, mention: str) -> Resolution | None:
        """Return the body whose name or letters a mention is: "the HPO" is the Harbour Pilots Office."""
        core = mention[4:] if mention[:4] in ("the ", "The ") else mention
        if not core[:1].isupper():
            return None
        name = self.cast.acronyms.get(core.replace(".", "")) or self.cast.bodies.get(fold(core))
        plain = core.replace("’", "'")
        first, _, rest = plain.partition(" ")
        if first.endswith("'s") and first in BODY_FIRST and rest.istitle():
            name = name or core  # "the People's Harbour Daily"
        if name is None and (" " in core or LETTERS_ALONE.fullmatch(core)) and is_known_body(core):
            name = core
        if name is None and core.isalpha() and fold(core) not in self.cast.by_word:  # one word
            name = self.cast.body_beginnings.get(core) or self.cast.written.firms.get(core)
        if name is None or fold(core) in self.cast.people:
            return None
        self.unnamed.remember(name, "institution", core, country_of(name), affiliation=name)
        return Resolution(
            name=name, kind="institution", why=gettext_noop("the article gives a body this name")
        )

    def named_among_capitals(self, mention: str) -> Resolution | None:
        """Return the one person whose surname stands in a headline's words: "Tolan May Seek Second Vote"."""
        words = names_in(mention)
        if len(words) < 2 or any(word[:1].islower() for word in mention.split() if len(word) > 4):
            return None
        people = [p for word in words for p in self.cast.by_last.get(fold(word), [])]
        names = {self.cast.fullest(person).name for person in people}
        if len(names) != 1:
            return None
        return Resolution(
            name=names.pop(), factor=0.8, why=gettext_noop("the one whose name stands in these words")
        )

    def resolve_definite(
        self, core: str, head: str, at: int, recent: Sequence[Resolution]
    ) -> Resolution | None:
        """Return whom "the minister", "the source", "the statement" points back to."""
        if core.startswith("ex-"):
            core, head = f"former {core[3:]}", head.removeprefix("ex-")
        if GUEST.match(core) and len(self.cast.guests) == 1:
            guest = self.cast.people[fold(min(self.cast.guests))]
            if guest.first_at < at:
                return Resolution(name=self.cast.fullest(guest).name, factor=0.9, why=THE_GUEST)
        if SOURCE.search(head):
            earlier = next((r for r in recent if r.kind == "anonymous"), None)
            if earlier and earlier.name:
                one = re.sub(r"^(?:\w+\s)?sources\b", "source", earlier.name, flags=re.I)
                if one != earlier.name and head.lower() == "source":
                    self.unnamed.remember(one, "anonymous", core, country_of(one), role="anonymous source")
                return replace(earlier, name=one if head.lower() == "source" else earlier.name)
        if DOCUMENT.fullmatch(head) and not (" " in core and core.istitle()):  # "the Norrhav Post"
            return self.documents.author_of(head, at, recent)
        if head.lower() in PAPERS and core.lower() == head.lower():
            heard = next((r for r in recent[:3] if r.kind == "institution" and r.name), None)
            if heard is not None and heard.name and heard.name[:1].isupper():
                return replace(heard, factor=0.9, why=gettext_noop("the outlet that was just heard"))
        generic = core.lower() in GENERIC_BODIES
        last = next((r for r in recent[:1] if generic and r.kind == "institution" and r.name), None)
        if INSTITUTION.fullmatch(head):
            described = (
                None if self.unnamed.described_as(core) else self.cast.described_bodies.get(core.lower())
            )
            if described is not None:
                return self.body_called(described)
            fuller = self.unnamed.fuller_institution(core, at)
            if fuller is None and core.lower() in COMPANIES:
                begun = self.thing_before(at, self.cast.sentence_number(at), recent)
                fuller = begun if begun is not None and begun.kind == "institution" else None
            if fuller is not None or last is None:
                return fuller
        if last is not None:
            return replace(last, factor=0.85)  # "the organisation", "the group", which has just been heard
        if core.lower() in BODIES_BY_TRADE and (body := self.unnamed.described_as(core)):
            return self.unnamed.describe(body, body, head_of(body))
        if word_is_group(head):
            return None  # what several said is not given to one of them
        if core[:1].isupper() and core.isalpha() and core.lower() in lexicon.country_table():
            return self.counterpart_in(core, at) if is_of_people(core) else None
        if core.lower() in ONE_PERSON and recent and recent[0].kind == "anonymous" and recent[0].name:
            return replace(
                recent[0], factor=0.85, why=gettext_noop("the one without a name that was just heard")
            )
        if head.lower() in lexicon.roles():
            heard = office_heard(core, head, recent)
            if heard is not None:
                return heard
            return self.roles.person_with_role(core, head, at, recent) or self.just_named(core, head, at)
        if is_somebody(head):
            found = self.roles.person_with_role(core, head, at, recent, settled=True)
            if found is not None:
                return found
        if SOMEBODY.search(core):
            found = self.pronouns.resolve_he_or_she(ONE_PERSON.get(core.lower()), at, recent, False, (0, 0))
            return replace(found, factor=found.factor * 0.85) if found.name else found
        return None

    def just_named(self, core: str, head: str, at: int) -> Resolution | None:
        """Return who was just named without a word of what they are, and is called so now.

        "Ada Tolan has no time for that. “...” the head of the Harbour Trust said."
        """
        latest = next(self.cast.mentions_before(at, 1), None)
        if latest is None or self.cast.text.find("\n", latest.at, at) >= 0 or AFTER_HEAD.search(core) is None:
            return None
        if BY_ANOTHER.search(self.cast.text, max(0, at - 6), at):
            return None  # "Tolan rejected a claim by the head of the Harbour Trust"
        person = self.cast.people.get(fold(self.cast.fullest(latest.person).name)) or latest.person
        gender = gender_of(head)
        start = self.cast.text.rfind("\n", 0, latest.at) + 1
        others = {id(self.cast.fullest(p)) for p in self.cast.people_between(start, at)}
        if person.heads - COURTESY or len(others) != 1 or (gender and person.gender not in (None, gender)):
            return None
        person.add_role(core)
        return Resolution(
            name=person.name, factor=0.8, why=gettext_noop("the one just named, of whom nothing else is said")
        )

    def resolve_owned(
        self, mention: str, owned: re.Match[str], at: int, recent: Sequence[Resolution]
    ) -> Resolution:
        """Return who "Kestran's envoy", "Roke's wife Ana" or "Tolan's office" is: never the owner."""
        thing = owned["thing"]
        lead = head_of(mention)
        if AFTER_HEAD.search(owned["owner"]) and kind_of(mention, lead) in (
            "group",
            "anonymous",
            "document",
            "institution",
        ):
            # "people familiar with the board's plans"
            core = re.sub(r"^(?:the|an?)\s+", "", mention, flags=re.I)
            return self.unnamed.describe(mention, core, lead)
        if (
            AFTER_HEAD.search(owned["owner"])
            and lead[:1].islower()
            and lead not in PLACE_NOUNS
            and not kind_of(mention, lead)
        ):
            return Resolution(
                name=None, kind="anonymous", factor=0.4, why=NOBODY
            )  # "interviews with Tolan's friends"
        named = self.names.person_in(thing, at=at, recent=recent)
        if named is not None:
            return named
        if is_known_body(thing) or thing in lexicon.outlets():
            self.unnamed.remember(thing, "institution", mention, country_of(thing), affiliation=thing)
            return Resolution(
                name=thing, kind="institution", why=gettext_noop("a body by its name")
            )  # "Tarn's Harbour Post"
        called = BODY_BEHIND_NOUN.fullmatch(thing)
        if called and names_a_body(tuple(called["name"].split())):
            thing = called["name"]  # "Roke's hometown Harbour Press"
            self.unnamed.remember(thing, "institution", thing, country_of(thing), affiliation=thing)
            return Resolution(name=thing, kind="institution", why=gettext_noop("a body by its name"))
        head = head_of(thing)
        owner = self.names.person_in(owned["owner"], learn=False)
        if DOCUMENT.fullmatch(head) and owner and owner.name:
            return replace(owner, factor=0.9)
        if head.lower() in lexicon.roles() and not INSTITUTION.fullmatch(head):
            found = self.roles.person_with_role(mention, head, at, ())
            if found is not None and not (owner and owner.name == found.name):
                return found
        core = re.sub(r"^the\s+", "", mention, flags=re.I)
        if owner and owner.name:
            thing = re.sub(r"^(?:presidential|re-?election)\s(?=campaign$)", "", thing)
            core = f"{owner.name}’s {thing}" if "’" in mention else f"{owner.name}'s {thing}"
        elif owned["owner"].lower() in {"the country", "the nation", "the state"}:
            core = thing
        return self.unnamed.describe(mention, core, head)

    def resolve_of_owner(
        self, pronoun: str, core: str, mention: str, at: int, recent: Sequence[Resolution]
    ) -> Resolution:
        """Return who "his office", "her spokesman", "its president" is."""
        head = head_of(core)
        if DOCUMENT.fullmatch(head):
            owner = self.resolve_pronoun(pronoun, at, recent, False)
            return replace(owner, factor=owner.factor * 0.9)
        if head.lower() == "counterpart" and (other := self.counterpart_in(core, at)):
            return other
        if head.lower() in lexicon.roles() and not INSTITUTION.fullmatch(head):
            found = self.roles.person_with_role(core, head, at, (), settled=pronoun == "its")
            if found is not None:
                return found
        if core[:1].isupper() and INSTITUTION.search(core):
            return self.unnamed.describe(mention, core, head)  # "its Ministry of Irrigation"
        begins = self.named_first(at) if pronoun == "its" and INSTITUTION.fullmatch(head) else None
        if begins is not None:
            return self.unnamed.describe(mention, f"{begins}’s {core}", head)
        owner = self.resolve_pronoun(pronoun, at, recent, False)
        if owner.name is None:
            return replace(owner, factor=0.4)
        if owner.kind in {"anonymous", "group"} and (
            INSTITUTION.fullmatch(head) or owner.name.endswith(core)
        ):
            # The team of somebody without a name; "his chief aide", where that aide was heard.
            return Resolution(name=None, kind="anonymous", factor=0.4, why=NOBODY)
        described = self.unnamed.describe(mention, f"{owner.name}’s {core}", head)
        return replace(described, factor=described.factor * owner.factor)

    def counterpart_in(self, core: str, at: int) -> Resolution | None:
        """Return who "his Norvanian counterpart" is: the one with an office of that country, named before."""
        country = country_of_office(core)
        people = [] if country is None else self.cast.people_around(at)
        named = {
            self.cast.fullest(person).name
            for person in people
            if person.first_at < at and person.country == country and person.heads & OFFICES_OF_STATE
        }
        if len(named) != 1:
            return None
        return Resolution(
            name=named.pop(),
            factor=0.9,
            why=gettext_noop("the role fits best, counting how lately each was named"),
        )

    def named_first(self, at: int) -> str | None:
        """Return the one name with which a sentence begins, and which is no person's: "Norvania will come, its ministry said"."""
        here = self.cast.sentence_number(at)
        first = FIRST_NAME.match(self.cast.text, self.cast.sentence_starts[here - 1]) if here else None
        name = first["name"] if first else ""
        known = fold(name) in self.cast.by_last or fold(name) in self.cast.by_word
        return name if name and not known and not self.cast.written.has_small(name.lower()) else None

    def resolve_pronoun(
        self,
        pronoun: str,
        at: int,
        recent: Sequence[Resolution],
        goes_on: bool,
        said: Span = (0, 0),
    ) -> Resolution:
        here = self.cast.sentence_number(at)
        if pronoun in {"who", "which"}:
            near = self.cast.people_between(self.cast.sentence_starts[here - 1] if here else 0, at)
            return (
                Resolution(name=self.cast.fullest(near[-1]).name)
                if near
                else Resolution(name=None, factor=0.5)
            )
        if pronoun in MALE or pronoun in FEMALE:
            return self.pronouns.resolve_he_or_she("m" if pronoun in MALE else "f", at, recent, goes_on, said)
        if pronoun in {"i", "my"}:
            latest = recent[0] if recent else None
            return replace(latest, factor=0.7) if latest else Resolution(name=None, factor=0.4)
        if pronoun in {"it", "its"}:
            thing = self.thing_before(at, here, recent)
            if thing is not None:
                return thing
        elif pronoun in {"they", "their", "them"} and (several := self.several_before(at, here, recent)):
            return several
        kinds = {"it": {"institution", "country", "document"}, "its": {"institution", "country", "document"}}
        wanted = kinds.get(pronoun, {"group", "institution", "country", "anonymous"})
        earlier = next((r for r in recent[:4] if r.name and r.kind in wanted), None)
        if earlier and here - self.cast.sentence_number(earlier.at) <= 5:
            return Resolution(
                name=earlier.name,
                kind=earlier.kind,
                factor=0.85,
                why=gettext_noop("the last that was heard and is no person"),
            )
        return Resolution(name=None, factor=0.4, why=gettext_noop("nothing before fits the pronoun"))

    def several_before(self, at: int, here: int, recent: Sequence[Resolution]) -> Resolution | None:
        """Return the several people, unnamed, with whom the sentence before begins: "The two ministers met." """
        if here < 2:
            return None
        start = self.cast.sentence_starts[here - 2]
        match = SEVERAL_FIRST.match(self.cast.text, start, min(at, start + 120))
        head = match["head"].lower() if match else ""
        if match is None or not (word_is_group(head) or head in BOTH):
            return None
        found = self.resolve(match["who"], match.start("who"), recent)
        if found.name is None or found.kind not in {"group", "anonymous"}:
            return None
        return replace(
            found, factor=found.factor * 0.9, why=gettext_noop("the sentence before begins with them")
        )

    def thing_before(self, at: int, here: int, recent: Sequence[Resolution]) -> Resolution | None:
        """Return the country, institution or document with which a sentence just before begins."""
        end = bisect_left(self.cast.things, at, key=lambda t: t.at)
        if end == 0:
            return None
        thing = self.cast.things[end - 1]
        apart = here - self.cast.sentence_number(thing.at)
        latest = recent[0] if recent else None
        heard = latest is not None and latest.kind in {"institution", "country", "document"}
        if apart > 2 or (heard and latest and latest.at >= thing.at):
            return None
        found = self.resolve(thing.phrase, thing.at, recent)
        if found.name is None or found.kind not in {"institution", "country", "document"}:
            return None
        return replace(
            found,
            factor=found.factor * (0.9 if apart <= 1 else 0.8),
            why=gettext_noop("a sentence just before begins with it"),
        )

    def speaker(self, name: str) -> SpeakerRecord:
        """Return the record of somebody who speaks under `name`."""
        known = self.cast.people.get(fold(name))
        if known is None:
            return self.unnamed.others.get(fold(name)) or SpeakerRecord(name=name, kind="person")
        phrases = [*known.roles, *known.appositions]
        roles = [role for phrase in phrases if (role := without_courtesy(phrase))]
        return SpeakerRecord(
            name=known.name,
            kind="person",
            role=roles[0] if roles else None,
            affiliation=affiliation_in(" ".join(phrases)),
            country=next(
                (code for p in phrases if not heads_of(p) & RELATIVES and (code := country_of_office(p))),
                None,
            ),
            aliases=tuple(sorted(aliases_of(known))),
        )


# "The two ministers discussed": no names, several people, a verb.
SEVERAL_FIRST = re.compile(
    r"(?:[“\"]?(?:After|During|At|In|Following|On) [^,.;“”\"]{3,60}?,? )?(?P<who>(?:[Tt]he|[Bb]oth)\s(?:(?:two|three|four|five|six)\s)?(?:(?!the\b)[\w’'-]+\s){0,2}?(?P<head>[A-Za-z][a-z]+s))"
    r"\s(?:also\s)?(?!of\b|in\b|from\b|and\b)[a-z]+"
)
BOTH = {"sides", "parties", "leaders", "delegations", "ministers", "presidents"}


def office_heard(core: str, head: str, recent: Sequence[Resolution]) -> Resolution | None:
    """Return the office without a name that was just heard under more words: "the Kestran foreign minister" before "the foreign minister"."""
    latest = recent[0] if recent else None
    if latest is None or latest.kind != "anonymous" or not latest.name or latest.name.lower() == core.lower():
        return None
    same = head_of(latest.name).lower() == head.lower() and set(core.lower().split()) < set(
        latest.name.lower().split()
    )
    return (
        replace(latest, factor=0.95, why=gettext_noop("the office that was just heard, in fewer words"))
        if same
        else None
    )


ARTICLE_OF_ROLE = re.compile(r"^(?:the|a|an)\s+", re.I)


def without_courtesy(role: str) -> str | None:
    """Return a role without its article and what everybody is called: "Mr.", "Lady"."""
    words = ARTICLE_OF_ROLE.sub("", role).split()
    while words and words[-1].rstrip(".").lower() in COURTESY:
        words.pop()
    while words and words[0].rstrip(".").lower() in COURTESY:
        words.pop(0)
    return " ".join(words) or None


def aliases_of(person: Person) -> set[str]:
    """Return the other names under which the article has somebody, without titles.

    A given name is none, nor is half of a double surname, "Jr." or a description.
    """
    own = {fold(word) for word in person.words}
    found: set[str] = set()
    for alias in person.aliases:
        words = names_in(alias)
        while words and fold(words[0]) not in own:
            words = words[1:]
        name = " ".join(words)
        if len(words) > 1 and all(fold(word) in own or word in PARTICLES for word in words):
            found.add(name)
    if person.original:
        found.add(person.original)
    surname = family_name(person)
    if surname in person.alone or (surname and fold(surname) in {fold(a) for a in person.aliases}):
        found.add(surname)
    return {name for name in found if fold(name) != fold(person.name)}


def family_name(person: Person) -> str:
    """Return the family name: in "Kim Jong-un" and "Xi Jinping" it stands first."""
    words = person.words
    if len(words) == 2 and "-" in words[1] and re.search(r"\w-[a-z]", words[1]):
        return words[0]
    if 1 < len(words) < 4 and words[0] in FAMILY_FIRST and words[0] in person.alone:
        return words[0]
    return words[-1]
