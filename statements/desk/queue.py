"""Which statement waits most for a person, and who has which on the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from statements.models import Claim, MergeProposal, Quote, QuoteQuerySet, Report, Revision, Speaker, State
from statements.pages.paging import clean

UNSURE = 0.6
CLAIMED = timedelta(minutes=10)
COUNTED_FOR = 20  # seconds


@dataclass(frozen=True, slots=True)
class Reason:
    """Why statements wait for a person."""

    name: str
    label: str | Promise
    explain: str | Promise
    rows: Callable[[], QuoteQuerySet]


def extracted() -> QuoteQuerySet:
    return Quote.objects.public().filter(state=State.EXTRACTED)


REASONS = (
    Reason("reported", gettext_lazy("reported by a reader"), gettext_lazy("A reader says that something is wrong."), lambda: Quote.objects.public().filter(
            pk__in=Report.objects.filter(state=Report.State.OPEN).exclude(quote=None).values("quote")
        )),
    Reason("speaker", gettext_lazy("no speaker"), gettext_lazy("The text does not settle who spoke."), lambda: extracted().filter(speaker=None)),
    Reason("gone", gettext_lazy("no longer found"), gettext_lazy("An editor kept it, and the outlet’s present text no longer holds it."), lambda: Quote.objects.public().filter(missing_since__isnull=False)),
    Reason("unproved", gettext_lazy("not seen on the page"), gettext_lazy("These words do not stand in what the page shows."), lambda: extracted().filter(unproved=True)),
    Reason("unsure", gettext_lazy("speaker unsure"), gettext_lazy("Of statements read with such signs, fewer than 6 in 10 are right."), lambda: extracted().filter(confidence__lt=UNSURE).exclude(speaker=None)),
    Reason("undated", gettext_lazy("no date"), gettext_lazy("Nothing on the page proves when it was said or published."), lambda: extracted().filter(date=None)),
    Reason("dates", gettext_lazy("dates differ"), gettext_lazy("The page and its text name different days of publication."), lambda: extracted().filter(article__dates_differ=True)),
    Reason("unnamed", gettext_lazy("source not named"), gettext_lazy("The outlet names nobody: is the description right?"), lambda: extracted().filter(speaker__kind=Speaker.Kind.ANONYMOUS)),
)  # fmt: skip
BY_NAME = {reason.name: reason for reason in REASONS}


def filtered(request: HttpRequest, rows: QuoteQuerySet) -> QuoteQuerySet:
    """Narrow the queue by the filters in the address: outlet, kind, rule."""
    return only_asked_for(rows, request.GET)


def only_asked_for(rows: QuoteQuerySet, asked: QueryDict) -> QuoteQuerySet:
    """Leave the statements of the outlet, kind and rule that were asked for; what is empty asks for nothing."""
    outlet, kind, rule = (clean(asked.get(name, "")) for name in ("outlet", "kind", "rule"))
    if outlet:
        rows = rows.filter(article__outlet__slug=outlet)
    if kind in Quote.Kind.values:
        rows = rows.filter(kind=kind)
    if rule:
        rows = rows.filter(rule=rule)
    return rows


def filters_of(request: HttpRequest) -> str:
    """Return the filters as a query string, to be carried from item to item."""
    names = ("why", "outlet", "kind", "rule")
    return urlencode([(name, request.GET[name]) for name in names if request.GET.get(name)])


def next_quote(request: HttpRequest) -> Quote | None:
    """Return what most needs a person: not skipped in this session, not on somebody else's desk."""
    chosen = BY_NAME.get(request.GET.get("why", ""))
    skipped = request.session.get("skipped", [])
    taken = Claim.objects.filter(until__gt=timezone.now()).exclude(editor=request.user.pk).values("quote")
    for reason in [chosen] if chosen else REASONS:
        rows = filtered(request, reason.rows()).exclude(uid__in=skipped).exclude(pk__in=taken)
        found = (
            rows.order_by("confidence", "-pk").first()
            if reason.name == "unsure"
            else rows.order_by("-pk").first()
        )
        if found is not None:
            return found
    return None


def reason_of(quote: Quote) -> Reason | None:
    return next((reason for reason in REASONS if reason.rows().filter(pk=quote.pk).exists()), None)


def count_waiting() -> dict[str, int]:
    """Return how many wait for each reason, counted every few seconds and not for each page."""
    found: dict[str, int] | None = cache.get("desk-waiting")
    if found is None:
        found = {reason.name: reason.rows().count() for reason in REASONS}
        found["pairs"] = MergeProposal.objects.filter(decision=MergeProposal.Decision.OPEN).count()
        cache.set("desk-waiting", found, COUNTED_FOR)
    return found


def decided_today() -> int:
    start = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return Revision.objects.filter(at__gte=start, table="quote").exclude(editor=None).count()


def claim(request: HttpRequest, quote: Quote) -> Claim | None:
    """Take a statement onto this editor's desk; return the claim of somebody else who has it."""
    now = timezone.now()
    with transaction.atomic():
        other = Claim.objects.filter(quote=quote, until__gt=now).exclude(editor=request.user.pk).first()
        if other is not None:
            return other
        Claim.objects.filter(editor=request.user.pk).exclude(quote=quote).delete()
        Claim.objects.filter(quote=quote).exclude(editor=request.user.pk).delete()
        try:
            with transaction.atomic():
                Claim.objects.update_or_create(
                    quote=quote,
                    defaults={"editor": get_user_model()(pk=request.user.pk), "until": now + CLAIMED},
                )
        except IntegrityError:  # somebody took it in this moment
            return Claim.objects.filter(quote=quote).first()
    return None


def queue_head(request: HttpRequest) -> dict[str, Any]:
    counts, done = count_waiting(), decided_today()
    left = sum(counts[reason.name] for reason in REASONS)
    chosen = request.GET.get("why", "")
    return {
        "reasons": [(reason, counts[reason.name], reason.name == chosen) for reason in REASONS],
        "pairs": counts["pairs"],
        "done": done,
        "total": done + left,
        "filters": filters_of(request),
        "narrowed": [name for name in ("outlet", "kind", "rule") if request.GET.get(name)],
        "why": chosen,
    }


def last_act(request: HttpRequest) -> Revision | None:
    number = request.GET.get("last", "")
    if not number.isdecimal() or len(number) > 15:
        return None
    return Revision.objects.filter(pk=number, undone_by=None).first()
