"""What can be a speaker: names of people and of bodies, offices, groups, descriptions; and what is nobody."""

import pytest

from statements.extraction import read_article
from statements.extraction.languages.en.speakable import EXAMPLES, LOOSE_END, kind_of, names_a_body
from statements.extraction.languages.en.unnamed import head_of, without_possessive

LEAD = "Pilots have had their say\n\n"
PROSE = (
    "\n\nThe pilots of the town had read the text in the morning, and most of them thought that it was long "
    "and that the harbour would hardly change for it.\n"
)


def read(text: str):
    return read_article(LEAD + text + PROSE)


def spoken(text: str) -> list[tuple[str | None, str | None]]:
    """Return the mention and the speaker of each statement of a short article."""
    return [(quote.mention, quote.speaker) for quote in read(text).quotes]


def kinds(text: str) -> dict[str, str]:
    return {speaker.name: speaker.kind for speaker in read(text).speakers}


@pytest.mark.parametrize(
    ("kind", "phrase"), [(one.kind, phrase) for one in EXAMPLES for phrase in one.examples]
)
def test_a_phrase_is_of_its_kind(kind: str, phrase: str) -> None:
    assert kind_of(phrase, head_of(phrase)) == kind or (
        phrase.startswith("one of") and kind == "anonymous"  # whose head stands behind "of"
    )


@pytest.mark.parametrize(
    ("kind", "phrase"), [(one.kind, phrase) for one in EXAMPLES for phrase in one.counterexamples]
)
def test_a_phrase_is_not_of_a_kind(kind: str, phrase: str) -> None:
    assert kind_of(phrase, head_of(phrase)) != kind


BODIES = (
    """
The United Nations|The Arab League|The Red Cross|The Red Crescent|Interpol|Amnesty International|Human Rights Watch|NATO
The European Union|The African Union|The World Bank|The International Monetary Fund|The World Health Organization|Oxfam
The World Trade Organization|The Kremlin|The White House|The State Department|Greenpeace|Transparency International
Reporters Without Borders|Doctors Without Borders|The Salvation Army|The Council of Europe|OPEC
The European Central Bank|The Federal Reserve|The Bank of England|Goldman Sachs|Deutsche Bank|Boeing
General Electric|General Motors|Rolls-Royce|Royal Dutch Shell|Rio Tinto|Air France|Qatar Airways|Lockheed Martin|Gazprom
Norfolk Southern|Wells Fargo|Morgan Stanley|Lehman Brothers|Microsoft|Google|Facebook|Samsung|Huawei|Volkswagen
The Liberal Democrats|The Conservatives|The Scottish National Party|Sinn Fein|Hamas|Hezbollah|The Taliban|Boko Haram
The Muslim Brotherhood|The Northern League|Alternative for Germany|Fidesz|Syriza|The Tea Party|The Green Party
Planned Parenthood|Pew Research Center|Gallup|YouGov|The Associated Press|Reuters|The Guardian|Al Jazeera
The Daily Show|Scotland Yard|The National Rifle Association|Black Lives Matter|The Bundestag|The Knesset
Kestran Radar Research|Heron Lines|Merrow Mine Watch|Norrhav Marine AB|Tidewell Holdings|Harbour Forum
Corran Coalition|Haldia Airlines|Merrow Foundation|Kestran Shipping Ltd|Heron Network|The Merrow Alliance
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@pytest.mark.parametrize("body", BODIES)
def test_a_body_is_no_person(body: str) -> None:
    found = kinds(f"{body} said that the ferry would sail as long as the harbour was free of ice.")
    assert found
    assert set(found.values()) == {"institution"}


@pytest.mark.parametrize(
    "name",
    ["Ana House", "Tom Park", "Emily Post", "Mary Church", "Victor Banks", "Nora Cook", "Ana Baker", "Rick Page",
     "Dana West", "Martin Guard", "Julia Star", "Bill Day", "Anna Court"],
)  # fmt: skip
def test_a_surname_that_is_a_noun_of_bodies_is_a_persons_behind_a_given_name(name: str) -> None:
    assert not names_a_body(tuple(name.split()))
    assert kinds(f"{name} said that the ferry would sail.") == {name: "person"}


PEOPLE = [
    ("Mira Tolan", "Mira Tolan"),
    ("Ulla von der Haag", "Ulla von der Haag"),
    ("Piet van der Tarn", "Piet van der Tarn"),
    ("Ana de la Corte", "Ana de la Corte"),
    ("Salim bin Nasser al-Qadi", "Salim bin Nasser al-Qadi"),
    ("Edwin W. Pell Jr.", "Edwin W. Pell Jr."),
    ("Edwin Pell III", "Edwin Pell III"),
    ("Greta Holm MP", "Greta Holm"),
    ("Greta Holm PhD", "Greta Holm"),
    ("Ho Jun-seo", "Ho Jun-seo"),
    ("Chad Mirrow", "Chad Mirrow"),
    ("Paris Quill", "Paris Quill"),
    ("April Senn", "April Senn"),
    ("Jordan Wick", "Jordan Wick"),
    ("Silvia Paris", "Silvia Paris"),
    ("Theresa May", "Theresa May"),
    ("Mr. Ivo Lund", "Ivo Lund"),
    ("Dame Ilse Hollar", "Ilse Hollar"),
    ("J. J. Drellin", "J. J. Drellin"),
    ("Oksar A. Lund", "Oksar A. Lund"),
    ("Texan Ivo Lund", "Ivo Lund"),
    ("Tarn-born Ivo Lund", "Ivo Lund"),
    ("Using Ivo Lund", "Ivo Lund"),
    ("DJ Ivo Lund", "Ivo Lund"),
    ("Sterling Lund", "Sterling Lund"),
    ("John Tower", "John Tower"),
    ("Marieke ten Hoeve", "Marieke ten Hoeve"),
    ("Pope Emil", "Pope Emil"),
    ("Siân O'Dell", "Siân O'Dell"),
]


@pytest.mark.parametrize(("printed", "name"), PEOPLE)
def test_a_persons_name_is_the_name_without_titles_and_letters(printed: str, name: str) -> None:
    assert kinds(f"{printed} said that the ferry would sail. “It is deep,” {printed} added.") == {
        name: "person"
    }


OFFICES = [
    "Minister of Foreign Affairs {}", "Tessaran Minister of Foreign Affairs {}", "First Deputy Foreign Minister {}",
    "the Haldia Prime Minister {}", "US Secretary of State {}", "Tessara president {}", "Foreign Office minister {}",
    "Secretary-General {}", "High Representative {}", "Chargé d'affaires {}", "Chargé d’affaires {}",
    "Permanent Representative to the UN {}", "Alderwoman {}", "Minister of Economic Development {}",
    "Minister for Energy and Mines {}", "Minister of Fisheries {}", "Deputy Prime Minister for Defence {}",
    "German Transport Minister {}", "Commission President {}", "Vice President {}", "Attorney General {}",
    "Health and Human Services Secretary {}", "House Speaker {}", "Sen. {}", "Reps. {}", "Gen. {}", "Pastor {}",
    "former Kestran finance minister {}", "Foreign Ministry spokeswoman {}", "Supervisor of Elections {}",
    "Harbour County Recorder {}", "Chief of Staff {}", "Acting Mayor {}", "Crown Prince {}", "UN envoy {}",
]  # fmt: skip


@pytest.mark.parametrize("office", OFFICES)
def test_an_office_is_no_part_of_the_name(office: str) -> None:
    said = office.format("Emil Sarkov")
    text = f"“It is ready,” {said} said on Tuesday. Sarkov added that no boat was late."
    assert spoken(text) == [(said, "Emil Sarkov"), ("Sarkov", "Emil Sarkov")]
    assert kinds(text) == {"Emil Sarkov": "person"}


@pytest.mark.parametrize(
    ("said", "mention"),
    [
        ("Twelve percent said that the ferry was late.", "Twelve percent"),
        ("In 2010, 63 percent said that the ferry was late.", "63 percent"),
        ("Footage showed that the ferry was late.", "Footage"),
        ("The footage showed that the ferry was late.", "The footage"),
        ("A chart behind the desk said that the ferry was late.", "A chart behind the desk"),
        ("The gate said that the ferry was late.", "The gate"),
        ("Canadian said that the ferry was late.", "Canadian"),
        ("Dane said that the ferry was late.", "Dane"),
        ("A Dane said that the ferry was late, and in Dane hands it was.", "A Dane"),
        ("A nightly Gallup said that the ferry was late.", "A nightly Gallup"),
        ("Six in ten Haldia Democratic said that the ferry was late.", "Six in ten Haldia Democratic"),
        ("Art Deco said that the ferry was late.", "Art Deco"),
        ("Tolan Tower said that the ferry was late.", "Tolan Tower"),
        ("The Harbour Strip said that the ferry was late.", "The Harbour Strip"),
        ("South Carolina said that the ferry was late.", "South Carolina"),
        ("R-S.C. said that the ferry was late, as ships from Tarn do.", "R-S.C."),
    ],
)
def test_what_cannot_speak_is_nobody(said: str, mention: str) -> None:
    record = read(said)
    assert [(quote.mention, quote.speaker) for quote in record.quotes] in ([(mention, None)], [])
    assert record.speakers == ()


@pytest.mark.parametrize(
    ("said", "name", "kind"),
    [
        ("A source in the foreign ministry said it was open.", "source in the foreign ministry", "anonymous"),
        (
            "The head of the Heron Foundation said it was open.",
            "head of the Heron Foundation",
            "anonymous",
        ),
        ("An oceanographer said it was open.", "oceanographer", "anonymous"),
        ("Officials said it was open.", "Officials", "group"),
        ("Patients said it was open.", "Patients", "group"),
        ("Others said it was open.", "Others", "anonymous"),
        ("The Norrin brothers said it was open.", "Norrin brothers", "group"),
        ("The nationalist Harbour Times tabloid said it was open.", "Harbour Times", "institution"),
        ("The nonpartisan Heron Foundation said it was open.", "Heron Foundation", "institution"),
        ("Pier 4 is the place Haldia officials say the ferry was late.", "Haldia officials", "group"),
        ("The Haldia senator emailed supporters saying: “It is ready.”", "Haldia senator", "anonymous"),
        ("“It is ready,” said a Heron Foundation tide expert.", "Heron Foundation tide expert", "anonymous"),
        ("The ferry was late, according to a yearly Gallup poll.", "yearly Gallup poll", "document"),
        ("Canadians said it was open.", "Canadians", "group"),
        ("One of the former officials said it was open.", "One of the former officials", "anonymous"),
        ("The report said it was open.", "report", "document"),
        ("A letter of the harbour office said it was open.", "letter of the harbour office", "document"),
        ("A poll found that the ferry was late.", "poll", "document"),
        (
            "According to harbour office records at the time that were later released by Heron Lines, the ferry was late.",
            "harbour office records at the time",
            "document",
        ),
        ("Opposition figures said it was open.", "Opposition figures", "group"),
        ("A Morning Tide Poll found that the ferry was late.", "Morning Tide Poll", "document"),
        (
            "A report in the journal Harbours and Bridge Making said it was open.",
            "report in the journal Harbours and Bridge Making",
            "document",
        ),
        ("The navy's inspector general said it was open.", "navy's inspector general", "anonymous"),
        ("A general said it was open.", "general", "anonymous"),
        ("The Harbour Department's said it was open.", "Harbour Department", "institution"),
        ("McDonald's said it was open.", "McDonald's", "institution"),
        ("HBCentral said it was open.", "HBCentral", "institution"),
        ("NGOs said it was open.", "NGOs", "group"),
        ("One guest inside Tolan Tower said it was open.", "guest inside Tolan Tower", "anonymous"),
        ("REUTERS said it was open.", "REUTERS", "institution"),
        ("Harbour pilots this week said it was open.", "Harbour pilots", "group"),
        ("The activist group Tarn Eye said it was open.", "Tarn Eye", "institution"),
    ],
)
def test_who_has_no_name_is_described(said: str, name: str, kind: str) -> None:
    assert kinds(said) == {name: kind}


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("surveys of Haldia voters late last", "surveys of Haldia voters"),
        ("proponents of the new", "proponents"),
        ("voters in six towns that vote on Super", "voters in six towns that vote"),
        ("people who came last", "people who came"),
        ("pilots of the newest boat", "pilots of the newest boat"),
    ],
)
def test_a_description_ends_with_no_loose_words(phrase: str, name: str) -> None:
    assert LOOSE_END.sub("", phrase) == name


@pytest.mark.parametrize("mention", ["Conservative Principles", "Moderate Causes"])
def test_a_party_before_a_word_makes_nobody_of_it(mention: str) -> None:
    assert kinds(f"{mention} said that it was late.") == {}
    assert kinds(f"“It is late,” said Senator {mention.split()[1]}.") != {}


def test_a_verb_before_an_office_is_no_part_of_it() -> None:
    roles = {
        "They met candidate Ivo Lund, who left.": "candidate",
        "He tried to resemble Senator Ivo Lund, who left.": "Senator",
        "They praised fisheries minister Ivo Lund, who left.": "fisheries minister",
        "They praised harbour minister Ivo Lund, who left.": "harbour minister",
    }
    for sentence, role in roles.items():
        speakers = read(f"{sentence} “It is late,” Lund said.").speakers
        assert [(speaker.name, speaker.role) for speaker in speakers] == [("Ivo Lund", role)]


def test_a_state_by_its_full_name_is_the_country() -> None:
    assert kinds("The Republic of Norway said that it was late.") == {"Norway": "country"}
    assert kinds("The Republic of Letters said that it was late.").get("Letters") is None


def test_a_body_with_a_short_name_is_no_person_and_a_word_in_capitals_is_no_body() -> None:
    assert kinds("Pew said that the ferry was late.") == {"Pew": "institution"}
    assert kinds("“It is late,” said Mr. Who.").get("Who") != "institution"


def test_a_letter_that_ends_a_sentence_is_no_initial() -> None:
    assert kinds("They have a Plan A. Norrin said that it was late. “It is late,” Norrin added.") == {
        "Norrin": "person"
    }


def test_a_body_is_what_the_noun_before_it_says() -> None:
    text = "The website Mashlet, which began in Tarn, is sold. Mashlet announced that it was late."
    assert kinds(text) == {"Mashlet": "institution"}
    assert (
        kinds("The website told Norrin, who left, that it was late. “So it was,” Norrin said.")["Norrin"]
        == "person"
    )


def test_a_persons_name_is_found_in_a_headlines_words() -> None:
    text = "Denlow May Seek Second Vote\n\nMira Denlow spoke on Monday. “It is ready,” Denlow said." + PROSE
    assert {speaker.name for speaker in read_article(text).speakers} == {"Mira Denlow"}


def test_a_headlines_words_are_no_names() -> None:
    text = (
        "Envoys Reject Stunning Offer From Merrow\n\nStunning Offer Rejected\n\n“It is ready,” Mira Tolan said."
        + PROSE
    )
    assert {speaker.name for speaker in read_article(text).speakers} == {"Mira Tolan"}


def test_a_leader_is_found_behind_a_country_and_a_title() -> None:
    assert kinds("Tessara Leader Drellin said the gate was shut.") == {"Drellin": "person"}


def test_a_nickname_in_marks_is_part_of_the_name() -> None:
    text = 'William "Bill" Okrane came. "It is ready," said William "Bill" Okrane. "It is deep," Okrane said.'
    assert kinds(text) == {'William "Bill" Okrane': "person"}
    assert len(spoken(text)) == 2


def test_letters_in_brackets_join_their_long_name() -> None:
    text = "The Harbour Pilots Office (HPO) met. The HPO said it was open. “It is deep,” the Harbour Pilots Office said."
    (speaker,) = read(text).speakers
    assert (speaker.name, speaker.kind, speaker.aliases) == ("Harbour Pilots Office", "institution", ("HPO",))


def test_letters_in_brackets_that_stand_for_something_else_join_nothing() -> None:
    text = "Mira Tolan (MP) met the Harbour Pilots Office. The HPO said it was open."
    assert "Harbour Pilots Office" not in kinds(text)


@pytest.mark.parametrize("core", ["", " ", ".", "’s", "the"])
def test_what_has_no_word_is_nobody(core: str) -> None:
    assert kind_of(core, head_of(core)) is None


def test_no_words_are_nobody() -> None:
    assert kind_of(" ", "minister") is None  # a head found where only signs are left


@pytest.mark.parametrize(
    ("printed", "name", "kind"),
    [
        ("Le Courrier", "Le Courrier", "institution"),
        ("Der Tarner Bote", "Der Tarner Bote", "institution"),
        ("Celebrities Jorlen Tolan", "Jorlen Tolan", "person"),
        ("Billionaire Mira Tolan", "Mira Tolan", "person"),
        ("A May 1 letter from the pilots", "letter from the pilots", "document"),
        ("A longtime policy maker", "longtime policy maker", "anonymous"),
        ("A car maker", "car maker", "institution"),
    ],
)
def test_what_stands_around_a_name_is_no_part_of_it(printed: str, name: str, kind: str) -> None:
    assert kinds(f"{printed} said that the ferry would sail as long as the harbour was free of ice.") == {
        name: kind
    }


def test_a_day_behind_a_poll_is_no_part_of_it() -> None:
    assert LOOSE_END.sub("", "harbour poll out Thursday") == "harbour poll"
    assert LOOSE_END.sub("", "harbour poll of sailors") == "harbour poll of sailors"


def test_one_or_the_other_is_nobody() -> None:
    assert kind_of("sailors or the pilots", "pilots") is None
    assert kind_of("sailors and pilots", "pilots") == "group"


def test_a_surname_with_an_article_is_somebodys() -> None:
    text = "Mirelle Le Roke said that the ferry would sail. “It is deep,” Le Roke added."
    assert set(kinds(text).values()) == {"person"}


def test_a_possessive_alone_is_no_name() -> None:
    assert without_possessive("’s") == "’s"
    assert without_possessive("Harbour Department's") == "Harbour Department"
