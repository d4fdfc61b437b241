"""The quotations of a record become statements: updated in place, added, or gone."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from django.utils import timezone

from statements import extraction
from statements.dates import as_date
from statements.extraction.records import Span
from statements.identity.events import words_of_place
from statements.identity.speakers import end_of_merges
from statements.models import (
    Appearance,
    Article,
    Capture,
    Event,
    Precision,
    Quote,
    State,
    Tombstone,
    insert_rows,
    new_row,
)
from statements.slices import find_slice, fingerprint, sentence_at
from statements.sources.proof import words_stand

from .outlets import store_outlet


def store_quotes(
    article: Article,
    record: extraction.Record,
    speakers: Mapping[str, Appearance],
    events: Sequence[tuple[extraction.EventRecord, Event]],
    shown: str | None = None,
    *,
    is_new: bool,
    before: Capture | None = None,
) -> None:
    """Write the article's quotes: update what is known, add what is new, remove what is gone.

    `shown` are all words that the source's bytes show a reader, None where its text is all that they are.
    `before` is what the article said until now, where it says something else: statements whose words the
    outlet took out stay, as slices of that.
    """
    known = {} if is_new else {(q.fingerprint, q.occurrence): q for q in article.quotes.all()}
    seen: Counter[str] = Counter()
    roles = {speaker.name: speaker.role or "" for speaker in record.speakers}
    gone = () if is_new else Tombstone.objects.filter(article=article)
    tombstones = {(t.fingerprint, t.occurrence): t for t in gone}
    new: list[tuple[Quote, list[Event]]] = []
    for found in record.quotes:
        mark = fingerprint(found.text)
        key = (mark, seen[mark])
        seen[mark] += 1
        quote = known.pop(key, None)
        if quote is not None and quote.state != State.EXTRACTED:
            keep_place(quote, article, before)
            continue
        if quote is None:
            quote = new_row(Quote, article=article, fingerprint=mark, occurrence=key[1])
            if key in tombstones:  # the same words came back: they have their address again
                tombstone = tombstones.pop(key)
                quote.uid = tombstone.uid
                tombstone.delete()
            fill_quote(quote, article, found, speakers, roles, shown)
            new.append((quote, events_of(found, events, article)))
            continue
        fill_quote(quote, article, found, speakers, roles, shown)
        quote.save()
        quote.events.set(events_of(found, events, article))
    add_quotes(new)
    text = words_alone(article.text) if known else ""
    for quote in known.values():
        if quote.state != State.EXTRACTED:
            keep_place(quote, article, before)
        elif is_taken_out(quote, text, before):
            quote.capture = quote.capture or before
            quote.article = article
            quote.place_date()
            quote.save(update_fields=["capture", "date", "date_precision"])
        else:
            forget_quote(quote)


def words_alone(text: str) -> str:
    """Return words without letter case and signs, each between spaces: "night," is "night."."""
    return " ".join(["", *re.findall(r"\w+", text.casefold()), ""])


def is_taken_out(quote: Quote, text: str, before: Capture | None) -> bool:
    """Did the outlet take a statement out: are its words, or the sentence around them, gone from `text`?

    The words alone may well stand elsewhere: "called it “reckless”" does not live on in another "reckless".
    """
    held_by = quote.capture or before
    if held_by is None or not stands_at(quote, held_by.text):
        return False  # the text is the same, and the reading another
    first, last = sentence_at(held_by.text, quote.start, quote.end)
    around = held_by.text[first:last]
    return any(words_alone(words) not in text for words in (*pieces_of_words(quote), around))


def stands_at(quote: Quote, text: str) -> bool:
    """Are the words of a statement the slices of a text that its segments say?"""
    return [text[start:end] for start, end in quote.segments] == pieces_of_words(quote)


def reseat_taken_out(article: Article) -> None:
    """Give each statement that was taken out the latest capture that it stood in, whatever order they came in."""
    captures = list(article.captures.order_by("-captured_at", "-id"))
    for quote in article.quotes.exclude(capture=None):
        for capture in captures:
            if capture.pk == quote.capture_id:
                break
            if seat_in(quote, capture.text):
                quote.capture = capture
                quote.save()
                break


def seat_in(quote: Quote, text: str) -> bool:
    """Let a statement be a slice of a text, wherever its words stand there; say whether they do."""
    places = [find_slice(text, piece, quote.start) for piece in pieces_of_words(quote)]
    found = [place for place in places if place is not None]
    if len(found) < len(places) or found != sorted(found):
        return False
    quote.segments = [list(place) for place in found]
    quote.clause_start = quote.clause_end = quote.mention_start = quote.mention_end = None
    quote.place_words(text)
    return True


def pieces_of_words(quote: Quote) -> list[str]:
    """Return the words of each segment."""
    return quote.text.split(" … ") if len(quote.segments) > 1 else [quote.text]


def add_quotes(new: Sequence[tuple[Quote, Sequence[Event]]]) -> None:
    """Write new statements with their events, all in one go."""
    Quote.objects.bulk_create([quote for quote, _ in new])
    through = Quote.events.through
    insert_rows(
        [
            through(quote_id=quote.pk, event_id=pk)
            for quote, its in new
            for pk in dict.fromkeys(event.pk for event in its)
        ]
    )


def forget_quote(quote: Quote) -> None:
    """Delete a statement of the pipeline; its address goes on to say what it was."""
    Tombstone.objects.update_or_create(
        uid=quote.uid,
        defaults={"article": quote.article, "fingerprint": quote.fingerprint, "occurrence": quote.occurrence},
    )
    for report in quote.reports.all():  # it stays, with the number of the statement
        report.quote = None
        report.save()
    quote.delete()


def keep_place(quote: Quote, article: Article, before: Capture | None = None) -> None:
    """Find the words that an editor kept in a text that may have changed; if they are gone, say so.

    They are then a slice of what the article said `before`, if they stood in it.
    """
    if stands_at(quote, article.text) or seat_in(quote, article.text):
        quote.missing_since = quote.capture = None
    else:
        quote.missing_since = quote.missing_since or timezone.now()
        if quote.capture_id is None and before is not None and stands_at(quote, before.text):
            quote.capture = before
    quote.article = article
    quote.place_date()
    quote.save()


def place_speaker(quote: Quote, appearance: Appearance | None) -> None:
    """Give a statement to the row of whoever the article means, and to no more than is certain."""
    quote.appearance = appearance
    quote.speaker = end_of_merges(appearance.speaker) if appearance else None
    quote.probable_speaker = (
        end_of_merges(appearance.probable) if appearance and appearance.probable else None
    )


def fill_quote(
    quote: Quote,
    article: Article,
    found: extraction.QuoteRecord,
    speakers: Mapping[str, Appearance],
    roles: dict[str, str],
    shown: str | None,
) -> None:
    place_speaker(quote, speakers.get(found.speaker) if found.speaker else None)
    quote.segments = [list(span) for span in found.segments]
    quote.kind = found.kind
    quote.in_headline = found.in_headline
    quote.clause_start, quote.clause_end = found.clause_span or (None, None)
    quote.place_words(article.text)
    quote.mention = (found.mention or "")[:500]
    quote.mention_start, quote.mention_end = found.mention_span or (None, None)
    quote.cue = (found.cue or "")[:100]
    quote.role = roles.get(found.speaker or "", "")[:300]
    quote.addressee = (found.addressee or "")[:300]
    quote.venue = (found.venue or "")[:300]
    quote.relayed_by = store_outlet(found.relayed_by)
    quote.said_on = as_date(found.said_on)
    quote.place_date()
    quote.candidates = list(found.candidates)
    quote.rule = found.rule
    quote.confidence = found.confidence
    quote.is_corrected = False
    quote.capture = None
    quote.unproved = shown is not None and not all(
        words_stand(article.text[s:e], shown) for s, e in found.segments
    )


SAID_AT = re.compile(
    r"\b(?:at|during|after|following|before|ahead of|in|from|on the (?:sidelines|margins) of|told|addressed|opened|opening)\s(?:\w+\s)?$"
)


def events_of(
    found: extraction.QuoteRecord, events: Sequence[tuple[extraction.EventRecord, Event]], article: Article
) -> list[Event]:
    """Return the events that a statement speaks of, or was made at.

    It speaks of those that its words or its clause mention. It was made at one that its sentence
    names as the occasion ("said after the talks"), or on a day of the event, from the place of it.
    """
    if not events:  # of most articles: to find a sentence is work
        return []
    said = as_date(found.said_on) or article.published
    there = words_of_place(article.dateline_place)
    about = [*found.segments, *([found.clause_span] if found.clause_span else [])]
    sentence = sentence_at(article.text, found.start, found.end)
    return [
        event
        for mentioned, event in events
        if any(reaches_into(span, part) for span in mentioned.mentions for part in about)
        or any(
            reaches_into(span, sentence) and SAID_AT.search(article.text, max(0, span[0] - 40), span[0])
            for span in mentioned.mentions
        )
        or (
            said
            and event.start
            and event.precision == Precision.DAY
            and event.start <= said <= (event.end or event.start)
            and there & words_of_place(event.place)
        )
    ]


def reaches_into(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
