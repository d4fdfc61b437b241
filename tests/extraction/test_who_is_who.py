"""Who is meant inside one article: relatives, namesakes, offices, those without a name."""

import pytest

from .test_speakable import kinds, read, spoken

CASES = [
    (
        "Mr Temme is not his wife",
        "Ilse Temme, wife of the envoy, opened a school. “It is shut,” Mr Temme said.",
        [("Mr Temme", "Temme")],
    ),
    (
        "Husband and wife are told apart by their titles",
        "Paul Temme and his wife Ilse Temme came. “It is shut,” Mr Temme said. Mrs Temme said it was open.",
        [("Mr Temme", "Paul Temme"), ("Mrs Temme", "Ilse Temme")],
    ),
    (
        "A couple speaks together",
        "Paul Temme came. Mr and Mrs Temme said they would stay.",
        [("Mr and Mrs Temme", "Mr and Mrs Temme")],
    ),
    (
        "The president is not the first lady",
        "President Morn said the strait would stay open. The first lady, Petra Morn, opened a school. "
        "“We will keep it open,” President Morn said.",
        [("President Morn", "Morn"), ("President Morn", "Morn")],
    ),
    (
        "The president is not the president's brother",
        "Denis Orlan, the president's brother, opened a mine. “It is open,” President Orlan said.",
        [("President Orlan", "Orlan")],
    ),
    (
        "The president is whoever holds the office",
        "Denis Orlan, the president's brother, opened a mine. President Viktor Orlan was away. "
        "“It is shut,” President Orlan said. “It is deep,” the president said.",
        [("President Orlan", "Viktor Orlan"), ("the president", "Viktor Orlan")],
    ),
    (
        "The mayor is whoever is called mayor",
        "The mayor, Ana Whitcombe, met Paul Whitcombe, a baker. “It is open,” Mayor Whitcombe said.",
        [("Mayor Whitcombe", "Ana Whitcombe")],
    ),
    (
        "Father and son are told apart by what stands behind the name",
        "Samuel Harte Jr. and Samuel Harte Sr. came. “It is open,” Samuel Harte Sr. said. “It is shut,” Harte Jr. said.",
        [("Samuel Harte Sr.", "Samuel Harte Sr."), ("Harte Jr.", "Samuel Harte Jr.")],
    ),
    (
        "Father and son are not told apart without it",
        "Samuel Harte Jr. and Samuel Harte Sr. came. “It is open,” Harte said.",
        [("Harte", None)],
    ),
    (
        "A doctor is no general",
        "Dr. Ada Oduya and Gen. Femi Oduya came. “It is open,” Dr. Oduya said. “It is shut,” Gen. Oduya said.",
        [("Dr. Oduya", "Ada Oduya"), ("Gen. Oduya", "Femi Oduya")],
    ),
    (
        "A general who is not named in full is kept apart from the doctor",
        "Dr. Ada Oduya came. “It is shut,” Gen. Oduya said.",
        [("Gen. Oduya", "Oduya")],
    ),
    (
        "A senator of one country is no minister of another",
        "New Zealand Prime Minister Kay Orlan came to the hall. “It is open,” U.S. Sen. Orlan said.",
        [("U.S. Sen. Orlan", "Orlan")],
    ),
    (
        "A surname of two stays open",
        "Adam Roke and Mary Roke came to the harbour. “It rains,” Roke said.",
        [("Roke", None)],
    ),
    (
        "What parties say is not the minister's",
        "Chief minister Pol Boatling said taxes would not rise. The Liberal Democrats said the sums were wrong. "
        "The Conservatives said they would vote against.",
        [
            ("Chief minister Pol Boatling", "Pol Boatling"),
            ("The Liberal Democrats", "Liberal Democrats"),
            ("The Conservatives", "Conservatives"),
        ],
    ),
    (
        "What several ministers say is nobody's alone",
        "Bo Lind, the foreign minister, left. The foreign ministers of Velland and Norvania said the text was ready.",
        [("The foreign ministers of Velland and Norvania", "foreign ministers of Velland and Norvania")],
    ),
    (
        "Two who are named together speak together",
        "Foreign Minister Bo Lind met Ana Korv. Lind and Korv said it was deep.",
        [("Lind and Korv", "Lind and Korv")],
    ),
    (
        "Trade and industry make one minister",
        "Trade and Industry Minister Bo Lind said it was open.",
        [("Trade and Industry Minister Bo Lind", "Bo Lind")],
    ),
    (
        "The company is the company",
        "Boliden Marine, a shipping company, was late. Bo Lind left. The company said it was sorry. "
        "Boliden said it would pay.",
        [("The company", "Boliden Marine"), ("Boliden", "Boliden Marine")],
    ),
    (
        "He behind an office is the office",
        "The Secretary-General met today with Bo Lind, Minister for Foreign Affairs. "
        "The Secretary-General welcomed the truce. He said that the strait must be reopened.",
        [("He", "Secretary-General")],
    ),
    (
        "He behind a country's prime minister is the prime minister",
        "The Velland Prime Minister met Bo Lind in the hall. He said the gate would open.",
        [("He", "Velland Prime Minister")],
    ),
    (
        "She behind an office that is named is who holds it",
        "Prime Minister Ana Korv met Bo Lind in the hall. The prime minister praised the text. She said it was ready.",
        [("She", "Ana Korv")],
    ),
    (
        "An office is not the next who is named and called something else",
        "The foreign minister said it was open. Bo Lind, an oceanographer, left.",
        [("The foreign minister", "foreign minister")],
    ),
    (
        "An office is not whom its relative clause names",
        "The Velland prime minister, who met Bo Lind, said it was open.",
        [("The Velland prime minister", "Velland prime minister")],
    ),
    (
        "Its spokeswoman is nobody named",
        "Bo Lind, head of the harbour office, came. Its spokeswoman said it was shut.",
        [("Its spokeswoman", None)],
    ),
    (
        "The general, the sheikh and the oceanographer are those who are so described",
        "The general, Femi Oduya, came with Bo Lind. The general said it was deep. Sheikh Tamer bin Raed al-Sahm said "
        "it was open. “We are ready,” Sheikh Tamer said. The sheikh said he would stay.",
        [
            ("The general", "Femi Oduya"),
            ("Sheikh Tamer bin Raed al-Sahm", "Tamer bin Raed al-Sahm"),
            ("Sheikh Tamer", "Tamer bin Raed al-Sahm"),
            ("The sheikh", "Tamer bin Raed al-Sahm"),
        ],
    ),
    (
        "The oceanographer is who is called one",
        "Rana Sutt, an oceanographer, came with Bo Lind. The oceanographer said it was deep.",
        [("The oceanographer", "Rana Sutt")],
    ),
    (
        "A lord is not the place that he is lord of",
        "Lord Stratton of Velm, a banker, came. “It is open,” Lord Stratton said. Stratton said it was deep.",
        [("Lord Stratton", "Stratton"), ("Stratton", "Stratton")],
    ),
    (
        "A surname that is a country is the person's",
        "Kenya Barr came from Kenya. “It is open,” Barr said. Valeria Paris left Paris. “It is deep,” Paris said.",
        [("Barr", "Kenya Barr"), ("Paris", "Valeria Paris")],
    ),
    (
        "A surname that is a word is the person's, and the word is not",
        "Lena Price, a banker, came. The price is high, Price warned.",
        [("Price", "Lena Price")],
    ),
    (
        "A verb behind a body is nobody's name",
        "The council meets on Monday.\n\nCouncil Meets\n\nMira Tolan came. “It is open,” he said.",
        [("he", None)],
    ),
    (
        "The family name that stands first is the short name",
        "Kim Jong-su came to the hall. “It is open,” Kim said.",
        [("Kim", "Kim Jong-su")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_who_is_meant(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert spoken(text) == expected


def record_of(text: str):
    (speaker,) = read(text).speakers
    return speaker


def test_a_role_is_what_somebody_is_and_no_courtesy() -> None:
    assert record_of("Mr. Bo Lind said it was open.").role is None
    assert record_of("Health Minister Dr. Ana Kolb said it was open.").role == "Health Minister"


def test_the_country_is_the_offices() -> None:
    minister = record_of("German Transport Minister Anna Kolb said it was open.")
    assert (minister.role, minister.country) == ("German Transport Minister", "DE")
    assert record_of("U.S. Sen. Dan Orlan said it was open.").country == "US"


def test_the_country_is_not_a_relatives() -> None:
    assert record_of("Denis Orlan, the French president's brother, said it was open.").country is None


@pytest.mark.parametrize(
    ("text", "aliases"),
    [
        ("Robert Kilro-Selk, a member, left. “It is a joke,” Mr Kilro-Selk said.", ("Kilro-Selk",)),
        ("Samuel Harte Jr. came. “It is a joke,” Harte said.", ("Harte",)),
        ("Mira Tolan came. “It is a joke,” Mira said.", ()),
        ("Kim Jong-su came. “It is a joke,” Kim said.", ("Kim",)),
        ("Ursula von der Lind came. “It is a joke,” von der Lind said.", ("Lind",)),
        ("President Mira Tolan came. “It is a joke,” the president said.", ()),
    ],
)
def test_an_alias_is_another_name_and_no_given_name_suffix_or_role(
    text: str, aliases: tuple[str, ...]
) -> None:
    assert record_of(text).aliases == aliases


def test_a_wife_keeps_her_own_role() -> None:
    roles = {
        speaker.name: speaker.role
        for speaker in read("Ilse Temme, wife of Paul Temme, came. “No,” Paul Temme said.").speakers
    }
    assert roles == {"Paul Temme": None}


def test_a_name_that_could_be_a_bodys_is_a_persons_with_a_sign() -> None:
    assert kinds("Ana Bank, an oceanographer, said it was open.") == {"Ana Bank": "person"}
    assert kinds("Orvel Bank said it was open.") == {"Orvel Bank": "institution"}
