"""Which readers a statement concerns: new ones are held against all saved searches at once, changed ones against what
was told of them."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from statements.encrypted import keyed_hash
from statements.models import (
    AlertItem,
    AlertReader,
    AlertTask,
    Event,
    Outlet,
    Quote,
    SavedSearch,
    Speaker,
    rows_indexed,
)
from statements.search.documents import Faults, documents_of, label_of
from statements.search.find import QueryFault
from statements.search.language import And, Node, Not, Only, Or, parse
from statements.search.reverse import ReverseIndex

logger = logging.getLogger(__name__)

PIECE = 200  # statements that are held against the searches at a time
MANY = 500  # values of one question to the database
RANK: dict[str, int] = {
    SavedSearch.Rhythm.AT_ONCE: 0,
    SavedSearch.Rhythm.DAILY: 1,
    SavedSearch.Rhythm.WEEKLY: 2,
}
GONE = {"gone": "1"}  # in the place of what is told of a statement: that it is not there


# What is to be looked at


def connect_alerts() -> None:
    """Hear what the index has anew: called once, when the app is ready."""
    rows_indexed.connect(note_indexed, dispatch_uid="saved searches")


def note_indexed(sender: Any, rows: Iterable[tuple[str, int]], **_: Any) -> None:
    """Ask for statements to be matched, in the transaction that takes them off the index's queue."""
    quotes = sorted(row for table, row in rows if table == "quote")
    if quotes and SavedSearch.objects.exists():
        AlertTask.objects.bulk_create([AlertTask(quote=row) for row in quotes], batch_size=MANY)


# The searches


def merged_rows() -> dict[tuple[str, str], str]:
    """Return by field and slug where rows went that were merged into others: searches follow them."""
    found = {}
    rows: dict[str, Any] = {"speaker": Speaker, "source": Outlet, "event": Event}
    for field, model in rows.items():
        merged = model.objects.exclude(merged_into=None).values_list("slug", "merged_into__slug")
        found.update({(field, slug): target for slug, target in merged})
    return found


def followed(node: Node, went: Mapping[tuple[str, str], str]) -> Node:
    """Return a tree with the rows that those it names became."""
    match node:
        case Only(field, value, True):
            seen = {value}
            while (target := went.get((field, value))) is not None and target not in seen:
                seen.add(value := target)
            return Only(field, value, exact=True)
        case Not(part):
            return Not(followed(part, went))
        case And(parts):
            return And(tuple(followed(part, went) for part in parts))
        case Or(parts):
            return Or(tuple(followed(part, went) for part in parts))
        case _:
            return node


class SavedSearches:
    """All searches that are sent, turned round. It follows what is saved and left, and rows that become others."""

    def __init__(self) -> None:
        self.state: object = None
        self.went: dict[tuple[str, str], str] = {}
        self.trees: dict[str, Node] = {}  # by the digest of a line
        self.turned: ReverseIndex[str] = ReverseIndex()

    def refresh(self) -> None:
        rows = SavedSearch.objects.exclude(confirmed_at=None)
        went = merged_rows()
        state = rows.aggregate(number=Count("pk"), newest=Max("pk"), confirmed=Max("confirmed_at"))
        if went != self.went:
            self.went, self.trees, self.turned = went, {}, ReverseIndex()
        elif state == self.state:
            return
        lines = dict(rows.order_by().values_list("digest", "line").distinct())
        for digest in self.trees.keys() - lines.keys():
            self.turned.remove(digest, self.trees.pop(digest))
        for digest in lines.keys() - self.trees.keys():
            try:
                self.trees[digest] = followed(parse(lines[digest], trusted=True), went)
            except QueryFault as fault:
                logger.warning("a saved search is no longer understood: %s", fault)
            else:
                self.turned.add(digest, self.trees[digest])
        self.state = state


# What readers are told of a statement, as hashes


def told_facets(quote: Quote) -> dict[str, str]:
    """Return a keyed hash of each thing that a mail tells of a statement: a change of it is worth another mail."""
    told = {
        "words": quote.text,
        "speaker": quote.speaker.name if quote.speaker else "",
        "day": str(quote.said_on or ""),
    }
    return {name: keyed_hash(f"told {name}", f"{quote.uid} {value}")[:16] for name, value in told.items()}


def told_rows(numbers: Iterable[int]) -> dict[int, Quote]:
    """Return statements by number with all that a mail tells of them, those that anybody may see alone."""
    rows = Quote.objects.public().select_related("speaker", "article__outlet")
    fields = (
        "uid", "kind", "text", "role", "said_on", "date", "date_precision", "start", "end", "state",
        "speaker__name", "article__headline", "article__origin", "article__outlet__name", "article__published",
        "article__published_precision", "article__is_sample",
    )  # fmt: skip
    wanted = sorted(set(numbers))
    found: dict[int, Quote] = {}
    for start in range(0, len(wanted), MANY):
        found.update({row.pk: row for row in rows.only(*fields).filter(pk__in=wanted[start : start + MANY])})
    return found


# Matched


@dataclass(frozen=True, slots=True)
class WantedBy:
    """The search by which a reader is told of a statement: of several the one that is sent soonest."""

    search: int
    rhythm: str


def match_waiting(searches: SavedSearches, stopped: Callable[[], bool] = lambda: False) -> int:
    """Hold all statements that wait against the saved searches; return how many. What is killed is done again."""
    done = 0
    while not stopped():
        tasks = dict(AlertTask.objects.order_by("pk").values_list("pk", "quote")[:PIECE])
        if not tasks:
            break
        searches.refresh()
        with transaction.atomic():
            match_quotes(searches, sorted(set(tasks.values())))
            AlertTask.objects.filter(pk__in=list(tasks)).delete()
        done += len(tasks)
    return done


def match_quotes(searches: SavedSearches, numbers: Sequence[int]) -> None:
    """Write down whom these statements concern, and what of what was told of them is otherwise now."""
    faults: Faults = {}
    documents = documents_of("quote", numbers, faults)
    known = [number for number in numbers if ("quote", number) not in faults]
    answered = searches.turned.answered(documents)
    label = label_of("quote")
    digests = {number: answered.get((label, number), []) for number in known}
    rows = told_rows(number for (_, number) in ((d["model"], d["row"]) for d in documents))
    wanted = wanted_by(digests)
    items = {(item.reader_id, item.uid): item for item in items_about(known, rows)}
    now = timezone.now()
    changed = seen_again(items.values(), rows, wanted, now)
    fresh = [
        (reader, rows[number], by)
        for number, by_reader in wanted.items()
        if number in rows
        for reader, by in by_reader.items()
        if (reader, rows[number].uid) not in items
    ]
    taken_on, told_before = read_otherwise(fresh, now)
    otherwise = {item.pk: item for item in (*changed, *told_before)}
    AlertItem.objects.bulk_update(
        list(otherwise.values()), ["due", "at", "search", "quote", "uid", "start", "end"], batch_size=MANY
    )
    AlertItem.objects.bulk_create(
        [
            AlertItem(
                reader_id=reader, search_id=by.search, quote=quote.pk, uid=quote.uid, article=quote.article_id,
                start=quote.start, end=quote.end, at=now,
            )
            for reader, quote, by in fresh
            if (reader, quote.pk) not in taken_on
        ],
        batch_size=MANY,
        ignore_conflicts=True,  # another worker did the same
    )  # fmt: skip


def wanted_by(digests: Mapping[int, Sequence[str]]) -> dict[int, dict[int, WantedBy]]:
    """Return by statement and reader which search wants it; what was there before a search was saved is no news."""
    asked = sorted({digest for some in digests.values() for digest in some})
    searches: dict[str, list[tuple[int, int, str, int]]] = defaultdict(list)
    stopped = set(AlertReader.objects.exclude(stopped_at=None).values_list("pk", flat=True))
    for start in range(0, len(asked), MANY):
        rows = SavedSearch.objects.filter(digest__in=asked[start : start + MANY]).exclude(confirmed_at=None)
        for digest, pk, reader, rhythm, since in rows.order_by().values_list(
            "digest", "pk", "reader", "rhythm", "since"
        ):
            if reader not in stopped:
                searches[digest].append((pk, reader, rhythm, since))
    wanted: dict[int, dict[int, WantedBy]] = {}
    for number, some in digests.items():
        mine: dict[int, WantedBy] = {}
        for digest in some:
            for pk, reader, rhythm, since in searches[digest]:
                by = mine.get(reader)
                if number > since and (by is None or (RANK[rhythm], pk) < (RANK[by.rhythm], by.search)):
                    mine[reader] = WantedBy(pk, rhythm)
        wanted[number] = mine
    return wanted


def items_about(numbers: Sequence[int], rows: Mapping[int, Quote]) -> models.QuerySet[AlertItem]:
    """Return what readers were told or are to be told of statements, by number or, where one came again, by uid."""
    return AlertItem.objects.filter(Q(quote__in=numbers) | Q(uid__in=[row.uid for row in rows.values()]))


def seen_again(
    items: Iterable[AlertItem],
    rows: Mapping[int, Quote],
    wanted: Mapping[int, Mapping[int, WantedBy]],
    now: datetime,
) -> list[AlertItem]:
    """Return the items that are otherwise now; those that wait and are no longer wanted are deleted.

    What was told is due again where it is changed or withdrawn, and no longer due where it is as it was told.
    """
    by_uid = {row.uid: row for row in rows.values()}
    changed, unwanted = [], []
    for item in items:
        quote = by_uid.get(item.uid)
        if item.told_at is None:
            by = wanted.get(quote.pk, {}).get(item.reader_id) if quote else None
            if by is None:
                unwanted.append(item.pk)
            elif (item.quote, item.search_id) != (quote.pk if quote else 0, by.search):
                item.quote, item.search_id = quote.pk if quote else item.quote, by.search
                changed.append(item)
            continue
        due = (told_facets(quote) if quote else GONE) != item.told
        if due != item.due or (quote and quote.pk != item.quote):
            item.at = now if due and not item.due else item.at
            item.due, item.quote = due, quote.pk if quote else item.quote
            changed.append(item)
    for start in range(0, len(unwanted), MANY):
        AlertItem.objects.filter(pk__in=unwanted[start : start + MANY]).delete()
    return changed


def read_otherwise(
    fresh: Sequence[tuple[int, Quote, WantedBy]], now: datetime
) -> tuple[set[tuple[int, int]], list[AlertItem]]:
    """Return which statements are none that is new to a reader, and the items that stand for them.

    Where an article is read again and the words of a statement end elsewhere, it has another number. Who was told of
    it as it was is told that it changed, and not of another one.
    """
    articles = {quote.article_id for _, quote, _ in fresh}
    there = Quote.objects.public().filter(article__in=articles).values("pk")
    told = AlertItem.objects.filter(article__in=articles, told_at__isnull=False).exclude(quote__in=there)
    former: dict[tuple[int, int], list[AlertItem]] = defaultdict(list)
    for item in told if fresh else ():
        former[item.reader_id, item.article].append(item)
    taken: set[tuple[int, int]] = set()
    items = []
    for reader, quote, _by in fresh:
        for item in former.get((reader, quote.article_id), ()):
            if item.start < quote.end and quote.start < item.end:
                former[reader, quote.article_id].remove(item)
                item.quote, item.uid, item.start, item.end = quote.pk, quote.uid, quote.start, quote.end
                item.due, item.at = True, now
                taken.add((reader, quote.pk))
                items.append(item)
                break
    return taken, items
