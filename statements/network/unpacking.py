"""What came packed is unpacked piece by piece, and no further than a bound."""

import zlib

from .faults import Unfetchable

PIECE = 1 << 16
ACCEPTED = "gzip, deflate"
BROKEN = "what came is packed, and damaged or cut off"


class Unpacker:
    """Unpacks one layer of gzip or deflate; `done` tells whether its end was reached."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.engine = zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip or zlib, as its head says
        self.done = False
        self.begun = False

    def feed(self, data: bytes, most: int) -> bytes:
        """Return what these bytes unpack to, not more than one byte over `most`. Raise Unfetchable if damaged."""
        found = bytearray()
        while data and len(found) <= most:
            if self.done:  # gzip may be several, one behind the other; what else follows is nothing
                if not data.startswith(b"\x1f\x8b"):
                    break
                self.engine, self.done = zlib.decompressobj(zlib.MAX_WBITS | 16), False
            data = self.unpack(data, most + 1 - len(found), found)
        return bytes(found)

    def unpack(self, data: bytes, most: int, found: bytearray) -> bytes:
        """Unpack into `found` up to `most` bytes; return what is left of the packed ones."""
        try:
            try:
                found += self.engine.decompress(data, most)
            except zlib.error:
                if self.begun or self.kind != "deflate":
                    raise
                self.engine = zlib.decompressobj(-zlib.MAX_WBITS)  # without a head, as some servers send it
                found += self.engine.decompress(data, most)
        except zlib.error:
            raise Unfetchable(BROKEN, passing=True) from None
        self.begun = True
        if self.engine.eof:
            self.done = True
            return self.engine.unused_data
        return self.engine.unconsumed_tail


def unpackers(encoding: str) -> list[Unpacker]:
    """Return what undoes a Content-Encoding, in that order; raise Unfetchable for what is not known here."""
    kinds = [kind.strip().lower().removeprefix("x-") for kind in encoding.split(",")]
    kinds = [kind for kind in kinds if kind and kind != "identity"]
    if len(kinds) > 2 or not all(kind in ("gzip", "deflate") for kind in kinds):
        raise Unfetchable(f"it is packed in a way that is not known here: {encoding[:40]!r}")
    return [Unpacker(kind) for kind in reversed(kinds)]


def unpack_gzip(data: bytes, most: int) -> bytes:
    """Return what a gzipped file holds; raise Unfetchable if it is damaged, or unpacks to more than `most`."""
    unpacker = Unpacker("gzip")
    found = unpacker.feed(data, most)
    if len(found) > most:
        raise Unfetchable("it unpacks to far more than an article or a feed has")
    if not unpacker.done:
        raise Unfetchable(BROKEN, passing=True)
    return found
