"""Decide statements at the desk of a running site, by keyboard and by finger, and say how long each took.

    python -m tools.desk http://127.0.0.1:8000 NAME [--keys 50] [--touches 30] [--video FOLDER]

Signs in as NAME with the pass phrase in ONRECORD_PASSPHRASE, and decides for good: the acts are in the log and can be
undone there. Give it a copy of an archive. Prints, in milliseconds, from a key or a touch until the next statement
stands on the screen, and how much of that the server took to begin its answers. `--video` keeps what was seen.
"""

import argparse
import os
import statistics
import sys
from collections.abc import Callable, Sequence
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ANSWERS = (
    "a",
    "1",
    "a",
    "0",
    "n",
)  # right as it is, the first who is offered, nobody, the next one undecided
TOUCHED = (".bar [value=approve]", ".choices button >> nth=0", ".bar [value=skip]")
READING = 900  # milliseconds that an editor looks at a statement: a press sooner is taken for the one before
SHOWN = """() => new Promise(done => new PerformanceObserver(list => {
    const first = list.getEntriesByName("first-contentful-paint")[0];
    if (first) done(first.startTime);
}).observe({type: "paint", buffered: true}))"""
SERVED = "(e => e.responseStart - e.startTime)(performance.getEntriesByType('navigation')[0])"
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
    return page


def number(page: Page) -> str:
    return page.inner_text(".desk .when .mono")


def decide(page: Page, how: Sequence[str], turns: int, act: Callable[[str], None]) -> Times:
    """Do one after the other; return what was done with the milliseconds until the next and those of the server.

    A browser counts both from when the press began the navigation, redirect included.
    """
    times: Times = []
    for turn in range(turns):
        before = number(page)
        what = how[turn % len(how)]
        page.wait_for_timeout(READING)
        with page.expect_navigation():
            act(what)
        shown = page.evaluate(SHOWN)
        if number(page) == before:
            raise SystemExit(f"{what} at {before} led to {before} again.")
        times.append((what, shown, page.evaluate(SERVED)))
    return times


def tell(title: str, times: Times) -> None:
    def line(name: str, some: Times) -> str:
        whole, served = sorted(t[1] for t in some), sorted(t[2] for t in some)
        late = min(len(some) - 1, round(0.95 * len(some)))
        return (
            f"{name:28}{len(some):5}{statistics.median(whole):9.0f}{whole[late]:7.0f}{whole[-1]:7.0f}"
            f"{statistics.median(served):11.0f}{served[late]:7.0f}\n"
        )

    sys.stdout.write(
        f"\n{title}\n{'':28}{'times':>5}{'median':>9}{'95 %':>7}{'most':>7}{'server':>11}{'95 %':>7}\n"
    )
    for what in dict.fromkeys(t[0] for t in times):
        sys.stdout.write(line(what, [t for t in times if t[0] == what]))
    sys.stdout.write(line("all", times))


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tools.desk", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("address")
    parser.add_argument("name")
    parser.add_argument("--keys", type=int, default=50)
    parser.add_argument("--touches", type=int, default=30)
    parser.add_argument("--video", metavar="FOLDER")
    given = parser.parse_args()
    seen = {"record_video_dir": given.video} if given.video else {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROME_PATH", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        if given.keys:
            page = sign_in(browser, given.address, given.name, **seen)
            tell("By keyboard", decide(page, ANSWERS, given.keys, page.keyboard.press))
            page.context.close()
        if given.touches:
            phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
            page = sign_in(browser, given.address, given.name, **phone, **seen)
            tell("By finger", decide(page, TOUCHED, given.touches, page.tap))
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
