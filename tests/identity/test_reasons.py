"""Why two rows may be one is kept in plain English and shown in the reader's language, what it is about as it is."""

import pytest
from django.utils.translation import override

from statements.history.own_words import READING, SAME_TEXT, in_own_words
from statements.identity import reasons


@pytest.mark.parametrize("reason", [one for one in reasons.ALL if "%(" not in one])
def test_a_plain_reason_has_its_words(reason: str) -> None:
    with override("fr"):
        assert reasons.reasons_shown(reason) != reason
    with override("en"):
        assert reasons.reasons_shown(reason) == reason


@pytest.mark.parametrize("reason", [one for one in reasons.ALL if "%(" in one])
def test_what_a_reason_is_about_stands_as_it_is(reason: str) -> None:
    kept = reasons.of(reason, "Port Halloran (Kestran)")
    with override("fr"):
        shown = reasons.reasons_shown(kept)
    assert shown != kept
    assert "Port Halloran (Kestran)" in shown


def test_several_reasons_are_each_shown() -> None:
    kept = reasons.put_together([reasons.of(reasons.WITHIN_DAYS, 2), reasons.SAME_PLACE])
    with override("fr"):
        assert reasons.reasons_shown(kept) == "à moins de 2 jours d’écart; le même lieu"


@pytest.mark.parametrize("typed", ["she told me so", "the same place as ever", ""])
def test_what_is_none_of_ours_is_shown_as_it_is(typed: str) -> None:
    with override("fr"):
        assert reasons.reasons_shown(typed) == typed
        assert in_own_words(typed) == typed


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        (READING % {"version": "10", "count": 5}, "lecture 10 : 5 déclarations"),
        (SAME_TEXT % {"place": "https://a.example/1"}, "le même texte à https://a.example/1"),
        ("reading 10: five statements", "reading 10: five statements"),
    ],
)
def test_what_a_reading_writes_into_the_log_is_shown_in_the_readers_language(kept: str, shown: str) -> None:
    with override("fr"):
        assert in_own_words(kept) == shown
    with override("en"):
        assert in_own_words(kept) == kept
