"""A surname alone: whose it is for certain, whose it probably is, and when it stays open."""

from dataclasses import replace
from datetime import date

import pytest

from statements.identity.short_names import Held, Namesake, Short, whose

DAY = date(2021, 6, 1)
SHORT = Short(name="Orlan", key="orlan", office="", country="", affiliation="", gender="", day=DAY, place="")


def held(
    key: str, start: date = DAY, end: date = DAY, *, learned: bool = True, following: date | None = None
) -> Held:
    return Held(key=key, country="", start=start, end=end, learned=learned, following=following)


def namesake(row: int, name: str, *offices: Held, **known: str) -> Namesake:
    return Namesake(row=row, names=[name], heard=(DAY, DAY), held=list(offices), **known)


VIKTOR = namesake(1, "Viktor Orlan", held("president"), gender="m")
MARIA = namesake(2, "Maria Orlan", held("head of museum"), gender="f")


def test_the_office_at_that_time_is_enough() -> None:
    found = whose(replace(SHORT, office="president"), [VIKTOR, MARIA])
    assert (found.certain, found.probable) == (1, None)
    assert "president at that time" in found.reason


def test_another_time_is_not() -> None:
    later = replace(SHORT, office="president", day=date(2031, 6, 1))
    assert whose(later, [VIKTOR, MARIA]).certain is None


def test_a_successor_ends_what_articles_do_not() -> None:
    before = namesake(1, "Viktor Orlan", held("president", following=date(2022, 1, 1)), gender="m")
    assert whose(replace(SHORT, office="president", day=date(2021, 12, 1)), [before, MARIA]).certain == 1
    assert whose(replace(SHORT, office="president", day=date(2022, 2, 1)), [before, MARIA]).certain is None


def test_a_typed_tenure_binds_to_the_day() -> None:
    typed = namesake(1, "Viktor Orlan", held("president", date(2020, 1, 1), date(2021, 5, 31), learned=False))
    assert whose(replace(SHORT, office="president", day=date(2021, 5, 31)), [typed, MARIA]).certain == 1
    assert whose(replace(SHORT, office="president"), [typed, MARIA]).certain is None


def test_he_is_not_she() -> None:
    assert whose(replace(SHORT, gender="f"), [VIKTOR, MARIA]).certain == 2
    assert whose(replace(SHORT, gender="f"), [VIKTOR]) == whose(SHORT, [])


def test_a_surname_that_fits_two_stays_open() -> None:
    found = whose(SHORT, [VIKTOR, namesake(3, "Denis Orlan")])
    assert (found.certain, found.probable) == (None, None)


def test_a_surname_that_fits_one_is_likely_and_no_more() -> None:
    found = whose(SHORT, [VIKTOR])
    assert (found.certain, found.probable) == (None, 1)


def test_another_country_is_somebody_else() -> None:
    french = namesake(1, "Claire Orlan", country="FR")
    assert whose(replace(SHORT, country="BE"), [french]) == whose(SHORT, [])
    assert whose(replace(SHORT, country="FR"), [french]).certain == 1


@pytest.mark.parametrize(("initial", "fits"), [("V. Orlan", True), ("M. Orlan", False)])
def test_an_initial_is_held_against_the_given_name(initial: str, fits: bool) -> None:
    assert (whose(replace(SHORT, name=initial), [VIKTOR]).probable == 1) is fits


def test_a_junior_is_no_senior() -> None:
    senior = namesake(1, "Sam Orlan Sr.")
    assert whose(replace(SHORT, name="Orlan Jr."), [senior]).probable is None
    assert whose(replace(SHORT, name="Orlan Sr."), [senior]).probable == 1


def test_a_name_that_an_editor_took_away_is_not_given_back() -> None:
    taken = namesake(1, "Viktor Orlan", held("president"))
    taken.refused.add("orlan")
    assert whose(replace(SHORT, office="president"), [taken]) == whose(SHORT, [])


def test_whom_news_names_far_more_often_is_likely_meant() -> None:
    often, rarely = namesake(1, "Viktor Orlan"), namesake(2, "Mira Orlan")
    often.articles, rarely.articles = 40, 3
    found = whose(SHORT, [rarely, often])
    assert (found.certain, found.probable) == (None, 1)
    assert "named far more often" in found.reason


def test_who_is_named_somewhat_more_often_is_not() -> None:
    more, less = namesake(1, "Viktor Orlan"), namesake(2, "Mira Orlan")
    more.articles, less.articles = 12, 3
    assert whose(SHORT, [less, more]) == whose(SHORT, [])


def test_an_office_says_more_than_being_named_often() -> None:
    often, rarely = namesake(1, "Viktor Orlan"), namesake(2, "Mira Orlan", held("president"))
    often.articles, rarely.articles = 40, 1
    assert whose(replace(SHORT, office="president"), [often, rarely]).certain == 2
    assert whose(replace(SHORT, office="mayor"), [often, rarely]) == whose(SHORT, [])  # neither is one
