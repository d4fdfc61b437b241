"""The record of an article: what the archive stores and the command prints.

Every span is `(start, end)` in characters of the source text, end excluded, so that
`source[start:end]` is always the evidence. What the text does not tell is None or ().
"""

from dataclasses import dataclass, fields
from datetime import date as calendar_date
from operator import attrgetter
from typing import Any, Literal

Span = tuple[int, int]
QuoteKind = Literal["direct", "partial", "indirect"]
EventKind = Literal[
    "summit", "meeting", "phone_call", "visit", "press_conference", "launch", "agreement", "vote", "other"
]
EventStatus = Literal["held", "planned", "possible", "cancelled", "did_not_happen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When an article appeared, as far as its text proves it, and the words that prove it."""

    date: str | None = None  # YYYY-MM-DD, YYYY-MM or YYYY
    at: str | None = None  # YYYY-MM-DDTHH:MM, in the outlet's own time
    precision: Literal["minute", "day", "month", "year", "none"] = "none"
    evidence: str = ""
    offset: str | None = None  # of `at` from UTC, as "+03:00", where the page prints it

    @property
    def day(self) -> calendar_date | None:
        """The day of publication, None where it is not known to the day."""
        if self.precision in {"minute", "day"} and self.date:
            return calendar_date.fromisoformat(self.date)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerRecord:
    """Somebody who is said to speak, under the fullest name that the article gives."""

    name: str
    kind: Literal["person", "institution", "country", "group", "anonymous", "document"]
    role: str | None = None
    affiliation: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRecord:
    """One statement and who is made responsible for it.

    `confidence` is the share of statements read with such signs whose words and mention are right. It is
    lower where the article leaves open who the mention is, and does not say who that is likely to be.
    """

    start: int
    end: int
    segments: tuple[Span, ...]
    text: str
    kind: QuoteKind
    in_headline: bool = False
    clause_span: Span | None = None
    speaker: str | None = None
    mention: str | None = None
    mention_span: Span | None = None
    cue: str | None = None
    addressee: str | None = None
    venue: str | None = None
    relayed_by: str | None = None
    said_on: str | None = None
    candidates: tuple[str, ...] = ()
    rule: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EventState:
    """What a sentence says in so many words of an event: that it is planned, was called off, was held."""

    status: EventStatus
    span: Span  # of the sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord:
    """A happening that the article dates or names; every mention of it is one span.

    `states` are the sentences that say whether it was held, in the order of the text; `status` is what
    the article as a whole tells.
    """

    name: str
    kind: EventKind
    place: str | None = None
    start: str | None = None
    end: str | None = None
    status: EventStatus = "held"
    participants: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    rule: str = ""
    rules: tuple[str, ...] = ()  # of each mention
    states: tuple[EventState, ...] = ()
    label: str | None = None  # what the text itself calls it: "Farrow Agreement", "Oslo Ports Conference"
    ordinal: str | None = None  # "third"
    countries: tuple[str, ...] = ()  # those of the participants, as far as the text tells, by name
    part_of: str | None = None  # the name of the greater event
    ends: bool = False  # `start` is the last day, the only one that is told: "ended on Friday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that was read from one article. `refusal` says why a text was not read, if it was not."""

    id: str
    headline: str | None = None
    standfirst: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    dateline_place: str | None = None
    language: str = "und"  # ISO 639-1
    published: Published = Published()
    body: tuple[Span, ...] = ()
    headings: tuple[Span, ...] = ()
    junk: tuple[Span, ...] = ()
    speakers: tuple[SpeakerRecord, ...] = ()
    quotes: tuple[QuoteRecord, ...] = ()
    events: tuple[EventRecord, ...] = ()
    refusal: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the record as plain JSON values, the publication date spread over flat keys."""
        row = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "published"}
        for name in ("speakers", "quotes", "events"):
            row[name] = [_plain(item) for item in row[name]]
        row["published"] = self.published.date
        row["published_at"] = self.published.at
        row["published_offset"] = self.published.offset
        row["published_precision"] = self.published.precision
        row["published_evidence"] = self.published.evidence
        return row


_FIELDS = {kind: tuple(f.name for f in fields(kind)) for kind in (SpeakerRecord, QuoteRecord, EventRecord)}
_VALUES = {kind: attrgetter(*names) for kind, names in _FIELDS.items()}


def _plain(item: SpeakerRecord | QuoteRecord | EventRecord) -> dict[str, Any]:
    kind = type(item)
    row = dict(zip(_FIELDS[kind], _VALUES[kind](item), strict=True))
    if isinstance(item, EventRecord):
        row["states"] = [{"status": state.status, "span": state.span} for state in item.states]
    return row
