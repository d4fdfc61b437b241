"""Transcripts of more houses: who presides, who calls, who is the guest, and lines of a head that are no turns."""

import pytest

from statements.extraction import read_article

TRANSCRIPTS: dict[str, tuple[str, list[str | None]]] = {
    "cast present": (
        "POST-CABINET PRESS CONFERENCE: MONDAY, 16 SEPTEMBER 2019\n"
        "\n"
        "Present: Rt Hon Ada Roke, Prime Minister; Hon Ivo Lund, Minister for Ports\n"
        "\n"
        "PM: Good afternoon, everyone. The House sits this week.\n"
        "\n"
        "Hon Ivo Lund: Thank you, Prime Minister. It is a small document.\n"
        "\n"
        "Media: Prime Minister, did you raise the ferries?\n"
        "\n"
        "PM: I raise it every time.\n",
        ["Ada Roke", "Ivo Lund", None, "Ada Roke"],
    ),
    "speaker in chair": (
        "NATIONAL ASSEMBLY\n"
        "OFFICIAL REPORT\n"
        "Thursday, 23rd April, 2015\n"
        "\n"
        "The House met at 2.30 p.m.\n"
        "[The Speaker (Hon. Tano arap Belmark) in the Chair]\n"
        "PRAYERS\n"
        "\n"
        "Hon. Speaker: Is the Member for Lissel in the House? You have the Floor.\n"
        "\n"
        "Hon. (Ms.) Ada Halake Roke (Lissel County, URP): Thank you, Hon. Speaker. On 25th March, I requested a statement.\n"
        "\n"
        "Hon. Speaker: Chairperson, what is it?\n"
        "\n"
        "Hon. Osric ole Pel (Orm South, TNA): Hon. Speaker, I have the answer and I table it.\n"
        "\n"
        "Hon. Speaker: That is not a point of order.\n"
        "\n"
        "Next Order!\n"
        "\n"
        "MOTION\n"
        "ADJOURNMENT TO DISCUSS COLLAPSE\n"
        "\n"
        "Hon. James ole Lund (Kajra South, ODM): Hon. Speaker, I beg to move that this House do adjourn.\n"
        "\n"
        "Hon. (Dr.) Nia Chebet Rono (Nandri Hills, URP): Seconded, Hon. Speaker. Let us put the question and go.\n"
        "\n"
        "(Question put and agreed to)\n"
        "\n"
        "---------------\n"
        "Disclaimer: The electronic version of the Official Hansard Report is for information purposes only.\n",
        [
            "Tano arap Belmark",
            "Ada Halake Roke",
            "Tano arap Belmark",
            "Osric ole Pel",
            "Tano arap Belmark",
            "James ole Lund",
            "Nia Chebet Rono",
        ],
    ),
    "opening statement": (
        "Ministry of Foreign Affairs\n"
        "\n"
        "Record of the Weekly Press Briefing by the Spokesperson, Ms. Ada Aftab Roke, held at the Ministry, Lissel, on Thursday, 14 February 2013\n"
        "\n"
        "Opening Statement:\n"
        "\n"
        "A very good afternoon, ladies and gentlemen.\n"
        "\n"
        "I have three announcements. The Foreign Minister will travel.\n"
        "\n"
        "Question (Rauf Kiya, The Nation): Madam, has a new date been fixed? And why was the media told at ten?\n"
        "\n"
        "Answer: No date has been fixed. We told you when we were told.\n"
        "\n"
        "Question: Is the Foreign Secretary going?\n"
        "\n"
        "Answer: That visit is under consideration.\n"
        "\n"
        "Question (Matsuo, Jiji Press): On the test of two days ago, will you support new measures?\n"
        "\n"
        "Answer: Let the Council meet first.\n"
        "\n"
        "(The briefing concluded at 1315 hrs)\n",
        ["Ada Aftab Roke", "Rauf Kiya", "Ada Aftab Roke", None, "Ada Aftab Roke", "Matsuo", "Ada Aftab Roke"],
    ),
    "caller and station": (
        "LTV\n"
        "Your Call with the Foreign Secretary\n"
        "\n"
        "Here is the full transcript of the interview broadcast on February 24, 2010.\n"
        "\n"
        "LTV: Good evening and welcome. With us tonight is the Foreign Secretary, Ada Rao-Talwar. Are you nervous?\n"
        "\n"
        "Ada Rao-Talwar: Good evening. No, I am not.\n"
        "\n"
        "LTV: What is on the table tomorrow?\n"
        "\n"
        "Ada Rao-Talwar: Ports come first.\n"
        "\n"
        "Caller (Suresh, from Nashik): Madam, my question is, why talk at all?\n"
        "\n"
        "Ada Rao-Talwar: Suresh, my father used to sell cloth.\n"
        "\n"
        "LTV: Foreign Secretary, thank you so much.\n"
        "\n"
        "Story First Published: February 24, 2010 22:40 IST\n",
        ["LTV", "Ada Rao-Talwar", "LTV", "Ada Rao-Talwar", "Suresh", "Ada Rao-Talwar", "LTV"],
    ),
    "interpreter": (
        "Joint press conference of President Ada Roke and President Ivo Lund\n"
        "\n"
        "4 May 2021\n"
        "\n"
        "PRESIDENT ROKE: Thank you all for coming.\n"
        "\n"
        "PRESIDENT LUND (as interpreted): We are glad to be here.\n"
        "\n"
        "Q    Mr. President, a question about boats?\n"
        "\n"
        "PRESIDENT LUND (through interpreter): They are late.\n"
        "\n"
        "PRESIDENT ROKE (laughs): They are.\n",
        ["Ada Roke", "Ivo Lund", None, "Ivo Lund", "Ada Roke"],
    ),
    "moderated": (
        "Remarks at the Harbour Forum\n"
        "\n"
        "4 May 2021\n"
        "\n"
        "MODERATOR: Minister, welcome.\n"
        "\n"
        "MINISTER ROKE: Thank you.\n"
        "\n"
        "MODERATOR (Ivo Lund): The first question from the floor.\n"
        "\n"
        "QUESTION (off-mike): About boats?\n"
        "\n"
        "MINISTER ROKE: They are late.\n",
        ["Ivo Lund", "Roke", "Ivo Lund", None, "Roke"],
    ),
    "names with outlets": (
        "Briefing by Spokesperson Ada Roke\n"
        "\n"
        "4 May 2021\n"
        "\n"
        "Ms. Roke: Good morning. Let me begin.\n"
        "\n"
        "John Smithers, Reuters: What about the boats?\n"
        "\n"
        "Ms. Roke: They are late.\n"
        "\n"
        "Marie Dupont (Le Monde): And the ferries?\n"
        "\n"
        "Ms. Roke: Also late.\n"
        "\n"
        "AP: When will they come?\n"
        "\n"
        "Ms. Roke: Tomorrow.\n",
        ["Ada Roke", "John Smithers", "Ada Roke", "Marie Dupont", "Ada Roke", "AP", "Ada Roke"],
    ),
    "un council": (
        "SECURITY COUNCIL\n"
        "8700th meeting\n"
        "Thursday, 4 May 2021\n"
        "\n"
        "The President: I now give the floor to the representative of Norway.\n"
        "\n"
        "Ms. Roke (Norway): We thank the briefers for their work.\n"
        "\n"
        "Mr. Lund (Chile) (spoke in Spanish): We align ourselves with that.\n"
        "\n"
        "The President: I thank Mr. Lund for his statement.\n"
        "\n"
        "Mr. Pel (Russian Federation) (spoke in Russian): We do not.\n",
        ["President", "Roke", "Lund", "President", "Pel"],
    ),
    "bold stars": (
        "**Interview with Foreign Minister Ada Roke**\n"
        "\n"
        "4 May 2021\n"
        "\n"
        "**Question:** What about boats?\n"
        "\n"
        "**Roke:** They are late.\n"
        "\n"
        "**Question:** And ferries?\n"
        "\n"
        "**Roke:** Also late.\n",
        [None, "Ada Roke", None, "Ada Roke"],
    ),
    "names on lines": (
        "Interview with Foreign Minister Ada Roke\n"
        "\n"
        "4 May 2021\n"
        "\n"
        "IVO LUND, HOST\n"
        "Minister, what about the boats?\n"
        "\n"
        "ADA ROKE\n"
        "They are late.\n"
        "\n"
        "IVO LUND\n"
        "And the ferries?\n"
        "\n"
        "ADA ROKE\n"
        "Also late.\n",
        ["Ivo Lund", "Ada Roke", "Ivo Lund", "Ada Roke"],
    ),
    "journalist labels": (
        "Doorstep by Foreign Minister Ada Roke\n"
        "\n"
        "4 May 2021\n"
        "\n"
        "FOREIGN MINISTER ROKE: Good morning.\n"
        "\n"
        "JOURNALIST: What about boats?\n"
        "\n"
        "FOREIGN MINISTER ROKE: They are late.\n"
        "\n"
        "JOURNALIST 2: And ferries?\n"
        "\n"
        "MINISTER: Also late.\n"
        "\n"
        "[ends]\n",
        ["Ada Roke", None, "Ada Roke", None, "Ada Roke"],
    ),
    "russian ministry": (
        "Foreign Minister Ada Roke’s answers to media questions, Lissel, May 4, 2021\n"
        "\n"
        "Question: What about boats?\n"
        "\n"
        "Ada Roke: They are late.\n"
        "\n"
        "Question (retranslated): And ferries?\n"
        "\n"
        "Ada Roke: Also late.\n",
        [None, "Ada Roke", None, "Ada Roke"],
    ),
    "chinese": (
        "Foreign Ministry Spokesperson Ada Roke's Regular Press Conference on May 4, 2021\n"
        "\n"
        "Reuters: What about boats?\n"
        "\n"
        "Ada Roke: They are late.\n"
        "\n"
        "CCTV: And ferries?\n"
        "\n"
        "Ada Roke: Also late.\n"
        "\n"
        "Follow-up: When?\n"
        "\n"
        "Ada Roke: Tomorrow.\n",
        ["Reuters", "Ada Roke", "CCTV", "Ada Roke", None, "Ada Roke"],
    ),
    "hansard commons": (
        "House of Commons\n"
        "Tuesday 4 May 2021\n"
        "Oral Answers to Questions\n"
        "\n"
        "Ada Roke (Lissel East) (Lab)\n"
        "What assessment has he made of the boats?\n"
        "\n"
        "The Minister for Ports (Ivo Lund)\n"
        "They are late, as the hon. Lady knows.\n"
        "\n"
        "Ada Roke\n"
        "That is no answer.\n"
        "\n"
        "Mr Speaker\n"
        "Order. Let us move on.\n",
        ["Ada Roke", "Ivo Lund", "Ada Roke", "Speaker"],
    ),
    "podcast": (
        "Episode 12: The boats\n"
        "\n"
        "4 May 2021\n"
        "\n"
        "Host: Welcome to the show. My guest is Ada Roke, the harbour master.\n"
        "\n"
        "Guest: Thank you for having me.\n"
        "\n"
        "Host: Are the boats late?\n"
        "\n"
        "Guest: They are.\n",
        [None, "Ada Roke", None, "Ada Roke"],
    ),
}


@pytest.mark.parametrize("manner", TRANSCRIPTS)
def test_each_turn_is_from_whom_its_label_means(manner: str) -> None:
    text, speakers = TRANSCRIPTS[manner]
    assert [quote.speaker for quote in read_article(text, manner).quotes if not quote.in_headline] == speakers


def test_minutes_with_colons_are_no_transcript() -> None:
    text = (
        "Visa waiver: Department briefing\n\n27 February 2018\nChairperson: Ms T Radeb (ANC)\n\n"
        "Mr Bongan Nel, Chief Director: Ports, said that talks had been concluded. He added that Velland had asked for changes.\n\n"
        "Ms N Fourie (DA) said the talk was “eleven slides with one number in it”.\n\n"
        "Audio: Ports, 27 Feb 2018\nDocuments: presentation (PDF, 2.1 MB)\n"
    )
    quotes = read_article(text, "a").quotes
    assert [(q.kind, q.speaker) for q in quotes] == [
        ("indirect", "Bongan Nel"),
        ("indirect", "Bongan Nel"),
        ("partial", "N Fourie"),
    ]


def test_who_is_who_over_a_transcript_is_no_turn() -> None:
    text = (
        "Ferry inquiry to hear from captain\n\n8 July 2014\n\nPresenter: Fiona Castell\n\n"
        "Speaker: Teret Bauro, head of the Commission of Inquiry\n\n"
        "CASTELL: How does a log simply vanish?\n\nBAURO: We have nine answers.\n\nCASTELL: Did somebody take it?\n\n"
        "BAURO: I suspect nothing.\n"
    )
    quotes = read_article(text, "a").quotes
    assert [q.speaker for q in quotes] == ["Fiona Castell", "Teret Bauro"] * 2


def test_who_heads_an_interview_is_quoted_in_its_title_and_speaks_no_introduction() -> None:
    text = (
        "Ada Goni: “A treaty without fishermen is only paper”\n\nVigo - 14 NOV 2019 - 18:04 CET\n\n"
        "Ada Goni (Lissel, 1966) has negotiated eleven agreements. She receives us between two flights.\n\n"
        "Question. Which one do you regret?\n\nAnswer. The one of 2006.\n\nQ. Is the new one different?\n\n"
        "A. There were two captains at the table.\n"
    )
    record = read_article(text, "a")
    assert [(q.speaker, q.in_headline) for q in record.quotes] == [
        ("Ada Goni", True),
        (None, False),
        ("Ada Goni", False),
        (None, False),
        ("Ada Goni", False),
    ]
