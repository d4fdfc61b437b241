"""A claim by somebody, an aside for somebody's part, a bracket before "that": whose words they are, and that they are read."""

import pytest

from statements.extraction import read_article

BEFORE = "Boats come to Lissel\n\n4 May 2021\n\nThe boats came in on Monday, and the crews went home to their families in the old town.\n\n"


def speakers(sentence: str) -> list[tuple[str | None, str]]:
    return [(quote.speaker, quote.text) for quote in read_article(BEFORE + sentence, "a").quotes]


@pytest.mark.parametrize(
    ("sentence", "speaker", "said"),
    [
        ("She rejected a claim by the mayor that the line is being closed.", "mayor", "the line is being closed"),
        ("He dismissed a suggestion by Ada Roke that the boats were late.", "Ada Roke", "the boats were late"),
        ("It followed an announcement by the ministry that the boats were late.", "ministry", "the boats were late"),
        ("She answered a complaint from the mayor that the boats were late.", "mayor", "the boats were late"),
        ("Despite warnings from Ada Roke that the boats were late, nobody came.", "Ada Roke", "the boats were late"),
        ("They welcomed the assurance given by the minister that the boats would sail.", "minister", "the boats would sail"),
        ("Mayor Ivo Lund wrote in the Lissel Post (link in Norwegian) that the boats were late.", "Ivo Lund", "the boats were late"),
        ("Mayor Ivo Lund said (in English) that the boats were late.", "Ivo Lund", "the boats were late"),
        ("“We waited for this border,” said, in her turn, Minister Ada Roke.", "Ada Roke", "We waited for this border,"),
        ("“We waited for this border,” said, for his part, Ivo Lund.", "Ivo Lund", "We waited for this border,"),
        ("The chief executive, Mr. Ivo Lund, for his part described the youth as “misguided elements”.", "Ivo Lund", "misguided elements"),
        ("At the end of the meeting the Ministers signed. They also agreed that the boats would sail.", "Ministers", "the boats would sail"),
    ],
)  # fmt: skip
def test_whose_words_these_are(sentence: str, speaker: str, said: str) -> None:
    assert speakers(sentence) == [(speaker, said)]


@pytest.mark.parametrize(
    "sentence",
    [
        "A claim by the mayor that was false went round the town.",
        "The project, which the people have nicknamed “Bridge of Promises”, was first announced in 1998.",
        "The part by the harbour that leaks was closed.",
    ],
)
def test_nothing_is_said_here(sentence: str) -> None:
    assert speakers(sentence) == []


def test_who_rejects_a_claim_did_not_make_it() -> None:
    found = speakers(
        "The state will pay, Ada Roke said, rejecting a claim by the mayor of Lissel that the line is shut."
    )
    assert found == [("Ada Roke", "The state will pay"), ("mayor of Lissel", "the line is shut")]


@pytest.mark.parametrize(
    "over", ["In Summary", "KEY POINTS", "Highlights:", "What you need to know:", "What to know"]
)
def test_points_over_a_story_are_heads(over: str) -> None:
    text = (
        f"Leaders meet in Lissel over closed borders\n\n4 May 2021\n\n{over}\n• All border posts will reopen by March 15, says foreign minister\n"
        "• Next summit to be held in Orm in November\n\nLISSEL - The leaders met on Tuesday. Foreign Minister Ada Roke said all posts would reopen.\n"
    )
    heads = [(q.speaker, q.text) for q in read_article(text, "a").quotes if q.in_headline]
    assert heads == [("Ada Roke", "All border posts will reopen by March 15")]


def test_a_council_names_its_president_and_who_voted_is_nobodys_words() -> None:
    text = (
        "Security Council\n\n5118th meeting\nMonday, 7 February 2005, 10.20 a.m.\n\nPresident:   Mrs. Lind-Arvola . . . . .  (Finland)\n\n"
        "Members:     Cameroon . . . .  Mr. Owona\n             Philippines  . . .  Mrs. de los Reyes-Uy\n\nThe meeting was called to order at 10.20 a.m.\n\n"
        "The President: I have received a letter.\n\nMr. Owona (Cameroon) (spoke in French): Madam President, we congratulate you.\n\n"
        "The President: I shall now put to the vote the draft resolution.\n\nA vote was taken by show of hands.\n\nIn favour:\nAlgeria, Brazil, Cameroon\n\n"
        "The President: There were 15 votes in favour.\n\nMrs. de los Reyes-Uy (Philippines): My delegation will be brief.\n\n"
        "The President: There are no further speakers on my list.\n"
    )
    quotes = read_article(text, "a").quotes
    assert [q.speaker for q in quotes] == [
        "Lind-Arvola",
        "Owona",
        "Lind-Arvola",
        "Lind-Arvola",
        "de los Reyes-Uy",
        "Lind-Arvola",
    ]
    assert quotes[2].text == "I shall now put to the vote the draft resolution."
