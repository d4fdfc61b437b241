"""Whose rows statements stand on, whatever order the articles come in, and after an editor has decided."""

import io
import itertools

import pytest
from django.core.management import call_command

from statements import curation
from statements.models import Appearance, MergeProposal, Quote, Speaker

pytestmark = pytest.mark.django_db

PAGE = """Talks end in Lissel

{day} March, {year}

{who} left the talks in Lissel on Friday without a date for the next round, as the boats waited.

“{words} about the bridge,” {short} told reporters.
"""


def page(who: str, short: str, words: str, *, year: int = 2021, day: int = 12) -> str:
    return PAGE.format(who=who, short=short, words=words, year=year, day=day)


PAGES = {
    "a.txt": page("Velland President Viktor Orlan", "Orlan", "We know enough"),
    "b.txt": page("President Orlan", "Orlan", "We know more", day=14),
    "c.txt": page("Museum director Maria Orlan", "Orlan", "We know nothing", day=15),
    "d.txt": page("Mrs Orlan", "Orlan", "We heard nothing", day=16),
    "e.txt": page("Orlan", "Orlan", "We saw little", day=17),
}


def clusters() -> set[frozenset[str]]:
    found: dict[int, set[str]] = {}
    for speaker, words in Quote.objects.exclude(speaker=None).values_list("speaker", "text"):
        found.setdefault(speaker, set()).add(words[:14])
    return {frozenset(words) for words in found.values()}


@pytest.mark.parametrize("order", list(itertools.permutations("abcde"))[::17])
def test_the_order_of_articles_makes_no_difference(store, order: tuple[str, ...]) -> None:
    for letter in order:
        store(PAGES[f"{letter}.txt"], f"{letter}.txt", index=False)
    assert clusters() == {
        frozenset({"We know enough", "We know more a"}),
        frozenset({"We know nothin", "We heard nothi"}),
        frozenset({"We saw little "}),  # of two of that name, nobody knows whose
    }


def test_what_is_probable_is_told_apart(store, client) -> None:
    store(page("Museum director Maria Orlan", "Orlan", "We know nothing"))
    store(page("Orlan", "Orlan", "We heard nothing", day=16), "d.txt")
    maria = Speaker.objects.get(name="Maria Orlan")
    likely = Quote.objects.get(text__startswith="We heard")
    assert likely.speaker != maria and likely.probable_speaker == maria
    assert Quote.objects.by(maria).count() == 1
    shown = client.get(maria.get_absolute_url()).content.decode()
    assert "Probably" in shown and "We heard nothing" in shown
    assert "probably" in client.get(likely.get_absolute_url()).content.decode()
    assert "We heard nothing" not in client.get('/search/?q=speaker:"Maria+Orlan"').content.decode()
    assert likely.speaker.get_absolute_url() + '"' not in client.get("/speakers/").content.decode()
    (asked,) = MergeProposal.objects.all()
    assert (asked.first, asked.second) == (likely.speaker, maria)


def test_reading_again_finds_the_same_rows_and_asks_nothing_twice(store) -> None:
    for name, text in PAGES.items():
        store(text, name, index=False)
    rows = set(Speaker.objects.values_list("pk", "name"))
    asked = set(MergeProposal.objects.values_list("first_speaker", "second_speaker"))
    before = clusters()
    for name, text in PAGES.items():
        store(text + "\nIt rained on the boats.\n", name, index=False)
    assert set(Speaker.objects.values_list("pk", "name")) == rows
    assert set(MergeProposal.objects.values_list("first_speaker", "second_speaker")) == asked
    assert clusters() == before


def test_a_namesake_from_elsewhere_takes_back_what_was_given_too_easily(store) -> None:
    store(page("US senator Daniel Farrow", "Farrow", "We will vote"))
    store(page("Daniel Farrow", "Farrow", "We will dive", day=14), "b.txt")
    assert Speaker.objects.filter(name="Daniel Farrow").count() == 1
    store(page("French minister Daniel Farrow", "Farrow", "We will swim", day=15), "c.txt")
    assert len(clusters()) == 3  # of two of that name, nobody knows whose the words in the middle are


def test_a_merge_binds_articles_that_come_later(store, admin_user) -> None:
    store(page("Russian minister Sergei Rudakin", "Rudakin", "We are ready"))
    store(page("Russian minister Sergey Rudakin", "Rudakin", "We are not", day=14), "b.txt")
    first, second = Speaker.objects.get(name="Sergey Rudakin"), Speaker.objects.get(name="Sergei Rudakin")
    curation.merge(first, second, admin_user)
    store(page("Russian minister Sergey Rudakin", "Rudakin", "We may be", day=16), "c.txt")
    assert Quote.objects.get(text__startswith="We may").speaker == second
    curation.undo(curation_act("merge"), admin_user)
    assert Quote.objects.get(text__startswith="We are not").speaker == first


def curation_act(action: str):
    from statements.models import Revision

    return Revision.objects.filter(action=action).latest("pk")


def test_a_kind_that_an_editor_chose_binds_rows_that_come_later(store, admin_user) -> None:
    store(page("Maria Orlan", "Orlan", "We know nothing"))
    row = Speaker.objects.get(name="Maria Orlan")
    row.kind = "institution"
    curation.save_row(row, admin_user)
    store(page("Maria Orlan", "Orlan", "We hear nothing", day=15), "b.txt")
    assert Quote.objects.get(text__startswith="We hear").speaker == row
    assert Speaker.objects.count() == 1


def test_a_name_that_an_editor_took_away_stays_away(store, admin_user) -> None:
    store(page("US senator Sam T. Whitley", "Whitley", "We will vote"))
    store(page("US senator Sam Whitley", "Whitley", "We will wait", day=14), "b.txt")
    (row,) = Speaker.objects.filter(kind="person")
    curation.remove_alias(row.aliases.get(name="Sam Whitley"), admin_user)
    store(page("US senator Sam Whitley", "Whitley", "We will go", day=15), "c.txt")
    assert Quote.objects.get(text__startswith="We will go").speaker != row
    assert not row.aliases.filter(name="Sam Whitley").exists()


def test_a_headline_that_an_editor_set_freezes_nothing_else(store, admin_user, client) -> None:
    article = store(page("Maria Orlan", "Orlan", "We know nothing")).article
    article.headline = "A headline of ours"
    curation.save_row(article, admin_user)
    store(page("Maria Orlan", "Orlan", "We know nothing"), outlet="The Farrow Observer")
    article.refresh_from_db()
    assert (article.headline, str(article.outlet)) == ("A headline of ours", "The Farrow Observer")
    shown = client.get(article.get_absolute_url()).content.decode()
    assert "Set by an editor" in shown and "headline; the rest is as it was read" in shown


def test_a_page_says_which_fields_are_an_editors(store, admin_user, client) -> None:
    store(page("Velland President Viktor Orlan", "Orlan", "We know enough"))
    row = Speaker.objects.get(name="Viktor Orlan")
    assert "Set by an editor" not in client.get(row.get_absolute_url()).content.decode()
    row.wikidata = "Q42"
    curation.save_row(row, admin_user)
    assert "Set by an editor: wikidata; the rest" in client.get(row.get_absolute_url()).content.decode()


def test_a_page_gives_the_name_in_its_own_script(store, client) -> None:
    store(page("Velland President Viktor Orlan (Виктор Орлан)", "Orlan", "We know enough"))
    row = Speaker.objects.get(name="Viktor Orlan")
    shown = client.get(row.get_absolute_url()).content.decode()
    assert "In other scripts Виктор Орлан" in shown
    assert "Also called Orlan" in shown


def test_namesakes_are_told_apart_in_suggestions(store) -> None:
    from statements.search.suggest import suggestions

    store(page("US senator Daniel Farrow", "Farrow", "We will vote"))
    store(page("French minister Daniel Farrow", "Farrow", "We will swim", day=15), "c.txt")
    told = sorted(one.detail for one in suggestions("farr"))
    assert told == ["French minister, France, 1 statement", "US senator, United States, 1 statement"]


def test_unnamed_sources_of_two_articles_are_two(store) -> None:
    text = page("Maria Orlan", "a source in the Velland foreign ministry", "We know nothing")
    store(text)
    store(text.replace("nothing", "a little"), "b.txt")
    assert Appearance.objects.filter(kind="anonymous").values("speaker").distinct().count() == 2


def test_a_table_of_holders_says_who_a_surname_with_an_office_is(store, tmp_path) -> None:
    table = tmp_path / "holders.csv"
    table.write_text(
        "speaker,office,country,from,to\nAnna Brandt,chancellor,,2020,2021-02\nOlga Brandt,chancellor,,2021-03,\n"
        "Olga Brandt,chancellor,,soon,\n"
    )
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit):
        call_command("load_holders", str(table), stdout=out, stderr=err)
    assert "2 tenures added" in out.getvalue() and "2 speakers are new" in out.getvalue()
    assert "line 4: “soon” is no day" in err.getvalue()
    store(page("Chancellor Brandt", "Brandt", "We know nothing"))
    assert str(Quote.objects.get().speaker) == "Olga Brandt"
    store(page("Chancellor Brandt", "Brandt", "We know it all", year=2020), "b.txt")
    assert str(Quote.objects.get(text__startswith="We know it all").speaker) == "Anna Brandt"


def test_one_answer_to_a_group_joins_some_and_keeps_others_apart(store, admin_user) -> None:
    rows = [
        Speaker.objects.create(name=name, slug=name.lower().replace(" ", "-"))
        for name in ("Maria Orlan", "Mariya Orlan", "Marija Orlan", "Orlan")
    ]
    maria, mariya, marija, short = rows
    for first, second in ((mariya, maria), (marija, maria), (short, maria)):
        MergeProposal.of(first, second, reason="the names differ by their spelling").save()
    curation.join_group([mariya, marija], maria, [short], admin_user)
    decisions = dict(MergeProposal.objects.values_list("first_speaker__name", "decision"))
    assert decisions == {"Mariya Orlan": "same", "Marija Orlan": "same", "Orlan": "two"}
    assert {row.name for row in maria.merged.all()} == {"Mariya Orlan", "Marija Orlan"}
    curation.undo(curation_act("merge"), admin_user)
    assert set(MergeProposal.objects.values_list("decision", flat=True)) == {"open"}
    assert not maria.merged.exists()


def test_reread_puts_an_older_archive_right_and_can_be_stopped(store) -> None:
    from statements.models import Article

    for name, text in PAGES.items():
        store(text, name, index=False)
    before = clusters()
    Article.objects.update(engine="1")
    Quote.objects.update(speaker=None)
    article = Article.objects.earliest("pk")
    Article.objects.filter(pk=article.pk).update(engine="2")  # a run that was stopped has read it
    out = io.StringIO()
    call_command("reread", "--all", stdout=out, stderr=io.StringIO())
    assert "5 articles were read again" in out.getvalue()
    assert clusters() == before
    out = io.StringIO()
    call_command("reread", stdout=out, stderr=io.StringIO())
    assert "0 articles were read again" in out.getvalue()


def test_who_is_no_longer_read_as_a_speaker_has_a_page_that_says_so(store, client) -> None:
    store(PAGES["a.txt"])
    gone = Speaker.objects.create(name="63 percent", slug="63-percent", kind="anonymous")
    response = client.get(gone.get_absolute_url())
    assert response.status_code == 410
    assert "No longer read as a speaker" in response.content.decode()


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_an_outlet_or_a_body_is_one_under_all_its_names(store, order: str) -> None:
    printed = {
        "a": page("The harbour master", "it", "We know enough") + "\nThe ferry was late, the AP reported.\n",
        "b": page("The pilot", "it", "We know more") + "\nThe ferry was slow, Associated Press reported.\n",
        "c": page("The cook", "it", "We know less") + "\nThe ferry was red, the Meridian Press reported.\n",
        "d": page("The mate", "it", "We know it")
        + "\nThe ferry was wet, the Pew Research Center reported.\n",
        "e": page("The mate", "it", "We knew it") + "\nThe ferry was dry, Pew reported.\n",
    }
    for letter in (*order, "c", "d", "e"):
        store(printed[letter], f"{letter}.txt", index=False)
    bodies = Speaker.objects.public().filter(kind=Speaker.Kind.INSTITUTION, quotes__isnull=False).distinct()
    assert set(bodies.values_list("name", flat=True)) == {
        "Associated Press",
        "Meridian Press",
        "Pew Research Center",
    }


@pytest.mark.parametrize("last", ["y", "7"])
def test_a_surname_is_probably_whoever_is_named_far_more_often(store, last: str) -> None:
    pages = {str(n): page("Shipowner Viktor Orlan", "Orlan", f"We know of {n}", day=n + 1) for n in range(8)}
    pages |= {
        "x": page("Denis Orlan", "Orlan", "We know nothing"),
        "y": page("Orlan", "Orlan", "We saw little"),
    }
    for letter in (*(pages.keys() - {last}), last):
        store(pages[letter], f"{letter}.txt", index=False)
    alone = Appearance.objects.get(name="Orlan")
    assert alone.probable is not None and alone.probable.name == "Viktor Orlan"
    assert alone.speaker.name == "Orlan"  # and is never counted as theirs


def test_a_surname_is_nobodys_where_two_are_named_as_often(store) -> None:
    store(page("Shipowner Viktor Orlan", "Orlan", "We know enough"), "a.txt", index=False)
    store(page("Denis Orlan", "Orlan", "We know nothing"), "b.txt", index=False)
    store(page("Orlan", "Orlan", "We saw little"), "c.txt", index=False)
    assert Appearance.objects.get(name="Orlan").probable is None


def test_a_given_name_is_no_role_and_a_title_is(store) -> None:
    store(page("Viktor Orlan", "Viktor Orlan", "We know enough"), "a.txt", index=False)
    store(page("Professor Ada Brandt", "Professor Ada Brandt", "We know more"), "b.txt", index=False)
    roles = dict(Appearance.objects.values_list("name", "role"))
    assert roles["Viktor Orlan"] == ""
    assert roles["Ada Brandt"] == "Professor"


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_the_campaign_of_one_person_is_one(store, order: str) -> None:
    printed = {
        "a": page("Ada T. Roke", "it", "We know enough")
        + "\nRoke's campaign said that the ferry was late.\n",
        "b": page("Ada Roke", "it", "We know more") + "\nThe Roke campaign said that the ferry was slow.\n",
        "c": page("Ida Roke", "it", "We know less") + "\nThe Roke campaign said that the ferry was red.\n",
    }
    for letter in (*order, "c"):
        store(printed[letter], f"{letter}.txt", index=False)
    bodies = Speaker.objects.public().filter(kind=Speaker.Kind.INSTITUTION, quotes__isnull=False).distinct()
    assert set(bodies.values_list("name", flat=True)) == {"Ada T. Roke's campaign", "Ida Roke's campaign"}


LETTERS = {
    "a.txt": "International Tide Authority (ITA) director Ana Kell came. The ITA said it would pay for the hall.",
    "b.txt": "The ITA said that forty lamps would go dark.",
    "c.txt": "Inland Toll Agency (ITA) clerk Ivo Lund came. The ITA said that no toll was paid.",
}
TIDY = "\n\nThe pilots of the town had read the text in the morning, and most of them thought that it was long.\n"


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_letters_are_the_body_that_some_article_calls_so(store, order: str) -> None:
    for letter in order:
        store(
            f"Lamps of the coast {letter}\n\n" + LETTERS[f"{letter}.txt"] + TIDY, f"{letter}.txt", index=False
        )
    assert {q.speaker.name for q in Quote.objects.all()} == {"International Tide Authority"}
    assert Quote.objects.count() == 2


@pytest.mark.parametrize("order", ["abc", "cba", "bac"])
def test_letters_that_two_bodies_share_are_neithers(store, order: str) -> None:
    for letter in order:
        store(
            f"Lamps of the coast {letter}\n\n" + LETTERS[f"{letter}.txt"] + TIDY, f"{letter}.txt", index=False
        )
    names = {q.text[:12]: q.speaker.name for q in Quote.objects.all()}
    assert names == {
        "it would pay": "International Tide Authority",
        "forty lamps ": "ITA",
        "no toll was ": "Inland Toll Agency",
    }


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_office_of_a_country_is_one_however_it_is_written(store, order: tuple[int, ...]) -> None:
    said = ("The Kenyan foreign minister said it was painted.", "Kenya's foreign minister said it was wet.")
    for n in order:
        store(f"Ferry dispute {n}\n\n{said[n]}{TIDY}", f"{n}.txt", index=False)
    assert {q.speaker.name for q in Quote.objects.all()} == {"Kenya's foreign minister"}


def test_an_office_of_nowhere_is_another_in_each_article(store) -> None:
    for n, said in enumerate(("it was painted", "it was wet")):
        store(f"Ferry dispute {n}\n\nThe prime minister said {said}.{TIDY}", f"{n}.txt", index=False)
    assert len({q.speaker_id for q in Quote.objects.all()}) == 2


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_surname_of_two_words_is_whoever_has_both(store, order: tuple[int, ...]) -> None:
    said = (
        page("Peruvian Foreign Minister Mira Ruiz Ocampo", "Ruiz Ocampo", "We know enough"),
        page("Foreign Minister Ruiz Ocampo", "Ruiz Ocampo", "We know more", day=14),
    )
    for n in order:
        store(said[n], f"{n}.txt", index=False)
    assert {q.speaker.name for q in Quote.objects.all()} == {"Mira Ruiz Ocampo"}


def test_a_surname_of_two_words_is_nobody_who_has_one_of_them(store) -> None:
    store(page("Peruvian Foreign Minister Mira Vargas Ocampo", "Vargas Ocampo", "We know enough"))
    store(page("Foreign Minister Ruiz Ocampo", "Ruiz Ocampo", "We know more", day=14), "b.txt")
    assert len({q.speaker_id for q in Quote.objects.all()}) == 2


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_known_body_is_one_with_and_without_dots(store, order: tuple[int, ...]) -> None:
    said = ("The World Health Organization said it was safe.", "The W.H.O. said it was wet.")
    for n in order:
        store(f"Ferry paint {n}\n\n{said[n]}{TIDY}", f"{n}.txt", index=False)
    assert {q.speaker.name for q in Quote.objects.all()} == {"World Health Organization"}


def test_a_country_that_is_heard_later_leaves_somebody_on_their_page(store, client) -> None:
    store(page("Envoy Ada Balfel", "Balfel", "We know enough"))
    before = Speaker.objects.get(name="Ada Balfel").get_absolute_url()
    store(page("Kenyan senator Ada Balfel", "Balfel", "We know more", day=14), "b.txt")
    store(page("Ada Balfel", "Balfel", "We know it all", day=16), "c.txt")
    speaker = Speaker.objects.get(name="Ada Balfel")
    assert (speaker.get_absolute_url(), speaker.quotes.count()) == (before, 3)
    assert "We know it all" in client.get(before).content.decode()


@pytest.mark.parametrize("order", list(itertools.permutations((0, 1, 2))))
def test_the_page_of_somebody_is_not_given_to_a_namesake_of_another_country(
    store, order: tuple[int, ...]
) -> None:
    pages = [
        page("Ada Balfel", "Balfel", "We know enough"),
        page("Kenyan senator Ada Balfel", "Balfel", "We know more", day=14),
        page("Norwegian envoy Ada Balfel", "Balfel", "We know nothing", day=16),
    ]
    for number in order:
        store(pages[number], f"{number}.txt", index=False)
    known = {quote.text[:14]: quote.speaker for quote in Quote.objects.all()}
    assert known["We know more a"] != known["We know nothin"]
    assert known["We know enough"] not in (known["We know more a"], known["We know nothin"])
