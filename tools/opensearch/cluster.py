"""Nodes of OpenSearch as processes of this machine: on loopback, on free ports, each in a folder of its own.

Nothing is installed: Maven takes the pinned jars of pom.xml (`.opensearch` in the project keeps them), each is
held against its checksum, and TestNode.java is a node. Version 2 runs on Java 11 and newer, version 3 on 21 and
newer; JAVA_HOME and /usr/lib/jvm are looked through.
"""

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tools.ports import free_ports

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
KEPT = ROOT / ".opensearch"
VERSIONS = {"2.19.6": (11, ()), "3.9.0": (21, ("-Pjava21",))}  # with the oldest Java, and Maven's profile
MEMORY = "384m"
STUCK_AFTER = 90.0  # seconds in which copies come up, on a busy machine as well
QUICK = ("-XX:TieredStopAtLevel=1",)  # compiled fast and not well: a node starts in half the processor time
LOG4J = """status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""


class CannotRun(Exception):
    """What this machine lacks, in a sentence."""


def java_of(oldest: int) -> Path:
    """Return the folder of a JDK that is new enough, the oldest of those. Raises CannotRun."""
    places = [os.environ.get("JAVA_HOME", ""), *map(str, sorted(Path("/usr/lib/jvm").glob("*")))]
    on_path = shutil.which("javac")
    places += [str(Path(on_path).resolve().parents[1])] if on_path else []
    fitting: dict[int, Path] = {}
    for place in filter(None, places):
        if (Path(place) / "bin" / "javac").exists() and (Path(place) / "bin" / "java").exists():
            said = subprocess.run([Path(place) / "bin" / "java", "-version"], capture_output=True, text=True)
            found = re.search(r'version "(?:1\.)?(\d+)', said.stderr)
            if found and int(found[1]) >= oldest:
                fitting.setdefault(int(found[1]), Path(place))
    if not fitting:
        raise CannotRun(f"there is no JDK {oldest} or newer: JAVA_HOME and /usr/lib/jvm were looked through")
    return fitting[min(fitting)]


def class_path_of(version: str) -> str:
    """Return what a node's class path holds: a version's jars, whose checksums are right, and the compiled node.

    Raises CannotRun where Maven is missing or brings something else.
    """
    oldest, profile = VERSIONS[version]
    jars = KEPT / version / "jars"
    if not jars.exists():
        if shutil.which("mvn") is None:
            raise CannotRun("Maven is not on this machine (on Debian: sudo apt-get install maven)")
        print(f"Fetching OpenSearch {version} ...", flush=True)
        fetch = ["mvn", "-q", "-B", *profile, "dependency:copy-dependencies", f"-DoutputDirectory={jars}"]
        done = subprocess.run(fetch, cwd=HERE, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode:
            shutil.rmtree(jars, ignore_errors=True)
            raise CannotRun(
                f"Maven could not bring OpenSearch {version}: {(done.stdout or done.stderr)[-400:]}"
            )
    hold_against_checksums(version, jars)
    source = HERE / "TestNode.java"
    classes = KEPT / version / f"node-{hashlib.sha256(source.read_bytes()).hexdigest()[:12]}"
    if not (classes / "TestNode.class").exists():
        compile_ = [java_of(oldest) / "bin" / "javac", "-nowarn", "-cp", f"{jars}/*", "-d", classes, source]
        subprocess.run(compile_, check=True)
    return f"{jars}/*:{classes}"


def hold_against_checksums(version: str, jars: Path) -> None:
    wanted = {}
    for line in (HERE / f"{version}.sha256").read_text().splitlines():
        digest, name = line.split()
        wanted[name] = digest
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in jars.glob("*.jar")}
    if found != wanted:
        wrong = sorted(name for name in {*found, *wanted} if found.get(name) != wanted.get(name))
        shutil.rmtree(jars.parent, ignore_errors=True)
        raise CannotRun(
            f"these are not the jars of OpenSearch {version} that were pinned: {', '.join(wrong)}"
        )


class TestNode:
    """A node: its folder, its ports, its process."""

    __test__ = False  # no test of pytest's

    def __init__(self, home: Path, name: str, ports: tuple[int, int]) -> None:
        self.home, self.name = home, name
        self.port, self.transport = ports
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def settle(self, nodes: "list[TestNode]", java: Path, class_path: str, quick: bool) -> None:
        """Write what the node is told: the others, and its own ports."""
        (self.home / "config").mkdir(parents=True)
        seeds = json.dumps([f"127.0.0.1:{node.transport}" for node in nodes])
        first = json.dumps([node.name for node in nodes])
        (self.home / "config" / "log4j2.properties").write_text(LOG4J)
        (self.home / "config" / "opensearch.yml").write_text(
            f"cluster.name: record-tests\nnode.name: {self.name}\nnetwork.host: 127.0.0.1\n"
            f"http.port: {self.port}\ntransport.port: {self.transport}\ndiscovery.seed_hosts: {seeds}\n"
            f"cluster.initial_cluster_manager_nodes: {first}\n"
            # The disk of the machine that runs the tests is no matter of theirs, but for the one that sets these.
            "cluster.routing.allocation.disk.watermark.low: 99%\n"
            "cluster.routing.allocation.disk.watermark.high: 99%\n"
            "cluster.routing.allocation.disk.watermark.flood_stage: 99%\n"
            "cluster.info.update.interval: 10s\n"
        )
        options = [
            f"-Xms{MEMORY}",
            f"-Xmx{MEMORY}",
            "-XX:+UseSerialGC",
            "-Dopensearch.networkaddress.cache.ttl=60",
            *(QUICK if quick else ()),
        ]
        self.command = [java / "bin" / "java", *options, "-cp", class_path]
        self.command += ["TestNode", str(self.home)]

    def start(self) -> None:
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self.home
            )

    def processor_seconds(self) -> float:
        """Return how long the node has had a processor since it started; on Linux alone."""
        assert self.process is not None
        told = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        self.end(signal.SIGKILL)

    def stop(self) -> None:
        self.end(signal.SIGTERM)

    def end(self, sign: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(sign)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None

    def log_end(self) -> str:
        return (self.home / "log").read_text(errors="replace")[-2000:]


class TestCluster:
    """Some nodes that know of each other."""

    __test__ = False

    def __init__(self, folder: Path, version: str, count: int, quick: bool) -> None:
        self.version = version
        java, class_path = java_of(VERSIONS[version][0]), class_path_of(version)
        ports = free_ports(2 * count)
        self.nodes = [
            TestNode(folder / f"node-{n}", f"node-{n}", (ports[2 * n], ports[2 * n + 1]))
            for n in range(count)
        ]
        for node in self.nodes:
            node.settle(self.nodes, java, class_path, quick)

    @property
    def urls(self) -> str:
        """Return the addresses of all nodes, as the setting ONRECORD_SEARCH takes them."""
        return ",".join(node.url for node in self.nodes)

    def start(self, seconds: float = 400) -> None:
        for node in self.nodes:
            node.start()
        self.wait_for(len(self.nodes), "", seconds)

    def stop(self) -> None:
        for node in self.nodes:
            if node.process is not None:
                node.process.terminate()
        for node in self.nodes:
            node.stop()

    def ask(self, method: str, path: str, body: Any = None, node: "TestNode | None" = None) -> Any:
        """Ask a node that runs, and return its answer."""
        asked = node or next(node for node in self.nodes if node.process is not None)
        return request(f"{asked.url}{path}", method, body)

    def wait_for(self, nodes: int, status: str = "green", seconds: float = 400) -> None:
        """Wait until so many nodes have joined, and with `status` until the indexes are so."""
        began = time.monotonic()
        until, mended = began + seconds, False
        health = "timeout=2s&cluster_manager_timeout=2s" + (f"&wait_for_status={status}" if status else "")
        while True:
            with suppress(OSError, ValueError):  # a node that is not up yet, or that knows no manager
                if not self.ask("GET", f"/_cluster/health?wait_for_nodes={nodes}&{health}")["timed_out"]:
                    return
            for node in self.nodes:
                if node.process is not None and node.process.poll() is not None:
                    raise CannotRun(f"{node.name} ended: {node.log_end()}")
            if status and not mended and time.monotonic() > began + STUCK_AFTER:
                mended = self.restart_stuck_primaries()
            if time.monotonic() > until:
                raise CannotRun(
                    f"not {nodes} nodes and {status or 'any status'} after {seconds:.0f} s: {self.told()}"
                )
            time.sleep(0.2)

    def restart_stuck_primaries(self) -> bool:
        """Do what docs/cluster.md tells an operator to do where copies do not come up; return whether there was one.

        When a quorum came back, OpenSearch may have left a primary that never took over: it refuses writes
        ("shard is not in primary mode"), gives nothing to its copies, and would for half an hour.
        """
        try:
            shards = self.ask("GET", "/_cat/shards?format=json")
        except (OSError, ValueError):
            return False
        waiting = {(one["index"], one["shard"]) for one in shards if one["state"] != "STARTED"}
        holding = {
            one["node"]: one["index"]
            for one in shards
            if one["prirep"] == "p" and one["state"] == "STARTED" and (one["index"], one["shard"]) in waiting
        }
        for node in self.nodes:
            if node.name in holding:
                print(
                    f"\n{node.name} is started again: copies of {holding[node.name]} do not come up from it."
                )
                node.stop()
                node.start()
        return bool(holding)

    def told(self) -> str:
        """Return what each node says of the cluster, and where its log ends."""
        said = []
        for node in self.nodes:
            asked = "/_cluster/health?level=shards&local=true"
            try:
                answer = json.dumps(self.ask("GET", asked, node=node))[:2000]
            except (OSError, ValueError) as error:
                answer = str(error)
            said.append(f"{node.name}: {answer}\n{node.log_end()}")
        return "\n".join(said)

    def manager(self) -> "TestNode":
        """Return the node that is the elected manager."""
        found = self.ask("GET", "/_cat/cluster_manager?format=json")
        return next(node for node in self.nodes if node.name == found[0]["node"])


def request(url: str, method: str = "GET", body: Any = None, seconds: float = 10) -> Any:
    data = json.dumps(body).encode() if body is not None else None
    asked = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(asked, timeout=seconds) as answer:
        return json.loads(answer.read())


RUNNING: list[TestCluster] = []  # that the tests of this process may do what they like with


@contextmanager
def cluster(version: str, count: int = 3, quick: bool = False) -> Iterator[TestCluster]:
    """Run a cluster; it is gone at the end with all that it held. Raises CannotRun.

    `quick` is quick to start, and not to be measured.
    """
    folder = Path(tempfile.mkdtemp(prefix="onrecord-opensearch-"))
    made = TestCluster(folder, version, count, quick)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)
