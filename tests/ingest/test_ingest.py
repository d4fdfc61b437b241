"""Sources become rows: once, in place, without touching what an editor decided."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from statements import curation
from statements.models import (
    Alias,
    Article,
    Event,
    MergeProposal,
    Outlet,
    Quote,
    Revision,
    Source,
    Speaker,
    State,
)
from statements.search.queue import waiting
from statements.slices import fingerprint
from statements.sources.base import Unreadable
from statements.sources.decoding import decode
from statements.sources.files import read_sources

pytestmark = pytest.mark.django_db


def ingest(*paths, **options):
    """Run the command; return exit code, standard output and what it complained of."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("ingest", *map(str, paths), stdout=out, stderr=err, **options)
    except SystemExit as stop:
        return stop.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def folder(tmp_path, archive, talks) -> Path:
    there = tmp_path / "in here"
    there.mkdir()
    (there / "a.txt").write_text(talks, encoding="utf-8")
    return there


def test_the_source_is_kept_byte_for_byte(folder, talks) -> None:
    data = b"\xef\xbb\xbf" + talks.replace("\n", "\r\n").encode()
    (folder / "a.txt").write_bytes(data)
    assert ingest(folder)[0] == 0
    article = Article.objects.get()
    assert bytes(article.source.data) == data
    assert len(article.source.sha256) == 64
    for quote in article.quotes.all():
        assert quote.text == " … ".join(article.text[s:e] for s, e in quote.segments)


def test_ingesting_again_changes_nothing(folder) -> None:
    code, out, _ = ingest(folder)
    assert (code, "1 new" in out) == (0, True)
    before = list(Quote.objects.values()), list(Speaker.objects.values()), Revision.objects.count()
    code, out, _ = ingest(folder)
    assert "0 new, 1 unchanged, 0 updated, 0 unreadable" in out
    assert before == (list(Quote.objects.values()), list(Speaker.objects.values()), Revision.objects.count())
    assert waiting() == 0


def test_a_changed_text_updates_in_place(folder, talks) -> None:
    ingest(folder)
    kept = Quote.objects.get(text__startswith="We will not accept")
    (folder / "a.txt").write_text(
        talks.replace("Nobody has left the table", "Everybody has left").replace(
            "Envoys leave", "All envoys leave"
        ),
        encoding="utf-8",
    )
    assert "1 updated" in ingest(folder)[1]
    assert Article.objects.count() == 1
    assert Quote.objects.get(text__startswith="We will not accept").uid == kept.uid
    taken_out = Quote.objects.get(text__startswith="Nobody")
    assert taken_out.capture is not None and not taken_out.is_here
    assert Quote.objects.filter(text__startswith="Everybody").exists()


def test_what_an_editor_decided_stays(folder, talks, admin_user) -> None:
    ingest(folder)
    speaker = Speaker.objects.create(name="Adam Roke", slug="adam-roke")
    corrected = Quote.objects.get(text__startswith="We will not accept")
    corrected.speaker = speaker
    curation.save_quote(corrected, admin_user, "It was Roke.")
    rejected = Quote.objects.filter(text__startswith="Nobody")
    curation.change_many(list(rejected), {"state": State.REJECTED}, admin_user)
    (folder / "a.txt").write_text("Updated at noon\n\n" + talks, encoding="utf-8")
    assert "1 updated" in ingest(folder)[1]
    corrected.refresh_from_db()
    assert (corrected.speaker, corrected.state, corrected.status) == (speaker, State.CURATED, "corrected")
    assert corrected.text == corrected.article.text[corrected.start : corrected.end]
    assert Quote.objects.filter(text__startswith="Nobody").count() == 1
    assert not Quote.objects.public().filter(text__startswith="Nobody").exists()


def test_kept_words_that_are_gone_are_listed(folder, talks, admin_user) -> None:
    ingest(folder)
    quote = Quote.objects.get(text__startswith="Nobody")
    curation.approve(quote, admin_user)
    (folder / "a.txt").write_text(talks.replace("Nobody has left", "Somebody has left"), encoding="utf-8")
    ingest(folder)
    quote.refresh_from_db()
    assert quote.missing_since is not None
    assert quote.text == "Nobody has left the table,"


def test_unreadable_files_are_listed_and_the_rest_goes_on(folder, monkeypatch) -> None:
    (folder / "empty.txt").write_bytes(b"  \n")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 50)
    (folder / "long.txt").write_bytes(b"x" * 6_000_000)
    (folder / "stubs.txt").write_text("\n\n".join("Ministers meet again and again in ..." for _ in range(9)))
    (folder / "bad meta.txt").write_text("words")
    (folder / "bad meta.meta.json").write_text("{")
    code, out, err = ingest(folder, folder / "gone.txt")
    assert code == 1
    assert "7 read: 1 new, 0 unchanged, 0 updated, 6 unreadable" in out
    for name, reason in {
        "empty.txt": "it is empty",
        "picture.txt": "binary data",
        "long.txt": "larger than 5 MB",
        "stubs.txt": "not an article",
        "bad meta.txt": "not valid JSON",
        "gone.txt": "no such file",
    }.items():
        assert any(name in line and reason in line for line in err.splitlines()), name
    assert Article.objects.count() == 1


def test_no_permission_is_said(folder, monkeypatch) -> None:
    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(Unreadable, match="permission"):
        list(read_sources(str(folder / "a.txt"), 1000_000))


def test_twenty_megabytes_of_one_line(folder) -> None:
    (folder / "line.txt").write_bytes(b"the talks went on and " * 900_000)
    code, _, err = ingest(folder)
    assert (code, "larger than 5 MB" in err) == (1, True)


def test_size_limit_can_be_set(folder) -> None:
    code, _, err = ingest(folder, max_size=100)
    assert (code, "larger than" in err) == (1, True)


def test_standard_input(archive, talks, monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(talks.encode())))
    code, out, _ = ingest("-", outlet="The Farrow Observer")
    assert (code, "1 new" in out) == (0, True)
    assert Article.objects.get().outlet.name == "The Farrow Observer"


def test_what_is_told_beside_the_text(folder) -> None:
    (folder / "a.meta.json").write_text(
        json.dumps({"outlet": "Strait Times", "url": "https://times.example/1", "published": "2021-03"})
    )
    assert ingest(folder)[0] == 0
    article = Article.objects.get()
    assert (article.outlet.name, article.url) == ("Strait Times", "https://times.example/1")
    assert (str(article.published), article.published_precision) == ("2021-03-01", "month")
    assert "given" in article.published_evidence


@pytest.mark.parametrize("bad", ["2021-13-01", "yesterday", "2021-02-30", "21"])
def test_a_bad_date_is_refused(archive, folder, bad: str) -> None:
    with pytest.raises(CommandError, match="no date"):
        call_command("ingest", str(folder), published=bad)


def test_the_same_text_from_another_outlet_is_another_article(store, talks) -> None:
    store(talks, outlet="Strait Times")
    store(talks, "b.txt", outlet="Harbour Post")
    assert store(talks, "c.txt", outlet="Harbour Post").status == "unchanged"
    assert Article.objects.count() == 2
    assert Source.objects.count() == 1
    prints = [set(a.quotes.values_list("fingerprint", flat=True)) for a in Article.objects.all()]
    assert prints[0] == prints[1]


def test_speakers_are_one_row_across_articles(store, talks) -> None:
    store(talks)
    store(talks.replace("Friday", "Saturday").replace("12 March", "13 March"), "b.txt")
    assert Speaker.objects.filter(name="Mira Tolan").count() == 1
    assert Alias.objects.filter(speaker__name="Mira Tolan", key="tolan").count() == 1


def test_an_unnamed_source_is_no_person(store, talks) -> None:
    store(talks)
    source = Speaker.objects.get(name="source in the Foreign Ministry")
    assert (source.kind, source.is_unnamed) == ("anonymous", True)


EVENT = """{head}

{day} March 2021

The summit in Lissel on March 4-5, 2021 was {word} by all who came, and they were many, from the whole coast and from the islands.

“It was {word},” Mira Tolan said.
"""


def test_one_summit_in_two_articles_is_one_row(store) -> None:
    store(EVENT.format(head="Summit ends", day=5, word="praised"))
    store(EVENT.format(head="After the summit", day=8, word="mocked"), "b.txt")
    event = Event.objects.get()
    assert (str(event.start), str(event.end), event.place, event.kind) == (
        "2021-03-04",
        "2021-03-05",
        "Lissel",
        "summit",
    )
    assert event.mentions.count() == 2


def test_two_summits_in_one_city_are_two(store) -> None:
    store(EVENT.format(head="Summit ends", day=5, word="praised"))
    store(EVENT.format(head="Summit ends", day=5, word="praised").replace("2021", "2022"), "b.txt")
    assert Event.objects.count() == 2


def test_hostile_words_are_kept_as_they_are(store, talks) -> None:
    words = "We say <script>alert(1)</script> and {{ 7*7 }} and =cmd() here"
    store(talks.replace("We will not accept a map that was drawn at night", words))
    assert Quote.objects.filter(text__startswith=words).exists()


def test_lone_surrogates_and_nulls_never_reach_the_database() -> None:
    with pytest.raises(Unreadable):
        decode(b"words\0more words")


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("“Hello,” she said – it’s £5".encode("cp1252"), "“Hello,” she said – it’s £5", "cp1252"),
        (
            "«Привет», — сказал министр иностранных дел на встрече в Москве.".encode("cp1251"),
            "«Привет», — сказал министр иностранных дел на встрече в Москве.",
            "cp1251",
        ),
        ("Größe".encode("utf-16"), "Größe", "utf-16"),
        (b"\xef\xbb\xbfwords", "words", "utf-8"),
        (b"a\r\nb", "a\r\nb", "utf-8"),
    ],
)
def test_encodings(data: bytes, text: str, encoding: str) -> None:
    assert decode(data) == (text, encoding)


@pytest.mark.parametrize(
    "words",
    [
        "José Muñoz of São Paulo told reporters that the boat had left.",
        "Señor Peña said that it was “too late” for that.",
    ],
)
def test_western_names_in_english_text_keep_their_letters(words: str) -> None:
    assert decode(words.encode("cp1252")) == (words, "cp1252")


@pytest.mark.parametrize(
    ("meta", "reason"),
    [
        ({"outlet": "x" * 250}, "longer than 200"),
        ({"outlet": "\ud800"}, "no text"),
        ({"url": "javascript:alert(1)"}, "http"),
        ({"published": "2018W21"}, "no date"),
        ({"colour": "red"}, "unknown key"),
        (["a"], "one JSON object"),
        ({"outlet": 5}, "no text"),
    ],
)
def test_odd_things_told_beside_the_text_are_refused_in_words(folder, meta, reason: str) -> None:
    (folder / "a.meta.json").write_text(json.dumps(meta))
    code, _, err = ingest(folder)
    assert (code, reason in err, "Traceback" in err) == (1, True, False)


def test_odd_file_names_are_read_or_listed(folder, talks) -> None:
    (folder / ("n" * 248 + ".txt")).write_text(talks.replace("map", "chart"))
    Path(f"{folder}/caf\udce9.txt").write_text(talks.replace("map", "plan"))
    _, out, err = ingest(folder)
    assert "Traceback" not in err
    assert "3 read" in out


def test_a_failure_of_one_article_does_not_stop_the_rest(folder, talks, monkeypatch) -> None:
    import statements.ingest.store as module

    (folder / "b.txt").write_text(talks.replace("map", "sketch"))
    whole = module.store_quotes
    monkeypatch.setattr(
        module,
        "store_quotes",
        lambda article, *rest, **more: (
            whole(article, *rest, **more) if "sketch" in article.text else int("x")
        ),
    )
    code, out, err = ingest(folder)
    assert (code, "1 new" in out, "could not be stored" in err) == (1, True, True)


def test_another_article_under_the_same_name_is_another_article(folder, talks) -> None:
    ingest(folder)
    old = set(Quote.objects.values_list("uid", flat=True))
    (folder / "a.txt").write_text(
        "Ferry sails at noon\n\n14 April 2022\n\nThe ferry sails at noon on every day but Sunday, the company told the islands in a letter that came with the post.\n\n“It will be grey,” Adam Roke said.\n"
    )
    assert "1 new" in ingest(folder)[1]
    assert Article.objects.count() == 2
    assert old <= set(Quote.objects.values_list("uid", flat=True))


def test_copies_with_other_addresses_settle(folder, talks) -> None:
    (folder / "b.txt").write_text(talks, encoding="utf-8")
    for name in "ab":
        (folder / f"{name}.meta.json").write_text(json.dumps({"url": f"https://x.example/{name}"}))
    ingest(folder)
    assert "0 new, 2 unchanged" in ingest(folder)[1]
    assert Article.objects.get().url == "https://x.example/a"


def test_what_another_article_adds_to_a_speaker_is_indexed(store, talks) -> None:
    from statements.search.find import find

    store(talks)
    store(
        talks.replace("Kestran Foreign Minister Mira Tolan", "French Foreign Minister Mira Tolan").replace(
            "map", "plan"
        ),
        "b.txt",
    )
    facet = dict(find(Quote, "", facets=("country",)).facets["country"])
    assert facet["FR"] == Quote.objects.filter(speaker__country="FR").count() > 4


def test_a_withdrawn_event_does_not_come_back(store) -> None:
    store(EVENT.format(head="Summit ends", day=5, word="praised"))
    Event.objects.update(state=State.REJECTED)
    store(EVENT.format(head="Summit ends", day=5, word="mocked"))
    assert Event.objects.count() == 1
    assert not Event.objects.public().exists()


def test_an_event_that_nothing_mentions_any_more_is_not_listed(client, store) -> None:
    text = EVENT.format(head="Summit ends", day=5, word="praised")
    store(text)
    event = Event.objects.get()
    assert event.name in client.get("/events/").content.decode()
    store(text.replace("The summit in Lissel on March 4-5, 2021", "The evening in Lissel"))
    assert event.name not in client.get("/events/").content.decode()
    assert client.get(event.get_absolute_url()).status_code == 200  # whoever cited it finds it


def test_what_was_called_off_may_be_held_after_all(store) -> None:
    planned = "Summit is called off\n\n1 March 2021\n\nThe summit in Lissel on March 4-5, 2021 was cancelled, those who had bought tickets for it were told on Monday, and they were not pleased at all.\n"
    store(planned)
    assert Event.objects.get().status == "cancelled"
    store(EVENT.format(head="Summit ends", day=5, word="praised"), "b.txt")
    assert Event.objects.get().status == "held"
    store(planned.replace("those", "many of those"))
    assert Event.objects.get().status == "held"


def test_a_day_that_an_editor_sets_is_the_day_everywhere(store, talks, admin_user) -> None:
    from datetime import date

    store(talks.replace("12 March, 2021 18:30", ""))
    article = Article.objects.get()
    article.published, article.published_precision = date(2021, 3, 12), "day"
    curation.save_row(article, admin_user)
    assert set(Quote.objects.values_list("date", "date_precision")) == {(date(2021, 3, 12), "day")}
    quote = Quote.objects.first()
    quote.said_on = date(2021, 3, 11)
    curation.save_quote(quote, admin_user)
    quote.refresh_from_db()
    assert (quote.date, quote.date_precision) == (date(2021, 3, 11), "day")


def test_a_closed_folder_is_listed(folder, monkeypatch) -> None:
    import os

    real = os.walk

    def walk(path, onerror=None):
        onerror(PermissionError(13, "Permission denied", str(folder)))
        return real(path)

    monkeypatch.setattr("statements.sources.files.os.walk", walk)
    code, _, err = ingest(folder)
    assert (code, "no permission to look into" in err) == (1, True)


def test_a_fingerprint_folds_what_does_not_matter() -> None:
    assert fingerprint("We will, not “accept”!") == fingerprint("we will not ACCEPT")
    assert fingerprint("We will accept") != fingerprint("We will not accept")


def test_a_failure_half_way_leaves_nothing(store, talks, monkeypatch) -> None:
    monkeypatch.setattr("statements.ingest.store.store_quotes", lambda *a, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store(talks)
    assert not Article.objects.exists()
    assert not Outlet.objects.exists()
    assert waiting() == 0


PAGE = """{headline}

{place}{date}

{name} said in the harbour on Monday that the boats of the town would stay where they were for the time being, whatever the weather.

“{words},” {short} said.
"""


def page(
    name: str,
    short: str,
    words: str,
    *,
    place: str = "",
    date: str = "12 March 2021",
    headline: str = "Talks",
) -> str:
    return PAGE.format(headline=headline, place=place, date=date, name=name, short=short, words=words)


def test_a_surname_with_its_house_is_the_person_of_that_house(store) -> None:
    store(page("Kremlin spokesman Pavel Rudakin", "Rudakin", "We are ready"))
    store(page("Kremlin spokesman Rudakin", "Rudakin", "We are not"), "b.txt")
    store(page("Pavel Rudakin", "Rudakin", "We may be"), "c.txt")
    assert list(Speaker.objects.filter(kind="person").values_list("name", flat=True)) == ["Pavel Rudakin"]
    assert MergeProposal.objects.count() == 0


def test_a_surname_alone_becomes_the_person_who_turns_up_later_and_its_address_leads_there(
    store, client
) -> None:
    store(page("Kremlin spokesman Rudakin", "Rudakin", "We are not"))
    row = Speaker.objects.get(kind="person")
    assert row.name == "Rudakin"
    store(page("Kremlin spokesman Pavel Rudakin", "Rudakin", "We are ready"), "b.txt")
    person = Speaker.objects.get(name="Pavel Rudakin")
    assert set(Quote.objects.values_list("speaker", flat=True)) == {person.pk}
    assert client.get(row.get_absolute_url())["Location"] == person.get_absolute_url()
    assert "Rudakin, Pavel" in (listed := client.get("/speakers/").content.decode())
    assert row.get_absolute_url() + '"' not in listed


def test_a_surname_alone_proves_nobody(store) -> None:
    store(page("Kremlin spokesman Pavel Rudakin", "Rudakin", "We are ready"))
    store(page("Rudakin", "Rudakin", "The oats are late", date="9 May 2011"), "b.txt")
    assert set(Speaker.objects.filter(kind="person").values_list("name", flat=True)) == {
        "Pavel Rudakin",
        "Rudakin",
    }
    (proposal,) = MergeProposal.objects.all()
    assert (proposal.first.name, proposal.second.name) == ("Rudakin", "Pavel Rudakin")
    assert "surname alone" in proposal.reason
    store(page("Rudakin", "Rudakin", "The oats are late", date="9 May 2011") + "\nIt rained.\n", "b.txt")
    assert Speaker.objects.filter(kind="person").count() == 2
    assert MergeProposal.objects.count() == 1


def test_two_people_of_one_surname_are_two(store) -> None:
    store(page("French minister Claire Morel", "Morel", "We are ready"))
    store(page("Belgian minister Luc Morel", "Morel", "We are not"), "b.txt")
    store(page("Belgian minister Claire Morel", "Morel", "We may be"), "c.txt")
    assert Speaker.objects.filter(kind="person").count() == 3
    assert MergeProposal.objects.count() == 0


def test_two_spellings_of_one_name_are_proposed_not_merged(store) -> None:
    store(page("Russian minister Sergei Rudakin", "Rudakin", "We are ready"))
    store(page("Russian minister Sergey Rudakin", "Rudakin", "We are not"), "b.txt")
    (proposal,) = MergeProposal.objects.all()
    assert "spelling" in proposal.reason and "the same country (RU)" in proposal.reason
    assert Speaker.objects.filter(kind="person").count() == 2


def test_what_an_editor_said_of_two_speakers_lasts(store) -> None:
    first = page("Russian minister Sergei Rudakin", "Rudakin", "We are ready")
    second = page("Russian minister Sergey Rudakin", "Rudakin", "We are not")
    store(first)
    store(second, "b.txt")
    proposal = MergeProposal.objects.get()
    slug = proposal.first.slug
    curation.decide_merge(proposal, "same", None, "one man, two spellings")
    with pytest.raises(curation.Refused):
        curation.decide_merge(proposal, "same", None)
    merged = Speaker.objects.get(slug=slug)
    assert merged.merged_into == proposal.second
    assert not Quote.objects.filter(speaker=merged).exists()
    store(second + "\nIt rained on the boats.\n", "b.txt")
    assert not Quote.objects.filter(speaker=merged).exists()
    assert Speaker.objects.public().filter(kind="person").count() == 1
    assert MergeProposal.objects.count() == 1
    act = Revision.objects.get(table="speaker", action="merge")
    assert (act.why, act.rows.filter(table="quote").count()) == ("one man, two spellings", 2)


def test_two_speakers_kept_apart_are_not_asked_about_again(store) -> None:
    store(page("Russian minister Sergei Rudakin", "Rudakin", "We are ready"))
    second = page("Russian minister Sergey Rudakin", "Rudakin", "We are not")
    store(second, "b.txt")
    curation.decide_merge(MergeProposal.objects.get(), "two", None)
    store(second + "\nIt rained on the boats.\n", "b.txt")
    assert MergeProposal.objects.get().decision == "two"
    assert Speaker.objects.public().filter(kind="person").count() == 2
