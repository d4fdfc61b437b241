"""The page of what is taken in: how far it is, what was refused and why, and what can be done about it."""

import re

import pytest
from django.test import Client

from statements.intake import worker
from statements.intake.taking import take_in_all
from statements.models import Article, Intake, IntakeRefusal
from tests.intake.making import STUB, article, articles_packed, given, packed

from .test_adding import editor, press, uploads, words  # noqa: F401
from .working import body

INTAKE = "/admin/review/intake/"
NOBODY = "Nothing takes in what waits"


def place(load: Intake) -> str:
    return f"{INTAKE}{load.pk}/"


def test_loads_are_listed_with_what_became_of_them(editor: Client) -> None:  # noqa: F811
    given(("one.txt", article(1)), ("two.txt", STUB.encode()), ("three.txt", article(3)))
    take_in_all()
    given(("draft.txt", article(4)), queued=False)
    said = words(body(editor, INTAKE))
    assert "one.txt and 2 others" in said
    assert "3 read: 2 new, 0 held already, 1 refused" in said
    assert said.index("draft.txt") < said.index("one.txt")
    assert NOBODY not in said


def test_an_empty_list_says_so(editor: Client) -> None:  # noqa: F811
    assert "Nothing was given yet" in body(editor, INTAKE)


def test_it_says_whether_anything_takes_in_what_waits(editor: Client) -> None:  # noqa: F811
    load = given(("one.txt", article(1)))
    assert NOBODY in body(editor, INTAKE) and NOBODY in body(editor, place(load))
    with worker.only_worker() as alone:
        assert alone
        assert NOBODY not in body(editor, INTAKE) and NOBODY not in body(editor, place(load))
        with worker.only_worker(patience=0) as second:
            assert not second
    assert NOBODY in body(editor, INTAKE)
    take_in_all()
    assert NOBODY not in body(editor, INTAKE)  # nothing waits


def test_progress_is_told_and_followed(editor: Client, monkeypatch) -> None:  # noqa: F811
    monkeypatch.setattr("statements.ingest.batches.MOST_SOURCES", 4)
    load = given(("all.zip", articles_packed(12)))
    asked = iter([False, True, True])
    take_in_all(lambda: next(asked))
    page = body(editor, place(load))
    size, reached = re.search(r'max="(\d+)"\s+value="(\d+)"', page).groups()  # type: ignore[union-attr]
    assert 0 < int(reached) < int(size)
    assert "4 read: 4 new" in words(page)
    assert 'data-live="yes"' in page
    take_in_all()
    assert 'data-live=""' in body(editor, place(load))


def test_stop_go_on_and_try_again_are_buttons(editor: Client, settings) -> None:  # noqa: F811
    settings.ONRECORD_MAX_SOURCE_BYTES = 320
    load = given(("all.zip", packed([("a.txt", article(1)), ("b.txt", article(2) + article(3))])))
    address = place(load)
    press(editor, address, "stop")
    assert "Go on" in body(editor, address)
    assert take_in_all() == 0
    assert "no longer as this page showed it" in press(editor, address, "stop", 400)
    press(editor, address, "go on")
    take_in_all()
    page = words(body(editor, address))
    assert "b.txt" in page and "it is larger than" in page and "Try what was refused again" in page
    settings.ONRECORD_MAX_SOURCE_BYTES = 100_000
    press(editor, address, "try again")
    take_in_all()
    page = words(body(editor, address))
    assert "2 read: 2 new, 0 held already, 0 refused" in page and "Try what was refused" not in page
    assert Article.objects.count() == 2
    assert "Nothing of it was refused" in press(editor, address, "try again", 400)


@pytest.mark.parametrize("act", ["tell", "discard", "go on", "nonsense", ""])
def test_an_act_that_does_not_fit_is_refused_in_a_sentence(editor: Client, act: str) -> None:  # noqa: F811
    load = given(("one.txt", article(1)))
    assert 'role="alert"' in press(editor, place(load), act, 400)
    load.refresh_from_db()
    assert load.state == "waiting"


def test_what_was_refused_is_leafed_through(editor: Client) -> None:  # noqa: F811
    load = given(("one.txt", STUB.encode()))
    take_in_all()
    item = load.items.get()
    IntakeRefusal.objects.bulk_create(
        IntakeRefusal(item=item, record=f"record {n}", reason="<i>no</i>") for n in range(120)
    )
    first, last = body(editor, place(load)), body(editor, f"{place(load)}?page=3")
    assert "record 3<" in first and "record 119<" in last and "<i>no" not in first
    assert editor.get(f"{place(load)}?page=4").status_code == 404


def test_a_load_that_is_not_there_is_not_found(editor: Client) -> None:  # noqa: F811
    assert editor.get(f"{INTAKE}99/").status_code == 404
