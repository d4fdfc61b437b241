"""The page of an event: how it stood by date, and each sentence that mentions it."""

import pytest

from statements.models import Event

pytestmark = pytest.mark.django_db

FILLER = "\n\nFerries sailed as they do in that season, with islanders on deck, nets in order and the coffee cold, and nobody minded it.\n"
PLANNED = (
    "A summit is set\n\n2 May 2025\n\nA summit in Tallinn is scheduled for June 10, 2025, the harbour office said."
    + FILLER
)
OFF = (
    "No summit\n\n20 May 2025\n\nThe Tallinn summit was called off on Tuesday, the harbour <office> said. The summit was dear."
    + FILLER
)


def test_it_shows_the_states_by_date_with_their_sentences(client, store) -> None:
    store(OFF, "b.txt")
    store(PLANNED, "a.txt")
    body = client.get(Event.objects.public().get().get_absolute_url()).content.decode()
    states = body[body.index('id="states"') : body.index('id="mentions"')]
    assert (
        states.index("2 May 2025")
        < states.index("Planned")
        < states.index("20 May 2025")
        < states.index("Cancelled")
    )
    assert "The Tallinn summit was called off on Tuesday, the harbour &lt;office&gt; said." in states


def test_it_marks_each_mention_and_says_why_it_is_one(client, store) -> None:
    store(OFF)
    body = client.get(Event.objects.public().get().get_absolute_url()).content.decode()
    mentions = body[body.index('id="mentions"') :]
    assert "<mark>The Tallinn summit</mark>" in mentions
    assert "called by its name" in mentions
    assert "<mark>The summit</mark>" in mentions
    assert "refers back to it" in mentions
    assert "coffee" not in mentions


def test_an_event_of_one_state_has_no_history(client, store) -> None:
    store(PLANNED)
    body = client.get(Event.objects.public().get().get_absolute_url()).content.decode()
    assert 'id="states"' not in body
    assert 'id="mentions"' in body


def test_a_withdrawn_article_tells_nothing_of_it(client, store) -> None:
    store(PLANNED, "a.txt")
    article = store(OFF, "b.txt").article
    article.state = "rejected"
    article.save()
    body = client.get(Event.objects.public().get().get_absolute_url()).content.decode()
    assert "called off" not in body
