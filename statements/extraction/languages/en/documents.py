"""Whose words a document holds: "the statement", "a letter from the minister", "a communique issued by the embassy"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from .people import Cast
from .resolved import Resolution
from .unnamed import DESCRIBED, head_of

WRITTEN = re.compile(r"\b(?:statement|letter|post|tweet|message|communiqu[eé]|note|cable)$", re.I)
AUTHOR = re.compile(
    r"\s(?:by|from|of)\s(?P<author>(?:the\s)?[A-Z][\w’'-]*(?:\s(?:of\s|for\s|the\s)?[A-Z][\w’'-]*){0,5})"
)
# "a statement by the Foreign Ministry", "a communique issued by the embassy"
WRITTEN_BY = re.compile(
    r"(?:(?:an?|the|this|its)\s)?(?:[\w-]+\s){0,3}?[\w-]+\s(?:(?:issued|published|posted|released|sent|signed|written|read out)\s)?(?:by|from)\s"
    r"(?P<author>(?:(?:the|its|his|her|their|a)\s)?(?:[\w-]+[’']s\s)?[\w-]+(?:\s(?:of\s|for\s|the\s)?[A-Z][\w’'-]*|\s(?:ministry|office|embassy|party|government|group|spokes\w+))*)",
)


# "Tolan's letter"
OWNED = re.compile(r"(?P<owner>.{2,80}?)(?:[’'´]s|(?<=s)[’'´])\s(?P<thing>[^’'´]{2,90})$")
BEFORE_DOCUMENT = re.compile(r"^(?:the|this|an?|its)\s+", re.I)


class Documents:
    """Who has written the documents of one article."""

    def __init__(
        self,
        cast: Cast,
        resolve: Callable[[str, int, Sequence[Resolution]], Resolution],
        begun: Callable[[int, int, Sequence[Resolution]], Resolution | None],
    ) -> None:
        self.cast = cast
        self.resolve = resolve
        self.begun = begun  # what a sentence just before begins with

    def author_named(self, mention: str, at: int, recent: Sequence[Resolution]) -> Resolution | None:
        """Return whose statement or letter it is, where the text says so beside it: "a statement by the ministry"."""
        if WRITTEN.search(head_of(BEFORE_DOCUMENT.sub("", mention))) is None:
            return None
        start = at if self.cast.text.startswith(mention, at) else self.cast.text.find(mention, at)
        if start >= 0:
            named = WRITTEN_BY.match(self.cast.text, start, start + len(mention) + 90)
        else:  # of a headline, which is resolved behind the text
            named = WRITTEN_BY.match(mention)
        if named is None:
            return None
        found = self.resolve(named["author"], named.start("author") if start >= 0 else at, recent)
        known = found.name and found.kind in {"person", "institution", "country"}
        return replace(found, factor=found.factor * 0.95) if known else None

    def author_of(self, head: str, at: int, recent: Sequence[Resolution]) -> Resolution | None:
        """Return whose "the statement", "the letter", "the report" is, if the text says."""
        start = self.cast.text.rfind(head, max(0, at - 2500), at)
        for _ in range(4):
            if start < 0:
                break
            after = AUTHOR.match(
                self.cast.text, start + len(head), min(len(self.cast.text), start + len(head) + 90)
            )
            ahead = self.cast.text[max(0, start - 60) : start + len(head)]
            before = OWNED.search(ahead) if "’" in ahead or "'" in ahead else None
            name = after["author"] if after else None
            if before and re.fullmatch(rf"(?:[\w-]+\s){{0,2}}{re.escape(head)}", before["thing"]):
                owner = re.search(r"(?:the\s)?(?:[A-Z][\w-]*\s?(?:of\s|for\s)?){1,5}$", before["owner"])
                name = owner.group().strip() if owner else name
            if name:
                found = self.resolve(name, at, recent)
                if found.name is not None:
                    return replace(found, factor=found.factor * 0.85)
            start = self.cast.text.rfind(head, max(0, at - 2500), start)
        if head.lower().startswith("communiqu"):
            before_it = self.cast.text[max(0, at - 1500) : at]
            described = re.findall(rf"\b(?:an?|the)\s((?:[a-z-]+\s){{1,3}}{re.escape(head)})\b", before_it)
            if described:
                return Resolution(name=described[-1], kind="document", factor=0.9, why=DESCRIBED)
        if WRITTEN.search(head):
            sentence = self.cast.sentence_number(at)
            subject = self.cast.subject_of(sentence - 1)
            latest = recent[0] if recent else None
            if latest and latest.name and sentence - self.cast.sentence_number(latest.at) <= 2:
                if latest.kind not in {"anonymous", "group"}:
                    return replace(latest, factor=0.85)
            if subject is not None:
                return Resolution(name=self.cast.fullest(subject).name, factor=0.7)
            return self.begun(at, sentence, recent)  # "The ministry published a statement. ..."
        return None
