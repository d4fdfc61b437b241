"""Whom offices, pronouns, nouns for people and bodies mean in the sentences behind a name."""

import pytest

from statements.extraction import read_article

BEFORE = "Boats come to Lissel\n\n4 May 2021\n\nThe boats came in on Monday, and the crews went home to their families in the old town.\n\n"
# A few sentences, and the speakers of what is said in them, in order.
STORIES: list[tuple[str, list[str | None]]] = [
    (
        "Velland's foreign minister, Peter Pel, arrived in Oslo on Monday. He said the talks would go on.",
        ["Peter Pel"],
    ),
    (
        "Velland's foreign minister, Peter Pel, met his Kestran counterpart, Anna Roke, on Monday. He said the talks would go on. She said they would not.",
        ["Peter Pel", "Anna Roke"],
    ),
    (
        "Foreign Minister Peter Pel met Trade Minister Anna Roke on Monday. The foreign minister said the talks would go on. The trade minister said they would not.",
        ["Peter Pel", "Anna Roke"],
    ),
    (
        'Peter Pel, the foreign minister, arrived on Monday.\n\n"The talks go on," the minister said.',
        ["Peter Pel"],
    ),
    (
        'Peter Pel, the foreign minister, arrived on Monday.\n\n"The talks go on," he said.\n\n"We have time," he added.',
        ["Peter Pel", "Peter Pel"],
    ),
    (
        "Norway's Prime Minister Kari Lund met Sweden's Prime Minister Erik Berg on Monday. Lund said the talks would go on. The Swedish prime minister said they would not. His Norwegian counterpart said she disagreed.",
        ["Kari Lund", "Erik Berg", "Kari Lund"],
    ),
    (
        "Kari Lund, a spokeswoman for the ministry, declined to say more. The spokeswoman said the talks would go on.",
        ["Kari Lund"],
    ),
    (
        "The ministry's spokesman, Peter Pel, said the talks would go on. The spokesman said they would end in May.",
        ["Peter Pel", "Peter Pel"],
    ),
    ("Ambassador Anna Roke visited the port on Monday. The envoy said the talks would go on.", ["Anna Roke"]),
    (
        "Anna Roke, Norway's ambassador to Velland, visited the port. The diplomat said the talks would go on.",
        ["Anna Roke"],
    ),
    (
        "President Peter Pel spoke on Monday. The president said the talks would go on. The head of state said they would end in May.",
        ["Peter Pel", "Peter Pel"],
    ),
    ("Prime Minister Anna Roke spoke on Monday. The premier said the talks would go on.", ["Anna Roke"]),
    (
        "General Peter Pel, the army chief, spoke on Monday. The general said the talks would go on.",
        ["Peter Pel"],
    ),
    ("Peter Pel, 54, a fisherman, sat on the pier. The fisherman said the talks would go on.", ["Peter Pel"]),
    (
        "The foreign ministry said the talks would go on. The ministry said they would end in May.",
        ["foreign ministry", "foreign ministry"],
    ),
    (
        "Norway's foreign ministry said the talks would go on. It said they would end in May.",
        ["Norway's foreign ministry", "Norway's foreign ministry"],
    ),
    (
        "The International Crisis Forum (ICF) said the talks would go on. The ICF said they would end in May. The group said they mattered.",
        ["International Crisis Forum", "International Crisis Forum", "International Crisis Forum"],
    ),
    (
        "The World Fish Fund warned the talks would end. The fund said they mattered.",
        ["World Fish Fund", "World Fish Fund"],
    ),
    (
        "Peter Pel, leader of the Union Party, spoke on Monday. The opposition leader said the talks would go on.",
        ["Peter Pel"],
    ),
    (
        "Peter Pel said the talks would go on. Mr Pel said they would end in May. Mr. Pel, 54, said he was tired.",
        ["Peter Pel", "Peter Pel", "Peter Pel"],
    ),
    (
        "Anna Roke and Peter Pel met on Monday. Ms Roke said the talks would go on. Mr Pel said they would not.",
        ["Anna Roke", "Peter Pel"],
    ),
    (
        "Sheikh Mohammed bin Rashid Al Orani met Peter Pel on Monday. Sheikh Mohammed said the talks would go on.",
        ["Mohammed bin Rashid Al Orani"],
    ),
    ("Kim Yong-ho met Peter Pel on Monday. Kim said the talks would go on.", ["Kim Yong-ho"]),
    (
        "Nguyen Van Tho, the deputy minister, spoke on Monday. Tho said the talks would go on.",
        ["Nguyen Van Tho"],
    ),
    (
        "María del Carmen Ruiz Ocampo spoke on Monday. Ruiz said the talks would go on.",
        ["María del Carmen Ruiz Ocampo"],
    ),
    ("Jón Karlsson spoke on Monday. Jón said the talks would go on.", ["Jón Karlsson"]),
    (
        "Susilo, the minister for fish, spoke on Monday. Susilo said the talks would go on. The minister said they mattered.",
        ["Susilo", "Susilo"],
    ),
    (
        "The president of Kenya, Amos Keter, met the president of Ghana, Kofi Antwi. The Kenyan president said the talks would go on. The Ghanaian leader said they would not.",
        ["Amos Keter", "Kofi Antwi"],
    ),
    (
        "Kenyan President Amos Keter met Ghanaian President Kofi Antwi. The Kenyan leader said the talks would go on. His Ghanaian counterpart said they would not.",
        ["Amos Keter", "Kofi Antwi"],
    ),
    (
        'Kenya\'s foreign minister said the talks would go on. "We have time," Amos Keter told reporters.',
        ["Amos Keter", "Amos Keter"],
    ),
    (
        'The Kenyan foreign minister, Amos Keter, said the talks would go on. "We have time," the top diplomat said.',
        ["Amos Keter", "Amos Keter"],
    ),
    (
        "U.S. Secretary of State Anna Roke spoke on Monday. The secretary said the talks would go on. The top U.S. diplomat said they mattered.",
        ["Anna Roke", "Anna Roke"],
    ),
    (
        "Anna Roke, the U.S. Secretary of State, spoke on Monday. Secretary Roke said the talks would go on.",
        ["Anna Roke"],
    ),
    (
        "Russian Foreign Minister Sergei Orlov spoke on Monday. Russia's top diplomat said the talks would go on.",
        ["Sergei Orlov"],
    ),
    (
        "Chinese Foreign Ministry spokesman Li Wei spoke on Monday. Li said the talks would go on. The spokesman said they mattered.",
        ["Li Wei", "Li Wei"],
    ),
    (
        "UN envoy Peter Pel met President Anna Roke. The envoy said the talks would go on. The president said they would not.",
        ["Peter Pel", "Anna Roke"],
    ),
    (
        "Peter Pel, the UN envoy, met the president, Anna Roke. He told her the talks would go on. She replied that they would not.",
        ["Peter Pel", "Anna Roke"],
    ),
    (
        "The talks will go on, Foreign Minister Anna Roke said. In a statement, she said they mattered. The statement said they would end in May.",
        ["Anna Roke", "Anna Roke", "Anna Roke"],
    ),
    (
        "A senior official said the talks would go on. The official, who asked not to be named, said they mattered.",
        ["senior official", "senior official"],
    ),
    (
        "A senior official said the talks would go on. A second official said they would not.",
        ["senior official", "second official"],
    ),
    ("Peter Pel's wife, Anna Pel, spoke on Monday. Mrs Pel said the talks would go on.", ["Anna Pel"]),
    ("Peter Pel met Anna Roke. According to her, the talks would go on.", ["Anna Roke"]),
    (
        "The minister said the talks would go on. Peter Pel, who was speaking in Lissel, said they mattered.",
        ["Peter Pel", "Peter Pel"],
    ),
    (
        "The minister of fisheries, Peter Pel, spoke on Monday.\n\nThe boats came in.\n\nThe crews went home.\n\nThe sea was calm.\n\nThe fisheries minister said the talks would go on.",
        ["Peter Pel"],
    ),
    (
        'Peter Pel said the talks would go on.\n\nAnna Roke disagreed.\n\n"They are over," she said.',
        ["Peter Pel", "Anna Roke"],
    ),
    (
        'Peter Pel said the talks would go on.\n\nBut Anna Roke, the Kestran envoy, was less sure.\n\n"They are over," she told reporters.',
        ["Peter Pel", "Anna Roke"],
    ),
    (
        'Peter Pel said the talks would go on.\n\nFor Anna Roke, they are over.\n\n"They are dead," she said.',
        ["Peter Pel", "Anna Roke"],
    ),
    (
        '"The talks go on," said Peter Pel.\n\nStanding beside him, Anna Roke nodded.\n\n"They matter," she said.',
        ["Peter Pel", "Anna Roke"],
    ),
    ('Peter Pel shook his head. "They go on."', ["Peter Pel"]),
    ("The mayor of Lissel, Anna Roke, opened the gate. The mayor said the talks would go on.", ["Anna Roke"]),
    (
        "Lissel Mayor Anna Roke opened the gate. The mayor, who took office in May, said the talks would go on.",
        ["Anna Roke"],
    ),
    (
        "The Speaker of the House, Anna Roke, opened the session. The Speaker said the talks would go on.",
        ["Anna Roke"],
    ),
    ("King Harald met Queen Margrethe. The king said the talks would go on.", ["King Harald"]),
    (
        "Professor Anna Roke of Lissel University spoke on Monday. The professor said the talks would go on.",
        ["Anna Roke"],
    ),
    (
        "Anna Roke, a law professor at Lissel University, spoke on Monday. The academic said the talks would go on.",
        ["Anna Roke"],
    ),
    (
        "Senator Anna Roke spoke on Monday. The senator said the talks would go on. The lawmaker said they mattered.",
        ["Anna Roke", "Anna Roke"],
    ),
    ("Anna Roke, a Labour MP, spoke on Monday. The MP said the talks would go on.", ["Anna Roke"]),
    (
        "Defence Minister Anna Roke told the House the talks would go on. The minister told MPs they mattered.",
        ["Anna Roke", "Anna Roke"],
    ),
    (
        "Pope Leo spoke on Monday. The pope said the talks would go on. The pontiff said they mattered.",
        ["Pope Leo", "Pope Leo"],
    ),
    (
        "Peter Pel, the chief negotiator, spoke on Monday. The negotiator said the talks would go on.",
        ["Peter Pel"],
    ),
    (
        "Peter Pel, the former president, spoke on Monday. The former president said the talks would go on.",
        ["Peter Pel"],
    ),
    (
        "Former president Peter Pel spoke on Monday. The ex-president said the talks would go on.",
        ["Peter Pel"],
    ),
]


@pytest.mark.parametrize(("story", "speakers"), STORIES)
def test_who_is_meant(story: str, speakers: list[str | None]) -> None:
    assert [quote.speaker for quote in read_article(f"{BEFORE}{story}\n", "a").quotes] == speakers
