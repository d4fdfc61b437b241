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
        ("The Ministry of Trade, Industry and Ports said that talks would resume.", "Ministry of Trade, Industry and Ports", "talks would resume"),
        ("A spokesperson for the Department of Farms, Food and the Coast said that talks would resume.", "spokesperson for the Department of Farms, Food and the Coast", "talks would resume"),
        ("The Minister of Trade, Industry and Ports, Ada Roke, said the boats were late.", "Ada Roke", "the boats were late"),
        ("Ada Roke said that the plea would be returned, as cited by the daily Politika.", "Ada Roke", "the plea would be returned"),
        ("Ada Roke said the boats were late, as quoted by Merpress.", "Ada Roke", "the boats were late"),
        ("Odile Pel, Minister of Foreign Affairs, today said the boats were late.", "Odile Pel", "the boats were late"),
        ("Boats will come, Minister of State for External Affairs Tano Belmark Okmere said here on Tuesday.", "Tano Belmark Okmere", "Boats will come"),
        ("Sione Vaka‘uta Latu said the boats were late.", "Sione Vaka‘uta Latu", "the boats were late"),
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


def test_who_chairs_a_meeting_is_its_chairman() -> None:
    found = speakers(
        "The talks were held under the chairmanship of Mr. Osric Pel, Minister of Ports.\n\nThe Chairman said the boats were late."
    )
    assert found == [("Osric Pel", "the boats were late")]


def test_initials_over_an_interview_are_those_of_its_head_and_its_writer() -> None:
    text = (
        "Perla Quir: ‘A river with two owners still has one bottom’\n\nThe chief negotiator says the port owes an apology\n\nby Tomas Rathbone\n\n"
        "Perla Quir, 61, has the best view in town. She keeps her back to it.\n\nTR: You left the table twice. Why?\n\nPQ: Once for principle.\n\n"
        "TR: What do you want, then?\n\nPQ: An apology, in writing.\n\nTR: Has anybody called you?\n\nPQ: A bank.\n"
    )
    turns = [q.speaker for q in read_article(text, "a").quotes if not q.in_headline]
    assert turns == ["Tomas Rathbone", "Perla Quir"] * 3


def test_a_narrow_column_is_read_over_its_lines() -> None:
    text = (
        "PORT WILL GO ON TALKING ON ROPES\n\nLISSEL, Thurs.\n\nThe new harbour master in Lissel,\nMr. Osric Pel, said to-day that his\nport would go on talking to the\n"
        'towns about the ropes at Orm and\nat Kajra "until the last rope is\nold."\n\nHe told reporters at the Victoria\nStation: "There is no quarrel. There\n'
        'is only a rope, and it has grown\nold."\n\nMr. Pel denied that his town had\nset a date for the end of the old\nferry.\n'
    )
    assert [q.speaker for q in read_article(text, "a").quotes] == ["Osric Pel"] * 3


def test_indented_paragraphs_of_a_wrapped_hearing_are_turns() -> None:
    text = (
        "             CLOSING OF CONSULATES ABROAD\n\n                             MARCH 12, 1996\n\n"
        "    The subcommittee met, pursuant to notice, at 2:08 p.m. in room\n2172, Hon. Lowell G. Hazel (chairman of the subcommittee) presiding.\n"
        "    Mr. Hazel. The subcommittee will come to order. We are here\nbecause the Department of State proposes to close six consulates by\nSeptember 30.\n"
        "    Ms. Vant. Thank you, Mr. Chairman. I will be brief, since\nmy written statement is not.\n    Mr. Hazel. I thank the gentlewoman. The gentleman from Orm.\n"
        "    Mr. Kama. Thank you, Mr. Chairman. Ms. Vant, when you met\nthe Mayor on January 19, did he tell you that the city\nwould give us an office?\n"
        "    Ms. Vant. He did, Congressman. He also told me that it was\nabove the fish market.\n    Mr. Kama. Have you ever run a consulate with no smell?\n    Ms. Vant. Not a good one.\n"
    )
    assert [q.speaker.split()[-1] for q in read_article(text, "a").quotes if q.speaker] == [
        "Hazel",
        "Vant",
        "Hazel",
        "Kama",
        "Vant",
        "Kama",
        "Vant",
    ]


def test_who_answers_the_press_has_not_signed_a_statement() -> None:
    text = (
        "STATEMENT ON THE ARREST OF CREWS\n\n4 May 2021\n\n“We are deeply troubled by the arrest of nine crews.\n\n“We call for their release.”\n\n"
        "For further information, media representatives may contact:\n\nOsric Pel\nPress Secretary\nOffice of the Minister of Foreign Affairs\n613-555-0142\n"
    )
    assert "Osric Pel" not in [q.speaker for q in read_article(text, "a").quotes]
