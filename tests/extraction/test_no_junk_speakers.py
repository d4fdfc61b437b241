"""What real pages print beside names: parts of other names, headings, places, companies, who is somebody's aide."""

import pytest

from statements.extraction import read_article
from statements.extraction.languages.en.names import is_complement
from statements.extraction.languages.en.speakable import kind_of, names_a_body
from statements.extraction.languages.en.unnamed import head_of

from .test_speakable import kinds, read, spoken


def speaker_of(text: str) -> list[str | None]:
    return [quote.speaker for quote in read(text).quotes]


LATE = "said that the ferry was late."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"A Coastal Safety Department official {LATE}", {"Coastal Safety Department official": "anonymous"}),
        (f"The Commission on Coastal Debates {LATE}", {"Commission on Coastal Debates": "institution"}),
        (
            f"The Committee for a Responsible Ferry Budget {LATE}",
            {"Committee for a Responsible Ferry Budget": "institution"},
        ),
        (f"Coastal Safety Chief Oksar Belten {LATE}", {"Oksar Belten": "person"}),
        (f"The Commission on Tides and Mira Tolan came. Tolan {LATE}", {"Mira Tolan": "person"}),
        (f"Harbour Board Committeeman Oksar Belten {LATE}", {"Oksar Belten": "person"}),
        (f"Oksar Committee Belten {LATE}", {"Oksar Committee Belten": "institution"}),
        (f"Gov. Earl Tolan Roke {LATE}", {"Earl Tolan Roke": "person"}),
        (f"Earl Tolan {LATE}", {"Tolan": "person"}),
        (f"Former Miss Oscane Mira Tolan came. Tolan {LATE}", {"Mira Tolan": "person"}),
        (f"Miss Mira Anna Tolan came. Tolan {LATE}", {"Mira Anna Tolan": "person"}),
        (f"Harbour Post DL Mira Tolan {LATE}", {"Mira Tolan": "person"}),
        (f"AJ Mira Tolan {LATE}", {"AJ Mira Tolan": "person"}),
        (f"Norrhav North Korea {LATE}", {}),
        (f"She read it in Oksar Passages. Oksar Passages {LATE}", {}),
        (f"She read it in Oksar Clements. Oksar Clements {LATE}", {"Oksar Clements": "person"}),
        (f"She came from Oksar High. Oksar High {LATE}", {}),
        (f"She came with Ana High. Ana High {LATE}", {"Ana High": "person"}),
    ],
)
def test_a_name_is_no_part_of_a_bodys_or_an_offices(text: str, found: dict[str, str]) -> None:
    assert kinds(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            f"They bought it from a Kestran company, Oksar Belten, and left. Oksar Belten {LATE}",
            "institution",
        ),
        (f"They bought it from the head of a company, Oksar Belten, and left. Oksar Belten {LATE}", "person"),
        (
            f"It came from Oksar Belten, one of the largest shipping companies. Oksar Belten {LATE}",
            "institution",
        ),
        (f"It came from Oksar Belten, one of the oldest pilots. Oksar Belten {LATE}", "person"),
        (f"It went to Oksar Belten, which is sold. Oksar Belten {LATE}", "institution"),
        (f"It went to Oksar Belten, who is ill. Oksar Belten {LATE}", "person"),
    ],
)
def test_what_stands_around_two_capitals_tells_a_company_from_somebody(text: str, found: str) -> None:
    assert set(kinds(text).values()) == {found}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Belten itself was sold. Belten {LATE}", "institution"),
        (f"Belten himself was sold a boat. Belten {LATE}", "person"),
        (f"Belten’s shareholders met. Belten {LATE}", "institution"),
        (f"Belten’s friends met. Belten {LATE}", "person"),
        (f"Belten reported a quarterly loss. Belten {LATE}", "institution"),
        (f"Belten reported a theft. Belten {LATE}", "person"),
        (f"The firm of Belten Coal met. Belten {LATE}", "institution"),
        (f"The firm of Roke Coal met. Belten {LATE}", "person"),
    ],
)
def test_a_word_that_has_what_companies_have_is_one(text: str, kind: str) -> None:
    assert kinds(text).popitem()[1] == kind


def test_words_of_a_heading_are_nobody() -> None:
    heading = "The talks went on.\n\nA Hopeful, Divisive Legacy.\n\nIt is a divisive legacy. She is leaving a boat, “a wreck”, she said."
    assert "Divisive Legacy" not in kinds(heading)
    named = f"The talks went on.\n\nMira Legacy.\n\nIt is a legacy. She came. She {LATE}"
    assert kinds(named) == {"Mira Legacy": "person"}


@pytest.mark.parametrize("first", ["Unlike", "Recent", "Another", "Big"])
def test_what_begins_a_sentence_is_no_given_name(first: str) -> None:
    assert f"{first} Belten" not in kinds(f"{first} Belten boats are old. “It is late,” Belten said.")
    assert kinds("Ana Belten is old. “It is late,” Belten said.") == {"Ana Belten": "person"}


def test_the_words_before_a_colon_in_a_form_are_no_name() -> None:
    assert kinds("Name: Mira Tolan Age: 27. “It is late,” Tolan said.") == {"Mira Tolan": "person"}
    assert kinds("So says Mira Tolan Roke: “It is late.”") == {"Mira Tolan Roke": "person"}


def test_a_particle_in_a_headline_belongs_to_the_name() -> None:
    text = "Kestra’s Marine Le Tolan Backs Pilots And Denounces Roke\n\n“It is late,” Tolan said of the ferry in the harbour, and nobody of those who were there had anything to say against it for all of the long evening in May.\n"
    assert {speaker.name for speaker in read_article(text).speakers} == {"Marine Le Tolan"}


def test_an_outlet_before_a_name_is_no_part_of_it() -> None:
    text = "Mira Roke came. In a meeting with the board of the New York Times Roke said that it was late."
    assert "Times Roke" not in kinds(text)
    assert kinds("Mira Anna Roke came. “It is late,” Roke said.") == {"Mira Anna Roke": "person"}


@pytest.mark.parametrize(
    ("before", "another"),
    [
        ("the former top aide to President ", True),
        ("a spokesman for Secretary of State ", True),
        ("committee for a ", True),
        ("Minister of Foreign Affairs ", False),
        ("Chief of Staff ", False),
        ("Secretary of State ", False),
        ("President ", False),
        ("the leader of the Harbour League, ", False),
    ],
)
def test_whose_a_name_is_behind_a_preposition(before: str, another: bool) -> None:
    assert is_complement(before) == another


def test_an_aide_to_somebody_is_not_that_person() -> None:
    text = "“It is late,” said the former top aide to President Mira T. Roke. Mira T. Roke was away."
    assert speaker_of(text) == ["former top aide to President Mira T. Roke"]
    assert speaker_of("Mira Roke was away. “It is late,” said former top aide Mira Roke.") == ["Mira Roke"]


def test_a_group_that_somebody_leads_is_the_group() -> None:
    assert kinds("A research group led by Mira Tolan found that it was late.").get("Mira Tolan") is None
    assert kinds("Group leader Mira Tolan found that it was late.") == {"Mira Tolan": "person"}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Norrhav.com", "Norrhav.com"),
        ("The celebrity press HarbourBooks", "HarbourBooks"),
        ("The New York Times newspaper", "New York Times"),
        ("Roke's hometown Harbour Free Press", "Harbour Free Press"),
        ("The People’s Harbour Daily", "People’s Harbour Daily"),
        ("The U.N.", "U.N."),
    ],
)
def test_a_body_has_its_name_alone(said: str, name: str) -> None:
    assert kinds(f"Kim Jong Un was away. {said} {LATE}") == {name: "institution"}


def test_a_paper_is_called_by_who_observes_and_a_surname_may_be_a_relatives() -> None:
    assert kinds(f"The Charlotte Observer {LATE}") == {"Charlotte Observer": "institution"}
    assert kinds(f"The French Observer {LATE}") == {"French Observer": "anonymous"}
    assert kinds(f"The harbour observer {LATE}") == {"harbour observer": "anonymous"}
    assert kinds(f"Analyst Ken Doctor {LATE}") == {"Ken Doctor": "person"}
    assert kinds(f"The harbour doctor {LATE}") == {"harbour doctor": "anonymous"}


def test_letters_are_no_surname_and_a_surname_no_letters() -> None:
    assert speaker_of(f"Kim Jong Un was away. Kim {LATE}") == ["Kim Jong Un"]
    assert not names_a_body(("Norrhav",))
    assert kinds(f"Mira Roke’s colleague Ana Tolan {LATE}") == {"Ana Tolan": "person"}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Numerous old pilots interviewed at Tolan rallies", "Numerous old pilots"),
        ("Her lawyers in a court filing", "Ana Roke’s lawyers"),
        ("An arbitration panel in 2001", "arbitration panel"),
        ("The first time Haldia pilots and the Harbour Council", "Haldia pilots and the Harbour Council"),
        ("Pilots in a harbour town", "Pilots in a harbour town"),
    ],
)
def test_how_and_when_somebody_was_asked_is_no_part_of_who_it_is(said: str, name: str) -> None:
    assert speaker_of(f"Ana Roke came. {said} {LATE}") == [name]


def test_none_and_few_are_nobody() -> None:
    text = "The boat has only one Kestran owner and no pilots said that the ferry was late."
    assert kinds(text) == {}
    assert set(kinds("Kestran owners and the pilots said that the ferry was late.").values()) == {"group"}


def test_most_of_a_thing_is_nobody_and_most_of_some_people_is_a_group() -> None:
    assert kinds(f"Most of her music {LATE}") == {}
    assert kinds(f"Most of the pilots {LATE}") == {"Most of the pilots": "group"}


def test_what_a_plural_verb_tells_of_its_subject() -> None:
    text = "House pilots supporting the bill have said that it was late."
    assert spoken(text) == [("House pilots", "House pilots")]
    assert spoken("House pilots supporting the minister has said that it was late.") != spoken(text)
    place = "Mira Tolan and Edwin Roke of the University of Kestra, Oscane suggest that it was late."
    assert "Oscane" not in kinds(place)


def test_what_is_according_to_its_reports_is_the_owners() -> None:
    text = "Through May, Mira Tolan’s campaign had spent relatively little on data, according to its HPO reports."
    assert kinds(text) == {"Mira Tolan’s campaign": "institution"}
    assert kinds(text.replace("its HPO reports", "its harbour")) != kinds(text)


def test_a_list_of_states_names_no_source() -> None:
    text = "According to results of the polls of the harbour, many voters in Florida, Georgia and Texas want a boat of their own."
    assert kinds(text) == {}
    named = "According to the head of the harbour of Tarn, Mira Tolan, many voters want a boat of their own."
    assert kinds(named) == {"Mira Tolan": "person"}


def test_georgia_beside_states_of_america_is_no_country() -> None:
    assert kinds(f"It rained in Florida and Texas. Georgia {LATE}").get("Georgia") != "country"
    assert kinds(f"It rained in Armenia. Georgia {LATE}") == {"Georgia": "country"}


def test_the_name_of_a_body_ends_where_its_noun_phrase_ends() -> None:
    cut = "The trade group for the Tarn Coast harbours met. “It is late,” the group said."
    assert kinds(cut) == {"group": "institution"}
    whole = "The trade group for the Tarn Coast met. “It is late,” the group said."
    assert kinds(whole) == {"group for the Tarn Coast": "institution"}
    sentence = "Mr. Roke is of the HRT. The network said that it was late."
    assert kinds(sentence) == {"network": "institution"}


def test_a_paper_with_a_documents_noun_is_nobodys_text() -> None:
    assert speaker_of("Mira Roke was late, the New York Post reported.") == ["New York Post"]
    assert speaker_of("Mira Roke wrote a post. “It is late,” the post said.") == ["Mira Roke"]


def test_the_name_of_a_work_is_nobody_who_is_he() -> None:
    text = f"Pastor Edwin Roke slammed the Harry Tolan books. He {LATE}"
    assert speaker_of(text) == ["Edwin Roke"]
    assert speaker_of(f"Pastor Edwin Roke met Harry Tolan. Tolan {LATE}") == ["Harry Tolan"]


def test_what_two_are_called_by_the_article_alone_lends_nobody_its_first_word() -> None:
    assert kinds(f"Many are on the Belten Train. Belten {LATE}") == {"Belten": "person"}
    assert kinds(f"Many read the Belten Eye, a website. Belten {LATE}") == {"Belten Eye": "institution"}


def test_what_hangs_behind_a_dash_is_no_part_of_who_speaks() -> None:
    assert speaker_of(f"They hid the outbreak—and Haldia officials {LATE}") == ["Haldia officials"]
    assert kind_of("Aro-Lindqvist officials", head_of("Aro-Lindqvist officials")) == "group"


def test_a_double_surname_is_joined_by_the_first_of_it() -> None:
    came = "María Fernanda Ruiz Ocampo came."
    assert speaker_of(f"{came} “It is late,” Fernanda Ruiz said.") == ["María Fernanda Ruiz Ocampo"]
    assert speaker_of(f"{came} “It is late,” Carla Ruiz said.") == ["Carla Ruiz"]
    two = "María Fernanda Ruiz Ocampo came with Laura Fernanda Ruiz Salas."
    assert speaker_of(f"{two} “It is late,” Fernanda Ruiz said.") == ["Fernanda Ruiz"]


def test_headings_of_goods_are_no_labels() -> None:
    goods = "\n\n".join(
        f"New Price Drop: The boat number {n} is cheap now, and the oars come with it for the whole of May."
        for n in range(4)
    )
    assert "New Price Drop" not in kinds(goods)
    turns = "\n\n".join(
        f"Mira Tolan: The boat number {n} is late, and I have said so since May.\n\nEdwin Roke: Is it, that boat?"
        for n in range(4)
    )
    assert set(kinds(turns)) == {"Mira Tolan", "Edwin Roke"}


def test_a_label_in_capitals_names_who_stands_behind_the_office() -> None:
    turns = "\n\n".join(
        f"SECRETARY OF HPO MIRA TOLAN: The boat number {n} is late, and I have said so since May.\n\nMARY ANN ROKE: Is it?"
        for n in range(4)
    )
    assert set(kinds(turns)) == {"Mira Tolan", "Mary Ann Roke"}


def test_a_picture_credit_is_nobody_who_speaks() -> None:
    credit = "Edwin Roke sang.\n\nIvo Lund via Getty Images.\n\n“It is late,” the 43-year-old said."
    assert "Ivo Lund" not in kinds(credit)
    assert kinds("Ivo Lund via telephone said that it was late.") == {"Ivo Lund": "person"}
