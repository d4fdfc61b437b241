"""Letters that were decoded twice: read as they were meant, while every span is one of the source."""

import pytest

from statements.extraction import read_article
from statements.extraction.mending import mend

BROKEN = [
    ("JuliÃ¡n", "Julián"),
    ("PeÃ±a", "Peña"),
    ("Ã‰mile", "Émile"),
    ("Ã–zer", "Özer"),
    ("JuÅ¡ka", "Juška"),
    ("the mayorâ€™s boat", "the mayor’s boat"),
    ("â€œNoâ€\x9d", "“No”"),
    ("10Â\xa0km", "10\xa0km"),
    ("HelÃ \u0308ne", "Helène"),
    ("RaÃol", "Raúl"),
    ("GÃ1⁄4l", "Gül"),
    ("PeA\u0303±a", "Peña"),
    ("FranÃ\x83Â§ois", "François"),  # decoded three times
    ("JesÃ\x83Âos", "Jesús"),
]


@pytest.mark.parametrize(("broken", "meant"), BROKEN)
def test_letters_that_were_decoded_twice_are_mended(broken: str, meant: str) -> None:
    mended = mend(f"a {broken} b")
    assert mended is not None
    assert mended.text == f"a {meant} b"
    assert mended.span((2, 2 + len(meant))) == (2, 2 + len(broken))


@pytest.mark.parametrize(
    "sound",
    [
        "Julián",
        "CAFÃ»",
        "SÃO",
        "Ångström",
        "IRMÃ – e",
        "naïve",
        "100 £",
        "Ä’",
        "plain",
        "JOA\u0303O",
        "Å \u0308n",
        "Ä1⁄4",
    ],
)
def test_sound_letters_are_left_alone(sound: str) -> None:
    assert mend(f"a {sound} b") is None


def test_a_name_is_told_as_it_was_meant_and_the_words_as_they_stand() -> None:
    text = (
        "Ferry sails\n\nâ€œThe JosÃ© sails,â€\x9d JuliÃ¡n Marrick said in PapÃ¡ on Monday. JuliÃ¡n Marrick added that the boat "
        "was late, and that the herring had been cold for all of the night in the harbour of the old town.\n"
    )
    record = read_article(text)
    assert [speaker.name for speaker in record.speakers] == ["Julián Marrick"]
    first = record.quotes[0]
    assert first.text == text[first.start : first.end] == "The JosÃ© sails,"
    assert first.mention_span is not None
    assert first.mention == text[slice(*first.mention_span)] == "JuliÃ¡n Marrick"
    assert all(text[start:end].strip() == text[start:end] for start, end in record.body)
