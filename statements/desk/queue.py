"""Which statement waits most for a person, and who has which on the desk.

The queue is an order and keeps nothing: by the reason first, then by what the reading most likely got wrong and
readers see most. So an editor goes on and back from any place in it, under any filter, by an address alone.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import Case, Count, Exists, F, IntegerField, Max, OuterRef, Q, Value, When
from django.db.models.functions import Cast
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from statements import curation
from statements.models import (
    ActName,
    Article,
    ArticleQuerySet,
    Claim,
    DeskNote,
    Judgement,
    MergeProposal,
    Prepared,
    Quote,
    QuoteQuerySet,
    Report,
    Revision,
    Speaker,
    State,
)
from statements.pages.paging import clean

UNSURE = 0.6
CLAIMED = timedelta(minutes=10)
COUNTED_FOR = 20  # seconds
LATEST_COUNT = 60  # seconds
LEARNED_FOR = 600  # seconds that the errors by rule are remembered
PRIOR = 10  # decisions that the mean of all rules counts for, so that one error says little of a rule
NEW = timedelta(days=30)
LONG = 2000  # statements from which on their order is kept
MOST_IN_ORDER = 5000  # of a reason: no editor goes further with a key
KEPT = 600.0  # seconds
REMADE_AHEAD = 60.0  # seconds; by a browser that asks ahead, for which nobody waits
AHEAD = "X-Ahead"  # the header by which it says so, with the statement that is decided until then
MOST_ORDERS = 100
ORDERS: dict[tuple[str, int, tuple[str, ...]], tuple[float, Sequence[int]]] = {}
FASTER = 50  # statements that other editors may take in the moment in which one is looked for


@dataclass(frozen=True, slots=True)
class Reason:
    """Why statements wait for a person. `rows` takes the number of the editor who is asked."""

    name: str
    label: str | Promise
    explain: str | Promise
    rows: Callable[[int], QuoteQuerySet]


def public() -> QuoteQuerySet:
    return Quote.objects.public()


def extracted() -> QuoteQuerySet:
    return public().filter(state=State.EXTRACTED)


def few(**condition: bool) -> Any:
    """Return the numbers of statements of which few are so, and an index holds those alone.

    Asked for by themselves: beside another condition, SQLite goes through all that are in one state.
    """
    return Quote.objects.filter(**condition).order_by("pk").values("pk")


def for_second_look(editor: int) -> QuoteQuerySet:
    """Return what one other editor judged of the statements that are drawn; withdrawn ones too, it is not told."""
    first = Judgement.objects.filter(blind=False, settled=False).exclude(editor=editor)
    again = Judgement.objects.filter(quote=OuterRef("pk")).filter(Q(blind=True) | Q(editor=editor))
    return Quote.objects.filter(pk__in=first.values("quote")).exclude(Exists(again))


def where_two_differ(editor: int) -> QuoteQuerySet:
    """Return those of which two judgements differ. Whoever gave one leaves it to a third, where there is any."""
    rows: QuoteQuerySet = Quote.objects.filter(
        pk__in=Judgement.objects.filter(blind=True, settled=False).values("quote")
    )
    mine = Judgement.objects.filter(quote=OuterRef("pk"), editor=editor)
    judges = Judgement.objects.filter(quote=OuterRef(OuterRef("pk"))).values("editor")
    third = get_user_model().objects.filter(is_active=True, is_staff=True).exclude(pk__in=judges)
    return rows.exclude(Exists(mine), Exists(third))


def drawn() -> QuoteQuerySet:
    rows = extracted().filter(confidence__gte=curation.CONFIDENT).annotate(turn=F("pk") % curation.ONE_IN)
    return rows.filter(turn=0)


REASONS = (
    Reason("yours", gettext_lazy("left for you"), gettext_lazy("A colleague asks you to decide it."), lambda me: Quote.objects.filter(
            pk__in=DeskNote.objects.filter(to=me, done=False).values("quote")
        )),
    Reason("reported", gettext_lazy("reported by a reader"), gettext_lazy("A reader says that something is wrong."), lambda me: public().filter(
            pk__in=Report.objects.filter(state=Report.State.OPEN).exclude(quote=None).values("quote")
        )),
    Reason("differ", gettext_lazy("two editors differ"), gettext_lazy("Two who judged it apart gave different answers. What you decide settles it."), where_two_differ),
    Reason("speaker", gettext_lazy("no speaker"), gettext_lazy("The text does not settle who spoke."), lambda me: extracted().filter(speaker=None)),
    Reason("gone", gettext_lazy("no longer found"), gettext_lazy("An editor kept it, and the outlet’s present text no longer holds it."), lambda me: public().filter(pk__in=few(missing_since__isnull=False))),
    Reason("unproved", gettext_lazy("not seen on the page"), gettext_lazy("These words do not stand in what the page shows."), lambda me: extracted().filter(pk__in=few(unproved=True))),
    Reason("unsure", gettext_lazy("speaker unsure"), gettext_lazy("Of statements read with such signs, fewer than 6 in 10 are right."), lambda me: extracted().filter(confidence__lt=UNSURE).exclude(speaker=None)),
    Reason("second", gettext_lazy("for a second look"), gettext_lazy("Another editor has judged it. You see it as it was read, and not their answer."), for_second_look),
    Reason("drawn", gettext_lazy("drawn for a check"), gettext_lazy("One in twenty of what is read with confidence: two editors judge it apart."), lambda me: drawn()),
    Reason("unnamed", gettext_lazy("source not named"), gettext_lazy("The outlet names nobody: is the description right?"), lambda me: extracted().filter(speaker__in=Speaker.objects.filter(kind=Speaker.Kind.ANONYMOUS))),
)  # fmt: skip
BY_NAME = {reason.name: reason for reason in REASONS}
RANK = {reason.name: rank for rank, reason in enumerate(REASONS)}
# Acts that are no decision of a statement: they are not counted as one.
NO_DECISION = {ActName.UNDO, ActName.NOTE, ActName.ASSIGN, ActName.ANSWER}


@dataclass(frozen=True, slots=True)
class DayReason:
    """Why the day of an article waits for a person: once for the article, not for each of its statements."""

    name: str
    label: str | Promise
    explain: str | Promise
    when: Q


DAY_REASONS = (
    DayReason("undated", gettext_lazy("no date"), gettext_lazy("Nothing on the page proves when it was published."), Q(published=None, state=State.EXTRACTED)),
    DayReason("dates", gettext_lazy("dates differ"), gettext_lazy("The page and its text name different days of publication."), Q(dates_differ=True)),
)  # fmt: skip


def days_waiting(when: Q) -> ArticleQuerySet:
    """Return the articles whose day waits: those that have statements, which it dates."""
    said = Quote.objects.filter(article=OuterRef("pk")).exclude(state=State.REJECTED)
    return Article.objects.filter(when).exclude(state=State.REJECTED).filter(Exists(said))


DAYS_BY_NAME = {reason.name: reason for reason in DAY_REASONS}


def filtered(request: HttpRequest, rows: QuoteQuerySet) -> QuoteQuerySet:
    """Narrow the queue by the filters in the address: outlet, kind, rule."""
    return only_asked_for(rows, request.GET)


def only_asked_for(rows: QuoteQuerySet, asked: QueryDict) -> QuoteQuerySet:
    """Leave the statements of the outlet, kind and rule that were asked for; what is empty asks for nothing.

    An outlet goes by its name, or by what its address has.
    """
    outlet, kind, rule = (clean(asked.get(name, "")) for name in ("outlet", "kind", "rule"))
    if outlet:
        # Looked up once: a join would read through the long text of an article for each of its statements.
        by = Q(outlet__slug=outlet) | Q(outlet__name__iexact=outlet)
        rows = rows.filter(article__in=Article.objects.filter(by))
    if kind in Quote.Kind.values:
        rows = rows.filter(kind=kind)
    if rule:
        rows = rows.filter(rule=rule)
    return rows


def filters_of(request: HttpRequest) -> str:
    """Return the filters as a query string, to be carried from item to item."""
    names = ("why", "outlet", "kind", "rule")
    return urlencode([(name, request.GET[name]) for name in names if request.GET.get(name)])


# The order


def wrong_by_rule() -> tuple[dict[str, float], float]:
    """Return the share of each rule's readings that editors corrected or withdrew, and that of all rules.

    A rule of which little is decided is held to be as the others are (`PRIOR`).
    """
    found: tuple[dict[str, float], float] | None = cache.get("desk-wrong")
    if found is None:
        decided = Quote.objects.exclude(state=State.EXTRACTED).exclude(rule="editor").order_by()
        wrong = Count("pk", filter=Q(is_corrected=True) | Q(state=State.REJECTED))
        rows = list(decided.values_list("rule").annotate(n=Count("pk"), wrong=wrong))
        all_of, all_wrong = sum(n for _, n, _ in rows), sum(bad for *_, bad in rows)
        mean = (all_wrong + 1) / (all_of + 10)
        found = {rule: (bad + PRIOR * mean) / (n + PRIOR) for rule, n, bad in rows}, mean
        cache.set("desk-wrong", found, LEARNED_FOR)
    return found


def weighed(rows: QuoteQuerySet) -> Any:
    """Annotate statements with `weight`, by which those of one reason are ordered: how likely the reading is wrong
    (what editors found of its rule, and its own doubt), times what readers see of it: the newest are on the home
    page and in feeds, a headline stands above an article, and what several outlets print is found the most often.
    """
    rates, mean = wrong_by_rule()
    rate = Case(
        *(When(rule=rule, then=Value(round(share * 1000))) for rule, share in sorted(rates.items())),
        default=Value(round(mean * 1000)), output_field=IntegerField(),
    )  # fmt: skip
    latest = cache.get_or_set(
        "desk-latest", lambda: Quote.objects.aggregate(last=Max("date"))["last"], LEARNED_FOR
    )
    is_new = [When(date__gte=latest - NEW, then=Value(1))] if latest else []
    seen: Any = Value(1)
    for case in (
        is_new,
        [When(in_headline=True, then=Value(1))],
        [When(utterance__isnull=False, then=Value(1))],
    ):
        if case:
            seen = seen + Case(*case, default=Value(0), output_field=IntegerField())
    doubt = Cast((1 - F("confidence")) * 1000, IntegerField())
    return rows.annotate(weight=(rate + doubt) * seen)


def waits_for(me: int, pk: int | None = None) -> Any:
    """Return one row for an editor: for each reason, whether anything waits for it, or one statement does."""
    asked = {
        f"for_{reason.name}": Exists(reason.rows(me) if pk is None else reason.rows(me).filter(pk=pk))
        for reason in REASONS
    }
    return get_user_model().objects.filter(pk=me).annotate(**asked).values_list(*asked)


# Asked several times for each press of a key.
reasons_of_any: Prepared[tuple[bool, ...]] = Prepared(lambda me: waits_for(me))
reasons_of_one: Prepared[tuple[bool, ...]] = Prepared(waits_for)


class Queue:
    """The order of what waits, for one editor and the filters of one address. Looking takes nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.me = request.user.pk or 0
        why = request.GET.get("why", "")
        self.days = (
            [DAYS_BY_NAME[why]] if why in DAYS_BY_NAME else [] if why in BY_NAME else list(DAY_REASONS)
        )
        self.reasons = [BY_NAME[why]] if why in BY_NAME else [] if why in DAYS_BY_NAME else list(REASONS)
        self.narrowed = any(request.GET.get(name) for name in ("kind", "rule"))

    def waiting(self, reason: Reason) -> QuoteQuerySet:
        """Return what waits for a reason: neither put off in this session nor on somebody else's desk."""
        taken = Claim.objects.filter(until__gt=timezone.now()).exclude(editor=self.me)
        rows = filtered(self.request, reason.rows(self.me)).exclude(pk__in=taken.values("quote"))
        if put_off := self.request.session.get("skipped", []):
            rows = rows.exclude(uid__in=put_off)
        return rows

    def standing(self, quote: Quote | None = None) -> list[Reason]:
        """Return the reasons for which anything waits, or for which this statement does: asked for all together."""
        rows = reasons_of_any(self.me) if quote is None else reasons_of_one(self.me, quote.pk)
        names = (
            {reason.name for reason, waits in zip(REASONS, rows[0], strict=True) if waits} if rows else set()
        )
        return [reason for reason in self.reasons if reason.name in names]

    def first(self) -> Quote | None:
        """Return what this editor has taken already, else what most needs a person."""
        mine = Claim.objects.filter(until__gt=timezone.now(), editor=self.me).select_related("quote")
        put_off = self.request.session.get("skipped", [])
        for own in mine:
            held = filtered(self.request, Quote.objects.filter(pk=own.quote.pk))
            if own.quote.uid not in put_off and self.standing(own.quote) and held.exists():
                return own.quote
        return self.first_of(self.standing())

    def first_of(self, reasons: Sequence[Reason], but: int = 0) -> Quote | None:
        for reason in reasons:
            found = self.first_waiting(reason, (pk for pk in self.order(reason) if pk != but))
            if found is not None:
                return found
        return None

    def order(self, reason: Reason) -> Sequence[int]:
        """Return the numbers of what waits for a reason, in order. A long order is kept for a while by the process, as
        putting tens of thousands in order takes longer than an editor waits: who comes next is asked of the rows
        themselves, so that an old one is wrong in the order alone. It is made anew when a browser asks ahead."""
        narrowed = tuple(clean(self.request.GET.get(name, "")) for name in ("outlet", "kind", "rule"))
        key = (reason.name, self.me, narrowed)
        made, order = ORDERS.get(key, (0.0, ()))
        age = time.monotonic() - made
        if order and age < (REMADE_AHEAD if AHEAD in self.request.headers else KEPT):
            return order
        rows = weighed(filtered(self.request, reason.rows(self.me))).order_by("-weight", "-pk")
        order = list(rows.values_list("pk", flat=True)[:MOST_IN_ORDER])
        ORDERS.pop(key, None)
        if len(order) >= LONG:
            while len(ORDERS) >= MOST_ORDERS:
                ORDERS.pop(next(iter(ORDERS)), None)
            ORDERS[key] = (time.monotonic(), order)
        return order

    def first_waiting(self, reason: Reason, order: Iterable[int], only_here: bool = False) -> Quote | None:
        """Return the first of some statements that still waits; `only_here`: and not for an earlier reason as well."""
        numbers = iter(order)
        for _turn in range(MOST_IN_ORDER // FASTER):
            piece = list(islice(numbers, FASTER))
            if not piece:
                return None
            # Row by row, else SQLite goes through all of a state to find a few.
            waits = Exists(self.waiting(reason).filter(pk=OuterRef("pk")))
            there = Quote.objects.filter(waits).in_bulk(piece)
            for pk in piece:
                if pk in there and (not only_here or self.standing(there[pk])[:1] == [reason]):
                    return there[pk]
        return None

    def beside(self, quote: Quote, decided: int = 0) -> tuple[Reason | None, Quote | None, Quote | None]:
        """Return why a statement waits, and what comes before and behind it; None at the ends. What waits for several
        reasons has the place of its first one, and is not met again at the others. `decided` is the number of one that
        will wait no longer."""
        live, own = self.standing(), self.standing(quote)
        if not own:
            return None, None, self.first_of(live, quote.pk)

        def others(reason: Reason) -> list[int]:
            return [pk for pk in self.order(reason) if pk != decided]

        here, order = self.reasons.index(own[0]), others(own[0])
        at = order.index(quote.pk) if quote.pk in order else -1
        ahead = self.first_waiting(own[0], order[at + 1 :], True)
        for reason in live if ahead is None else ():
            if self.reasons.index(reason) > here and (
                ahead := self.first_waiting(reason, self.order(reason), True)
            ):
                break
        before = self.first_waiting(own[0], reversed(order[: max(at, 0)]), True)
        for reason in reversed(live) if before is None else ():
            earlier = self.reasons.index(reason) < here
            if earlier and (before := self.first_waiting(reason, reversed(others(reason)), True)):
                break
        return own[0], before, ahead

    def articles(self) -> Any:
        """Return the articles whose day waits, the largest first: their date dates all their statements."""
        when = Q(pk=None)
        for reason in self.days:
            when |= reason.when
        rows = days_waiting(when)
        outlet = clean(self.request.GET.get("outlet", ""))
        if outlet:
            rows = rows.filter(Q(outlet__slug=outlet) | Q(outlet__name__iexact=outlet))
        if self.narrowed or not self.days:
            return rows.none()
        if put_off := self.request.session.get("skipped_days", []):
            rows = rows.exclude(pk__in=put_off)
        return rows.order_by("-pk")


def next_quote(request: HttpRequest) -> Quote | None:
    """Return what most needs a person: what this editor has taken, else what nobody has on the desk."""
    return Queue(request).first()


# How many wait


def count_waiting(editor: int, ahead: bool = False) -> dict[str, int]:
    """Return how many wait for each reason, and how many in all: what waits for two reasons is one.

    They are counted every few seconds and not for each page; a minute later, where no browser has asked ahead.
    """
    key = f"desk-waiting-{editor}"
    kept: tuple[float, dict[str, int]] = cache.get(key, (0.0, {}))
    counted, found = kept
    if not found or time.time() - counted > (COUNTED_FOR if ahead else LATEST_COUNT):
        found = counts_of(editor)
        cache.set(key, (time.time(), found), LATEST_COUNT)
    return found


def counts_of(editor: int) -> dict[str, int]:
    pks = {
        reason.name: set(reason.rows(editor).order_by().values_list("pk", flat=True)) for reason in REASONS
    }
    found = {name: len(rows) for name, rows in pks.items()}
    found["statements"] = len(set().union(*pks.values()))
    for reason in DAY_REASONS:
        found[reason.name] = days_waiting(reason.when).count()
    found["articles"] = days_waiting(DAY_REASONS[0].when | DAY_REASONS[1].when).count()
    found["pairs"] = MergeProposal.objects.filter(decision=MergeProposal.Decision.OPEN).count()
    return found


def decided_today(editor: int) -> int:
    """Return how many statements and articles an editor decided today. What was taken back is not decided, and
    neither is taking back a decision."""
    start = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    acts = Revision.objects.filter(at__gte=start, editor=editor, table__in=["quote", "article"])
    mine = list(acts.exclude(action__in=NO_DECISION).only("pk", "table", "row"))
    back = curation.undone(mine)
    return len({(act.table, act.row) for act in mine if act.pk not in back})


# Who has which on the desk


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


def claim_next(request: HttpRequest, wanted: Quote | None = None) -> Quote | None:
    """Take the statement that comes next onto this editor's desk; where others are faster, the one behind it."""
    if wanted is not None and claim(request, wanted) is None:
        return wanted
    for _turn in range(FASTER):
        quote = next_quote(request)
        if quote is None or claim(request, quote) is None:
            return quote
    return None


def claim_of_another(request: HttpRequest, quote: Quote) -> Claim | None:
    """Return the claim of somebody else who has a statement on the desk."""
    claims = Claim.objects.filter(quote=quote, until__gt=timezone.now())
    return claims.exclude(editor=request.user.pk).select_related("editor").first()


def queue_head(request: HttpRequest) -> dict[str, Any]:
    counts = count_waiting(request.user.pk or 0, AHEAD in request.headers)
    chosen = request.GET.get("why", "")
    shown = [(reason, counts[reason.name], reason.name == chosen) for reason in (*REASONS, *DAY_REASONS)]
    return {
        "reasons": [row for row in shown if row[1] or row[2]],
        "pairs": counts["pairs"],
        "done": decided_today(request.user.pk or 0),
        "waiting": counts["statements"],
        "waiting_days": counts["articles"],
        "filters": filters_of(request),
        "narrowed": [name for name in ("outlet", "kind", "rule") if request.GET.get(name)],
        "why": chosen,
        "last": last_act(request),
    }


# What was done last

REMEMBERED = timedelta(hours=12)
LOOKED_BACK = 40  # acts among which the last one is looked for that still stands


def last_act(request: HttpRequest) -> Revision | None:
    """Return the editor's last act of this day that still stands: taking it back leads to the one before it."""
    acts = Revision.objects.filter(editor=request.user.pk, at__gte=timezone.now() - REMEMBERED)
    mine = list(acts.exclude(action=ActName.UNDO).order_by("-pk")[:LOOKED_BACK])
    back = curation.undone(mine)
    return next((act for act in mine if act.pk not in back), None)
