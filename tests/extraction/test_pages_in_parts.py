"""Pages that are neither news nor one statement: letters to an editor, sheets with "Source:" and "Quote:", analysts who answer, doorsteps."""

import pytest

from statements.extraction import read_article

LETTERS = """The Meroth Courier

Letters

Sir, – Your report on the ferries (News, May 1st) leaves out the smallest boats. Nobody asked their crews. – Yours, etc,
MIRA TOLAN,
Harbour Lane,
Orvel.

Madam, – The council calls the bridge “a gift”. We have not unwrapped it yet. – Yours, etc,
Ivo Lund,
Torm.

First published: Thu May 3 2012
"""
LABELLED = """Infrastructure minister: Ferry tests passed

Lena Orrin - Tuesday, 4 May 2021, 21:50

The first boat of the new line has crossed the strait, Infrastructure Minister Osric Pel has said.

Source: Pel on Telegram

Quote: "Four boats, nine hours, no delay. I thank the pilots."

Details: Pel stressed that the old line would go on.
"""
ANALYST = """Why the Ferry Talks Matter

In this Q&A, harbour expert Anna Roke explains what was agreed and what was left for later.

24 November 2021

What happened in Orvel?

For the first time since 1996, officials of four states sat at one table. They signed a paper of two pages.

Who opposes the line?

Mostly people who live beside it. Herders fear that lorries will come first.

Is there money behind it?

Not yet. The bank has said that it will finance the survey and nothing else.

What should outsiders do?

Wait, and pay for the piers.

Contributors

Anna Roke
"""
DOORSTEP = """Arrival and doorstep Anna Roke, Minister of Foreign Affairs of Norway, at the Harbour Council of 19 October 2023

Check against delivery

Good morning. We have a long agenda today, and the coffee is cold.

Q. Do you expect a decision?

I expect a discussion. We have never hidden what we think.

Q. Will you meet your colleague?

Yes, we meet tomorrow at noon. I asked for it.

Q. And the price of fish?

That is for the fishers. Find yourselves some warm coffee!
"""


def spoken(text: str) -> list[tuple[str | None, str]]:
    return [(quote.speaker, quote.text) for quote in read_article(text, "a").quotes if not quote.in_headline]


def test_each_letter_is_one_statement_of_whoever_signed_it() -> None:
    found = spoken(LETTERS)
    assert (
        "Ivo Lund",
        "Madam, – The council calls the bridge “a gift”. We have not unwrapped it yet.",
    ) in found
    assert all("Yours" not in words for _, words in found)


def test_a_greeting_alone_makes_no_letter() -> None:
    text = "Boats come to Lissel\n\n4 May 2021\n\nSir, the crew called him, and he liked it.\n\nThe boats came in on Monday.\n"
    assert spoken(text) == []


def test_a_quote_is_from_whom_the_source_line_names() -> None:
    found = spoken(LABELLED)
    assert ("Osric Pel", "Four boats, nine hours, no delay. I thank the pilots.") in found
    assert ("Osric Pel", "the old line would go on") in found
    assert not any(speaker == "Source" for speaker, _ in found)


def test_an_analyst_answers_though_she_tells_of_others() -> None:
    found = spoken(ANALYST)
    assert [speaker for speaker, _ in found if speaker == "Anna Roke"] == ["Anna Roke"] * 4
    assert (None, "Who opposes the line?") in found
    assert found[-1] == ("Anna Roke", "Wait, and pay for the piers.")


def test_a_doorstep_begins_with_remarks() -> None:
    assert [speaker for speaker, _ in spoken(DOORSTEP)] == [
        "Anna Roke", None, "Anna Roke", None, "Anna Roke", None, "Anna Roke",
    ]  # fmt: skip


RELAYED = [
    ("Osric Pel said that the boats would stay, Reuters reported.", "Osric Pel", "Reuters", "the boats would stay"),
    ("Reuters reported that Osric Pel had said the boats would stay.", "Osric Pel", "Reuters", "the boats would stay"),
    ("The boats would stay, Osric Pel said, Reuters reported.", "Osric Pel", "Reuters", "The boats would stay"),
    ("The boats had left, Reuters reported.", "Reuters", None, "The boats had left"),
    ("Reuters reported that Osric Pel would resign.", "Reuters", None, "Osric Pel would resign"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "speaker", "outlet", "words"), RELAYED)
def test_an_outlet_relays_what_somebody_said(
    sentence: str, speaker: str, outlet: str | None, words: str
) -> None:
    text = f"Boats come to Lissel\n\n4 May 2021\n\nThe boats came in on Monday, and the crews went home.\n\n{sentence}\n"
    found = [(quote.speaker, quote.relayed_by, quote.text) for quote in read_article(text, "a").quotes]
    assert found == [(speaker, outlet, words)]


@pytest.mark.parametrize("letters", ["", " XNA", " XNA OR KL", " OR/KL"])
def test_letters_behind_the_last_sentence_take_nothing_from_it(letters: str) -> None:
    text = f"Boats come to Lissel\n\n4 May 2021\n\nThe boats came in on Monday.\n\nThe talks will resume, officials said.{letters}\n"
    assert spoken(text) == [("officials", "The talks will resume")]


SINGLE = [
    ("Anna Roke alleged that the port had been 'kept in the dark'.", "kept in the dark"),
    ("Anna Roke called the ministers' plan 'a bad joke'.", "a bad joke"),
]


@pytest.mark.parametrize(("sentence", "words"), SINGLE)
def test_a_phrase_in_single_marks_stands_beside_double_ones(sentence: str, words: str) -> None:
    text = f'Boats come to Lissel\n\n4 May 2021\n\n"We have been hearing about this for years. My daughter is in college now," Osric Pel said.\n\n{sentence}\n'
    assert ("Anna Roke", words) in spoken(text)


def test_what_a_boat_is_called_in_single_marks_is_nobodys_words() -> None:
    text = "Boats come to Lissel\n\n4 May 2021\n\n\"We have been hearing about this for years,\" Osric Pel said.\n\nThe ferry, christened 'Green Bridge', was tried out in 2012.\n"
    assert [speaker for speaker, _ in spoken(text)] == ["Osric Pel"]


def test_what_a_site_says_to_its_readers_is_nobodys_words() -> None:
    text = (
        "Boats come to Lissel\n\n4 May 2021\n\nThe boats came in on Monday, and the crews went home to their families.\n\n"
        "Comments not loading? We recommend using another browser.\n\n"
        "By providing an email address. I agree to the Terms of Use and acknowledge that I have read the Privacy Policy.\n\n"
        '"This news has been read 318 times"\n'
    )
    assert spoken(text) == []
