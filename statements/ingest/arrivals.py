"""What the archive has of some sources before they are stored, asked for once: most are new in every way.

Their bytes are kept here as well, together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from statements import extraction
from statements.models import Article, Capture, Prepared, Source, insert_rows
from statements.slices import words_key
from statements.sources.addresses import address_key
from statements.sources.base import RawSource

bytes_held = Prepared(lambda shas: Source.objects.filter(sha256__in=shas).defer("data").order_by())
places_held = Prepared(
    lambda places: Article.objects.filter(origin__in=places).order_by().values_list("origin", flat=True)
)
addresses_held = Prepared(
    lambda keys: Article.objects.filter(address_key__in=keys).order_by().values_list("address_key", flat=True)
)
addresses_captured = Prepared(
    lambda keys: Capture.objects.filter(address_key__in=keys).order_by().values_list("address_key", flat=True)
)
words_held = Prepared(
    lambda keys: Article.objects.filter(words_key__in=keys).order_by().values_list("words_key", flat=True)
)


@dataclass(slots=True)
class Arrivals:
    """Sources that are about to be stored: their bytes' rows, and what of them was there before, or came since."""

    kept: dict[str, Source] = field(default_factory=dict)  # by their hash
    shas: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    keys: dict[int, str] = field(default_factory=dict)  # of the words of each source, by the source's `id()`

    @classmethod
    def of(cls, sources: Sequence[RawSource], records: Sequence[extraction.Record]) -> "Arrivals":
        """Return what is held of sources; the bytes that are not are written."""
        of_words = {
            id(source): words_key_of(source, record) for source, record in zip(sources, records, strict=True)
        }
        keys = {address_key(source.address) for source in sources} - {""}
        found = cls(
            kept={row.sha256: row for row in bytes_held([source.sha256 for source in sources])},
            places=set(places_held([place_of(source) for source in sources])),
            addresses={*addresses_held(keys), *addresses_captured(keys)},
            words=set(words_held({*of_words.values()} - {""})),
            keys=of_words,
        )
        found.shas = set(found.kept)
        fresh = {source.sha256: source for source in sources if source.sha256 not in found.kept}
        rows = [Source(sha256=sha, data=source.data, size=len(source.data)) for sha, source in fresh.items()]
        insert_rows(rows)
        found.kept |= {row.sha256: row for row in rows}
        return found

    def is_new(self, source: RawSource) -> bool:
        """Has nothing had the bytes, the place or the address of a source?"""
        return (
            source.sha256 not in self.shas
            and place_of(source) not in self.places
            and address_key(source.address) not in self.addresses
        )

    def has_new_words(self, source: RawSource, record: extraction.Record) -> bool:
        return self.key_of(source, record) not in self.words

    def key_of(self, source: RawSource, record: extraction.Record) -> str:
        known = self.keys.get(id(source))
        return words_key_of(source, record) if known is None else known

    def add(self, source: RawSource, record: extraction.Record) -> None:
        """A source is stored now: what comes behind it may be the same."""
        self.shas.add(source.sha256)
        self.places.add(place_of(source))
        self.addresses |= {address_key(source.address)} - {""}
        self.words |= {self.key_of(source, record)} - {""}


def words_key_of(source: RawSource, record: extraction.Record) -> str:
    return words_key(headline_read(source, record), source.text, record.body)


def place_of(source: RawSource) -> str:
    """Return the file and the record within it, as far as the column holds them."""
    return source.id[-1000:]


def headline_read(source: RawSource, record: extraction.Record) -> str:
    return (source.claim("headline") or record.headline or "")[:500]
