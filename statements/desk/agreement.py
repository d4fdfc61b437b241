"""How far editors agree who judged the same statements apart: Krippendorff's alpha, month by month.

Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), for nominal data: any number of coders, and values
may be missing. 1 is full agreement, 0 what chance would give, below 0 less than that.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from statements import curation
from statements.models import Judgement

from .access import needs
from .queue import queue_head


def krippendorff_alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Return alpha of units, each the values that its coders gave; None where there is nothing to compare.

    With o(c, k) the coincidences of the values c and k, each unit of m values counting 1 / (m - 1), n(c) the sum of
    a row of them, and n of all: alpha = 1 - (n - 1) * sum o(c, k) / sum n(c) n(k), both over c other than k. A unit
    of one value says nothing. Where all values are the same there is no variation to agree in, and alpha is None.
    """
    coincidences: dict[tuple[str, str], float] = {}
    for values in units:
        if len(values) < 2:
            continue
        counts = Counter(values)
        for one, n in counts.items():
            for other, m in counts.items():
                pairs = n * (n - 1) if one == other else n * m
                coincidences[one, other] = coincidences.get((one, other), 0.0) + pairs / (len(values) - 1)
    rows: dict[str, float] = {}
    for (one, _), weight in coincidences.items():
        rows[one] = rows.get(one, 0.0) + weight
    total = sum(rows.values())
    observed = sum(weight for (one, other), weight in coincidences.items() if one != other)
    expected = sum(a * b for one, a in rows.items() for other, b in rows.items() if one != other)
    return None if not expected else 1 - (total - 1) * observed / expected


@dataclass(frozen=True, slots=True)
class Month:
    """The statements of a month of which two judgements are known."""

    first: date
    judged: int
    alike: int
    alpha: float | None

    @property
    def percent(self) -> int:
        return round(100 * self.alike / self.judged) if self.judged else 0


def months_of_agreement() -> list[Month]:
    """Return the agreement by month of the second judgement, the latest first."""
    by_month: dict[date, list[list[str]]] = {}
    for values, at in judged_twice():
        by_month.setdefault(at, []).append(values)
    return [month_of_units(first, by_month[first]) for first in sorted(by_month, reverse=True)]


def month_of_units(first: date, units: list[list[str]]) -> Month:
    return Month(first, len(units), sum(len(set(one)) == 1 for one in units), krippendorff_alpha(units))


def judged_twice() -> list[tuple[list[str], date]]:
    """Return of each statement that was judged apart the values, and the first day of the month of the last one."""
    values: dict[int, list[str]] = {}
    last: dict[int, date] = {}
    twice = Judgement.objects.filter(blind=True).values("quote")
    for one in Judgement.objects.filter(quote__in=twice).select_related("speaker").order_by("at"):
        values.setdefault(one.quote_id, []).append(curation.value_of_judgement(one))
        last[one.quote_id] = timezone.localtime(one.at).date().replace(day=1)
    return [(values[pk], last[pk]) for pk in values]


@require_safe
@needs("judge_quote")
def agreement_page(request: HttpRequest) -> HttpResponse:
    """How far two editors agree, over time, and where they do not."""
    units = [values for values, _ in judged_twice()]
    months = months_of_agreement()
    context = {
        **queue_head(request), "months": months, "judged": len(units), "alpha": krippendorff_alpha(units),
        "most": max((month.judged for month in months), default=1), "one_in": curation.ONE_IN,
    }  # fmt: skip
    return render(request, "desk/agreement.html", context)
