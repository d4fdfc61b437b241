"""Learn what each sign of a statement counts for, from news in which others have marked who said what.

python -m tools.training.confidence ANNOTATED.jsonl

ANNOTATED.jsonl has lines of {"id", "text", "quotes": [{"start", "end", "speaker"}]}, the speaker as the text
mentions it. Each statement that is read from them is right or wrong (`tools.evaluation.scoring.is_right`), and
for each kind of statement a logistic regression over its signs is fitted to that. Only the weights are
written, to `statements/extraction/languages/en/confidence.json`; a value that few statements show gets none.
Judge the result on other news than it was learned from: `make evaluate`.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from statements.extraction import read_article
from statements.extraction.confidence import ALWAYS
from statements.extraction.languages.base import Decision
from statements.extraction.languages.en.confidence import SETTLED, TABLE, signs_of
from tools.evaluation.scoring import annotated_words, is_right

LEAST = 10  # statements that show a value, below which it gets no weight
RIDGE = 3.0  # how strongly weights are drawn to 0: rare values prove little
STEPS = 30
# What being settled adds at least to being open, in log-odds: where it is open who somebody is, words and
# mention may be as sure, and the statement is still worth less.
SETTLING = 0.5

Shown = tuple[dict[str, str], bool]  # the signs of a statement, and whether it is right


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("annotated", type=Path)
    parser.add_argument("--to", type=Path, default=TABLE)
    options = parser.parse_args()
    table = {kind: learn(shown) for kind, shown in sorted(read_signs(options.annotated).items())}
    options.to.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for kind, signs in table.items():
        print(f"{kind}: {sum(map(len, signs.values()))} weights for {len(signs)} signs")


def read_signs(annotated: Path) -> dict[str, list[Shown]]:
    """Return, by kind, what each statement of the annotated news shows."""
    shown: dict[str, list[Shown]] = defaultdict(list)
    for gold in map(json.loads, annotated.open(encoding="utf-8")):
        decisions: list[Decision] = []
        read_article(gold["text"], gold["id"], decisions=decisions)
        truth = annotated_words(gold)
        for decision in decisions:
            signs = dict(signs_of(gold["text"], decision.quote, decision.resolution))
            right = is_right(gold["text"], asdict(decision.quote), truth)
            shown[decision.quote.kind].append((signs, right))
    return shown


def learn(shown: Sequence[Shown]) -> dict[str, dict[str, float]]:
    """Return the weight of each value of each sign.

    "settled" is a ladder: what stands higher may not count for less.
    """
    counts = Counter(pair for signs, _ in shown for pair in signs.items() if pair[0] != "settled")
    pairs = sorted(pair for pair, count in counts.items() if count >= LEAST)
    column = {pair: number for number, pair in enumerate([(ALWAYS, ""), *pairs])}
    rung = {value: number for number, value in enumerate(SETTLED)}
    rows = np.zeros((len(shown), len(column) + len(rung) - 1))
    rows[:, 0] = 1
    for row, (signs, _) in zip(rows, shown, strict=True):
        row[[column[pair] for pair in signs.items() if pair in column]] = 1
        row[len(column) : len(column) + rung[signs["settled"]]] = 1
    least = np.full(rows.shape[1], -np.inf)
    least[len(column) :] = [SETTLING if value == SETTLED[2] else 0 for value in SETTLED[1:]]
    weights = fit(rows, np.array([right for _, right in shown], float), least)
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for (sign, value), number in column.items():
        table[sign][value] = round(float(weights[number]), 3)
    climbed = np.concatenate([[0], np.cumsum(weights[len(column) :])])
    table["settled"] = {value: round(float(climbed[number]), 3) for value, number in rung.items()}
    return dict(table)


def fit(rows: np.ndarray, right: np.ndarray, least: np.ndarray) -> np.ndarray:
    """Return the weights of a logistic regression, none below its `least`, by Newton's method.

    A weight that would fall below is held there, and the others are fitted again.
    """
    weights = np.where(np.isfinite(least), least, 0.0)
    held = np.zeros(len(weights), bool)
    ridge = np.full(len(weights), RIDGE)
    ridge[0] = 0
    while True:
        free = ~held
        for _ in range(STEPS):
            shares = 1 / (1 + np.exp(-rows @ weights))
            spread = shares * (1 - shares)
            slope = (rows.T @ (right - shares) - ridge * weights)[free]
            bend = (rows[:, free].T * spread) @ rows[:, free] + np.diag(ridge[free])
            step = np.linalg.solve(bend + 1e-9 * np.eye(len(bend)), slope)
            weights[free] += step
            if np.abs(step).max() < 1e-6:
                break
        fallen = free & (weights < least)
        if not fallen.any():
            return weights
        held |= fallen
        weights[fallen] = least[fallen]


if __name__ == "__main__":
    main()
