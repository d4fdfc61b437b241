"""The answers of a check in plain sentences: what differs, and nothing of what that means."""

from django.utils.translation import gettext as _

from statements.dates import dated

from .results import CheckedQuotation, Dating, SpeakerAnswer, Wording


def sentence_of_words(checked: CheckedQuotation) -> str:
    """Return in a sentence how the draft's words stand to those that are held."""
    nearest = checked.nearest
    if nearest is None:
        return _("No statement here holds these words. That does not mean that they were not said.")
    if nearest.joined and checked.wording != Wording.ALTERED:
        return _("The source prints these words in %(count)s statements, one behind the other.") % {
            "count": len(nearest.joined)
        }
    if checked.wording == Wording.IN_PART and any(piece.change == "in" for piece in nearest.pieces):
        return _("A part of these words is held. The rest is not held here.")
    return {
        Wording.VERBATIM: _("Word for word as the source prints them."),
        Wording.SHORTENED: _("As the source prints them, with something left out or put in brackets."),
        Wording.ALTERED: _("These words differ from those that the source prints."),
        Wording.IN_PART: _("A part of what the source prints."),
        Wording.REPORTED: _("The source reports this and does not quote it."),
    }[checked.wording]


def sentence_of_speaker(checked: CheckedQuotation) -> str:
    """Return in a sentence who is on record with the words, beside whom the draft names."""
    nearest, claim = checked.nearest, checked.quotation
    if nearest is None:
        return ""
    held, named = nearest.quote.speaker, claim.speaker or claim.mention
    if held is None:
        return _("The archive leaves open who said this.")
    if checked.speaker == SpeakerAnswer.OPEN and not claim.speaker:
        return _("On record as said by %(held)s. The draft does not settle who said it.") % {
            "held": held.name
        }
    values = {"held": held.name, "named": named}
    return {
        SpeakerAnswer.SAME: _("On record as said by %(held)s, as in the draft."),
        SpeakerAnswer.PROBABLY: _("On record as said by %(held)s, whom the draft probably means."),
        SpeakerAnswer.OTHERS: _("On record as said by %(held)s. The draft gives it to %(named)s."),
        SpeakerAnswer.OPEN: _("On record as said by %(held)s. It is not clear whom the draft means."),
    }[checked.speaker] % values


def sentence_of_day(checked: CheckedQuotation) -> str:
    """Return in a sentence the day that is held, beside the draft's."""
    nearest, claim = checked.nearest, checked.quotation
    if nearest is None:
        return ""
    quote = nearest.quote
    held = dated(quote.date, quote.date_precision)
    if not held:
        return _("The source has no date.")
    said = _("Said on %(day)s.") if quote.said_on else _("Printed %(day)s; the day said is not stated.")
    text = said % {"day": held}
    if claim.days is None:
        return text
    first, last = claim.days
    named = dated(first) if first == last else dated(first, "month")
    more = {
        Dating.SAME: _("The draft has %(day)s too."),
        Dating.ANOTHER: _("The draft has %(day)s."),
        Dating.UNKNOWN: _("The draft has %(day)s, which may be so."),
    }[checked.day]
    return f"{text} {more % {'day': named}}"
