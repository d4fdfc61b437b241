"""Bytes become text, once; what is no text is refused in a sentence."""

from charset_normalizer import from_bytes

from statements.extraction.page.language import guess_language

from .base import Unreadable

# What news is saved in when it is not UTF-8. The detector chooses among these alone: without
# the list it takes short Western texts for one of ninety tables.
ENCODINGS = [
    "cp1252",
    "cp1251",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "koi8_r",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
]
BINARY = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b"))


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and its encoding. Line ends stay as they are; a byte order mark is no text."""
    if not data.strip():
        raise Unreadable("it is empty")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            raise Unreadable("it says that it is UTF-16 text, but is not") from None
        if "\0" in text:
            raise Unreadable("it is not text but binary data")
        return text, "utf-16"
    head = data[:65536]
    if b"\0" in data or sum(head.count(byte) for byte in BINARY) > len(head) // 100:
        raise Unreadable("it is not text but binary data, such as a picture or a PDF")
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    best = from_bytes(data[:200_000], cp_isolation=ENCODINGS).best()
    encoding = best.encoding if best else "cp1252"
    for candidate in dict.fromkeys((prefer_western(data, encoding), encoding, "cp1252", "latin-1")):
        try:
            return data.decode(candidate), candidate
        except UnicodeDecodeError:
            continue
    raise Unreadable("its characters are in no encoding that is known here; save it as UTF-8")


WESTERN = {"en", "fr", "de", "es", "pt", "it", "nl", "sv", "id"}


def prefer_western(data: bytes, encoding: str) -> str:
    """Return cp1252 where the plain words are of a Western language, whatever the detector says.

    A few accented letters in an English text fit a dozen tables; the detector takes "São Paulo" for
    Romanian. The words around them tell.
    """
    plain = data[:200_000].decode("ascii", "ignore")
    high = sum(byte >= 0x80 for byte in data[:200_000])
    western = high * 3 < len(plain) and (len(plain) < 200 or guess_language(plain) in WESTERN)
    return "cp1252" if western else encoding
