"""How well is an article read? Records are paired with what a careful reader found, word by word.

A statement is found when the characters of its words agree: four fifths of all that either has for
words in quotation marks, half for reported clauses. It is right when its speaker is right as well.
"""

import json
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ARTICLES = Path(__file__).resolve().parents[2] / "tests" / "cases" / "articles"
OUTER = " \t\r\n\u00a0\"“”„«»‘’'`,.;:—–-"
ENOUGH = {"quoted": 0.8, "indirect": 0.5, "headline": 0.5}


def plain(name: str | None) -> str:
    """Return a name without case, accents, punctuation and leading article."""
    letters = unicodedata.normalize("NFKD", name or "").replace("’s", "").replace("'s", "").casefold()
    words = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c)).split()
    while words and words[0] in {"a", "an", "the"}:
        words.pop(0)
    return "".join(words)


def covered(text: str, segments: Sequence[Sequence[int]]) -> set[int]:
    """Return the offsets that segments cover, marks and blanks at their ends left out."""
    offsets: set[int] = set()
    for start, end in segments:
        while start < end and text[start] in OUTER:
            start += 1
        while end > start and text[end - 1] in OUTER:
            end -= 1
        offsets.update(range(start, end))
    return offsets


def agreement(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def paired(one: Sequence[set[int]], other: Sequence[set[int]], enough: float) -> list[tuple[int, int]]:
    """Return index pairs of what agrees, the best first, each at most once."""
    scored = sorted(
        ((agreement(a, b), i, j) for i, a in enumerate(one) for j, b in enumerate(other) if a & b),
        reverse=True,
    )
    pairs: list[tuple[int, int]] = []
    for value, i, j in scored:
        if value >= enough and all(i != p and j != q for p, q in pairs):
            pairs.append((i, j))
    return pairs


@dataclass
class Score:
    """Counts of statements: wanted, read, found, and found with the right speaker."""

    wanted: int = 0
    read: int = 0
    found: int = 0
    right: int = 0
    fields: dict[str, list[int]] = field(default_factory=dict)  # name -> right, of how many

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall of words and speaker together."""
        return 2 * self.right / (self.wanted + self.read) if self.wanted + self.read else 1.0

    def count(self, name: str, right: bool) -> None:
        counts = self.fields.setdefault(name, [0, 0])
        counts[0] += right
        counts[1] += 1


def level_of(quote: dict) -> str:
    if quote["in_headline"]:
        return "headline"
    return "indirect" if quote["kind"] == "indirect" else "quoted"


def score_articles(read) -> dict[str, Score]:  # type: ignore[no-untyped-def]
    """Return the scores of the invented articles; `read` makes a record of a text and a name."""
    scores = {name: Score() for name in ("quoted", "indirect", "headline", "metadata")}
    for path, text, wanted in invented_articles():
        record = read(text, path.name).as_dict()
        for name in ("headline", "standfirst", "agency", "byline", "dateline_place", "published"):
            scores["metadata"].count(name, plain(record[name]) == plain(wanted[name]))
        for level, enough in ENOUGH.items():
            gold = [q for q in wanted["quotes"] if level_of(q) == level]
            ours = [q for q in record["quotes"] if level_of(q) == level]
            pairs = paired(
                [covered(text, q["segments"]) for q in gold],
                [covered(text, q["segments"]) for q in ours],
                enough,
            )
            score = scores[level]
            score.wanted += len(gold)
            score.read += len(ours)
            score.found += len(pairs)
            for i, j in pairs:
                score.right += plain(gold[i]["speaker"]) == plain(ours[j]["speaker"])
                for name in ("kind", "cue", "addressee", "relayed_by"):
                    if gold[i][name] or ours[j][name]:
                        score.count(name, plain(gold[i][name]) == plain(ours[j][name]))
    return scores


def invented_articles() -> Iterator[tuple[Path, str, dict]]:
    for path in sorted(ARTICLES.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        yield path, text, json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


# Confidence against news that others have annotated

BANDS = ((0.95, 1.01), (0.9, 0.95), (0.8, 0.9), (0.7, 0.8), (0.6, 0.7), (0.45, 0.6), (0.0, 0.45))
MARKED = re.compile(r"(?:[“\"„«]|''|``)(?:[^“”\"„«»\n'`]|'(?!')|`(?!`))+(?:[”\"»]|'')?")
Words = list[tuple[tuple[int, int], str | None]]  # spans, and who is mentioned as their speaker


@dataclass(frozen=True)
class Calibration:
    """How far confidences keep what they promise.

    `bands` are (name, mean confidence, share that was right, how many); `brier` is the mean square of
    what a confidence is off; `area` is how often a right record has a higher one than a wrong record.
    """

    bands: list[tuple[str, float, float, int]]
    brier: float
    area: float


def calibration(gold: Path, records: Path) -> Calibration:
    """Hold the records of annotated news against the annotation.

    `gold` has lines with "quotes" of start, end and the speaker as mentioned.
    """
    wanted = {row["id"]: row for row in map(json.loads, gold.open(encoding="utf-8"))}
    told: list[tuple[float, bool]] = []
    for row in map(json.loads, records.open(encoding="utf-8")):
        text, truth = wanted[row["id"]]["text"], annotated_words(wanted[row["id"]])
        told += [(quote["confidence"], is_right(text, quote, truth)) for quote in row["quotes"]]
    bands = []
    for low, high in BANDS:
        inside = [(c, ok) for c, ok in told if low <= c < high]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            share = sum(ok for _, ok in inside) / len(inside)
            bands.append((f"{low:.2f} to {min(high, 1):.2f}", mean, share, len(inside)))
    return Calibration(
        bands=bands,
        brier=sum((c - ok) ** 2 for c, ok in told) / max(1, len(told)),
        area=area_under_curve(told),
    )


def area_under_curve(told: Sequence[tuple[float, bool]]) -> float:
    """Return how often a right record is told with more confidence than a wrong one; a tie is half."""
    wrong = sorted(c for c, ok in told if not ok)
    right = [c for c, ok in told if ok]
    ahead = sum(bisect_left(wrong, c) + bisect_right(wrong, c) for c in right)
    return ahead / (2 * len(wrong) * len(right)) if wrong and right else 0.0


def annotated_words(gold: dict) -> Words:
    """Return what was annotated: each clause, and each stretch of it in marks."""
    text = gold["text"]
    words: Words = []
    for quote in gold["quotes"]:
        start, end = quote["start"], quote["end"]
        spans = [(start, end), *(match.span() for match in MARKED.finditer(text, start, end))]
        words += [(trimmed(text, *span), quote["speaker"]) for span in spans]
    return words


def is_right(text: str, quote: dict, truth: Words) -> bool:
    """Are the words of a record, or its clause, annotated, and given to the same mention?

    What nobody annotated is wrong, whatever the reason.
    """
    spans = [quote["clause_span"] or (quote["start"], quote["end"]), *quote["segments"]]
    ours = [trimmed(text, *span) for span in spans]
    return any(
        same_extent(one, other) >= ENOUGH["quoted"] and same_mention(quote["mention"], speaker)
        for other, speaker in truth
        for one in ours
    )


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in OUTER:
        start += 1
    while end > start and text[end - 1] in OUTER:
        end -= 1
    return start, end


def same_extent(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Return what two spans share, of all that either covers."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0])) if shared > 0 else 0.0


PRONOUNS = {
    "i",
    "you",
    "he",
    "she",
    "it",
    "we",
    "they",
    "who",
    "which",
    "that",
    "this",
    "these",
    "those",
    "his",
    "her",
    "their",
}


def same_mention(ours: str | None, theirs: str | None) -> bool:
    """Do two mentions name the same: is one the beginning or the end of the other, or do they share a name?

    A mention more than twice as long has swallowed something of its sentence.
    """
    one, other = mention_words(ours), mention_words(theirs)
    if not one or not other or PRONOUNS.intersection(one[:1] if len(one) == 1 else other[:1]):
        return one == other
    short, long = sorted((one, other), key=len)
    if len(one) > 2 * len(other) + 2:
        return False
    names = {plain(word) for word in (theirs or "").split() if word[:1].isupper()}
    return long[: len(short)] == short or long[-len(short) :] == short or not names.isdisjoint(one)


def mention_words(mention: str | None) -> list[str]:
    return [word for word in map(plain, (mention or "").split()) if word]
