"""Bearers of one name, all looked at together: who is one person, who is two, and what stays open."""

from itertools import permutations

import pytest

from statements.extraction.folding import fold
from statements.identity.people import Arrangement, Profile, arrange


def bearer(name: str, country: str = "", role: str = "", row: int | None = None) -> Profile:
    return Profile(name, fold(name), country, role, "", row)


def groups(found: Arrangement) -> list[list[tuple[str, str]]]:
    return sorted(
        sorted((one.country, one.role) for one in (*person.profiles, *person.loose))
        for person in found.people
    )


def test_one_name_is_one_person_with_or_without_a_country() -> None:
    found = arrange([bearer("Ada Brandt", "US", "senator"), bearer("Ada Brandt")], set(), set())
    assert len(found.people) == 1 and not found.open and not found.perhaps


def test_two_countries_are_two_people_in_any_order() -> None:
    said = [bearer("Ada Brandt", "US", "senator"), bearer("Ada Brandt", "NZ", "oceanographer")]
    said += [bearer("Ada Brandt", "", "oceanographer"), bearer("Ada Brandt", "", "")]
    answers = [arrange(order, set(), set()) for order in permutations(said)]
    assert {str(groups(found)) for found in answers} == {
        str([[("", "oceanographer"), ("NZ", "oceanographer")], [("US", "senator")]])
    }
    assert [(profile.role, likely) for profile, likely in answers[0].open] == [("", None)]  # nobody's


def test_a_senior_and_a_junior_are_two() -> None:
    found = arrange([bearer("Sam Whitley Jr."), bearer("Sam Whitley Sr.")], set(), set())
    assert len(found.people) == 2 and not found.perhaps


def test_a_junior_needs_something_in_common_with_one_who_is_called_nothing() -> None:
    junior = bearer("Sam Whitley Jr.", role="harbour commissioner")
    same = arrange([junior, bearer("Sam T. Whitley", role="commissioner")], set(), set())
    assert len(same.people) == 1 and not same.perhaps
    father = arrange([junior, bearer("Sam T. Whitley", role="shipowner")], set(), set())
    assert len(father.people) == 2
    assert [why for _, _, why in father.perhaps] == ["one of the names has a suffix"]


def test_middle_initials_tell_apart_only_where_both_have_one() -> None:
    assert len(arrange([bearer("Sam T. Whitley"), bearer("Sam Whitley")], set(), set()).people) == 1
    assert len(arrange([bearer("Sam T. Whitley"), bearer("Sam R. Whitley")], set(), set()).people) == 2


def test_a_short_form_and_a_trade_that_few_have_are_one_person() -> None:
    pollsters = [
        bearer("Robert Tarrant", role="former pollster to the mayor"),
        bearer("Bob Tarrant", role="harbour pollster"),
    ]
    assert len(arrange(pollsters, set(), set()).people) == 1
    for role, other in (("ship lawyer", "harbour lawyer"), ("pollster", "actor"), ("pollster", "")):
        two = [bearer("Robert Tarrant", role=role), bearer("Bob Tarrant", role=other)]
        assert len(arrange(two, set(), set()).people) == 2


def test_a_short_form_needs_something_in_common() -> None:
    same_role = [bearer("Robert Tarrant", "CA", "union leader"), bearer("Bob Tarrant", "CA", "union leader")]
    assert len(arrange(same_role, set(), set()).people) == 1
    other = arrange(
        [bearer("Robert Tarrant", "CA", "union leader"), bearer("Bob Tarrant", "CA", "actor")], set(), set()
    )
    assert len(other.people) == 2
    assert [why for _, _, why in other.perhaps] == [
        "one name is a short form of the other; the same country (CA)"
    ]


def test_a_name_goes_to_its_own_bearer_and_not_to_one_of_a_short_form() -> None:
    said = [bearer("Robert J. Tarrant", "CA", "senator"), bearer("Bob Tarrant", "CA", "whip")]
    found = arrange([*said, bearer("Robert J. Tarrant")], set(), set())
    assert not found.open
    assert groups(found) == [[("", ""), ("CA", "senator")], [("CA", "whip")]]
    neither = arrange([*said, bearer("Rob Tarrant")], set(), set())
    assert [profile.name for profile, _ in neither.open] == ["Rob Tarrant"]


def test_whom_one_profile_proves_to_be_two_bearers_are_one() -> None:
    short = bearer("Bob Tarrant", role="harbour whip")
    said = [short, bearer("Robert J. Tarrant", role="Sen."), bearer("Robert J. Tarrant", role="whip")]
    for order in permutations(said):
        found = arrange(order, set(), set())
        assert len(found.people) == 1 and not found.perhaps
    apart = arrange([short, bearer("Robert J. Tarrant", role="Sen.")], set(), set())
    assert len(apart.people) == 2 and len(apart.perhaps) == 1


def test_two_spellings_are_asked_about() -> None:
    found = arrange(
        [bearer("Sergei Rudakin", "RU", "minister"), bearer("Sergey Rudakin", "RU", "minister")], set(), set()
    )
    assert len(found.people) == 2
    ((_, _, why),) = found.perhaps
    assert why == "the names differ by their spelling; the same country (RU); a role in common"


def test_another_order_is_one_where_family_names_stand_first() -> None:
    assert (
        len(arrange([bearer("Kuremi Haruki", "JP"), bearer("Haruki Kuremi", "JP")], set(), set()).people) == 1
    )
    assert len(arrange([bearer("James Paul", "GB"), bearer("Paul James", "GB")], set(), set()).people) == 2


def test_what_an_editor_told_apart_stays_apart() -> None:
    said = [bearer("Ada Brandt", "US", "senator", row=1), bearer("Ada Brandt", "", "", row=2)]
    assert len(arrange(said, {frozenset((1, 2))}, set()).people) == 2
    assert len(arrange(said, {frozenset((1, 3))}, set()).people) == 1


def test_a_name_that_an_editor_took_away_does_not_come_back() -> None:
    said = [bearer("Ada Brandt", "US", "senator", row=1), bearer("Ada T. Brandt")]
    assert len(arrange(said, set(), {(1, fold("Ada T. Brandt"))}).people) == 2
    assert len(arrange(said, set(), {(2, fold("Ada T. Brandt"))}).people) == 1


@pytest.mark.parametrize("count", [0, 1])
def test_few_are_no_fault(count: int) -> None:
    assert len(arrange([bearer("Ada Brandt")] * count, set(), set()).people) == count
