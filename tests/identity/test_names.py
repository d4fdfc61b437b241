"""Names of people: taken apart, and when two are spellings or forms of one."""

import pytest

from statements.identity.names import (
    fuller,
    of_plain_owner,
    parse_name,
    person_key,
    relation,
    sort_name,
    surname_key,
)

ONE_PERSON = [  # name, other name, how they differ
    ("Søren Brøndal", "Soren Brondal", "same"),
    ("Işıl Kardağlı", "Isil Kardagli", "same"),
    ("Paweł Świerszcz", "Pawel Swierszcz", "same"),
    ("Jürgen Vöhler", "Juergen Voehler", "same"),
    ("Walter T. Brandt", "Walter Brandt", "same"),
    ("Khalid al-Rumayn", "Khalid Al Rumayn", "same"),
    ("Tamer bin Raed al-Mutlan", "Tamer al-Mutlan", "same"),
    ("Noh Tae-rim", "Noh Tae Rim", "same"),
    ("Noh Tae-rim", "Tae-rim Noh", "same"),
    ("Mr Joost van der Weel", "Joost van der Weel", "same"),
    ("Lena Horvat (Лена Хорват)", "Lena Horvat", "same"),
    ("Xəlil Çaqmaz", "Khalil Chagmaz", "same"),
    ("Đurđica Malek", "Djurdjica Malek", "spelling"),
    ("Walter Brandt Jr.", "Walter Brandt", "suffix"),
    ("Joost ten Hoven", "Joost ten Hoven", "same"),
    ("Taras Hrabenko", "Taras Grabenko", "spelling"),
    ("Oleh Zoranskyy", "Oleh Zoransky", "spelling"),
    ("Oleh Zoranskiy", "Oleh Zoransky", "spelling"),
    ("Sergei Rudakin", "Sergey Rudakin", "spelling"),
    ("Тарас Грабенко", "Taras Hrabenko", "spelling"),
    ("Robert Tarrant", "Bob Tarrant", "short form"),
    ("Volodymyr Lesiuk", "Vladimir Lesiuk", "short form"),
    ("Kuremi Haruki", "Haruki Kuremi", "swapped"),
]


@pytest.mark.parametrize(("one", "other", "how"), ONE_PERSON)
def test_spellings_and_forms_of_one_name_have_one_key(one: str, other: str, how: str) -> None:
    assert person_key(one) == person_key(other) != ""
    if how != "spelling" or one.isascii():
        assert relation(one, other) == how


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Walter Brandt", "Werner Brandt"),
        ("Walter Brandt", "Walter Brand"),
        ("Maria Oral", "Marta Oral"),
        ("Joost van der Weel", "Joost van der Wal"),
        ("Noh Tae-rim", "Noh Tae-jun"),
        ("Anna Berg-Holm", "Anna Holm"),
        ("Alexander Tolan", "Alec Tolland"),
        ("Xalil Çaqmaz", "Khalil Chagmaz"),  # no letter says that it is Azerbaijani
    ],
)
def test_other_names_have_another(one: str, other: str) -> None:
    assert person_key(one) != person_key(other)


@pytest.mark.parametrize(
    "name", ["Ben Tolan", "Al Tolan", "Van Tolan", "Bruce Ash", "Ash Tolan", "Al bin Raed Tolan"]
)
def test_what_is_a_particle_elsewhere_may_be_a_name(name: str) -> None:
    parsed = parse_name(name)
    assert parsed is not None and parsed.given[0] == name.split()[0] and parsed.surname == name.split()[-1]


@pytest.mark.parametrize(
    "name",
    [
        "De Tolan",
        "Ten Hoven",
        "Van der Weel",
        "Al-Rumayn",
        "Orlan",
        "van der Weel",
        "al-Rumayn",
        "J. Orlan",
        "Mr Orlan",
        "",
    ],
)
def test_a_surname_alone_is_no_full_name(name: str) -> None:
    assert parse_name(name) is None
    assert person_key(name) == ""


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("van der Weel", "Joost van der Weel"),
        ("Weel", "Joost van der Weel"),
        ("al-Rumayn", "Khalid al-Rumayn"),
        ("Mr Brondal", "Søren Brøndal"),
        ("Whitley Jr.", "Samuel Whitley Jr."),
        ("Noh", "Noh Tae-rim"),
        ("J. Brandt", "Walter Brandt"),
    ],
)
def test_a_surname_alone_has_the_key_of_the_full_names(short: str, full: str) -> None:
    assert surname_key(short) == surname_key(full) != ""


@pytest.mark.parametrize(
    ("name", "sorted_by"),
    [
        ("Joost van der Weel", "Weel, Joost van der"),
        ("Samuel Whitley Jr.", "Whitley, Samuel, Jr."),
        ("Samuel T. Whitley III", "Whitley, Samuel T., III"),
        ("Mira Le Roke", "Le Roke, Mira"),
        ("Bram Vander Weel", "Vander Weel, Bram"),
        ("Ada Y. Tolan", "Tolan, Ada Y."),  # an initial, and no particle
        ("J. R. Brandt", "Brandt, J. R."),
        ("Hua Tae-rim", "Hua, Tae-rim"),
        ("Noh Tae-rim", "Noh, Tae-rim"),
        ("Zorn Tae-rim", "Zorn, Tae-rim"),
        ("Anna Zorn-Lund", "Zorn-Lund, Anna"),
        ("Mira Ruiz Ocampo", "Ruiz Ocampo, Mira"),
        ("Mira Tolan Ocampo", "Ocampo, Mira Tolan"),
        ("Orlan", "Orlan"),
        ("Lord Falken of Torm", "Falken, Lord"),
        ("Queen Ilse", "Ilse, Queen"),
        ("Justice Ilse", "Justice Ilse"),
    ],
)
def test_people_are_sorted_by_surname(name: str, sorted_by: str) -> None:
    assert sort_name(name, True) == sorted_by


def test_bodies_are_sorted_by_their_name() -> None:
    assert sort_name("The Lissel Group", False) == "Lissel Group"
    assert sort_name("Bank of Orvania", False) == "Bank of Orvania"


def test_what_tells_two_of_a_name_apart_is_read() -> None:
    senior, junior = parse_name("Samuel Whitley Sr."), parse_name("Samuel Whitley, Jr")
    assert senior is not None and junior is not None
    assert (senior.suffix, junior.suffix) == ("sr", "jr")


def test_the_fuller_name_is_the_same_whichever_comes_first() -> None:
    assert fuller("Walter Brandt", "Walter T. Brandt") == fuller("Walter T. Brandt", "Walter Brandt")
    assert fuller("Soren Brondal", "Søren Brøndal") == "Søren Brøndal"


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Ada Tolan Roke’s campaign", "Ada Roke's campaign"),
        ("Ada T. Roke's office", "Ada Roke's office"),
        ("Ada Roke's office", "Ada Roke's office"),
        ("Samuel Whitley Jr.'s office", "Samuel Whitley Jr.'s office"),  # and not his father's
        ("Roke's office", "Roke's office"),
        ("People's Harbour Party", "People's Harbour Party"),
    ],
)
def test_what_is_somebodys_is_theirs_without_middle_names(name: str, plain: str) -> None:
    assert of_plain_owner(name) == plain


@pytest.mark.parametrize(
    ("name", "sorted_by"),
    [
        ("Lu Kang", "Lu, Kang"),
        ("Lou Jiwei", "Lou, Jiwei"),
        ("Lou Roke", "Roke, Lou"),
        ("Le Roke", "Le Roke"),
        ("Kim Kang", "Kang, Kim"),
    ],
)
def test_a_chinese_family_name_stands_first(name: str, sorted_by: str) -> None:
    assert sort_name(name, True) == sorted_by
