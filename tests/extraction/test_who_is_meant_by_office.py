"""Who is meant by an office, a counterpart, a guest, a company, a document, told in the sentence or paragraph before."""

import pytest

from statements.extraction import read_article

BEFORE = "Boats come to Lissel\n\n4 May 2021\n\n"
CASES = [
    (
        "Foreign Minister Ada Roke met her Chilean counterpart, Ivo Lund, in Lissel on Monday.",
        "The Chilean minister said the boats were late.",
        "Ivo Lund",
    ),
    (
        "Foreign Minister Ada Roke met her Chilean counterpart, Ivo Lund, in Lissel on Monday.",
        "The Chilean minister, for his part, said the boats were late.",
        "Ivo Lund",
    ),
    (
        "Foreign Minister Ada Roke of Norway met her Chilean counterpart, Ivo Lund, in Lissel on Monday.",
        "The Chilean said the boats were late.",
        "Ivo Lund",
    ),
    (
        "Foreign Minister Ada Roke met her Chilean counterpart, Ivo Lund, in Lissel on Monday.",
        "For his part, the Chilean foreign minister said the boats were late.",
        "Ivo Lund",
    ),
    (
        "Foreign Minister Ada Roke met with Chilean ambassador Ines Lambia in Lissel on Monday.",
        "The diplomat said the boats were late.",
        "Ines Lambia",
    ),
    (
        "Foreign Minister Ada Roke met with Chilean ambassador Ines Lambia in Lissel on Monday.",
        "The envoy said the boats were late.",
        "Ines Lambia",
    ),
    (
        "Foreign Minister Ada Roke met with Chilean ambassador Ines Lambia in Lissel on Monday.",
        "The diplomat for her part said the boats were late.",
        "Ines Lambia",
    ),
    (
        "Foreign Minister Ada Roke received the Chilean ambassador, Ivo Lund, on Monday.",
        "The visiting envoy said the boats were late.",
        "Ivo Lund",
    ),
    (
        "Foreign Minister Ada Roke received the Chilean ambassador, Ivo Lund, on Monday.",
        "The guest said the boats were late.",
        "Ivo Lund",
    ),
    (
        "President Ada Roke received Chilean Prime Minister Ivo Lund on Monday.",
        "The visiting leader said the boats were late.",
        "Ivo Lund",
    ),
    (
        "President Ada Roke received Chilean Prime Minister Ivo Lund on Monday.",
        "The Chilean leader said the boats were late.",
        "Ivo Lund",
    ),
    (
        "President Ada Roke received Chilean Prime Minister Ivo Lund on Monday.",
        "The Chilean premier said the boats were late.",
        "Ivo Lund",
    ),
    (
        "President Ada Roke received Chilean Prime Minister Ivo Lund on Monday.",
        "The Head of State said the boats were late.",
        "Ada Roke",
    ),
    (
        "President Ada Roke received Chilean Prime Minister Ivo Lund on Monday.",
        "The head of state said the boats were late.",
        "Ada Roke",
    ),
    (
        "President Ada Roke received Chilean Prime Minister Ivo Lund on Monday.",
        "The head of government said the boats were late.",
        "Ivo Lund",
    ),
    (
        "Foreign Affairs Minister Ada Roke opened the port on Monday.",
        "The foreign minister said the boats were late.",
        "Ada Roke",
    ),
    (
        "Foreign Affairs Minister Ada Roke opened the port on Monday.",
        "The chief diplomat said the boats were late.",
        "Ada Roke",
    ),
    (
        "Foreign Affairs Minister Ada Roke opened the port on Monday.",
        "The country's top diplomat said the boats were late.",
        "Ada Roke",
    ),
    (
        "Foreign Affairs Minister Ada Roke opened the port on Monday.",
        "The head of Chilean diplomacy said the boats were late.",
        "Ada Roke",
    ),
    (
        "Minister for Foreign Affairs Ada Roke opened the port on Monday.",
        "FM Roke said the boats were late.",
        "Ada Roke",
    ),
    (
        "Minister for Foreign Affairs Ada Roke opened the port on Monday.",
        "The FM said the boats were late.",
        "Ada Roke",
    ),
    ("Prime Minister Ada Roke opened the port on Monday.", "The PM said the boats were late.", "Ada Roke"),
    (
        "Deputy Prime Minister Ada Roke opened the port on Monday.",
        "The DPM said the boats were late.",
        "Ada Roke",
    ),
    (
        "Fisheries Cabinet Secretary Ada Roke opened the port on Monday.",
        "The CS said the boats were late.",
        "Ada Roke",
    ),
    ("Attorney General Ada Roke opened the port on Monday.", "The AG said the boats were late.", "Ada Roke"),
    ("Secretary-General Ada Roke opened the port on Monday.", "The SG said the boats were late.", "Ada Roke"),
    (
        "Foreign Office spokeswoman Ada Roke opened the port on Monday.",
        "The spokesperson said the boats were late.",
        "Ada Roke",
    ),
    (
        "Ada Roke, who chairs the committee, opened the port on Monday.",
        "The chair said the boats were late.",
        "Ada Roke",
    ),
    (
        "Ada Roke, who leads the Harbour Party, opened the port on Monday.",
        "The party leader said the boats were late.",
        "Ada Roke",
    ),
    (
        "Ada Roke, who heads the delegation, opened the port on Monday.",
        "The head of the delegation said the boats were late.",
        "Ada Roke",
    ),
    (
        "Ada Roke, a 54-year-old fisherwoman, came on Monday.",
        "The 54-year-old said the boats were late.",
        "Ada Roke",
    ),
    ("Ada Roke, a mother of two, came on Monday.", "The mother of two said the boats were late.", "Ada Roke"),
    ("Economist Ada Roke came on Monday.", "The economist said the boats were late.", "Ada Roke"),
    (
        "Professor Ada Roke of the University of Lissel came on Monday.",
        "The academic said the boats were late.",
        "Ada Roke",
    ),
    ("Senator Ada Roke came on Monday.", "The lawmaker said the boats were late.", "Ada Roke"),
    ("Ada Roke, a member of parliament, came on Monday.", "The MP said the boats were late.", "Ada Roke"),
    ("Ada Roke MP came on Monday.", "The parliamentarian said the boats were late.", "Ada Roke"),
    ("Gen. Ivo Lund came on Monday.", "The general said the boats were late.", "Ivo Lund"),
    ("Pope Ivo Lund came on Monday.", "The pontiff said the boats were late.", "Ivo Lund"),
    ("King Ivo Lund came on Monday.", "The monarch said the boats were late.", "Ivo Lund"),
    (
        "Deputy Minister Ada Roke opened the port. Also present was the port director, Ivo Lund.",
        "She said the boats were late.",
        "Ada Roke",
    ),
    (
        "Deputy Minister Ada Roke opened the port. Also present was her deputy, Lim Boon Hock.",
        "Asked about ferries, she said: “The boats are late.”",
        "Ada Roke",
    ),
    (
        "Deputy Minister Ada Roke opened the port. She was accompanied by Mira Sund, the port director.",
        "She said the boats were late.",
        "Ada Roke",
    ),
    (
        "Deputy Minister Ada Roke opened the port after receiving a courtesy call from Ambassador Mira Sund.",
        "She said the boats were late.",
        "Ada Roke",
    ),
    (
        "Deputy Minister Ada Roke opened the port, sitting beside Ambassador Mira Sund.",
        "She said the boats were late.",
        "Ada Roke",
    ),
    ("Deputy Minister Ada Roke replaced Mira Sund in May.", "She said the boats were late.", "Ada Roke"),
    ("Ada Roke succeeds Mira Sund.", "She said the boats were late.", "Ada Roke"),
    ("Ada Roke spoke a day after Mira Sund had left.", "She said the boats were late.", "Ada Roke"),
    ("Ada Roke dismissed the criticism of Mira Sund.", "“The boats are late,” she said.", "Ada Roke"),
    (
        "Ada Roke dismissed the criticism of Mira Sund, who called the plan “a gift”.",
        "“The boats are late,” she said.",
        "Ada Roke",
    ),
    (
        "Ada Roke retired in 1979. An American colleague called her “the only neutral”.",
        "Asked for the reason, she said that the boats were late.",
        "Ada Roke",
    ),
    (
        "The President of Iceland, Ada Roke, received the Minister of Energy of Djibouti, Mira Sund.",
        "In her address the President said the boats were late.",
        "Ada Roke",
    ),
    (
        "The President of Iceland, Ada Roke, received the Minister of Energy of Djibouti, Mira Sund. “We come for the engineers,” the Minister remarked.",
        "According to the President, the boats were late.",
        "Ada Roke",
    ),
    (
        "The President of Iceland, Ada Roke, received the Minister of Energy of Djibouti, Mira Sund. “We come for the engineers,” the Minister remarked.",
        "In her address at the luncheon, entitled “Fire Underfoot”, the President said: “The boats are late.”",
        "Ada Roke",
    ),
    (
        "The ban on the Comorian carrier Air Ngazidja ended. Air Ngazidja welcomed the decision.",
        "“The boats are late,” the company said.",
        "Air Ngazidja",
    ),
    (
        "The ban on the Comorian carrier Air Ngazidja ended. Air Ngazidja welcomed the decision in a statement.",
        "“The boats are late,” the airline said.",
        "Air Ngazidja",
    ),
    (
        "The Harbour Trust welcomed the decision in a statement.",
        "“The boats are late,” it said.",
        "Harbour Trust",
    ),
    (
        "The Harbour Trust welcomed the decision in a statement.",
        "“The boats are late,” the statement said.",
        "Harbour Trust",
    ),
    (
        "The Foreign Ministry published a statement on Monday.",
        "“The boats are late,” the statement read.",
        "Foreign Ministry",
    ),
    (
        "The port was closed on Monday.",
        "“The boats are late,” a statement by the Foreign Ministry read.",
        "Foreign Ministry",
    ),
    (
        "The port was closed on Monday.",
        "“The boats are late,” reads a statement from the Foreign Ministry.",
        "Foreign Ministry",
    ),
    (
        "The port was closed on Monday.",
        "“The boats are late,” says a communique issued by the Foreign Ministry.",
        "Foreign Ministry",
    ),
    (
        "The port was closed on Monday.",
        "The boats are late, according to a statement by Ada Roke's office.",
        "Ada Roke's office",
    ),
    (
        "The port was closed on Monday.",
        "The boats are late, according to a letter from Ada Roke.",
        "Ada Roke",
    ),
    (
        "The port was closed on Monday.",
        "A trader who gave her name only as Wilma said the boats were late.",
        "Wilma",
    ),
    (
        "The port was closed on Monday.",
        "A trader, who asked to be identified only as Wilma, said the boats were late.",
        "Wilma",
    ),
    (
        "The port was closed on Monday.",
        "Wilma, a trader who declined to give her surname, said the boats were late.",
        "Wilma",
    ),
    ("The port was closed on Monday.", "A trader named Bruno said the boats were late.", "Bruno"),
    ("The port was closed on Monday.", "A trader called Bruno Kell said the boats were late.", "Bruno Kell"),
    (
        "The port was closed on Monday.",
        "A man who asked to be called Bruno said the boats were late.",
        "Bruno",
    ),
    (
        "The port was closed on Monday.",
        "Ada Roke said that the boats were “on the last page”, MIA reports.",
        "Ada Roke",
    ),
    (
        "The port was closed on Monday.",
        "Ada Roke said that the boats were late, Merpress reported.",
        "Ada Roke",
    ),
    (
        "The port was closed on Monday.",
        "The boats were late, Ada Roke said, the Lissel Post reported on Monday.",
        "Ada Roke",
    ),
    (
        "The port was closed on Monday.",
        "The Greek daily Kathimerini on Wednesday quoted Ada Roke as saying that the boats were late.",
        "Ada Roke",
    ),
    (
        "The port was closed on Monday.",
        "Kathimerini quoted Ada Roke as saying that Athens saw “no reason to hurry”.",
        "Ada Roke",
    ),
    (
        "The port was closed on Monday.",
        "Interviewed by the Lissel Post, Ada Roke said the boats were late.",
        "Ada Roke",
    ),
    (
        "The port was closed on Monday.",
        "In an interview with the Lissel Post, the minister for ports, Ada Roke, said the boats were late.",
        "Ada Roke",
    ),
    (
        "A senior official has rejected the plan, saying the boats were late.",
        "“The crews are tired,” said Ada Roke, the deputy director of ports.",
        "Ada Roke",
    ),
    (
        "An elder who speaks for four villages has rejected the plan, saying he learnt of it from the radio.",
        "“We were never asked,” said Ivo Lund, 78, at a meeting on Tuesday.",
        "Ivo Lund",
    ),
]


@pytest.mark.parametrize("between", ["\n\n", " "], ids=["paragraphs", "sentences"])
@pytest.mark.parametrize(("told", "said", "speaker"), CASES, ids=[case[1][:60] for case in CASES])
def test_who_is_meant_by_what_they_are(told: str, said: str, speaker: str, between: str) -> None:
    record = read_article(f"{BEFORE}{told}{between}{said}\n", "a")
    behind = [q.speaker for q in record.quotes if min(q.segments)[0] >= len(BEFORE + told)]
    assert behind and set(behind) == {speaker}


@pytest.mark.parametrize(
    ("told", "said", "speaker"),
    [
        # Two who were received: neither is "the guest".
        (
            "President Ada Roke received Envoy Ivo Lund and welcomed Envoy Osric Pel.",
            "The guest said the boats were late.",
            "guest",
        ),
        # A counterpart of another country than the one named.
        (
            "Norwegian Foreign Minister Ada Roke met her Chilean counterpart, Ivo Lund.",
            "The Danish minister said the boats were late.",
            "Danish minister",
        ),
        # The letters of an office that nobody here holds.
        ("Fisheries Minister Ada Roke opened the port.", "The CS said the boats were late.", "CS"),
        # Who leads something is not whoever leads something else.
        (
            "Ada Roke, who chairs the committee, came.",
            "The chair of the board, Osric Pel, said the boats were late.",
            "Osric Pel",
        ),
    ],
)
def test_who_is_not_meant(told: str, said: str, speaker: str) -> None:
    record = read_article(f"{BEFORE}{told}\n\n{said}\n", "a")
    assert [quote.speaker for quote in record.quotes] == [speaker]


@pytest.mark.parametrize("verb", ["said", "stressed", "noted", "emphasized"])
@pytest.mark.parametrize("marks", ["“{}”", "«{}»", '"{}"'])
@pytest.mark.parametrize("dash", [", – ", " – ", " - ", ",– "])
def test_a_dash_before_the_verb_of_saying_is_its_comma(verb: str, marks: str, dash: str) -> None:
    text = f"{BEFORE}The boats came in.\n\n{marks.format('Our trade is a record')}{dash}{verb} Ada Roke.\n"
    assert [(q.kind, q.speaker) for q in read_article(text, "a").quotes] == [("direct", "Ada Roke")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Roke said that the boats were “on the last page”, MIA reports.",
        "Ada Roke said that the boats were “on the last page,” the agency reports.",
        "Ada Roke said that the boats were late, Merpress reported.",
        "Ada Roke said the boats were late, the Lissel Post reported on Monday.",
        "The boats were late, Ada Roke said, the Lissel Post reported on Monday.",
        "“The boats are late,” Ada Roke said, Merpress reports.",
    ],
)
def test_who_reports_behind_the_sentence_relays_it(sentence: str) -> None:
    assert [q.speaker for q in read_article(f"{BEFORE}The port was shut.\n\n{sentence}\n", "a").quotes] == [
        "Ada Roke"
    ]


@pytest.mark.parametrize(
    "verb", ["Interviewed", "Escorted", "Invited", "Asked", "Quoted", "Flanked", "Received"]
)
def test_a_participle_may_begin_the_sentence(verb: str) -> None:
    text = f"{BEFORE}The port was shut.\n\n{verb} by the Harbour Club, Ada Roke said the boats were late.\n"
    assert [q.speaker for q in read_article(text, "a").quotes] == ["Ada Roke"]
