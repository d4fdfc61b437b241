"""A draft held against the archive, and the page and the command that answer."""

import contextlib
import csv
import io
import json
import logging
import time

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from statements import curation
from statements.checking.draft_files import reading_one
from statements.checking.drafts import LONGEST_DRAFT, MOST_QUOTATIONS, TooLong, read_draft
from statements.checking.results import Dating, Headline, SpeakerAnswer, Wording, headline_of
from statements.checking.verify import verify_draft
from statements.models import Quote, Source
from tests.checking.scoring import score_drafts, shares
from tests.sources.making import make_docx, make_page, make_zip

TYPO = "Mira Tolan said: “We will never accept a map that was drawn at night.”"


def answers(draft: str) -> list[tuple[str, str, str]]:
    found = verify_draft(draft).quotations
    return [(one.headline.value, one.speaker.value, one.day.value) for one in found]


def test_drafts_get_the_answers_that_stand_beside_them(archive) -> None:
    with contextlib.suppress(SystemExit):  # one file of the sample is a list of stubs
        call_command("ingest", "statements/sample", stderr=io.StringIO(), stdout=io.StringIO())
    scored, beside = score_drafts()
    assert len(scored) >= 150
    assert not beside  # no quotation that nobody expects
    by_word = shares(scored)
    for word in ("altered", "others' words"):
        precision, recall = by_word[word]
        assert precision >= 0.95 and recall >= 0.9, (word, precision, recall)
    assert by_word["verbatim"][0] == 1.0  # never a false one
    assert sum(one.right for one in scored) / len(scored) >= 0.95


def test_one_headline_word_follows_from_three_answers() -> None:
    same, unknown = SpeakerAnswer.SAME, Dating.UNKNOWN
    assert headline_of(Wording.VERBATIM, same, unknown) == Headline.VERBATIM
    assert headline_of(Wording.VERBATIM, same, Dating.ANOTHER) == Headline.ANOTHER_DAY
    assert headline_of(Wording.ALTERED, same, Dating.ANOTHER) == Headline.ALTERED
    assert headline_of(Wording.ALTERED, SpeakerAnswer.OTHERS, unknown) == Headline.OTHERS_WORDS
    assert headline_of(Wording.NOT_HELD, SpeakerAnswer.OPEN, unknown) == Headline.NOT_HELD
    assert headline_of(Wording.REPORTED, SpeakerAnswer.PROBABLY, Dating.SAME) == Headline.REPORTED


def test_a_draft_says_who_and_when() -> None:
    (first, second) = read_draft(
        "On 12 March 2021 Mira Tolan said: “We will not accept a map.” Then came rain.\n\n"
        "“Nobody has left the table at all” stands on a wall. The “so-called” plan."
    ).quotations
    assert (first.speaker, first.days and first.days[0].isoformat()) == ("Mira Tolan", "2021-03-12")
    assert (second.speaker, second.days) == ("", None)


def test_scare_quotes_are_counted_and_not_asked_about() -> None:
    read = read_draft("The “so-called” plan was shown to the “friends of the strait” club.")
    assert [one.text for one in read.quotations] == ["friends of the strait"]
    assert read.left_out == 1


def test_a_sentence_without_marks_is_asked_about_as_a_whole(store, talks) -> None:
    store(talks)
    assert answers("We will not accept a map that was drawn at night") == [("verbatim", "open", "unknown")]
    assert answers("The weather was fine, and nothing else was") == [("not held here", "open", "unknown")]


def test_an_editors_word_counts_at_once(store, talks) -> None:
    """What an editor withdrew is not held, even before the index knows; the right speaker is the editor's."""
    store(talks)
    draft = "Mira Tolan said: “We will not accept a map that was drawn at night.”"
    assert answers(draft) == [("verbatim", "same", "unknown")]
    curation.withdraw(Quote.objects.get(text__startswith="We will not accept"), None, "No statement")
    assert answers(draft) == [("not held here", "open", "unknown")]


def test_words_that_nobody_is_read_as_saying_are_told(store, talks) -> None:
    store(talks)
    (checked,) = verify_draft("Envoys leave Lissel without a date").quotations
    assert checked.headline == Headline.NOT_HELD
    assert [article.headline for article in checked.elsewhere] == ["Envoys leave Lissel without a date"]


def test_an_empty_archive_holds_nothing(archive) -> None:
    assert answers(TYPO) == [("not held here", "open", "unknown")]


@pytest.mark.parametrize(
    "draft",
    ['"' * LONGEST_DRAFT, "“a ” " * (LONGEST_DRAFT // 5), "[" * LONGEST_DRAFT, "… " * (LONGEST_DRAFT // 2), "\n“\n" * 60_000],
    ids=["straight marks", "short quotations", "brackets", "ellipses", "open marks"],
)  # fmt: skip
def test_the_time_of_a_hostile_draft_grows_with_its_length(archive, draft: str) -> None:
    begin = time.process_time()  # others may be at work on the machine
    verify_draft(draft[: LONGEST_DRAFT // 20])
    middle = time.process_time()
    verify_draft(draft[:LONGEST_DRAFT])
    assert time.process_time() - middle < 40 * (middle - begin) + 5


def test_limits_are_told(store, talks) -> None:
    store(talks)
    with pytest.raises(TooLong, match="checked at once"):
        verify_draft('"' * (LONGEST_DRAFT + 1))
    many = verify_draft(
        "Mira Tolan said: “We will not accept this map of yours.”\n\n" * (MOST_QUOTATIONS + 3)
    )
    assert (len(many.quotations), many.unchecked) == (MOST_QUOTATIONS, 3)


# The page


def test_a_draft_is_answered_on_a_page_and_kept_nowhere(client, store, talks, caplog) -> None:
    store(talks)
    with caplog.at_level(logging.DEBUG):
        response = client.post("/verify/", {"draft": TYPO})
    body = response.content.decode()
    assert response.status_code == 200 and "<del>not</del> <ins>never</ins>" in body
    assert "no-store" in response["Cache-Control"] and response["Referrer-Policy"] == "same-origin"
    assert "drawn at night" not in caplog.text
    assert not Session.objects.exists() and "sessionid" not in response.cookies


def test_a_sentence_has_an_address(client, store, talks) -> None:
    store(talks)
    body = client.get("/verify/", {"q": "We will not accept a map that was drawn at night"}).content.decode()
    assert "Verbatim" in body and "part of the page’s address" in body
    assert client.get("/verify/", {"q": "word " * 400}).status_code == 400


def test_the_form_says_what_is_wrong(client, archive) -> None:
    assert b"Paste a draft" in client.post("/verify/", {"draft": " "}).content
    response = client.post("/verify/", {"draft": "x" * (LONGEST_DRAFT + 1)})
    assert response.status_code == 413 and b"Check it in parts" in response.content


def test_markup_of_a_draft_is_text(client, store, talks) -> None:
    store(talks)
    body = client.post(
        "/verify/", {"draft": "Tolan: “<img src=x onerror=alert(1)> accept a map now.”"}
    ).content
    assert b"<img" not in body and b"&lt;img" in body


def test_answers_are_taken_away(client, store, talks) -> None:
    store(talks)
    table = client.post("/verify/", {"draft": TYPO, "as": "csv"})
    (row,) = csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")))
    assert (row["answer"], row["held_speaker"]) == ("altered", "Mira Tolan")
    assert row["statement"].startswith("http://testserver/quotes/")
    record = json.loads(client.post("/verify/", {"draft": TYPO, "as": "json"}).content)
    assert record["quotations"][0]["printings"][0]["slice"].startswith("We will not accept")
    assert record["counts"] == {"altered": 1}


def test_no_cell_is_carried_out_by_a_spreadsheet(client, archive) -> None:
    table = client.post("/verify/", {"draft": "Tolan said: “=HYPERLINK(1) is what we say now.”", "as": "csv"})
    (row,) = csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")))
    assert row["draft_words"].startswith("'=HYPERLINK")


# The command


def test_the_command_prints_a_block_a_quotation(store, talks, tmp_path, capsys) -> None:
    store(talks)
    page, letter = tmp_path / "draft.html", tmp_path / "draft.docx"
    story = "".join(f"<p>{line}</p>" for line in [TYPO, "It rained over the strait for two days. " * 9])
    page.write_bytes(make_page(story))
    letter.write_bytes(make_docx((TYPO, "It rained over the strait for two days. " * 9)))
    for path in (page, letter):
        call_command("verify", str(path))
        out = capsys.readouterr().out
        assert out.startswith("altered\n  draft:   We will never accept")
        assert "[-not-] {+never+}" in out and "1 quotations: 1 altered." in out


def test_the_command_lists_what_it_cannot_read(archive, tmp_path, capsys) -> None:
    with pytest.raises(SystemExit):
        call_command("verify", str(tmp_path / "nowhere.txt"))
    assert "there is no such file" in capsys.readouterr().err


# A file on the page


def sent_file(client, data: bytes, name: str = "draft.txt", **beside: str):
    return client.post("/verify/", {"file": SimpleUploadedFile(name, data), **beside})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("draft.txt", TYPO.encode()),
        ("draft.docx", make_docx((TYPO, "It rained over the strait for two days. " * 9))),
        ("draft.html", f"<html><body><p>{TYPO}</p></body></html>".encode()),  # no article, and a draft
        ("named.wrongly", TYPO.encode("utf-16")),
    ],
)
def test_a_file_is_answered_and_kept_nowhere(client, store, talks, tmp_path, monkeypatch, name, data) -> None:
    store(talks)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    rows = Source.objects.count()
    response = sent_file(client, data, name)
    assert response.status_code == 200
    assert "<del>not</del> <ins>never</ins>" in response.content.decode()
    assert Source.objects.count() == rows and not [path for path in tmp_path.iterdir() if path.is_file()]


@pytest.mark.parametrize(
    ("name", "data", "status", "sentence"),
    [
        ("empty.txt", b"", 400, "it is empty"),
        ("many.zip", make_zip(a=TYPO.encode()), 400, "it holds several files"),
        ("broken.docx", make_docx((TYPO,))[:300], 400, "could not be read"),
        ("long.txt", b"x " * LONGEST_DRAFT, 413, "Check it in parts"),
    ],
)
def test_a_file_that_cannot_be_checked_is_told(client, archive, name, data, status, sentence) -> None:
    response = sent_file(client, data, name)
    assert (response.status_code, sentence in response.content.decode()) == (status, True)


def test_a_file_that_is_too_large_goes_by_unkept(client, archive, settings) -> None:
    settings.ONRECORD_MAX_SOURCE_BYTES = 1000
    response = sent_file(client, b"a" * 3 * 1024 * 1024)
    assert response.status_code == 413 and "Nothing of it was kept" in response.content.decode()
    assert "it has more than" in sent_file(client, b"a" * 1001).content.decode()


def test_words_and_a_file_are_not_guessed_between(client, archive) -> None:
    response = sent_file(client, TYPO.encode(), draft="Tolan said: “Nothing.”")
    assert response.status_code == 400 and "either words or a file" in response.content.decode()


def test_one_file_is_taken_apart_at_a_time(client, archive) -> None:
    with reading_one:
        assert sent_file(client, TYPO.encode()).status_code == 503


def test_a_form_of_another_site_is_refused(archive) -> None:
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post("/verify/", {"draft": TYPO}).status_code == 403
    assert sent_file(stranger, TYPO.encode()).status_code == 403
