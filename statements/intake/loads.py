"""Loads: made of what somebody gave, stored, stopped, gone on with, tried again, put away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from statements.models import Intake, IntakeItem, IntakeRefusal
from statements.sources.base import Given, Unreadable, check_given

from .kept import forget_kept, forget_strays, is_kept, keep_bytes

MEGABYTE = 1024 * 1024
DRAFTS_KEPT = timedelta(days=1)
READ_KEPT = timedelta(days=1)  # so that a backup that began before it was read finds its bytes
REFUSED_KEPT = timedelta(days=30)  # to be tried again


class NotTaken(Exception):
    """Something that cannot be given, or done with a load. The message says why, in words for whoever asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """Something to be read: its bytes as they come, what it is called, what was told and served beside it."""

    kind: str
    name: str
    chunks: Iterable[bytes]
    told: Given = field(default_factory=Given)
    served: dict[str, str] = field(default_factory=dict)


def make_load(gifts: Sequence[Gift], editor: AbstractBaseUser | AnonymousUser | None) -> Intake:
    """Keep what somebody gave, as a draft: nothing of it is in the archive. Raise NotTaken for what cannot be."""
    if not gifts:
        raise NotTaken(_("Paste a text, give an address, or choose files."))
    for gift in gifts:
        check_told(gift.told)
    check_quota(editor, 0, len(gifts))
    kept = []
    try:
        for gift in gifts:
            kept.append(keep_bytes(gift.chunks))
        with transaction.atomic():
            # Two loads of one editor at once are counted one after the other.
            get_user_model().objects.select_for_update().filter(pk=getattr(editor, "pk", None) or 0).first()
            check_quota(editor, sum(one.size for one in kept), len(kept))
            load = Intake.objects.create(given_by_id=getattr(editor, "pk", None))
            IntakeItem.objects.bulk_create(
                IntakeItem(
                    intake=load, kind=gift.kind, name=gift.name[:1000], path=one.path, sha256=one.sha256,
                    size=one.size, told=gift.told.as_dict(), served=gift.served,
                )
                for gift, one in zip(gifts, kept, strict=True)
            )  # fmt: skip
    except BaseException:
        forget_kept(one.path for one in kept)
        raise
    return load


def check_told(told: Given) -> None:
    """Raise NotTaken if what was told beside something cannot be kept."""
    try:
        check_given(told)
    except Unreadable as error:
        raise NotTaken(_("That cannot be taken: %(reason)s.") % {"reason": error}) from None


def check_quota(editor: AbstractBaseUser | AnonymousUser | None, size: int, count: int) -> None:
    """Raise NotTaken if an editor's bytes that lie here, with so many more of so many parts, are more than one may have."""
    most_bytes, most_parts = settings.ONRECORD_KEPT_UPLOAD_BYTES, settings.ONRECORD_KEPT_UPLOAD_FILES
    if getattr(editor, "pk", None) is None:
        return
    mine = IntakeItem.objects.filter(intake__given_by=editor.pk).exclude(path="")  # type: ignore[union-attr]
    held = mine.aggregate(bytes=Sum("size", default=0), parts=Count("pk"))
    if (most_parts and held["parts"] + count > most_parts) or (
        most_bytes and held["bytes"] + size > most_bytes
    ):
        raise NotTaken(
            _(
                "Of what you gave, %(parts)s parts with %(bytes)s MB still lie here, and with this it would be more than the "
                "%(most_parts)s parts and %(most_bytes)s MB that one editor may have at once. Nothing of this was kept. "
                "Discard drafts under Intake, or wait: what is read is put away after a day, what was refused after %(days)s."
            )
            % {
                "parts": f"{held['parts']:,}",
                "bytes": f"{held['bytes'] / MEGABYTE:,.0f}",
                "most_parts": f"{most_parts:,}" if most_parts else _("unlimited"),
                "most_bytes": f"{most_bytes / MEGABYTE:,.0f}" if most_bytes else _("unlimited"),
                "days": REFUSED_KEPT.days,
            }
        )


def tell_load(load: Intake, told: Given) -> None:
    """Change what was told beside the parts of a draft. An address is that of one part: of several each keeps its own."""
    check_told(told)
    items = list(load.items.all())
    for item in items:
        url = told.url if len(items) == 1 else item.told.get("url", "")
        item.told = replace(told, url=url).as_dict()
    IntakeItem.objects.bulk_update(items, ["told"])


def queue_load(load: Intake) -> bool:
    """Have a draft taken in by the worker; False if somebody was faster."""
    return bool(
        Intake.objects.filter(pk=load.pk, state=Intake.State.DRAFT).update(state=Intake.State.WAITING)
    )


def discard_load(load: Intake) -> None:
    """Put a draft away, its bytes as well. Raise NotTaken for a load that was stored."""
    paths = list(load.items.values_list("path", flat=True))
    with transaction.atomic():
        if not Intake.objects.filter(pk=load.pk, state=Intake.State.DRAFT).delete()[0]:
            raise NotTaken(_("It is being stored already. Stop it instead."))
    forget_kept(paths)


def stop_load(load: Intake) -> None:
    """Have the worker leave a load alone, from the next few articles on. What is stored stays."""
    change_state(load, Intake.State.WAITING, Intake.State.STOPPED)


def go_on_with(load: Intake) -> None:
    change_state(load, Intake.State.STOPPED, Intake.State.WAITING)


def change_state(load: Intake, before: str, after: str) -> None:
    if not Intake.objects.filter(pk=load.pk, state=before).update(state=after):
        raise NotTaken(_("It is no longer as this page showed it. Look at it once more."))


def try_again(load: Intake) -> int:
    """Have what was refused read once more; return how many sources that is. Raise NotTaken where it cannot be."""
    with transaction.atomic():
        refused = IntakeRefusal.objects.filter(item__intake=load)
        count = refused.count()
        items = [item for item in load.items.filter(refusals__in=refused).distinct() if is_kept(item.path)]
        if not items:
            raise NotTaken(
                _("The bytes are no longer here: they are kept for %(days)s days. Give them once more.")
                % {"days": REFUSED_KEPT.days}
                if count
                else _("Nothing of it was refused.")
            )
        change_state(load, Intake.State.DONE, Intake.State.WAITING)
        refused.filter(item__in=items, whole=True).delete()  # reading on tells it again
        for item in items:
            item.state, item.again, item.tries = IntakeItem.State.WAITING, True, 0
        IntakeItem.objects.bulk_update(items, ["state", "again", "tries"])
    return count


def totals(loads: Sequence[Intake]) -> dict[int, dict[str, int]]:
    """Return what became of the sources of some loads, as numbers by name, by the key of the load."""
    names = ("new", "updated", "unchanged", "reached", "size")
    pks = [load.pk for load in loads]
    found: dict[int, dict[str, int]] = {
        pk: {"parts": 0, "left": 0, "refused": 0, **dict.fromkeys(names, 0)} for pk in pks
    }
    items = IntakeItem.objects.filter(intake__in=pks).order_by().values("intake")
    sums = {name: Sum(name) for name in names}
    left = Count("pk", filter=Q(state=IntakeItem.State.WAITING))
    for load, parts, waiting, *counts in items.annotate(parts=Count("pk"), waiting=left).values_list(
        "intake", "parts", "waiting", *sums.values()
    ):
        found[load] |= {"parts": parts, "left": waiting, **dict(zip(names, counts, strict=True))}
    refusals = IntakeRefusal.objects.filter(item__intake__in=pks).order_by().values("item__intake")
    for load, count in refusals.annotate(count=Count("pk")).values_list("item__intake", "count"):
        found[load]["refused"] = count
    for numbers in found.values():
        numbers["read"] = sum(numbers[name] for name in ("new", "updated", "unchanged", "refused"))
    return found


def tidy_up() -> None:
    """Put away drafts that nobody stored, bytes that nobody needs any more, and files that no row knows."""
    now = timezone.now()
    for draft in Intake.objects.filter(state=Intake.State.DRAFT, at__lt=now - DRAFTS_KEPT):
        try:
            discard_load(draft)
        except NotTaken:
            continue  # somebody stored it in this moment
    read = IntakeItem.objects.filter(intake__state=Intake.State.DONE).exclude(path="")
    clean = read.filter(intake__ended_at__lt=now - READ_KEPT, refusals=None)
    old = read.filter(intake__ended_at__lt=now - REFUSED_KEPT)
    for items in (clean, old):
        found = dict(items.values_list("pk", "path"))
        forget_kept(found.values())
        IntakeItem.objects.filter(pk__in=found).update(path="")
    forget_strays(set(IntakeItem.objects.exclude(path="").values_list("path", flat=True)))


def largest_load() -> tuple[int, int]:
    """Return how many bytes and how many files are taken at once."""
    return settings.ONRECORD_MAX_UPLOAD_BYTES, settings.ONRECORD_MAX_UPLOAD_FILES
