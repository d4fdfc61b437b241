"""A noun phrase, or a verb, that speaks of an event, with all that its sentence tells of it."""

import re
from dataclasses import dataclass, field

from ...records import EventKind, Span
from .event_dates import When
from .event_nouns import Head
from .event_states import SaidState

DEFINITE = {"the", "this", "that", "these", "those", "their", "its", "his", "her", "both"}
PART_OF_A_NAME = re.compile(r"\b[A-Z][\w’'-]+\s(?:of|for|on)\s(?:the\s)?$")


@dataclass(slots=True)
class Mention:
    """One noun phrase, or one verb, that speaks of an event, with all that its sentence tells of it."""

    head: Head
    span: Span
    sentence: Span
    paragraph: int
    determiner: str = ""  # "" where there is none
    label: str | None = None  # "Lastra Bridge agreement", "Oslo Ports Conference"
    proper: bool = False  # the label is a name: its noun has a capital
    topic: str = ""  # "ferry fee"
    matter: str = ""  # "on fishing rights", of a resolution
    ordinal: str | None = None
    places: list[str] = field(default_factory=list)
    place_in_label: bool = False
    parties: list[str] = field(default_factory=list)
    many: bool = False  # "the two delegations": several, unnamed
    group: str = ""  # what they are called
    more: bool = False  # "more talks"
    when: When | None = None
    state: SaidState | None = None
    heading: bool = False
    owned: bool = False  # by somebody who is no party: "the club's annual meeting"
    of_states: bool = False  # an agreement that is called by a place that is known, or by letters
    occasion: bool = False  # something was done at it: "spoke at the", "opened the"
    somebody: bool = False  # takes part who has no name here: "the President", "she"
    signed: bool = False  # "signed a memorandum": the verb stands right before it
    office: bool = False  # somebody is met by office alone: "met the Principal Secretary"
    went: bool = False  # somebody goes there for it: "will come to Hollin for a visit"
    invited: bool = False  # "accepted an invitation to visit"
    body: str = ""  # that meets or holds it: "Harbour Council"
    beside: bool = False  # something else was done in its margins
    covered: bool = False  # the page reports it: "The meeting began at 10.04"
    kind: EventKind = field(init=False)
    family: str = field(init=False)

    def __post_init__(self) -> None:
        self.kind, self.family = self.head.noun.kind, self.head.noun.family

    @property
    def definite(self) -> bool:
        return self.determiner in DEFINITE

    @property
    def of_year(self) -> bool:
        """Does its year stand right behind it, or in it: "the agreement of 2014", "the 2014 agreement"?"""
        inside = self.when is not None and self.span[0] <= self.when.span[0] < self.span[1]
        return (
            (
                self.definite
                or (
                    self.determiner in {"a", "an"}
                    and inside
                    and not self.head.words.lower().startswith("memorandum")
                )
            )
            and self.when is not None
            and len(self.when.start) == 4
            and (
                0 <= self.when.span[0] - self.span[1] <= 1 or self.span[0] <= self.when.span[0] < self.span[1]
            )
        )

    @property
    def day(self) -> bool:
        return self.when is not None and len(self.when.start) >= 7

    def proper_part(self, text: str) -> bool:
        """Is it a part of the name of a body: "the Government of National Accord"?"""
        before = text[max(0, self.span[0] - 40) : self.span[0]]
        return (
            not self.determiner
            and self.head.words[:1].isupper()
            and PART_OF_A_NAME.search(before) is not None
        )
