"""What an editor's act is about to keep, checked value by value at the one door for what is typed."""

from collections.abc import Iterator

from django.db.models import CharField, DateField, DateTimeField, Model, TextField

from statements.models.base import NamesField
from statements.typed import NotAllowed, check_day, check_name_list, check_text, say_fault

from .refusals import Refused

# Slices of a source: they are as the source has them.
AS_THE_SOURCE_HAS_IT = {"text", "passage", "mention", "cue", "origin", "published_evidence"}


def check_row(row: Model, before: Model | None) -> None:
    """Raise Refused, in a sentence, where a value that differs from what the row had cannot be kept."""
    for _, sentence in faults_of(row, before):
        raise Refused(sentence)


def faults_of(row: Model, before: Model | None = None) -> Iterator[tuple[str, str]]:
    """Yield what cannot be kept of a row: the field, and why. What stands there already is nobody's fault now."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if value in (None, "") or field.name in AS_THE_SOURCE_HAS_IT:
            continue
        if before is not None and getattr(before, field.attname) == value:
            continue
        try:
            if isinstance(field, NamesField):
                check_name_list(value)
            elif isinstance(field, DateField) and not isinstance(field, DateTimeField):
                check_day(value)
            elif isinstance(field, CharField | TextField):
                check_text(value, getattr(field, "max_length", None))
        except NotAllowed as fault:
            yield field.name, say_fault(fault)
