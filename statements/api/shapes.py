"""What records hold: each field with what it says. The documentation and `openapi.json` are made from this."""

from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from ninja import Schema
from pydantic import Field

LARGEST = 2**63 - 1
Line = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$")]
Value = Annotated[str, Field(max_length=100, pattern=r"^[^\x00-\x1f\x7f\"“”„«»]*$")]
Id = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^/\x00-\x1f\x7f]+$")]
Known = Literal["machine", "reviewed", "corrected"]
KNOWN_TOLD = "how far a person vouches for it: machine (as read), reviewed, or corrected by an editor"
NUMBER_TOLD = "its number, which a mirror knows it by; it never changes"
T = TypeVar("T")


class Ref(Schema):
    """A row that another one names."""

    id: str = Field(description="as the address of its own record ends")
    name: str


class Addressed(Schema):
    """What every record of a row has."""

    number: int = Field(description=NUMBER_TOLD)
    id: str = Field(description="as its addresses end")
    url: str = Field(description="its page")
    record: str = Field(description="its own record, with all that is told of it")


class ArticleRef(Schema):
    """The article that a statement stands in."""

    id: str
    headline: str
    published: str | None = Field(description="the day, month or year of print, as precise as it is proved")
    outlet: Ref | None
    original: str | None = Field(description="its address at its outlet, where that is known")
    language: str


class StatementRow(Addressed):
    """Words that somebody is made responsible for, as one article has them."""

    words: str = Field(description="the words, as the source has them; a cut between two stretches is …")
    kind: Literal["direct", "partial", "indirect"] = Field(
        description="direct (quoted in full), partial (quoted in part) or indirect (reported)"
    )
    in_headline: bool = Field(description="true where the words stand in the headline")
    speaker: Ref | None = Field(description="who said it; null where that is not settled")
    probable_speaker: Ref | None = Field(
        description="who probably said it, where that is likely and not certain"
    )
    role: str | None = Field(description="the speaker’s office or role, as the source gave it")
    addressee: str | None = Field(description="to whom it was said, as the source gave it")
    venue: str | None = Field(description="where it was said, as the source gave it")
    said_on: date | None = Field(description="the day on which it was said, where the source tells it")
    date: str | None = Field(description="the day, month or year that it is listed under: said, else printed")
    article: ArticleRef = Field(description="the article that it stands in")
    relayed_by: Ref | None = Field(description="the outlet that the article cites for it")
    events: list[Ref] = Field(description="the events that it speaks of")
    utterance: str | None = Field(description="what was said once and is printed by several articles: its id")
    state: Known = Field(description=KNOWN_TOLD)
    in_article: bool = Field(description="false where the outlet took the words out since")
    proved: bool = Field(
        description="false where the words do not stand in what the page of the article shows"
    )
    confidence: float = Field(
        description="from 0 to 1: of statements read with such signs, this share is right"
    )
    rule: str = Field(description="the rule by which it was read")


class TextQuoteSelector(Schema):
    """The words, and what stands before and behind them in their paragraph (W3C Web Annotation)."""

    type: Literal["TextQuoteSelector"] = "TextQuoteSelector"
    exact: str
    prefix: str
    suffix: str


class TextPositionSelector(Schema):
    """Where the words stand, in characters of the source text (W3C Web Annotation)."""

    type: Literal["TextPositionSelector"] = "TextPositionSelector"
    start: int
    end: int


class EvidenceTarget(Schema):
    """One stretch of the words in its source."""

    type: Literal["SpecificResource"] = "SpecificResource"
    source: str = Field(description="the record of the article, whose paragraphs have the same positions")
    selector: list[TextQuoteSelector | TextPositionSelector]


class EvidenceAnnotation(Schema):
    """Where the words stand in their source, as a W3C Web Annotation with one target a stretch."""

    context: Literal["http://www.w3.org/ns/anno.jsonld"] = Field(
        default="http://www.w3.org/ns/anno.jsonld", serialization_alias="@context"
    )
    id: str
    type: Literal["Annotation"] = "Annotation"
    motivation: Literal["identifying"] = "identifying"
    canonical: str = Field(description="the statement’s page")
    target: list[EvidenceTarget]


class ValueChange(Schema):
    """A value that an act changed, in plain words."""

    what: str
    before: str
    after: str


class HistoryAct(Schema):
    """What people did to a row, as its page tells it."""

    number: int = Field(description="the number of the act in the log")
    at: datetime
    what: str
    why: str | None
    by: str | None = Field(description="the editor, where they chose to be named")
    changes: list[ValueChange]


class PrintedElsewhere(Schema):
    """The same statement in another article."""

    id: str
    record: str
    outlet: str | None
    same: bool = Field(description="whether the words are the very same")


class StatementItem(StatementRow):
    """A statement with its evidence, its other printings and its history."""

    evidence: EvidenceAnnotation
    held: bool = Field(description="false where no text that is kept has the words any more")
    elsewhere: list[PrintedElsewhere]
    history: list[HistoryAct]


class ArticleRow(Addressed):
    """An article of one outlet."""

    headline: str = Field(description="the headline; empty where it has none")
    outlet: Ref | None = Field(description="who published it")
    agency: Ref | None = Field(description="the agency that it credits")
    byline: str | None = Field(description="who wrote it, as printed")
    place: str | None = Field(description="the place of its dateline")
    language: str = Field(description="its language, as a code of two letters")
    published: str | None = Field(description="the day, month or year of print, as precise as it is proved")
    original: str | None = Field(description="its address at its outlet, where that is known")
    is_sample: bool = Field(description="true for the invented articles of the sample")
    state: Known = Field(description=KNOWN_TOLD)


class ParagraphRecord(Schema):
    """A paragraph and where it stands, in characters of the source text."""

    start: int
    end: int
    text: str


class ArticleItem(ArticleRow):
    """An article with what of its text everybody may read, and the statements in it."""

    shown: Literal["whole", "statements"] = Field(
        description="statements: of this outlet the archive shows paragraphs with statements alone"
    )
    published_because: str | None = Field(description="what proves the day of print")
    paragraphs: list[ParagraphRecord]
    statements: list[str] = Field(description="ids, in the order of the text")
    events: list[Ref]
    history: list[HistoryAct]


class SpeakerRow(Addressed):
    """A person, institution, country, group, unnamed source or document that is on record."""

    name: str = Field(description="the name")
    sort_name: str = Field(description="the name as lists are sorted by it")
    kind: Literal["person", "institution", "country", "group", "anonymous", "document"] = Field(
        description="what it is; anonymous: a source who is not named"
    )
    country: str | None = Field(description="ISO 3166-1 alpha-2")
    affiliation: str | None = Field(description="the body that somebody belongs to")
    wikidata: str | None = Field(description="the item of Wikidata, where an editor set it")
    state: Known = Field(description=KNOWN_TOLD)


class OfficeRecord(Schema):
    """An office or a role with its days."""

    name: str
    country: str | None
    start: date | None
    end: date | None
    settled: bool = Field(description="true as an editor has it; false as articles give it")


class SpeakerItem(SpeakerRow):
    """A speaker with names, offices and how much is held."""

    names: list[str] = Field(description="all names that sources use")
    same_as: list[str] = Field(description="the same at other places, such as Wikidata")
    offices: list[OfficeRecord]
    statements: int = Field(description="how many statements are held")
    history: list[HistoryAct]


class EventRow(Addressed):
    """What happened: one record however many articles tell of it."""

    name: str = Field(description="the name")
    kind: str = Field(
        description="summit, meeting, phone_call, visit, press_conference, launch, agreement, vote or other"
    )
    place: str | None = Field(description="where it was, or was to be")
    start: str | None = Field(description="its first day, month or year")
    end: str | None = Field(description="its last day")
    status: str = Field(description="held, planned, possible, cancelled or did_not_happen")
    participants: list[str] = Field(description="who took part, by name")
    state: Known = Field(description=KNOWN_TOLD)


class EventItem(EventRow):
    """An event with the articles that tell of it."""

    statements: int = Field(description="how many statements speak of it")
    articles: list[str] = Field(description="the ids of the articles that tell of it, 200 at most")
    history: list[HistoryAct]


class SourceRow(Addressed):
    """Who publishes: a newspaper, a site, an agency."""

    name: str = Field(description="the name")
    kind: Literal["outlet", "agency", "platform"] = Field(description="outlet, agency or platform")


class SourceItem(SourceRow):
    """An outlet with how much of it is held, and how much of its articles is shown."""

    shown: Literal["whole", "statements"]
    articles: int
    statements: int


class UtteranceRow(Addressed):
    """What was said once and is printed by several articles."""

    speaker: Ref | None = Field(description="who said it; null where that is not settled")
    statements: list[str] = Field(description="the ids of its printings")


class DateRow(Schema):
    """A day, month or year under which statements are listed."""

    date: str = Field(description="2021-03-12, 2021-03 or 2021, as precise as it is known")
    statements: int
    url: str = Field(description="the page of that day, month or year")


class CorrectedRow(Schema):
    """A row that an act changed; what it says is told while the row is shown."""

    kind: Literal["statement", "article", "speaker", "event", "source"]
    number: int = Field(description=NUMBER_TOLD)
    url: str | None
    what: str
    changes: list[ValueChange]


class CorrectionRow(Schema):
    """An act that changed what the public sees."""

    number: int = Field(description="the number of the act in the log")
    at: datetime
    what: str
    why: str | None
    by: str | None = Field(description="the editor, where they chose to be named")
    rows: list[CorrectedRow] = Field(description="the first rows that it changed")
    more: int = Field(description="how many others it changed")


class SuggestionRecord(Schema):
    """A name that begins as typed, and the query that finds it."""

    kind: str
    label: str
    detail: str
    query: str


class SuggestionList(Schema):
    """What could be meant."""

    items: list[SuggestionRecord]


class ListPage(Schema, Generic[T]):
    """Some records of a list, and where it goes on."""

    items: list[T]
    next: str | None = Field(description="the address of what follows; null at the end")


class Results(Schema, Generic[T]):
    """Some records that a search finds, and where it goes on."""

    items: list[T]
    total: int = Field(description="how many there are in all, as the search index has it now")
    understood: str = Field(description="the query as it was taken")
    next: str | None = Field(description="the address of what follows; null at the end")


class BecameOf(Schema):
    """The row that took over what a merged one had."""

    number: int
    id: str


class ChangedRecord(Schema):
    """A row that changed, as it is now, or what became of it."""

    since: int = Field(description="the place of this change in the sequence")
    kind: Literal["statement", "utterance", "article", "speaker", "event", "source", "correction"]
    number: int = Field(description=NUMBER_TOLD)
    state: Literal["held", "withdrawn", "merged", "erased", "gone"] = Field(
        description="held: keep `record`. Else take the row out: an editor withdrew it, it was merged into "
        "another, it was erased by order, or reading no longer finds it (of an utterance: in two articles)"
    )
    record: (
        StatementRow | UtteranceRow | ArticleRow | SpeakerRow | EventRow | SourceRow | CorrectionRow | None
    )
    into: BecameOf | None = Field(description="of a merged row, the one that took over")


class ChangeList(Schema):
    """What changed behind a place in the sequence."""

    items: list[ChangedRecord]
    last: int = Field(description="ask with this as `since` next")
    more: bool = Field(description="whether there is more just now")


class DraftAsked(Schema):
    """A draft to be checked. It is read, answered and forgotten."""

    draft: str = Field(min_length=1, description="the text, 200,000 characters at most")


class VerifiedPiece(Schema):
    text: str
    change: Literal["same", "in", "out"]


class VerifiedDraft(Schema):
    start: int
    end: int
    segments: list[list[int]]
    text: str
    speaker: str | None
    mention: str | None
    days: list[date] | None


class VerifiedPrinting(Schema):
    statement: str
    words: str
    slice: str
    start: int
    end: int
    speaker: str | None
    role: str | None
    date: str | None
    said_on: str | None
    outlet: str | None
    state: Known
    differences: list[VerifiedPiece]


class VerifiedQuotation(Schema):
    number: int
    headline: str = Field(description="the one word for it; the first that is so, in a fixed order")
    words: str
    speaker: str
    day: str
    draft: VerifiedDraft
    printings: list[VerifiedPrinting]
    elsewhere: list[str]


class VerificationRecord(Schema):
    """What the archive holds of each quotation of a draft."""

    quotations: list[VerifiedQuotation]
    counts: dict[str, int]
    left_out: int
    unchecked: int
    note: str


class FaultyPart(Schema):
    """A part of what was asked that is not as it has to be."""

    where: str
    what: str


class Problem(Schema):
    """Why something is not answered (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FaultyPart] | None = Field(None, description="of what was asked, what is wrong where")
    repair: str | None = Field(None, description="of a search with a fault, the nearest that has none")
    withdrawn_at: datetime | None = Field(None, description="of what was taken out, when")
    why: str | None = Field(None, description="of what was taken out, why")


class Addresses(Schema):
    """Where what is."""

    addresses: dict[str, str]


Plain = dict[str, Any]
