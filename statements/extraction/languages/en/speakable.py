"""What can be a speaker?

Somebody who can be held to it: a person by name, a body by name, an office, a group, a document, or
somebody under an honest description whose head noun can speak ("a source in the ministry"). Whatever
is none of these (a number, an adverb, footage, a headline's words) is nobody. The word lists that
decide are `body_nouns`, `bodies`, `people_nouns`, `document_nouns` and `roles`; `EXAMPLES` holds what
every kind is and what it is not.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from ...folding import fold
from . import lexicon
from .capitals import BEFORE_ITS_NOUN
from .lexicon import word_set

Kind = Literal["person", "institution", "country", "group", "anonymous", "document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speakable:
    """A kind of speaker that has no person's name, with what is of the kind and what is not."""

    kind: Kind
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


# Descriptions, and names of bodies: what `kind_of` makes of each.
EXAMPLES = (
    Speakable(
        kind="anonymous",
        examples=(
            "source in the foreign ministry",
            "head of the Heron Foundation",
            "oceanographer",
            "prime minister",
            "71-year-old diplomat",
            "woman",
            "one of the former prosecutors",
            "Secretary-General",
            "some",
            "Others",
            "brothers",
        ),
        counterexamples=(
            "chart behind the desk",
            "gate",
            "12 percent",
            "presidential year",
            "number",
            "latest",
        ),
    ),
    Speakable(
        kind="group",
        examples=(
            "officials",
            "Patients",
            "some officials",
            "Tolan brothers",
            "several harbour officials",
            "protesters",
            "people in attendance",
            "union members and leaders",
            "members who did not vote",
            "oceanographers",
            "news organizations",
        ),
        counterexamples=(
            "repeatedly",
            "included staff members",
            "63 percent",
            "gates",
            "Says",
            "two camps of tents",
            "runs",
            "They and their supporters",
        ),
    ),
    Speakable(
        kind="document",
        examples=(
            "congressional report",
            "letter",
            "analysis by the Heron Foundation",
            "July's harbour poll",
            "public records",
            "redacted copy of the memo",
        ),
        counterexamples=("footage", "interview", "slide", "2010", "What the boat", "Tolan did not release"),
    ),
    Speakable(
        kind="institution",
        examples=(
            "harbour office",
            "Haldia Foreign Ministry",
            "Harbour Research",
            "Norrhav Marine AB",
            "Heron Lines",
            "United Nations",
            "paper’s editorial board",
        ),
        counterexamples=("research", "lines", "What the boat", "state", "cover"),
    ),
)


@cache
def nouns(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the nouns of a list in lower case, and their plurals; those of names alone left out."""
    singular = {line.rstrip("+") for line in lexicon.read_list(name) if not line.endswith("*")}
    return frozenset(singular), frozenset(plural_of(word) for word in singular)


def plural_of(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    if word.endswith("man"):
        return word[:-2] + "en"
    if word.endswith("sis"):
        return word[:-2] + "es"
    return word + ("es" if re.search(r"(?:s|x|ch|sh)$", word) else "s")


def singular_of(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@cache
def body_words() -> tuple[frozenset[str], frozenset[str]]:
    """Return the head nouns of bodies in lower case: those of any phrase, and those of names alone."""
    lines = lexicon.read_list("body_nouns")
    anywhere = {line for line in lines if not line.endswith("*")}
    return frozenset(anywhere), frozenset(line[:-1] for line in lines if line.endswith("*"))


@cache
def institution_pattern() -> str:
    anywhere, _ = body_words()
    return rf"\b(?:{lexicon.alternatives(sorted(anywhere))}|press service)\b"


INSTITUTION = re.compile(institution_pattern(), re.I)
DOCUMENT = re.compile(
    rf"\b(?:{lexicon.alternatives(sorted(nouns('document_nouns')[0] | nouns('document_nouns')[1]))})\b", re.I
)
SOURCE = re.compile(r"\bsources?\b", re.I)
# The forms in which a company writes that it is one.
COMPANY = re.compile(
    r"(?:Inc|Corp|Co|Ltd|LLC|LLP|PLC|Plc|plc|AG|AB|SA|S\.A|NV|N\.V|BV|GmbH|SE|Oyj|ASA|SpA|S\.p\.A|Pty|Pte|KG|"
    r"USA|OAO|PAO|OOO|JSC|PJSC|Bhd|Tbk|Company|Companies|PAC|GOP)\.?"
)
# What the name of a body begins with, and no given name does.
BODY_FIRST = word_set(
    "African Air American Arab Asian Black Border British Central Civil Communist Community Consumer "
    "Democracy Democratic Digital East Eastern Economic Elections Electoral Environmental Equal "
    "European Federal Federalist Financial First Free Fresh Global Green High Human Independent "
    "International Islamic Jewish Labour Liberal Local Medical Military Mobile Municipal Muslim "
    "National Native Naval Networked New North Northern Nuclear Open Pacific Parents People People's Women's Children's Workers' Veterans' Farmers' "
    "People’s Planned Political Popular Private Progressive Public Radical Red Regional Republican "
    "Rising Royal Congressional Catholic Roman Girl Boy Rural Save Second Senate Sinn Social Socialist South Southern State Student Students "
    "Supreme Super Tea Third Union United Universal Urban Veterans Wall Washington Water West Western "
    "White Workers World Working Young Your Our Der Die Das Les Il Het"
)
# What newspapers abroad are called behind their article: "Le Courrier", "La Stampa", and not "Le Pen".
ARTICLES_ABROAD = word_set("Le La Les L El Los Las Il Lo Der Die Das De Het O A")
PAPERS_ABROAD = word_set(
    "comercio confidencial correo corriere courrier croix dauphine depeche devoir dia diario echo economista espectador estado "
    "express fatto figaro foglio gazette gazzetta giornale globo heraldo horas journal jornada libre liberation libertad manifesto "
    "matin mattino mercurio messaggero monde morgen mundo nacion nacional nouvel observador pais parisien parool periodico "
    "point popolo prensa presse progres provence provincia quotidien razon reforma repubblica resto secolo sole soir sol "
    "spiegel stampa standaard standard suisse tagesspiegel telegraaf telegramme temps tercera tiempo tribune universal "
    "unita vanguardia verdad voix volkskrant voz watan welt zeit"
)
# "Ft. Tolan" is a place.
PLACES_SHORTENED = word_set("Ft. Mt. Pt. Fort Mount Port")
# Nouns of bodies and places that are surnames as well, behind a given name: "Ana House".
ALSO_SURNAMES = word_set(
    "Banks Beacon Bell Bay Chambers Church Court Crescent Cross Daily Day Fleet Guardian Forum Foods Front Games Gas Guard Hall House "
    "Island Lake Land Law League Lines Mail Market North Page Park Plan Post Power Price Record Reserve "
    "River Rivers Rail Standard Star Steel Street Temple Tower Waters Watch West Wing Wire Works World"
)
# Words that stand in names of places, days, laws and events, and of no person.
THINGS = re.compile(
    r"\b(?:Peninsula|Sea|Ocean|Islands?|Street|Avenue|Road|River|Bay|Gulf|Strait|Mountains?|Lake|City|County|Square|"
    r"Airport|Sound|Valley|Hills|Coast|Harbou?r|Canal|Cape|Beach|Bridge|Pier|Dam|Mount|Desert|Creek|Falls|Forest|"
    r"Olympics|Korea|Korean|War|Wars|Act|Day|East|West|North|South|Europe|Asia|America|Africa|States|"
    r"Affairs|Relations|Policy|Treaty|Prize|Cup|Plan|Summit|Bill|Law|Accord|Agreement|Amendment|Week|Code|"
    r"Awards?|Festival|Championships?|Convention|Election|Elections|Primary|Debate|Debates|Show|Podcast|Tour|Budget|Program|Programme|Politics|"
    r"Belt|Strip|Boulevard|Highway|Freeway|Canyon|Plaza|Tunnel|Tower|Deco|Nouveau|Catholics?|Muslims?|Protestants?|Poll|Survey|Study|Report|Index|Review|Initiative|Times)\b"
)
PARTICLES = word_set(
    "de van von der den ten al el bin ibn da dos das del dal dalla della dello delle dei degli di la las le los du ter zu zum zur und dem af ben abu bint binte binti ould arap ole mint oglu á í e y"
)
SUFFIXES = word_set("Jr Sr II III IV")
# Letters behind a name: honours, degrees, seats.
POST_NOMINALS = word_set(
    "MP MEP MSP MLA MS TD QC KC CBE OBE MBE KBE DBE GCMG KCMG CMG PhD Ph.D DPhil MD M.D MBA JD J.D Esq FRS FRSE FRCS FRCP DD LLD DLitt DSc MSc BSc CH OM CB CVO MVO KCB KCVO KCMG GCB VC DSO DL QPM AM RN USN USMC SJ"
)
NUMBER = re.compile(
    r"[\d.,]*\d|one|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|millions", re.I
)
SHARE = re.compile(r"\b(?:percent|per cent|percentage|percentage points?)\b|%", re.I)
SOMEBODY_NOUN = re.compile(
    r"[a-z-]{2,}(?:ologist|grapher|ician|ographer|ographist|omist|iatrist|essor|torney|woman|person|smith|keeper|"
    r"monger|wright|maker|holder|goer|leader|fighter|worker|owner|writer|dweller|seeker|iser|izer|"
    r"arian|ologian|[a-z]{3}ist|surgeon|[a-z]{3}man|ee)"
)
NO_SOMEBODY = word_set(
    "human talisman ottoman caiman "
    "committee coffee degree fee employee-fee fee tree knee guarantee jubilee referee-fee list "
    "checklist wishlist shortlist blacklist playlist waitlist mist fist twist wrist gist grist decree "
    "agree three see free levee spree trustee-fee exist persist waist hoist heist moist foist joist assist insist resist consist enlist "
    "specialist-list newsmaker"
) - {"newsmaker"}
PEOPLES = word_set(
    "community crowd audience electorate opposition people others some many most several few police men women crew staff clergy public media"
)
# Words for several that say of nobody who they are: without a noun or an owner they are an article's own.
SEVERAL = word_set(
    "others some many most several few all both more none brothers sisters sons daughters parents relatives"
)
CAMEL = re.compile(
    r"(?!Ma?c[A-Z]|De[A-Z]|Di[A-Z]|Du[A-Z]|La[A-Z]|Le[A-Z]|Fitz)(?:[A-Z][a-z]+[A-Z]\w*|[A-Z]{2,}[a-z]{2,}\w*)"
)
# No phrase that can speak begins with these.
STARTS_NOTHING = word_set(
    "through than like as via per in on at to with from by under of if when our my your they he she we you it i"
)
# Forms of verbs that are no adjectives: what follows them is what somebody did, and nobody who speaks.
VERBS_FIRST = word_set(
    "included including placed gave took brought sent put kept became caused helped forced urged thanked belying citing "
    "entered reached joined attended visited crossed calling prompting giving urging forcing sparking fueling fuelling"
)
# One of a people: in a headline somebody of that people, under no name.
ONE_OF_A_PEOPLE = word_set(
    "Arab Briton Croat Czech Dane Dutchman Englishman Finn Frenchman Frenchwoman Greek Irishman Kurd Pole Scot Scotsman Serb "
    "Slovak Slovene Spaniard Swede Turk"
)
# One word in capitals that names nobody: parts of headlines, exclamations, adverbs.
NOT_A_NAME = word_set(
    "Q Partial Full Complete Edited Abridged Transcript After Before During Amid Without On At With From Correction Clarification Says Said What Why How Who When Where Yes No Not Soviet Research News Breaking Video Watch Photo "
    "Photos Exclusive Updated Update Related Read More Here There Super May Will Inside Live Neither Either Both Not Even Only Just See If Although AG DA VP CEO Yesterday Someone Somebody Anyone Anybody Everyone Everybody Nobody Given Having Being Let Please Thank Thanks Dear Hello Democratic "
    "Republican"
)


# Words with a capital that are nobody's given name: they begin sentences, headings and labels.
NO_GIVEN_NAME = word_set(
    "Recent New Old Former Current Previous Original Official Early Earlier Late Later Last Latest Next Many Most Some Other Another Such "
    "Several Few Each Every Both Today Tonight Big Great Top Best Key Summary Also Get Save Buy Live Full Partial"
)


# What a phrase does not end with: "member of the", "the campaign on Monday".
LOOSE_END = re.compile(
    r"(?:\sout(?:\s(?:on\s|late\s|early\s|last\s|this\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)day)?|"
    r"\s(?:that|which|who)\s(?:was|were|is|are|had|has|have)(?:\s(?:later|also|then|once|now|since|been))?|"
    r"\s\([^)]*|\s(?:on|last|this|late|early)\s(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*|"
    r"(?:\s(?:late|early|earlier|later))?\s(?:last|this|next)"
    r"(?:\s(?:week|month|year|summer|spring|fall|autumn|winter|evening|morning|afternoon|night|weekend))?|\sat\sthe\stime|\son\ssuper|"
    r"\sin\s(?:19|20)\d\d|\s(?:to|into|with|of|in)\s(?:[a-z]{2,}(?:ous|ful|ive|less)|newly|recently|previously)|"
    r"(?:\s(?:of|the|an?|with|no|in|for|by|to|from|his|her|its|their|on|at|and|or|that|who|new))+|[\s,;:-]+|(?<=[a-z]{3})\.)$",
    re.I,
)


@cache
def known_bodies() -> dict[str, str]:
    """Return the folded names of well-known bodies, shows and works, each with what it is."""
    table: dict[str, str] = {}
    for name, sort, others in lexicon.read_table("bodies"):
        for spelling in (name, *lexicon.split_cell(others)):
            table[fold(spelling)] = sort
    return table


# "opposition figures" are people, "official figures" are numbers.
FIGURES = re.compile(
    r"\b(?:party|political|public|opposition|senior|leading|religious|military|key|establishment|prominent|business|"
    r"media|top|other|rebel|cultural|historical|GOP|some|several)\sfigures\b",
    re.I,
)


# What is written or counted and gives no body its name: "Harbour Consult Poll".
NO_BODY = word_set(
    "ad advertisement data email e-mail filing lawsuit letter memo poll polling ruling statement statistics tweet"
)
# A maker of cars is a company, one of policy somebody.
MAKER = re.compile(r"\b(?:policy|decision|law|film|peace|rule)[ -]makers?$", re.I)


@cache
def places() -> frozenset[str]:
    return frozenset(line.lower() for line in lexicon.read_list("places"))


@lru_cache(maxsize=65536)
def is_known_body(name: str) -> bool:
    if name in lexicon.bodies():
        return True  # "Pew", as the list has it
    return fold(name) in known_bodies() and not (name.islower() or (len(name) < 4 and not name.isupper()))


# "Norrhav.com", a site, by its address.
WEB_NAME = re.compile(r"(?:[\w-]+\.)+(?:com|org|net|info|gov|edu|eu|co\.uk|news|tv)")


def is_post_nominal(word: str) -> bool:
    return word.removesuffix(".") in POST_NOMINALS


def is_body_noun(word: str) -> bool:
    return any(word in known for known in body_words())


@lru_cache(maxsize=65536)
def names_a_body(words: tuple[str, ...]) -> bool:
    """Is a run of capitalised words the name of a body: "Heron Foundation", "Mine Watch", "Norrhav AB"?

    A noun that is a surname too is one behind a given name: "Ana House".
    """
    name = " ".join(words)
    if is_known_body(name) or name in lexicon.outlets() or WEB_NAME.fullmatch(name):
        return True
    if is_named_by_verb(words):
        return True
    if len(words) > 1 and words[0] in ARTICLES_ABROAD and fold(words[1]) in PAPERS_ABROAD:
        return True
    if len(words) < 2:
        return bool(INSTITUTION.fullmatch(name)) and name not in ALSO_SURNAMES
    given = words[0] in lexicon.given_names()
    if COMPANY.fullmatch(words[-1]) and not (given and words[-1] in ("SE", "SA")):
        return True
    anywhere, named = body_words()
    last = words[-1].lower()
    if given and len(words) == 2 and words[-1] in ALSO_SURNAMES:
        return False
    if last in named or any(word.lower() in anywhere for word in words[given:]):
        return True
    if any(word.lower() in named for word in words[1:-1]) and not given:
        return True
    return words[0] in BODY_FIRST and not given


def is_named_by_verb(words: tuple[str, ...]) -> bool:
    """Is a body called after what it asks for: "Stop the Flood"?"""
    return (
        len(words) > 2
        and words[0][:1].isupper()
        and words[1].lower() in BEFORE_ITS_NOUN
        and words[2][:1].isupper()
        and words[0].lower() in lexicon.base_verbs()
    )


def is_joined_with_outlet(name: str) -> bool:
    """Does a hyphen join an outlet with another body: "Norrhav Post-Harbour Research", if the Post is known?"""
    parts = name.split("-") if "-" in name else ()
    return any(len(part) > 2 and part in lexicon.outlets() for part in parts)


@lru_cache(maxsize=65536)
def names_a_thing(name: str) -> bool:
    """Is this the name of a place, a body, a show or a document, and of no person?"""
    words = tuple(name.split())
    if (
        name.lower() in places()
        or (words[0] in PLACES_SHORTENED and len(words) > 1)
        or is_joined_with_outlet(name)
    ):
        return True
    named = words[0] in lexicon.given_names()
    given = len(words) == 2 and named and words[1] in ALSO_SURNAMES
    return not given and bool(
        names_a_body(words)
        or THINGS.search(" ".join(words[named:]))
        or (len(words) > 1 and DOCUMENT.search(words[-1]))
    )


@lru_cache(maxsize=65536)
def is_somebody(noun: str) -> bool:
    """Can a noun in the singular stand for a person: "minister", "oceanographer", "patient"?"""
    word = noun.lower()
    if word in body_words()[0]:
        return False
    if word in lexicon.roles():
        return not word_is_group(word)
    if word in nouns("people_nouns")[0]:
        return word not in PEOPLES
    tail = word.rsplit("-", 1)[-1]
    if word[0].isdigit():
        return tail == "old"  # "a 22-member panel" is none
    if tail != word and (tail in lexicon.roles() or tail in nouns("people_nouns")[0] or tail == "old"):
        return True
    if noun[:1].isupper() and noun.split("-")[-1][:1].isupper() and tail != word:
        return False  # "Aro-Lindqvist", a surname
    return bool(SOMEBODY_NOUN.fullmatch(word)) and tail not in NO_SOMEBODY


@cache
def peoples() -> frozenset[str]:
    """Return the words for the people of a country in lower case: "canadians", "britons"."""
    words = {word.lower() for country in lexicon.country_list() for word in country.adjectives}
    return frozenset(
        word
        for word in words
        if (word.endswith(("s", "men")) and word[:-1] in words) or word.endswith("ians")
    )


@lru_cache(maxsize=65536)
def word_is_group(noun: str) -> bool:
    """Does a noun stand for several people: "officials", "patients", "oceanographers", "others"?"""
    word = noun.lower()
    if word in PEOPLES or word in {"children", "kids", "folks", "ladies", "men", "women"}:
        return True
    if word in peoples() or (word.rsplit("-", 1)[-1] in peoples()):
        return True
    single = singular_of(word)
    if single == word:
        return False
    tail = single.rsplit("-", 1)[-1]
    if tail != single and (tail in lexicon.roles() or tail in nouns("people_nouns")[0]):
        return True
    return (
        single in lexicon.roles()
        or single in nouns("people_nouns")[0]
        or single in body_words()[0]
        or bool(SOMEBODY_NOUN.fullmatch(single) and single not in NO_SOMEBODY)
    )


def is_nobody(word: str) -> bool:
    """Does a noun stand beside verbs of saying without being able to speak: "footage", "chart"?"""
    singular, plural = nouns("nobody")
    return word.lower() in singular or word.lower() in plural


# A verb with a "not" is what somebody did: "Tolan did not release". Behind "who" it tells which of them.
DENIED = re.compile(
    r"^(?:(?!\b(?:who|that|which|whom)\b).)*?\b(?:(?:did|does|do|has|had|have|was|were|is|are|will|would|could|can|may|might|must|should)"
    r"\snot|\w+n['’]t)\b",
    re.I,
)


@lru_cache(maxsize=16384)
def kind_of(core: str, head: str) -> Kind | None:
    """Return what a phrase without a person's name is, by its head noun; None for what cannot speak."""
    lower = head.lower()
    words = tuple([word[:-1] if word.endswith((",", ".")) else word for word in core.split()])
    capital = head[:1].isupper()
    if (
        core in lexicon.outlets()
        or is_known_body(core)
        or WEB_NAME.fullmatch(core)
        or is_named_by_verb(words)
        or (capital and (is_known_body(head) or CAMEL.fullmatch(head)))
    ):
        return "institution"
    if capital and core.lower() in places():
        return None  # "South Carolina", a place, though "South Haldia Agency" is a body
    if not lower or not words or is_nobody(lower) or SHARE.search(core) or NUMBER.fullmatch(lower):
        return None
    if SOURCE.fullmatch(lower):
        return "anonymous"
    if core.split()[0].lower() in STARTS_NOTHING or core.split()[0] in VERBS_FIRST or DENIED.match(core):
        return None
    if (
        capital
        and is_body_noun(lower)
        and any(DOCUMENT.fullmatch(word) for word in words[-2:] if word.islower())
    ):
        return "document"  # "University of Tarn poll"
    if (
        capital
        and len(words) > 1
        and is_body_noun(lower)
        and words[0][:1].isupper()
        and not is_somebody(lower)
    ):
        return "institution"  # "Haldia Airlines"
    if capital and len(words) > 1 and core.istitle() and lower in body_words()[1] and is_somebody(lower):
        # "the Tarn Observer" is a paper, a "Kestran Observer" somebody
        return "anonymous" if words[0].lower() in lexicon.country_table() else "institution"
    if MAKER.search(core):
        return "group" if lower.endswith("s") else "anonymous"
    if " or " in core and any(word_is_group(word) for word in words[: words.index("or")][-1:]):
        return None  # "whether migrants or the politicians"
    if lower == "figures" and FIGURES.search(core):
        return "group"
    if capital and len(words) > 1 and THINGS.fullmatch(head) and not DOCUMENT.fullmatch(head):
        return None  # "Harbour Safety Act"
    if DOCUMENT.fullmatch(lower):
        told = any(
            word.lower().endswith(("ly", "ed")) for word in words
        )  # "Newly Released Document", in a headline
        named = capital and len(words) > 1 and core.istitle() and lower not in NO_BODY
        return "institution" if named and not told else "document"
    if core.lower() in SEVERAL:
        return "anonymous"
    if word_is_group(lower):
        return "group"
    if INSTITUTION.fullmatch(lower):
        return "institution"
    if is_somebody(head):
        return "anonymous"
    if capital and names_a_body(named_before(words, head)):
        return "institution"
    return None


def named_before(words: tuple[str, ...], head: str) -> tuple[str, ...]:
    """Return the run of capitalised words that ends with the head of a phrase."""
    end = next((n for n, word in enumerate(words) if word == head), len(words) - 1) + 1
    start = end
    while start and words[start - 1][:1].isupper():
        start -= 1
    return words[start:end]
