"""Every act of an editor on the rows: each in one transaction, each one line of the log, each undoable."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone

from .extraction.folding import fold
from .ingest import fingerprint, forget_quote
from .journal import TRACKED, Values, act, going_on, model_of, snapshots
from .models import (
    Alias,
    Article,
    Event,
    EventMention,
    Former,
    MergeProposal,
    Outlet,
    Quote,
    Report,
    Revision,
    RevisionRow,
    Source,
    Speaker,
    State,
    unique_slug,
)
from .search.queue import enqueue
from .sources import decode

Mergeable = Speaker | Event | Outlet
STRUCTURE = {"merge", "split"}  # acts that others build on
DECIDES = ("speaker_id", "segments", "kind", "addressee", "venue", "said_on", "relayed_by_id")


class Refused(Exception):
    """An act that would break a promise of the archive. The message says which."""


class Overtaken(Refused):
    """Somebody else changed the row since it was looked at. `acts` are theirs."""

    def __init__(self, acts: Sequence[Revision]) -> None:
        super().__init__("Somebody changed this while you looked at it.")
        self.acts = acts


# What an editor looked at


def look_of(instance: models.Model) -> int:
    """Return the number of the last act on a row: what a form carries, so that nobody is overwritten."""
    rows = RevisionRow.objects.filter(table=instance._meta.model_name, row=instance.pk)
    return rows.aggregate(last=models.Max("revision"))["last"] or 0


def check_look(instance: models.Model, look: int | None) -> None:
    """Raise Overtaken if a row was acted on since an editor looked at it."""
    if look is None:
        return
    later = RevisionRow.objects.filter(
        table=instance._meta.model_name, row=instance.pk, revision__gt=look
    ).values_list("revision", flat=True)
    if later:
        raise Overtaken(list(Revision.objects.filter(pk__in=list(later)).select_related("editor")))


# Statements


def save_quote(quote: Quote, editor: Any, why: str = "", look: int | None = None) -> Quote:
    """Keep an editor's version of a quote: the row is the editor's from now on."""
    with transaction.atomic():
        before = Quote.objects.select_for_update().get(pk=quote.pk)
        check_look(quote, look)
        text = quote.article.text
        quote.segments = [[int(s), int(e)] for s, e in quote.segments]
        moved = before.segments != quote.segments
        kept = not moved and before.missing_since is not None  # words that the present text no longer holds
        if not kept and not are_slices(quote.segments, text):
            raise Refused("These words are no slice of the source.")
        if moved:
            quote.clause_start = quote.clause_end = None
            quote.missing_since = None
        if not kept:
            quote.place_words(text)
        if quote.state == State.EXTRACTED and before.state == State.EXTRACTED:
            quote.state = State.CURATED  # chosen on a row of the editor's, "machine-read" hands it back
        if any(getattr(before, name) != getattr(quote, name) for name in DECIDES):
            quote.is_corrected = True
        quote.place_date()
        name = named(before.state, quote.state)
        with act(name, editor, about=quote, why=why):
            quote.save()
    return quote


def are_slices(segments: Sequence[Sequence[int]], text: str) -> bool:
    """Are these one or more pieces of a text, in its order and apart?"""
    inside = all(0 <= s < e <= len(text) for s, e in segments)
    return bool(segments) and inside and all(a[1] <= b[0] for a, b in pairwise(segments))


def named(before: str, after: str) -> str:
    """Return what an act is called that changes a state, or leaves it."""
    if before == after:
        return "edit"
    if after == State.REJECTED:
        return "withdraw"
    if before == State.REJECTED:
        return "restore"
    return "hand back" if after == State.EXTRACTED else "edit"


def set_state(quotes: models.QuerySet[Quote], state: str, editor: Any, why: str = "") -> int:
    """Approve, withdraw or hand back quotes, all in one act; return how many changed."""
    name = {"curated": "approve", "rejected": "withdraw"}.get(state, "hand back")
    with transaction.atomic():
        changed = list(quotes.exclude(state=state).select_related("article"))
        if name == "approve" and changed and all(quote.state == State.REJECTED for quote in changed):
            name = "restore"
        one = changed[0] if len(changed) == 1 else None
        with act(name, editor, about=one, why=why, label=f"{len(changed)} statements" if one is None else ""):
            Quote.objects.filter(pk__in=[quote.pk for quote in changed]).update(state=state)
    return len(changed)


def judge(quote: Quote, editor: Any, why: str = "", look: int | None = None, **values: Any) -> Quote:
    """Change some values of a quote, or none: either way a person has held it against the source."""
    check_look(quote, look)
    for name, value in values.items():
        setattr(quote, name, value)
    if values or quote.state == State.EXTRACTED:
        changed = save_quote(quote, editor, why, look)
    else:
        changed = quote
    return changed


def judge_with_events(
    quote: Quote, editor: Any, why: str, look: int | None, events: Iterable[Event], **values: Any
) -> None:
    """Change values of a quote and the events that it belongs to, as one act."""
    with transaction.atomic():
        check_look(quote, look)
        with act("edit", editor, about=quote, why=why):
            judge(quote, editor, why, **values)
            quote.events.set(events)


def approve(quote: Quote, editor: Any, why: str = "", look: int | None = None) -> None:
    with transaction.atomic():
        before = Quote.objects.select_for_update().get(pk=quote.pk)
        check_look(quote, look)
        name = "restore" if before.state == State.REJECTED else "approve"
        with act(name, editor, about=quote, why=why):
            quote.state = State.CURATED
            quote.save(update_fields=["state"])


def reject(quote: Quote, editor: Any, why: str = "", look: int | None = None) -> None:
    """Take a statement out: it was none, or cannot be held to be one. Reading again never brings it back."""
    with transaction.atomic():
        Quote.objects.select_for_update().get(pk=quote.pk)
        check_look(quote, look)
        with act("withdraw", editor, about=quote, why=why):
            quote.state = State.REJECTED
            quote.save(update_fields=["state"])


def add_quote(
    article: Article,
    segments: Sequence[Sequence[int]],
    kind: str,
    speaker: Speaker | None,
    editor: Any,
    why: str = "",
    **values: Any,
) -> Quote:
    """Add a statement that the machine missed: its words are a slice of the source like all others."""
    text = article.text
    if not are_slices(segments, text) or not all(text[s:e].strip() for s, e in segments):
        raise Refused("These words are no slice of the source.")
    with transaction.atomic():
        quote = Quote(
            article=article, speaker=speaker, kind=kind, segments=[list(span) for span in segments], rule="editor", confidence=1,
            state=State.CURATED, is_corrected=False, **values,
        )  # fmt: skip
        quote.place_words(text)
        quote.fingerprint = fingerprint(quote.text)
        same = Quote.objects.filter(article=article, fingerprint=quote.fingerprint)
        here = same.filter(start=quote.start).first()
        if here is not None:
            if here.state != State.REJECTED:
                raise Refused(f"These words are statement {here.uid} already.")
            raise Refused(f"These words are statement {here.uid}, which was withdrawn. Restore it instead.")
        used = set(same.values_list("occurrence", flat=True))
        quote.occurrence = next(n for n in range(len(used) + 1) if n not in used)
        quote.place_date()
        with act("add", editor, about=quote, why=why) as done:
            quote.save()
            done.about = quote
    return quote


# Articles, speakers, events, outlets


def save_row(
    instance: Article | Speaker | Event | Outlet, editor: Any, why: str = "", look: int | None = None
) -> None:
    """Keep an editor's version of an article, a speaker, an event or an outlet."""
    with transaction.atomic():
        if instance.pk:
            check_look(instance, look)
        before = type(instance)._default_manager.filter(pk=instance.pk).first() if instance.pk else None
        if not isinstance(instance, Outlet) and instance.state == State.EXTRACTED:
            instance.state = State.CURATED
        rejected = getattr(instance, "state", "") == State.REJECTED != getattr(before, "state", "")
        name = "add" if before is None else "withdraw" if rejected else "edit"
        with act(name, editor, about=instance, why=why) as done:
            instance.save()
            done.about = instance
            if isinstance(instance, Article):
                date_statements(instance)
            if isinstance(instance, Speaker):
                keep_names(instance, before)


def date_statements(article: Article) -> None:
    """Give an article's statements the day that it appeared, where the day they were said is not known."""
    for quote in article.quotes.filter(said_on=None):
        quote.article = article
        quote.place_date()
        quote.save(update_fields=["date", "date_precision"])


def keep_names(speaker: Speaker, before: Any) -> None:
    """See to it that a speaker is found by the present name and by the one before: reading goes by them."""
    known = set(speaker.aliases.values_list("key", flat=True))
    for name in (speaker.name, before.name if before is not None else ""):
        key = fold(name)[:300]
        if key and key not in known:
            known.add(key)
            Alias.objects.create(speaker=speaker, name=name, key=key)
    enqueue(speaker)


def add_alias(speaker: Speaker, name: str, editor: Any, why: str = "") -> None:
    key = fold(name)[:300]
    if not key:
        raise Refused("A name has letters.")
    if speaker.aliases.filter(key=key).exists():
        raise Refused(f"{speaker} is called “{name}” already.")
    with act("add name", editor, about=speaker, why=why):
        Alias.objects.create(speaker=speaker, name=name.strip()[:300], key=key)
        own(speaker)


def own(speaker: Speaker) -> None:
    """Make a speaker the editor's: reading adds no names to it any more."""
    if speaker.state == State.EXTRACTED:
        speaker.state = State.CURATED
    speaker.save(update_fields=["state"])
    enqueue(speaker)


def remove_alias(alias: Alias, editor: Any, why: str = "") -> None:
    if fold(alias.name) == fold(alias.speaker.name):
        raise Refused("That is the name itself: change the name instead.")
    with act("remove name", editor, about=alias.speaker, why=why):
        alias.delete()
        own(alias.speaker)


def answer_report(report: Report, answer: str, editor: Any) -> None:
    if not answer.strip():
        raise Refused("An answer has words: readers see it.")
    if Report.objects.filter(pk=report.pk, state=Report.State.DONE).exists():
        raise Refused("Somebody has answered this report already.")
    with act("answer", editor, about=report.quote, why=answer, label=f"report of {report.uid}"):
        report.answer, report.state, report.answered_at = answer.strip(), Report.State.DONE, timezone.now()
        report.save()


# Two that are one, one that is two


def merge(row: Mergeable, into: Mergeable, editor: Any, why: str = "") -> None:
    """Give all that one row has to another; the old address leads to the new one."""
    if type(row) is not type(into) or row.pk == into.pk:
        raise Refused("Choose two different rows of one kind.")
    with transaction.atomic():
        list(type(row)._default_manager.select_for_update().filter(pk__in=[row.pk, into.pk]).order_by("pk"))
        row.refresh_from_db(fields=["merged_into"])
        into.refresh_from_db(fields=["merged_into"])
        if into.merged_into_id is not None or row.merged_into_id is not None:
            raise Refused("One of the two has been merged already.")
        with act("merge", editor, about=row, why=why, label=f"{row} into {into}"):
            {Speaker: move_speaker, Event: move_event, Outlet: move_outlet}[type(row)](row, into)
            row.merged_into = into  # type: ignore[assignment]
            row.save(update_fields=["merged_into"])
            for earlier in type(row)._default_manager.filter(merged_into=row.pk):
                earlier.merged_into = into
                earlier.save(update_fields=["merged_into"])
            enqueue(into)


merge_speakers = merge


def move_speaker(speaker: Any, into: Any) -> None:
    Quote.objects.filter(speaker=speaker).update(speaker=into)
    known = set(into.aliases.values_list("key", flat=True))
    Alias.objects.bulk_create(
        Alias(speaker=into, name=alias.name, key=alias.key)
        for alias in speaker.aliases.all()
        if alias.key not in known
    )


def move_event(event: Any, into: Any) -> None:
    for quote in Quote.objects.filter(events=event):
        quote.events.add(into)
        quote.events.remove(event)
    there = set(into.mentions.values_list("article_id", flat=True))
    for mention in event.mentions.all():
        if mention.article_id in there:
            mention.delete()
        else:
            mention.event = into
            mention.save()


def move_outlet(outlet: Any, into: Any) -> None:
    Article.objects.filter(outlet=outlet).update(outlet=into)
    Article.objects.filter(agency=outlet).update(agency=into)
    Quote.objects.filter(relayed_by=outlet).update(relayed_by=into)


def what_moves(row: Mergeable) -> dict[str, int]:
    """Return how much a merge would move, for the editor to see before."""
    if isinstance(row, Speaker):
        quotes = Quote.objects.filter(speaker=row)
        return {
            "statements": quotes.count(),
            "of them decided by an editor": quotes.exclude(state=State.EXTRACTED).count(),
            "articles": quotes.order_by().values("article").distinct().count(),
            "names": row.aliases.count(),
        }
    if isinstance(row, Event):
        return {"statements": row.quotes.count(), "articles": row.mentions.count()}
    return {
        "articles": Article.objects.filter(outlet=row).count(),
        "articles that credit it": Article.objects.filter(agency=row).count(),
        "statements that it relayed": Quote.objects.filter(relayed_by=row).count(),
    }


def split_speaker(
    speaker: Speaker, quotes: models.QuerySet[Quote], to: Speaker | str, editor: Any, why: str = ""
) -> Speaker:
    """Give some statements of a speaker to another, or to a new one of a given name.

    They are the editor's from then on: reading again must not give them back.
    """
    chosen = list(quotes.filter(speaker=speaker).values_list("pk", flat=True))
    if not chosen:
        raise Refused("Choose the statements that are somebody else’s.")
    with transaction.atomic():
        name = to if isinstance(to, str) else to.name
        if not name.strip():
            raise Refused("Say whose they are.")
        with act("split", editor, about=speaker, why=why, label=f"{len(chosen)} of {speaker} to {name}"):
            if isinstance(to, str):
                to = Speaker.objects.create(
                    name=name.strip()[:300], slug=unique_slug(Speaker, name), kind=speaker.kind,
                    country=speaker.country, state=State.CURATED,
                )  # fmt: skip
                Alias.objects.create(speaker=to, name=to.name, key=fold(to.name)[:300])
            if to.pk == speaker.pk or to.merged_into_id is not None:
                raise Refused("Choose another speaker, and one that stands for itself.")
            Quote.objects.filter(pk__in=chosen).update(speaker=to, is_corrected=True)
            Quote.objects.filter(pk__in=chosen, state=State.EXTRACTED).update(state=State.CURATED)
    return to


def decide_merge(
    proposal: MergeProposal, decision: str | bool, editor: Any, why: str = "", swap: bool = False
) -> None:
    """Answer whether two rows are one: "same", "two" or "unsure". What was answered is not asked again."""
    if isinstance(decision, bool):
        decision = "same" if decision else "two"
    with transaction.atomic():
        proposal.refresh_from_db(fields=["decision"])
        if proposal.decision not in {"open", "unsure"}:
            raise Refused(f"“{proposal}” has been decided already.")
        first, second = (proposal.into, proposal.speaker) if swap else (proposal.speaker, proposal.into)
        if decision == "same" and (first is None or second is None):
            raise Refused("One of the two is not here any more.")
        name = {"same": "merge", "two": "keep apart", "unsure": "leave open"}[decision]
        with act(name, editor, about=first, why=why, label=f"{first} and {second}"):
            if decision == "same":
                merge(first, second, editor, why)
            proposal.decision = decision
            proposal.save(update_fields=["decision"])


# Back


def undo(revision: Revision, editor: Any, why: str = "") -> int:
    """Take an act back. Return how many rows were left as they are, since they were changed again later.

    Raises Refused where a later act builds on it, and names that act. An undo is an act as well and can
    be taken back.
    """
    if revision.action == "held":
        raise Refused("That line says how the archive stood when the log began. It cannot be taken back.")
    try:
        with transaction.atomic():
            if is_undone(revision):
                raise Refused("That was taken back already.")
            if revision.action == "read":
                return undo_reading(revision, editor, why)
            return undo_lines(revision, editor, why)
    except IntegrityError:
        raise Refused("What it would put back stands there already, by a later act.") from None


def undo_lines(revision: Revision, editor: Any, why: str) -> int:
    lines = list(revision.rows.order_by("id"))
    held = {
        table: snapshots(table, [line.row for line in lines if line.table == table])
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
        raise Refused("All that it changed was changed again since: there is nothing left to take back.")
    check_targets(todo)
    model = model_of(revision.table) if revision.table else None
    about = model._default_manager.filter(pk=revision.row).first() if model else None
    label = f"{revision.action} {revision.label}"
    order = list(TRACKED)
    with act("undo", editor, about=about, label=label, why=why, undoes=revision) as done:
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
    if done.revision is None:
        raise Refused("There is nothing in it to take back.")
    return len(lines) - len(todo)


def builds_on(later: Revision) -> Refused:
    return Refused(
        f"A later act builds on it: “{later.action} {later.label}” of {later.at:%d %B %Y} "
        f"(number {later.pk}). Undo that first."
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
    return any(not is_undone(one) for one in revision.undone_by.all())


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
            rows = RevisionRow.objects.filter(
                table=table, row__in=ids[start : start + 500], revision__gt=revision.pk
            )
            for other in rows.select_related("revision").order_by("revision_id"):
                over = other.revision
                if over.pk not in counts:
                    counts[over.pk] = over.action != "undo" and not is_undone(over)
                if counts[over.pk] and touches(mine[table, other.row], other):
                    found[table, other.row] = over
    return found


def touches(line: RevisionRow, other: RevisionRow) -> bool:
    if line.after is None or other.after is None or other.before is None:
        return True
    if line.after.keys() & other.after.keys():
        return True
    handed_back = (line.before or {}).get("state") == State.EXTRACTED
    return handed_back and other.revision.action not in {"read", "read again"}


# What a row may lead to: putting it back must not lead to one that was merged since.
LEADS = {"speaker_id": Speaker, "outlet_id": Outlet, "agency_id": Outlet, "relayed_by_id": Outlet}


def check_targets(lines: Sequence[RevisionRow]) -> None:
    """Raise Refused if taking back would give something to a row that was merged into another since."""
    asked: set[tuple[type[Any], int]] = set()
    for line in lines:
        before = line.before or {}
        own = model_of(line.table)
        for name, value in before.items():
            if value is not None and name in LEADS:
                asked.add((LEADS[name], value))
            elif value is not None and name == "merged_into_id":
                asked.add((own, value))
            elif name == "events":
                asked |= {(Event, pk) for pk in value}
    freed = {(model_of(one.table), one.row) for one in lines if "merged_into_id" in (one.after or {})}
    for model, pk in asked:
        row = model._default_manager.filter(pk=pk).first()
        if row is not None and row.merged_into_id is not None and (model, pk) not in freed:
            merged = Revision.objects.filter(
                rows__table=model._meta.model_name, rows__row=pk, action="merge"
            ).order_by("-pk")
            later = next((one for one in merged if not is_undone(one)), None)
            raise builds_on(later) if later else Refused(f"{row} was merged into another since.")


def undo_reading(revision: Revision, editor: Any, why: str) -> int:
    """Take an article out that was read in: its address says so, its source stays."""
    article = Article.objects.filter(pk=revision.row).first()
    if article is None:
        raise Refused("The article is not here any more.")
    inside = Quote.objects.filter(article=article).values("pk")
    later = RevisionRow.objects.filter(
        Q(table="article", row=article.pk) | Q(table="quote", row__in=inside), revision__gt=revision.pk
    )
    for row in later.select_related("revision").order_by("-revision_id"):
        over = row.revision
        if (
            over.action != "undo"
            and not is_undone(over)
            and (row.table == "article" or over.action != "read again")
        ):
            raise builds_on(over)
    with act("undo", editor, about=article, label=f"read {article}", why=why, undoes=revision):
        article.state = State.REJECTED
        article.save()
    return 0


def values_for(table: str, values: Values) -> tuple[Values, list[int] | None]:
    """Return values as a model takes them, and the events of a quote apart."""
    rest = {name: value for name, value in values.items() if name != "events"}
    fields = model_of(table)._meta
    for name, value in rest.items():
        if isinstance(value, str):
            rest[name] = fields.get_field(name.removesuffix("_id") if name.endswith("_id") else name).to_python(value) if not name.endswith("_id") else value  # fmt: skip
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
        rows = model_of(group[0].table)._default_manager
        for start in range(0, len(group), 500):
            rows.filter(pk__in=[line.row for line in group[start : start + 500]]).update(
                **group[0].before or {}
            )


def put_back(line: RevisionRow) -> None:
    row = model_of(line.table)._default_manager.get(pk=line.row)
    values, events = values_for(line.table, line.before or {})
    for name, value in values.items():
        setattr(row, name, value)
    settle(row)
    row.save()
    if isinstance(row, Article) and values.keys() & {"published", "published_precision"}:
        date_statements(row)
    if events is not None:
        row.events.set(Event.objects.filter(pk__in=events))


def make_again(line: RevisionRow) -> None:
    values, events = values_for(line.table, line.before or {})
    model = model_of(line.table)
    row = model(pk=line.row, **values)
    settle(row)
    row.save(force_insert=True)
    if isinstance(row, Quote):
        for report in Report.objects.filter(uid=row.uid, quote=None):
            report.quote = row
            report.save()
    now = going_on()
    if now is not None:
        now.made(line.table, [line.row])
    if isinstance(row, Quote):
        Former.objects.filter(uid=row.uid).delete()
        row.events.set(Event.objects.filter(pk__in=events or []))


def settle(row: Any) -> None:
    """Work out again what follows from a row's other values."""
    if isinstance(row, Article) and "source_id" in row.__dict__:
        data = bytes(Source.objects.get(pk=row.source_id).data)
        row.text = decode(data)[0]
    if isinstance(row, Quote):
        words = row.text
        row.start, row.end = row.segments[0][0], row.segments[-1][1]
        row.passage_start = row.passage_start or row.start
        text = Article.objects.values_list("text", flat=True).get(pk=row.article_id)
        if row.missing_since is None and all(0 <= s < e <= len(text) for s, e in row.segments):
            row.place_words(text)
        if row.text != words:  # the text has changed since: the words stay as they were
            row.text = row.passage = words
        row.article = Article.objects.only("published", "published_precision").get(pk=row.article_id)
        row.place_date()


def take_out(line: RevisionRow, revision: Revision) -> None:
    """Take back that a row was made. What has an address keeps it."""
    row = model_of(line.table)._default_manager.get(pk=line.row)
    if isinstance(row, Quote):
        if row.state == State.EXTRACTED:
            forget_quote(row)
            return
        row.state = State.REJECTED
        row.save(update_fields=["state"])
    elif isinstance(row, Speaker):
        if row.quotes.exists() or row.merged.exists():
            raise Refused(f"{row} has statements or names of later acts. Undo those first.")
        home = Speaker.objects.filter(pk=revision.row).first() if revision.table == "speaker" else None
        if home is not None and home.pk != row.pk and home.merged_into_id is None:
            row.merged_into = home
        else:
            row.state = State.REJECTED
        row.save()
    elif isinstance(row, Event):
        row.state = State.REJECTED
        row.save()
    elif isinstance(row, Alias | EventMention | MergeProposal) or (
        isinstance(row, Outlet)
        and not (
            row.articles.exists() or row.credited.exists() or row.relayed.exists() or row.merged.exists()
        )
    ):
        row.delete()


def undone(revisions: Iterable[Revision]) -> set[int]:
    """Return which acts are taken back at present."""
    return {revision.pk for revision in revisions if is_undone(revision)}


# Many at once


def looks_of(ids: Sequence[int]) -> dict[int, int]:
    """Return the number of the last act on each of some statements."""
    rows = RevisionRow.objects.filter(table="quote", row__in=ids).order_by()
    return dict(rows.values_list("row").annotate(last=models.Max("revision")))


def change_many(
    quotes: Sequence[Quote],
    values: dict[str, Any],
    editor: Any,
    why: str = "",
    looks: dict[int, int] | None = None,
) -> int:
    """Give many statements the same values, as one act that is taken back as one. Return how many changed.

    Those that were acted on since the editor looked, by `looks`, are left as they are.
    """
    now = looks_of([quote.pk for quote in quotes]) if looks is not None else {}
    differs = [
        quote
        for quote in quotes
        if any(getattr(quote, name) != value for name, value in values.items())
        and (looks is None or now.get(quote.pk, 0) <= looks.get(quote.pk, 0))
    ]
    if not differs:
        raise Refused("All of them are so already, or were changed by somebody else meanwhile.")
    with act("bulk", editor, why=why, label=f"{len(differs)} statements"):
        for start in range(0, len(differs), 500):
            rows = Quote.objects.filter(pk__in=[quote.pk for quote in differs[start : start + 500]])
            if values.keys() - {"state"}:
                rows.update(**{**values, "is_corrected": True})
                rows.filter(state=State.EXTRACTED).update(state=State.CURATED)
            else:
                rows.update(**values)
    return len(differs)


def take_corrections(
    lines: Sequence[tuple[int, int, dict[str, Any]]], editor: Any, why: str = ""
) -> tuple[int, list[str]]:
    """Carry out the lines of a corrected list, (row, look, changes) each, as one act.

    Return how many were, and a sentence for each that was not: somebody changed it meanwhile.
    """
    from .spreadsheets import values_of

    done, left = 0, []
    with act("import", editor, why=why, label=f"{len(lines)} lines of a list"):
        for pk, look, changes in lines:
            quote = Quote.objects.select_related("article").filter(pk=pk).first()
            if quote is None:
                left.append(f"Statement {pk} is not here any more.")
                continue
            try:
                check_look(quote, look)
                for name, value in values_of(quote, changes).items():
                    setattr(quote, name, value)
                save_quote(quote, editor, why)
            except Overtaken:
                left.append(f"Statement {quote.uid} was changed by somebody else meanwhile, so it was left.")
            except Refused as refused:
                left.append(f"Statement {quote.uid}: {refused}")
            else:
                done += 1
    return done, left
