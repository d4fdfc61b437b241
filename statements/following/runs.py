"""A run of a followed source: what it lists that is new is taken from it, or waits to be fetched.

A run that is stopped half-way is as if it had not been: what was stored stays and is known again, and what the
server told of the source's state is kept only when all of it was taken.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from statements.ingest.batches import in_batches, store_batch
from statements.ingest.reading import Readers
from statements.models import FollowedSource, WebAddress
from statements.network.addresses import parse_address, shown_address
from statements.network.exchange import MEGABYTE
from statements.network.faults import HostHeld, Unfetchable
from statements.network.fetching import Fetched
from statements.network.unpacking import unpack_gzip
from statements.sources.base import RawSource, SourceFile, Unreadable
from statements.sources.feeds import SUMMARY, Feed, FeedEntry, read_entries
from statements.sources.sitemaps import ListedAddress, Sitemap, parse_sitemap
from statements.trouble import machine_fault

from .listing import Ports, in_pieces, is_newer, is_too_old, list_addresses, newest_first, of_one_site
from .taking import Taken, file_of, keep_row, name_of_entry, source_of_entry

logger = logging.getLogger(__name__)

MOST_WHOLE = 200  # entries with their text that one run takes; the next goes on
KEPT_OF_RUN = (
    "last_run", "last_result", "failures", "not_before", "unfinished", "etag", "last_modified",
)  # fmt: skip
LARGEST_SITEMAP = 64 * MEGABYTE  # unpacked; the protocol has 50


@dataclass(slots=True)
class SourceRun:
    """What one run of a source came to."""

    listed: int = 0  # all that it lists
    fresh: int = 0  # what of it is new or changed, and waits to be fetched
    taken: int = 0  # articles that it gave itself
    unfinished: bool = False

    @property
    def words(self) -> str:
        told = f"{self.listed:,} listed; {self.taken:,} articles taken from it, {self.fresh:,} to be fetched"
        return f"{told}; the next run goes on" if self.unfinished else told


def take_source(source: FollowedSource, found: Fetched | Unfetchable, ports: Ports, reading: Readers) -> None:
    """Take what came of a source, and keep in its row what that came to, failures in words."""
    now = timezone.now()
    shown = shown_address(source.address)
    try:
        if isinstance(found, Unfetchable):
            raise found
        if found.unchanged:
            source.note_success(now, "nothing new: the server has what it had")
        else:
            assert found.body is not None
            with found.body:
                run = RUNS[source.kind](source, found, ports, reading, now)
            source.note_success(now, run.words + moved_words(found), unfinished=run.unfinished)
            if not run.unfinished:
                source.etag, source.last_modified = found.etag, found.modified
            if run.fresh or run.taken:
                logger.info("followed %s: %s", shown, run.words)
    except HostHeld as held:
        source.last_result = str(held)
        source.not_before = datetime.fromtimestamp(held.until, UTC)
    except (Unfetchable, Unreadable) as fault:
        until = getattr(fault, "until", 0.0)
        source.note_failure(now, str(fault), datetime.fromtimestamp(until, UTC) if until else None)
        logger.warning("not followed: %s: %s (%s in a row)", shown, fault, source.failures)
    except Exception as error:  # whatever one source does is that source's alone
        if machine_fault(error):
            raise
        logger.exception("could not follow %s", shown)
        source.note_failure(now, "following it failed in a way nobody foresaw; the log says how")
    keep_run(source)


def keep_run(source: FollowedSource) -> None:
    """Write what a run found and nothing else: an editor may have changed the rest meanwhile."""
    FollowedSource.objects.filter(pk=source.pk).update(
        **{name: getattr(source, name) for name in KEPT_OF_RUN}
    )


def moved_words(found: Fetched) -> str:
    return f". It has moved for good: change the address to {found.moved}" if found.moved else ""


def run_feed(
    source: FollowedSource, found: Fetched, ports: Ports, reading: Readers, now: datetime
) -> SourceRun:
    """Take the entries that have their text, and have the pages of the others fetched."""
    file = file_of(found)
    if not Feed().recognises(file):
        raise Unreadable("it is no feed; a page of the site may say where its feed is")
    entries = list(read_entries(file))
    run = SourceRun(listed=len(entries))
    whole: list[tuple[str, FeedEntry]] = []
    links: list[ListedAddress] = []
    for key, entry in unseen(entries, source, file, ports):
        if not (entry.is_whole and speaks_for_itself(entry, source, file)):
            links.append(ListedAddress(url=key, changed=entry.changed))
        elif len(whole) < MOST_WHOLE:
            whole.append((key, entry))
        else:
            run.unfinished = True
    links += take_entries(whole, file, source, reading, now, run)
    run.fresh = list_addresses(links, source, ports, now)
    return run


def speaks_for_itself(entry: FeedEntry, source: FollowedSource, file: SourceFile) -> bool:
    """May the feed say what stands at the entry's address: is it of its site, or did an editor say whose all of it is?

    Otherwise any feed could put words into the article of another outlet.
    """
    return not entry.url or source.outlet is not None or of_one_site(file.origin, entry.url)


def unseen(
    entries: Sequence[FeedEntry], source: FollowedSource, file: SourceFile, ports: Ports
) -> list[tuple[str, FeedEntry]]:
    """Return the entries that are not known, or were changed since, each with the address that it is known by."""
    by_key: dict[str, FeedEntry] = {}
    for entry in entries:
        if is_too_old(entry.changed, source):
            continue
        key = name_of_entry(entry, file.origin)
        if entry.url:
            try:
                key = parse_address(entry.url, ports).whole
            except Unfetchable:
                if not entry.is_whole:
                    continue
        elif not entry.is_whole:
            continue
        by_key.setdefault(key, entry)
    found = []
    for piece in in_pieces(by_key.items(), 500):
        known = {row.address: row for row in WebAddress.objects.filter(address__in=[key for key, _ in piece])}
        found += [
            (key, entry)
            for key, entry in piece
            if key not in known
            or (known[key].state != WebAddress.State.WAITING and is_newer(entry.changed, known[key]))
        ]
    return found


def take_entries(
    entries: Sequence[tuple[str, FeedEntry]],
    file: SourceFile,
    source: FollowedSource,
    reading: Readers,
    now: datetime,
    run: SourceRun,
) -> list[ListedAddress]:
    """Store entries that have their text. Return those that turn out to have none, to be fetched instead."""
    outlet = source.outlet.name if source.outlet is not None else ""
    links: list[ListedAddress] = []
    read: dict[str, FeedEntry] = {}
    sources: list[RawSource] = []
    for key, entry in entries:
        one = replace(source_of_entry(entry, file, outlet), origin=key)
        if entry.url and (one.refusal or len(one.text[one.head :].split()) < SUMMARY):
            links.append(ListedAddress(url=key, changed=entry.changed))
        else:
            read[key] = entry
            sources.append(one)
    for batch in in_batches(sources):
        stored = store_batch(batch, reading)
        with transaction.atomic():
            for became in stored:
                key = became.source.origin
                taken = Taken(row_of(key, read[key], source, now))
                taken.note(became)
                state = WebAddress.State.HELD if taken.counts else WebAddress.State.REFUSED
                taken.row.settle(state, f"in the feed: {taken.words}", now, etag="", last_modified="")
                keep_row(taken.row)
                run.taken += len(taken.counts)
    return links


def row_of(key: str, entry: FeedEntry, source: FollowedSource, now: datetime) -> WebAddress:
    """Return the row of an entry's address, a new one where there is none yet."""
    row = WebAddress.objects.filter(address=key).first()
    if row is None:
        row = WebAddress(address=key, source=source, listed_at=now)
    row.changed = entry.changed
    return row


def run_sitemap(
    source: FollowedSource, found: Fetched, ports: Ports, reading: Readers, now: datetime
) -> SourceRun:
    """Have the pages fetched that a sitemap lists, or the sitemaps that an index lists."""
    sitemap = sitemap_of(found)
    kind = WebAddress.Kind.SITEMAP if sitemap.is_index else WebAddress.Kind.PAGE
    return SourceRun(
        listed=len(sitemap.addresses),
        fresh=list_addresses(speakable_of(sitemap, found), source, ports, now, kind),
    )


def sitemap_of(found: Fetched) -> Sitemap:
    """Return what a sitemap lists, packed or not; raise Unreadable or Unfetchable where it lists nothing."""
    assert found.body is not None
    data = found.body.read()
    if data.startswith(b"\x1f\x8b"):
        data = unpack_gzip(data, LARGEST_SITEMAP)
    return parse_sitemap(data)


def speakable_of(sitemap: Sitemap, found: Fetched) -> list[ListedAddress]:
    """Return what a sitemap may list, newest first: a site speaks of itself alone."""
    return newest_first([one for one in sitemap.addresses if of_one_site(found.address, one.url)])


def take_part(row: WebAddress, found: Fetched | Unfetchable, ports: Ports) -> SourceRun | None:
    """List what a part of a sitemap lists; return None where nothing new can come of it. Raises as fetching does."""
    if isinstance(found, Unfetchable):
        raise found
    if found.unchanged or row.source is None:
        return None
    assert found.body is not None
    with found.body:
        sitemap = sitemap_of(found)
        if sitemap.is_index:
            raise Unreadable("it is an index of sitemaps in another one, which is not followed")
        fresh = list_addresses(speakable_of(sitemap, found), row.source, ports, timezone.now())
    return SourceRun(listed=len(sitemap.addresses), fresh=fresh)


RUNS: dict[str, Callable[[FollowedSource, Fetched, Ports, Readers, datetime], SourceRun]] = {
    FollowedSource.Kind.FEED: run_feed,
    FollowedSource.Kind.SITEMAP: run_sitemap,
}
