"""The sources of a part of a load, from where reading had come to, each fault of a file told as a refusal."""

import logging
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import BinaryIO

from django.conf import settings

from statements.models import IntakeItem, IntakeRefusal
from statements.sources.base import Given, Limits, RawSource, SourceFile, Unreadable
from statements.sources.formats import format_of, read_file

from .kept import open_kept

logger = logging.getLogger(__name__)


def sources_of_bytes(item: IntakeItem, stream: BinaryIO, after: str = "") -> Iterator[RawSource]:
    """Yield the sources that the bytes of an item hold; raise Unreadable for what cannot be read at all."""
    file = SourceFile(
        origin=item.origin,
        stream=stream,
        limits=replace(Limits(), article=settings.ONRECORD_MAX_SOURCE_BYTES),
        url=item.served.get("url", ""),
        charset=item.served.get("charset", ""),
        language=item.served.get("language", ""),
        after=after,
    )
    if not file.head(1):
        raise Unreadable("it is empty")
    given = Given(**item.told)
    for source in read_file(file):
        yield replace(source, given=given)


def seeks(stream: BinaryIO) -> bool:
    """Is this a file in which reading can begin behind a record? In others all before it is read and left out."""
    return format_of(SourceFile(origin="", stream=stream)).seeks


def as_words(text: str) -> str:
    """Return text as every database takes it: a name in an archive may be any bytes."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


class ItemSources:
    """What is still to be read of an item, source by source; iterate over it once.

    `fault` tells, at the end, why the rest could not be read. `number` gives the place of a source in the item.
    """

    def __init__(self, item: IntakeItem) -> None:
        self.item = item
        refused = item.refusals.filter(whole=False) if item.again else IntakeRefusal.objects.none()
        self.again = set(refused.values_list("record", flat=True))
        self.fault = ""
        self.numbers: dict[int, int] = {}
        self.stream: BinaryIO | None = None

    def __iter__(self) -> Iterator[RawSource]:
        try:
            with closing(open_kept(self.item.path)) as self.stream:
                for number, source in self.waiting(self.stream):
                    self.numbers[id(source)] = number
                    yield source
        except Unreadable as error:
            self.fault = str(error)
        except Exception as error:  # whatever a file does to what reads it, the next file is read
            logger.exception("could not read %r", self.item.name)
            self.fault = f"reading it failed: {type(error).__name__}: {error}"

    def waiting(self, stream: BinaryIO) -> Iterator[tuple[int, RawSource]]:
        """Yield the sources behind those that are dealt with, and before them those to be read once more."""
        item = self.item
        if item.after and not item.again and seeks(stream):
            yield from enumerate(sources_of_bytes(item, stream, item.after), start=item.position)
            return
        for number, source in enumerate(sources_of_bytes(item, stream)):
            if number >= item.position or as_words(source.record) in self.again:
                yield number, source

    def number(self, source: RawSource) -> int:
        return self.numbers.pop(id(source))

    @property
    def reached(self) -> int:
        """How many bytes were read. What is packed as a whole is unpacked first, so that it tells nothing there."""
        return self.stream.tell() if self.stream is not None and not self.stream.closed else self.item.size


def holds_several(item: IntakeItem) -> bool:
    """Does an item hold more than one source?"""
    return len(list(islice(ItemSources(item), 2))) > 1
