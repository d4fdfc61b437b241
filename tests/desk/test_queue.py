"""Going on and back through the queue, what it counts and in which order, days, notes, and second looks."""

import re
from html import unescape
from itertools import pairwise

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from statements import curation
from statements.desk.agreement import krippendorff_alpha, months_of_agreement
from statements.desk.queue import count_waiting, decided_today, wrong_by_rule
from statements.history.replay import differences
from statements.models import (
    Article,
    Claim,
    DeskNote,
    Judgement,
    MergeProposal,
    Quote,
    Revision,
    Speaker,
    State,
)

from .working import QUEUE, act, body, item, signed_in


@pytest.fixture
def held(store, talks) -> Quote:
    cache.clear()
    store(talks, outlet="The Farrow Observer")
    Quote.objects.update(confidence=0.3)
    return Quote.objects.get(text__startswith="We will not accept")


@pytest.fixture
def editor(held) -> Client:
    return signed_in("edda", "editor")


def unlogged() -> set[str]:
    """Return what differs from the log beside the doubt that these tests give the reading by hand."""
    return {one for one in differences() if not one.endswith("differs in confidence")}


def uid_on(page: str) -> str:
    return re.search(r'class="mono"[^>]*>(\w{8})<', page)[1]


def link(page: str, key: str) -> str:
    """Return where a key leads that is a link."""
    return unescape(re.search(rf'href="([^"]*)" data-key="{key}"', page)[1])


# Going on and back


@pytest.mark.parametrize(
    "filters", ["", "?why=unsure", "?why=unsure&kind=direct", "?outlet=The+Farrow+Observer"]
)
def test_next_goes_through_all_that_waits_and_back(editor, held, filters: str) -> None:
    page = body(editor, f"{QUEUE}{filters}")
    seen = [uid_on(page)]
    while 'data-ahead="' in page:
        page = body(editor, link(page, "n"))
        seen.append(uid_on(page))
    kinds = {"kind": "direct"} if "kind" in filters else {}
    waiting = Quote.objects.filter(**kinds)
    assert sorted(seen) == sorted(waiting.values_list("uid", flat=True))
    for uid in reversed(seen[:-1]):
        page = body(editor, link(page, "p"))
        assert uid_on(page) == uid
    assert 'data-key="p"' not in page


def test_the_last_one_leads_to_the_first_again(editor, held) -> None:
    first = page = body(editor, QUEUE)
    while 'data-ahead="' in page:
        page = body(editor, link(page, "n"))
    assert uid_on(body(editor, link(page, "n"))) == uid_on(first)


def test_looking_ahead_takes_nothing(editor, held) -> None:
    page = body(editor, QUEUE)
    body(editor, unescape(re.search(r'data-ahead="([^"]*)"', page)[1]))
    assert not Claim.objects.exists()


def test_a_decision_goes_on_from_its_place_and_not_from_the_top(editor, held) -> None:
    page = body(editor, link(body(editor, QUEUE), "n"))
    here, ahead = uid_on(page), re.search(r'name="next" value="(\w{8})"', page)[1]
    quote = Quote.objects.get(uid=here)
    look = curation.row_version(quote)
    response = editor.post(item(quote), {"act": "approve", "look": look, "next": ahead})
    assert uid_on(body(editor, response["Location"])) == ahead


def judged_with_the_next_at_hand(editor, page: str, **data: str):
    """Decide what a page shows as a browser does that has asked for the next one ahead."""
    here = uid_on(page)
    ahead = body(editor, unescape(re.search(r'data-ahead="([^"]*)"', page)[1]), headers={"X-Ahead": here})
    look = re.search(r'name="look" value="(\d+)"', ahead)[1]
    told = {"look": re.search(r'name="look" value="(\d+)"', page)[1], "next": uid_on(ahead), **data}
    shown = {"X-Shown": f"{uid_on(ahead)}-{look}"}
    return ahead, editor.post(item(Quote.objects.get(uid=here)), told, headers=shown)


def test_what_a_browser_has_already_is_not_sent_again(editor, held) -> None:
    page = body(editor, QUEUE)
    here = uid_on(page)
    ahead, response = judged_with_the_next_at_hand(editor, page, act="approve")
    told = response.content.decode()
    assert (response.status_code, "data-moved" in told, "<main" in told) == (200, True, False)
    assert ">1</b> today" in told and "/undo/" in told
    assert Claim.objects.get().quote.uid == uid_on(ahead)
    assert f"at={here}" not in ahead  # back leads to what still waits


def test_what_is_put_off_brings_what_a_browser_has_already(editor, held, store, talks) -> None:
    page = body(editor, QUEUE)
    _, response = judged_with_the_next_at_hand(editor, page, act="skip")
    assert response.status_code == 302  # it still waits, as one of the others of its article
    editor.post(reverse("desk:put-back", args=[uid_on(page)]))
    Claim.objects.all().delete()
    store(
        talks.replace("Lissel", "Hollin").replace("12 March", "14 March"), "another.txt", outlet="Hollin Mail"
    )
    Quote.objects.update(confidence=0.3)
    article_of = dict(Quote.objects.values_list("uid", "article"))
    assert len(set(article_of.values())) == 2
    pages = [body(editor, QUEUE)]
    for _other in article_of:
        pages.append(body(editor, link(pages[-1], "n")))
    page = next(one for one, after in pairwise(pages) if article_of[uid_on(one)] != article_of[uid_on(after)])
    ahead, response = judged_with_the_next_at_hand(editor, page, act="skip")
    told = response.content.decode()
    assert (response.status_code, "data-moved" in told) == (200, True)
    assert "Last: put off" in told and "/undo/" not in told
    assert Claim.objects.get().quote.uid == uid_on(ahead)


def test_what_has_changed_since_is_sent(editor, held) -> None:
    page = body(editor, QUEUE)
    _, following = judged_with_the_next_at_hand(editor, page, choose="none")
    assert following.status_code == 302  # in the same article, who is offered may be others now
    page = body(editor, following["Location"])
    ahead = Quote.objects.get(uid=re.search(r'name="next" value="(\w{8})"', page)[1])
    curation.judge(ahead, None, "", speaker=None)
    told = {"look": re.search(r'name="look" value="(\d+)"', page)[1], "next": ahead.uid, "act": "approve"}
    shown = {"X-Shown": f"{ahead.uid}-0"}
    response = editor.post(item(Quote.objects.get(uid=uid_on(page))), told, headers=shown)
    assert response.status_code == 302


def test_what_was_decided_together_is_not_asked_again(editor, held) -> None:
    Quote.objects.update(mention="she")
    page = body(editor, QUEUE)
    here = Quote.objects.get(uid=uid_on(page))
    versions = re.search(r'name="alike_versions" value="([^"]*)"', page)[1]
    _, response = judged_with_the_next_at_hand(
        editor, page, act="approve", alike="1", alike_versions=versions
    )
    assert "at=" not in response["Location"] or held.uid not in response["Location"]
    assert not Quote.objects.filter(article=here.article, state=State.EXTRACTED).exists()
    assert "data-at" not in body(editor, response["Location"])


def test_what_is_asked_ahead_is_as_it_will_be(editor, held) -> None:
    Quote.objects.update(mention="she")
    others = Quote.objects.count() - 1
    page = body(editor, QUEUE)
    address = unescape(re.search(r'data-ahead="([^"]*)"', page)[1])
    assert f"and the {others} others here" in body(editor, address)
    ahead = body(editor, address, headers={"X-Ahead": uid_on(page)})
    assert f"and the {others - 1} other" in ahead
    assert 'data-key="p"' in body(editor, address) and 'data-key="p"' not in ahead


def test_what_was_put_off_is_taken_up_again_before_an_act_is_taken_back(editor, held) -> None:
    act(editor, held, "approve")
    other = Quote.objects.exclude(pk=held.pk).first()
    act(editor, other, "skip")
    page = body(editor, QUEUE)
    assert "Last: put off" in page
    assert editor.post(reverse("desk:put-back", args=[other.uid])).status_code == 302
    assert other.uid not in editor.session["skipped"]
    assert "found “We will not accept" in body(editor, QUEUE)  # and now the act before it


def test_undo_goes_back_act_by_act_and_says_what_it_takes_back(editor, held) -> None:
    tolan = held.speaker
    act(editor, held, "speaker", choose="none")
    act(editor, held, "reject", reject="title")
    for words in ("took “We will not accept", "Speaker: none instead of Mira Tolan"):
        page = body(editor, QUEUE)
        assert words in page
        address = re.search(r'action="(/admin/review/log/\d+/undo/)', page)[1]
        told = editor.post(address, follow=True).content.decode()
        assert "Taken back:" in told and words in told
    held.refresh_from_db()
    assert (held.speaker, held.state) == (tolan, State.EXTRACTED)


# What is counted


def test_what_waits_for_two_reasons_is_one_and_an_undo_is_no_decision(editor, held) -> None:
    total = Quote.objects.count()
    Quote.objects.filter(pk=held.pk).update(speaker=None, unproved=True)
    Quote.objects.exclude(pk=held.pk).update(confidence=0.99)
    me = editor.session["_auth_user_id"]
    cache.clear()
    counts = count_waiting(int(me))
    assert (counts["speaker"], counts["unproved"]) == (1, 1)
    assert (
        counts["statements"]
        == total
        - Quote.objects.filter(confidence=0.99)
        .exclude(speaker__kind="anonymous")
        .exclude(pk__in=[q.pk for q in Quote.objects.all() if q.pk % curation.ONE_IN == 0])
        .count()
    )
    act(editor, held, "approve")
    act(editor, held, "reject", reject="not")
    assert decided_today(int(me)) == 1
    curation.undo(Revision.objects.latest("id"), held and Revision.objects.latest("id").editor)
    assert decided_today(int(me)) == 1  # approved it still is
    assert "you have decided <b" in re.sub(r"\s+", " ", body(editor, QUEUE))


# The order


def test_a_rule_that_editors_correct_comes_before_one_that_they_pass(editor, held) -> None:
    quotes = list(Quote.objects.order_by("pk"))
    for quote in quotes:
        Quote.objects.filter(pk=quote.pk).update(rule="never-wrong", in_headline=False, utterance=None)
    judged = quotes[0]
    Quote.objects.filter(pk=judged.pk).update(rule="often-wrong")
    worst = quotes[1]
    Quote.objects.filter(pk=worst.pk).update(rule="often-wrong")
    act(editor, judged, "reject", reject="not")
    cache.clear()
    rates, _mean = wrong_by_rule()
    assert rates["often-wrong"] > 0.1
    Claim.objects.all().delete()
    assert uid_on(body(editor, f"{QUEUE}?why=unsure")) == worst.uid


def test_what_stands_above_an_article_comes_before_what_stands_in_it(editor, held) -> None:
    Quote.objects.update(rule="one", in_headline=False)
    Quote.objects.filter(pk=held.pk).update(in_headline=True)
    assert uid_on(body(editor, f"{QUEUE}?why=unsure")) == held.uid


# Decided once


def test_the_others_of_one_mention_are_decided_with_it(editor, held) -> None:
    alike = Quote.objects.exclude(pk=held.pk)[:2]
    ids = [held.pk, *(one.pk for one in alike)]
    Quote.objects.filter(pk__in=ids).update(mention="she")
    page = body(editor, item(held))
    assert "and the 2 others here that have “she”" in re.sub(r"\s+", " ", page)
    versions = re.search(r'name="alike_versions" value="([^"]*)"', page)[1]
    lines = Revision.objects.count()
    act(editor, held, "", choose="none", alike="1", alike_versions=versions)
    assert Quote.objects.filter(pk__in=ids, state=State.CURATED, speaker=None).count() == 3
    assert Revision.objects.count() == lines + 1
    curation.undo(Revision.objects.latest("id"), None)
    assert Quote.objects.filter(pk__in=ids, state=State.EXTRACTED).count() == 3
    assert not {one for one in unlogged() if "mention" not in one}


def test_others_that_changed_meanwhile_or_have_another_mention_are_left(editor, held) -> None:
    other, third = Quote.objects.exclude(pk=held.pk)[:2]
    Quote.objects.filter(pk__in=[held.pk, other.pk]).update(mention="she")
    Quote.objects.filter(pk=third.pk).update(mention="the source")
    line = curation.judge(Quote.objects.get(pk=other.pk), None, venue="the quay")
    curation.undo(line, None)
    versions = f"{other.pk}-0,{third.pk}-0"
    act(editor, held, "", choose="none", alike="1", alike_versions=versions)
    assert set(Quote.objects.filter(state=State.CURATED)) == {held}


def test_an_article_is_judged_in_one_view_and_as_a_whole(editor, held) -> None:
    address = reverse("desk:whole", args=[held.article_id])
    page = body(editor, address)
    assert all(f'id="s{quote.uid}"' in page for quote in Quote.objects.all())
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    open_one = Quote.objects.exclude(pk=held.pk).first()
    Quote.objects.filter(pk=open_one.pk).update(speaker=None)
    editor.post(address, {"uid": held.uid, "look": curation.row_version(held), "reject": "not"})
    held.refresh_from_db()
    assert held.state == State.REJECTED
    lines = Revision.objects.count()
    assert editor.post(address, {"act": "all", "seen": seen}).status_code == 302
    assert Revision.objects.count() == lines + 1
    open_one.refresh_from_db()
    assert (
        open_one.state == State.EXTRACTED
    )  # nobody is its speaker: that is a question, and not right as it is
    rest = Quote.objects.exclude(pk__in=[held.pk, open_one.pk])
    assert set(rest.values_list("state", flat=True)) == {State.CURATED}
    assert editor.post(address, {"act": "all", "seen": seen}).status_code == 400
    curation.undo(Revision.objects.latest("id"), None)
    assert set(rest.values_list("state", flat=True)) == {State.EXTRACTED}


def test_an_undated_article_waits_once_and_its_day_dates_its_statements(editor, store, held) -> None:
    text = held.article.text.replace("without a date", "with a map").replace("We will", "We do")
    article = store(text, "note.txt").article
    Article.objects.filter(pk=article.pk).update(published=None, published_precision="none")
    Quote.objects.filter(article=article).update(date=None, date_precision="none", said_on=None)
    cache.clear()
    me = int(editor.session["_auth_user_id"])
    assert count_waiting(me)["undated"] == 1
    page = body(editor, f"{QUEUE}?why=undated")
    assert "with a map" in page and "When was it published?" in page
    address = reverse("desk:day", args=[article.pk])
    for bad in ("2021-02-30", "soon", "", "21-3"):
        assert editor.post(address, {"act": "date", "day": bad}).status_code == 400
    look = curation.row_version(article)
    assert editor.post(address, {"act": "date", "day": "2021-03", "look": look}).status_code == 302
    article.refresh_from_db()
    assert (str(article.published), article.published_precision) == ("2021-03-01", "month")
    assert set(Quote.objects.filter(article=article).values_list("date_precision", flat=True)) == {"month"}
    assert "Nothing waits" in body(editor, f"{QUEUE}?why=undated")


@pytest.mark.parametrize("length", [10, 60])
def test_the_text_that_a_day_is_looked_for_in_is_cut_in_no_word(editor, store, length: int) -> None:
    lines = [f"Line {n} of what the delegations printed about the ferry." for n in range(length)]
    store("The ferry in lines\n\n" + "\n\n".join(lines), "lines.txt")
    page = body(editor, reverse("desk:day", args=[Article.objects.order_by("pk").last().pk]))
    shown = re.sub("<.*?>", "", page.partition('id="src-h"')[2])
    assert all(line in lines for line in re.findall(r"\bLine.*", shown))
    assert (lines[0] in shown, lines[-1] in shown, lines[length // 2] in shown) == (True, True, length == 10)


def test_a_day_that_does_not_wait_gives_no_reason_why(editor, held) -> None:
    page = reverse("desk:day", args=[held.article_id])
    assert "It waits" not in body(editor, page)
    Article.objects.update(dates_differ=True)
    assert "It waits: dates differ" in body(editor, page)


def test_a_day_that_the_source_does_not_say_is_decided_as_well(editor, held) -> None:
    Article.objects.update(published=None, published_precision="none")
    article = Article.objects.get()
    assert (
        editor.post(reverse("desk:day", args=[article.pk]), {"act": "none", "look": "99999"}).status_code
        == 302
    )
    assert "Nothing waits" in body(editor, f"{QUEUE}?why=undated")


# Who


def test_people_are_told_by_office_country_and_years(editor, held) -> None:
    Speaker.objects.filter(pk=held.speaker_id).update(country="FR")
    (one,) = editor.get(reverse("desk:names"), {"q": "mira"}).json()["people"]
    assert one["name"] == "Mira Tolan"
    assert "Foreign Minister" in one["about"] and "France" in one["about"] and "2021" in one["about"]


def test_a_new_one_comes_with_kind_and_country_guessed(editor, held) -> None:
    new = editor.get(reverse("desk:names"), {"q": "French Ministry of Ferries", "at": held.uid}).json()["new"]
    assert (new["kind"], new["country"]) == ("institution", "FR")
    assert editor.get(reverse("desk:names"), {"q": "Mira Tolan"}).json()["new"] is None
    page = act(editor, held, "other", 400, other="Adam Roke")
    assert 'name="kind"' in page and "autofocus" in page
    act(editor, held, "add", other="The Roke Office", kind="institution", country="fr")
    assert (held.speaker.kind, held.speaker.country) == ("institution", "FR")
    act(editor, held, "add", 400, other="Ilse Varn", kind="queen")


def test_the_log_says_what_changed_in_words(editor, held) -> None:
    act(editor, held, "speaker", choose="none")
    page = body(editor, reverse("desk:log"))
    words = "changed “We will not accept a map that was drawn at night”; Speaker: none instead of Mira Tolan"
    assert words in page
    assert "<b>edit</b>" not in page


# What was missed


def test_marks_say_how_what_was_missed_is_quoted(editor, held) -> None:
    address = reverse("desk:whole", args=[held.article_id])
    start = held.article.text.index("left the talks")
    values = {"act": "add", "segments": f"{start}-{start + 14}", "choose": held.speaker_id}
    assert editor.post(address, values).status_code == 302
    assert Quote.objects.get(text="left the talks").kind == "indirect"
    start = held.article.text.index("three winters late")
    Quote.objects.filter(text__contains="three winters").delete()
    editor.post(address, {"act": "add", "segments": f"{start}-{start + 18}", "choose": "none"})
    assert Quote.objects.get(text="three winters late").kind == "partial"
    assert editor.post(address, {"act": "add", "segments": "", "words": ""}).status_code == 400


# A colleague


def test_a_statement_given_to_a_colleague_is_their_first_and_closed_by_their_decision(editor, held) -> None:
    rolf = signed_in("rolf", "reviewer")
    number = rolf.session["_auth_user_id"]
    act(editor, held, "note", left="Is this the envoy?", to=number)
    assert uid_on(body(rolf, QUEUE)) == held.uid
    assert "Is this the envoy?" in body(rolf, QUEUE)
    assert "Is this the envoy?" not in Client().get(held.get_absolute_url()).content.decode()
    act(rolf, held, "approve")
    assert DeskNote.objects.get().done
    curation.undo(Revision.objects.filter(action="approve").latest("id"), None)
    assert not DeskNote.objects.get().done
    curation.undo(Revision.objects.get(action="assign"), None)
    assert not DeskNote.objects.exists()
    assert not unlogged()


def test_a_note_has_words_or_somebody_it_is_for(editor, held) -> None:
    act(editor, held, "note", 400, left="  ")
    act(editor, held, "note", left="Look at the dateline.")
    assert "Look at the dateline." in body(signed_in("rolf", "reviewer"), item(held))


# Second looks


@pytest.fixture
def drawn(held) -> Quote:
    """A statement that is drawn for two editors: its number is one of those."""
    number = (Quote.objects.latest("pk").pk // curation.ONE_IN + 1) * curation.ONE_IN
    Quote.objects.filter(pk=held.pk).delete()
    held.pk, held.confidence = number, 0.95
    held.save(force_insert=True)
    Quote.objects.exclude(pk=number).update(state=State.CURATED)
    return Quote.objects.get(pk=number)


def test_a_second_editor_judges_apart_and_a_third_settles(editor, drawn) -> None:
    tolan, rita = drawn.speaker, signed_in("rita", "reviewer")
    assert "drawn for a check" in body(editor, QUEUE)
    act(editor, drawn, "speaker", choose="none")
    assert "Nothing waits" in body(editor, QUEUE)  # it is not asked of the one who answered
    rolf = signed_in("rolf", "reviewer")
    page = body(rolf, f"{QUEUE}?why=second")
    assert uid_on(page) == drawn.uid and 'name="blind"' in page
    assert "Mira Tolan" in page and "What was done to it" not in page and "orrected" not in page
    act(rolf, drawn, "approve", blind="1")
    assert drawn.speaker is None  # as the first has it
    assert Judgement.objects.filter(settled=False).count() == 2
    assert "Nothing waits" in body(rolf, QUEUE)  # where there is a third, those two leave it
    page = body(rita, QUEUE)
    assert "two editors differ" in page and "edda" in page and "rolf" in page
    act(rita, drawn, "speaker", choose=tolan.pk)
    assert Judgement.objects.filter(settled=True).count() == 2
    assert "Nothing waits" in body(rita, f"{QUEUE}?why=differ")
    (month,) = months_of_agreement()
    assert (month.judged, month.alike) == (1, 0)
    assert "How far editors agree" in body(rita, reverse("desk:agreement"))


def test_nobody_judges_twice_and_agreement_is_settled_at_once(editor, drawn) -> None:
    act(editor, drawn, "approve")
    act(editor, drawn, "approve", 400, blind="1")
    rolf = signed_in("rolf", "reviewer")
    act(rolf, drawn, "approve", blind="1")
    assert Judgement.objects.filter(settled=True).count() == 2
    late = act(signed_in("rita", "reviewer"), drawn, "approve", 409, blind="1")
    assert "Somebody else took the second look" in late
    second = Revision.objects.get(action="second look")
    curation.undo(second, None)
    assert Judgement.objects.get().settled is False
    assert not {one for one in unlogged() if not one.startswith("quote")}


def test_what_is_not_drawn_is_judged_once(editor, held) -> None:
    act(editor, held, "approve")
    assert not Judgement.objects.exists()


# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", C: nominal data, four observers, values missing.
OBSERVERS = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""


def test_alpha_is_as_krippendorff_worked_it_out() -> None:
    rows = [line.split() for line in OBSERVERS.split("\n") if line]
    units = [[value for value in unit if value != "."] for unit in zip(*rows, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=0.0005)
    # B: two observers, nominal data.
    meg = ["a", "a", "b", "b", "d", "c", "c", "c", "e", "d", "d", "a"]
    owen = ["b", "a", "b", "b", "b", "c", "c", "c", "e", "d", "d", "d"]
    assert krippendorff_alpha(list(zip(meg, owen, strict=True))) == pytest.approx(0.692, abs=0.0005)


@pytest.mark.parametrize("units", [[], [["a"]], [["a", "a"], ["a", "a"]]])
def test_where_nothing_varies_there_is_no_alpha(units) -> None:
    assert krippendorff_alpha(units) is None


# Pressed twice


def test_a_second_press_decides_nothing(editor, held) -> None:
    page = body(editor, item(held))
    values = {"choose": "none", "look": re.search(r'name="look" value="(\d+)"', page)[1]}
    assert editor.post(item(held), values).status_code == 302
    lines = Revision.objects.count()
    assert editor.post(item(held), values).status_code == 409
    assert Revision.objects.count() == lines


def test_a_second_press_on_a_group_decides_no_other_card(editor, held) -> None:
    rows = [Speaker.objects.create(name=f"M. Tolan {n}", slug=f"m-{n}") for n in range(3)]
    pairs = [MergeProposal.of(row, held.speaker, reason="x") for row in rows]
    for pair in pairs:
        pair.save()
    page = body(editor, reverse("desk:pairs"))
    values = {
        "group": re.findall(r'name="group" value="(\d+)"', page), "decision": "two",
        "card": re.search(r'name="card" value="(\d+)"', page)[1],
    }  # fmt: skip
    editor.post(reverse("desk:pairs"), values)
    again = MergeProposal.of(rows[0], rows[1], reason="y")
    again.save()
    told = editor.post(reverse("desk:pairs"), {**values, "decision": "unsure"}, follow=True).content.decode()
    assert "decided already" in told
    again.refresh_from_db()
    assert again.decision == "open"
