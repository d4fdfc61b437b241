"""What all rows have in common: who owns them, how well a day is known, their addresses, how changes are told."""

import secrets
from collections.abc import Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import Any, TypeVar
from urllib.parse import quote

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from .signals import rows_changed, rows_changing, rows_made

# Letters and digits that nobody mistakes for one another on paper.
UID_ALPHABET = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"


def new_uid() -> str:
    """Return a short random id for a permalink: 56^8 of them, about 97 million million."""
    return "".join(secrets.choice(UID_ALPHABET) for _ in range(8))


@lru_cache(maxsize=64)
def address_pattern(name: str) -> str:
    return reverse(name, args=["0"]).replace("%", "%%").replace("/0/", "/%s/")


def page_address(name: str, key: str | int) -> str:
    """Return the address of a row's page: `reverse`, worked out once for each kind of page."""
    return address_pattern(name) % quote(str(key))


class State(models.TextChoices):
    """Who owns a row: the pipeline, an editor, or nobody any more."""

    EXTRACTED = "extracted", gettext_lazy("machine-read")
    CURATED = "curated", gettext_lazy("reviewed")
    REJECTED = "rejected", gettext_lazy("withdrawn")


class Precision(models.TextChoices):
    MINUTE = "minute", gettext_lazy("to the minute")
    DAY = "day", gettext_lazy("to the day")
    MONTH = "month", gettext_lazy("to the month")
    YEAR = "year", gettext_lazy("to the year")
    NONE = "none", gettext_lazy("not known")


M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class TrackedQuerySet(models.QuerySet[M_co]):
    """Tells of changes to many rows at once, in the transaction that makes them."""

    def update(self, **values: Any) -> int:
        with transaction.atomic(using=self.db, savepoint=False):
            rows = list(self.values_list("pk", flat=True))
            rows_changing.send(self.model, rows=rows)
            count = super().update(**values)
            rows_changed.send(self.model, rows=rows)
        return count

    def bulk_create(self, *args: Any, **options: Any) -> list[Any]:
        with transaction.atomic(using=self.db, savepoint=False):
            made = super().bulk_create(*args, **options)
            rows_made.send(self.model, rows=[row.pk for row in made])
            rows_changed.send(self.model, rows=[row.pk for row in made])
        return made


def unique_slug(model: type[models.Model], name: str, limit: int = 80) -> str:
    """Return a slug that no row of the model has yet."""
    return unique_slugs(model, [name], limit)[0]


def unique_slugs(model: type[models.Model], names: Sequence[str], limit: int = 80) -> list[str]:
    """Return a slug for each name, that no row of the model and none of the others has."""
    bases = [slugify(name, allow_unicode=True)[:limit].strip("-") or model.__name__.lower() for name in names]
    # A range, since LIKE with an escape reads the whole table on SQLite.
    near = [Q(slug__gte=base, slug__lt=f"{base}.") for base in dict.fromkeys(bases)]  # "." follows "-"
    taken: set[str] = set()
    for start in range(0, len(near), 100):
        rows = model._default_manager.filter(reduce(or_, near[start : start + 100]))
        taken |= set(rows.order_by().values_list("slug", flat=True))
    found = []
    for base in bases:
        slug, number = base, 2
        while slug in taken:
            slug, number = f"{base}-{number}", number + 1
        taken.add(slug)
        found.append(slug)
    return found
