"""The review desk: what waits, what each act does, who may do it, and what many at once means."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from statements import curation
from statements.history.replay import differences
from statements.models import (
    Article,
    Claim,
    Event,
    MergeProposal,
    Outlet,
    Quote,
    Report,
    Revision,
    Speaker,
    State,
)
from statements.operations.evaluation import cases, corrected_most, evaluate_curated

from .working import QUEUE, act, body, item, signed_in, user

# The queue


def test_what_most_needs_a_person_comes_first(reviewer, held) -> None:
    Quote.objects.update(confidence=0.95)
    low = Quote.objects.get(text__startswith="The US has")
    Quote.objects.filter(pk=low.pk).update(confidence=0.3)
    assert low.uid in body(reviewer, QUEUE)
    Claim.objects.all().delete()
    Quote.objects.filter(pk=held.pk).update(speaker=None)
    assert f"quotes/{held.uid}/" in body(reviewer, QUEUE)
    Claim.objects.all().delete()
    nobody = Quote.objects.get(text__startswith="Nobody")
    Report.objects.create(quote=nobody, uid=nobody.uid, fault="words", text="It was “nothing”.", sender="x")
    page = body(reviewer, QUEUE)
    assert f"quotes/{nobody.uid}/" in page
    assert "It was “nothing”." in page


@pytest.mark.parametrize(
    "why", ["reported", "speaker", "gone", "unsure", "undated", "unnamed", "", "nonsense"]
)
def test_each_reason_is_a_filter_in_the_address(reviewer, held, why: str) -> None:
    page = body(reviewer, f"{QUEUE}?why={why}&kind=direct&outlet=the-farrow-observer&rule=x")
    assert "Waiting:" in page


def test_filters_are_carried_from_item_to_item(reviewer, held) -> None:
    Quote.objects.update(confidence=0.3)
    first = Quote.objects.filter(kind="direct").order_by("confidence", "-pk").first()
    response = reviewer.post(
        f"{item(first)}?why=unsure&kind=direct", {"act": "approve", "look": curation.row_version(first)}
    )
    assert response["Location"].startswith(f"{QUEUE}?why=unsure&kind=direct&last=")
    assert 'data-kind="direct"' in body(reviewer, response["Location"])


def test_an_empty_queue_says_so(reviewer, held) -> None:
    Quote.objects.update(state=State.CURATED)
    assert "Nothing waits" in body(reviewer, QUEUE)


def test_skipped_comes_back_in_another_session_only(reviewer, held) -> None:
    Quote.objects.exclude(pk=held.pk).update(state=State.CURATED)
    Quote.objects.filter(pk=held.pk).update(confidence=0.2)
    assert held.uid in body(reviewer, QUEUE)
    act(reviewer, held, "skip")
    assert "Nothing waits" in body(reviewer, QUEUE)
    Claim.objects.all().delete()
    assert held.uid in body(signed_in("rolf", "reviewer"), QUEUE)


# Acts


def test_a_candidate_is_chosen_with_one_key(reviewer, held) -> None:
    Quote.objects.filter(pk=held.pk).update(speaker=None)
    page = body(reviewer, item(held))
    (tolan,) = re.findall(r'name="choose" value="(\d+)"\s+data-key="1"', page)
    assert "Speaks in this article" in page or "Weighed by the reading" in page
    act(reviewer, held, "speaker", speaker=tolan, note="As printed.")
    assert (held.speaker.name, held.status) == ("Mira Tolan", "corrected")
    line = Revision.objects.latest("id")
    assert (line.editor.username, line.why) == ("rita", "As printed.")


def test_the_source_may_not_say(reviewer, held) -> None:
    act(reviewer, held, "speaker", speaker="none")
    assert (held.speaker, held.state) == (None, State.CURATED)


def test_approve_reject_and_restore(client, reviewer, held) -> None:
    act(reviewer, held, "approve")
    assert held.status == "reviewed"
    act(reviewer, held, "reject", reason="title")
    assert held.state == State.REJECTED
    assert "A title or a name" in client.get(held.get_absolute_url()).content.decode()
    act(reviewer, held, "restore")
    assert client.get(held.get_absolute_url()).status_code == 200


def test_somebody_else_is_typed_found_or_added(reviewer, held) -> None:
    source = Speaker.objects.get(kind="anonymous")
    act(reviewer, held, "other", other=source.name)
    assert held.speaker == source
    page = act(reviewer, held, "other", 400, other="Adam Roke")
    assert "Nobody is called “Adam Roke” here" in page
    assert "Add “Adam Roke” as a new speaker" in page
    act(reviewer, held, "add", other="Adam Roke")
    assert held.speaker.name == "Adam Roke"
    assert [one["name"] for one in reviewer.get(reverse("desk:names"), {"q": "ada"}).json()["people"]] == [
        "Adam Roke"
    ]
    assert reviewer.get(reverse("desk:names"), {"q": "zz"}).json()["people"] == []


def test_words_are_trimmed_by_place_and_by_letter(reviewer, held) -> None:
    text = held.article.text
    start = text.index("a map that")
    act(reviewer, held, "words", segments=f"{start - 20}-{start + 5}")
    assert held.text == text[start - 20 : start + 5].strip(" “")
    act(reviewer, held, "words", words="We will not accept a map")
    assert held.text == "We will not accept a map"
    more = text.index("drawn at night")
    act(reviewer, held, "words", segments=f"{held.start}-{held.end},{more}-{more + 14}")
    assert held.text == "We will not accept a map … drawn at night"
    for bad in (
        {"words": "We will accept"},
        {"segments": "5"},
        {"segments": "a-b"},
        {"segments": "9-99999999"},
        {},
    ):
        act(reviewer, held, "words", 400, **bad)
    assert held.text == "We will not accept a map … drawn at night"


def test_details_are_kept_as_one_act(reviewer, held) -> None:
    Outlet.objects.create(name="Kestran Agency", slug="ka", kind="agency")
    event = Event.objects.create(name="Lissel talks", slug="lt")
    lines = Revision.objects.count()
    act(reviewer, held, "details", kind="partial", role="envoy", addressee="the press", venue="the quay", relayed_by="kestran agency", said_on="2021-03-11", events=[event.pk])  # fmt: skip
    assert (held.kind, held.addressee, held.venue, held.relayed_by.name) == ("partial", "the press", "the quay", "Kestran Agency")  # fmt: skip
    assert held.date.isoformat() == "2021-03-11"
    assert held.events.get() == event
    assert Revision.objects.count() == lines + 1
    for bad in ({"said_on": "2021-02-30"}, {"relayed_by": "Nobody"}, {"kind": "loud"}, {"said_on": "soon"}):
        act(reviewer, held, "details", 400, **{"kind": "direct", **bad})


def test_a_report_is_answered_for_all_to_read(client, reviewer, held) -> None:
    Report.objects.create(quote=held, uid=held.uid, fault="date", sender="x")
    act(reviewer, held, "answer", answer="The paper has it so.")
    assert "The paper has it so." in client.get(held.get_absolute_url()).content.decode()
    assert Report.objects.get().state == "done"


def test_deciding_a_reported_statement_answers_the_report(client, reviewer, held) -> None:
    Report.objects.create(quote=held, uid=held.uid, fault="speaker", sender="x")
    lines = Revision.objects.count()
    act(reviewer, held, "speaker", speaker="none")
    assert Revision.objects.count() == lines + 1
    assert "An editor corrected the statement." in client.get(held.get_absolute_url()).content.decode()
    curation.undo(Revision.objects.latest("id"), None)
    assert Report.objects.get().state == "open"  # taken back, it waits again


def test_an_unknown_act_is_refused(reviewer, held) -> None:
    act(reviewer, held, "destroy", 400)
    act(reviewer, held, "speaker", 400, speaker="99999999")
    act(reviewer, held, "speaker", 400, speaker="x")


def test_undo_by_one_key(reviewer, held) -> None:
    before = held.speaker
    act(reviewer, held, "speaker", speaker="none")
    number = Revision.objects.latest("id").pk
    page = body(reviewer, f"{QUEUE}?last={number}")
    assert reverse("desk:undo", args=[number]) in page
    assert reviewer.post(reverse("desk:undo", args=[number])).status_code == 302
    held.refresh_from_db()
    assert (held.speaker, held.state) == (before, State.EXTRACTED)
    again = reviewer.post(reverse("desk:undo", args=[number]), follow=True)
    assert "taken back already" in again.content.decode()


# Two editors


def test_nobody_is_handed_what_another_has(reviewer, held) -> None:
    Quote.objects.update(confidence=0.2)
    first = re.search(r'href="/quotes/(\w+)/"', body(reviewer, QUEUE))[1]
    assert reviewer.post(f"{QUEUE}{first}/", {"act": "take"}).status_code == 302
    other = signed_in("rolf", "reviewer")
    second = re.search(r'href="/quotes/(\w+)/"', body(other, QUEUE))[1]
    assert first != second
    assert "rita has this statement" in body(other, f"{QUEUE}{first}/")
    Claim.objects.update(until=timezone.now() - timedelta(minutes=1))
    assert "rita has this statement" not in body(other, f"{QUEUE}{first}/")


def test_with_eight_editors_each_has_another_statement_and_the_desk_says_what_waits(reviewer, held) -> None:
    Quote.objects.update(confidence=0.2)
    rows = list(Quote.objects.all())
    for number in range(12):
        copy = rows[number % len(rows)]
        copy.pk, copy.uid, copy.occurrence = None, f"eight{number:03}", 100 + number
        copy.save(force_insert=True)
    editors = [signed_in(f"rita{number}", "reviewer") for number in range(8)]
    given = []
    for one in editors:
        uid = re.search(r'href="/quotes/(\w+)/"', body(one, QUEUE))[1]
        one.post(f"{QUEUE}{uid}/", {"act": "take"})
        given.append(uid)
    assert len(set(given)) == 8
    for one, uid in zip(editors, given, strict=True):  # each comes back to the own one
        assert f'href="/quotes/{uid}/"' in body(one, QUEUE)
    page = body(signed_in("ninth", "reviewer"), QUEUE)
    assert "Nothing waits" not in page
    assert re.search(r'href="/quotes/(\w+)/"', page)[1] not in given


def test_deciding_takes_the_next_one_onto_the_desk(reviewer, held) -> None:
    Quote.objects.update(confidence=0.2)
    first = Quote.objects.order_by("-pk").first()
    act(reviewer, first, "approve")
    claim = Claim.objects.get()
    assert claim.quote != first
    assert f'href="/quotes/{claim.quote.uid}/"' in body(reviewer, QUEUE)


def test_where_others_are_faster_the_one_behind_is_taken(reviewer, held, monkeypatch) -> None:
    """Seven editors take what is looked at, each in the moment in which it is looked at."""
    from statements.desk import queue

    Quote.objects.update(confidence=0.2)
    rolf = get_user_model().objects.create_user("fast")
    faster = list(Quote.objects.order_by("-pk")[:3])
    looked = queue.next_quote

    def looked_at(request):
        found = looked(request)
        if found in faster:
            Claim.objects.create(quote=found, editor=rolf, until=timezone.now() + timedelta(minutes=5))
        return found

    monkeypatch.setattr(queue, "next_quote", looked_at)
    act(reviewer, faster[0], "skip")
    (mine,) = Claim.objects.exclude(editor=rolf)
    assert mine.quote not in faster


def test_who_comes_second_sees_the_difference_and_may_go_on(reviewer, held) -> None:
    look = curation.row_version(held)
    other = signed_in("rolf", "reviewer")
    act(other, held, "details", kind="direct", venue="the quay")
    told = reviewer.post(item(held), {"act": "speaker", "speaker": "none", "look": look})
    page = told.content.decode()
    assert told.status_code == 409
    assert "rolf" in page and "the quay" in page
    assert "Do it all the same" in page
    held.refresh_from_db()
    assert held.speaker is not None
    act(reviewer, held, "speaker", speaker="none")
    assert (held.speaker, held.venue) == (None, "the quay")


# Articles


def test_a_missed_statement_is_added_by_its_words(client, editor, held) -> None:
    address = reverse("desk:article", args=[held.article_id])
    assert "Read it again" in body(editor, address)
    start = held.article.text.index("left the talks")
    response = editor.post(address, {"act": "add", "segments": f"{start}-{start + 14}", "kind": "partial", "speaker": held.speaker_id})  # fmt: skip
    assert response.status_code == 302
    quote = Quote.objects.get(text="left the talks")
    assert (quote.speaker, quote.status) == (held.speaker, "reviewed")
    assert (
        editor.post(address, {"act": "add", "words": "left the talks", "kind": "partial"}).status_code == 400
    )
    assert editor.post(address, {"act": "add", "words": "never there", "kind": "partial"}).status_code == 400
    new = editor.post(
        address, {"act": "add", "words": "on Friday", "kind": "partial", "other": "Adam Roke", "new": "1"}
    )
    assert new.status_code == 302
    assert "Adam Roke" in client.get(Quote.objects.get(text="on Friday").get_absolute_url()).content.decode()


def test_reading_again_is_shown_before_it_happens(editor, held) -> None:
    address = reverse("desk:article", args=[held.article_id])
    curation.withdraw(held, None)
    start = held.article.text.index("left the talks")
    curation.add_quote(held.article, [[start, start + 14]], "partial", None, None)
    Quote.objects.filter(text__startswith="Nobody").delete()
    total = Quote.objects.count()
    page = editor.post(address, {"act": "preview"}).content.decode()
    assert "nothing that an editor decided changes: 2 kept, 1 new, 0 gone" in page
    assert Quote.objects.count() == total
    assert "Read again:" in editor.post(address, {"act": "read"}, follow=True).content.decode()
    assert Quote.objects.filter(text__startswith="Nobody").exists()
    held.refresh_from_db()
    assert held.state == State.REJECTED


def test_an_article_that_is_none_is_taken_out_and_put_back(client, editor, held) -> None:
    address = reverse("desk:article", args=[held.article_id])
    editor.post(address, {"act": "no article", "note": "A list of stubs"})
    assert "A list of stubs" in client.get(held.article.get_absolute_url()).content.decode()
    assert client.get(held.get_absolute_url()).status_code == 410
    editor.post(address, {"act": "article"})
    assert client.get(held.get_absolute_url()).status_code == 200


# Speakers, events, outlets


def test_a_merge_is_seen_before_it_is_done(client, editor, held) -> None:
    other = Speaker.objects.create(name="Mira Tolan-Roke", slug="mira-tolan-roke")
    address = reverse("desk:merge", args=["speaker", held.speaker_id])
    page = body(editor, f"{address}?into=Mira Tolan-Roke")
    assert "merge" in page and "3" in page
    french = editor.get(f"{address}?into=Mira Tolan-Roke", HTTP_ACCEPT_LANGUAGE="fr").text
    assert "<dt>Déclarations</dt>" in french and "<dt>Statements</dt>" not in french
    assert Quote.objects.filter(speaker=other).count() == 0
    assert editor.post(address, {"into": f"#{other.pk}", "note": "one woman"}).status_code == 302
    assert Quote.objects.filter(speaker=other).count() == 3
    assert client.get("/speakers/mira-tolan/").status_code == 301
    assert "Nothing is called" in body(editor, f"{address}?into=Zed")
    assert "two different ones" in body(editor, f"{address}?into=%23{held.speaker_id}")


@pytest.mark.parametrize(("decision", "gone"), [("same", 0), ("swap", 1), ("two", None), ("unsure", None)])
def test_pairs_are_judged_once(editor, held, decision: str, gone) -> None:
    other = Speaker.objects.create(name="M. Tolan", slug="m-tolan")
    pair = [held.speaker, other]
    proposal = MergeProposal.objects.create(
        first_speaker=pair[0], second_speaker=pair[1], reason="the same country"
    )
    page = body(editor, reverse("desk:pairs"))
    assert "The same country" in page and "M. Tolan" in page
    editor.post(reverse("desk:pairs"), {"pair": proposal.pk, "decision": decision})
    for speaker in pair:
        speaker.refresh_from_db()
    assert [speaker.merged_into is not None for speaker in pair] == [n == gone for n in (0, 1)]
    assert "No pair waits" in body(editor, reverse("desk:pairs"))
    assert differences() == [] or decision  # the speaker above was made without an act


def test_statements_are_split_off_and_names_come_and_go(client, editor, held) -> None:
    address = reverse("desk:split", args=[held.speaker_id])
    assert "We will not accept" in body(editor, address)
    editor.post(address, {"act": "split", "quote": [held.uid], "to": "Mira Brisk", "new": "1"})
    held.refresh_from_db()
    assert held.speaker.name == "Mira Brisk"
    assert editor.post(address, {"act": "split", "to": "Mira Brisk"}).status_code == 400
    editor.post(address, {"act": "add name", "name": "Madame Tolan"})
    tolan = Speaker.objects.get(name="Mira Tolan")
    alias = tolan.aliases.get(name="Madame Tolan")
    assert "Madame Tolan" in client.get(tolan.get_absolute_url()).content.decode()
    editor.post(address, {"act": "remove name", "alias": alias.pk})
    assert not tolan.aliases.filter(name="Madame Tolan").exists()
    own = tolan.aliases.get(key="miratolan")
    assert editor.post(address, {"act": "remove name", "alias": own.pk}).status_code == 400


# Who may

PLACES = {
    "queue": QUEUE,
    "log": "/admin/review/log/",
    "me": "/admin/review/me/",
    "names": "/admin/review/names/?q=to",
    "pairs": "/admin/review/pairs/",
    "lists": "/admin/review/lists/",
    "csv": "/admin/review/lists/csv/",
    "corrected": "/admin/review/lists/corrected/",
    "article": "/admin/review/articles/{article}/",
    "split": "/admin/review/speakers/{speaker}/",
    "merge": "/admin/review/merge/speaker/{speaker}/",
    "item": "/admin/review/{uid}/",
}
REVIEWERS = {"queue", "log", "me", "names", "pairs", "item"}


@pytest.mark.parametrize("place", PLACES)
def test_who_may_see_what(held, place: str) -> None:
    address = PLACES[place].format(article=held.article_id, speaker=held.speaker_id, uid=held.uid)
    anybody = Client().get(address)
    assert (anybody.status_code, "/admin/login/" in anybody["Location"]) == (302, True)
    assert signed_in("sam").get(address).status_code == 403
    assert signed_in("rita", "reviewer").get(address).status_code == (200 if place in REVIEWERS else 403)
    for name, group in (("edda", "editor"), ("ada", "administrator")):
        response = signed_in(name, group).get(address)
        assert response.status_code == 200, (place, group)
        assert "no-cache" in response["Cache-Control"] and "no-store" in response["Cache-Control"]


def test_a_reviewer_judges_and_does_not_merge(reviewer, held) -> None:
    other = Speaker.objects.create(name="T", slug="t")
    proposal = MergeProposal.objects.create(first_speaker=held.speaker, second_speaker=other, reason="x")
    assert "Only an editor may decide" in body(reviewer, reverse("desk:pairs"))
    for address, data in (
        (reverse("desk:merge", args=["speaker", held.speaker_id]), {"into": "T"}),
        (reverse("desk:pairs"), {"pair": proposal.pk, "decision": "same"}),
        (reverse("desk:bulk"), {"quote": [held.uid], "act": "withdraw", "sure": "1"}),
        (reverse("desk:split", args=[held.speaker_id]), {"act": "split", "quote": [held.uid], "to": "T"}),
        (reverse("desk:article", args=[held.article_id]), {"act": "no article"}),
    ):
        assert reviewer.post(address, data).status_code == 403, address
    curation.approve(held, None)
    theirs = Revision.objects.latest("id")
    assert reviewer.post(reverse("desk:undo", args=[theirs.pk])).status_code == 403


def test_every_act_needs_its_token_and_is_no_link(held) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user("rita", "reviewer"))
    assert strict.post(item(held), {"act": "approve"}).status_code == 403
    assert strict.get(reverse("desk:undo", args=[1])).status_code == 405
    assert strict.get(f"{item(held)}?act=reject").status_code == 200
    held.refresh_from_db()
    assert held.state == State.EXTRACTED


def test_guessing_passwords_is_stopped(held) -> None:
    user("rita", "reviewer")
    client = Client()
    for _ in range(5):
        answer = client.post("/admin/login/", {"username": "rita", "password": "guess"})
    assert answer.status_code == 429
    right = {"username": "rita", "password": "a long pass phrase"}
    assert client.post("/admin/login/", right).status_code == 429
    elsewhere = Client(REMOTE_ADDR="10.1.2.3")  # nobody locks an editor out from another address
    assert elsewhere.post("/admin/login/", right).status_code == 302


def test_sessions_end(settings) -> None:
    assert settings.SESSION_COOKIE_AGE <= 60 * 60 * 12


# The public side


def test_corrections_are_told_without_names_unless_chosen(client, reviewer, held) -> None:
    assert "Nothing has been corrected" in client.get("/corrections/").content.decode()
    act(reviewer, held, "speaker", speaker="none", note="The source does not say.")
    page = client.get("/corrections/").content.decode()
    assert "The source does not say." in page and "Mira Tolan" in page
    assert "rita" not in page
    reviewer.post(reverse("desk:me"), {"public_name": "Rita Brandt"})
    act(reviewer, held, "reject", reason="not")
    page = client.get("/corrections/").content.decode()
    assert "Rita Brandt" in page
    assert page.count("Rita Brandt") == 1  # what was done before stays without
    feed = client.get("/corrections/feed/")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "The source does not say." in feed.content.decode()


def test_a_reading_is_no_correction(client, held) -> None:
    assert held.text[:10] not in client.get("/corrections/").content.decode()


def test_hostile_words_are_escaped_at_the_desk(store, talks) -> None:
    store(talks.replace("We will not accept", "We <script>alert(1)</script> accept"), outlet="<b>Post")
    quote = Quote.objects.get(text__startswith="We <script>")
    quote.reports.create(uid=quote.uid, fault="other", text="<img src=x onerror=alert(1)>", sender="x")
    editor = signed_in("edda", "editor")
    for address in (QUEUE, item(quote), reverse("desk:article", args=[quote.article_id]), reverse("desk:log"), reverse("desk:lists"), reverse("desk:split", args=[quote.speaker_id])):  # fmt: skip
        page = body(editor, address)
        assert "<script>alert" not in page and "<img src=x" not in page and "<b>Post" not in page, address


# It teaches the engine


def test_the_reading_is_held_against_what_editors_decided(held, tmp_path, capsys) -> None:
    from django.core.management import CommandError, call_command

    with pytest.raises(CommandError, match="nothing to hold"):
        call_command("evaluate", "--curated")
    roke = Speaker.objects.create(name="Adam Roke", slug="adam-roke")
    curation.approve(Quote.objects.get(text__startswith="The US has"), None)
    curation.judge(held, None, speaker=roke)
    curation.withdraw(Quote.objects.get(text__startswith="Nobody"), None)
    start = held.article.text.index("left the talks")
    curation.add_quote(held.article, [[start, start + 14]], "partial", roke, None)
    result = evaluate_curated()
    assert (result.articles, len(result.verdicts), result.held, result.found) == (1, 4, 3, 1)
    assert result.precision == pytest.approx(1 / 3)
    assert result.recall == pytest.approx(1 / 3)
    kinds = {kind: n for _, _, found in corrected_most(result) for kind, n in found.items()}
    assert kinds == {"speaker": 1, "no statement": 1}
    written = list(cases(result))
    assert any("nothing" in case and "Nobody has left the table" in case for case in written)
    assert any("<- Adam Roke" in case for case in written)
    call_command("evaluate", "--curated", "--export-cases", str(tmp_path / "cases.txt"))
    said = capsys.readouterr().out
    assert "Precision 0.333, recall 0.333" in said and "Corrected most" in said
    blocks = [block.strip() for block in re.split(r"(?m)^\.$", (tmp_path / "cases.txt").read_text())]
    assert len(blocks) >= 6  # as the cases of the engine are written


def test_nothing_of_the_evaluation_is_kept(held) -> None:
    curation.approve(held, None)
    before = (Quote.objects.count(), Revision.objects.count(), Article.objects.count())
    evaluate_curated()
    assert before == (Quote.objects.count(), Revision.objects.count(), Article.objects.count())
