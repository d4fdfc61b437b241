"""Who is on record: the list, and everybody's own page."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Min
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from statements.checking.own_words import words_of_own
from statements.counts import statistics_of, tally
from statements.dates import dated
from statements.extraction.folding import fold
from statements.history.decided import told_decided
from statements.identity.offices import office_key
from statements.identity.speakers import end_of_merges
from statements.models import Appearance, Event, Outlet, Precision, Quote, Speaker, State
from statements.publishing import structured
from statements.search.labels import COUNTRY_NAMES

from .asked import (
    FirstPage,
    by_pk,
    names_merged,
    names_of_speaker,
    newest_of_speaker,
    offices_of_speaker,
    offices_typed,
    one_or_404,
    outlets_with,
    public_events_with,
    roles_learned,
    speaker_called,
    speakers_with,
)
from .charts import Chart, bar_chart, month_bars, year_bars, years_in_words, years_of
from .citing import citation_file, how_to_cite
from .conditional import page
from .paging import ROWS_OF_A_LIST, address, clean, paged
from .site import base_of
from .taking import to_take
from .withdrawn import withdrawn
from .words import cards

FEW_YEARS = 3  # of which a chart shows each month


@page
def speaker_list(request: HttpRequest) -> HttpResponse:
    statistics = statistics_of(request)
    counts = statistics.statements_of_speakers()
    everybody = statistics.cached(
        "speakers by name", lambda: [row for row in listed_rows() if row[0] in counts]
    )
    kind = request.GET.get("kind", "")
    letter = request.GET.get("letter", "")[:1].upper()
    by_count = request.GET.get("sort") == "most"
    every_kind = set(Speaker.Kind.values)
    # Who is not named is nobody to look up: such rows are a list of their own.
    asked = {kind} if kind in every_kind else every_kind - {Speaker.Kind.ANONYMOUS}
    order = ("speakers of kinds", by_count, *sorted(asked))

    def sort() -> dict[str, list[int]]:
        """Return those of the kinds by the first letter of their names; "" has all."""
        of_kinds = [row for row in everybody if row[1] in asked]
        if by_count:
            of_kinds.sort(key=lambda row: -counts[row[0]])
        found: dict[str, list[int]] = {"": [row[0] for row in of_kinds]}
        for pk, _kind, name in of_kinds:
            found.setdefault(first_letter(name), []).append(pk)
        return found

    by_letter = statistics.cached(order, sort)
    chosen = by_letter.get(letter, [])
    shown, pages = paged(request, chosen, ROWS_OF_A_LIST)
    rows = by_pk(speakers_with, list(shown.object_list))
    listed: list[Any] = [rows[pk] for pk in shown.object_list if pk in rows]  # one may have gone meanwhile
    offices = latest_offices(listed)
    for row in listed:
        row.statements = counts[row.pk]
        row.country_name = COUNTRY_NAMES.get(row.country, row.country)
        row.office = offices.get(row.pk, "")
    labels = dict(Speaker.Kind.choices)
    kinds = statistics.cached("kinds of speakers", lambda: Counter(kind for _, kind, _ in everybody))
    letters = {one: len(pks) for one, pks in by_letter.items() if one}
    return render(
        request,
        "statements/speaker_list.html",
        {
            "speakers": listed,
            "has_countries": any(row.country for row in listed),
            "page": shown,
            "pager": pages,
            "kinds": [
                (one, labels[one], kinds[one], address(request, kind=one, letter=None))
                for one in Speaker.Kind.values
                if kinds[one]
            ],
            "kind": kind,
            "letters": [(one, n, address(request, letter=one)) for one, n in sorted(letters.items())],
            "letter": letter,
            "all_letters": address(request, letter=None),
            "everyone": address(request, kind=None, letter=None),
            "sort": "most" if by_count else "name",
            "sorts": [
                ("name", _("By surname"), address(request, sort=None)),
                ("most", _("Most statements"), address(request, sort="most")),
            ],
        },
    )


def listed_rows() -> list[tuple[int, str, str]]:
    """Return number, kind and sorted name of all who are looked up by name.

    Left out is the row of a surname that is probably somebody's of the list: it is told on their page.
    """
    likely = Appearance.objects.filter(basis=Appearance.Basis.OWN).exclude(probable=None)
    rows = Speaker.objects.public().exclude(pk__in=likely.values("speaker"))
    named = rows.values_list("pk", "kind", "sort_name", "name")
    return sorted(
        ((pk, kind, by or name) for pk, kind, by, name in named), key=lambda row: (fold(row[2]), row[0])
    )


def latest_offices(speakers: Sequence[Speaker]) -> dict[int, str]:
    """Return what each of some speakers was last called: an office as an editor has it, else the latest role."""
    pks = [speaker.pk for speaker in speakers]
    learned, typed = roles_learned(pks), offices_typed(pks)
    ranked = [(False, end or date.min, pk, role) for pk, role, end in learned]
    ranked += [(True, end or date.max, pk, office) for pk, office, end in typed]
    return {pk: role for _, _, pk, role in sorted(ranked)}


def is_latin(name: str) -> bool:
    """Is a name written in Latin letters, with whatever marks?"""
    return all("LATIN" in unicodedata.name(char, "LATIN") for char in name if char.isalpha())


def first_letter(name: str) -> str:
    letter = next((c for c in name if c.isalpha()), "#").upper()
    return unicodedata.normalize("NFKD", letter)[:1]


Profile = dict[str, Any]


def profile_of(speaker: Speaker) -> Profile:
    """Return counts of a speaker's statements by year, kind, role and outlet."""
    years: Counter[int] = Counter()
    months: Counter[tuple[int, int]] = Counter()
    kinds: Counter[str] = Counter()
    roles: dict[str, Profile] = {}
    theirs = Quote.objects.public().by(speaker).order_by()
    rows: Any = theirs.values_list("date", "date_precision", "kind", "role")
    rows = rows.annotate(n=Count("pk"), first=Min("article"))
    in_order = rows.order_by("first", "role")  # a role is spelled as it was first
    for day, precision, kind, role, n, _first in in_order.iterator(chunk_size=5000):
        kinds[kind] += n
        if day:
            years[day.year] += n
            months[day.year, day.month] += n if precision != "year" else 0
        if key := office_key(role):  # "Envoy" at the head of a sentence is "envoy", and "Mr" is no role
            held = roles.setdefault(key, {"role": role, "n": 0, "first": None, "last": None})
            held["n"] += n
            if day:
                held["first"] = min(held["first"] or day, day)
                held["last"] = max(held["last"] or day, day)
    return {
        "years": years,
        "months": months,
        "kinds": kinds,
        "outlets": Counter({pk: n for pk, n in tally(theirs, "article__outlet").items() if pk}),
        "roles": latest_first(sorted(roles.values(), key=lambda row: -row["n"])[:8]),
        "events": Counter(tally(Quote.events.through.objects.filter(quote__in=Quote.objects.public().by(speaker)), "event")),
    }  # fmt: skip


def latest_first(roles: list[Profile]) -> list[Profile]:
    """Return roles by the time that they were given in, the latest first; those without a date come last."""
    dated_ones = [role for role in roles if role["last"]]
    dated_ones.sort(key=lambda role: (role["last"], role["first"]), reverse=True)
    return [*dated_ones, *(role for role in roles if not role["last"])]


def chart_of_speaker(request: HttpRequest, profile: Profile, year: str, month: str) -> Chart | None:
    """Return bars by year; by month where a few years are all there is, and of a year that was chosen."""
    years, months = profile["years"], profile["months"]
    asked = years_of(year)
    one = asked is not None and asked[0] == asked[1]
    if not years or not (one or max(years) - min(years) < FEW_YEARS):
        return bar_chart(year_bars(request, years, year), 120)

    def url(in_year: int, in_month: int) -> str:
        value = f"{in_year:04d}-{in_month:02d}"
        return address(request, month=None if value == month else value)

    span = range(asked[0], asked[0] + 1) if one and asked else range(min(years), max(years) + 1)
    return bar_chart(month_bars(span, months, url, month), 120)


@page
def speaker_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    speaker = one_or_404(speaker_called(slug))
    if speaker.merged_into:
        return redirect(speaker.merged_into, permanent=True)
    if speaker.state == State.REJECTED:
        return withdrawn(request, speaker=speaker)
    statistics = statistics_of(request)
    total = statistics.statements_of_speakers().get(speaker.pk, 0)
    if not total and speaker.state == State.EXTRACTED and not Quote.objects.public().by(speaker).exists():
        found = who_it_is_now(speaker)
        return redirect(found) if found else nobody(request, speaker)
    profile = statistics.cached(("profile", speaker.pk), lambda: profile_of(speaker))
    probable = Quote.objects.public().probably_by(speaker)
    chosen = probable if request.GET.get("probably") else Quote.objects.public().by(speaker)
    year, kind, source = (clean(request.GET.get(name, "")) for name in ("year", "kind", "source"))
    filters = []
    asked = years_of(year)
    if asked:
        chosen = chosen.filter(date__year__gte=asked[0], date__year__lte=asked[1])
        filters.append(
            (_("In %(when)s") % {"when": years_in_words(year)}, address(request, year=None, month=None))
        )
    month = clean(request.GET.get("month", ""))
    if in_month := month_asked(month):
        chosen = chosen.filter(date__year=in_month.year, date__month=in_month.month)
        chosen = chosen.exclude(date_precision=Precision.YEAR)
        filters.append((_("In %(when)s") % {"when": dated(in_month, "month")}, address(request, month=None)))
    if kind in Quote.Kind.values:
        chosen = chosen.filter(kind=kind)
        filters.append((Quote.Kind(kind).label.capitalize(), address(request, kind=None)))
    outlet = Outlet.objects.filter(slug=source).first() if source else None
    if outlet:
        chosen = chosen.filter(article__outlet=outlet)
        filters.append((_("In %(outlet)s") % {"outlet": outlet}, address(request, source=None)))
    if request.GET.get("probably"):
        filters.append((_("Probably theirs"), address(request, probably=None)))
    rows = chosen.with_parts().newest_first()
    shown, pages = paged(
        request,
        rows if filters else FirstPage(rows, lambda: newest_of_speaker(speaker.pk)),
        count=None if filters else total,
    )
    names = [name for name in names_of_speaker(speaker.pk) if name != speaker.name]
    years = profile["years"]
    outlets = by_pk(outlets_with, [pk for pk, _ in profile["outlets"].most_common(8)])
    return render(
        request,
        "statements/speaker_detail.html",
        {
            "speaker": speaker,
            "country": COUNTRY_NAMES.get(speaker.country, speaker.country),
            "aliases": [name for name in names if is_latin(name)],
            "in_scripts": [name for name in names if not is_latin(name)],
            "by_editors": told_decided(speaker),
            "cards": cards(shown.object_list),
            "pager": pages,
            "total": total,
            "shown": shown.paginator.count,
            "filters": filters,
            "without_filters": request.path,
            "chart": chart_of_speaker(request, profile, year, month),
            "own_words": []
            if speaker.is_unnamed
            else statistics.cached(("own words", speaker.pk), lambda: words_of_own(speaker)),
            "span": (min(years), max(years)) if years else None,
            "roles": profile["roles"],
            "kinds": [
                (Quote.Kind(one).label, n, address(request, kind=None if one == kind else one), one == kind)
                for one, n in profile["kinds"].most_common()
            ],
            "sources": [
                (
                    outlets[pk],
                    n,
                    address(request, source=None if outlet and outlet.pk == pk else outlets[pk].slug),
                    bool(outlet and outlet.pk == pk),
                )
                for pk, n in profile["outlets"].most_common(8)
                if pk in outlets
            ],
            "events": events_with_counts(profile["events"], 6),
            "others": statistics.cached(
                ("others", speaker.pk), lambda: heard_beside(speaker, profile["events"])
            ),
            "probable": statistics.cached(("probable", speaker.pk), probable.count),
            "probably_theirs": cards(statistics.newest(("probably theirs", speaker.pk), probable, 3))
            if not filters
            else [],
            "tenures": offices_of_speaker(speaker.pk),
            "merged": names_merged(speaker.pk),
            "take": to_take(request, speaker=speaker.slug),
            "cite": how_to_cite(request, speaker, speaker.get_absolute_url() + "cite"),
            "structured": structured.script(structured.person(speaker, base_of(request))),
        },
    )


def month_asked(text: str) -> date | None:
    """Return the first day of a month as an address has it: "2021-03"."""
    match = re.fullmatch(r"([1-9]\d{3})-(0[1-9]|1[0-2])", text, re.ASCII)
    return date(int(match[1]), int(match[2]), 1) if match else None


def who_it_is_now(speaker: Speaker) -> Speaker | None:
    """Return the one speaker who has all statements that an article's row had, if there is one."""
    rows = (
        Appearance.objects.filter(own=speaker).exclude(speaker=speaker).select_related("speaker__merged_into")
    )
    found = {end_of_merges(one.speaker) for one in rows[:50]}
    return found.pop() if len(found) == 1 else None


def nobody(request: HttpRequest, speaker: Speaker) -> HttpResponse:
    """Say that what reading once took for a speaker is none: the address stays, and tells so."""
    return render(request, "statements/nobody.html", {"speaker": speaker}, status=410)


def events_with_counts(counts: Counter[int], most: int) -> list[tuple[Event, int]]:
    rows = by_pk(public_events_with, [pk for pk, _ in counts.most_common(most * 2)])
    return [(rows[pk], n) for pk, n in counts.most_common(most * 2) if pk in rows][:most]


def heard_beside(speaker: Speaker, events: Counter[int]) -> list[tuple[Speaker, int]]:
    """Return who else is on record about the events that a speaker speaks of most, with how many of them."""
    wanted = [pk for pk, _ in events.most_common(12)]
    rows = (
        Quote.objects.public()
        .filter(events__in=wanted)
        .exclude(speaker=None)
        .exclude(speaker=speaker)
        .exclude(speaker__kind=Speaker.Kind.ANONYMOUS)
        .order_by()
        .values_list("speaker")
        .annotate(n=Count("events", distinct=True))
        .order_by("-n", "speaker")[:6]
    )
    counts = dict(rows)
    found = Speaker.objects.public().in_bulk(list(counts))
    return [(found[pk], n) for pk, n in counts.items() if pk in found]


@page
def speaker_citation(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The citation of the page of somebody as a file for a reference manager."""
    speaker = get_object_or_404(Speaker.objects.public(), slug=slug)
    if speaker.state == State.EXTRACTED and not Quote.objects.public().by(speaker).exists():
        raise Http404  # as there is no page of theirs
    return citation_file([speaker], request, form, speaker.slug)
