"""What was erased by order does not come back: bytes, addresses, texts and words are known again by salted digests.

A source that was erased is refused, wherever it comes from. One that holds erased words, in whatever letter case and
punctuation, is taken in without them: in their place stand blocks, so that every other offset stays what it was.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from django.utils.translation import gettext as _

from statements.models import Erasure, ErasureMark
from statements.sources.addresses import address_key
from statements.sources.base import RawSource

WORD = re.compile(r"[^\W_]+")
BLOCK = "█"
QUOTES = "\"'“”„‟«»‹›‘’"
BEFORE = re.compile(f"[{QUOTES}]+$")
BEHIND = re.compile(f"[,.;:!?…]*[{QUOTES}]+")

Spans = Sequence[tuple[int, int]]


def mark_digest(salt: str, kind: str, value: str) -> str:
    """Return the digest by which something is known again."""
    return hashlib.blake2b(
        f"{kind} {value}".encode("utf-8", "replace"), key=salt.encode(), digest_size=32
    ).hexdigest()


def folded_words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text of the same length with blocks in the place of some of it, and of the quotation marks that enclose it."""
    for start, end in sorted(spans):
        before, behind = BEFORE.search(text, max(0, start - 3), start), BEHIND.match(text, end)
        if before and behind:
            start, end = before.start(), behind.end()
        text = text[:start] + re.sub(r"\S", BLOCK, text[start:end]) + text[end:]
    return text


@dataclass(slots=True)
class Marks:
    """All marks of an archive."""

    salt: str = ""
    whole: set[tuple[str, str]] = field(default_factory=set)  # (kind, digest)
    windows: dict[int, dict[str, ErasureMark]] = field(default_factory=dict)  # by number of words

    def has(self, kind: str, value: str) -> bool:
        return bool(value) and (kind, mark_digest(self.salt, kind, value)) in self.whole

    def find(self, text: str) -> list[tuple[int, int]]:
        """Return where erased words stand in a text. Of an erased name, its last word alone counts as well."""
        words = [(match[0].casefold(), *match.span()) for match in WORD.finditer(text)]
        found: set[tuple[int, int]] = set()
        surnames: set[str] = set()
        for count, marks in self.windows.items():
            for n in range(len(words) - count + 1):
                value = " ".join(word for word, _, _ in words[n : n + count])
                mark = marks.get(mark_digest(self.salt, "words", value))
                if mark is not None:
                    found.add((words[n + mark.first][1], words[n + mark.last - 1][2]))
                    if mark.kind == ErasureMark.Kind.NAME and count > 1:
                        surnames.add(words[n + count - 1][0])
        found |= {(start, end) for word, start, end in words if word in surnames}
        return sorted(found)


def known_marks() -> Marks:
    """Return the marks of this archive, with nothing in them where nothing was erased."""
    rows = list(ErasureMark.objects.select_related("erasure").exclude(kind=ErasureMark.Kind.PAGE))
    found = Marks(salt=rows[0].erasure.salt if rows else "")
    for mark in rows:
        if mark.tokens:
            found.windows.setdefault(mark.tokens, {})[mark.digest] = mark
        else:
            found.whole.add((mark.kind, mark.digest))
    return found


def erasure_at(path: str) -> Erasure | None:
    """Return what was erased from an address of the archive, or from one that this is a part of."""
    salt = Erasure.objects.order_by("pk").values_list("salt", flat=True).first()
    if salt is None:
        return None
    parts = path.strip("/").split("/")[:4]
    pages = [f"/{'/'.join(parts[: n + 1])}/" for n in range(len(parts))]
    pages += [quote(page) for page in pages]
    digests = [mark_digest(salt, "page", page) for page in pages]
    mark = ErasureMark.objects.filter(kind="page", digest__in=digests).select_related("erasure").first()
    return mark.erasure if mark else None


def screen(source: RawSource, marks: Marks) -> RawSource:
    """Return a source as it may be taken in: as it is, without erased words, or refused."""
    if not marks.salt or source.refusal:
        return source
    if (
        marks.has("bytes", source.sha256)
        or marks.has("address", address_key(source.address))
        or marks.has("address", address_key(source.origin))
        or marks.has("text", " ".join(folded_words(source.text)))
    ):
        return replace(source, refusal=_("it was erased by order, and is not taken in again"))
    spans = marks.find(source.text)
    shown = marks.find(source.shown)
    if not spans and not shown:
        return source
    text = blank(source.text, spans)
    says = {
        name: replace(
            claim,
            value=blank(claim.value, marks.find(claim.value)),
            others=tuple((blank(value, marks.find(value)), at) for value, at in claim.others),
        )
        for name, claim in source.says.items()
    }
    # The bytes hold the words: those of the text that is left take their place.
    return replace(
        source, data=text.encode("utf-8", "replace"), text=text, encoding="utf-8", extractor="", says=says,
        shown=blank(source.shown, shown),
    )  # fmt: skip


def screened(sources: Sequence[RawSource]) -> list[RawSource]:
    marks = known_marks()
    return [screen(source, marks) for source in sources]
