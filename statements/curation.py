"""Every act of an editor on the rows, each in one transaction with its line in the log."""

from typing import Any

from django.db import models, transaction

from .models import Alias, Article, Event, MergeProposal, Outlet, Quote, Revision, Speaker, State, row_of
from .search.queue import enqueue


class Refused(Exception):
    """An act that would break a promise of the archive. The message says which."""


def log(
    editor: Any,
    action: str,
    instance: models.Model,
    before: dict[str, Any] | None,
    why: str = "",
    more: dict[str, Any] | None = None,
) -> None:
    """Write an act into the log; `more` is what it changed in other rows."""
    after = row_of(instance)
    changed = {k for k in after if before is None or before.get(k) != after[k]}
    Revision.objects.create(
        editor=editor if getattr(editor, "pk", None) else None,
        action=action,
        table=instance._meta.model_name or "",
        row=instance.pk,
        label=str(instance)[:300],
        before={k: v for k, v in before.items() if k in changed} if before else None,
        after={k: v for k, v in after.items() if k in changed and k not in {"text", "data"}} | (more or {})
        if before
        else None,
        why=why[:500],
    )


@transaction.atomic
def save_quote(quote: Quote, editor: Any, why: str = "") -> Quote:
    """Keep an editor's version of a quote: the row is the editor's from now on."""
    before = row_of(Quote.objects.get(pk=quote.pk))
    text = quote.article.text
    quote.segments = [[int(s), int(e)] for s, e in quote.segments]
    if not quote.segments or any(not 0 <= s < e <= len(text) for s, e in quote.segments):
        raise Refused("These words are no slice of the source.")
    if before["segments"] != quote.segments:
        quote.clause_start = quote.clause_end = None
    quote.place_words(text)
    if quote.state == State.EXTRACTED and before["state"] == State.EXTRACTED:
        quote.state = State.CURATED  # chosen on a row of the editor's, "machine-read" hands it back
    watched = ("speaker_id", "segments", "kind", "addressee", "venue", "said_on", "relayed_by_id")
    now = row_of(quote)
    if any(before[k] != now[k] for k in watched):
        quote.is_corrected = True
    quote.place_date()
    quote.save()
    action = "withdraw" if quote.state == State.REJECTED != before["state"] else "edit"
    log(editor, action, quote, before, why)
    return quote


def set_state(quotes: models.QuerySet[Quote], state: str, editor: Any, why: str = "") -> int:
    """Approve, withdraw or hand back quotes; return how many changed."""
    count = 0
    with transaction.atomic():
        for quote in quotes.exclude(state=state).select_related("article"):
            before = row_of(quote)
            quote.state = state
            quote.save(update_fields=["state"])
            log(
                editor,
                {"curated": "approve", "rejected": "withdraw"}.get(state, "hand back"),
                quote,
                before,
                why,
            )
            count += 1
    return count


@transaction.atomic
def save_row(instance: Article | Speaker | Event | Outlet, editor: Any, why: str = "") -> None:
    """Keep an editor's version of an article, a speaker or an event."""
    model = type(instance)
    before = row_of(model._default_manager.get(pk=instance.pk)) if instance.pk else None
    if not isinstance(instance, Outlet) and instance.state == State.EXTRACTED:
        instance.state = State.CURATED
    instance.save()
    log(editor, "edit" if before else "add", instance, before, why)
    if isinstance(instance, Article):
        for quote in instance.quotes.filter(said_on=None):
            quote.article = instance
            quote.place_date()
            quote.save(update_fields=["date", "date_precision"])


@transaction.atomic
def decide_merge(proposal: MergeProposal, same: bool, editor: Any, why: str = "") -> None:
    """Answer whether two speakers are one. Raise Refused where that has been answered."""
    if proposal.decision != MergeProposal.Decision.OPEN:
        raise Refused(f"“{proposal}” has been decided already.")
    before = row_of(proposal)
    if same:
        merge_speakers(proposal.speaker, proposal.into, editor, why)
        proposal.decision = MergeProposal.Decision.SAME
    else:
        proposal.decision = MergeProposal.Decision.TWO
    proposal.save(update_fields=["decision"])
    log(editor, "merge" if same else "keep apart", proposal, before, why)


@transaction.atomic
def merge_speakers(speaker: Speaker, into: Speaker, editor: Any, why: str = "") -> None:
    """Give all that one speaker said to another; the old address leads to the new one.

    The statements that moved stand in the log, so that the merge can be taken back.
    """
    if speaker == into or into.merged_into is not None or speaker.merged_into is not None:
        raise Refused("One of the two has been merged already.")
    before = row_of(speaker)
    moved = list(Quote.objects.filter(speaker=speaker).values_list("pk", flat=True))
    Quote.objects.filter(pk__in=moved).update(speaker=into)
    known = set(into.aliases.values_list("key", flat=True))
    Alias.objects.bulk_create(
        Alias(speaker=into, name=alias.name, key=alias.key)
        for alias in speaker.aliases.all()
        if alias.key not in known
    )
    speaker.merged_into = into
    speaker.save(update_fields=["merged_into"])
    log(editor, "merge", speaker, before, why, {"moved": moved})
    enqueue(into)
