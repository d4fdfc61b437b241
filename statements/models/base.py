"""What all rows have in common: who owns them, how well a day is known, their addresses, how changes are told."""

import secrets
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache, reduce
from operator import and_
from typing import Any, TypeVar
from urllib.parse import quote

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.forms.fields import InvalidJSONInput
from django.urls import get_script_prefix, reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from statements.typed import FIRST_DAY, LAST_DAY, NotAllowed, check_name_list, names_held, say_fault

from .inserting import insert_rows
from .prepared import Prepared
from .signals import rows_changed, rows_changing, rows_made

# Letters and digits that nobody mistakes for one another on paper.
UID_ALPHABET = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"


def new_uid() -> str:
    """Return a short random id for a permalink: 56^8 of them, about 97 million million."""
    number = secrets.randbelow(len(UID_ALPHABET) ** 8)
    letters = []
    for _ in range(8):
        number, letter = divmod(number, len(UID_ALPHABET))
        letters.append(UID_ALPHABET[letter])
    return "".join(letters)


@lru_cache(maxsize=64)
def address_pattern(name: str, prefix: str) -> str:
    """Return the address of a kind of page with %s for its key, as the site stands under a path."""
    return reverse(name, args=["0"]).replace("%", "%%").replace("/0/", "/%s/")


def page_address(name: str, key: str | int) -> str:
    """Return the address of a row's page: `reverse`, worked out once for each kind of page."""
    return address_pattern(name, get_script_prefix()) % quote(str(key))


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


class NamesInput(forms.JSONField):
    """The box of a list of names. What was refused stands in it as it was typed."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError:
            raise ValidationError(
                self.error_messages["invalid"], code="invalid", params={"value": ""}
            ) from None

    def bound_data(self, data: Any, initial: Any) -> Any:
        return None if data is None else InvalidJSONInput(data)


class NamesField(models.JSONField):
    """A list of names. Rows of an older version may hold anything: what of it is a name is read."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> list[str]:
        return names_held(super().from_db_value(value, expression, connection))

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": NamesInput, **options})

    def validate(self, value: Any, model_instance: Any) -> None:
        try:
            check_name_list(value)
        except NotAllowed as fault:
            raise ValidationError(say_fault(fault)) from None


class IsList(models.Func):
    """Whether a column of JSON holds a list."""

    arity = 1
    output_field = models.BooleanField()
    conditional = True

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="JSON_TYPE(%(expressions)s) = 'array'", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="JSONB_TYPEOF(%(expressions)s) = 'array'", **context
        )


def days_known(*names: str) -> Q:
    """Return the condition that some columns hold days that can be reckoned with, or none."""
    bounds = (
        Q(**{name: None}) | Q(**{f"{name}__gte": FIRST_DAY, f"{name}__lte": LAST_DAY}) for name in names
    )
    return reduce(and_, bounds)


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

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        with transaction.atomic(using=self.db, savepoint=False):
            if args or options:
                made = super().bulk_create(objs, *args, **options)
            else:
                made = list(objs)
                insert_rows(made)
            rows_made.send(self.model, rows=[row.pk for row in made])
            rows_changed.send(self.model, rows=[row.pk for row in made])
        return made


def unique_slug(model: type[models.Model], name: str, limit: int = 80) -> str:
    """Return a slug that no row of the model has yet."""
    return unique_slugs(model, [name], limit)[0]


def unique_slugs(model: type[models.Model], names: Sequence[str], limit: int = 80) -> list[str]:
    """Return a slug for each name, that no row of the model and none of the others has."""
    bases = [slugify(name, allow_unicode=True)[:limit].strip("-") or model.__name__.lower() for name in names]
    exact, near = slugs_of(model)
    taken, looked = set(exact(bases)), set()
    found = []
    for base in bases:
        slug, number = base, 2
        if slug in taken and base not in looked:
            looked.add(base)
            taken |= set(near(base, f"{base}."))  # "." follows "-"
        while slug in taken:
            slug, number = f"{base}-{number}", number + 1
        taken.add(slug)
        found.append(slug)
    return found


@cache
def slugs_of(model: type[models.Model]) -> tuple[Prepared[str], Prepared[str]]:
    """Return what asks for the slugs of a model: which of some there are, and those from one to before another."""
    rows = model._default_manager.order_by()
    return (
        Prepared(lambda slugs: rows.filter(slug__in=slugs).values_list("slug", flat=True)),
        # A range, since LIKE with an escape reads the whole table on SQLite.
        Prepared(lambda low, high: rows.filter(slug__gte=low, slug__lt=high).values_list("slug", flat=True)),
    )
