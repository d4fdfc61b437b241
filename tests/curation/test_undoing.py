"""The log is append-only, and what it tells can be undone, act by act, however later acts build on it."""

import pytest
from django.db import DatabaseError, connection, transaction

from statements import curation
from statements.history.replay import differences
from statements.ingest.rereading import read_again
from statements.models import (
    Article,
    Capture,
    Event,
    MergeProposal,
    Quote,
    Revision,
    RevisionRow,
    Speaker,
    State,
)

# The log


@pytest.mark.parametrize("table", ["statements_revision", "statements_revisionrow"])
@pytest.mark.parametrize("act", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_log(store, talks, table: str, act: str) -> None:
    store(talks)
    lines = RevisionRow.objects.count()
    refused = pytest.raises(DatabaseError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act.format(table))
    assert RevisionRow.objects.count() == lines > 0


def test_an_act_that_fails_leaves_no_line(store, talks, admin_user) -> None:
    store(talks)
    lines = Revision.objects.count()
    quote = Quote.objects.first()
    quote.segments = [[0, 10**9]]
    with pytest.raises(curation.Refused):
        curation.save_quote(quote, admin_user)
    assert Revision.objects.count() == lines
    assert differences() == []


def test_reading_the_same_again_is_no_act(store, talks) -> None:
    store(talks)
    lines = Revision.objects.count()
    store(talks)
    assert Revision.objects.count() == lines


# Undo


@pytest.fixture
def held(store, talks):
    store(talks)
    return Quote.objects.get(text__startswith="We will not accept")


def last() -> Revision:
    return Revision.objects.latest("id")


def test_an_undo_names_the_act_that_builds_on_it(held, admin_user) -> None:
    roke = Speaker.objects.create(name="Adam Roke", slug="adam-roke")
    curation.judge(held, admin_user, "It was Roke.", speaker=roke)
    first = last()
    curation.judge(held, admin_user, "No, Tolan.", speaker=Speaker.objects.get(name="Mira Tolan"))
    with pytest.raises(curation.Refused, match=f"number {last().pk}"):
        curation.undo(first, admin_user)
    curation.undo(last(), admin_user)
    curation.undo(first, admin_user)
    held.refresh_from_db()
    assert (held.speaker.name, held.state) == ("Mira Tolan", State.EXTRACTED)
    with pytest.raises(curation.Refused, match="already"):
        curation.undo(first, admin_user)
    curation.undo(last(), admin_user)  # an undo is taken back like any other act
    held.refresh_from_db()
    assert (held.speaker.name, held.state) == ("Adam Roke", State.CURATED)


def test_a_merge_is_undone_after_more_was_ingested(store, talks, held, admin_user) -> None:
    tolan = Speaker.objects.get(name="Mira Tolan")
    other = Speaker.objects.create(name="Mira Tolan-Roke", slug="mira-tolan-roke")
    before = set(tolan.quotes.values_list("pk", flat=True))
    curation.merge(tolan, other, admin_user, "one woman")
    merged = last()
    store(talks.replace("map", "chart"), "b.txt")
    assert other.quotes.count() == 6
    assert curation.undo(merged, admin_user) == 0
    assert set(tolan.quotes.values_list("pk", flat=True)) == before
    assert other.quotes.count() == 3  # what came in between stays where it was read to
    tolan.refresh_from_db()
    assert tolan.merged_into is None
    assert sorted(a.name for a in other.aliases.all()) == []


def test_a_statement_corrected_since_a_merge_keeps_its_correction(held, admin_user) -> None:
    tolan = Speaker.objects.get(name="Mira Tolan")
    other = Speaker.objects.create(name="M. Tolan", slug="m-tolan")
    roke = Speaker.objects.create(name="Adam Roke", slug="adam-roke")
    curation.merge(tolan, other, admin_user)
    merged = last()
    held.refresh_from_db()
    curation.judge(held, admin_user, speaker=roke)
    assert curation.undo(merged, admin_user) == 1
    held.refresh_from_db()
    assert held.speaker == roke
    assert tolan.quotes.count() == 2


def test_a_merge_into_a_merge_has_to_be_undone_in_order(held, admin_user) -> None:
    a = Speaker.objects.get(name="Mira Tolan")
    b, c = (Speaker.objects.create(name=n, slug=n.lower()) for n in ("Bea", "Cora"))
    curation.merge(a, b, admin_user)
    first = last()
    curation.merge(b, c, admin_user)
    a.refresh_from_db()
    assert a.merged_into == c
    with pytest.raises(curation.Refused, match="Bea into Cora"):
        curation.undo(first, admin_user)
    curation.undo(last(), admin_user)
    curation.undo(first, admin_user)
    assert a.quotes.count() == 3


def test_a_split_is_undone_and_its_address_leads_back(client, held, admin_user) -> None:
    tolan = Speaker.objects.get(name="Mira Tolan")
    new = curation.split_speaker(tolan, Quote.objects.filter(pk=held.pk), "Mira Brisk", admin_user)
    assert client.get(new.get_absolute_url()).status_code == 200
    curation.undo(last(), admin_user)
    response = client.get(new.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, tolan.get_absolute_url())
    held.refresh_from_db()
    assert held.speaker == tolan


def test_an_added_statement_that_is_undone_says_it_was_withdrawn(client, held, admin_user) -> None:
    start = held.article.text.index("three winters")
    quote = curation.add_quote(held.article, [[start, start + 13]], "partial", None, admin_user, "Missed")
    assert client.get(quote.get_absolute_url()).status_code == 200
    with pytest.raises(curation.Refused, match="already"):
        curation.add_quote(held.article, [[start, start + 13]], "partial", None, admin_user)
    curation.undo(last(), admin_user)
    assert client.get(quote.get_absolute_url()).status_code == 410


def test_a_reading_is_undone_and_redone(client, store, talks, held, admin_user) -> None:
    reading = Revision.objects.get(action="read")
    curation.undo(reading, admin_user, "Not an article")
    assert client.get(held.article.get_absolute_url()).status_code == 410
    assert client.get(held.get_absolute_url()).status_code == 410
    curation.undo(last(), admin_user)
    assert client.get(held.get_absolute_url()).status_code == 200


def unquoted(talks: str) -> str:
    """The text with its words as they were, which nobody says in marks any more."""
    text = talks.replace(
        "“Nobody has left the table,” the source said.", "Nobody has left the table the source said"
    )
    return text.replace(
        "“We will not accept a map that was drawn at night,” Tolan told",
        "We will not accept a map that was drawn at night Tolan told",
    )


def test_what_was_taken_out_is_undone(client, store, talks, held, admin_user) -> None:
    gone = Quote.objects.get(text__startswith="Nobody")
    store("Updated\n\n" + talks.replace("Nobody has left", "Everybody has left"))
    assert "took these words out" in client.get(gone.get_absolute_url()).content.decode()
    curation.undo(Revision.objects.get(action="read again"), admin_user)
    gone.refresh_from_db()
    assert gone.is_here and not Capture.objects.exists()
    assert client.get(gone.get_absolute_url()).status_code == 200
    assert differences() == []


def test_reading_again_is_undone(client, store, talks, held, admin_user) -> None:
    gone = Quote.objects.get(text__startswith="Nobody")
    store("Updated\n\n" + unquoted(talks))
    assert "no longer read" in client.get(gone.get_absolute_url()).content.decode()
    again = Revision.objects.get(action="read again")
    curation.undo(again, admin_user)
    assert client.get(gone.get_absolute_url()).status_code == 200
    assert Article.objects.get().text == talks
    assert differences() == []


def test_words_that_come_back_have_their_address_again(client, store, talks, held) -> None:
    gone = Quote.objects.get(text__startswith="Nobody")
    store("Updated\n\n" + unquoted(talks))
    assert client.get(gone.get_absolute_url()).status_code == 410
    store(talks)
    assert client.get(gone.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("table", ["event", "outlet"])
def test_events_and_outlets_are_merged_and_parted(client, store, talks, held, admin_user, table: str) -> None:
    from statements.models import Outlet

    if table == "event":
        one, two = (Event.objects.create(name=n, slug=n.lower()) for n in ("Talks", "Meeting"))
        held.events.add(one)
    else:
        one, two = (Outlet.objects.create(name=n, slug=n.lower()) for n in ("Post", "Mail"))
        Article.objects.update(outlet=one)
    curation.merge(one, two, admin_user)
    response = client.get(one.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, two.get_absolute_url())
    if table == "outlet":  # the next article of the old name follows
        store(talks.replace("map", "sea"), "b.txt", outlet="Post")
        assert Article.objects.filter(outlet=two).count() == 2
    curation.undo(Revision.objects.filter(action="merge").latest("id"), admin_user)
    assert client.get(one.get_absolute_url()).status_code == 200
    assert (held.events.get() == one) if table == "event" else Article.objects.filter(outlet=one).exists()


def test_who_comes_second_is_told(held, admin_user) -> None:
    look = curation.row_version(held)
    first, second = Quote.objects.get(pk=held.pk), Quote.objects.get(pk=held.pk)
    curation.judge(first, admin_user, "mine", version=look, venue="the quay")
    with pytest.raises(curation.Overtaken) as told:
        curation.judge(second, admin_user, "yours", version=look, venue="the hall")
    assert [act.why for act in told.value.acts] == ["mine"]
    held.refresh_from_db()
    assert held.venue == "the quay"


# What may be one


def test_an_outlet_under_another_spelling_is_proposed(store, talks) -> None:
    from statements.models import Outlet

    store(talks, outlet="The Lissel Courier")
    store(talks.replace("map", "sea"), "b.txt", outlet="Lissel Courier")
    store(talks.replace("map", "bay"), "c.txt", outlet="Hollin Mail")
    (proposal,) = MergeProposal.objects.filter(table="outlet")
    assert {str(proposal.first), str(proposal.second)} == {"The Lissel Courier", "Lissel Courier"}
    curation.decide_merge(proposal, "two", None)
    Outlet.objects.get(name="Hollin Mail")
    store(talks.replace("map", "hill"), "d.txt", outlet="Lissel Courier")
    assert MergeProposal.objects.filter(table="outlet").count() == 1  # a “different” is remembered


def test_events_of_the_same_days_are_proposed(archive) -> None:
    from datetime import date

    from statements.identity.proposals import propose_event

    made = [
        Event.objects.create(name=f"E{n}", slug=f"e{n}", kind=kind, place=place, start=date(2021, 3, day), precision="day", participants=["Orvane"])
        for n, (kind, place, day) in enumerate([("summit", "Lissel", 11), ("summit", "Hollin", 12), ("vote", "Stavrin", 12), ("summit", "Lissel", 30)])
    ]  # fmt: skip
    for event in made[1:]:
        propose_event(event)
    (proposal,) = MergeProposal.objects.filter(table="event")
    assert (proposal.first, proposal.second) == (made[1], made[0])
    assert "a party in common" in proposal.reason


# What a review found, and must not come back


def test_the_line_that_the_log_began_with_cannot_be_taken_back(held, admin_user) -> None:
    line = Revision.objects.create(action="held", label="x")
    RevisionRow.objects.create(
        revision=line, table="quote", row=held.pk, before=None, after={"state": "extracted"}
    )
    with pytest.raises(curation.Refused, match="how the archive stood"):
        curation.undo(line, admin_user)


def test_no_act_makes_a_ring_of_merges(client, store, talks, held, admin_user) -> None:
    a = Speaker.objects.get(name="Mira Tolan")
    b = Speaker.objects.create(name="Bea", slug="bea")
    curation.merge(a, b, admin_user)
    curation.undo(last(), admin_user)
    undone_act = last()
    curation.merge(Speaker.objects.get(pk=b.pk), Speaker.objects.get(pk=a.pk), admin_user)
    with pytest.raises(curation.Refused, match="Bea into Mira Tolan"):
        curation.undo(undone_act, admin_user)
    assert client.get(a.get_absolute_url()).status_code == 200
    curation.undo(last(), admin_user)
    new = curation.split_speaker(a, a.quotes.all(), "Mira Brisk", admin_user)
    split = last()
    curation.merge(Speaker.objects.get(pk=a.pk), new, admin_user)
    with pytest.raises(curation.Refused):
        curation.undo(split, admin_user)
    store("Updated\n\n" + talks)  # and reading goes on
    assert client.get(a.get_absolute_url()).status_code == 301


def test_nothing_is_given_back_to_a_row_that_was_merged(held, admin_user) -> None:
    tolan = held.speaker
    roke, third = (Speaker.objects.create(name=n, slug=n.lower()) for n in ("Roke", "Third"))
    curation.judge(held, admin_user, speaker=roke)
    edit = last()
    curation.merge(tolan, third, admin_user)
    with pytest.raises(curation.Refused, match="Mira Tolan into Third"):
        curation.undo(edit, admin_user)


def test_an_approval_that_others_built_on_stays(held, admin_user) -> None:
    roke = Speaker.objects.create(name="Adam Roke", slug="adam-roke")
    curation.approve(held, admin_user)
    approval = last()
    curation.judge(held, admin_user, "later", speaker=roke)
    with pytest.raises(curation.Refused, match=f"number {last().pk}"):
        curation.undo(approval, admin_user)
    curation.undo(last(), admin_user)
    curation.undo(approval, admin_user)
    held.refresh_from_db()
    assert held.state == State.EXTRACTED


def test_acts_count_and_not_values(held, admin_user) -> None:
    curation.approve(held, admin_user)
    first = last()
    curation.withdraw(held, admin_user)
    curation.approve(held, admin_user)
    assert last().action == "restore"
    with pytest.raises(curation.Refused, match="restore"):
        curation.undo(first, admin_user)


def test_an_undo_of_an_undo_of_an_undo_counts(held, admin_user) -> None:
    curation.withdraw(held, admin_user)
    withdrawal = last()
    for _ in range(3):
        curation.undo(last(), admin_user)
    assert curation.undone([withdrawal]) == {withdrawal.pk}
    held.refresh_from_db()
    assert held.state == State.EXTRACTED


def test_a_name_that_came_back_meanwhile_is_told(held, admin_user) -> None:
    tolan = held.speaker
    curation.add_alias(tolan, "Tolly", admin_user)
    curation.remove_alias(tolan.aliases.get(name="Tolly"), admin_user)
    removal = last()
    curation.add_alias(tolan, "Tolly", admin_user)
    with pytest.raises(curation.Refused):
        curation.undo(removal, admin_user)


def test_a_shorter_text_is_undone(store, talks, held, admin_user) -> None:
    quotes = set(Quote.objects.values_list("uid", flat=True))
    store(talks[: talks.index("A source in")])
    curation.undo(Revision.objects.get(action="read again"), admin_user)
    assert set(Quote.objects.values_list("uid", flat=True)) == quotes
    for quote in Quote.objects.select_related("article"):
        assert quote.text == quote.article.text[quote.start : quote.end]
    assert differences() == []


def test_a_name_that_an_editor_took_away_stays_away(store, talks, held, admin_user) -> None:
    tolan = held.speaker
    curation.remove_alias(tolan.aliases.get(key="tolan"), admin_user)
    store("Updated\n\n" + talks)
    assert not tolan.aliases.filter(key="tolan").exists()
    assert Quote.objects.get(pk=held.pk).speaker == tolan


def test_a_speaker_under_a_new_name_keeps_the_statements(store, talks, held, admin_user) -> None:
    tolan = held.speaker
    tolan.name = "Mira Hale"
    curation.save_row(tolan, admin_user)
    read_again(held.article, dry=False)
    assert tolan.quotes.count() == 3
    hand_made = Speaker(name="Adam Roke", slug="adam-roke")
    curation.save_row(hand_made, admin_user)
    assert hand_made.aliases.get().key == "adamroke"


def test_days_follow_an_article_back(held, admin_user) -> None:
    from datetime import date

    article = held.article
    day = held.date
    article.published = date(2019, 1, 1)
    curation.save_row(article, admin_user)
    held.refresh_from_db()
    assert held.date == date(2019, 1, 1)
    curation.undo(last(), admin_user)
    held.refresh_from_db()
    assert held.date == day


def test_an_event_that_nothing_mentions_keeps_its_address(client, store, talks) -> None:
    summit = "\nThe summit in Lissel on March 11-12, 2021 was the first in six years, and those who came said so.\n"
    store(talks + summit)
    event = Event.objects.get()
    store("Updated\n\n" + talks)
    assert client.get(event.get_absolute_url()).status_code == 200
    assert event.name not in client.get("/events/").content.decode()
    assert differences() == []


def test_a_report_leaves_its_line_when_its_statement_goes(store, talks, held) -> None:
    from statements.models import Report

    Report.objects.create(quote=held, uid=held.uid, fault="date", sender="x")
    before = differences()
    store("Updated\n\n" + unquoted(talks))
    assert Report.objects.get().quote is None
    assert len(differences()) <= len(before)


def test_pieces_that_overlap_are_no_words(held, admin_user) -> None:
    with pytest.raises(curation.Refused):
        curation.add_quote(held.article, [[60, 100], [70, 90]], "partial", None, admin_user)


def test_what_was_put_back_is_told(client, held, admin_user) -> None:
    curation.withdraw(held, admin_user)
    curation.approve(held, admin_user)
    page = client.get("/corrections/").content.decode()
    assert page.index("Put back by an editor") < page.index("Withdrawn by an editor")
    curation.change_many(list(Quote.objects.filter(pk=held.pk)), {"state": State.EXTRACTED}, admin_user)
    assert "Handed back to the machine reading" in client.get(held.get_absolute_url()).content.decode()


def test_words_that_are_gone_from_the_text_may_still_be_corrected(store, talks, held, admin_user) -> None:
    last_one = Quote.objects.get(text__startswith="Nobody")
    curation.approve(last_one, admin_user)
    store(talks[: talks.index("A source in")])
    last_one.refresh_from_db()
    assert last_one.missing_since is not None
    assert last_one.end > len(last_one.article.text)
    curation.judge(last_one, admin_user, speaker=held.speaker)
    last_one.refresh_from_db()
    assert (last_one.speaker, last_one.text) == (held.speaker, "Nobody has left the table,")
    last_one.segments = [[0, 10**6]]
    with pytest.raises(curation.Refused):
        curation.save_quote(last_one, admin_user)
