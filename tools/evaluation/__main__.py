"""Print how well articles are read, beside the floors under which it may not fall.

python -m tools.evaluation

Always: the one-sentence cases and the invented articles. Beside a folder of real and annotated news
(`shared` next to the repository): those as well, and whether confidences keep what they promise.
Exits with 1 when a figure is below its floor in tests/floors.toml.
"""

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import tomllib
from bisect import bisect_left
from pathlib import Path
from typing import IO

from statements.extraction import read_article
from tests.conftest import SHARED
from tests.extraction.test_attribution import read, read_cases, shown

from .scoring import calibration, score_articles

ROOT = Path(__file__).resolve().parents[2]
FLOORS = tomllib.loads((ROOT / "tests" / "floors.toml").read_text(encoding="utf-8"))
below: list[str] = []


def main() -> int:
    cases()
    articles()
    if SHARED.is_dir():
        real_articles()
        other_pages()
        transcripts()
        single_faults()
        identity()
        for part in ("dev", "train"):
            annotated(part)
    elif os.environ.get("CI"):
        below.append("real and annotated news were not read: their folder has to be there in CI")
    else:
        print(
            "\nNo folder of real and annotated news beside the repository: only the project's own was read."
        )
    for line in below:
        print(f"BELOW ITS FLOOR: {line}", file=sys.stderr)
    return 1 if below else 0


def tell(group: str, name: str, value: float, more: str = "") -> None:
    """Print a figure beside its floor, and note it if it is lower."""
    floor = FLOORS.get(group, {}).get(name)
    beside = f"floor {floor:.3f}" if floor is not None else ""
    print(f"  {name:<16} {value:.3f}  {beside:<12} {more}".rstrip())
    if floor is not None and round(value, 3) < floor:
        below.append(f"{group}.{name} is {value:.3f}, floor {floor:.3f}")


def cases() -> None:
    found = read_cases()
    passed = 0
    for _, text, expected in found:
        quotes = read(text)
        lines = [] if expected == ["nothing"] else expected
        passed += len(quotes) == len(lines) and all(
            shown(q, line) == line for q, line in zip(quotes, lines, strict=True)
        )
    print(f"Sentences of tests/cases/attribution.txt: {passed} of {len(found)} as written")
    tell("sentences", "share", passed / len(found))


def articles() -> None:
    scores = score_articles(read_article)
    print("\nInvented articles of tests/cases/articles (F1 of words and speaker together)")
    for level in ("quoted", "indirect", "headline"):
        score = scores[level]
        details = ", ".join(f"{name} {right}/{of}" for name, (right, of) in score.fields.items())
        tell(
            "articles",
            level,
            score.f1,
            f"wanted {score.wanted}, read {score.read}, found {score.found}, right {score.right}; {details}",
        )
    right = sum(counts[0] for counts in scores["metadata"].fields.values())
    of = sum(counts[1] for counts in scores["metadata"].fields.values())
    details = ", ".join(f"{name} {a}/{b}" for name, (a, b) in scores["metadata"].fields.items())
    tell("articles", "metadata", right / of, details)


def real_articles() -> None:
    print("\nReal articles")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        for path in sorted((SHARED / "articles").glob("*.txt")):
            record = read_article(path.read_bytes().decode("utf-8"), path.name)
            out.write(json.dumps(record.as_dict(), ensure_ascii=False) + "\n")
        out.flush()
        report = scored("score_archive.py", str(SHARED / "gold"), out.name)
    for level in ("quoted", "indirect", "headline", "events"):
        row = report[level]
        details = ", ".join(
            f"{k} {row[k]}" for k in ("kind", "cue", "addressee", "relayed_by", "status") if k in row
        )
        tell("real", level, row["end_to_end_f1"], details)
    parts = [value.split("/") for value in report["metadata"].values()]
    tell("real", "metadata", sum(int(a) for a, _ in parts) / sum(int(b) for _, b in parts))
    tell("real", "no_scare_quotes", float(report["scare_quotes_taken_for_speech"] == 0))


def records_of(texts: list[Path], out: IO[bytes]) -> None:
    """Write the records of some files, one a line."""
    command = [sys.executable, "-m", "statements.extraction", *map(str, texts)]
    subprocess.run(command, cwd=ROOT, stdout=out, stderr=subprocess.DEVNULL, check=False)


def other_pages() -> None:
    print("\nOther kinds of pages: transcripts, press statements, readouts, councils, live blogs")
    folder = SHARED / "forms"
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
        records_of(sorted((folder / "articles").glob("*.txt")), out)
        report = scored("score_archive.py", str(folder / "gold"), out.name)
    for level in ("quoted", "indirect", "headline", "events"):
        tell("forms", level, report[level]["end_to_end_f1"])
    parts = [value.split("/") for value in report["metadata"].values()]
    right, of = sum(int(a) for a, _ in parts), sum(int(b) for _, b in parts)
    tell("forms", "metadata", right / of, f"{right} of {of}")
    tell("forms", "no_scare_quotes", float(report["scare_quotes_taken_for_speech"] == 0))


def transcripts() -> None:
    print("\nTranscripts of briefings, turn by turn")
    folder = SHARED / "corpora" / "briefings"
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
        records_of(sorted(folder.glob("*.txt")), out)
        command = [sys.executable, str(SHARED / "tools" / "score_turns.py"), str(folder), out.name]
        found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    tell("turns", "turns", found["right"] / found["official_turns"], f"of {found['official_turns']}")
    tell("turns", "questions", found["questions_right"] / found["questions"], f"of {found['questions']}")
    tell(
        "turns", "whole", 1 - found["leaking_records"] / found["records"], "records that hold no second turn"
    )


def single_faults() -> None:
    command = [sys.executable, str(SHARED / "tools" / "check_cases.py"), str(SHARED / "cases")]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    right, of = map(int, re.findall(r"(\d+) of (\d+) cases pass", said)[0])
    print("\nSingle faults met in the wild")
    tell("cases", "share", right / of, f"{right} of {of}")


def identity() -> None:
    """Who is who across invented articles: rows of an archive that has read them, in both orders."""
    command = [
        sys.executable,
        str(SHARED / "tools" / "score_identity.py"),
        str(ROOT),
        str(SHARED / "identity"),
    ]
    # On archives of its own, whatever database this site uses.
    ours = ("ONRECORD_", "DATABASE_URL", "DJANGO_")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    said = subprocess.run(command, capture_output=True, text=True, check=True, env=env).stdout
    found = json.loads(said.splitlines()[0])
    statements, events, proposals = found["statements"], found["events"], found["proposals"]
    print("\nWho is who across thirty invented articles")
    tell("identity", "b3", statements["b3"]["f1"], "statements of named speakers by their rows, B-cubed F1")
    tell("identity", "b3_proposals", statements["b3_with_proposals"]["f1"], "with right proposals as joins")
    tell(
        "identity",
        "no_wrong_join",
        float(found["joins"]["wrong_joins"] == 0),
        f"{found['joins']['wrong_joins']} wrong joins",
    )
    tell(
        "identity",
        "no_junk",
        float(found["junk"]["junk_rows"] == 0),
        f"{found['junk']['junk_rows']} junk rows",
    )
    asked = proposals["right"] + proposals["wrong"]
    tell("identity", "proposals", proposals["right"] / asked if asked else 1.0, f"right of {asked}")
    tell(
        "identity",
        "event_mentions",
        events["mentions_found"] / events["mentions"],
        f"of {events['mentions']}",
    )
    tell("identity", "event_b3", events["b3"]["f1"], "mentions of events by their rows, B-cubed F1")
    done = [name for name, passed in found["operations"].items() if passed]
    tell(
        "identity",
        "operations",
        len(done) / len(found["operations"]),
        f"of {len(found['operations'])} re-readings hold",
    )


def annotated(part: str) -> None:
    gold = SHARED / "corpora" / f"polnear_{part}.jsonl"
    count = sum(1 for _ in gold.open("rb"))
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out, tempfile.NamedTemporaryFile("w") as plain:
        began = time.perf_counter()
        with gold.open("rb") as lines:
            subprocess.run(
                [sys.executable, "-m", "statements.extraction", "--jsonl"],
                cwd=ROOT,
                stdin=lines,
                stdout=out,
                stderr=subprocess.DEVNULL,
                check=False,
            )
        seconds = time.perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        began = time.perf_counter()
        for line in gold.open(encoding="utf-8"):
            plain.write(json.dumps(plain_reading(json.loads(line))) + "\n")
        plain.flush()
        plain_seconds = time.perf_counter() - began
        print(
            f"\nAnnotated news, {part} part: {count} articles in {seconds:.1f} s on one core, start included"
        )
        print(
            f"  {count / seconds:.0f} articles a second, {memory} MB; marks and the nearest name: "
            f"{count / plain_seconds:.0f} a second, {seconds / plain_seconds:.0f} times as fast"
        )
        report = scored("score_polnear.py", str(gold), out.name)
        peer = scored("score_polnear.py", str(gold), plain.name)
        for level in ("direct", "quoted", "content"):
            row = report[level]
            against = f"precision {row['P']:.3f}, recall {row['R']:.3f}; marks and nearest name {peer[level]['e2e_F1']:.3f}"
            tell(part, level, row["e2e_F1"], against)
        sure = calibration(gold, Path(out.name))
        tell(
            part,
            "ranking",
            sure.area,
            "area under the curve: how often a right record is told with more confidence than a wrong one",
        )
        tell(
            part, "calibration", 1 - sure.brier, "1 less the mean square of what a confidence is off (Brier)"
        )
        print("  confidence       mean   right  records")
        for name, mean, share, many in sure.bands:
            print(f"  {name:<16} {mean:.3f}  {share:.3f}  {many:>6}")


MARKED = re.compile(r"[“\"]([^“”\"]{3,2000})[”\"]")
NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}\b")


def plain_reading(row: dict) -> dict:
    """Return what the plainest reader finds: what stands in marks, and the nearest capitalised words."""
    text = row["text"]
    names = [match.span() for match in NAME.finditer(text)]
    starts = [start for start, _ in names]
    quotes = []
    for match in MARKED.finditer(text):
        behind = bisect_left(starts, match.end())
        near = [
            n for n in names[max(0, behind - 8) : behind + 1] if n[1] <= match.start() or n[0] >= match.end()
        ]
        best = min(near, key=lambda n: min(abs(n[0] - match.end()), abs(match.start() - n[1])), default=None)
        start, end = match.span(1)
        mention = text[slice(*best)] if best else None
        quotes.append(
            {
                "start": start,
                "end": end,
                "segments": [[start, end]],
                "kind": "direct",
                "speaker": mention,
                "mention": mention,
            }
        )
    return {"id": row["id"], "quotes": quotes}


def scored(tool: str, *arguments: str) -> dict:
    command = [sys.executable, str(SHARED / "tools" / tool), *arguments, "--json"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


if __name__ == "__main__":
    sys.exit(main())
