"""The list of docs/security.md: each number of the standard once, each test that it names in its place."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")
STATES = {"holds", "partly", "no", "none"}
# OWASP ASVS 5.0.0: how the requirements of levels 1 and 2 are numbered in each section; V10 and V17 do not apply.
LEVELS_1_AND_2 = """
1.1 1-2, 1.2 1-9, 1.3 1-11, 1.4 1-3, 1.5 1-2, 2.1 1-3, 2.2 1-3, 2.3 1-4, 2.4 1-1, 3.2 1-2, 3.3 1-4, 3.4 1-6, 3.5 1-5,
3.7 1-2, 4.1 1-3, 4.2 1-1, 4.3 1-2, 4.4 1-4, 5.1 1-1, 5.2 1-3, 5.3 1-2, 5.4 1-3, 6.1 1-3, 6.2 1-12, 6.3 1-4, 6.4 1-4,
6.5 1-5, 6.6 1-3, 6.8 1-4, 7.1 1-3, 7.2 1-4, 7.3 1-2, 7.4 1-5, 7.5 1-2, 7.6 1-2, 8.1 1-2, 8.2 1-3, 8.3 1-1, 8.4 1-1,
9.1 1-3, 9.2 1-4, 11.1 1-2, 11.2 1-3, 11.3 1-3, 11.4 1-4, 11.5 1-1, 11.6 1-1, 12.1 1-3, 12.2 1-2, 12.3 1-4, 13.1 1-1,
13.2 1-5, 13.3 1-2, 13.4 1-5, 14.1 1-2, 14.2 1-4, 14.3 1-3, 15.1 1-3, 15.2 1-3, 15.3 1-7, 16.1 1-1, 16.2 1-5, 16.3 1-4,
16.4 1-3, 16.5 1-3
"""


def rows() -> list[tuple[list[str], str, str]]:
    found = re.findall(r"^\| ((?:\d+\.\d+\.\d+(?:, )?)+) \| (\w+) \| (.+) \|$", PAGE, re.M)
    return [(numbers.split(", "), state, words) for numbers, state, words in found]


def test_each_number_of_levels_one_and_two_stands_once() -> None:
    wanted = [
        f"{section}.{number}"
        for section, first, last in re.findall(r"(\d+\.\d+) (\d+)-(\d+)", LEVELS_1_AND_2)
        for number in range(int(first), int(last) + 1)
    ]
    listed = [number for numbers, *_ in rows() for number in numbers]
    assert sorted(listed) == sorted(wanted)


def test_each_says_whether_it_holds_and_by_what() -> None:
    assert {state for _, state, _ in rows()} <= STATES
    assert all(len(words) > 8 for *_, words in rows())


def test_each_test_that_is_named_exists() -> None:
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", PAGE)
    assert len(named) > 60
    for place, name in named:
        assert f"def {name}(" in (ROOT / "tests" / place).read_text(encoding="utf-8"), (place, name)
