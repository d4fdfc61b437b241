"""The words that somebody uses more than others do."""

import pytest

from statements.checking.own_words import words_of_own
from statements.models import Quote, Speaker

OPENING = "{name} met reporters in Lissel\n\n{day} March, 2021 18:30\n\nKestran Foreign Minister {name} spoke in Lissel.\n"
LINE = "\n“{words},” {last} said.\n"


def article(name: str, day: int, lines: list[str]) -> str:
    said = "".join(LINE.format(words=words, last=name.split()[-1]) for words in lines)
    return OPENING.format(name=name, day=day) + said


@pytest.fixture
def two(store) -> tuple[Speaker, Speaker]:
    """One who speaks of ferries in two articles, and one who never does; both speak of the harbour."""
    for n, day in enumerate((12, 14)):
        ferries = [
            f"The ferries of berth {place} wait in the harbour"
            for place in ("one two three" if n else "four five six").split()
        ]
        quiet = [
            f"The harbour of quay {place} opens late and closes early"
            for place in ("one two three" if n else "four five six").split()
        ]
        store(article("Mira Tolan", day, ferries), f"t{n}.txt", outlet="Post")
        store(article("Petra Lund", day, quiet), f"l{n}.txt", outlet="Mail")
    return Speaker.objects.get(name="Mira Tolan"), Speaker.objects.get(name="Petra Lund")


def test_a_word_of_one_alone_is_found_and_what_both_say_is_not(two) -> None:
    mine, theirs = ({word.form for word in words_of_own(one)} for one in two)
    assert "ferries" in mine and "harbour" not in mine
    assert "ferries" not in theirs and "harbour" not in theirs


def test_what_is_printed_again_counts_once(two, store) -> None:
    before = {word.form: word.here for word in words_of_own(two[0])}
    for n in range(3):
        store(
            article("Mira Tolan", 12, ["The ferries of berth one wait in the harbour"]),
            f"again{n}.txt",
            outlet=f"Sheet {n}",
        )
    assert {word.form: word.here for word in words_of_own(two[0])} == before


def test_nobody_beside_them_leaves_nothing_to_compare_with(store) -> None:
    store(article("Mira Tolan", 12, ["The ferries wait", "The ferries rest", "The ferries leave"]), "a.txt")
    assert words_of_own(Speaker.objects.get(name="Mira Tolan")) == []


def test_the_page_of_a_speaker_links_each_to_its_statements(client, two) -> None:
    body = client.get(two[0].get_absolute_url()).content.decode()
    assert "/search/?q=ferries&amp;speaker=mira-tolan" in body
    assert "q=ferries" not in client.get(two[1].get_absolute_url()).content.decode()
    assert Quote.objects.count() == 12
