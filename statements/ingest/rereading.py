"""What reading a stored article again does, or would do."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from statements.models import ActName, Article, Quote, State
from statements.turns import let_acts_go_first

from .store import for_reading, lock_archive, record_of, store_record, stored_source


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereading:
    """What reading an article again does, or would do."""

    kept: int  # decided by an editor: nothing of it changes
    new: int
    gone: int
    changed: int

    @property
    def sentence(self) -> str:
        return _(
            "nothing that an editor decided changes: %(kept)s kept, %(new)s new, %(gone)s gone, %(changed)s read otherwise."
        ) % {"kept": self.kept, "new": self.new, "gone": self.gone, "changed": self.changed}


class Looked(Exception):
    """Raised to roll back a reading that was only to be looked at."""


def read_again(article: Article, dry: bool) -> Rereading:
    """Read a stored article with the present engine; `dry` changes nothing and tells what would change.

    It is read before anything is locked: others write meanwhile, and if they wrote the article itself, it is
    read once more.
    """
    result: Rereading | None = None
    article.refresh_from_db()  # a newer text may have come in since it was loaded
    read = stored_source(article)
    record = record_of(read)
    let_acts_go_first()
    try:
        with transaction.atomic():
            lock_archive()
            article.refresh_from_db()
            raw = stored_source(article)
            before = readings_of(article)
            if for_reading(raw) != for_reading(read):
                record = record_of(raw)
            if not record.refusal:
                store_record(article, article.source, raw, record, ActName.READ_AGAIN)
            after = readings_of(article)
            kept = sum(state != State.EXTRACTED for state, *_ in after.values())
            changed = sum(before[pk] != after[pk] for pk in before.keys() & after.keys())
            result = Rereading(
                kept=kept,
                new=len(after.keys() - before.keys()),
                gone=len(before.keys() - after.keys()),
                changed=changed,
            )
            if dry:
                raise Looked
    except Looked:
        pass
    assert result is not None
    return result


def readings_of(article: Article) -> dict[int, tuple[Any, ...]]:
    rows = Quote.objects.filter(article=article)
    names = ("pk", "state", "speaker", "kind", "text", "addressee", "venue", "relayed_by", "said_on")
    return {pk: tuple(rest) for pk, *rest in rows.values_list(*names)}
