"""The speakers of a record become rows, or are found to be rows that the archive has."""

from statements import extraction
from statements.identity.proposals import propose_speaker
from statements.identity.speakers import match_speaker, name_key
from statements.models import Alias, Article, Speaker, State, unique_slug
from statements.search.queue import enqueue


def store_speaker(found: extraction.SpeakerRecord, article: Article) -> Speaker:
    """Return the row of a speaker, made if the archive does not hold this one yet.

    Rows that may be the same, and are not certain to be, are proposed to an editor.
    """
    speaker, possible = match_speaker(found, article)
    if speaker is None:
        speaker = Speaker.objects.create(
            name=found.name[:300],
            slug=unique_slug(Speaker, found.name),
            kind=found.kind,
            country=found.country or "",
            affiliation=(found.affiliation or "")[:300],
        )
        propose_speaker(speaker, possible)
    elif speaker.state == State.EXTRACTED:
        changed = []
        if len(speaker.name.split()) == 1 < len(found.name.split()) and found.kind == "person":
            speaker.name = found.name[:300]  # the archive had the surname alone
            changed.append("name")
        if found.country and not speaker.country:
            speaker.country = found.country
            changed.append("country")
        if found.affiliation and not speaker.affiliation:
            speaker.affiliation = found.affiliation[:300]
            changed.append("affiliation")
        if changed:
            speaker.save(update_fields=changed)
    known = set(speaker.aliases.values_list("key", flat=True))
    fresh: dict[str, Alias] = {}
    names = (found.name, *found.aliases) if speaker.state == State.EXTRACTED else ()  # else the editor's
    for name in names:
        key = name_key(name)
        if key and key not in known:
            fresh.setdefault(key, Alias(speaker=speaker, name=name[:300], key=key))
    Alias.objects.bulk_create(fresh.values())
    if fresh and known:
        enqueue(speaker)
    return speaker
