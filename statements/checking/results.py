"""What is answered of a draft: one result for pages, command and API.

Each quotation of the draft has three answers, for its words, its speaker and its day, and one headline
word that follows from them by a fixed order. A difference is stated; what it means is the reader's to say.
"""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from statements.extraction.records import Span
from statements.identity.printings import Piece
from statements.models import Article, Quote


class Wording(TextChoices):
    """How the draft's words stand to those that are held."""

    VERBATIM = "verbatim", gettext_lazy("verbatim")
    SHORTENED = "shortened", gettext_lazy("shortened")
    ALTERED = "altered", gettext_lazy("altered")
    IN_PART = "in part", gettext_lazy("in part")
    REPORTED = "reported", gettext_lazy("reported, not quoted")
    NOT_HELD = "not held here", gettext_lazy("not held here")


class SpeakerAnswer(TextChoices):
    """Whether whoever the draft names is on record with the words."""

    SAME = "same", gettext_lazy("the same speaker")
    PROBABLY = "probably", gettext_lazy("probably the same speaker")
    OTHERS = "others' words", gettext_lazy("on record as somebody else’s words")
    OPEN = "open", gettext_lazy("speaker left open")


class Dating(TextChoices):
    """Whether the draft's day is the one that is held."""

    SAME = "same", gettext_lazy("the same day")
    ANOTHER = "another day", gettext_lazy("another day")
    UNKNOWN = "unknown", gettext_lazy("day not known")


class Headline(TextChoices):
    """The one word for a quotation. The first in this order that is so is said."""

    NOT_HELD = "not held here", gettext_lazy("not held here")
    OTHERS_WORDS = "others' words", gettext_lazy("others’ words")
    ALTERED = "altered", gettext_lazy("altered")
    ANOTHER_DAY = "another day", gettext_lazy("another day")
    IN_PART = "in part", gettext_lazy("in part")
    SHORTENED = "shortened", gettext_lazy("shortened")
    REPORTED = "reported", gettext_lazy("reported, not quoted")
    VERBATIM = "verbatim", gettext_lazy("verbatim")


def headline_of(wording: Wording, speaker: SpeakerAnswer, day: Dating) -> Headline:
    """Return the headline word for three answers."""
    so = {wording.value, speaker.value, day.value}
    return next(word for word in Headline if word.value in so)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftQuotation:
    """A quotation of a draft: where its words stand in it, and what the draft says of them.

    `speaker` is the fullest name that the draft gives, `mention` what stands beside the words, `role` what the
    draft says of the speaker. `segments` are the words' pieces where the draft itself comes between them.
    """

    start: int
    end: int
    segments: tuple[Span, ...]
    text: str
    speaker: str = ""
    speaker_kind: str = ""
    mention: str = ""
    role: str = ""
    other_names: tuple[str, ...] = ()
    days: tuple[datetime.date, datetime.date] | None = None  # the first and the last that it can mean
    denied: bool = False  # the draft's own words around it deny
    before: str = ""  # the line of the draft up to the words, where a pronoun stands for the speaker
    sure: bool = True  # that the draft gives the words to this speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPrinting:
    """A statement that holds the words, or some of them: how the draft differs from it."""

    quote: Quote
    wording: Wording
    speaker: SpeakerAnswer
    day: Dating
    share: float
    pieces: tuple[Piece, ...]
    joined: tuple[Quote, ...] = ()  # the statements of its article over which the words run, if several

    @property
    def source_words(self) -> str:
        return " … ".join(quote.text for quote in self.joined or (self.quote,))

    def as_dict(self, base: str = "") -> dict[str, Any]:
        quote, article = self.quote, self.quote.article
        return {
            "statement": f"{base}{quote.get_absolute_url()}",
            "words": self.wording.value,
            "slice": self.source_words,
            "start": (self.joined or (quote,))[0].start,
            "end": (self.joined or (quote,))[-1].end,
            "speaker": quote.speaker.name if quote.speaker else None,
            "role": quote.role or None,
            "date": quote.date.isoformat() if quote.date else None,
            "said_on": quote.said_on.isoformat() if quote.said_on else None,
            "outlet": article.outlet.name if article.outlet else None,
            "state": quote.status,
            "differences": [{"text": piece.text, "change": piece.change or "same"} for piece in self.pieces],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedQuotation:
    """A quotation of a draft with its answers. `printings` are what is held, the nearest first.

    `elsewhere` are articles that hold the words where nobody is read as saying them.
    """

    number: int
    quotation: DraftQuotation
    wording: Wording = Wording.NOT_HELD
    speaker: SpeakerAnswer = SpeakerAnswer.OPEN
    day: Dating = Dating.UNKNOWN
    printings: tuple[HeldPrinting, ...] = ()
    elsewhere: tuple[Article, ...] = ()

    @property
    def headline(self) -> Headline:
        return headline_of(self.wording, self.speaker, self.day)

    @property
    def nearest(self) -> HeldPrinting | None:
        return self.printings[0] if self.printings else None

    def as_dict(self, base: str = "") -> dict[str, Any]:
        claim = self.quotation
        return {
            "number": self.number,
            "headline": self.headline.value,
            "words": self.wording.value,
            "speaker": self.speaker.value,
            "day": self.day.value,
            "draft": {
                "start": claim.start,
                "end": claim.end,
                "segments": [list(span) for span in claim.segments],
                "text": claim.text,
                "speaker": claim.speaker or None,
                "mention": claim.mention or None,
                "days": [day.isoformat() for day in claim.days] if claim.days else None,
            },
            "printings": [printing.as_dict(base) for printing in self.printings],
            "elsewhere": [f"{base}{article.get_absolute_url()}" for article in self.elsewhere],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """A draft that was checked. `left_out` counts short words in marks that nobody is said to say;
    `unchecked` the quotations beyond the most that are checked at once."""

    text: str
    quotations: tuple[CheckedQuotation, ...] = ()
    left_out: int = 0
    unchecked: int = 0

    @property
    def counts(self) -> list[tuple[Headline, int]]:
        """How many quotations have each headline word, in the fixed order; those that none has are left out."""
        found = Counter(quotation.headline for quotation in self.quotations)
        return [(word, found[word]) for word in Headline if found[word]]

    def as_dict(self, base: str = "") -> dict[str, Any]:
        return {
            "quotations": [quotation.as_dict(base) for quotation in self.quotations],
            "counts": {word.value: count for word, count in self.counts},
            "left_out": self.left_out,
            "unchecked": self.unchecked,
            "note": "“Not held here” says what this archive holds. It never says that something was not said.",
        }
