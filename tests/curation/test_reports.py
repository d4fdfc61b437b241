"""What readers report stands in the log like all else; what the archive answers is shown in the reader's language."""

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import override

from statements import curation
from statements.history.entries import history_of
from statements.history.own_words import STANDS, TITLE, in_own_words, in_plain_english, own_sentences
from statements.history.replay import differences, replayed
from statements.models import ActName, Quote, Report, Revision


@pytest.fixture
def quote(store, talks) -> Quote:
    store(talks)
    return Quote.objects.select_related("article").first()


def test_the_log_alone_makes_a_report(client, quote, admin_user) -> None:
    address = reverse("quote-report", args=[quote.uid])
    client.post(address, {"fault": "date", "text": "  It was “later”.  "})
    report = Report.objects.get()
    line = Revision.objects.first()
    assert (line.action, line.editor, line.table, line.row) == (ActName.REPORT, None, "quote", quote.pk)
    assert replayed()["report", report.pk]["text"] == "It was “later”."
    curation.approve(quote, admin_user)
    assert differences() == []
    Report.objects.filter(pk=report.pk).update(text="Something else.")  # behind the log's back
    assert differences() == [f"report {report.pk} differs in text"]


def test_a_report_stands_in_no_public_list_and_leaves_no_sender(client, quote) -> None:
    client.post(reverse("quote-report", args=[quote.uid]), {"fault": "date", "text": "Later."})
    assert "Later." not in client.get("/corrections/").content.decode()
    assert "sender" not in replayed()["report", Report.objects.get().pk]


def test_a_report_is_answered_and_not_taken_back(quote, admin_user) -> None:
    report = curation.report_error(quote, "date", "Later.", "x")
    with pytest.raises(curation.Refused, match="answer it instead"):
        curation.undo(Revision.objects.first(), admin_user)
    curation.answer_report(report, "It was then.", admin_user)
    curation.undo(Revision.objects.first(), admin_user)
    report.refresh_from_db()
    assert (report.state, report.answer) == (Report.State.OPEN, "")
    assert differences() == []


@pytest.fixture
def velland(monkeypatch):
    """Another language of the site: of each sentence, its letters in capitals."""
    plain = translation._trans.gettext

    def gettext(words: str) -> str:
        return words.upper() if words in own_sentences() and translation.get_language() else plain(words)

    own_sentences()
    monkeypatch.setattr(translation._trans, "gettext", gettext)


def test_an_answer_is_kept_in_english_and_shown_in_the_language_of_the_page(
    client, quote, admin_user, velland
) -> None:
    curation.report_error(quote, "date", "Later.", "x")
    curation.approve(quote, admin_user)
    assert Report.objects.get().answer == in_plain_english(STANDS)
    assert in_plain_english(STANDS).upper() in client.get(quote.get_absolute_url()).content.decode()


def test_what_an_editor_typed_is_shown_as_typed(client, quote, admin_user, velland) -> None:
    curation.answer_report(curation.report_error(quote, "date", "", "x"), "It was then.", admin_user)
    assert "Answered: “It was then.”" in client.get(quote.get_absolute_url()).content.decode()
    assert in_own_words("") == ""


def test_why_a_statement_went_is_kept_in_english(admin_client, quote, velland) -> None:
    address = reverse("desk:item", args=[quote.uid])
    look = curation.row_version(quote)
    admin_client.post(address, {"act": "reject", "reason": "title", "look": look})
    assert Revision.objects.first().why == in_plain_english(TITLE) == "A title or a name, not speech"
    assert history_of("quote", quote.pk)[0]["why"] == "A TITLE OR A NAME, NOT SPEECH"


def test_what_the_log_calls_a_row_is_english_whatever_the_reader_speaks(quote, admin_user) -> None:
    article = quote.article
    article.headline = ""
    with override("fr"):
        curation.save_row(article, admin_user)
    assert Revision.objects.first().label in {"Article without a headline", "Report from Lissel"}
