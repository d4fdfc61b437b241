"""Decide statements at the desk of a running site, by keyboard and by finger: how long each took, and what was seen.

    python -m tools.desk http://127.0.0.1:8000 NAME [--keys 50] [--touches 30] [--kept var/desk]

Signs in as NAME with the pass phrase in ONRECORD_PASSPHRASE, and decides for good: the acts are in the log and can be
undone there. Give it a copy of an archive. Prints, in milliseconds, from a key or a touch until the next statement
stands on the screen, and how much of that passed until the server began its answers. A recording of each run
(`keys.zip`, `touches.zip`: pictures with what was pressed, for `playwright show-trace`) and the same table
(`times.txt`) are kept in a folder.
"""

import argparse
import os
import statistics
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

KEPT = Path(__file__).resolve().parents[2] / "var" / "desk"
ANSWERS = (
    "a",
    "1",
    "a",
    "0",
    "n",
)  # right as it is, the first who is offered, nobody, the next one undecided
TOUCHED = (".bar [value=approve]", ".choices button >> nth=0", ".bar [value=skip]")
READING = 900  # milliseconds that an editor looks at a statement: a press sooner is taken for the one before
# When something was pressed, and when the next statement had been drawn: kept beside the pages, as either may begin a
# new one. A frame that is asked for within a frame begins when the first has been drawn.
WATCH = """(() => {
    const now = () => performance.timeOrigin + performance.now();
    const number = () => document.querySelector(".desk .when .mono")?.textContent ?? "";
    const press = () => {
        if (sessionStorage.getItem("tool-before")) return;
        sessionStorage.setItem("tool-before", number());
        sessionStorage.setItem("tool-pressed", now());
    };
    for (const kind of ["keydown", "touchstart"]) addEventListener(kind, press, true);
    const look = () => {
        const before = sessionStorage.getItem("tool-before");
        if (before && number() && number() !== before) {
            sessionStorage.removeItem("tool-before");
            requestAnimationFrame(() => {
                sessionStorage.setItem("tool-shown", now());
                console.debug("tool-shown");
            });
        }
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})()"""
# Of a page that was built anew its redirect is a part; else what was asked for since the press and not ahead of it.
SERVED = """() => {
    const pressed = Number(sessionStorage.getItem("tool-pressed")) - performance.timeOrigin;
    const asked = pressed < 0 ? performance.getEntriesByType("navigation")
        : performance.getEntriesByType("resource").filter(e => e.initiatorType === "fetch" && e.startTime >= pressed);
    return asked.length ? asked[0].responseStart - asked[0].startTime : 0;
}"""
SHOWN = "Number(sessionStorage.getItem('tool-shown')) - Number(sessionStorage.getItem('tool-pressed'))"
Times = list[tuple[str, float, float]]


def sign_in(browser: Browser, address: str, name: str, **how: Any) -> Page:
    page = browser.new_context(**how).new_page()
    page.goto(f"{address}/admin/review/")
    page.fill("#id_username", name)
    page.fill("#id_password", os.environ["ONRECORD_PASSPHRASE"])
    with page.expect_navigation():
        page.press("#id_password", "Enter")
    if "/login/" in page.url:
        raise SystemExit(f"{name} cannot sign in: the pass phrase is read from ONRECORD_PASSPHRASE.")
    page.context.add_init_script(WATCH)
    page.reload()
    return page


def decide(page: Page, how: Sequence[str], turns: int, act: Callable[[str], None]) -> Times:
    """Do one after the other; return what was done with the milliseconds until the next and those of the server."""
    times: Times = []
    for turn in range(turns):
        what = how[turn % len(how)]
        page.wait_for_timeout(READING)
        with page.expect_console_message(lambda said: said.text == "tool-shown"):
            act(what)
        times.append((what, page.evaluate(SHOWN), page.evaluate(SERVED)))
    return times


def table(title: str, times: Times) -> str:
    def line(name: str, some: Times) -> str:
        whole, served = sorted(t[1] for t in some), sorted(t[2] for t in some)
        late = min(len(some) - 1, round(0.95 * len(some)))
        return (
            f"{name:28}{len(some):5}{statistics.median(whole):9.0f}{whole[late]:7.0f}{whole[-1]:7.0f}"
            f"{statistics.median(served):11.0f}{served[late]:7.0f}\n"
        )

    head = f"\n{title}\n{'':28}{'times':>5}{'median':>9}{'95 %':>7}{'most':>7}{'server':>11}{'95 %':>7}\n"
    each = [line(what, [t for t in times if t[0] == what]) for what in dict.fromkeys(t[0] for t in times)]
    return head + "".join(each) + line("all", times)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tools.desk", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("address")
    parser.add_argument("name")
    parser.add_argument("--keys", type=int, default=50)
    parser.add_argument("--touches", type=int, default=30)
    parser.add_argument("--kept", metavar="FOLDER", type=Path, default=KEPT)
    parser.add_argument(
        "--unseen", action="store_true", help="without a recording, which takes time of its own"
    )
    given = parser.parse_args()
    given.kept.mkdir(parents=True, exist_ok=True)
    desk: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    runs = (
        ("keys", "By keyboard", given.keys, ANSWERS, desk, lambda page: page.keyboard.press),
        ("touches", "By finger", given.touches, TOUCHED, phone, lambda page: page.tap),
    )
    told = ""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROME_PATH", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        for name, title, turns, how, look, act in runs:
            if not turns:
                continue
            page = sign_in(browser, given.address, given.name, **look)
            if not given.unseen:
                page.context.tracing.start(screenshots=True)
            rows = table(title, decide(page, how, turns, act(page)))
            sys.stdout.write(rows)
            told += rows
            if not given.unseen:
                page.context.tracing.stop(path=given.kept / f"{name}.zip")
            page.context.close()
        browser.close()
    (given.kept / "times.txt").write_text(told.lstrip())


if __name__ == "__main__":
    main()
