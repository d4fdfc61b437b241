"""What readers take away: statements, articles, speakers, events and outlets as rows with documented columns.

The names of columns keep their meaning; new ones come behind the others.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from statements.dates import machine_date
from statements.models import Article, Event, Outlet, Quote, Speaker, Utterance

from .base import Cells, Column, RowType, described_rows
from .statements import STATE_NAMES

STATEMENT_COLUMNS = (
    Column("id", "string", "the statement’s permanent number"),
    Column("words", "string", "the words, as the source has them; a cut between two stretches is …"),
    Column("kind", "string", "direct (quoted in full), partial (quoted in part) or indirect (reported)"),
    Column("speaker", "string", "who said it; empty where that is not settled"),
    Column("speaker_id", "string", "the end of the address of the speaker’s page"),
    Column("probable_speaker", "string", "who probably said it, where that is likely and not certain"),
    Column("role", "string", "the speaker’s office or role, as the source gave it"),
    Column("addressee", "string", "to whom it was said, as the source gave it"),
    Column("venue", "string", "where it was said, as the source gave it"),
    Column("said_on", "date", "the day on which it was said; empty where only the day of print is known"),
    Column("printed_on", "string", "the day, month or year in which the article was published"),
    Column("outlet", "string", "who published the article"),
    Column("relayed_by", "string", "the outlet that the article cites for it"),
    Column("headline", "string", "the headline of the article"),
    Column("in_headline", "boolean", "true where the words stand in the headline"),
    Column("article_id", "string", "the number of the article"),
    Column("original", "uri", "the address of the article at its outlet, where it is known"),
    Column("state", "string", "how far a person vouches for it: machine-read, reviewed or corrected"),
    Column("confidence", "number", "from 0 to 1: of statements read with such signs, this share is right"),
    Column("rule", "string", "the rule by which it was read"),
    Column("address", "uri", "the statement’s page, which stays"),
    Column("utterance", "string", "what was said once and printed by several, which this is a printing of"),
)


def taken_statement(quote: Quote, base: str) -> Cells:
    article = quote.article
    return {
        "id": quote.uid,
        "words": quote.text,
        "kind": quote.kind,
        "speaker": quote.speaker.name if quote.speaker else "",
        "speaker_id": quote.speaker.slug if quote.speaker else "",
        "probable_speaker": quote.probable_speaker.name if quote.probable_speaker else "",
        "role": quote.role,
        "addressee": quote.addressee,
        "venue": quote.venue,
        "said_on": machine_date(quote.said_on),
        "printed_on": machine_date(article.published, article.published_precision),
        "outlet": article.outlet.name if article.outlet else "",
        "relayed_by": quote.relayed_by.name if quote.relayed_by else "",
        "headline": article.headline,
        "in_headline": "true" if quote.in_headline else "false",
        "article_id": str(article.pk),
        "original": article.url,
        "state": STATE_NAMES[quote.state],
        "confidence": f"{quote.confidence:.2f}",
        "rule": quote.rule,
        "address": base + quote.get_absolute_url(),
        "utterance": quote.utterance.uid if quote.utterance else "",
    }


ARTICLE_COLUMNS = (
    Column("id", "string", "the number of the article"),
    Column("headline", "string", "the headline"),
    Column("outlet", "string", "who published it"),
    Column("agency", "string", "the agency that it credits"),
    Column("byline", "string", "who wrote it, as printed"),
    Column("published", "string", "the day, month or year in which it was published"),
    Column("published_because", "string", "what proves that day"),
    Column("place", "string", "the place of its dateline"),
    Column("language", "string", "its language, as a code of two letters"),
    Column("original", "uri", "its address at its outlet, where that is known"),
    Column("address", "uri", "its page, which stays"),
    Column("text", "string", "the whole text, where it is shown to everybody; empty else"),
)


def taken_article(article: Article, base: str) -> Cells:
    return {
        "id": str(article.pk),
        "headline": article.headline,
        "outlet": article.outlet.name if article.outlet else "",
        "agency": article.agency.name if article.agency else "",
        "byline": article.byline,
        "published": machine_date(article.published, article.published_precision),
        "published_because": article.published_evidence,
        "place": article.dateline_place,
        "language": article.language,
        "original": article.url,
        "address": base + article.get_absolute_url(),
        "text": article.text if article.shows_whole_text else "",
    }


SPEAKER_COLUMNS = (
    Column("id", "string", "the end of the address of the speaker’s page"),
    Column("name", "string", "the name"),
    Column("sort_name", "string", "the name as lists are sorted by it"),
    Column("kind", "string", "person, institution, country, group, anonymous or document"),
    Column("country", "string", "the country, as ISO 3166-1 has it in two letters"),
    Column("affiliation", "string", "the body that somebody belongs to"),
    Column("wikidata", "string", "the item of Wikidata, where an editor set it"),
    Column("address", "uri", "the speaker’s page, which stays"),
)


def taken_speaker(speaker: Speaker, base: str) -> Cells:
    return {
        "id": speaker.slug,
        "name": speaker.name,
        "sort_name": speaker.sort_name,
        "kind": speaker.kind,
        "country": speaker.country,
        "affiliation": speaker.affiliation,
        "wikidata": speaker.wikidata,
        "address": base + speaker.get_absolute_url(),
    }


EVENT_COLUMNS = (
    Column("id", "string", "the end of the address of the event’s page"),
    Column("name", "string", "the name"),
    Column(
        "kind",
        "string",
        "summit, meeting, phone_call, visit, press_conference, launch, agreement, vote, other",
    ),
    Column("place", "string", "where it was, or was to be"),
    Column("start", "string", "its first day, month or year"),
    Column("end", "date", "its last day, where that is another"),
    Column("status", "string", "held, planned, possible, cancelled or did_not_happen"),
    Column("participants", "string", "who took part, parted by semicolons"),
    Column("address", "uri", "the event’s page, which stays"),
)


def taken_event(event: Event, base: str) -> Cells:
    return {
        "id": event.slug,
        "name": event.name,
        "kind": event.kind,
        "place": event.place,
        "start": machine_date(event.start, event.precision),
        "end": machine_date(event.end) if event.end != event.start else "",
        "status": event.status,
        "participants": "; ".join(map(str, event.participants)),
        "address": base + event.get_absolute_url(),
    }


OUTLET_COLUMNS = (
    Column("id", "string", "the end of the address of the outlet’s page"),
    Column("name", "string", "the name"),
    Column("kind", "string", "outlet or agency"),
    Column("address", "uri", "the outlet’s page, which stays"),
)


def taken_outlet(outlet: Outlet, base: str) -> Cells:
    return {
        "id": outlet.slug,
        "name": outlet.name,
        "kind": outlet.kind,
        "address": base + outlet.get_absolute_url(),
    }


UTTERANCE_COLUMNS = (
    Column("id", "string", "the utterance’s permanent number"),
    Column("address", "uri", "its page, which stays"),
)


def taken_utterance(utterance: Utterance, base: str) -> Cells:
    return {"id": utterance.uid, "address": base + utterance.get_absolute_url()}


SAID_AT_COLUMNS = (
    Column("statement", "string", "the statement’s permanent number"),
    Column("event", "string", "the end of the address of the event that it was said at or about"),
)


def taken_said_at(pair: Any, base: str) -> Cells:
    return {"statement": pair.quote.uid, "event": pair.event.slug}


TAKEN_STATEMENTS = described_rows("taken-statements", STATEMENT_COLUMNS, taken_statement)
TAKEN_ARTICLES = described_rows("articles", ARTICLE_COLUMNS, taken_article)
TAKEN_SPEAKERS = described_rows("speakers", SPEAKER_COLUMNS, taken_speaker)
TAKEN_EVENTS = described_rows("events", EVENT_COLUMNS, taken_event)
TAKEN_OUTLETS = described_rows("sources", OUTLET_COLUMNS, taken_outlet)
TAKEN_UTTERANCES = described_rows("utterances", UTTERANCE_COLUMNS, taken_utterance)
TAKEN_SAID_AT = described_rows("said-at", SAID_AT_COLUMNS, taken_said_at)

COLLECTION_COLUMNS = (
    *STATEMENT_COLUMNS,
    Column("place", "number", "the statement’s place in the collection"),
    Column("note", "string", "what whoever made the collection noted of it"),
)


def collected_statements(uids: Sequence[str], notes: Mapping[str, str]) -> RowType:
    """Return the rows of a collection: those of statements, with their place and their note behind."""
    places = {uid: str(n + 1) for n, uid in enumerate(uids)}

    def cells(quote: Quote, base: str) -> Cells:
        own = {"place": places.get(quote.uid, ""), "note": notes.get(quote.uid, "")}
        return {**taken_statement(quote, base), **own}

    return described_rows("collected-statements", COLLECTION_COLUMNS, cells)
