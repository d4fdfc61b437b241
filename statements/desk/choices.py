"""What an editor chose in a form: a speaker, words of the source."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from statements import curation
from statements.extraction.folding import fold
from statements.identity.speakers import speakers_called
from statements.models import Quote, Speaker
from statements.slices import find_slice

from .newcomers import guess_newcomer

MARKS = tuple('“”„«»"‘’')


def chosen_speaker(value: str) -> Speaker | None:
    if value == "none":
        return None
    if not value.isdecimal() or len(value) > 15:
        raise curation.Refused(_("Choose a speaker."))
    speaker: Speaker | None = Speaker.objects.filter(pk=value, merged_into=None).first()
    if speaker is None:
        raise curation.Refused(_("That speaker is not here any more."))
    return speaker


def named_speaker(name: str, add: bool, editor: Any, kind: str = "", country: str = "") -> Speaker:
    """Return the speaker of a typed name; where it is wanted, a new one, which the act that names it adds."""
    if not fold(name):
        raise curation.Refused(_("Type a name."))
    found = speakers_called(name)
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        raise curation.Refused(
            _("There are several called “%(name)s”. Choose by the full name.") % {"name": name}
        )
    if add and not editor.has_perm("statements.add_speaker"):
        raise curation.Refused(
            _("Nobody is called “%(name)s” here, and you may not add a speaker.") % {"name": name}
        )
    if not add:
        raise curation.Refused(
            _("Nobody is called “%(name)s” here. Add the name, or type another.") % {"name": name}
        )
    guess = guess_newcomer(name)
    return curation.new_speaker(name, kind or guess.kind, country or guess.country)


def kind_by_marks(text: str, pieces: Sequence[Sequence[int]]) -> Quote.Kind:
    """Return how chosen words are quoted, by the quotation marks around them: in full from the beginning of a sentence."""
    first, last = pieces[0][0], pieces[-1][1]
    before, after = text[:first].rstrip()[-1:], text[last : last + 2]
    if before not in MARKS or not any(mark in MARKS for mark in after):
        return Quote.Kind.INDIRECT
    return Quote.Kind.DIRECT if text[first].isupper() else Quote.Kind.PARTIAL


def chosen_words(quote: Quote, post: Any) -> list[list[int]]:
    """Return the segments that an editor chose: by place in the source, or by the words themselves."""
    places = post.get("segments", "")
    if places:
        try:
            pairs = [[int(n) for n in pair.split("-")] for pair in places.split(",")]
        except ValueError:
            raise curation.Refused(_("Select the words in the text.")) from None
        if any(len(pair) != 2 for pair in pairs):
            raise curation.Refused(_("Select the words in the text."))
        text = quote.source_text
        trimmed = [trimmed_selection(text, s, e) for s, e in sorted(pairs) if 0 <= s < e <= len(text)]
        return [pair for pair in trimmed if pair[0] < pair[1]]
    words = post.get("words", "").strip()
    place = find_slice(quote.source_text, words.replace("\r\n", "\n"), quote.start) if words else None
    if place is None:
        raise curation.Refused(_("These words do not stand in the source. Copy them from the text."))
    return [[*place]]


def trimmed_selection(text: str, start: int, end: int) -> list[int]:
    """Leave out the spaces and the quotation marks at the ends of a selection."""
    while start < end and (text[start].isspace() or text[start] in '“”„"'):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in '“”„"'):
        end -= 1
    return [start, end]
