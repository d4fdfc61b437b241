"""Sides are found by what was typed; their words are told apart from chance."""

import pytest

from statements.checking.comparing import TimeSpan, compare_sides, statements_by_date, times_between
from statements.checking.keyness import Sample, key_words, log_likelihood
from statements.checking.positions import steps_of_position
from statements.checking.sides import NoSide, find_side
from statements.models import Outlet, Quote, Speaker
from statements.search.language import parse


@pytest.fixture
def names(archive):
    for name in ("Mira Tolan", "Halden Roke", "Petra Lund", "Anders Lund"):
        row = Speaker.objects.create(name=name, slug=name.lower().replace(" ", "-"), kind="person")
        row.aliases.create(name=name, key=name.lower().replace(" ", ""), surname=name.split()[1].lower())
    Outlet.objects.create(name="The Farrow Observer", slug="the-farrow-observer")


@pytest.mark.parametrize(
    ("typed", "field", "label"),
    [
        ("Mira Tolan", "speaker", "Mira Tolan"),
        ("tolan", "speaker", "Mira Tolan"),
        ("speaker:halden-roke", "speaker", "Halden Roke"),
        ('speaker:"Halden Roke"', "speaker", "Halden Roke"),
        ("Farrow Observer", "source", "The Farrow Observer"),
        ("source:=the-farrow-observer", "source", "The Farrow Observer"),
        ("2018", "time", "2018"),
        ("2018-05 to 2019-02-03", "time", "From 1 May 2018 to 3 February 2019"),
        ("2018-2019", "time", "From 1 January 2018 to 31 December 2019"),
        ("May 2018", "time", "May 2018"),
        ("since 2018", "time", "From 1 January 2018"),
        ("before May 2018", "time", "To 31 May 2018"),
        ("from:2018-05 to:2018-05", "time", "May 2018"),
    ],
)
def test_a_side_is_a_speaker_a_source_or_a_time(names, typed: str, field: str, label: str) -> None:
    side = find_side(typed)
    assert (side.field, side.label) == (field, label)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Lund", "can mean several"),
        ("Nobody Known", "Nobody and no source"),
        ("2018-13", "Nobody and no source"),
        ("2019 to 2018", "ends before it begins"),
        ("kind:direct", "is not a side"),
        ("speaker:tolan map", "is not a side"),
        ('speaker:"Tolan', "quotation mark is open"),
        ("a" * 300, "too long"),
        ("to", "Nobody and no source"),
    ],
)
def test_what_is_no_side_is_said(names, typed: str, sentence: str) -> None:
    with pytest.raises(NoSide) as told:
        find_side(typed)
    assert sentence in told.value.sentence


def test_of_several_each_is_offered(names) -> None:
    with pytest.raises(NoSide) as told:
        find_side("Lund")
    assert dict(told.value.choices) == {
        "Petra Lund": "speaker:petra-lund",
        "Anders Lund": "speaker:anders-lund",
    }


def test_a_merged_speaker_is_who_they_became_and_a_withdrawn_one_nobody(names) -> None:
    rows = {row.slug: row for row in Speaker.objects.all()}
    Speaker.objects.filter(slug="halden-roke").update(merged_into=rows["mira-tolan"])
    assert find_side("speaker:halden-roke").label == "Mira Tolan"
    Speaker.objects.filter(slug="mira-tolan").update(state="rejected")
    with pytest.raises(NoSide):
        find_side("Mira Tolan")


def test_times_are_months_while_they_are_few_and_years_where_a_year_is_all_that_is_known() -> None:
    months = {"2021-11", "2022-01"}
    assert times_between(months, {"2021", "2022"}) == (
        "month",
        (TimeSpan("2021-11", "2021-11"), TimeSpan("2021-12", "2021-12"), TimeSpan("2022-01", "2022-01")),
    )
    assert times_between(months, {"2019", "2021", "2022"})[0] == "year"
    facet, times = times_between(set(), {"0001", "9999"})
    assert facet == "year" and len(times) <= 24 and times[0].first == "0001" and times[-1].last == "9999"
    assert times_between(set(), set()) == ("year", ())


# Words


def side(*texts: str) -> Sample:
    return Sample([(number, text) for number, text in enumerate(texts)])


def test_a_word_of_one_side_is_told_and_one_of_both_is_not() -> None:
    mine = side(
        *["The harbours wait for rain and the treaty"] * 6, *["A harbour is a promise of the treaty"] * 8
    )
    others = side(*["The treaty waits for a quorum and the snow"] * 14)
    tolan, roke = key_words([mine, others])
    assert (tolan[0].form, tolan[0].here, tolan[0].elsewhere) == ("harbour", 14, 0)
    assert {word.form for word in roke} == {"quorum", "snow"}
    assert not {"treaty", "the", "and"} & {word.form for words in (tolan, roke) for word in words}


def test_what_is_too_little_is_no_finding() -> None:
    once = side("A harbour", *["The treaty stands"] * 20)
    one_article = Sample([(1, "harbour harbour harbour harbour harbour harbour"), (2, "The treaty stands")])
    others = side(*["The treaty stands"] * 20)
    assert key_words([once, others])[0] == []
    assert key_words([one_article, others])[0] == []
    assert key_words([side(), others]) == [[], []]
    assert key_words([once]) == [[]]


def test_words_of_the_search_and_names_of_sides_are_left_out() -> None:
    mine = side(*["Tolan calls the harbour ours"] * 9)
    others = side(*["Nothing stands here at all today"] * 9)
    forms = {word.form for word in key_words([mine, others], ["harbours", "Mira Tolan"])[0]}
    assert "calls" in forms and not forms & {"harbour", "Tolan"}


def test_log_likelihood_is_that_of_the_book() -> None:
    # Rayson's worked form: 2 (a ln a/E1 + b ln b/E2)
    assert log_likelihood(10, 100, 10, 100) == pytest.approx(0)
    assert log_likelihood(20, 100, 5, 100) == pytest.approx(9.637, abs=0.01)
    assert log_likelihood(5, 100, 0, 100) == pytest.approx(6.931, abs=0.01)


# Counts and statements


@pytest.fixture
def two_speakers(store, talks):
    store(talks, "a.txt", outlet="The Farrow Observer")
    other = talks.replace("Mira Tolan", "Halden Roke").replace("Tolan", "Roke")
    store(other.replace("12 March, 2021 18:30", "3 May, 2021 10:00"), "b.txt", outlet="Hollin Mail")


def test_counts_are_of_the_search_and_of_all(two_speakers) -> None:
    sides = [find_side("Mira Tolan"), find_side("Halden Roke"), find_side("2021-05")]
    found = compare_sides(parse("map"), sides)
    shares = [(one.share.found, one.share.of) for one in found.sides]
    said = Quote.objects.filter(speaker__slug="mira-tolan").count()
    assert shares[0] == shares[1] == (1, said)
    assert [time.first for time in found.times] == ["2021-03", "2021-04", "2021-05"]
    assert [[one.found for one in told.times] for told in found.sides] == [[1, 0, 0], [0, 0, 1], [0, 0, 1]]
    assert found.undated == 0


def test_statements_stand_in_one_order_and_for_each_side_that_they_are_of(two_speakers) -> None:
    sides = [find_side("Mira Tolan"), find_side("Halden Roke"), find_side("2021-05")]
    rows = dict(Quote.objects.values_list("pk", "speaker__slug"))
    listed = statements_by_date(parse("map"), sides, 0, 10)
    assert [(one.side, rows[one.quote]) for one in listed] == [
        (1, "halden-roke"),
        (2, "halden-roke"),
        (0, "mira-tolan"),
    ]
    assert [one.side for one in statements_by_date(parse("map"), sides, 0, 10, newest=False)] == [0, 1, 2]
    assert statements_by_date(parse("map"), sides, 1, 1) == listed[1:2]


# Positions


def said(text: str) -> Quote:
    return Quote(text=text, kind="direct")


def test_neighbours_that_are_alike_are_told_apart_word_by_word() -> None:
    first, again, other, back = steps_of_position(
        [
            said("We will never accept a map that was drawn at night"),
            said("We will not accept a map that was drawn at noon"),
            said("The harbour belongs to everybody who waits in it"),
            said("The harbour belongs to everybody who waits in it."),
        ]
    )
    assert first.first and first.pieces is None
    assert again.pieces is not None
    changed = {(piece.text.strip(), piece.change) for piece in again.pieces if piece.change}
    assert changed == {("never", "out"), ("not", "in"), ("night", "out"), ("noon", "in")}
    assert other.pieces is None and not other.first
    assert back.same
