"""A pgbouncer in transaction mode in front of a PostgreSQL of the tests' own, on a free port of this machine."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tools.ports import free_port

SETTINGS = Path(__file__).resolve().parents[1] / "docker" / "pgbouncer.ini"


def settings_of_docker(folder: Path, server: int | None, port: int) -> str:
    """Return the settings that docker/ has, on this machine: other places, nobody's password, few connections."""
    told = SETTINGS.read_text()
    for there, here in (
        ("record = host=database port=5432", f"* = host=127.0.0.1 port={server} user=onrecord"),
        ("listen_addr = 0.0.0.0", "listen_addr = 127.0.0.1\nunix_socket_dir ="),
        ("listen_port = 6432", f"listen_port = {port}\nlogfile = {folder}/log"),
        ("auth_type = scram-sha-256", "auth_type = any"),
        ("auth_file = /etc/pgbouncer/users.txt", ""),
        ("default_pool_size = 20", "default_pool_size = 4"),
    ):
        assert told.count(there) == 1, there
        told = told.replace(there, here)
    return told


def find_pgbouncer() -> str | None:
    return shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


@contextmanager
def pooler(program: str, address: str) -> Iterator[str]:
    """Run one; give the address of the same database through it. It gives transactions other connections in turn."""
    parts = urlsplit(address)
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="onrecord-pgbouncer-") as name:
        folder, user = Path(name), {}
        (folder / "settings.ini").write_text(settings_of_docker(folder, parts.port, port))
        if os.getuid() == 0:  # it does not run as root
            nobody = pwd.getpwnam("nobody")
            user = {"user": nobody.pw_uid, "group": nobody.pw_gid}
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        process = subprocess.Popen(
            [program, "-q", str(folder / "settings.ini")], cwd=folder, stderr=subprocess.DEVNULL, **user
        )
        through = parts._replace(netloc=f"onrecord@127.0.0.1:{port}").geturl()
        try:
            for _ in range(100):
                try:
                    psycopg.connect(through).close()
                    break
                except psycopg.OperationalError:
                    assert process.poll() is None, (folder / "log").read_text()
                    time.sleep(0.05)
            yield through
        finally:
            process.terminate()
            process.wait(10)
