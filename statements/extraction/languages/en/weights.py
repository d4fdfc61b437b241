"""What does each sign count for, when several people could be meant?

Every point that the resolving of mentions gives or takes stands here, with what it is for. Points add
up; who has most is meant, if the lead over the next is large enough. They were set by hand on annotated
news and are held by `make evaluate`: change one only with its figures before and after.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """A sign, what it counts for, and why."""

    name: str
    points: float
    what_for: str


WEIGHTS = (
    # "the minister": who holds the role
    Weight(name="role-same", points=2.0, what_for="a person whom the article gives the same role"),
    Weight(
        name="role-wider", points=1.4, what_for="a person whose role the word can stand for: “the official”"
    ),
    Weight(name="man-or-woman", points=1.2, what_for="a person of that gender, for “the man”, “the woman”"),
    Weight(name="role-country", points=1.0, what_for="the role is of the country that the mention names"),
    Weight(
        name="role-abroad",
        points=0.6,
        what_for="taken from whose role names a country, where the mention does not",
    ),
    Weight(
        name="role-closer",
        points=1.0,
        what_for="a role that the word means first: the ambassador, for “the diplomat”",
    ),
    Weight(name="role-former", points=1.2, what_for="taken from who is in office, for “the former minister”"),
    Weight(name="role-word", points=0.5, what_for="each other word that mention and role share"),
    Weight(
        name="role-sentence-between", points=0.12, what_for="taken for each sentence since the last naming"
    ),
    Weight(
        name="role-furthest", points=1.5, what_for="the most that distance takes from a person with the role"
    ),
    Weight(
        name="role-attends",
        points=1.0,
        what_for="taken from whoever is named in nothing but a list of those who were there",
    ),
    Weight(name="role-last-speaker", points=0.8, what_for="the person has just been speaking"),
    Weight(name="described-same", points=2.0, what_for="somebody unnamed, described by the same word"),
    Weight(
        name="described-wider", points=1.0, what_for="somebody unnamed, described by a word it can stand for"
    ),
    Weight(
        name="source-heard-so", points=2.2, what_for="the unnamed source just heard, under a word that fits"
    ),
    Weight(name="source-heard", points=0.8, what_for="the unnamed source just heard, under another word"),
    Weight(
        name="speaker-as-anybody",
        points=1.5,
        what_for="the person just heard, for a word for anybody: “the aide”",
    ),
    Weight(name="speaker-as-role", points=1.1, what_for="the person just heard, for a role tied to no name"),
    Weight(
        name="speaker-lately",
        points=0.4,
        what_for="distance below which the person just heard still counts so",
    ),
    # "he", "she": who was named or heard shortly before
    Weight(name="named-as-subject", points=1.2, what_for="named first in a sentence, and its subject"),
    Weight(
        name="named-free", points=0.5, what_for="named neither as an owner nor behind a preposition or verb"
    ),
    Weight(name="named-as-object", points=0.3, what_for="named behind a preposition or a verb"),
    Weight(
        name="just-introduced", points=0.25, what_for="named there for the first time: introduced to speak"
    ),
    Weight(
        name="opens-paragraph",
        points=0.25,
        what_for="introduced as the subject with which the paragraph of the pronoun begins",
    ),
    Weight(name="spoken-of", points=0.4, what_for="taken from a person whom somebody's words are about"),
    Weight(
        name="named-in-words", points=1.0, what_for="taken from a person whom the words in marks call by name"
    ),
    Weight(name="described-first", points=1.35, what_for="somebody unnamed with whom a sentence begins"),
    Weight(name="described", points=0.2, what_for="somebody unnamed, described further on in a sentence"),
    Weight(name="heard-before", points=1.4, what_for="the speaker of a statement before"),
    Weight(name="statement-between", points=0.2, what_for="taken from a speaker for each statement since"),
    Weight(name="sentence-between", points=0.35, what_for="taken for each sentence between, from anybody"),
    Weight(name="goes-on", points=0.7, what_for="the last speaker, where the cue goes on: “she added”"),
    Weight(name="gender-proved", points=0.5, what_for="a given name, title or role proves the gender"),
    Weight(name="gender-likely", points=0.4, what_for="the form of the name makes the gender likely"),
    Weight(name="gender-against", points=1.2, what_for="taken where the form of the name speaks against it"),
    # How far the best has to be ahead of the next
    Weight(name="lead-clear", points=0.9, what_for="nobody else comes near"),
    Weight(name="lead-enough", points=0.4, what_for="the next is behind by a sign or two"),
    Weight(
        name="lead-little", points=0.1, what_for="below it nothing is settled; for pronouns, below half of it"
    ),
)
POINTS = {weight.name: weight.points for weight in WEIGHTS}
