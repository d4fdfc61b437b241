"""Every address of the site with what no form would send: an answer in words, never an error of the server."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

from statements.models import Article, Event, EventMention, Quote, Speaker

BEYOND = ["0", "9" * 18, str(2**63 - 1), str(2**63), "9" * 400]
WORDS = [
    "%00",
    "%ED%A0%80",
    "%F0%9F%92%A9",
    "%E2%80%AEtxet",
    "a" * 3000,
    "..%2F..",
    "%27%22%3C%3E",
    "-1",
    "1e999",
    "%FF",
]
DAYS = ["0", "1", "9999", "10000", "0001", "9" * 30]
BY_CONVERTER = {
    "int": BEYOND,
    "two": [*BEYOND, "13", "00", "31"],
    "name": WORDS,
    "slug": ["a" * 3000, "-", "1", "9" * 30],
    "str": WORDS,
    "path": WORDS,
}
QUERIES = [
    "page=0", "page=-1", f"page={2**63}", f"page={'9' * 400}", "page=%00", "page=1e9", "page=%D9%A1", "at=%00", "at=%ED%A0%80",
    "o=1.-2.99999999999999999999", f"o={'9' * 400}", "o=..-", "o=%00", "p=-1", f"p={2**64}", "all=", "q=%00", "q=%ED%A0%80",
    f"q={'(' * 3000}", f"q={'a' * 5000}", "q=%E2%80%AE", "e=1", "_to_field=id", "_popup=1",
    f"id__exact={2**64}", f"pk={2**70}", f"id__in={2**64},1", "state__exact=%00", "speaker__id__exact=1e999", f"source__id__exact={2**64}",
    "published__year=0", "published__year=10000", "published__year=9999&published__month=12&published__day=31",
    "published__year=2021&published__month=13", f"published__year={'9' * 30}", "start__year=0", "start__year=9999",
    "start__year=1&start__month=1&start__day=1", "start__year=2021&start__month=2&start__day=30", "start__gte=x",
    f"article__outlet__id__exact={2**64}", "sure=%00", "who=%ED%A0%80", "text__regex=(", "text__regex=(a%2B)%2B%24",
    "year=0", "year=9999", "year=0001-9999", f"year={'9' * 400}", "from=0001-01-01&to=9999-12-31", "from=9999-12-31", "date=9999",
    f"article={2**63}", f"from={2**64}&to={2**64}", f"last={2**63}", f"last={'9' * 15}", "why=%00", "outlet=%00&kind=%00&rule=%00",
    f"n={'9' * 400}", "speaker=%00", "country=%00", "kind=%00", "sort=%00", "term=%00", "app_label=x&model_name=y&field_name=z",
    "app_label=statements&model_name=quote&field_name=speaker&term=%00", f"app_label=statements&model_name=quote&field_name=speaker&page={2**64}",
    f"side=%00&side=9999-12+to+9999&side=0001&side={'a' * 3000}", "side=0001&side=9999&q=%00&measure=share&each=utterance",
    "side=speaker:%00&side=source:%ED%A0%80&side=from:0001+to:9999&side=to&q=%F0%9F%92%A9", "side=2021&side=2020&page=50&sort=%00",
    "limit=0&cursor=%00", f"limit={'9' * 400}", "cursor=%ED%A0%80", f"cursor={'A' * 4000}", "cursor=eyJ4IjpbXX0", f"since={2**64}", "since=-1&limit=100",
    "as=%00&q=a", "not-kind=%00&not-year=0", "q=Lissel&sort=date&cursor=W10", "kind=speaker&number=%00",
    "url=%00", "url=http://localhost/quotes/%2500/", "url=http://[::1/quotes/x/&format=xml", "url=http://localhost:99999999/quotes/x/&maxwidth=-1",
    "url=//localhost/articles/1/&maxheight=1e999&format=%00", "queries={}", "queries=%00", "queries=[[]]", "queries={%22a%22:5}",
    "queries={%22a%22:{%22query%22:[],%22limit%22:1e999,%22type%22:{}}}", f"queries={'[' * 3000}", "extend={%22ids%22:[1,null,{}],%22properties%22:5}",
    "extend=[]", "id=%00", f"id={'9' * 400}", "prefix=%ED%A0%80&cursor=-1", "type=%00&limit=-1", "theme=%00&lang=%00", "mail=%00&how_often=%00",
    "csrfmiddlewaretoken=%00", "_changelist_filters=%00", "next=%00",
]  # fmt: skip


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each pattern of the site as a format, with the kinds of its parameters by name."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, before + route_of(one))
        elif isinstance(one, URLPattern):
            route = before + route_of(one)
            yield route, {name: kind_of(converter) for name, converter in one.pattern.converters.items()}


def route_of(one: URLPattern | URLResolver) -> str:
    route = str(one.pattern)
    return (
        route.lstrip("^").rstrip("$").replace("\\Z", "").replace("\\", "") if route.startswith("^") else route
    )


def kind_of(converter: object) -> str:
    return {
        "IntConverter": "int",
        "TwoDigits": "two",
        "NameConverter": "name",
        "SlugConverter": "slug",
        "PathConverter": "path",
    }.get(type(converter).__name__, "str")


def addresses() -> list[str]:
    """Return the addresses of all patterns, each parameter as hostile as its kind lets it be."""
    import re

    found = []
    for route, kinds in patterns(get_resolver()):
        values = [BY_CONVERTER[kind] for kind in kinds.values()] or [[""]]
        for n in range(max(map(len, values))):
            given = iter([choices[n % len(choices)] for choices in values])
            found.append("/" + re.sub(r"<[^>]+>|\(\?P[^)]*\)", lambda _, it=given: next(it, "x"), route))
    return list(dict.fromkeys(found))


@pytest.fixture
def stored_long_ago(archive, store, talks) -> Iterator[Article]:
    """Rows as an older version took them: days at the ends of the calendar, lists that are none, no text at all."""
    ends = (date(1, 1, 1), date(9999, 12, 31))
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite can be told to take what a constraint forbids")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
    for n, day in enumerate(ends):
        article = store(talks.replace("map", f"map{n}"), f"{n}.txt").article
        Article.objects.filter(pk=article.pk).update(published=day)
        Quote.objects.filter(article=article).update(said_on=day, date=day, date_precision="day")
    for n, odd in enumerate(
        ("5", '"x"', '[["a"]]', '{"a": 1}', "null", "[null, 3, {}]", "[1e300]", '["\\ud800"]', "[]")
    ):
        event = Event.objects.create(
            name=f"Summit {n}",
            slug=f"summit-{n}",
            kind="summit",
            participants=[],
            start=ends[n % 2],
            end=ends[1],
            precision="day",
        )
        with connection.cursor() as cursor:
            cursor.execute("UPDATE statements_event SET participants = %s WHERE id = %s", [odd, event.pk])
        EventMention.objects.create(event=event, article=article, spans=[[0, 4]])
        event.quotes.set(Quote.objects.all())
    yield article
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = OFF")


@pytest.mark.parametrize("share", [3, pytest.param(1, marks=pytest.mark.slow)])
def test_every_address_answers_whatever_stands_in_it(admin_client, store, talks, share: int) -> None:
    store(talks)
    admin_client.raise_request_exception = False
    asked = [one for one in addresses() if "logout" not in one][::share]
    assert [one[:120] for one in asked if admin_client.get(one).status_code >= 500] == []


def lists() -> list[str]:
    plain = [f"/{route}" for route, kinds in patterns(get_resolver()) if not kinds and "(" not in route]
    rows = [Article.objects.get(), Speaker.objects.all()[0]]
    return (
        [one for one in plain if "logout" not in one]
        + [row.get_absolute_url() for row in rows]
        + ["/dates/2021/03/"]
    )


@pytest.mark.parametrize("share", [40, pytest.param(5, marks=pytest.mark.slow)])
def test_every_list_answers_whatever_is_asked_of_it(admin_client, store, talks, share: int) -> None:
    """A fortieth of the questions for each list, another for the next; all of them for each where there is time."""
    store(talks)
    admin_client.raise_request_exception = False
    asked = [f"{one}?{query}" for n, one in enumerate(lists()) for query in QUERIES[n % share :: share]]
    assert [one[:120] for one in asked if admin_client.get(one).status_code >= 500] == []


@pytest.mark.parametrize("share", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_pages_outlive_rows_that_an_older_version_took(admin_client, stored_long_ago, share: int) -> None:
    admin_client.raise_request_exception = False
    rows = [
        *Event.objects.all(),
        *Article.objects.all(),
        *Quote.objects.all()[::4],
        *Speaker.objects.all()[:2],
    ]
    places = [row.get_absolute_url() for row in rows]
    places += [f"/admin/statements/{row._meta.model_name}/{row.pk}/change/" for row in rows]
    places += [f"/admin/statements/{name}/" for name in ("event", "article", "quote", "speaker")]
    places += [f"/admin/review/merge/event/{row.pk}/" for row in Event.objects.all()[:3]]
    places += [
        "/",
        "/events/",
        "/dates/",
        "/dates/1/",
        "/dates/9999/",
        "/dates/9999/12/",
        "/dates/9999/12/31/",
        "/dates/0001/01/01/",
        "/dates/9998/12/31/",
        "/search/?q=map",
        "/admin/review/",
        "/admin/review/lists/",
        "/admin/review/lists/csv/",
        "/sitemap.xml",
        "/corrections/",
        "/search/?q=event:summit",
    ]
    places += [f"/admin/review/{quote.uid}/" for quote in Quote.objects.all()[:2]]
    broken = [one for one in places[::share] if admin_client.get(one).status_code >= 500]
    assert broken == []
