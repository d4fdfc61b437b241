"""Transcripts as houses of many lands print them: the head, the labels, and who each turn is from."""

import pytest

from statements.extraction import read_article

TRANSCRIPTS: dict[str, tuple[str, list[str | None]]] = {
    "a chamber that prints seats under names": (
        "Fisheries\n"
        "\n"
        "Volume 680: debated on Thursday 4 March 2021\n"
        "\n"
        "Ada Roke\n"
        "(Orvel) (Lab)\n"
        "\n"
        "To ask the Secretary of State what steps she is taking on boats.\n"
        "\n"
        "The Minister for Fisheries (Osric Pel)\n"
        "\n"
        "We have bought nine boats this year. I am proud of that.\n"
        "\n"
        "Ada Roke\n"
        "\n"
        "Nine boats are not enough. Will he buy more?\n"
        "\n"
        "Osric Pel\n"
        "\n"
        "I will look at it. I thank the hon. Lady for her question.\n",
        ["Ada Roke", "Osric Pel", "Ada Roke", "Osric Pel"],
    ),
    "a ministry that prints labels in brackets": (
        "Press Conference by Foreign Minister TAKEDA Sora\n"
        "\n"
        "Tuesday, March 8, 2022\n"
        "\n"
        "[Foreign Minister TAKEDA] I have two items to report. First, I will be visiting Norway.\n"
        "\n"
        "[Meroth Shimbun, OTA] I would like to ask about the visit. Will you raise the railway?\n"
        "\n"
        "[Foreign Minister TAKEDA] I would like to refrain from commenting in advance.\n"
        "\n"
        "[Freelance, MORI] Is the Government considering a ship?\n"
        "\n"
        "[Foreign Minister TAKEDA] Nothing has been decided.\n",
        ["TAKEDA Sora", "Ota", "TAKEDA Sora", "Mori", "TAKEDA Sora"],
    ),
    "a house of the web that asks": (
        "“Neutral does not mean empty”\n"
        "\n"
        "Anna Roke has led talks on three continents.\n"
        "\n"
        "merpress.ch: You were in Orvel when the talks nearly failed. What did you do?\n"
        "\n"
        "Anna Roke: I bought oranges and sat down in the corridor.\n"
        "\n"
        "merpress.ch: Is patience a gift?\n"
        "\n"
        "A.R.: My grandmother would say it is a trade.\n"
        "\n"
        "merpress.ch: Why two watches?\n"
        "\n"
        "A.R.: One is for Orvel.\n",
        ["merpress.ch", "Anna Roke", "merpress.ch", "Anna Roke", "merpress.ch", "Anna Roke"],
    ),
    "a department": (
        "Department Press Briefing – March 3, 2022\n"
        "\n"
        "Ada Roke, Department Spokesperson\n"
        "\n"
        "Washington, D.C.\n"
        "\n"
        "2:05 p.m. EST\n"
        "\n"
        "MS ROKE: Good afternoon. We have a few items at the top.\n"
        "\n"
        "First, the Secretary will travel to Oslo tomorrow.\n"
        "\n"
        "With that, I will take your questions.\n"
        "\n"
        "QUESTION: Can you tell us about Oslo?\n"
        "\n"
        "MS ROKE: I can tell you that he will be there for two days.\n"
        "\n"
        "QUESTION: And the talks?\n"
        "\n"
        "MS ROKE: We will have more on that later. Thank you.\n"
        "\n"
        "(The briefing was concluded at 2:40 p.m.)\n",
        ["Ada Roke", None, "Ada Roke", None, "Ada Roke"],
    ),
    "a presidency": (
        "Remarks by President Pel and Prime Minister Orsa of Norway Before Bilateral Meeting\n"
        "\n"
        "Oval Office\n"
        "\n"
        "11:02 A.M. EDT\n"
        "\n"
        "PRESIDENT PEL:  Well, it is good to have you here. We have much to do.\n"
        "\n"
        "PRIME MINISTER ORSA:  Thank you, Mr. President. It is an honor.\n"
        "\n"
        "Q  Mr. President, will you sign the deal?\n"
        "\n"
        "PRESIDENT PEL:  We will see. We are close.\n"
        "\n"
        "Q    And when?\n"
        "\n"
        "PRESIDENT PEL:  Soon. Thank you all.\n"
        "\n"
        "END  11:20 A.M. EDT\n",
        ["Pel", "Orsa", None, "Pel", None, "Pel"],
    ),
    "a doorstep": (
        "Doorstop interview, Parliament House, Canberra\n"
        "\n"
        "Senator the Hon Ada Roke, Minister for Foreign Affairs\n"
        "\n"
        "12 May 2021\n"
        "\n"
        "FOREIGN MINISTER: Good morning, everyone. I want to say something about the boats.\n"
        "\n"
        "JOURNALIST: Minister, when will they leave?\n"
        "\n"
        "FOREIGN MINISTER: When it is safe, and no sooner than that.\n"
        "\n"
        "JOURNALIST: Is that this year?\n"
        "\n"
        "FOREIGN MINISTER: I am not going to put a date on it.\n"
        "\n"
        "ENDS\n",
        ["Ada Roke", None, "Ada Roke", None, "Ada Roke"],
    ),
    "a radio interview": (
        "Transcript – Interview with Lena Orr, ABC Radio\n"
        "\n"
        "Prime Minister\n"
        "\n"
        "The Hon Osric Pel MP\n"
        "\n"
        "4 March 2022\n"
        "\n"
        "ORR: Prime Minister, welcome.\n"
        "\n"
        "PRIME MINISTER: Good morning, Lena.\n"
        "\n"
        "ORR: Will the boats leave?\n"
        "\n"
        "PRIME MINISTER: They will leave when it is safe to do so.\n"
        "\n"
        "ORR: Thank you for your time.\n"
        "\n"
        "PRIME MINISTER: Thanks, Lena.\n",
        ["Lena Orr", "Osric Pel", "Lena Orr", "Osric Pel", "Lena Orr", "Osric Pel"],
    ),
    "surnames first": (
        "Press Conference by Foreign Minister TAKEDA Sora\n"
        "\n"
        "Tuesday, March 5, 2019, 2:15 p.m. Ministry of Foreign Affairs\n"
        "\n"
        "1. Opening Remarks\n"
        "\n"
        "Mr. TAKEDA Sora, Minister for Foreign Affairs: I have nothing in particular from my side today.\n"
        "\n"
        "2. Fishing talks\n"
        "\n"
        "Kyodo, Ota: I have a question on the fishing talks. When will they resume?\n"
        "\n"
        "Minister Takeda: We are in contact with the other side. Nothing has been decided.\n"
        "\n"
        "NHK, Mori: Will you go there yourself?\n"
        "\n"
        "Minister Takeda: I will decide on that when the time comes.\n",
        ["TAKEDA Sora", "Ota", "TAKEDA Sora", "Mori", "TAKEDA Sora"],
    ),
    "outlets ask": (
        "Foreign Ministry Spokesperson Li Anyu’s Regular Press Conference on March 4, 2021\n"
        "\n"
        "2021-03-04 20:10\n"
        "\n"
        "CCTV: The foreign minister will visit Kenya. Can you share more?\n"
        "\n"
        "Li Anyu: The visit will take place this month. We will release the details in due course.\n"
        "\n"
        "Reuters: Do you have a comment on the talks?\n"
        "\n"
        "Li Anyu: China always stands for dialogue. We hope both sides will show restraint.\n"
        "\n"
        "Bloomberg: A follow-up on that. When do they begin?\n"
        "\n"
        "Li Anyu: I have nothing to add.\n",
        ["CCTV", "Li Anyu", "Reuters", "Li Anyu", "Bloomberg", "Li Anyu"],
    ),
    "answers to journalists": (
        "Answers to journalists’ questions\n"
        "\n"
        "March 4, 2021, 18:30, Sochi\n"
        "\n"
        "Question: Mr President, will the talks go on?\n"
        "\n"
        "Vadim Orlov: They will. We have agreed to meet again.\n"
        "\n"
        "Question: When will that be?\n"
        "\n"
        "Vadim Orlov: In May, I think. Thank you.\n",
        [None, "Vadim Orlov", None, "Vadim Orlov"],
    ),
    "a press conference of an alliance": (
        "Press conference by NATO Secretary General Osric Pel following the meeting of the Council\n"
        "\n"
        "04 Mar. 2021\n"
        "\n"
        "Oana Lund (NATO Spokesperson): Good afternoon. The Secretary General will begin.\n"
        "\n"
        "NATO Secretary General Osric Pel: Good afternoon. We have just ended a good meeting.\n"
        "\n"
        "Oana Lund: First question, Reuters.\n"
        "\n"
        "Question: Sarah Kell, Reuters. Will you send more ships?\n"
        "\n"
        "Osric Pel: We have no plans to send more ships.\n"
        "\n"
        "Oana Lund: Thank you. This ends the press conference.\n",
        ["Oana Lund", "Osric Pel", "Oana Lund", None, "Osric Pel", "Oana Lund"],
    ),
    "only questions are labelled": (
        "Press remarks by High Representative Ada Roke upon arrival at the Foreign Affairs Council\n"
        "\n"
        "04.03.2021\n"
        "\n"
        "EEAS Press Team\n"
        "\n"
        "Check against delivery!\n"
        "\n"
        "Good morning. Today we will discuss the talks. We have to be clear with our partners.\n"
        "\n"
        "Q. Do you expect a decision today?\n"
        "\n"
        "No, I do not expect a decision today. We will have a first discussion.\n"
        "\n"
        "Q. What about sanctions?\n"
        "\n"
        "Sanctions are not on the table.\n",
        ["Ada Roke", None, "Ada Roke", None, "Ada Roke"],
    ),
    "dashes": (
        "Interview with the ambassador: “We have time”\n"
        "\n"
        "Ada Roke, the ambassador of Norway, spoke to the Courier.\n"
        "\n"
        "- Ambassador, how do you like it here?\n"
        "\n"
        "- I like it very much. The people are kind to me.\n"
        "\n"
        "- What do you do first?\n"
        "\n"
        "- I read the papers, and then I drink tea.\n"
        "\n"
        "- Will you stay?\n"
        "\n"
        "- I hope so. My children like it here.\n",
        [None, "Ada Roke", None, "Ada Roke", None, "Ada Roke"],
    ),
    "questions in bold": (
        "Q&A: Minister Osric Pel on the boats\n"
        "\n"
        "**Q: When will the boats leave?**\n"
        "\n"
        "A: They leave in May. We have all we need.\n"
        "\n"
        "**Q: Who pays?**\n"
        "\n"
        "A: We all do. I do too.\n"
        "\n"
        "**Q: Is it safe?**\n"
        "\n"
        "A: I would not let them go if it was not.\n",
        [None, "Osric Pel", None, "Osric Pel", None, "Osric Pel"],
    ),
    "a council": (
        "Security Council\n"
        "\n"
        "8123rd meeting\n"
        "Monday, 4 March 2019, 10 a.m.\n"
        "New York\n"
        "\n"
        "President: Mr. Pel (Norway)\n"
        "\n"
        "The meeting was called to order at 10.05 a.m.\n"
        "\n"
        "The President: I now give the floor to Ms. Roke.\n"
        "\n"
        "Ms. Roke: I thank you for the floor, Mr. President. The talks have begun.\n"
        "\n"
        "Mr. Lund (Denmark): We support the talks. We always have.\n"
        "\n"
        "The President: I thank the representative of Denmark.\n"
        "\n"
        "The meeting rose at 11 a.m.\n",
        ["Pel", "Roke", "Lund", "Pel"],
    ),
    "a chamber": (
        "HOUSE OF REPRESENTATIVES\n"
        "\n"
        "Tuesday, 4 March 2014\n"
        "\n"
        "QUESTIONS WITHOUT NOTICE\n"
        "\n"
        "Boats\n"
        "\n"
        "Ms ROKE (Orvel) (14:01): My question is to the Prime Minister. When will the boats leave?\n"
        "\n"
        "Mr PEL (Lissel—Prime Minister) (14:02): I thank the member for her question. They will leave soon.\n"
        "\n"
        "Opposition members interjecting—\n"
        "\n"
        "The SPEAKER: Order! The Prime Minister has the call.\n"
        "\n"
        "Mr PEL: As I said, they will leave soon.\n",
        ["Roke", "Pel", "Speaker", "Pel"],
    ),
    "two sides and an interpreter": (
        "Joint press conference of Prime Minister Osric Pel and President Ada Roke\n"
        "\n"
        "Prime Minister Osric Pel: Welcome to Lissel. We are glad you came.\n"
        "\n"
        "President Ada Roke (via interpreter): Thank you, Prime Minister. We are glad to be here.\n"
        "\n"
        "Reporter (Kestran Radio): President, will you sign?\n"
        "\n"
        "President Roke (through interpreter): We will sign when it is ready.\n"
        "\n"
        "Reporter: Prime Minister?\n"
        "\n"
        "PM Pel: I agree with that.\n",
        ["Osric Pel", "Ada Roke", None, "Ada Roke", None, "Osric Pel"],
    ),
}


@pytest.mark.parametrize("manner", TRANSCRIPTS)
def test_each_turn_is_from_whom_its_label_means(manner: str) -> None:
    text, speakers = TRANSCRIPTS[manner]
    assert [quote.speaker for quote in read_article(text, manner).quotes if not quote.in_headline] == speakers
