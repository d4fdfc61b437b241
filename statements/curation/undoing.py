"""An act taken back, unless a later one builds on it."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from statements.history.decided import undone
from statements.history.log import TRACKED, Values, act, going_on, row_values
from statements.identity.settling import look_again
from statements.ingest.statements import forget_quote
from statements.models import (
    READINGS,
    TABLES,
    ActName,
    Alias,
    Article,
    Capture,
    DeskNote,
    Event,
    EventMention,
    Judgement,
    MergeProposal,
    Outlet,
    Quote,
    Report,
    Revision,
    RevisionRow,
    Source,
    Speaker,
    State,
    Tenure,
    Tombstone,
    UtteranceDecision,
)
from statements.slices import words_key
from statements.sources.addresses import address_key
from statements.sources.decoding import decode

from .refusals import Refused
from .rows import date_statements

BEARS_ON_NAMES = {ActName.MERGE, ActName.KEEP_APART}  # acts by which surnames alone find other people
WITHOUT_ADDRESS = Alias | Tenure | EventMention | MergeProposal | UtteranceDecision | Judgement | DeskNote
STRUCTURE = {ActName.MERGE, ActName.SPLIT}  # acts that others build on


def undo(revision: Revision, editor: Any, why: str = "") -> int:
    """Take an act back. Return how many rows were left as they are, since they were changed again later.

    Raises Refused where a later act builds on it, and names that act. An undo is an act as well and can
    be taken back.
    """
    if revision.action == ActName.HELD:
        raise Refused(_("That line says how the archive stood when the log began. It cannot be taken back."))
    if revision.action == ActName.ERASE:
        raise Refused(_("What was erased by order is nowhere any more."))
    if revision.action == ActName.REPORT:
        raise Refused(_("A reader wrote that: answer it instead."))
    try:
        with transaction.atomic():
            if is_undone(revision):
                raise Refused(_("That was taken back already."))
            if revision.action == ActName.READ:
                return undo_reading(revision, editor, why)
            return undo_lines(revision, editor, why)
    except IntegrityError:
        raise Refused(_("What it would put back stands there already, by a later act.")) from None


def undo_lines(revision: Revision, editor: Any, why: str) -> int:
    lines = list(revision.rows.order_by("id"))
    held = {
        table: row_values(table, [line.row for line in lines if line.table == table])
        for table in {line.table for line in lines}
    }
    later = later_acts(revision, lines)
    todo: list[RevisionRow] = []
    for line in lines:
        over = later.get((line.table, line.row))
        if over is None and stands(line, held[line.table].get(line.row)):
            todo.append(line)
            continue
        main = (line.table, line.row) == (revision.table, revision.row)
        if over is not None and (main or over.action in STRUCTURE or len(lines) == 1):
            raise builds_on(over)
    if not todo:
        raise Refused(_("All that it changed was changed again since: there is nothing left to take back."))
    check_targets(todo)
    model = TABLES[revision.table] if revision.table else None
    about = model._default_manager.filter(pk=revision.row).first() if model else None
    label = f"{revision.action} {revision.label}"
    order = list(TRACKED)
    with act(ActName.UNDO, editor, about=about, label=label, why=why, undoes=revision) as done:
        changed = [line for line in todo if line.before is not None and line.after is not None]
        put_all_back([line for line in changed if line.table != "quote"])
        for line in sorted(
            (one for one in todo if one.after is None), key=lambda one: order.index(one.table)
        ):
            make_again(line)
        put_all_back([line for line in changed if line.table == "quote"])
        for line in sorted(
            (one for one in todo if one.before is None), key=lambda one: -order.index(one.table)
        ):
            take_out(line, revision)
        if revision.action in BEARS_ON_NAMES:
            look_again(*Speaker.objects.filter(pk__in=[line.row for line in todo if line.table == "speaker"]))
            for pair in MergeProposal.objects.filter(
                pk__in=[one.row for one in todo if one.table == "mergeproposal"]
            ):
                look_again(*(row for row in (pair.first, pair.second) if isinstance(row, Speaker)))
    if done.revision is None:
        raise Refused(_("There is nothing in it to take back."))
    return len(lines) - len(todo)


def builds_on(later: Revision) -> Refused:
    return Refused(
        _("A later act builds on it: “%(action)s %(label)s” of %(at)s (number %(pk)s). Undo that first.")
        % {"action": later.action, "label": later.label, "at": f"{later.at:%d %B %Y}", "pk": later.pk}
    )


def stands(line: RevisionRow, now: Values | None) -> bool:
    """Is a row still as an act left it, in what the act changed?"""
    if line.after is None:
        return now is None
    if now is None:
        return False
    return all(now.get(name) == value for name, value in line.after.items())


def is_undone(revision: Revision) -> bool:
    """Is an act taken back at present? It is, if one of its undoes is not itself taken back."""
    return bool(undone([revision]))


def later_acts(revision: Revision, lines: Sequence[RevisionRow]) -> dict[tuple[str, int], Revision]:
    """Return, by row, the last act behind this one that counts and changed what this one changed.

    An undo and what it takes back cancel out, so neither counts. Where taking back hands a statement to
    the machine again, every later act of a person on it counts, whatever it changed.
    """
    found: dict[tuple[str, int], Revision] = {}
    mine = {(line.table, line.row): line for line in lines}
    counts: dict[int, bool] = {}
    for table in {line.table for line in lines}:
        ids = [line.row for line in lines if line.table == table]
        for start in range(0, len(ids), 500):
            later = RevisionRow.objects.filter(
                table=table, row__in=ids[start : start + 500], revision__gt=revision.pk
            )
            later = later.exclude(revision__action=ActName.HELD)  # how it stood, and nothing that was done
            rows = list(later.select_related("revision").order_by("revision_id"))
            over_all = {row.revision_id: row.revision for row in rows}
            back = undone(over_all.values())
            counts |= {pk: one.action != ActName.UNDO and pk not in back for pk, one in over_all.items()}
            for other in rows:
                over = other.revision
                if counts[over.pk] and touches(mine[table, other.row], other):
                    found[table, other.row] = over
    return found


def touches(line: RevisionRow, other: RevisionRow) -> bool:
    if line.after is None or other.after is None or other.before is None:
        return True
    if line.after.keys() & other.after.keys():
        return True
    handed_back = (line.before or {}).get("state") == State.EXTRACTED
    return handed_back and other.revision.action not in READINGS


# What a row may lead to: putting it back must not lead to one that was merged since.
LEADS = {"speaker_id": Speaker, "outlet_id": Outlet, "agency_id": Outlet, "relayed_by_id": Outlet}


def check_targets(lines: Sequence[RevisionRow]) -> None:
    """Raise Refused if taking back would give something to a row that was merged into another since."""
    asked: set[tuple[type[Any], int]] = set()
    for line in lines:
        before = line.before or {}
        own = TABLES[line.table]
        for name, value in before.items():
            if value is not None and name in LEADS:
                asked.add((LEADS[name], value))
            elif value is not None and name == "merged_into_id":
                asked.add((own, value))
            elif name == "events":
                asked |= {(Event, pk) for pk in value}
    freed = {(TABLES[one.table], one.row) for one in lines if "merged_into_id" in (one.after or {})}
    for model, pk in asked:
        row = model._default_manager.filter(pk=pk).first()
        if row is not None and row.merged_into_id is not None and (model, pk) not in freed:
            merged = Revision.objects.filter(
                rows__table=model._meta.model_name, rows__row=pk, action=ActName.MERGE
            ).order_by("-pk")
            later = next((one for one in merged if not is_undone(one)), None)
            raise (
                builds_on(later)
                if later
                else Refused(_("%(row)s was merged into another since.") % {"row": row})
            )


def undo_reading(revision: Revision, editor: Any, why: str) -> int:
    """Take an article out that was read in: its address says so, its source stays."""
    article = Article.objects.filter(pk=revision.row).first()
    if article is None:
        raise Refused(_("The article is not here any more."))
    inside = Quote.objects.filter(article=article).values("pk")
    later = RevisionRow.objects.filter(
        Q(table="article", row=article.pk) | Q(table="quote", row__in=inside), revision__gt=revision.pk
    )
    for row in later.select_related("revision").order_by("-revision_id"):
        over = row.revision
        if (
            over.action != ActName.UNDO
            and not is_undone(over)
            and (row.table == "article" or over.action != ActName.READ_AGAIN)
        ):
            raise builds_on(over)
    with act(
        ActName.UNDO,
        editor,
        about=article,
        label=f"read {article}",
        why=why,
        undoes=revision,
    ):
        article.state = State.REJECTED
        article.save()
    return 0


def values_for(table: str, values: Values) -> tuple[Values, list[int] | None]:
    """Return values as a model takes them, and the events of a quote apart."""
    rest = {name: value for name, value in values.items() if name != "events"}
    if table == "mergeproposal" and "first" in rest:
        rest |= MergeProposal.columns(rest["table"], rest.pop("first"), rest.pop("second"))
    if table in ("article", "capture") and (text := rest.pop("extracted", "")):
        rest["text"] = text
    fields = TABLES[table]._meta
    for name, value in rest.items():
        if isinstance(value, str) and not name.endswith("_id"):
            rest[name] = fields.get_field(name).to_python(value)
    return rest, values.get("events")


# Values that nothing else follows from: thousands of rows are given them back in one step.
SIMPLE = {"speaker_id", "kind", "role", "addressee", "venue", "relayed_by_id", "state", "is_corrected", "outlet_id", "agency_id"}  # fmt: skip


def put_all_back(lines: Sequence[RevisionRow]) -> None:
    """Give rows their values of before: those with the same ones together."""
    alike: dict[str, list[RevisionRow]] = {}
    for line in lines:
        before = line.before or {}
        if before.keys() <= SIMPLE:
            alike.setdefault(f"{line.table} {sorted(before.items())}", []).append(line)
        else:
            put_back(line)
    for group in alike.values():
        rows = TABLES[group[0].table]._default_manager
        for start in range(0, len(group), 500):
            rows.filter(pk__in=[line.row for line in group[start : start + 500]]).update(
                **group[0].before or {}
            )


def put_back(line: RevisionRow) -> None:
    row = TABLES[line.table]._default_manager.get(pk=line.row)
    values, events = values_for(line.table, line.before or {})
    for name, value in values.items():
        setattr(row, name, value)
    settle_row(row)
    row.save()
    if isinstance(row, Article) and values.keys() & {"published", "published_precision"}:
        date_statements(row)
    if events is not None:
        row.events.set(Event.objects.filter(pk__in=events))


def make_again(line: RevisionRow) -> None:
    values, events = values_for(line.table, line.before or {})
    model = TABLES[line.table]
    row = model(pk=line.row, **values)
    settle_row(row)
    row.save(force_insert=True)
    if isinstance(row, Quote):
        for report in Report.objects.filter(uid=row.uid, quote=None):
            report.quote = row
            report.save()
    now = going_on()
    if now is not None:
        now.made(line.table, [line.row])
    if isinstance(row, Quote):
        Tombstone.objects.filter(uid=row.uid).delete()
        row.events.set(Event.objects.filter(pk__in=events or []))


def settle_row(row: Any) -> None:
    """Work out again what follows from a row's other values."""
    if isinstance(row, Article | Capture) and "source_id" in row.__dict__ and not row.extractor:
        data = bytes(Source.objects.get(pk=row.source_id).data)
        row.text = decode(data)[0]
    if isinstance(row, Article):
        row.address_key = address_key(row.url)
        row.words_key = words_key(row.headline, row.text, row.body)
    if isinstance(row, Quote):
        words = row.text
        row.start, row.end = row.segments[0][0], row.segments[-1][1]
        row.passage_start = row.passage_start or row.start
        stands_in: Any = (
            Capture.objects.filter(pk=row.capture_id)
            if row.capture_id
            else Article.objects.filter(pk=row.article_id)
        )
        text = stands_in.values_list("text", flat=True).get()
        if row.is_held and all(0 <= s < e <= len(text) for s, e in row.segments):
            row.place_words(text)
        if row.text != words:  # the text has changed since: the words stay as they were
            row.text = row.passage = words
        row.article = Article.objects.only("published", "published_precision").get(pk=row.article_id)
        row.place_date()


def take_out(line: RevisionRow, revision: Revision) -> None:
    """Take back that a row was made. What has an address keeps it."""
    row = TABLES[line.table]._default_manager.get(pk=line.row)
    if isinstance(row, Quote):
        if row.state == State.EXTRACTED:
            forget_quote(row)
            return
        row.state = State.REJECTED
        row.save(update_fields=["state"])
    elif isinstance(row, Capture):
        Quote.objects.filter(capture=row).update(capture=None)
        row.delete()
    elif isinstance(row, Speaker):
        if row.quotes.exists() or row.merged.exists():
            raise Refused(
                _("%(row)s has statements or names of later acts. Undo those first.") % {"row": row}
            )
        home = Speaker.objects.filter(pk=revision.row).first() if revision.table == "speaker" else None
        if home is not None and home.pk != row.pk and home.merged_into_id is None:
            row.merged_into = home
        else:
            row.state = State.REJECTED
        row.save()
    elif isinstance(row, Event):
        row.state = State.REJECTED
        row.save()
    elif isinstance(row, WITHOUT_ADDRESS) or (
        isinstance(row, Outlet)
        and not (
            row.articles.exists() or row.credited.exists() or row.relayed.exists() or row.merged.exists()
        )
    ):
        row.delete()
