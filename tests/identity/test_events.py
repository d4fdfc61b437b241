"""Which tellings are of one happening, asked without a database."""

import random
from dataclasses import replace
from datetime import date, timedelta

from statements.identity.events import Telling, cluster, facts_of


def telling(n: int, published: str, **more) -> Telling:
    more.setdefault("name", "Tallinn summit")
    more.setdefault("kind", "summit")
    return Telling(article=n, published=date.fromisoformat(published), order=str(n), **more)


def groups(*tellings: Telling) -> set[frozenset[int]]:
    return {frozenset(one.article for one in group) for group in cluster(tellings)}


def test_a_day_and_a_place_make_one_and_another_place_two() -> None:
    one = telling(1, "2031-06-10", place="Tallinn", start="2031-06-10")
    two = telling(2, "2031-06-11", place="Tallinn", start="2031-06-10", end="2031-06-11")
    other = telling(3, "2031-06-11", place="Oslo", start="2031-06-10")
    assert groups(one, two, other) == {frozenset({1, 2}), frozenset({3})}


def test_a_telling_without_a_day_goes_to_the_nearest_and_to_one_only() -> None:
    first = telling(1, "2031-06-10", place="Tallinn", start="2031-06-10")
    second = telling(2, "2032-06-10", place="Tallinn", start="2032-06-10")
    undated = telling(3, "2032-06-14", place="Tallinn")
    assert groups(first, second, undated) == {frozenset({1}), frozenset({2, 3})}


def test_what_was_called_off_is_the_next_that_was_set_and_what_was_held_is_not() -> None:
    planned = telling(1, "2031-05-02", place="Tallinn", start="2031-06-10", status="planned")
    off = telling(2, "2031-05-20", place="Tallinn", status="cancelled", states=(("cancelled", 0, 9),))
    again = telling(3, "2031-09-30", place="Tallinn", start="2031-09-30")
    assert groups(planned, off, again) == {frozenset({1, 2, 3})}
    held = telling(2, "2031-06-11", place="Tallinn", start="2031-06-10")
    assert groups(planned, held, again) == {frozenset({1, 2}), frozenset({3})}


def test_two_meetings_of_a_day_with_nothing_in_common_are_two() -> None:
    one = telling(
        1, "2031-06-10", name="A", kind="meeting", participants=("Edda Marrick",), start="2031-06-10"
    )
    two = telling(
        2, "2031-06-10", name="B", kind="meeting", participants=("Jonte Brask",), start="2031-06-10"
    )
    assert len(groups(one, two)) == 2


def test_a_leader_and_the_country_are_one_party_and_two_leaders_are_two() -> None:
    def call(n: int, *names: str, countries: tuple[str, ...] = ()) -> Telling:
        return telling(n, "2031-06-10", name=" ".join(names), kind="phone_call", participants=names, countries=countries, start="2031-06-10")  # fmt: skip

    people = call(1, "Edda Marrick", "Tavo Stellan", countries=("France", "Norway"))
    countries = call(2, "France", "Norway", countries=("France", "Norway"))
    others = call(3, "Edda Marrick", "Jonte Brask")
    assert groups(people, countries, others) == {frozenset({1, 2}), frozenset({3})}


def test_one_name_with_two_years_is_two() -> None:
    one = telling(
        1, "2031-06-10", name="Oslo Ports Conference 2031", label="Oslo Ports Conference 2031", kind="meeting"
    )
    two = telling(
        2, "2032-06-10", name="Oslo Ports Conference 2032", label="Oslo Ports Conference 2032", kind="meeting"
    )
    assert len(groups(one, two)) == 2


def test_the_last_day_of_a_summit_is_one_with_its_first_and_two_calls_days_apart_are_two() -> None:
    opened = telling(1, "2031-06-10", place="Tallinn", start="2031-06-09")
    ended = telling(2, "2031-06-11", place="Tallinn", start="2031-06-11", ends=True)
    assert groups(opened, ended) == {frozenset({1, 2})}
    facts = facts_of([ended, opened])
    assert (facts.start, facts.end) == ("2031-06-09", "2031-06-11")
    assert groups(opened, replace(ended, ends=False)) == {frozenset({1}), frozenset({2})}
    assert groups(opened, replace(ended, place="Oslo")) == {frozenset({1}), frozenset({2})}
    two = ("Edda Marrick", "Tavo Stellan")
    call = telling(1, "2031-06-09", kind="phone_call", participants=two, start="2031-06-09")
    again = telling(2, "2031-06-11", kind="phone_call", participants=two, start="2031-06-11", ends=True)
    assert groups(call, again) == {frozenset({1}), frozenset({2})}


def test_an_article_that_tells_a_month_of_one_and_a_day_of_another_tells_of_two() -> None:
    now = telling(1, "2031-06-20", place="Tallinn", start="2031-06-19")
    month = telling(1, "2031-06-20", place="Tallinn", start="2031-06")
    assert len(cluster([now, month])) == 2
    assert len(cluster([now, replace(month, article=2)])) == 1


def test_a_place_that_one_article_tells_is_the_place() -> None:
    bare = telling(1, "2031-06-10", start="2031-06-10")
    more = telling(2, "2031-06-10", start="2031-06-10")
    assert facts_of([bare, more, telling(3, "2031-06-10", place="Oslo", start="2031-06-10")]).place == "Oslo"
    assert facts_of([bare, more]).place == ""


def test_the_name_is_of_the_telling_that_says_most() -> None:
    bare = telling(1, "2031-06-10", name="Tallinn summit", place="Tallinn", start="2031-06-10")
    full = telling(2, "2031-06-10", name="Velland–Orvania summit in Tallinn", place="Tallinn", participants=("Velland", "Orvania"), start="2031-06-10")  # fmt: skip
    assert facts_of([bare, full]) == facts_of([full, bare])
    assert facts_of([bare, full]).name == "Velland–Orvania summit in Tallinn"


def test_any_order_gives_the_same_clusters() -> None:
    for seed in range(40):
        rnd = random.Random(seed)
        tellings = [invented(rnd, n) for n in range(12)]
        assert grown(tellings) == grown(tellings[::-1]) == grown(rnd.sample(tellings, len(tellings)))


def invented(rnd: random.Random, n: int) -> Telling:
    day = date(2031, 1, 1) + timedelta(days=rnd.choice([10, 11, 40, 80, 400]))
    return telling(
        n,
        str(day + timedelta(days=rnd.choice([-20, -5, 0, 1, 9]))),
        place=rnd.choice(["Tallinn", "Oslo", ""]),
        start=str(day) if rnd.random() < 0.6 else None,
        status=rnd.choice(["held", "held", "planned", "cancelled"]),
        participants=rnd.choice([(), ("Edda Marrick", "Tavo Stellan"), ("Velland", "Orvania")]),
    )


def grown(tellings: list[Telling]) -> set[frozenset[int]]:
    """Return the clusters of an archive that grew by one article after the other."""
    kept: list[Telling] = []
    for one in tellings:
        found = cluster([*kept, one])
        kept = [replace(each, row=n) for n, group in enumerate(found, start=1) for each in group]
    return groups(*kept)


def paper(n: int, name: str, *names: str, countries: tuple[str, ...] = (), label: bool = True) -> Telling:
    called = name if label else ""
    return telling(
        n, "2031-06-10", name=name, kind="agreement", label=called, participants=names, countries=countries
    )


def test_an_agreement_is_one_by_whatever_noun_and_adjective_it_is_called() -> None:
    norway = ("Norway",)
    deal = paper(1, "Norway ferry deal", "Norway", countries=norway)
    pact = paper(2, "Norwegian ferry pact", "Norway", countries=norway)
    leader = paper(3, "Marrick–Norway ferry accord", "Edda Marrick", "Norway", countries=norway, label=False)
    bare = paper(4, "Norway deal", "Norway", countries=norway)
    fish = paper(5, "Norway herring deal", "Norway", countries=norway)
    french = paper(6, "French ferry deal", "France", countries=("France",))
    assert groups(deal, pact, leader, bare) == {frozenset({1, 2, 3, 4})}
    assert groups(deal, pact, bare, fish) == {frozenset({1, 2}), frozenset({4}), frozenset({5})}
    assert groups(deal, french) == {frozenset({1}), frozenset({6})}


def test_talks_of_two_that_are_told_of_on_no_day_are_their_negotiations() -> None:
    def told(n: int, name: str, *names: str) -> Telling:
        row = telling(n, "2031-06-10", name=name, kind="meeting", participants=names, countries=names)
        return replace(row, published=None)

    talks = told(1, "France–Norway peace talks", "France", "Norway")
    same = told(2, "France–Norway negotiations", "France", "Norway")
    meeting = told(3, "France–Norway meeting", "France", "Norway")
    others = told(4, "France–Latvia negotiations", "France", "Latvia")
    assert groups(talks, same, meeting, others) == {frozenset({1, 2}), frozenset({3}), frozenset({4})}


def test_a_paper_of_one_name_is_one_whoever_praised_it() -> None:
    one = paper(1, "Trans-Harbour Partnership", "Edda Marrick")
    two = paper(2, "Trans-Harbour Partnership", "Jonte Brask")
    other = paper(3, "Trans-Harbour Accord", "Edda Marrick")
    assert groups(one, two, other) == {frozenset({1, 2}), frozenset({3})}
    assert {"Trans", "Harbour"} <= one.keys  # each is searched for in names as they are printed
