"""Whatever a fuzz broke once is tried ever after, and what it looks for is found where it is there."""

import contextlib
import json
import re

import pytest

from tools.fuzz.__main__ import keep_case, try_some
from tools.fuzz.targets import CASES, TARGETS, Broke, Query, Reading, Target, TooLong, Web

KEPT = [
    pytest.param(target, path, id=f"{target.name} {path.stem}")
    for target in TARGETS
    for path in sorted((CASES / target.name).glob("*.txt"))
    if target is not Web
]


@pytest.mark.parametrize(("target", "path"), KEPT)
def test_what_broke_once_holds(target: type[Target], path) -> None:
    target().held(path.read_text(encoding="utf-8", errors="surrogatepass"))


def test_requests_that_broke_once_are_answered(archive, client, admin_client) -> None:
    web = Web()
    web.browsers = [client, admin_client]
    cases = web.seeds()
    assert cases
    for case in cases:
        web.held(case)


def test_every_target_has_cases_that_are_kept() -> None:
    assert {target.name for target in TARGETS if target().seeds()} == {"reading", "query", "formats", "web"}


@pytest.mark.parametrize("target", [Reading, Query])
def test_a_few_inputs_are_made_and_hold(target: type[Target]) -> None:
    tried, case, fault = try_some(target(), 15, float("inf"))
    assert (fault, case) == (None, "")
    assert tried >= 15


class Brittle(Query):
    """A target that an input breaks which has the letter x in it."""

    name = "brittle"

    def check(self, case: str) -> None:
        if "x" in case:
            raise Broke("an x")


def test_what_breaks_is_found_made_small_and_kept(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("tools.fuzz.__main__.CASES", tmp_path)
    _, case, fault = try_some(Brittle(), 2000, float("inf"))
    assert isinstance(fault, Broke)
    assert "x" in case
    path = keep_case(Brittle(), case)
    assert path.read_text() == case
    assert keep_case(Brittle(), case) == path


def test_a_web_case_is_a_request() -> None:
    for case in Web().seeds():
        assert {"who", "how", "page", "key", "told", "file"} <= json.loads(case).keys()


class Endless(Query):
    """A target that some inputs never leave, whatever it takes for a fault of its own."""

    name = "endless"

    def check(self, case: str) -> None:
        while "a" in case:
            with contextlib.suppress(Exception):
                case = re.sub("(?:a|aa)+b", "", "a" * 80)


def test_what_never_ends_is_given_up_and_kept_as_it_is(monkeypatch) -> None:
    monkeypatch.setattr("tools.fuzz.targets.SLOW", 0.2)
    tried, case, fault = try_some(Endless(), 2000, float("inf"))
    assert isinstance(fault, TooLong)
    assert "a" in case
    assert tried >= 1
