"""How well is an article read? Records are paired with what a careful reader found, word by word.

A statement is found when the characters of its words agree: four fifths of all that either has for
words in quotation marks, half for reported clauses. It is right when its speaker is right as well.
"""

import json
import unicodedata
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


def calibration(gold: Path, records: Path) -> list[tuple[str, float, float, int]]:
    """Return (bin, mean confidence, share that was right, how many) for the records of annotated news.

    `gold` has lines with "quotes" of start, end and the speaker as mentioned.
    """
    wanted = {row["id"]: row for row in map(json.loads, gold.open(encoding="utf-8"))}
    told: list[tuple[float, bool]] = []
    for row in map(json.loads, records.open(encoding="utf-8")):
        told.extend(judged(wanted[row["id"]], row))
    bins = ((0.9, 1.01), (0.8, 0.9), (0.7, 0.8), (0.6, 0.7), (0.45, 0.6), (0.0, 0.45))
    table = []
    for low, high in bins:
        inside = [(c, ok) for c, ok in told if low <= c < high]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            share = sum(ok for _, ok in inside) / len(inside)
            table.append((f"{low:.2f} to {min(high, 1):.2f}", mean, share, len(inside)))
    return table


def judged(gold: dict, row: dict) -> Iterator[tuple[float, bool]]:
    """Yield the confidence of each record, and whether it is right.

    Words in marks are right inside words that the annotator gave to the same mention (who joins "A,"
    he said. "B." to one), a reported clause where half of both agree.
    """
    text = gold["text"]
    truth = [(covered(text, [[q["start"], q["end"]]]), q["speaker"]) for q in gold["quotes"]]
    for quote in row["quotes"]:
        if quote["speaker"] is None or quote["in_headline"]:
            continue
        ours = covered(text, quote["segments"])
        indirect = quote["kind"] == "indirect"
        yield (
            quote["confidence"],
            any(
                (agreement(ours, span) >= 0.5 if indirect else len(ours & span) >= 0.95 * len(ours))
                and same_mention(quote["mention"], speaker)
                for span, speaker in truth
                if ours & span
            ),
        )


def same_mention(ours: str | None, theirs: str | None) -> bool:
    """Do two mentions name the same: by their last names or heads?"""
    one, other = plain(ours), plain(theirs)
    if not one or not other:
        return False
    heads = {plain(word) for word in (theirs or "").split() if word[:1].isupper()}
    return (
        one == other or one in other or other in one or bool(heads & {plain(w) for w in (ours or "").split()})
    )
