"""Rows that are written many at once are the rows that Django would have written."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.db.models import F
from django.utils import timezone

from statements.models import (
    Appearance,
    Article,
    IndexTask,
    LearnedRole,
    Lease,
    Quote,
    SequenceLine,
    Source,
    Speaker,
    insert_rows,
    insert_values,
    new_row,
)

pytestmark = pytest.mark.django_db


def test_every_row_has_its_id_and_its_values() -> None:
    rows = [
        Speaker(name=f"Mira Tolan {n}", slug=f"tolan-{n}", heard_from=date(2021, 3, n + 1)) for n in range(9)
    ]
    insert_rows(rows)
    held = {row.pk: row for row in Speaker.objects.all()}
    assert len(held) == 9
    for row in rows:
        assert not row._state.adding
        assert (held[row.pk].name, held[row.pk].heard_from) == (row.name, row.heard_from)
        assert held[row.pk].kind == Speaker.Kind.PERSON


def test_more_rows_than_one_statement_takes_are_all_written() -> None:
    insert_rows([Source(sha256=f"{n:064d}", data=b"\x00made", size=5) for n in range(450)])
    assert Source.objects.count() == 450
    assert bytes(Source.objects.get(sha256=f"{449:064d}").data) == b"\x00made"


def test_a_row_takes_the_id_that_what_it_shows_on_has_been_given_since() -> None:
    tolan = Speaker(name="Mira Tolan", slug="mira-tolan")
    role = LearnedRole(speaker=tolan, role="envoy", key="envoy")
    insert_rows([tolan])
    insert_rows([role])
    assert LearnedRole.objects.get().speaker == tolan


def test_a_row_that_shows_on_one_without_an_id_is_not_written() -> None:
    with pytest.raises(ValueError, match="unsaved"):
        insert_rows(
            [Appearance(article=Article(), speaker=Speaker(), name="Tolan", kind="person", key="tolan")]
        )


def test_an_expression_is_not_taken_for_a_value() -> None:
    with pytest.raises(TypeError, match="expression"):
        insert_rows([Speaker(name=F("slug"), slug="mira-tolan")])


def test_nothing_is_written_for_no_rows() -> None:
    insert_rows([])
    assert not Speaker.objects.exists()


def test_values_alone_are_written_with_the_defaults_of_all_else() -> None:
    before = timezone.now()
    insert_values(IndexTask, ("row", "table"), [(n, "quote") for n in range(450)])
    tasks = list(IndexTask.objects.order_by("pk"))
    assert [(task.table, task.row, task.fault) for task in tasks] == [("quote", n, "") for n in range(450)]
    assert before <= tasks[0].queued_at <= timezone.now()
    insert_values(IndexTask, ("row", "table"), [])
    assert IndexTask.objects.count() == 450


def test_a_row_with_the_key_of_another_takes_its_place() -> None:
    names = ("number", "table", "row")
    insert_values(SequenceLine, names, [(1, "quote", 7), (2, "quote", 8)], key=("table", "row"))
    insert_values(SequenceLine, names, [(3, "quote", 7), (4, "article", 8)], key=("table", "row"))
    held = SequenceLine.objects.order_by("number").values_list(*names)
    assert list(held) == [(2, "quote", 8), (3, "quote", 7), (4, "article", 8)]


def test_without_a_key_a_row_that_is_held_is_not_replaced() -> None:
    names = ("number", "table", "row")
    insert_values(SequenceLine, names, [(1, "quote", 7)])
    with pytest.raises(IntegrityError):
        insert_values(SequenceLine, names, [(2, "quote", 7)])


def test_rows_among_others_have_the_ids_that_the_database_gave() -> None:
    first = [new_row(Speaker, name=f"Mira Tolan {n}", slug=f"tolan-{n}") for n in range(5)]
    insert_rows(first)
    Speaker.objects.filter(pk=first[-1].pk).delete()  # its number is never given again
    Source.objects.create(sha256="0" * 64, data=b"", size=0)
    behind = [new_row(Speaker, name=f"Osric Pel {n}", slug=f"pel-{n}") for n in range(450)]
    insert_rows(behind)
    held = dict(Speaker.objects.values_list("pk", "slug"))
    assert [held[row.pk] for row in behind] == [row.slug for row in behind]
    assert len({row.pk for row in [*first, *behind]}) == 455


def test_rows_whose_ids_the_database_does_not_give_are_not_taken() -> None:
    with pytest.raises(TypeError, match="Lease"):
        insert_rows([Lease(name="indexer")])


@pytest.mark.parametrize(
    "model", list(apps.get_app_config("statements").get_models()), ids=lambda m: m.__name__
)
def test_a_new_row_is_one_as_django_makes_it(model) -> None:
    held, plain = (dict(vars(row)) for row in (new_row(model), model()))
    for values in (held, plain):
        state = values.pop("_state")
        assert (state.adding, state.db) == (True, None)
        for field in model._meta.concrete_fields:
            if field.has_default() and callable(field.default):  # an id by chance, or the time
                values[field.attname] = type(values[field.attname])
    assert held == plain


def test_a_new_row_shares_nothing_with_the_next_one() -> None:
    article = Article(headline="Talks")
    first, second = (new_row(Quote, article=article, text=words) for words in ("No.", "Yes."))
    first.candidates.append("Tolan")
    assert (first.article, first.text, second.candidates) == (article, "No.", [])
    assert first.uid != second.uid
