"""Two that are one, one that is two."""

from collections.abc import Sequence
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from statements.history.log import act
from statements.identity.settling import look_again
from statements.identity.speakers import new_alias
from statements.models import (
    ActName,
    Alias,
    Article,
    Event,
    Mergeable,
    MergeProposal,
    Outlet,
    Quote,
    Speaker,
    State,
    unique_slug,
)
from statements.search.queue import enqueue

from .refusals import Refused


def merge(row: Mergeable, into: Mergeable, editor: Any, why: str = "") -> None:
    """Give all that one row has to another; the old address leads to the new one."""
    if type(row) is not type(into) or row.pk == into.pk:
        raise Refused(_("Choose two different rows of one kind."))
    with transaction.atomic():
        list(type(row)._default_manager.select_for_update().filter(pk__in=[row.pk, into.pk]).order_by("pk"))
        row.refresh_from_db(fields=["merged_into"])
        into.refresh_from_db(fields=["merged_into"])
        if into.merged_into_id is not None or row.merged_into_id is not None:
            raise Refused(_("One of the two has been merged already."))
        with act(
            ActName.MERGE,
            editor,
            about=row,
            why=why,
            label=f"{row} into {into}",
        ):
            {Speaker: move_speaker, Event: move_event, Outlet: move_outlet}[type(row)](row, into)
            row.merged_into = into
            row.save(update_fields=["merged_into"])
            for earlier in type(row)._default_manager.filter(merged_into=row.pk):
                earlier.merged_into = into
                earlier.save(update_fields=["merged_into"])
            enqueue(into)
            if isinstance(into, Speaker):
                look_again(into)


def move_speaker(speaker: Any, into: Any) -> None:
    Quote.objects.filter(speaker=speaker).update(speaker=into)
    Quote.objects.filter(probable_speaker=speaker).update(probable_speaker=into)
    Quote.objects.filter(speaker=into, probable_speaker=into).update(probable_speaker=None)
    known = set(into.aliases.values_list("key", flat=True))
    Alias.objects.bulk_create(
        new_alias(into, alias.name, by_surname=bool(alias.person))
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
    if outlet.shown == Outlet.Shown.STATEMENTS != into.shown:  # what was not shown is not shown by a merge
        into.shown = Outlet.Shown.STATEMENTS
        into.save()


def what_moves(row: Mergeable) -> dict[str, int]:
    """Return how much a merge would move, for the editor to see before."""
    if isinstance(row, Speaker):
        quotes = Quote.objects.filter(speaker=row)
        return {
            _("statements"): quotes.count(),
            _("of them decided by an editor"): quotes.exclude(state=State.EXTRACTED).count(),
            _("articles"): quotes.order_by().values("article").distinct().count(),
            _("names"): row.aliases.count(),
        }
    if isinstance(row, Event):
        return {_("statements"): row.quotes.count(), _("articles"): row.mentions.count()}
    return {
        _("articles"): Article.objects.filter(outlet=row).count(),
        _("articles that credit it"): Article.objects.filter(agency=row).count(),
        _("statements that it relayed"): Quote.objects.filter(relayed_by=row).count(),
    }


def split_speaker(
    speaker: Speaker, quotes: models.QuerySet[Quote], to: Speaker | str, editor: Any, why: str = ""
) -> Speaker:
    """Give some statements of a speaker to another, or to a new one of a given name.

    They are the editor's from then on: reading again must not give them back.
    """
    chosen = list(quotes.filter(speaker=speaker).values_list("pk", flat=True))
    if not chosen:
        raise Refused(_("Choose the statements that are somebody else’s."))
    with transaction.atomic():
        name = to if isinstance(to, str) else to.name
        if not name.strip():
            raise Refused(_("Say whose they are."))
        with act(
            ActName.SPLIT, editor, about=speaker, why=why, label=f"{len(chosen)} of {speaker} to {name}"
        ):
            if isinstance(to, str):
                to = Speaker.objects.create(
                    name=name.strip()[:300], slug=unique_slug(Speaker, name), kind=speaker.kind,
                    country=speaker.country, state=State.CURATED,
                )  # fmt: skip
                new_alias(to, to.name).save()
            if to.pk == speaker.pk or to.merged_into_id is not None:
                raise Refused(_("Choose another speaker, and one that stands for itself."))
            Quote.objects.filter(pk__in=chosen).update(speaker=to, is_corrected=True)
            Quote.objects.filter(pk__in=chosen, state=State.EXTRACTED).update(state=State.CURATED)
    return to


ANSWERED = {
    MergeProposal.Decision.SAME: ActName.MERGE,
    MergeProposal.Decision.TWO: ActName.KEEP_APART,
    MergeProposal.Decision.UNSURE: ActName.LEAVE_OPEN,
}


def decide_merge(
    proposal: MergeProposal, decision: str, editor: Any, why: str = "", swap: bool = False
) -> None:
    """Answer whether two rows are one: "same", "two" or "unsure". What was answered is not asked again."""
    with transaction.atomic():
        proposal.refresh_from_db(fields=["decision"])
        if proposal.decision not in {MergeProposal.Decision.OPEN, MergeProposal.Decision.UNSURE}:
            raise Refused(_("“%(proposal)s” has been decided already.") % {"proposal": proposal})
        first, second = (proposal.second, proposal.first) if swap else (proposal.first, proposal.second)
        with act(
            ANSWERED[MergeProposal.Decision(decision)],
            editor,
            about=first,
            why=why,
            label=f"{first} and {second}",
        ):
            if decision == "same":
                merge(first, second, editor, why)
            proposal.decision = decision
            proposal.save(update_fields=["decision"])
            if decision == "two" and isinstance(first, Speaker) and isinstance(second, Speaker):
                look_again(first, second)


def join_group(
    rows: Sequence[Speaker], into: Speaker, apart: Sequence[Speaker], editor: Any, why: str = ""
) -> None:
    """Answer one question about several speakers: some are one and have one page, the others are not that one.

    It is one act: an undo takes all of it back.
    """
    if not rows:
        raise Refused(_("Choose two or more that are one."))
    everybody = {row.pk for row in (*rows, into, *apart)}
    if len(everybody) != len(rows) + len(apart) + 1:
        raise Refused(_("Somebody stands there twice."))
    joined = {into.pk, *(row.pk for row in rows)}
    with (
        transaction.atomic(),
        act(ActName.MERGE, editor, about=into, why=why, label=f"{', '.join(map(str, rows))} into {into}"),
    ):
        for row in rows:
            merge(row, into, editor, why)
        open_pairs = MergeProposal.objects.filter(
            decision__in=[MergeProposal.Decision.OPEN, MergeProposal.Decision.UNSURE],
            first_speaker__in=everybody, second_speaker__in=everybody,
        )  # fmt: skip
        for pair in open_pairs:
            ends = {pair.first_speaker_id, pair.second_speaker_id}
            if ends & joined:
                pair.decision = MergeProposal.Decision.SAME if ends <= joined else MergeProposal.Decision.TWO
                pair.save(update_fields=["decision"])
        look_again(into, *apart)


def keep_group_apart(rows: Sequence[Speaker], decision: str, editor: Any, why: str = "") -> None:
    """Answer one question about several speakers with "two" (no two of them are one) or "unsure", as one act."""
    ids = [row.pk for row in rows]
    name = ANSWERED[MergeProposal.Decision(decision)]
    label = ", ".join(map(str, rows))
    with transaction.atomic(), act(name, editor, about=rows[0], why=why, label=label):
        pairs = MergeProposal.objects.filter(
            decision=MergeProposal.Decision.OPEN, first_speaker__in=ids, second_speaker__in=ids
        )
        for pair in pairs:
            pair.decision = decision
            pair.save(update_fields=["decision"])
        if decision == "two":
            look_again(*rows)
