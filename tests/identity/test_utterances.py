"""One statement in several articles is one utterance: found in the queue, whatever was done to its words."""

import random
from collections import Counter

import pytest

from statements import curation
from statements.identity.utterances import due_count, make_due, place_due
from statements.models import Quote, Revision, Speaker, Utterance

LINES = (
    "We will not sign a map that was drawn at night by people who never saw the strait in winter",
    "The harbour belongs to everybody who waits in it and to nobody who only counts the boats",
    "Our engineers have looked at the bridge for nine weeks and they would still rather take the ferry",
    "Nothing in the second annex obliges my government to lower its flags before the northern wind drops",
    "Ten ministers asked for this conference and eleven of them left before the soup was cold",
    "A lighthouse keeper has more patience than this commission, and he also has a better view",
    "Neither side has offered anything that a fisherman would call a price for the southern channel",
    "Every treaty begins with a quarrel about chairs and ends with a quarrel about photographs",
)  # fmt: skip
OTHER_WORDS = {"will": "shall", "belongs": "is owed", "looked": "stared", "obliges": "forces", "left": "departed", "better": "finer", "offered": "proposed", "begins": "starts"}  # fmt: skip


def article(place: str, lines: list[str], name: str = "Mira Tolan", day: int = 12) -> str:
    said = "\n\n".join(f"“{line},” Kestran Foreign Minister {name} told reporters." for line in lines)
    return f"Talks go on in {place}\n\n{day} March, 2021 18:30\n\nEnvoys met in {place} for another long day of talks about the strait and its boats.\n\n{said}\n"


def shortened(line: str, roll: random.Random) -> str:
    words = line.split()
    keep = len(words) - len(words) // 4
    return " ".join(words[:keep] if roll.random() < 0.5 else words[-keep:])


def reordered(line: str, roll: random.Random) -> str:
    words = line.split()
    middle = len(words) // 2
    return " ".join([*words[middle:], *words[:middle]])


def repunctuated(line: str, roll: random.Random) -> str:
    return line.upper().replace(" AND ", " – AND ").replace(",", "")


def reworded(line: str, roll: random.Random) -> str:
    return " ".join(OTHER_WORDS.get(word, word) for word in line.split())


DRIFTS = (shortened, reordered, repunctuated, reworded)


def texts_of(utterance: Utterance) -> Counter[str]:
    return Counter(quote.article.headline for quote in utterance.printings.select_related("article"))


@pytest.mark.parametrize("drift", DRIFTS, ids=lambda drift: drift.__name__)
def test_drift_is_seen_through(store, drift) -> None:
    """Of the lines as another outlet prints them nine in ten are joined, and none with another line."""
    roll = random.Random(3)
    store(article("Lissel", list(LINES)), "a.txt", outlet="The Lissel Courier")
    store(article("Hollin", [drift(line, roll) for line in LINES], day=13), "b.txt", outlet="Hollin Mail")
    place_due()
    first = list(Quote.objects.filter(article__headline="Talks go on in Lissel").order_by("start"))
    second = list(Quote.objects.filter(article__headline="Talks go on in Hollin").order_by("start"))
    assert len(first) == len(second) == len(LINES)
    right = sum(one.utterance_id is not None and one.utterance_id == two.utterance_id for one, two in zip(first, second, strict=True))  # fmt: skip
    assert right >= 0.9 * len(LINES)
    assert all(utterance.printings.count() <= 2 for utterance in Utterance.objects.all())


def test_two_speakers_are_never_one(store) -> None:
    store(article("Lissel", [LINES[0]]), "a.txt", outlet="The Lissel Courier")
    store(article("Hollin", [LINES[0]], name="Ash Roke"), "b.txt", outlet="Hollin Mail")
    place_due()
    assert not Utterance.objects.exists()


@pytest.mark.parametrize(
    ("other", "day"),
    [
        ("We will not sign a map before the summer and nobody should wait for one", 12),  # another statement
        (LINES[0], 28),  # said again, two weeks later
    ],
)
def test_what_is_not_one_stays_two(store, other: str, day: int) -> None:
    store(article("Lissel", [LINES[0]]), "a.txt", outlet="The Lissel Courier")
    store(article("Hollin", [other], day=day), "b.txt", outlet="Hollin Mail")
    place_due()
    assert not Utterance.objects.exists()


def two_printings(store) -> tuple[Quote, Quote]:
    store(article("Lissel", [LINES[0]]), "a.txt", outlet="The Lissel Courier")
    store(article("Hollin", [LINES[0]]), "b.txt", outlet="Hollin Mail")
    place_due()
    one, two = Quote.objects.filter(kind="direct").order_by("pk")
    assert one.utterance_id is not None and one.utterance_id == two.utterance_id
    return one, two


def test_a_printing_that_goes_leaves_none(store) -> None:
    one, two = two_printings(store)
    curation.withdraw(two, None, "No statement")
    assert due_count() == 1
    place_due()
    one.refresh_from_db()
    assert one.utterance_id is None


def test_a_statement_of_another_speaker_leaves(store) -> None:
    _, two = two_printings(store)
    two.speaker = Speaker.objects.create(name="Ash Roke", slug="ash-roke")
    curation.save_quote(two, None)
    place_due()
    assert set(Quote.objects.values_list("utterance", flat=True)) == {None}


def test_the_second_run_changes_nothing(store) -> None:
    one, two = two_printings(store)
    before = list(Quote.objects.values_list("pk", "utterance"))
    make_due([one.pk, two.pk])
    assert place_due() == 2
    assert list(Quote.objects.values_list("pk", "utterance")) == before
    assert Utterance.objects.count() == 1
    assert place_due() == 0


def test_what_an_editor_parts_and_joins_binds(store) -> None:
    one, two = two_printings(store)
    curation.part_printing(two, None, "Two evenings")
    place_due()
    assert Quote.objects.filter(utterance=None).count() == 2
    make_due([one.pk, two.pk])
    place_due()
    assert Quote.objects.filter(utterance=None).count() == 2  # read again, still two
    curation.undo(Revision.objects.filter(action="part printings").get(), None)
    place_due()
    assert Quote.objects.exclude(utterance=None).count() == 2


def test_an_editor_joins_what_has_drifted_far(store) -> None:
    store(article("Lissel", [LINES[0]]), "a.txt", outlet="The Lissel Courier")
    store(
        article("Hollin", ["No map of that night gets our names, not in winter"]),
        "b.txt",
        outlet="Hollin Mail",
    )
    place_due()
    one, two = Quote.objects.filter(kind="direct").order_by("pk")
    assert one.utterance_id is None
    curation.join_printings([one, two], None, "A translation")
    place_due()
    one.refresh_from_db()
    two.refresh_from_db()
    assert one.utterance_id is not None and one.utterance_id == two.utterance_id


def test_statements_of_two_speakers_cannot_be_joined(store) -> None:
    store(article("Lissel", [LINES[0]]), "a.txt")
    store(article("Hollin", [LINES[0]], name="Ash Roke"), "b.txt")
    with pytest.raises(curation.Refused, match="two speakers"):
        curation.join_printings(list(Quote.objects.filter(kind="direct")), None)
