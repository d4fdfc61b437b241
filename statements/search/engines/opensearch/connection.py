"""Asking the cluster: which hosts, how long, as whom, and what its refusals mean in a sentence.

No sentence holds a password, nor does the log: hosts are told without what stands before their @.
"""

import itertools
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _
from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    ConnectionError as ClusterRefused,
)
from opensearchpy.exceptions import (
    ConnectionTimeout,
    OpenSearchException,
    SerializationError,
    SSLError,
    TransportError,
)

from ...language import QueryFault
from ..base import MISSING, Unavailable, Unreachable

# Seconds before a reader asks again: right after a node is killed the others do not know it yet, and say no until
# they do. Where no host listens, the first of them are enough.
MOMENTS = (0.2, 0.4, 0.8, 1.6)
MOMENTS_OF_NOBODY = 2
RESTS = 2.0  # seconds for which a cluster that did not answer is asked no more: pages must not wait in a row
KEPT_OPEN = 16  # connections to a host, as many as threads ask at once; one more is opened and closed again
WRITING = 30.0  # seconds for the answer to a write
USUAL_NAME = "onrecord"
FULL = "a disk of it is full past its flood stage. Make room there"
FOREIGN = (
    "what answers in the place of the search cluster is none: a page of another server, or of one before it"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterAddress:
    """Where the cluster is and how it is asked. `name` is what its indexes begin with."""

    hosts: tuple[tuple[str, str, int], ...]  # scheme, host, port
    name: str = USUAL_NAME
    user: str = ""
    password: str = field(default="", repr=False)
    authority: str = ""  # the file of the CA's certificates, where the machine's own do not do
    seconds: float = 10.0  # for one answer
    shards: int = 3
    copies: int = 3  # of each shard, as far as there are nodes

    @property
    def shown(self) -> str:
        hosts = ", ".join(f"{scheme}://{host}:{port}" for scheme, host, port in self.hosts)
        return f"{hosts}/{self.name}"


def parse_cluster(text: str, **options: Any) -> ClusterAddress:
    """Return the address of "https://host:9200,https://other:9200/name"; the name may be left out.

    A user and a password may stand before the first host; those in `options` come first. Raises ValueError
    with a sentence, which has no password in it.
    """
    hosts = []
    name = user = password = ""
    for one in filter(None, (part.strip() for part in text.split(","))):
        try:
            parts = urlsplit(one)
            port = parts.port or (443 if parts.scheme == "https" else 9200)
        except ValueError:
            raise ValueError("one of the hosts has a port that is no number") from None
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("a host is written as https://search.example:9200")
        hosts.append((parts.scheme, parts.hostname, port))
        name = parts.path.strip("/") or name
        user, password = unquote(parts.username or user), unquote(parts.password or password)
    if not hosts:
        raise ValueError("no host is named")
    if name and not (name[0].isalnum() and name == name.lower() and name.replace("-", "").isalnum()):
        raise ValueError("the name behind the last host may have small letters, digits and hyphens")
    given = {key: value for key, value in options.items() if value not in ("", None)}
    return ClusterAddress(
        **{"hosts": tuple(hosts), "name": name or USUAL_NAME, "user": user, "password": password, **given}
    )


class ClusterConnection:
    """A client for each process. A host that does not answer rests, and so does a cluster none of which does."""

    def __init__(self, address: ClusterAddress) -> None:
        self.address = address
        self.opening = threading.Lock()
        self.clients: dict[tuple[int, bool], OpenSearch] = {}
        self.resting: tuple[float, str] = (0.0, "")

    def client(self, writes: bool) -> OpenSearch:
        """Return this process's client: a forked one must not speak on its parent's sockets."""
        key = (os.getpid(), writes)
        with self.opening:
            if key not in self.clients:
                self.clients = {old: client for old, client in self.clients.items() if old[0] == key[0]}
                self.clients[key] = self.open_client(writes)
            return self.clients[key]

    def open_client(self, writes: bool) -> OpenSearch:
        address = self.address
        if address.authority and not Path(address.authority).is_file():
            raise Unreachable(f"the file of the search cluster's CA is not there: {address.authority}")
        secure: dict[str, Any] = {
            "verify_certs": True,
            "ssl_show_warn": False,
            "ca_certs": address.authority or None,
        }
        return OpenSearch(
            hosts=[
                {"host": host, "port": port, "use_ssl": scheme == "https"}
                for scheme, host, port in address.hosts
            ],
            http_auth=(address.user, address.password) if address.user else None,
            timeout=address.seconds,
            pool_maxsize=KEPT_OPEN,
            # A write is tried again by whoever writes, who has a bound of its own.
            max_retries=len(address.hosts) if writes else max(1, len(address.hosts) - 1),
            retry_on_timeout=not writes,
            # Else the client would take a host for dead that answers 503, and ask the one that is dead in its place.
            retry_on_status=(),
            **(secure if any(scheme == "https" for scheme, _, _ in address.hosts) else {}),
        )

    def read(self, method: str, path: str, body: Any = None, *, waits: bool = True, **params: Any) -> Any:
        """Ask, and return the answer; unless told else, wait for nodes that have just lost another.

        Raises Unreachable, Unavailable and QueryFault, in sentences.
        """
        until, why = self.resting
        if time.monotonic() < until:
            raise Unreachable(why)
        moments = MOMENTS if waits and len(self.address.hosts) > 1 else ()
        for asked in itertools.count():
            try:
                return self.ask(method, path, body, params, writes=False)
            except Unreachable as error:
                nobody = isinstance(error.__cause__, ClusterRefused)
                enough = min(len(moments), MOMENTS_OF_NOBODY) if nobody else len(moments)
                if asked >= enough or not may_pass(error.__cause__):
                    if nobody:
                        self.resting = (time.monotonic() + RESTS, str(error))
                    raise
            time.sleep(moments[asked])

    def write(self, method: str, path: str, body: Any = None, **params: Any) -> Any:
        """Have something changed; no host is asked twice. Raises as `read` does."""
        return self.ask(method, path, body, params, writes=True)

    def ask(self, method: str, path: str, body: Any, params: Mapping[str, Any], writes: bool) -> Any:
        # Named so, the client's time-out leaves the cluster's own among the parameters.
        patience = max(self.address.seconds, WRITING) if writes else self.address.seconds
        lines = {"content-type": "application/x-ndjson"} if isinstance(body, str) else None
        try:
            answer = self.client(writes).transport.perform_request(
                method, path, params={**params, "request_timeout": patience}, body=body, headers=lines
            )
        except OpenSearchException as error:
            raise self.in_a_sentence(error, patience) from error
        if not isinstance(answer, dict):
            raise Unreachable(FOREIGN)
        return answer

    def in_a_sentence(self, error: OpenSearchException, patience: float) -> Exception:
        """Return what to raise for what the client raised, which was patient for so many seconds."""
        where = "the search cluster"
        if isinstance(error, ConnectionTimeout):
            return Unreachable(f"{where} did not answer within {patience:g} seconds")
        if isinstance(error, SerializationError):
            return Unreachable(FOREIGN)
        if isinstance(error, SSLError) or "CERTIFICATE" in str(error):
            return Unreachable(
                f"{where} shows a certificate that is not trusted here: ONRECORD_SEARCH_CA names the file of its CA"
            )
        if isinstance(error, ClusterRefused):
            return Unreachable(f"{where} cannot be reached: {why_no_connection(error)}")
        if not isinstance(error, TransportError):
            return Unavailable(f"{where} could not be asked: {type(error).__name__}")
        status, kind = int(error.status_code), str(error.error)
        if status == 401:
            who = (
                f"the user “{self.address.user}” or its password"
                if self.address.user
                else "nobody without a user"
            )
            return Unreachable(
                f"{where} does not let in {who}: ONRECORD_SEARCH_USER and ONRECORD_SEARCH_PASSWORD"
            )
        if "block_exception" in kind or "block_exception" in str(error.info)[:2000]:
            return Blocked(f"{where} takes no writes just now: {why_blocked(reason_in(error))}")
        if status == 403:
            return Unreachable(f"{where} does not allow the user “{self.address.user}” to do this: {kind}")
        if kind == "index_not_found_exception":
            return NoIndex(MISSING)
        if "too_many_clauses" in str(error.info) or "too_many_nested_clauses" in str(error.info):
            return QueryFault(_("The search is too wide to be carried out. Its first words are enough."), "")
        if status == 409:
            return Conflict(f"{where} holds something newer")
        if status == 429 or status >= 500:  # 500 is what a node says that has just lost another
            return Unreachable(f"{where} has too much to do, or some of its nodes are away ({kind})")
        if status == 404:
            return Gone(f"{where} no longer has what was asked for ({kind})")
        return Unavailable(f"{where} refuses what it is asked ({status}, {kind}): {reason_in(error)}")


def may_pass(error: BaseException | None) -> bool:
    """Is an error one that a cluster of several nodes is over in a moment?"""
    if isinstance(error, ConnectionTimeout | SSLError):
        return False  # it was waited for already, or never will be otherwise
    if isinstance(error, ClusterRefused):
        return True
    return (
        isinstance(error, TransportError) and isinstance(error.status_code, int) and error.status_code >= 500
    )


class NoIndex(Unavailable):
    """The cluster answers, and has no such index."""


class Gone(Unavailable):
    """What the cluster held for this reader is gone."""


class Conflict(Unavailable):
    """Somebody else was first."""


class Blocked(Unreachable):
    """The cluster answers and takes no writes: its disks are full, or it has no manager."""


def why_no_connection(error: TransportError) -> str:
    """Return why there is no connection, without the client's wording around it."""
    info = str(error.info)
    for words, said in (
        ("refused", "nothing listens there"),
        ("resolve", "its name is not known here"),
        ("name or service", "its name is not known here"),
        ("wrong_version_number", "it does not speak TLS there: write http:// or name another port"),
        ("record layer", "it does not speak TLS there: write http:// or name another port"),
        ("disconnected", "it broke the connection off"),
        ("aborted", "it broke the connection off"),
    ):
        if words in info.lower():
            return said
    return type(error.info).__name__


def why_blocked(told: str) -> str:
    """Return why no writes are taken, of what the cluster gives as its reason."""
    if "flood" in told or "disk" in told:
        return FULL
    if "no master" in told or "manager" in told:
        return "it has no manager, since too many of its nodes are away"
    return told


def reason_in(error: TransportError) -> str:
    info = error.info
    cause = info.get("error", {}) if isinstance(info, dict) else {}
    causes = cause.get("root_cause") or [{}] if isinstance(cause, dict) else [{}]
    return str(causes[0].get("reason") or cause)[:300]
