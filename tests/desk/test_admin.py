"""The curators' desk: lists that help, forms that keep to the source, acts that are logged."""

import pytest
from django.urls import reverse

from statements.models import Article, Event, MergeProposal, Quote, Revision, Speaker, State


@pytest.fixture
def desk(admin_client, store, talks):
    store(talks + "\nThe summit in Lissel on March 11-12, 2021 was the first in six years for all of them.\n")
    return admin_client


def form_of(client, quote: Quote) -> dict:
    response = client.get(reverse("admin:statements_quote_change", args=[quote.pk]))
    assert response.status_code == 200
    form = response.context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {k: v for k, v in values.items() if v is not None}


@pytest.mark.parametrize(
    "model", ["article", "speaker", "quote", "event", "outlet", "revision", "mergeproposal"]
)
def test_lists_filter_search_and_sort(desk, model: str) -> None:
    address = reverse(f"admin:statements_{model}_changelist")
    for query in ("", "?q=tolan", "?o=1", "?o=-2"):
        assert desk.get(address + query).status_code == 200


def test_a_list_loads_what_it_needs_and_a_window_that_chooses_a_row_all(desk) -> None:
    address = reverse("admin:statements_speaker_changelist")
    of_list, of_window = (desk.get(address + query).content for query in ("", "?_popup=1"))
    assert b"actions.js" in of_list and b"RelatedObjectLookups" not in of_list
    assert b"RelatedObjectLookups" in of_window


@pytest.mark.parametrize(
    "query",
    ["sure=low", "who=none", "who=unnamed", "who=named", "state__exact=extracted", "kind__exact=direct"],
)
def test_quote_filters(desk, query: str) -> None:
    assert desk.get(reverse("admin:statements_quote_changelist") + f"?{query}").status_code == 200


@pytest.mark.parametrize("model", [Article, Speaker, Event])
def test_forms_open(desk, model) -> None:
    row = model.objects.first()
    assert (
        desk.get(reverse(f"admin:statements_{model._meta.model_name}_change", args=[row.pk])).status_code
        == 200
    )


def test_the_evidence_stands_beside_the_value(desk) -> None:
    quote = Quote.objects.get(text__startswith="We will not accept")
    body = desk.get(reverse("admin:statements_quote_change", args=[quote.pk])).content.decode()
    assert "<mark>“We will not accept a map that was drawn at night,”</mark>" in body
    assert "quotation-source-cue" in body


def test_a_speaker_is_changed_and_stays_changed(desk, store, talks) -> None:
    quote = Quote.objects.get(text__startswith="We will not accept")
    other = Speaker.objects.create(name="Adam Roke", slug="adam-roke")
    values = form_of(desk, quote) | {"speaker": other.pk, "why": "It was Roke."}
    assert desk.post(reverse("admin:statements_quote_change", args=[quote.pk]), values).status_code == 302
    quote.refresh_from_db()
    assert (quote.speaker, quote.status) == (other, "corrected")
    act = Revision.objects.filter(table="quote", row=quote.pk).latest("id")
    assert (act.action, act.why) == ("edit", "It was Roke.")
    line = act.rows.get(
        table="quote"
    )  # by its number it may be one that two editors judge: that is a row as well
    assert line.before["speaker_id"] != line.after["speaker_id"] == other.pk
    body = desk.get(quote.get_absolute_url()).content.decode()
    assert "Corrected by an editor" in body
    assert "It was Roke." in body


def test_words_may_only_be_another_slice_of_the_source(desk) -> None:
    quote = Quote.objects.get(text__startswith="We will not accept")
    address = reverse("admin:statements_quote_change", args=[quote.pk])
    refused = desk.post(address, form_of(desk, quote) | {"words": "We will accept a map"})
    assert "do not stand in the source" in refused.content.decode()
    quote.refresh_from_db()
    assert quote.text.startswith("We will not accept a map that was")
    desk.post(address, form_of(desk, quote) | {"words": "We will not accept a map"})
    quote.refresh_from_db()
    assert quote.text == "We will not accept a map"
    assert quote.article.text[quote.start : quote.end] == quote.text


def test_actions_show_what_they_would_do_before_they_do_it(desk) -> None:
    uids = list(Quote.objects.values_list("uid", flat=True)[:3])
    ids = list(Quote.objects.filter(uid__in=uids).values_list("pk", flat=True))
    address = reverse("admin:statements_quote_changelist")
    seen = desk.post(address, {"action": "approve", "_selected_action": ids})
    page = seen.content.decode()
    assert "3 statements would change" in page
    assert "<del>machine-read</del> <ins>reviewed</ins>" in page
    assert Quote.objects.filter(state=State.CURATED).count() == 0
    sure = {"act": "approve", "quote": uids, "sure": "1", "looks": seen.context["looks"]}
    done = desk.post(reverse("desk:bulk"), sure, follow=True).content.decode()
    assert "3 statements changed" in done
    assert Quote.objects.filter(state=State.CURATED).count() == 3
    (act,) = Revision.objects.filter(action="bulk")  # one act, to be taken back as one
    assert act.rows.filter(table="quote").count() == 3
    assert (
        "would change"
        in desk.post(address, {"action": "withdraw", "_selected_action": ids[:1]}).content.decode()
    )


def test_an_article_edited_is_the_editors(desk, store, talks) -> None:
    article = Article.objects.get()
    response = desk.get(reverse("admin:statements_article_change", args=[article.pk]))
    form = response.context["adminform"].form
    values = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    values |= {"headline": "A better headline"}
    assert desk.post(reverse("admin:statements_article_change", args=[article.pk]), values).status_code == 302
    store("Updated\n\n" + talks)
    article.refresh_from_db()
    assert (article.headline, article.state) == ("A better headline", State.CURATED)


def test_the_log_cannot_be_changed(desk) -> None:
    act = Revision.objects.first()
    assert (
        desk.post(reverse("admin:statements_revision_change", args=[act.pk]), {"why": "x"}).status_code == 403
    )
    assert (
        desk.post(reverse("admin:statements_revision_delete", args=[act.pk]), {"post": "yes"}).status_code
        == 403
    )


def test_nobody_gets_in_without_signing_in(client, archive) -> None:
    assert client.get(reverse("admin:statements_quote_changelist")).status_code == 302


def test_hostile_text_is_escaped_at_the_desk(admin_client, store, talks) -> None:
    store(talks.replace("We will not accept", "We <script>alert(1)</script> accept"))
    quote = Quote.objects.get(text__startswith="We <script>")
    for address in (
        reverse("admin:statements_quote_changelist"),
        reverse("admin:statements_quote_change", args=[quote.pk]),
        reverse("admin:statements_article_change", args=[quote.article_id]),
    ):
        assert "<script>alert(1)" not in admin_client.get(address).content.decode()


@pytest.mark.parametrize(("act", "decision", "left"), [("same", "same", 0), ("two", "two", 1)])
def test_an_editor_says_whether_two_speakers_are_one(desk, act: str, decision: str, left: int) -> None:
    speaker = Quote.objects.get(text__startswith="We will not accept").speaker
    other = Speaker.objects.create(name="M. Tolan", slug="m-tolan")
    proposal = MergeProposal.objects.create(
        first_speaker=speaker, second_speaker=other, reason="the same country", points=2
    )
    address = reverse("admin:statements_mergeproposal_changelist")
    page = desk.get(address).content.decode()
    assert "the same country" in page
    assert "We will not accept" in page
    for _ in range(2):  # asked twice, it is answered once
        desk.post(address, {"action": act, "_selected_action": [proposal.pk]})
    proposal.refresh_from_db()
    assert proposal.decision == decision
    assert bool(Quote.objects.filter(speaker=speaker).count()) == bool(left)
    moved = desk.get(speaker.get_absolute_url())
    assert moved.status_code == (301 if act == "same" else 200)
    assert Revision.objects.filter(rows__table="mergeproposal").count() == 1


def test_a_form_that_was_overtaken_is_told(desk, admin_user) -> None:
    from statements import curation
    from statements.history.replay import differences

    quote = Quote.objects.get(text__startswith="We will not accept")
    values = form_of(desk, quote)
    curation.judge(Quote.objects.get(pk=quote.pk), admin_user, venue="the quay")
    page = desk.post(
        reverse("admin:statements_quote_change", args=[quote.pk]), values | {"venue": "the hall"}
    )
    assert "Somebody changed this while you looked at it" in page.content.decode()
    quote.refresh_from_db()
    assert quote.venue == "the quay"
    event = Event.objects.first()
    values = form_of(desk, quote) | {"events": [event.pk]}
    assert desk.post(reverse("admin:statements_quote_change", args=[quote.pk]), values).status_code == 302
    assert quote.events.get() == event
    assert differences() == []


def test_save_is_near_and_what_was_done_is_told_in_words(desk) -> None:
    quote = Quote.objects.get(text__startswith="We will not accept")
    address = reverse("admin:statements_quote_change", args=[quote.pk])
    desk.post(address, {**form_of(desk, quote), "venue": "the quay"})
    page = desk.get(address).content.decode()
    assert page.count('name="_save"') == 2
    assert "Where: the quay instead of none" in page
    assert ": edit " not in page
