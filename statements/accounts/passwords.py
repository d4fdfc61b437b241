"""Which passwords are refused: too short, or made of what everybody tries first.

There are no rules of composition. A password is taken apart into words that are tried first (the list that comes with
Django, from breaches, and the words of this site), runs of keys, repeats and single characters, in the way that needs
the fewest guesses; each piece costs what it takes to guess it. No network is asked.
"""

import gzip
import math
import re
import string
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

SHORTEST = 12
LONGEST_PASSWORD = 256  # a passphrase; longer ones cost time to hash and win nothing
WEAKEST = 40.0  # bits: a million million guesses
# What stands for this site and its people; docs/security.md has the list.
SITE_WORDS = (
    "onrecord", "record", "archive", "statement", "statements", "diplomatic", "diplomacy", "diplomat", "editor",
    "editors", "reviewer", "administrator", "admin", "curator", "desk", "quote", "quotation", "speaker", "minister",
    "embassy", "envoy", "summit", "treaty", "newsroom", "password", "passphrase", "passwort", "welcome", "letmein",
    "changeme", "secret", "default",
)  # fmt: skip
RUNS = (
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
    "1q2w3e4r5t6y7u8i9o0p", "01234567890123456789", string.ascii_lowercase,
)  # fmt: skip
LOOKALIKES = str.maketrans("@4031$57!|", "aaoeissti" + "l")
YEAR = re.compile(r"(19|20)\d\d")


@cache
def tried_first() -> dict[str, float]:
    """Return the words that are tried first, each with the bits of its rank."""
    packed = Path(password_validation.__file__).parent / "common-passwords.txt.gz"
    with gzip.open(packed, "rt", encoding="utf-8") as lines:
        words = [line.strip() for line in lines]
    ranked = {word: math.log2(rank + 2) for rank, word in enumerate(words) if len(word) > 2}
    return ranked | dict.fromkeys(SITE_WORDS, 4.0)


def bits_of(password: str, own: tuple[str, ...] = ()) -> float:
    """Return the logarithm of the guesses that a password takes, by the cheapest way to make it."""
    text = password.casefold()[:LONGEST_PASSWORD]
    plain = text.translate(LOOKALIKES)
    words = tried_first()
    mine = {word.casefold() for word in own if len(word) > 2}
    best = [0.0] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        cost = best[end - 1] + single(password[end - 1])
        for start in range(max(0, end - 24), end - 2):
            piece = piece_bits(text[start:end], plain[start:end], words, mine)
            if piece is not None:
                cost = min(cost, best[start] + piece)
            if text[start:end] in text[:start]:  # said before
                cost = min(cost, best[start] + 3.0)
        best[end] = cost
    return best[-1]


def single(letter: str) -> float:
    """Return the bits of one character that is part of nothing."""
    if letter.isdigit():
        return math.log2(10)
    if letter in string.ascii_lowercase:
        return math.log2(26)
    return math.log2(60)


def piece_bits(text: str, plain: str, words: dict[str, float], mine: set[str]) -> float | None:
    """Return the bits of a piece that is a word, a run of keys, a year or one character over and over; else None."""
    found = [3.0 + extra for form, extra in ((text, 0.0), (plain, 1.0)) if form in mine] + [
        words[form] + extra for form, extra in ((text, 1.0), (plain, 2.0)) if form in words
    ]
    if len(set(text)) == 1:
        found.append(single(text[0]) + math.log2(len(text)))
    if any(text in run or text in run[::-1] for run in RUNS):
        found.append(6.0 + math.log2(len(text)))
    if YEAR.fullmatch(text):
        found.append(6.0)
    return min(found, default=None)


def password_strength(password: str, own: tuple[str, ...] = ()) -> str:
    """Return a sentence that says how strong a password is."""
    bits = bits_of(password, own)
    if bits < WEAKEST:
        return _("It is made of what is tried first.")
    if bits < 55:
        return _("It holds against guessing here; more words would make it stronger.")
    return _("It is strong: guessing it would take longer than anybody has.")


def words_of_the_site(user: Any) -> tuple[str, ...]:
    """Return what is known of who has the password."""
    if user is None:
        return ()
    fields = (getattr(user, name, "") or "" for name in ("username", "first_name", "last_name", "email"))
    return tuple(word for field in fields for word in {field, *re.split(r"\W+", field)} if len(word) > 2)


class LongEnough:
    """At least twelve characters, whatever they are; at most some hundreds."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < SHORTEST:
            raise ValidationError(
                ngettext(
                    "It has %(n)d character, and needs %(least)d or more.",
                    "It has %(n)d characters, and needs %(least)d or more.",
                    len(password),
                )
                % {"n": len(password), "least": SHORTEST},
                code="too short",
            )
        if len(password) > LONGEST_PASSWORD:
            raise ValidationError(
                _("It has more than %(most)d characters.") % {"most": LONGEST_PASSWORD}, code="too long"
            )

    def get_help_text(self) -> str:
        return str(
            gettext_lazy(
                "At least twelve characters, of any kind, spaces too. Four or five words that have nothing to do with each other are easy to keep in mind."
            )
        )


class NotGuessable:
    """Not made of passwords from breaches, the words of this site or of its owner, years and runs of keys."""

    def validate(self, password: str, user: Any = None) -> None:
        if bits_of(password, words_of_the_site(user)) < WEAKEST:
            raise ValidationError(
                _(
                    "It would be guessed: it is made of words that are tried first, of your name, or of keys in a row. Add a word or two that nobody would expect."
                ),
                code="guessable",
            )

    def get_help_text(self) -> str:
        return ""
