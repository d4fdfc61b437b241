"""Names that begin as typed, each with what tells one bearer from another: office, country, years."""

from collections import Counter
from typing import Any

from django.db.models import Count, Max, Min
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from statements.extraction.folding import fold
from statements.extraction.languages import countries
from statements.models import LearnedRole, Outlet, Quote, Speaker, Tenure
from statements.pages.paging import clean

from .access import needs
from .newcomers import guess_newcomer

MOST_NAMES_SHOWN = 9


@require_safe
@needs("judge_quote")
def names_as_typed(request: HttpRequest) -> JsonResponse:
    """Return who has a name that is typed: {"people": [{"pk", "name", "about"}], "new": {...} | null}.

    With `outlets` in the address, outlets instead. `new` is what would be added where nobody has the very name:
    {"name", "kind", "country", "about"}, guessed from it and from the statement `at`.
    """
    typed = clean(request.GET.get("q", ""))[:100]
    key = fold(typed)
    if len(key) < 2:
        return JsonResponse({"people": [], "new": None})
    if request.GET.get("outlets"):
        outlets = Outlet.objects.filter(merged_into=None, name__icontains=typed).order_by("name")
        return JsonResponse({"people": [{"pk": o.pk, "name": o.name, "about": str(o.get_kind_display())} for o in outlets[:MOST_NAMES_SHOWN]], "new": None})  # fmt: skip
    rows = Speaker.objects.public().filter(aliases__key__contains=key).distinct()
    people = list(
        rows.annotate(said=Count("quotes", distinct=True)).order_by("-said", "name")[:MOST_NAMES_SHOWN]
    )
    about = about_people(people)
    new = None
    if not any(fold(one.name) == key for one in people):
        quote = (
            Quote.objects.filter(uid=request.GET.get("at", "")[:8])
            .select_related("article", "capture")
            .first()
        )
        guess = guess_newcomer(typed, quote)
        what = ", ".join(filter(None, [str(guess.kind.label).lower(), country_name(guess.country)]))
        new = {
            "name": typed, "kind": str(guess.kind), "country": guess.country, "about": _("new: %(what)s") % {"what": what},
        }  # fmt: skip
    return JsonResponse(
        {"people": [{"pk": one.pk, "name": one.name, "about": about[one.pk]} for one in people], "new": new}
    )


def country_name(code: str) -> str:
    """Return a country's name; the code where no language knows one."""
    return next((one.name for one in countries() if one.code == code), code)


def about_people(people: list[Speaker]) -> dict[int, str]:
    """Return by speaker what tells one from a namesake: office, country, the years on record, how much."""
    ids = [one.pk for one in people]
    offices: dict[int, str] = {}
    for pk, role in (
        LearnedRole.objects.filter(speaker__in=ids).order_by("end").values_list("speaker", "role")
    ):
        offices[pk] = role
    for pk, office in (
        Tenure.objects.filter(speaker__in=ids).order_by("start").values_list("speaker", "office")
    ):
        offices[pk] = office
    roles: dict[int, Counter[str]] = {}
    said = Quote.objects.public().filter(speaker__in=ids).order_by()
    for pk, role, n in said.exclude(role="").values_list("speaker", "role").annotate(n=Count("pk")):
        roles.setdefault(pk or 0, Counter())[role] = n
    years = {pk: (first, last, n) for pk, first, last, n in said.values_list("speaker").annotate(first=Min("date"), last=Max("date"), n=Count("pk"))}  # fmt: skip
    found = {}
    for one in people:
        common = roles[one.pk].most_common(1)[0][0] if one.pk in roles else ""
        first, last, n = years.get(one.pk, (None, None, 0))
        parts: list[Any] = [
            offices.get(one.pk) or common or one.affiliation or str(one.get_kind_display()).lower(),
            country_name(one.country),
            ""
            if first is None
            else f"{first.year}"
            if first.year == last.year
            else f"{first.year}–{last.year}",
            ngettext("%(n)s statement", "%(n)s statements", n) % {"n": n} if n else _("no statement"),
        ]
        found[one.pk] = ", ".join(part for part in parts if part)
    return found
