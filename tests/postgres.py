"""Run a command with a PostgreSQL server of its own: python -m tests.postgres COMMAND ...

The server lives in a temporary folder and listens on a free port of this machine alone; it is gone
when the command ends. PostgreSQL does not run as root, so root starts it as another user.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tools.ports import free_port


def find_binaries() -> Path | None:
    """Return the folder of initdb and postgres, the newest version first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: -float(p.parts[-3]))
    on_path = shutil.which("initdb")
    found += [Path(on_path).resolve()] if on_path else []
    return next((p.parent for p in found if (p.parent / "pg_isready").exists()), None)


@contextmanager
def server(binaries: Path) -> Iterator[str]:
    """Run a server of its own; give the address of its database."""
    user = {}
    folder = tempfile.mkdtemp(prefix="onrecord-postgres-")
    if os.getuid() == 0:
        account = next((a for a in pwd.getpwall() if a.pw_name == "postgres"), pwd.getpwnam("nobody"))
        user = {"user": account.pw_uid, "group": account.pw_gid}
        os.chown(folder, account.pw_uid, account.pw_gid)
    port = free_port()
    data = f"{folder}/data"
    subprocess.run(
        [
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "onrecord",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        **user,
    )
    process = subprocess.Popen(
        [
            binaries / "postgres",
            "-D",
            data,
            "-p",
            str(port),
            "-k",
            folder,
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "fsync=off",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        **user,
    )
    try:
        for _ in range(200):
            ready = subprocess.run([binaries / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)])
            if ready.returncode == 0:
                break
            time.sleep(0.1)
        yield f"postgres://onrecord@127.0.0.1:{port}/postgres"
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    binaries = find_binaries()
    if binaries is None:
        print(
            "NOTHING TESTED ON POSTGRESQL: this machine has no initdb. On Debian: sudo apt-get install postgresql"
        )
        return 1 if os.environ.get("CI") else 0
    with server(binaries) as address:
        version = subprocess.run(
            [binaries / "postgres", "--version"], capture_output=True, text=True
        ).stdout.strip()
        print(f"Testing on {version}, port {urlsplit(address).port}", flush=True)
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
