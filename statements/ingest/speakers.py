"""The speakers of a record become appearances in an article, and these find their rows."""

import re
from collections.abc import Sequence

from statements import extraction
from statements.identity.known import add_names, let_go
from statements.identity.names import of_plain_owner, person_key, surname_key
from statements.identity.offices import office_key, plain_office, told_gender
from statements.identity.settling import settle_appearances
from statements.identity.speakers import name_key
from statements.models import Appearance, Article, new_row


def store_speakers(article: Article, record: extraction.Record, *, is_new: bool) -> dict[str, Appearance]:
    """Write who speaks in an article; return each appearance, with its row, by the name in the record.

    An article that is read again finds its appearances again, by the name or what is left of it, and with
    them the rows that were made for them.
    """
    had = () if is_new else article.appearances.select_related("speaker", "own", "probable")
    there = {one.name: one for one in had}
    found: dict[str, Appearance] = {}
    fresh: list[extraction.SpeakerRecord] = []
    for speaker in record.speakers:
        known = there.pop(speaker.name[:300], None)
        if known is None:
            fresh.append(speaker)
        else:
            found[speaker.name] = known
    for speaker in fresh:
        found[speaker.name] = take_similar(there, speaker) or new_row(Appearance, article=article)
    if there:
        let_go(list(there.values()))
    for speaker in record.speakers:
        found[speaker.name].article = article
        fill(found[speaker.name], speaker, record.quotes)
        found[speaker.name].other_names = names_beside(speaker)
    settle_appearances([found[speaker.name] for speaker in record.speakers])
    add_names(list(found.values()))
    return found


def names_beside(speaker: extraction.SpeakerRecord) -> tuple[str, ...]:
    """Return what an article calls somebody beside the name, and the plain form of an office, or of what somebody owns."""
    if speaker.kind == "person":
        return speaker.aliases
    plain = {of_plain_owner(speaker.name), plain_office(speaker.name)} - {speaker.name, ""}
    return (*speaker.aliases, *sorted(plain))


def take_similar(there: dict[str, Appearance], speaker: extraction.SpeakerRecord) -> Appearance | None:
    """Return the appearance that an earlier reading called otherwise: by the surname, or in other letters."""
    surname = surname_key(speaker.name) if speaker.kind == "person" else ""
    keys = {name_key(name) for name in (speaker.name, *speaker.aliases)}
    for name, one in there.items():
        if one.key in keys or (surname and one.kind == speaker.kind and one.surname == surname):
            return there.pop(name)
    return None


def fill(
    one: Appearance, speaker: extraction.SpeakerRecord, quotes: Sequence[extraction.QuoteRecord]
) -> None:
    is_person = speaker.kind == "person"
    one.name = speaker.name[:300]
    one.kind = speaker.kind
    one.key = name_key(speaker.name)
    one.person = person_key(speaker.name) if is_person else ""
    one.surname = surname_key(speaker.name) if is_person else ""
    one.country = speaker.country or ""
    one.affiliation = (speaker.affiliation or "")[:300]
    one.role = (speaker.role or (title_in(speaker, quotes) if is_person else ""))[:300]
    one.gender = gender_in(speaker, one.article, quotes) if is_person else ""


def title_in(speaker: extraction.SpeakerRecord, quotes: Sequence[extraction.QuoteRecord]) -> str:
    """Return the office or rank before a name, of somebody of whom an article says nothing else: "Dr" of "Dr Tolan"."""
    own = speaker.name.split()
    surname = re.escape(own[-1])
    for quote in quotes:
        if quote.speaker == speaker.name and quote.mention:
            before = re.match(rf"((?:[A-Z][a-z]+\.? )+){surname}$", quote.mention)
            words = before[1].split() if before else []
            title = " ".join(word for word in words if word not in own)
            if office_key(title):
                return title
    return ""


def gender_in(
    speaker: extraction.SpeakerRecord, article: Article, quotes: Sequence[extraction.QuoteRecord]
) -> str:
    """Return what the titles, roles and pronouns of an article say of somebody, where they do not differ."""
    theirs = [quote.mention for quote in quotes if quote.speaker == speaker.name and quote.mention]
    addressed = forms_of_address(article.text, speaker.name.split()[-1])
    said = {told_gender(words) for words in (speaker.name, speaker.role or "", *theirs, *addressed)} - {""}
    return said.pop() if len(said) == 1 else ""


LONGEST_FORM = 40  # of a word before a surname, in characters
WORD_BEFORE = re.compile(r"\b([A-Z][a-z]+)\.?$")
END_OF_WORD = re.compile(r"\b")


def forms_of_address(text: str, surname: str) -> set[str]:
    """Return how somebody of a surname is addressed in a text: "Mrs", "Sir", and no office."""
    before: set[str] = set()
    done, at = 0, text.find(f" {surname}")
    while at >= 0:
        end = at + 1 + len(surname)
        word = END_OF_WORD.match(text, end) and WORD_BEFORE.search(text, max(done, at - LONGEST_FORM), at)
        if word:
            before.add(word[1])
            done = end
        at = text.find(f" {surname}", at + 1)
    return {word for word in before if not office_key(word)}
