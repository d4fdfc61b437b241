"""Files as people give them, and the loads that are made of them."""

import io
import zipfile
from collections.abc import Iterable

from statements.intake.loads import Gift, make_load, queue_load
from statements.models import Intake, IntakeItem

ARTICLE = """Envoys leave Lissel, part {number}

12 March, 2021 18:30

Kestran Foreign Minister Mira Tolan left the talks in Lissel on Friday without a date for part {number}.

“We will not accept map {number} that was drawn at night,” Tolan told reporters.
"""
STUB = "Menu\nHome\nContact\n"


def article(number: int) -> bytes:
    return ARTICLE.format(number=number).encode()


def packed(members: Iterable[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)  # the same bytes at any time
    return file.getvalue()


def articles_packed(count: int, first: int = 0) -> bytes:
    return packed((f"{number}.txt", article(number)) for number in range(first, first + count))


def given(*files: tuple[str, bytes], queued: bool = True) -> Intake:
    """Return a load of files; the worker takes it in, unless it is to stay a draft."""
    gifts = [Gift(kind=IntakeItem.Kind.FILE, name=name, chunks=[data]) for name, data in files]
    load = make_load(gifts, None)
    if queued:
        assert queue_load(load)
    return load
