"""What was fetched becomes articles, and the row of each address says what became of it."""

import hashlib
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from statements.ingest.batches import Stored, in_batches, store_batch
from statements.ingest.reading import Readers
from statements.models import WebAddress
from statements.network.addresses import shown_address
from statements.network.faults import HostHeld, Unfetchable
from statements.network.fetching import Fetched
from statements.sources.base import Given, Limits, RawSource, SourceFile, Unreadable
from statements.sources.feeds import Feed, FeedEntry, read_entries
from statements.sources.formats import format_of, read_file
from statements.trouble import machine_fault

from .listing import of_one_site

logger = logging.getLogger(__name__)

FIRST_REST = timedelta(minutes=5)  # before an address is tried again; twice as long each time,
LONGEST_REST_OF_PAGES = timedelta(hours=24)
KEPT = (
    "state", "changed", "tries", "not_before", "fetched_at", "status", "final", "redirects", "etag",
    "last_modified", "result",
)  # fmt: skip
MOST_TRIES = 7  # and then no more: about five hours after the first


@dataclass(slots=True)
class Taken:
    """What became of one address: how many articles of it are new, updated, unchanged, and what was refused."""

    row: WebAddress
    counts: Counter[str] = field(default_factory=Counter)
    quotes: int = 0
    faults: list[str] = field(default_factory=list)
    passing: bool = False  # it is asked for again by itself

    def note(self, stored: Stored) -> None:
        if stored.outcome is None:
            self.faults.append(stored.reason)
        else:
            self.counts[stored.outcome.status] += 1
            self.quotes += stored.outcome.quotes

    @property
    def words(self) -> str:
        if not self.counts:
            return self.faults[0] if self.faults else "nothing is in it"
        told = ", ".join(f"{count} {status}" for status, count in self.counts.items())
        return f"{told}, {len(self.faults)} refused: {self.faults[0]}" if self.faults else told


def file_of(answer: Fetched) -> SourceFile:
    """Return what was fetched as a file that sources are read from; its name is where it was found."""
    assert answer.body is not None
    return SourceFile(
        origin=answer.address,
        stream=answer.body,
        limits=replace(Limits(), article=settings.ONRECORD_MAX_SOURCE_BYTES),
        url=answer.address,
        charset=answer.charset,
        language=answer.language,
        captured=timezone.now(),
    )


def sources_of_answer(answer: Fetched, outlet: str) -> Iterator[RawSource]:
    """Yield the sources of what was fetched; raise Unreadable where it is none."""
    file = file_of(answer)
    if isinstance(format_of(file), Feed):
        for entry in read_entries(file):
            yield source_of_entry(entry, file, outlet)
        return
    for source in read_file(file):
        # What does not say where it stands stands where it was found.
        url = "" if source.record or source.claim("url") else answer.address
        yield replace(source, given=Given(outlet=outlet, url=url))


def source_of_entry(entry: FeedEntry, file: SourceFile, outlet: str) -> RawSource:
    """Return an entry as a source of its own: it keeps its name when the feed goes on."""
    found = entry.source(file)
    return replace(found, origin=name_of_entry(entry, file.origin), record="", given=Given(outlet=outlet))


def name_of_entry(entry: FeedEntry, feed: str) -> str:
    """Return the address of an entry, or, where it has none or one of another site, one within its feed."""
    own = entry.url[:1000] if of_one_site(feed, entry.url) else ""
    return own or f"{feed[:900]}#{hashlib.sha256(entry.data).hexdigest()[:16]}"


def take_pages(came: Sequence[tuple[WebAddress, Fetched | Unfetchable]], reading: Readers) -> list[Taken]:
    """Store what was fetched for these addresses; return what became of each. Their rows are saved."""
    now = timezone.now()
    taken = []
    single: list[tuple[Taken, RawSource]] = []
    for row, found in came:
        mine = Taken(row)
        taken.append(mine)
        if isinstance(found, Unfetchable):
            note_fault(mine, found, now)
        elif found.unchanged:
            note_unchanged(mine, found, now)
        else:
            note_answer(row, found)
            take_answer(mine, found, reading, single)
    for (mine, _), stored in zip(single, store_batch([s for _, s in single], reading), strict=True):
        mine.note(stored)
    with transaction.atomic():
        for mine in taken:
            if mine.row.state == WebAddress.State.WAITING and not mine.passing:
                settle_taken(mine, now)
            keep_row(mine.row)
    return taken


def keep_row(row: WebAddress) -> None:
    """Write what became of an address; of what is another's to say, its source, nothing."""
    if row.pk is None:
        row.save()
    else:
        WebAddress.objects.filter(pk=row.pk).update(**{name: getattr(row, name) for name in KEPT})


def take_answer(
    mine: Taken, answer: Fetched, reading: Readers, single: list[tuple[Taken, RawSource]]
) -> None:
    """Store an answer that holds many sources; leave the source of one that holds one to be stored with others."""
    assert answer.body is not None
    held: list[RawSource] = []
    try:
        with answer.body:
            for batch in in_batches(sources_of_answer(answer, outlet_told_of(mine.row))):
                if held:
                    store_some(mine, held, reading)
                held = batch
    except Unreadable as error:
        mine.faults.append(str(error))
    except Exception as error:  # whatever one answer does is that answer's alone
        if machine_fault(error):
            raise
        logger.exception("could not take in %s", shown_address(mine.row.address))
        mine.faults.append("taking it in failed in a way nobody foresaw; the log says how")
    if len(held) == 1:
        single.append((mine, held[0]))
    elif held:
        store_some(mine, held, reading)


def store_some(mine: Taken, sources: Sequence[RawSource], reading: Readers) -> None:
    for stored in store_batch(sources, reading):
        mine.note(stored)


def outlet_told_of(row: WebAddress) -> str:
    """Return the name of the outlet that was told to publish an address, "" where none was."""
    if row.outlet_told:
        return row.outlet_told
    return row.source.outlet.name if row.source is not None and row.source.outlet is not None else ""


def note_answer(row: WebAddress, answer: Fetched) -> None:
    """Keep where an address led, and what its server told with it."""
    row.status, row.final = answer.status, answer.address
    row.redirects = [[step.status, step.address] for step in answer.redirects]
    row.etag, row.last_modified = answer.etag, answer.modified


def note_fault(mine: Taken, fault: Unfetchable, now: datetime) -> None:
    """Keep why nothing came; what may come later is tried again, later each time."""
    row = mine.row
    mine.faults.append(str(fault))
    row.result = str(fault)[:500]
    until = datetime.fromtimestamp(fault.until, UTC) if fault.until else now
    if isinstance(fault, HostHeld):
        mine.passing, row.not_before = True, until
        return
    row.status = fault.status or None
    row.tries += 1
    if fault.passing and row.tries < MOST_TRIES:
        rest = min(FIRST_REST * 2 ** (row.tries - 1), LONGEST_REST_OF_PAGES)
        mine.passing, row.not_before = True, max(now + rest, until)
    else:
        tries = row.tries
        row.settle(WebAddress.State.FAILED, str(fault), now)
        row.tries = tries


def note_unchanged(mine: Taken, answer: Fetched, now: datetime) -> None:
    """The server has what is held: it was told of nothing else, see `settle_taken`."""
    mine.counts["unchanged"] += 1
    mine.row.status = answer.status
    mine.row.settle(WebAddress.State.HELD, mine.words, now)


def settle_taken(mine: Taken, now: datetime) -> None:
    row = mine.row
    if mine.counts:
        row.settle(WebAddress.State.HELD, mine.words, now)
        return
    # What is not held is asked for without conditions the next time.
    row.settle(WebAddress.State.REFUSED, mine.words, now, etag="", last_modified="")
