"""Whom do "he" and "she" mean?"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from ...folding import fold
from ...records import Span
from ...rules import gettext_noop
from .people import Cast, Description
from .person import OFFICES_OF_STATE, Person, gender_of, likely_gender, office_of
from .resolved import Resolution
from .roles import Roles
from .unnamed import Unnamed, country_of
from .weights import POINTS

MALE = {"he", "his", "him", "himself"}
FEMALE = {"she", "her", "hers", "herself"}
PLURAL = {"they", "their", "them", "we", "our"}
PRONOUNS = MALE | FEMALE | PLURAL | {"i", "it", "its", "my", "who", "which", "you"}
FURTHEST_NAME = 60  # characters of an office before the name with which a paragraph begins
MOST_DESCRIBED = 8  # of the sentences before: later ones come first
NEVER = -9.0  # below anything that points add up to


class Pronouns:
    """Who of one article can be meant by a pronoun, and how likely each is."""

    def __init__(self, cast: Cast, unnamed: Unnamed, roles: Roles) -> None:
        self.cast = cast
        self.unnamed = unnamed
        self.roles = roles

    def resolve_he_or_she(
        self, gender: str | None, at: int, recent: Sequence[Resolution], goes_on: bool, said: Span
    ) -> Resolution:
        """Return the likeliest of the people named or heard shortly before."""
        here = self.cast.sentence_number(at)
        in_marks = said[0] > 0 and self.cast.text[said[0] - 1] in "\"“„«‘'"
        marked = self.cast.text[slice(*said)] if in_marks else ""
        scores: dict[tuple[str, str], float] = {}
        for mention in self.cast.mentions_before(at):
            number = self.cast.sentence_number(mention.at)
            if here - number > 6:
                break
            person = mention.person
            if (gender and person.gender not in (None, gender)) or said[0] <= mention.at < said[1]:
                continue
            score = -POINTS["sentence-between"] * (here - number)
            if marked and names_in_words(person, marked):
                score -= POINTS["named-in-words"]  # "“Roke should read page nine,” he said"
            standing = mention.standing
            if standing == "free":
                subject = self.cast.subject_of(number) is person
                score += POINTS["named-as-subject"] if subject else POINTS["named-free"]
                # Who has just been introduced is there to speak.
                if self.cast.sentence_number(person.first_at) == number:
                    score += POINTS["just-introduced"]
                    score += (
                        POINTS["opens-paragraph"] if subject and self.opens_paragraph(mention.at, at) else 0.0
                    )
            elif standing == "object":
                score += POINTS["named-as-object"]
            if any(r.said[0] <= mention.at < r.said[1] for r in recent[:3]):
                score -= POINTS["spoken-of"]  # somebody's words are about this person
            key = (self.cast.fullest(person).name, "person")
            scores[key] = max(scores.get(key, NEVER), score + gender_bonus(person, gender))
        for described in islice(self.cast.descriptions_before(at, sentences=3), MOST_DESCRIBED):
            number = self.cast.sentence_number(described.at)
            leads = described.at - self.cast.sentence_starts[number - 1] < 4 if number else False
            name = described.name
            if gender and gender_of(name) not in (None, gender):
                continue  # a spokeswoman is no "he"
            score = (POINTS["described-first"] if leads else POINTS["described"]) - POINTS[
                "sentence-between"
            ] * (here - number)
            scores[(name, "anonymous")] = max(scores.get((name, "anonymous"), NEVER), score)
        for office in self.cast.offices_before(at):
            number = self.cast.sentence_number(office.at)
            if here - number > 3:
                break
            if (held := self.holder_of(office, gender)) is not None:
                score = POINTS["described-first"] - POINTS["sentence-between"] * (here - number)
                scores[held] = max(scores.get(held, NEVER), score)
        for n, spoke in enumerate(recent[:4]):
            if spoke.name is None or spoke.kind not in {"person", "anonymous"}:
                continue
            known = self.cast.people.get(fold(spoke.name))
            proved = known.gender if known else gender_of(spoke.name)
            if gender and proved not in (None, gender):
                continue
            apart = here - self.cast.sentence_number(spoke.at)
            if apart > 8:
                continue
            score = (
                POINTS["heard-before"]
                - POINTS["statement-between"] * n
                - POINTS["sentence-between"] * apart
                + (POINTS["goes-on"] if goes_on and n == 0 else 0.0)
                - (POINTS["named-in-words"] if marked and known and names_in_words(known, marked) else 0.0)
            )
            key = (spoke.name, spoke.kind)
            own = gender_bonus(known, gender) if known else 0.0
            scores[key] = max(scores.get(key, NEVER), score + own)
        if not scores and said[1]:
            # "Tolan is ready to come “today”, he said": he is named in what he said, and nobody else is
            found = self.resolve_he_or_she(gender, at, recent, goes_on, (0, 0))
            return replace(found, factor=found.factor * 0.9)
        if not scores:
            return Resolution(name=None, factor=0.4, why=gettext_noop("nobody before fits the pronoun"))
        fits = sorted(((score, name, kind) for (name, kind), score in scores.items()), reverse=True)
        score, name, kind = fits[0]
        ahead = score - fits[1][0] if len(fits) > 1 else POINTS["lead-clear"]
        others = tuple(n for _, n, _ in fits[1:4])
        weighed = tuple((n, round(points, 2)) for points, n, _ in fits[:6])
        if ahead < POINTS["lead-little"] / 2:
            return Resolution(
                name=None,
                candidates=(name, *others),
                factor=0.5,
                why=gettext_noop("two are equally likely"),
                weighed=weighed,
            )
        factor = (
            0.97
            if ahead >= POINTS["lead-clear"]
            else 0.93
            if ahead >= POINTS["lead-enough"]
            else 0.85
            if ahead >= POINTS["lead-little"]
            else 0.7
        )
        if kind == "anonymous":
            self.unnamed.remember(name, kind, name, country_of(name), role=name)
        return Resolution(
            name=name,
            kind=kind,
            factor=factor,
            candidates=others,
            why=gettext_noop("the likeliest of those named or heard shortly before"),
            weighed=weighed,
        )

    def opens_paragraph(self, named: int, at: int) -> bool:
        """Does the paragraph of an offset begin with somebody's name, at most an office before it?"""
        start = self.cast.text.rfind("\n", max(0, named - FURTHEST_NAME - 1), at) + 1
        before = self.cast.text[start:named].split() if start <= named <= start + FURTHEST_NAME else ["he"]
        return not before or before[0].lower() not in PRONOUNS

    def holder_of(self, office: Description, gender: str | None) -> tuple[str, str] | None:
        """Return who holds the office that a sentence begins with, or the office where the article names nobody.

        Only an office of state stands by itself: "the candidate" is somebody named, whoever that is.
        """
        found = self.roles.person_with_role(
            office.phrase, office.head, office.at, (), guess=False, gender=gender
        )
        if found is None:
            held = office_of(office.phrase, office.head) in OFFICES_OF_STATE
            return (office.phrase, "anonymous") if held else None
        known = self.cast.people.get(fold(found.name or ""))
        if found.name is None or (gender and known and known.gender not in (None, gender)):
            return None
        return found.name, found.kind


def names_in_words(person: Person, words: str) -> bool:
    """Do somebody's words name this person by the given or the last name?"""
    return any(name in words for name in (person.words[0], person.words[-1]) if len(name) > 2)


def gender_bonus(person: Person, gender: str | None) -> float:
    """Return what the gender of a pronoun gives to a person or takes."""
    if gender is None:
        return 0.0
    if person.gender == gender:
        return POINTS["gender-proved"]
    likely = likely_gender(person.words)
    return (
        0.0 if likely is None else POINTS["gender-likely"] if likely == gender else -POINTS["gender-against"]
    )
