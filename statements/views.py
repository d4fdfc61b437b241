"""The pages. Each chooses a queryset and a template; all of them start from what is public."""

import calendar
import logging
import re
from collections import Counter
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db import DatabaseError, connection
from django.db.models import Count, F, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from . import citation, structured
from .conditional import page
from .counts import count_statements, held_of, tally
from .display import (
    bar_chart,
    cards,
    evidence_of,
    month_matrix,
    month_weeks,
    paragraphs_of,
    words_of,
)
from .extraction import VERSION
from .extraction.attribution_rules import RULES
from .history import told
from .measured import FIGURES, MEASURED_ON
from .models import Article, Event, Former, Outlet, Quote, Report, Revision, RevisionRow, Speaker, State
from .paging import address, clean, paged
from .pictures import Undrawable, can_draw, picture
from .reports import ReportForm, TooMany, take
from .search.find import QueryFault, Unavailable, find
from .search.maintenance import index_state
from .search.queue import report_damage
from .search.suggest import suggestions
from .search_page import COUNTRY_NAMES, results_page
from .versions import printings

logger = logging.getLogger(__name__)

ROWS_OF_A_LIST = 60  # speakers or events on a page


def base_of(request: HttpRequest) -> str:
    """Return the address of the site, without a slash at its end."""
    return request.build_absolute_uri("/").rstrip("/")


# Home


@page
def home(request: HttpRequest) -> HttpResponse:
    held = held_of(request)
    quotes = Quote.objects.public()
    latest = quotes.exclude(kind=Quote.Kind.INDIRECT).exclude(speaker=None).with_parts().newest_first()[:6]
    (first, _), (last, _) = held.span()
    return render(
        request,
        "statements/home.html",
        {
            "cards": cards(latest),
            "counts": {
                "statements": held.statements(),
                "articles": held.articles(),
                "sources": held.sources(),
                "first": first,
                "last": last,
            },
            "events": held.most(Event, 5),
            "speakers": held.most(Speaker, 6),
            "matrix": month_matrix(held.months(), month_url, held.of_years_alone()),
            "examples": held.kept("examples", lambda: examples(request)),
            "structured": structured.script(
                {
                    "@type": "WebSite",
                    "name": "On Record",
                    "url": base_of(request) + "/",
                    "potentialAction": {
                        "@type": "SearchAction",
                        "target": f"{base_of(request)}{reverse('search')}?q={{query}}",
                        "query-input": "required name=query",
                    },
                }
            ),
        },
    )


def examples(request: HttpRequest) -> list[tuple[str, str]]:
    """Return three searches that find something here, each showing another way to ask: (query, in words)."""
    held = held_of(request)
    offers = []
    for speaker in held.most(Speaker, 1, kind="person"):
        name = speaker.name.split()[-1]
        offers.append((f"speaker:{name.lower()} kind:direct", f"what {name} was quoted as saying"))
    for event in held.most(Event, 20):
        if event.place:
            place = re.split("[ ,]", event.place)[-1]
            offers.append((f"place:{place.lower()}", f"said at or about {place}"))
            break
    _, (last, _) = held.span()
    if last:
        offers.append((f"talks OR agreement year:{last.year}", f"either word, in {last.year}"))
        offers.append((f"from:{last.year}", f"said or published from {last.year} on"))
    try:
        return [offer for offer in offers if find(Quote, offer[0], size=1).total][:3]
    except (Unavailable, QueryFault):
        return []


def month_url(year: int, month: int) -> str:
    return reverse("dates-month", args=[year, month])


# Search


@page
def search(request: HttpRequest) -> HttpResponse:
    try:
        context, status = results_page(request)
    except Unavailable as error:
        logger.error("a search could not be answered: %s", error)
        report_damage()
        return error_page(
            request,
            503,
            "Search cannot answer just now",
            "The search index is being mended, which takes from seconds to some minutes. Nothing is lost: "
            "speakers, dates, events, sources and every statement can be read meanwhile.",
        )
    return render(request, "statements/search.html", context, status=status)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Names that begin as typed, for the search box: {"suggestions": [{kind, label, detail, url, query}]}."""
    text = clean(request.GET.get("q", ""))[:100]
    try:
        found = suggestions(text)
    except Unavailable:
        found = []  # the box works without
    response = JsonResponse(
        {
            "suggestions": [
                {**asdict(one), "url": f"{reverse('search')}?{urlencode({'q': one.query})}"} for one in found
            ]
        }
    )
    response["Cache-Control"] = "private, max-age=10"
    return response


# One statement


def public_quote(uid: str) -> Quote:
    """Return a statement with all that its page shows, withdrawn or not. Raises Http404."""
    rows = Quote.objects.select_related(
        "speaker", "article", "article__outlet", "article__agency", "article__source", "relayed_by"
    )
    return get_object_or_404(rows.defer("article__source__data"), uid=uid)


def former_statement(request: HttpRequest, uid: str) -> HttpResponse | None:
    """Return the page of a statement that reading again no longer found; None if there never was one."""
    former = Former.objects.select_related("article").filter(uid=uid).first()
    if former is None:
        return None
    return render(request, "statements/former.html", {"former": former}, status=410)


def is_withdrawn(quote: Quote) -> bool:
    return State.REJECTED in (quote.state, quote.article.state)


@page
def quote_detail(request: HttpRequest, uid: str) -> HttpResponse:
    try:
        quote = public_quote(uid)
    except Http404:
        former = former_statement(request, uid)
        if former is None:
            raise
        return former
    if is_withdrawn(quote):
        return withdrawn(request, quote=quote)
    events = list(quote.events.filter(merged_into=None).exclude(state=State.REJECTED))
    rule = RULES.get(quote.rule)
    inside = list(
        Quote.objects.public().filter(article=quote.article).order_by("start").values_list("uid", flat=True)
    )
    place = inside.index(quote.uid) if quote.uid in inside else 0
    before, after = beside_by_speaker(quote)
    permalink = request.build_absolute_uri(quote.get_absolute_url())
    return render(
        request,
        "statements/quote_detail.html",
        {
            "quote": quote,
            "words": words_of(quote),
            "article": quote.article,
            "evidence": evidence_of(quote),
            "because": rule.because if rule else "",
            "events": events,
            "at_event": cards(said_at(events[0], quote)) if events else [],
            "number": place + 1,
            "inside": len(inside),
            "previous": inside[place - 1] if place else None,
            "next": inside[place + 1] if place + 1 < len(inside) else None,
            "before": before,
            "after": after,
            "history": history("quote", quote.pk),
            "checked": last_look("quote", quote.pk) if quote.state == State.CURATED else None,
            "permalink": permalink,
            "drawn": can_draw(quote),
            "citation": citation.plain(quote, permalink),
            "bibtex": citation.bibtex(quote, permalink),
            "original": citation.link_to_words(quote),
            "elsewhere": printings(quote),
            "segments": quote.segments,
            "reports": quote.reports.exclude(answer="").order_by("-answered_at")[:5],
            "structured": structured.script(structured.quotation(quote, events, base_of(request))),
        },
    )


def said_at(event: Event, quote: Quote) -> list[Quote]:
    rows = Quote.objects.public().filter(events=event).exclude(pk=quote.pk).exclude(article=quote.article_id)
    return list(rows.with_parts().newest_first()[:3])


def beside_by_speaker(quote: Quote) -> tuple[Quote | None, Quote | None]:
    """Return what the speaker said before and after, by date and then by place in the archive."""
    if quote.speaker is None or quote.speaker.is_unnamed or quote.date is None:
        return None, None
    rows = Quote.objects.public().by(quote.speaker).only("uid", "date", "date_precision", "text")
    here = {"date": quote.date, "article_id": quote.article_id, "start": quote.start}
    found = []
    for sign, order in (("lt", "-"), ("gt", "")):
        beyond = (
            Q(**{f"date__{sign}": here["date"]})
            | Q(date=here["date"], **{f"article_id__{sign}": here["article_id"]})
            | Q(date=here["date"], article_id=here["article_id"], **{f"start__{sign}": here["start"]})
        )
        edge = {"date__lte" if sign == "lt" else "date__gte": here["date"]}
        nearest = rows.filter(beyond, **edge).order_by(f"{order}date", f"{order}article_id", f"{order}start")
        found.append(nearest.first())
    return found[0], found[1]


@page
def quote_picture(request: HttpRequest, uid: str) -> HttpResponse:
    """The words as a picture, for sites that show one beside a link."""
    quote = public_quote(uid)
    if is_withdrawn(quote):
        return HttpResponse(status=410)
    try:
        response = HttpResponse(picture(quote), content_type="image/png")
    except Undrawable:
        raise Http404("These words have letters that the picture cannot show.") from None
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def quote_citation(request: HttpRequest, uid: str, form: str) -> HttpResponse:
    """The citation as a file for a reference manager: "bib" or "ris"."""
    quote = public_quote(uid)
    if is_withdrawn(quote):
        return withdrawn(request, quote=quote)
    kinds = {
        "bib": (citation.bibtex, "application/x-bibtex"),
        "ris": (citation.ris, "application/x-research-info-systems"),
    }
    if form not in kinds:
        raise Http404("A citation comes as “bib” or as “ris”.")
    make, kind = kinds[form]
    text = make(quote, request.build_absolute_uri(quote.get_absolute_url()))
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="on-record-{quote.uid}.{form}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def quote_report(request: HttpRequest, uid: str) -> HttpResponse:
    """Tell the curators that a statement is wrong."""
    quote = public_quote(uid)
    if is_withdrawn(quote):
        return withdrawn(request, quote=quote)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            take(request, quote, form)
        except TooMany as error:
            response = error_page(request, 429, "That was enough for now", str(error))
            response["Retry-After"] = "3600"
            return response
        return redirect("quote-report-sent", uid=quote.uid)
    context = {"quote": quote, "card": cards([quote])[0], "form": form}
    return never_kept(render(request, "statements/report.html", context, status=400 if form.errors else 200))


@require_safe
def quote_report_sent(request: HttpRequest, uid: str) -> HttpResponse:
    return never_kept(render(request, "statements/report_sent.html", {"quote": public_quote(uid)}))


def never_kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def withdrawn(request: HttpRequest, **row: Any) -> HttpResponse:
    """Say that a row was taken out, why, and where to go on: the address stays."""
    ((table, instance),) = row.items()
    gone = instance.article if table == "quote" and instance.state != State.REJECTED else instance
    act = last_look(gone._meta.model_name or "", gone.pk)
    context = {**row, "why": act.why if act else "", "at": act.at if act else None}
    return render(request, "statements/withdrawn.html", context, status=410)


def last_look(table: str, row: int) -> Revision | None:
    """Return the last act of an editor on a row."""
    acts = Revision.objects.filter(rows__table=table, rows__row=row)
    return acts.exclude(action__in=["read", "read again", "held"]).order_by("-pk").first()


def history(table: str, row: int) -> list[dict[str, Any]]:
    """Return what people did to a row, in plain words, the latest first."""
    rows = (
        RevisionRow.objects.filter(table=table, row=row)
        .exclude(revision__action__in=["read", "read again", "held"])
        .select_related("revision", "revision__undoes")
        .order_by("-revision_id")[:100]
    )
    return [told(row) for row in rows]


# Articles


@page
def article_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Article.objects.with_outlet().select_related("source").defer("source__data")
    article = get_object_or_404(rows, pk=pk)
    if article.state == State.REJECTED:
        return withdrawn(request, article=article)
    quotes = list(
        Quote.objects.public().filter(article=article).select_related("speaker").order_by("start", "id")
    )
    return render(
        request,
        "statements/article_detail.html",
        {
            "article": article,
            "paragraphs": paragraphs_of(article, quotes),
            "quotes": list(enumerate(quotes, start=1)),
            "unplaced": [q for q in quotes if q.missing_since or not in_body(article, q)],
            "events": article.events.filter(merged_into=None).exclude(state=State.REJECTED),
            "junk": [article.text[s:e] for s, e in article.junk],
            "speakers": speakers_inside(quotes),
            "structured": structured.script(structured.news_article(article, base_of(request))),
        },
    )


def in_body(article: Article, quote: Quote) -> bool:
    """Does a statement stand in a paragraph? Those of headline and standfirst do not."""
    return any(start <= quote.start < end for start, end in article.body)


def speakers_inside(quotes: list[Quote]) -> list[tuple[Speaker, int]]:
    """Return who speaks in an article, those with most statements first."""
    counts = Counter(quote.speaker for quote in quotes if quote.speaker)
    return counts.most_common()


@page
def article_source(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes as they came, never as a page of their own."""
    article = get_object_or_404(Article.objects.public().select_related("source"), pk=pk)
    response = HttpResponse(
        bytes(article.source.data), content_type=f"text/plain; charset={article.encoding}"
    )
    response["Content-Disposition"] = f'inline; filename="article-{article.pk}.txt"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


# Speakers


@page
def speaker_list(request: HttpRequest) -> HttpResponse:
    held = held_of(request)
    counts = held.statements_of_speakers()

    def look() -> list[tuple[int, str, str]]:
        rows = Speaker.objects.public().order_by("name", "pk").values_list("pk", "kind", "name")
        return [row for row in rows if row[0] in counts]

    everybody = held.kept("speakers by name", look)
    kind = request.GET.get("kind", "")
    letter = request.GET.get("letter", "")[:1].upper()
    by_count = request.GET.get("sort") == "most"
    of_kind = [row for row in everybody if kind not in Speaker.Kind.values or row[1] == kind]
    chosen = [pk for pk, _, name in of_kind if not letter or first_letter(name) == letter]
    if by_count:
        chosen.sort(key=lambda pk: -counts[pk])
    shown, pages = paged(request, chosen, ROWS_OF_A_LIST)
    rows = Speaker.objects.in_bulk(list(shown.object_list))
    listed = [rows[pk] for pk in shown.object_list if pk in rows]  # one may have gone meanwhile
    for row in listed:
        row.statements = counts[row.pk]
        row.country_name = COUNTRY_NAMES.get(row.country, row.country)
    labels = dict(Speaker.Kind.choices)
    kinds = Counter(kind for _, kind, _ in everybody)
    letters = Counter(first_letter(name) for _, _, name in of_kind)
    return render(
        request,
        "statements/speaker_list.html",
        {
            "speakers": listed,
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
                ("name", "By name", address(request, sort=None)),
                ("most", "Most statements", address(request, sort="most")),
            ],
        },
    )


def first_letter(name: str) -> str:
    letter = next((c for c in name if c.isalpha()), "#").upper()
    return letter[:1]


Profile = dict[str, Any]


def years_of(text: str) -> tuple[int, int] | None:
    """Return the first and last year of "2018" or "2010-2019"; None for what is neither."""
    match = re.fullmatch(r"([1-9]\d{3})(?:-([1-9]\d{3}))?", text, re.ASCII)
    return (int(match[1]), int(match[2] or match[1])) if match else None


def year_bars(
    request: HttpRequest, years: Counter[int], chosen: str
) -> list[tuple[str, str, int, str, bool]]:
    """Return bars by year, or by so many years that two dozen bars show the whole time; again widens."""
    if not years:
        return []
    low, high = min(years), max(years)
    step = next(step for step in (1, 2, 5, 10, 25, 50, 100, 1000, 10_000) if (high - low) // step < 24)
    bars = []
    for start in range(low // step * step, high + 1, step):
        value = str(start) if step == 1 else f"{max(start, 1000)}-{start + step - 1}"
        count = sum(years[year] for year in range(start, start + step))
        label = f"’{start % 100:02d}" if high - low < 100 else str(start)
        on = value == chosen
        bars.append(
            (label, value.replace("-", " to "), count, address(request, year=None if on else value), on)
        )
    return bars


def profile_of(speaker: Speaker) -> Profile:
    """Return counts of a speaker's statements by year, kind, role and outlet, in one pass."""
    years: Counter[int] = Counter()
    kinds: Counter[str] = Counter()
    outlets: Counter[int] = Counter()
    roles: dict[str, Profile] = {}
    rows = Quote.objects.public().by(speaker).values_list("date", "kind", "role", "article__outlet")
    for day, kind, role, outlet in rows.iterator(chunk_size=5000):
        kinds[kind] += 1
        if day:
            years[day.year] += 1
        if outlet:
            outlets[outlet] += 1
        if role:  # "Envoy" at the head of a sentence is "envoy"
            held = roles.setdefault(role.casefold(), {"role": role, "n": 0, "first": None, "last": None})
            held["n"] += 1
            if day:
                held["first"] = min(held["first"] or day, day)
                held["last"] = max(held["last"] or day, day)
    return {
        "years": years,
        "kinds": kinds,
        "outlets": outlets,
        "roles": sorted(roles.values(), key=lambda row: -row["n"])[:8],
        "events": Counter(tally(Quote.events.through.objects.filter(quote__in=Quote.objects.public().by(speaker)), "event")),
    }  # fmt: skip


@page
def speaker_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    speaker = get_object_or_404(Speaker.objects.select_related("merged_into"), slug=slug)
    if speaker.merged_into:
        return redirect(speaker.merged_into, permanent=True)
    if speaker.state == State.REJECTED:
        return withdrawn(request, speaker=speaker)
    held = held_of(request)
    profile = held.kept(("profile", speaker.pk), lambda: profile_of(speaker))
    chosen = Quote.objects.public().by(speaker)
    year, kind, source = (clean(request.GET.get(name, "")) for name in ("year", "kind", "source"))
    filters = []
    asked = years_of(year)
    if asked:
        chosen = chosen.filter(date__year__gte=asked[0], date__year__lte=asked[1])
        filters.append((f"In {year.replace('-', ' to ')}", address(request, year=None)))
    if kind in Quote.Kind.values:
        chosen = chosen.filter(kind=kind)
        filters.append((Quote.Kind(kind).label.capitalize(), address(request, kind=None)))
    outlet = Outlet.objects.filter(slug=source).first() if source else None
    if outlet:
        chosen = chosen.filter(article__outlet=outlet)
        filters.append((f"In {outlet}", address(request, source=None)))
    total = held.statements_of_speakers().get(speaker.pk, 0)
    shown, pages = paged(request, chosen.with_parts().newest_first(), count=None if filters else total)
    years = profile["years"]
    outlets = Outlet.objects.in_bulk([pk for pk, _ in profile["outlets"].most_common(8)])
    return render(
        request,
        "statements/speaker_detail.html",
        {
            "speaker": speaker,
            "country": COUNTRY_NAMES.get(speaker.country, speaker.country),
            "aliases": [a.name for a in speaker.aliases.all() if a.name != speaker.name],
            "cards": cards(shown.object_list),
            "pager": pages,
            "total": total,
            "shown": shown.paginator.count,
            "filters": filters,
            "without_filters": request.path,
            "chart": bar_chart(year_bars(request, years, year), 120),
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
            "others": held.kept(("others", speaker.pk), lambda: heard_beside(speaker, profile["events"])),
            "structured": structured.script(structured.person(speaker, base_of(request))),
        },
    )


def events_with_counts(counts: Counter[int], most: int) -> list[tuple[Event, int]]:
    rows = Event.objects.public().in_bulk([pk for pk, _ in counts.most_common(most * 2)])
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


# Events


@page
def event_list(request: HttpRequest) -> HttpResponse:
    held = held_of(request)
    articles, statements = held.articles_of_events(), held.statements_of_events()

    def look() -> list[tuple[int, str, int | None]]:
        rows = Event.objects.public().order_by(F("start").desc(nulls_last=True), "name")
        known = rows.values_list("pk", "kind", "start__year")
        return [row for row in known if row[0] in articles or row[0] in statements]

    everything = held.kept("events by date", look)
    kind, year = request.GET.get("kind", ""), clean(request.GET.get("year", ""))
    asked = years_of(year)
    chosen = [
        pk
        for pk, its_kind, its_year in everything
        if (kind not in Event.Kind.values or its_kind == kind)
        and (asked is None or (its_year is not None and asked[0] <= its_year <= asked[1]))
    ]
    shown, pages = paged(request, chosen, ROWS_OF_A_LIST)
    rows = Event.objects.in_bulk(list(shown.object_list))
    listed = [rows[pk] for pk in shown.object_list if pk in rows]  # one may have gone meanwhile
    for row in listed:
        row.statements, row.mentioned_in = statements.get(row.pk, 0), articles.get(row.pk, 0)
    labels = dict(Event.Kind.choices)
    kinds = Counter(kind for _, kind, _ in everything)
    years = Counter(year for _, _, year in everything if year)
    return render(
        request,
        "statements/event_list.html",
        {
            "events": listed,
            "page": shown,
            "pager": pages,
            "kind": kind,
            "kinds": [(one, labels[one], n, address(request, kind=one)) for one, n in kinds.most_common()],
            "every_kind": address(request, kind=None),
            "year": year.replace("-", " to ") if asked else "",
            "chart": bar_chart(year_bars(request, years, year), noun="event"),
        },
    )


PHASES = {"before": "Before", "during": "During", "after": "After", "undated": "Day not known"}
SHOWN_OF_A_PHASE = 40


@page
def event_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    event = get_object_or_404(Event.objects.select_related("merged_into"), slug=slug)
    if event.merged_into:
        return redirect(event.merged_into, permanent=True)
    if event.state == State.REJECTED:
        return withdrawn(request, event=event)
    held = held_of(request)
    quotes = Quote.objects.public().filter(events=event)
    days = list(quotes.order_by().values_list("date", "date_precision").annotate(n=Count("pk")))
    totals: Counter[str] = Counter()
    for day, precision, count in days:
        totals[phase_of(event, day, precision)] += count
    exact = quotes.filter(date_precision__in=["day", "minute"])
    last = event.end or event.start
    rows = {"undated": quotes}
    if event.start and event.precision == "day":
        rows = {
            "before": exact.filter(date__lt=event.start),
            "during": exact.filter(date__gte=event.start, date__lte=last),
            "after": exact.filter(date__gt=last),
            "undated": quotes.exclude(pk__in=exact.values("pk")),
        }
    phases = []
    for name, title in PHASES.items():
        if totals[name]:
            order = [
                F("date").desc() if name == "before" else F("date").asc(nulls_last=True),
                "article_id",
                "start",
            ]
            shown = list(rows[name].with_parts().order_by(*order)[:SHOWN_OF_A_PHASE])
            if name == "before":  # the last before it are nearest to it
                shown.reverse()
            phases.append((name, title if len(rows) > 1 else "Statements", cards(shown), totals[name]))
    counts = Counter(tally(quotes.exclude(speaker=None), "speaker"))
    speakers = Speaker.objects.public().in_bulk([pk for pk, _ in counts.most_common(12)])
    articles = Article.objects.public().filter(event_mentions__event=event).with_outlet().light()
    return render(
        request,
        "statements/event_detail.html",
        {
            "event": event,
            "phases": phases,
            "timeline": event_timeline(event, days),
            "total": sum(totals.values()),
            "shown": sum(len(shown) for _, _, shown, _ in phases),
            "articles": count_statements(articles[:40]),
            "article_count": held.articles_of_events().get(event.pk, 0),
            "speakers": [(speakers[pk], n) for pk, n in counts.most_common(12) if pk in speakers][:8],
            "people": participants(event),
            "structured": structured.script(structured.happening(event, base_of(request))),
        },
    )


def phase_of(event: Event, day: date | None, precision: str) -> str:
    """Return whether a day is before, during or after an event; "undated" where it cannot be said."""
    if day is None or event.start is None or event.precision != "day" or precision not in {"day", "minute"}:
        return "undated"
    if day < event.start:
        return "before"
    return "during" if day <= (event.end or event.start) else "after"


def event_timeline(event: Event, days: list[tuple[date | None, str, int]]) -> Any:
    """Return the statements about a dated event by day, as bars; days of the event itself are marked."""
    known: Counter[date] = Counter()
    for day, precision, count in days:
        if day is not None and phase_of(event, day, precision) != "undated":
            known[day] += count
    if event.start is None or len(known) < 2:
        return None
    first, last = min([*known, event.start]), max([*known, event.end or event.start])
    if (last - first).days > 45:
        return None
    rows = []
    for n in range((last - first).days + 1):
        day = first + timedelta(n)
        inside = event.start <= day <= (event.end or event.start)
        label = str(day.day) if n == 0 or day.day == 1 or n % 5 == 0 or inside else ""
        rows.append((label, f"{day.day} {day:%B %Y}", known[day], day_url(day), inside))
    return bar_chart(rows)


def participants(event: Event) -> list[tuple[str, str]]:
    """Return who took part, each with the address of the speaker if the archive holds one."""
    known = {
        s.name: s.get_absolute_url() for s in Speaker.objects.public().filter(name__in=event.participants)
    }
    return [(name, known.get(name, "")) for name in event.participants]


# Dates


@page
def dates(request: HttpRequest) -> HttpResponse:
    held = held_of(request)
    undated = Article.objects.public().filter(published=None).with_outlet().light()
    return render(
        request,
        "statements/dates.html",
        {
            "matrix": month_matrix(held.months(), month_url, held.of_years_alone()),
            "undated": held.undated(),
            "articles_undated": undated[:20],
        },
    )


def day_url(day: date) -> str:
    return reverse("dates-day", args=[day.year, day.month, day.day])


def check_date(year: int, month: int = 1, day: int = 1) -> date:
    try:
        if not 1 <= year <= 9998:
            raise ValueError(year)
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise Http404(f"There is no such day as {year}-{month:02d}-{day:02d} in the calendar.") from None


def neighbours(request: HttpRequest, first: date, last: date) -> dict[str, date | None]:
    """Return the nearest days with something before and after a stretch."""
    days = [day for day, precision, _ in held_of(request).days() if precision in {"day", "minute"}]
    return {
        "previous": max((day for day in days if day < first), default=None),
        "next": min((day for day in days if day > last), default=None),
    }


@page
def dates_year(request: HttpRequest, year: int) -> HttpResponse:
    first = check_date(year)
    held = held_of(request)
    counts, by_month = held.by_day(year), held.months()
    top = max(counts.values(), default=0)
    months = [
        {
            "name": calendar.month_name[month],
            "total": by_month.get((year, month), 0),
            "url": reverse("dates-month", args=[year, month]),
            "weeks": month_weeks(year, month, counts, top, day_url),
        }
        for month in range(1, 13)
    ]
    alone = held.of_years_alone().get(year, 0)
    loose = (
        Quote.objects.public().filter(date__year=year, date_precision="year")
        if alone
        else Quote.objects.none()
    )
    context = {
        "year": year,
        "months": months,
        "total": sum(month["total"] for month in months) + alone,
        "alone": alone,
        "cards": cards(loose.with_parts().order_by("article_id", "start")[:40]),
        "around": neighbours(request, first, date(year, 12, 31)),
        "busiest": sorted(counts.items(), key=lambda p: (-p[1], p[0]))[:5],
    }
    return render(request, "statements/dates_year.html", context)


@page
def dates_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    first = check_date(year, month)
    last = date(year, month, calendar.monthrange(year, month)[1])
    counts = held_of(request).by_day(year, month)
    quotes = (
        Quote.objects.public()
        .filter(date__gte=first, date__lte=last)
        .exclude(date_precision="year")
        .with_parts()
        .order_by("date", "article_id", "start")
    )
    shown, pages = paged(request, quotes)
    return render(
        request,
        "statements/dates_month.html",
        {
            "first": first,
            "month": {
                "name": calendar.month_name[month],
                "total": held_of(request).months().get((year, month), 0),
                "weeks": month_weeks(year, month, counts, max(counts.values(), default=0), day_url),
            },
            "cards": cards(shown.object_list),
            "pager": pages,
            "total": shown.paginator.count,
            "around": neighbours(request, first, last),
            "events": Event.objects.public()
            .filter(start__lte=last, precision__in=["day", "month"])
            .filter(Q(end__gte=first) | Q(start__gte=first))
            .order_by("start"),
        },
    )


@page
def dates_day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    there = check_date(year, month, day)
    quotes = Quote.objects.public().filter(date=there, date_precision__in=["day", "minute"])
    shown, pages = paged(request, quotes.with_parts().order_by("article_id", "start"))
    return render(
        request,
        "statements/dates_day.html",
        {
            "day": there,
            "cards": cards(shown.object_list),
            "pager": pages,
            "total": shown.paginator.count,
            "around": neighbours(request, there, there),
            "events": Event.objects.public()
            .filter(precision="day")
            .filter(Q(start=there) | Q(start__lte=there, end__gte=there)),
            "articles": count_statements(
                Article.objects.public()
                .filter(published=there, published_precision__in=["day", "minute"])
                .with_outlet()
                .light()[:60]
            ),
        },
    )


# Sources


@page
def source_list(request: HttpRequest) -> HttpResponse:
    held = held_of(request)
    articles, credits = held.articles_of_outlets(), held.articles_of_agencies()
    statements = held.statements_of_outlets()
    relays = held.kept("relays", relays_of_all)
    relayed: Counter[int] = Counter()
    for (_, agency), n in relays.items():
        relayed[agency] += n
    listed = []
    for outlet in Outlet.objects.order_by("name"):
        outlet.n, outlet.credits = articles.get(outlet.pk, 0), credits.get(outlet.pk, 0)
        outlet.relays, outlet.statements = relayed[outlet.pk], statements.get(outlet.pk, 0)
        if outlet.n or outlet.credits or outlet.relays:
            listed.append(outlet)
    names = {outlet.pk: outlet for outlet in listed}
    pairs = [
        (names[by], names[of], n) for (by, of), n in relays.most_common(40) if by in names and of in names
    ]
    return render(request, "statements/source_list.html", {"sources": listed, "relays": pairs})


def relays_of_all() -> Counter[tuple[int, int]]:
    """Return how many statements each outlet printed as relayed by another: {(outlet, relayed by): n}."""
    rows = (
        Quote.objects.public()
        .exclude(relayed_by=None)
        .order_by()
        .values_list("article__outlet", "relayed_by")
        .annotate(n=Count("pk"))
    )
    return Counter({(by, of): n for by, of, n in rows if by})


@page
def source_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    outlet = get_object_or_404(Outlet.objects.select_related("merged_into"), slug=slug)
    if outlet.merged_into:
        return redirect(outlet.merged_into, permanent=True)
    held = held_of(request)
    articles = (
        Article.objects.public()
        .filter(Q(outlet=outlet) | Q(agency=outlet))
        .with_outlet()
        .light()
        .order_by(F("published").desc(nulls_last=True), "-id")
    )
    shown, pages = paged(request, articles)
    relays = held.kept("relays", relays_of_all)
    others = Outlet.objects.in_bulk([pk for pair in relays for pk in pair if outlet.pk in pair])

    def quoted_most() -> list[tuple[Speaker, int]]:
        counts = Counter(tally(Quote.objects.public().filter(article__outlet=outlet), "speaker"))
        counts.pop(None, None)
        best = counts.most_common(12)
        rows = Speaker.objects.public().in_bulk([pk for pk, _ in best])
        return [(rows[pk], n) for pk, n in best if pk in rows][:8]

    return render(
        request,
        "statements/source_detail.html",
        {
            "outlet": outlet,
            "articles": count_statements(shown.object_list),
            "pager": pages,
            "total": shown.paginator.count,
            "statements": held.statements_of_outlets().get(outlet.pk, 0),
            "relayed": cards(
                Quote.objects.public().filter(relayed_by=outlet).with_parts().newest_first()[:5]
            ),
            "cites": [
                (others[of], n) for (by, of), n in relays.most_common() if by == outlet.pk and of in others
            ][:8],
            "cited_by": [
                (others[by], n) for (by, of), n in relays.most_common() if of == outlet.pk and by in others
            ][:8],
            "speakers": held.kept(("quoted most", outlet.pk), quoted_most),
        },
    )


# Corrections


CORRECTIONS = (
    "edit", "withdraw", "restore", "hand back", "add", "merge", "split", "bulk", "import", "undo", "answer",
    "add name", "remove name", "edit names",
)  # fmt: skip


def corrections_made() -> Any:
    """Return the acts that changed what the public sees, the latest first."""
    return Revision.objects.filter(action__in=CORRECTIONS).select_related("undoes").order_by("-pk")


@page
def corrections(request: HttpRequest) -> HttpResponse:
    held = held_of(request)
    total = held.kept("corrections", lambda: corrections_made().count())
    shown, pages = paged(request, corrections_made(), 30, count=total)
    return render(
        request,
        "statements/corrections.html",
        {"acts": told_acts(list(shown.object_list)), "pager": pages, "total": total},
    )


def told_acts(acts: list[Revision], most: int = 3) -> list[dict[str, Any]]:
    """Return acts in plain words with the rows that they changed, a few of each."""
    lines: dict[int, list[RevisionRow]] = {}
    counts = Counter(
        RevisionRow.objects.filter(revision__in=acts, table__in=PUBLIC).values_list("revision", flat=True)
    )
    for act in acts:
        rows = act.rows.filter(table__in=PUBLIC).order_by("id")[:most]
        lines[act.pk] = list(rows)
    found = rows_of({(line.table, line.row) for rows in lines.values() for line in rows})
    made = []
    for act in acts:
        rows = []
        for line in lines[act.pk]:
            line.revision = act
            row = found.get((line.table, line.row))
            rows.append({"row": row, "url": row.get_absolute_url() if row else "", **told(line)})
        main = rows[0] if rows else {"text": act.action.capitalize()}
        more = counts[act.pk] - len(rows)
        made.append({"act": act, "text": main["text"], "rows": rows, "more": more})
    return made


PUBLIC = ("quote", "speaker", "event", "article", "outlet")


def rows_of(keys: set[tuple[str, int]]) -> dict[tuple[str, int], Any]:
    models = {"quote": Quote, "speaker": Speaker, "event": Event, "article": Article, "outlet": Outlet}
    found: dict[tuple[str, int], Any] = {}
    for table, model in models.items():
        ids = [pk for name, pk in keys if name == table]
        if ids:
            rows: Any = (
                model._default_manager.defer("text", "body", "junk", "headings")
                if table == "article"
                else model._default_manager.all()
            )
            found |= {(table, pk): row for pk, row in rows.in_bulk(ids).items()}
    return found


# The rest


@page
def about(request: HttpRequest) -> HttpResponse:
    held = held_of(request)
    first, last = held.span()
    kinds, states = held.of_kinds(), held.of_states()
    languages = Article.objects.public().values_list("language").annotate(n=Count("id")).order_by("-n")
    return render(
        request,
        "statements/about.html",
        {
            "counts": {
                "statements": held.statements(),
                "articles": held.articles(),
                "sources": held.sources(),
            },
            "states": {
                "machine": states.get(State.EXTRACTED, 0),
                "reviewed": states.get(State.CURATED, 0),
            },
            "kinds": [(label, kinds.get(kind, 0)) for kind, label in Quote.Kind.choices],
            "unattributed": held.statements_of_speakers().get(None, 0),
            "undated": held.undated(),
            "first": first,
            "last": last,
            "languages": held.kept("languages", lambda: list(languages)),
            "engine": VERSION,
            "figures": FIGURES,
            "measured_on": MEASURED_ON,
            "reports": Report.objects.filter(state=Report.State.DONE).count(),
        },
    )


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Alive if it answers at all; ready if database and index do.

    `index` says how the index is: "ok", "late" (a change waits longer than a minute: is the indexer
    running?), "damaged" (it is being made anew) or "missing". Late is ready: what is found is right.
    """
    report: dict[str, Any] = {"alive": True, "database": False, "index": {"state": "not known"}}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            report["database"] = cursor.fetchone() == (1,)
        report["index"] = index_state()
    except DatabaseError as error:
        logger.error("the database does not answer: %s", error)
    ready = report["database"] and report["index"]["state"] in {"ok", "late"}
    return JsonResponse({"ready": ready, **report}, status=200 if ready else 503)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Let crawlers read all pages that stay; a search with filters is one of endlessly many."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/*&",
        "Disallow: /suggest",
        "Disallow: /quotes/*/report/",
        f"Sitemap: {base_of(request)}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def error_page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "statements/error.html", {"title": title, "text": text}, status=status)


def wrong_method(request: HttpRequest, allowed: str) -> HttpResponse:
    response = error_page(
        request,
        405,
        "That cannot be done here",
        f"This address is for reading: it takes {allowed}, and not {request.method}.",
    )
    response["Allow"] = allowed
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(
        request,
        400,
        "That request could not be read",
        "Something in the address or the form is not as it has to be.",
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403, "That is not open to you", "If you are an editor, sign in and try again.")


def forbidden_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(
        request,
        403,
        "That form could not be taken",
        "It was open too long, or cookies are off. Go back, load the page again and send it once more.",
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    reason = (
        str(exception)
        if isinstance(exception, Http404)
        and "matches the given query" not in str(exception)
        and "{" not in str(exception)
        else ""
    )
    return error_page(
        request,
        404,
        "Nothing is at this address",
        reason
        or "The address of a statement is permanent here, and one that was withdrawn still says so. Most likely a letter was lost on the way.",
    )


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer who guessed a password too often."""
    response = error_page(
        request,
        429,
        "Too many wrong passwords",
        "Signing in is closed to this name from your address for a quarter of an hour. If it is your "
        "account, an administrator can open it sooner.",
    )
    response["Retry-After"] = "900"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_to_string("statements/500.html"), status=500)  # asks nothing of the database
