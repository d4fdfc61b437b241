"""Kill each part of the archive at random moments, compare every row with a run that nobody kills, and write a report.

    python -m tools.soak [--kills 200] [--part NAME ...] [--state FILE] [--report FILE] [--seconds N]

Stop it at any moment: what was done is in the state, and the next one goes on there.
"""

import argparse
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tools.long_runs import keep_state, read_state, when_and_where

from .parts import PARTS, Part, Worker
from .places import Place

A_CYCLE = 5  # kills between two comparisons
SHOWN = 12  # rows that differ, of each cycle


class Stopped(Exception):
    """Somebody wants it to end here."""


def stop(*_: object) -> None:
    raise Stopped


def compare(place: Place, calm: list[str]) -> list[str]:
    """Return where the rows of a killed run are others than those of the calm one, and what else is wrong."""
    found, wanted = Counter(place.rows()), Counter(calm)
    wrong = [f"missing: {line[:300]}" for line in (wanted - found)]
    wrong += [f"too much: {line[:300]}" for line in (found - wanted)]
    try:
        place.run("manage.py", "index")
        place.run("manage.py", "index", "--check")
    except RuntimeError as error:
        wrong.append(str(error))
    return wrong


def cycle(part: Part, ready: Place, calm: list[str], kills: int, folder: Path, longest: float) -> list[str]:
    """Kill a part some times on a copy of a folder, let it end its work, and return what is wrong."""
    roll = random.Random()
    place = ready.copy_to(folder)
    try:
        if isinstance(part, Worker):
            part.decide(place, kills, roll)
        else:
            for _ in range(kills):
                part.kill_once(place, roll, longest)
            if not place.all_ended():
                return ["processes were left behind"]
            part.finish(place)
        return compare(place, calm)
    except RuntimeError as error:
        return [str(error)]
    finally:
        place.end_all()
        shutil.rmtree(folder, ignore_errors=True)


def soak(part: Part, kills: int, state: dict[str, Any], save: Any, until: float) -> None:
    """Go on with a part until it was killed so often in all."""
    done = state.setdefault(part.name, {"kills": 0, "cycles": 0, "seconds": 0.0, "rows": 0, "wrong": []})
    if done["kills"] >= kills:
        return
    room = Path(tempfile.mkdtemp(prefix=f"soak-{part.name}-"))
    try:
        ready = part.prepare(room / "ready")
        calm_place = ready.copy_to(room / "calm")
        began = time.monotonic()
        part.finish(calm_place)
        longest = time.monotonic() - began
        calm = calm_place.rows()
        while done["kills"] < kills and time.monotonic() < until:
            began = time.monotonic()
            some = min(A_CYCLE, kills - done["kills"])
            wrong = cycle(part, ready, calm, some, room / "killed", max(1.0, longest))
            done["kills"] += some
            done["cycles"] += 1
            done["rows"] = len(calm)
            done["seconds"] += time.monotonic() - began
            done["wrong"] += wrong[:SHOWN]
            save()
            sys.stdout.write(f"{part.name}: {done['kills']} of {kills} kills, {len(done['wrong'])} faults\n")
            sys.stdout.flush()
    finally:
        part.close()
        shutil.rmtree(room, ignore_errors=True)


def report_of(state: dict[str, Any]) -> str:
    lines = [
        when_and_where(),
        "",
        "| killed | kills | comparisons | rows compared each time | hours | faults |",
        "|---|---|---|---|---|---|",
    ]
    for name, done in state.items():
        hours = f"{done['seconds'] / 3600:.2f}"
        lines.append(
            f"| {name} | {done['kills']} | {done['cycles']} | {done['rows']} | {hours} | {len(done['wrong'])} |"
        )
    lines += ["", *(f"- {name}: {fault}" for name, done in state.items() for fault in done["wrong"])]
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    names = [part.name for part in PARTS]
    parser = argparse.ArgumentParser(
        prog="python -m tools.soak", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--kills", type=int, default=200, help="of each part, in all")
    parser.add_argument("--part", action="append", choices=names, help="only these")
    parser.add_argument(
        "--seconds", type=float, default=float("inf"), help="after which no new comparison is begun"
    )
    parser.add_argument("--state", type=Path, default=Path("var/soak/state.json"))
    parser.add_argument("--report", type=Path, default=Path("var/soak/report.md"))
    told = parser.parse_args()
    for file in (told.state, told.report):
        file.parent.mkdir(parents=True, exist_ok=True)
    state = read_state(told.state)

    def save() -> None:
        keep_state(told.state, state)
        told.report.write_text(report_of(state))

    signal.signal(signal.SIGTERM, stop)
    until = time.monotonic() + told.seconds
    try:
        for part in PARTS:
            if not told.part or part.name in told.part:
                soak(part(), told.kills, state, save, until)
    except (KeyboardInterrupt, Stopped):
        sys.stdout.write("Stopped. What was done is kept: start it again to go on.\n")
    save()
    sys.stdout.write(report_of(state))
    return 1 if any(done["wrong"] for done in state.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
