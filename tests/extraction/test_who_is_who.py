"""Who is meant inside one article: relatives, namesakes, offices, those without a name."""

import pytest

from .test_speakable import kinds, read, spoken

CASES = [
    (
        "Mr Hollar is not his wife",
        "Ilse Hollar, wife of the envoy, opened a school. “It is shut,” Mr Hollar said.",
        [("Mr Hollar", "Hollar")],
    ),
    (
        "Husband and wife are told apart by their titles",
        "Paul Hollar and his wife Ilse Hollar came. “It is shut,” Mr Hollar said. Mrs Hollar said it was open.",
        [("Mr Hollar", "Paul Hollar"), ("Mrs Hollar", "Ilse Hollar")],
    ),
    (
        "A couple speaks together",
        "Paul Hollar came. Mr and Mrs Hollar said they would stay.",
        [("Mr and Mrs Hollar", "Mr and Mrs Hollar")],
    ),
    (
        "The president is not the first lady",
        "President Varr said the ferry would sail. The first lady, Dora Varr, planted a tree. "
        "“It will sail in winter,” President Varr said.",
        [("President Varr", "Varr"), ("President Varr", "Varr")],
    ),
    (
        "The president is not the president's brother",
        "Oleg Drellin, the president's brother, opened a mine. “It is ready,” President Drellin said.",
        [("President Drellin", "Drellin")],
    ),
    (
        "The president is whoever holds the office",
        "Oleg Drellin, the president's brother, opened a mine. President Igor Drellin was away. "
        "“It is shut,” President Drellin said. “It is deep,” the president said.",
        [("President Drellin", "Igor Drellin"), ("the president", "Igor Drellin")],
    ),
    (
        "The mayor is whoever is called mayor",
        "The mayor, Ana Ashlock, met Paul Ashlock, a baker. “It is ready,” Mayor Ashlock said.",
        [("Mayor Ashlock", "Ana Ashlock")],
    ),
    (
        "Father and son are told apart by what stands behind the name",
        "Edwin Pell Jr. and Edwin Pell Sr. came. “It is ready,” Edwin Pell Sr. said. “It is shut,” Pell Jr. said.",
        [("Edwin Pell Sr.", "Edwin Pell Sr."), ("Pell Jr.", "Edwin Pell Jr.")],
    ),
    (
        "Father and son are not told apart without it",
        "Edwin Pell Jr. and Edwin Pell Sr. came. “It is ready,” Pell said.",
        [("Pell", None)],
    ),
    (
        "A son who is named behind his father is not the father",
        "Edwin D. Pell came. “It is ready,” Mr. Pell said. “It is shut,” said Edwin Pell Jr., who stayed.",
        [("Mr. Pell", "Edwin D. Pell"), ("Edwin Pell Jr.", "Edwin Pell Jr.")],
    ),
    (
        "A later mention without the suffix is the same man",
        "Edwin D. Pell Jr. came. “It is ready,” Edwin Pell said.",
        [("Edwin Pell", "Edwin D. Pell Jr.")],
    ),
    (
        "A campaign that is called after somebody is theirs",
        "Ada Norrin came. The Norrin campaign said that it was late. Norrin's presidential campaign said that it was shut.",
        [
            ("The Norrin campaign", "Ada Norrin's campaign"),
            ("Norrin's presidential campaign", "Ada Norrin's campaign"),
        ],
    ),
    (
        "A campaign that is called after a place is not",
        "Ada Norrin came. The Haldia campaign said that it was late.",
        [("The Haldia campaign", "Haldia campaign")],
    ),
    (
        "A doctor is no general",
        "Dr. Ada Mbela and Gen. Femi Mbela came. “It is ready,” Dr. Mbela said. “It is shut,” Gen. Mbela said.",
        [("Dr. Mbela", "Ada Mbela"), ("Gen. Mbela", "Femi Mbela")],
    ),
    (
        "A general who is not named in full is kept apart from the doctor",
        "Dr. Ada Mbela came. “It is shut,” Gen. Mbela said.",
        [("Gen. Mbela", "Mbela")],
    ),
    (
        "A senator of one country is no minister of another",
        "New Zealand Prime Minister Kay Drellin came to the hall. “It is ready,” U.S. Sen. Drellin said.",
        [("U.S. Sen. Drellin", "Drellin")],
    ),
    (
        "A surname of two stays open",
        "Adam Roke and Mary Roke came to the harbour. “It rains,” Roke said.",
        [("Roke", None)],
    ),
    (
        "A surname that one had alone before the other was named stays theirs",
        "Adam Roke came to the harbour. “It rains,” Roke said. Mary Roke, his sister, came as well. "
        "The gate was open, and the boats lay in the rain. The text was long. The hall was full. “It is late,” Roke said.",
        [("Roke", "Adam Roke"), ("Roke", "Adam Roke")],
    ),
    (
        "What parties say is not the minister's",
        "Deputy minister Hugo Semmer said the ferry would be cheaper. The Liberal Democrats said it would not. "
        "The Conservatives said they had their doubts.",
        [
            ("Deputy minister Hugo Semmer", "Hugo Semmer"),
            ("The Liberal Democrats", "Liberal Democrats"),
            ("The Conservatives", "Conservatives"),
        ],
    ),
    (
        "What several ministers say is nobody's alone",
        "Ivo Lund, the foreign minister, left. The foreign ministers of Haldia and Tessara said the text was ready.",
        [("The foreign ministers of Haldia and Tessara", "foreign ministers of Haldia and Tessara")],
    ),
    (
        "Two who are named together speak together",
        "Foreign Minister Ivo Lund met Ana Korv. Lund and Korv said it was deep.",
        [("Lund and Korv", "Lund and Korv")],
    ),
    (
        "Trade and industry make one minister",
        "Trade and Industry Minister Ivo Lund said it was open.",
        [("Trade and Industry Minister Ivo Lund", "Ivo Lund")],
    ),
    (
        "The company is the company",
        "Norrhav Marine, a shipping company, was late. Ivo Lund left. The company said it was sorry. "
        "Norrhav said it would pay.",
        [("The company", "Norrhav Marine"), ("Norrhav", "Norrhav Marine")],
    ),
    (
        "He behind an office is the office",
        "The Secretary-General received Ivo Lund, Minister for Fisheries, in the hall. "
        "The Secretary-General praised the pilots. He said that the harbour needed them.",
        [("He", "Secretary-General")],
    ),
    (
        "He behind a country's prime minister is the prime minister",
        "The Haldia Prime Minister met Ivo Lund in the hall. He said the gate would open.",
        [("He", "Haldia Prime Minister")],
    ),
    (
        "She behind an office that is named is who holds it",
        "Prime Minister Ana Korv met Ivo Lund in the hall. The prime minister praised the text. She said it was ready.",
        [("She", "Ana Korv")],
    ),
    (
        "The candidate is somebody who is named",
        "Ivo Lund came to the hall. The candidate praised the text. He said it was ready.",
        [("He", "Ivo Lund")],
    ),
    (
        "An office is not the next who is named and called something else",
        "The foreign minister said it was open. Ivo Lund, an oceanographer, left.",
        [("The foreign minister", "foreign minister")],
    ),
    (
        "An office is not whom its relative clause names",
        "The Haldia prime minister, who met Ivo Lund, said it was open.",
        [("The Haldia prime minister", "Haldia prime minister")],
    ),
    (
        "Its spokeswoman is nobody named",
        "Ivo Lund, head of the harbour office, came. Its spokeswoman said it was shut.",
        [("Its spokeswoman", None)],
    ),
    (
        "The general, the sheikh and the oceanographer are those who are so described",
        "The general, Femi Mbela, came with Ivo Lund. The general said it was deep. Sheikh Salim bin Nasser al-Qadi said "
        "it was open. “We are ready,” Sheikh Salim said. The sheikh said he would stay.",
        [
            ("The general", "Femi Mbela"),
            ("Sheikh Salim bin Nasser al-Qadi", "Salim bin Nasser al-Qadi"),
            ("Sheikh Salim", "Salim bin Nasser al-Qadi"),
            ("The sheikh", "Salim bin Nasser al-Qadi"),
        ],
    ),
    (
        "The oceanographer is who is called one",
        "Rana Sutt, an oceanographer, came with Ivo Lund. The oceanographer said it was deep.",
        [("The oceanographer", "Rana Sutt")],
    ),
    (
        "A lord is not the place that he is lord of",
        "Lord Carrow of Tidwell, a banker, came. “It is ready,” Lord Carrow said. Carrow said it was deep.",
        [("Lord Carrow", "Lord Carrow of Tidwell"), ("Carrow", "Lord Carrow of Tidwell")],
    ),
    (
        "A surname that is a country is the person's",
        "Kenya Barr came from Kenya. “It is ready,” Barr said. Silvia Paris left Paris. “It is deep,” Paris said.",
        [("Barr", "Kenya Barr"), ("Paris", "Silvia Paris")],
    ),
    (
        "A surname that is a word is the person's, and the word is not",
        "Lena Price, a banker, came. The price is high, Price warned.",
        [("Price", "Lena Price")],
    ),
    (
        "A verb behind a body is nobody's name",
        "The council meets on Monday.\n\nCouncil Meets\n\nMira Tolan came. “It is ready,” he said.",
        [("he", None)],
    ),
    (
        "The family name that stands first is the short name",
        "Kim Jong-su came to the hall. “It is ready,” Kim said.",
        [("Kim", "Kim Jong-su")],
    ),
    (
        "An office before a relative is introduced is not the relative's",
        "President Torven spoke again. “We will dig,” President Torven said. His brother, tug owner Aldo Torven, was "
        "not amused. “Nobody digs,” Aldo Torven said. “I told him,” the president said.",
        [("President Torven", "Torven"), ("Aldo Torven", "Aldo Torven"), ("the president", "Torven")],
    ),
    (
        "An office of which several relatives have none is none of theirs",
        "President Torven spoke again. “We will dig,” President Torven said. “Nobody digs,” said Vera Torven, who left. "
        "“Not here,” said Aldo Torven.",
        [("President Torven", "Torven"), ("Vera Torven", "Vera Torven"), ("Aldo Torven", "Aldo Torven")],
    ),
    (
        "An office before the full name of the only one is the one's",
        "President Torven spoke again. “We will dig,” Igor Torven said. “Soon,” President Torven said.",
        [("Igor Torven", "Igor Torven"), ("President Torven", "Igor Torven")],
    ),
    (
        "Two callings with one surname are two, though neither has another name",
        "The hospital is open. “It has beds,” Dr Mbela said. Gen. Mbela came. “It has tents,” the general said. "
        "“It has none,” Dr Mbela said.",
        [("Dr Mbela", "Mbela"), ("the general", "Gen. Mbela"), ("Dr Mbela", "Mbela")],
    ),
    (
        "A mayor is rather the one of whom no other office is known",
        "Judge Edwin Pell Sr. came. Edwin Pell Jr. was at home. “It is ready,” Mayor Pell said.",
        [("Mayor Pell", "Edwin Pell Jr.")],
    ),
    (
        "Who was just named is called by an office",
        "Ada Norrin has no time for cement. “It is dark,” the head of the Lamp Trust said.",
        [("the head of the Lamp Trust", "Ada Norrin")],
    ),
    (
        "Who has an office is not called by another",
        "Envoy Ada Norrin has no time for cement. “It is dark,” the head of the Lamp Trust said.",
        [("the head of the Lamp Trust", "head of the Lamp Trust")],
    ),
    (
        "The first of two surnames is enough",
        "Peru's envoy, María José Albarrán Quintero, came. “It is late,” Albarrán said.",
        [("Albarrán", "María José Albarrán Quintero")],
    ),
    (
        "A peer is called by the title, and the place is a part of the name",
        "Lord Falken of Torm told peers it was late. “It is dark,” Lord Falken said. Lord Marr of the ministry left.",
        [("Lord Falken of Torm", "Lord Falken of Torm"), ("Lord Falken", "Lord Falken of Torm")],
    ),
    (
        "An Arab surname stands alone with its article",
        "Al-Rumayn, the food envoy, was back. “I came for the cranes,” al-Rumayn said.",
        [("al-Rumayn", "al-Rumayn")],
    ),
    (
        "The Kestran minister is not the Bulgarian one of the next sentence",
        "“It is late,” the Kestran foreign minister said. Bulgarian Water Minister Ivo Lund regretted it.",
        [("the Kestran foreign minister", "Kestran foreign minister")],
    ),
    (
        "The name that closes the sentence behind a description is whose it is",
        "“People want it,” said Meridian’s director, Jana Hol.",
        [("Meridian’s director, Jana Hol", "Jana Hol")],
    ),
    (
        "So is one with its own script in brackets behind it",
        "The ministry was late. Its spokeswoman, Oksana Brel (Оксана Брел), told the Mirror: “It is late.”",
        [("Its spokeswoman", "Oksana Brel")],
    ),
    (
        "He and others: he speaks",
        "Envoy Oksar Brel came. “It is late,” he and other Tolan allies said.",
        [("he and other Tolan allies", "Oksar Brel")],
    ),
    (
        "A noun for several before a name is no part of it",
        "Celebrities Mira Tolan and Edwin Roke came. “It is late,” Mira Tolan said.",
        [("Mira Tolan", "Mira Tolan")],
    ),
    (
        "A name that goes on with a verb of its own is another person",
        "“It is late,” said the director, Jana Hol left the hall.",
        [("the director", "director")],
    ),
    (
        "A body has its whole name",
        "The Haldia Board of Pilots met. “It is shut,” the board said.",
        [("the board", "Haldia Board of Pilots")],
    ),
    (
        "The words of a headline are no body's name",
        "Tolan Disputes Account Of Network. “It is shut,” the network said.",
        [("the network", "network")],
    ),
    (
        "The elder and the younger of two",
        "Walter Pell Jr. came with Walter Pell Sr., a senator. “It is cold,” the elder Pell said. "
        "“It is not,” the younger Pell said.",
        [("the elder Pell", "Walter Pell Sr."), ("the younger Pell", "Walter Pell Jr.")],
    ),
    (
        "The elder is the father, whatever stands behind the names",
        "Secretary Walter Pell came. His father, former senator Walter Pell Sr., was glad. "
        "“It is cold,” the elder Pell said.",
        [("the elder Pell", "Walter Pell Sr.")],
    ),
    (
        "An office that was just heard is called by fewer words",
        "The Haldia foreign minister said it was open. “It is painted,” the foreign minister said.",
        [
            ("The Haldia foreign minister", "Haldia foreign minister"),
            ("the foreign minister", "Haldia foreign minister"),
        ],
    ),
    (
        "Another office is not the one that was just heard",
        "The Haldia foreign minister said it was open. “It is painted,” a harbour minister said.",
        [
            ("The Haldia foreign minister", "Haldia foreign minister"),
            ("a harbour minister", "harbour minister"),
        ],
    ),
    (
        "An office of state is not the person who was just heard under another",
        "Harbour chairman Emil Varga said it was open. “It was cut,” the inspector general of the navy said.",
        [
            ("Harbour chairman Emil Varga", "Emil Varga"),
            ("the inspector general of the navy", "inspector general of the navy"),
        ],
    ),
    (
        "An umlaut is spelled in two ways",
        "Carla Ambühl came. “It is shut,” Ambuehl said.",
        [("Ambuehl", "Carla Ambühl")],
    ),
    (
        "A name behind a description is who speaks",
        "Mira Tolan came. “It is shut,” said a former spokeswoman for the harbour office, Mira Tolan.",
        [("a former spokeswoman for the harbour office, Mira Tolan", "Mira Tolan")],
    ),
    (
        "A surname of two words joined is somebody's",
        "The pilots met. “It is shut,” Aro-Lindqvist said.",
        [("Aro-Lindqvist", "Aro-Lindqvist")],
    ),
    (
        "Whoever opens a paragraph is meant by its pronoun",
        "“We have measured it,” President Edwin Pell said. “I have told President Varr,” he added.\n\n"
        "Tarn President Jorah Varr was more careful. “It is no treaty,” he said.",
        [("President Edwin Pell", "Edwin Pell"), ("he", "Edwin Pell"), ("he", "Jorah Varr")],
    ),
    (
        "A paragraph that opens with a pronoun goes on with whom it means",
        "“We have measured it,” President Edwin Pell said. “I have told President Varr,” he added.\n\n"
        "He wrote to Tarn President Jorah Varr as well. “It is no treaty,” he said.",
        [("President Edwin Pell", "Edwin Pell"), ("he", "Edwin Pell"), ("he", "Edwin Pell")],
    ),
    (
        "A senator and a representative of one surname are two",
        "Sen. Dunn met a pilot. “It is cold,” Sen. Dunn said. “It is warm,” Rep. Dunn said.",
        [("Sen. Dunn", "Dunn"), ("Rep. Dunn", "Rep. Dunn")],
    ),
    (
        "A congressman and a representative of one surname are one",
        "Rep. Dunn met a pilot. “It is cold,” Rep. Dunn said. “It is warm,” Congressman Dunn said.",
        [("Rep. Dunn", "Dunn"), ("Congressman Dunn", "Dunn")],
    ),
    (
        "A gerund before a name makes no second person",
        "Telling Jeb Varr to go was easy. Ex-governor Jeb Varr came. Paul Varr stayed away. “It is shut,” Jeb Varr said.",
        [("Jeb Varr", "Jeb Varr")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_who_is_meant(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert spoken(text) == expected


def record_of(text: str):
    (speaker,) = read(text).speakers
    return speaker


def test_a_role_is_what_somebody_is_and_no_courtesy() -> None:
    assert record_of("Mr. Ivo Lund said it was open.").role is None
    assert record_of("Health Minister Dr. Ana Kolb said it was open.").role == "Health Minister"


def test_the_country_is_the_offices() -> None:
    minister = record_of("German Transport Minister Anna Kolb said it was open.")
    assert (minister.role, minister.country) == ("German Transport Minister", "DE")
    assert record_of("U.S. Sen. Dan Drellin said it was open.").country == "US"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The French ambassador to Japan, Ivo Lund, said it was open.", "FR"),
        ("Ivo Lund, the ambassador to Japan, said it was open.", None),
        ("Ivo Lund, an expert on Japan, said it was open.", None),
        ("Ivo Lund, a military spokesman in Paris, said it was open.", None),
        ("Ivo Lund, a spokesman for the French Foreign Ministry, said it was open.", "FR"),
        ("Ivo Lund, an English professor, said it was open.", None),
        ("Ivo Lund, an English fisherman, said it was open.", "GB"),
        ("Republican committeeman Ivo Lund of Georgia said it was open.", None),
        ("Ivo Lund, a shop owner from Georgia, said it was open.", None),
        ("Ivo Lund, the foreign minister of Georgia, said it was open.", "GE"),
        ("Ivo Lund, a leader of the Tarn Indian Nation, said it was open.", None),
        ("Ivo Lund, an Indian fisherman, said it was open.", "IN"),
        ("Hopeful Denis Roke threw famous French reporter Ivo Lund out. Ivo Lund said it was open.", "FR"),
    ],
)
def test_the_country_is_whom_an_office_is_of_and_not_where_or_to_whom(text: str, country: str | None) -> None:
    (lund,) = (one for one in read(text).speakers if one.name == "Ivo Lund")
    assert lund.country == country


def test_a_house_is_no_country_and_no_bare_noun() -> None:
    assert (
        record_of("Ivo Lund, president of the Pilots Federation of America, said it was open.").affiliation
        is None
    )
    assert record_of("Committee chairman Ivo Lund said it was open.").affiliation is None
    assert (
        record_of("Harbour Committee chairman Ivo Lund said it was open.").affiliation == "Harbour Committee"
    )


def test_the_country_is_not_a_relatives() -> None:
    assert record_of("Oleg Drellin, the French president's brother, said it was open.").country is None


@pytest.mark.parametrize(
    ("text", "aliases"),
    [
        ("Rudolf Harm-Velder, a member, left. “It is a joke,” Mr Harm-Velder said.", ("Harm-Velder",)),
        ("Edwin Pell Jr. came. “It is a joke,” Pell said.", ("Pell",)),
        ("Mira Tolan came. “It is a joke,” Mira said.", ()),
        ("Kim Jong-su came. “It is a joke,” Kim said.", ("Kim",)),
        ("Ulla von der Haag came. “It is a joke,” von der Haag said.", ("Haag",)),
        ("President Mira Tolan came. “It is a joke,” the president said.", ()),
        ("Mira Tolan (Міра Толан) came. “It is a joke,” Mira Tolan said.", ("Міра Толан",)),
        ("“It is a joke,” said envoy Li Wei (李伟).", ("李伟",)),
        ("“It is a joke,” said Mira Tolan (Velland).", ()),
        ("“It is a joke,” said Mira Tolan (pictured, in Толан Square).", ()),
    ],
)
def test_an_alias_is_another_name_and_no_given_name_suffix_or_role(
    text: str, aliases: tuple[str, ...]
) -> None:
    assert record_of(text).aliases == aliases


def test_a_wife_keeps_her_own_role() -> None:
    roles = {
        speaker.name: speaker.role
        for speaker in read("Ilse Hollar, wife of Paul Hollar, came. “No,” Paul Hollar said.").speakers
    }
    assert roles == {"Paul Hollar": None}


def test_a_name_that_could_be_a_bodys_is_a_persons_with_a_sign() -> None:
    assert kinds("Ana Bank, an oceanographer, said it was open.") == {"Ana Bank": "person"}
    assert kinds("Merrow Bank said it was open.") == {"Merrow Bank": "institution"}
