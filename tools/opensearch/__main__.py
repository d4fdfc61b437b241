"""Run the tests of search on a cluster of this machine: python -m tools.opensearch [--quick] [--version 3.9.0]

Three nodes of each version that this machine's Java can run: the contract of engines, the cases of relevance and
questions, the generated trees, two sites that search on it, and what may become of a cluster. `--quick` is the
contract and a killed node, on the first version. It ends with one line that counts all; exit code 1 if a test failed,
not where there is no JDK or Maven: that is said loudly.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from pathlib import Path

from . import cluster
from .cluster import ROOT, VERSIONS, CannotRun, class_path_of, java_of

CONTRACT = "tests/search/test_engine_contract.py"
CASES = [
    "tests/search/test_relevance.py",
    "tests/search/test_questions.py",
    "tests/search/test_query_fuzz.py",
]
AGREE = "tests/search/cluster_agrees.py"
FAULTS = "tests/search/cluster_faults.py"
SITES = "tests/operations/test_two_sites.py"
QUICK_FAULT = "test_a_killed_node_is_not_noticed"
Counts = tuple[int, int, int]  # passed, failed, skipped


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--quick", action="store_true", help="the contract and one killed node, on one version"
    )
    parser.add_argument("--version", choices=VERSIONS, help="this one alone")
    parser.add_argument("--within", help=argparse.SUPPRESS)
    parser.add_argument("arguments", nargs="*", help="further ones of pytest, behind --")
    options = parser.parse_args()
    if options.within:
        return run_within(options.version, Path(options.within), options.quick, options.arguments)
    began = time.monotonic()
    lacking: dict[str, str] = {}
    done: dict[str, Counts] = {}
    for version in [options.version] if options.version else VERSIONS:
        try:
            java_of(VERSIONS[version][0])
            class_path_of(version)
        except CannotRun as error:
            lacking[version] = str(error)
            continue
        done[version] = run_apart(version, options.quick, options.arguments)
        if options.quick:
            break
    for version, why in lacking.items():
        print(f"NOTHING TESTED ON OPENSEARCH {version}: {why}.")
    passed, failed, skipped = (sum(one[n] for one in done.values()) for n in range(3))
    seconds = time.monotonic() - began
    where = ", ".join(done) or "no version"
    print(f"OpenSearch {where}, three nodes each, {seconds:.0f} seconds:")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


def run_apart(version: str, quick: bool, arguments: list[str]) -> Counts:
    """Run the tests on a version in a process of its own; return what its report counts."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "tools.opensearch", "--version", version, "--within", str(report)]
        command += ["--quick"] if quick else []
        code = subprocess.run([*command, "--", *arguments], cwd=ROOT).returncode
        passed, failed, skipped = counted(report) if report.exists() else (0, 0, 0)
        # One that was stopped, or in which no test was found, has not passed, whatever it counts.
        return passed, failed or int(code != 0), skipped


def counted(report: Path) -> Counts:
    suites = list(ET.parse(report).getroot().iter("testsuite"))
    total, wrong, skipped = (
        sum(int(suite.get(name, 0)) for suite in suites for name in names)
        for names in (("tests",), ("failures", "errors"), ("skipped",))
    )
    return total - wrong - skipped, wrong, skipped


def run_within(version: str, report: Path, quick: bool, arguments: list[str]) -> int:
    """Start a cluster and run pytest beside it, in this process, so that tests can kill its nodes."""
    import pytest

    began = time.monotonic()
    try:
        with cluster.cluster(version, 3, quick=True) as made:
            print(
                f"OpenSearch {version}: three nodes after {time.monotonic() - began:.0f} seconds", flush=True
            )
            cluster.RUNNING.append(made)
            os.environ["ONRECORD_TEST_OPENSEARCH"] = made.urls
            asked = ["-q", "-n", "0", "-p", "no:randomly", f"--junit-xml={report}", "-k"]
            if quick:
                asked += [f"opensearch or {QUICK_FAULT}", CONTRACT, FAULTS]
            else:
                asked += [
                    "opensearch or cluster",
                    "-m",
                    "not slow or cluster",
                    CONTRACT,
                    *CASES,
                    AGREE,
                    FAULTS,
                    SITES,
                ]
            return int(pytest.main([*asked, *arguments]))
    except CannotRun as error:
        print(f"THE CLUSTER OF OPENSEARCH {version} COULD NOT BE STARTED: {error}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
