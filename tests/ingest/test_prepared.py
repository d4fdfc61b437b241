"""A query whose SQL is made once answers as it would if it were made anew."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statements.models import Alias, Prepared, Quote, Speaker

called = Prepared(lambda keys: Alias.objects.filter(key__in=keys).select_related("speaker").order_by("pk"))
slugs_of_kind = Prepared(
    lambda kind, slugs: Speaker.objects.filter(kind=kind, slug__in=slugs).values_list("slug", flat=True)
)
heard = Prepared(lambda first, last: Speaker.objects.filter(heard_from__range=(first, last)).order_by("pk"))
starting_behind = Prepared(
    lambda article, place: Quote.objects.filter(article=article, start__gt=place).values_list("start")
)
days = Prepared(lambda slug: Speaker.objects.filter(slug=slug).values_list("heard_from", flat=True)[:1])


@pytest.fixture
def people(db) -> list[Speaker]:
    rows = [
        Speaker(name=f"Tolan {n}", slug=f"tolan-{n}", heard_from=date(2021, 3, 1 + n % 28))
        for n in range(300)
    ]
    Speaker.objects.bulk_create(rows)
    Alias.objects.bulk_create([Alias(speaker=row, name=row.name, key=row.slug) for row in rows])
    return rows


def test_the_rows_are_those_of_the_query(people) -> None:
    for count in (1, 3, 4, 17):
        found = called([f"tolan-{n}" for n in range(count)])
        assert [alias.key for alias in found] == [f"tolan-{n}" for n in range(count)]
        assert found[0].speaker == people[0] and found[0].speaker.heard_from == date(2021, 3, 1)
    assert slugs_of_kind("person", ["tolan-5", "nobody"]) == ["tolan-5"]
    assert days("tolan-2") == [date(2021, 3, 3)]


def test_a_day_may_be_left_open(people) -> None:
    for first, last, count in ((2, 2, 11), (2, 3, 22), (3, 2, 0)):
        found = heard(date(2021, 3, first), date(2021, 3, last))
        assert len(found) == count
        assert found == list(
            Speaker.objects.filter(heard_from__range=(date(2021, 3, first), date(2021, 3, last))).order_by(
                "pk"
            )
        )
    assert heard(date(2020, 1, 1), date(2021, 2, 28)) == []


def test_a_number_may_be_one_of_a_column_that_has_none_below_nought(store, talks) -> None:
    article = store(talks).article
    starts = sorted(article.quotes.values_list("start"))
    assert sorted(starting_behind(article.pk, 0)) == starts
    assert sorted(starting_behind(article.pk, starts[0][0])) == starts[1:]


def test_what_does_not_fit_is_not_found(people) -> None:
    assert called([]) == []
    assert called(["fresk"]) == []
    assert slugs_of_kind("group", ["tolan-5"]) == []


def test_more_values_than_one_query_takes(people) -> None:
    wanted = [f"tolan-{n}" for n in range(300)]
    with CaptureQueriesContext(connection) as queries:
        found = called([*wanted, *wanted])
    assert [alias.key for alias in found] == wanted
    assert len(queries) == 2


@pytest.mark.parametrize("value", ["%s", "' OR 1=1 --", "\x1a0", "", "%", "ç"])
def test_a_value_is_a_value_whatever_it_looks_like(people, value: str) -> None:
    assert called([value, "tolan-1"]) == list(Alias.objects.filter(key="tolan-1"))
    Alias.objects.create(speaker=people[0], name="odd", key=value)
    assert [alias.name for alias in called([value])] == ["odd"]


def test_what_it_cannot_hold_open_is_refused(people) -> None:
    for value in (datetime(2021, 3, 1, tzinfo=UTC), 1.5, None, True):
        with pytest.raises(TypeError, match="strings, numbers and days"):
            days(value)
    folded = Prepared(lambda part: Speaker.objects.filter(name__contains=part))
    with pytest.raises(TypeError, match="as it is"):
        folded("Tolan")
