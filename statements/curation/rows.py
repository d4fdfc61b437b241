"""An editor's acts on articles, speakers, events, outlets, names and offices."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from statements.history.log import act
from statements.identity.known import note
from statements.identity.names import sort_name
from statements.identity.offices import office_key
from statements.identity.settling import look_again
from statements.identity.speakers import name_key, new_alias
from statements.models import (
    ActName,
    Alias,
    Article,
    Event,
    Outlet,
    Quote,
    RefusedName,
    Speaker,
    State,
    Tenure,
    unique_slug,
)
from statements.search.queue import enqueue

from .checks import check_row
from .refusals import Refused, check_row_version


def save_row(
    instance: Article | Speaker | Event | Outlet, editor: Any, why: str = "", version: int | None = None
) -> None:
    """Keep an editor's version of an article, a speaker, an event or an outlet."""
    with transaction.atomic():
        if instance.pk:
            check_row_version(instance, version)
        before = type(instance)._default_manager.filter(pk=instance.pk).first() if instance.pk else None
        check_row(instance, before)
        if not isinstance(instance, Outlet) and instance.state == State.EXTRACTED:
            instance.state = State.CURATED
        if isinstance(instance, Article):
            instance.dates_differ = False  # an editor has seen both
        now = getattr(instance, "state", State.CURATED)
        name = ActName.ADD if before is None else act_between(getattr(before, "state", now), now)
        with act(name, editor, about=instance, why=why) as done:
            instance.save()
            done.about = instance
            if isinstance(instance, Article):
                date_statements(instance)
            if isinstance(instance, Speaker):
                keep_names(instance, before)
                note(instance, sort_name=sort_name(instance.name, instance.kind == Speaker.Kind.PERSON))


def act_between(before: str, after: str) -> ActName:
    """Return what an act is called that changes a state, or leaves it."""
    if before == after:
        return ActName.EDIT
    if after == State.REJECTED:
        return ActName.WITHDRAW
    if before == State.REJECTED:
        return ActName.RESTORE
    return ActName.HAND_BACK if after == State.EXTRACTED else ActName.EDIT


def date_statements(article: Article) -> None:
    """Give an article's statements the day that it appeared, where the day they were said is not known."""
    dated = Quote(article=article)
    dated.place_date()
    quotes = Quote.objects.filter(article=article, said_on=None)
    quotes.exclude(date=dated.date, date_precision=dated.date_precision).update(
        date=dated.date, date_precision=dated.date_precision
    )


def new_speaker(name: str, kind: str = Speaker.Kind.PERSON, country: str = "") -> Speaker:
    """Return a speaker that an editor names; the act that gives it something to have said adds it."""
    if not name_key(name):
        raise Refused(_("A name has letters."))
    if kind not in Speaker.Kind.values:
        raise Refused(_("Choose what the new speaker is."))
    name = name.strip()[:300]
    made = Speaker(
        name=name,
        slug=unique_slug(Speaker, name),
        kind=kind,
        country=country.strip().upper(),
        state=State.CURATED,
    )
    check_row(made, None)
    return made


def keep_new_speaker(quote: Quote) -> None:
    """Save the speaker of a statement with it, if the archive does not have this one yet."""
    speaker = quote.speaker
    if speaker is not None and speaker.pk is None:
        speaker.save()
        keep_names(speaker, None)
        quote.speaker = speaker  # its number is known now


# Names


def keep_names(speaker: Speaker, before: Any) -> None:
    """See to it that a speaker is found by the present name and by the one before: reading goes by them."""
    known = set(speaker.aliases.values_list("key", flat=True))
    for name in (speaker.name, before.name if before is not None else ""):
        key = name_key(name)
        if key and key not in known:
            known.add(key)
            new_alias(speaker, name).save()
    enqueue(speaker)


def add_alias(speaker: Speaker, name: str, editor: Any, why: str = "") -> None:
    key = name_key(name)
    if not key:
        raise Refused(_("A name has letters."))
    if speaker.aliases.filter(key=key).exists():
        raise Refused(_("%(speaker)s is called “%(name)s” already.") % {"speaker": speaker, "name": name})
    check_row(Alias(name=name), None)
    with act(ActName.ADD_NAME, editor, about=speaker, why=why):
        new_alias(speaker, name).save()
        own(speaker)


def own(speaker: Speaker) -> None:
    """Make a speaker the editor's: reading adds no names to it any more."""
    if speaker.state == State.EXTRACTED:
        speaker.state = State.CURATED
    speaker.save(update_fields=["state"])
    enqueue(speaker)


def remove_alias(alias: Alias, editor: Any, why: str = "") -> None:
    check_names(alias.speaker, [alias])
    with act(ActName.REMOVE_NAME, editor, about=alias.speaker, why=why):
        take_away(alias)
        own(alias.speaker)


def take_away(alias: Alias) -> None:
    """Take a name from a speaker, for every later reading as well."""
    RefusedName.objects.get_or_create(speaker=alias.speaker, key=alias.key)
    alias.delete()


def check_names(speaker: Speaker, gone: Iterable[Alias]) -> None:
    """Raise Refused if one of the names that are to go is the speaker's own: reading goes by it."""
    if any(alias.key == name_key(speaker.name) for alias in gone):
        raise Refused(_("That is the name itself: change the name instead."))


def save_names(
    speaker: Speaker, names: Iterable[Alias], gone: Iterable[Alias], editor: Any, why: str = ""
) -> None:
    """Keep the names of a speaker as an editor wrote them, new ones and changed ones, and let others go."""
    going = list(gone)
    check_names(speaker, going)
    with act(ActName.EDIT_NAMES, editor, about=speaker, why=why):
        for alias in going:
            take_away(alias)
        for alias in names:
            key = name_key(alias.name)
            if not key:
                raise Refused(_("A name has letters."))
            check_row(Alias(name=alias.name), None)
            if alias.pk and alias.key != key:
                check_names(speaker, [alias])
            fresh = new_alias(speaker, alias.name)
            alias.key, alias.person, alias.surname = fresh.key, fresh.person, fresh.surname
            if not speaker.aliases.filter(key=key).exclude(pk=alias.pk).exists():
                alias.save()
        own(speaker)


# Offices


def save_tenure(tenure: Tenure, editor: Any, why: str = "") -> None:
    """Keep that somebody held an office on certain days: reading goes by it."""
    tenure.key = office_key(tenure.office)
    if not tenure.key:
        raise Refused(_("“%(office)s” is no office.") % {"office": tenure.office[:80]})
    if tenure.start and tenure.end and tenure.start > tenure.end:
        raise Refused(_("An office ends after it begins."))
    check_row(tenure, Tenure.objects.filter(pk=tenure.pk).first() if tenure.pk else None)
    with act(ActName.EDIT, editor, about=tenure.speaker, why=why):
        tenure.save()
        look_again(tenure.speaker)


def remove_tenure(tenure: Tenure, editor: Any, why: str = "") -> None:
    speaker = tenure.speaker
    with act(ActName.EDIT, editor, about=speaker, why=why):
        tenure.delete()
        look_again(speaker)
