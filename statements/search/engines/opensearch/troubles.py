"""What is wrong with a cluster, looked at in the order in which it has to be mended."""

from collections.abc import Iterator

from ..base import SearchEngine, Unavailable
from .connection import FULL
from .indexes import ClusterIndexes
from .shape import INDEX_FORMAT

OLDEST = 2  # the first version of a cluster that has what is asked of it
REBUILD = "manage.py index --rebuild makes it anew"


def troubles_of(engine: SearchEngine, indexes: ClusterIndexes) -> Iterator[str]:
    """Yield what an operator has to mend, each as a sentence. What hides the rest ends the list."""
    ask = indexes.connection.read
    try:
        told = ask("GET", "/")["version"]
        number = str(told.get("number", ""))
        if told.get("distribution") != "opensearch" or int(number.split(".")[0]) < OLDEST:
            yield f"At {engine.location()} is no OpenSearch {OLDEST} or newer, but {told.get('distribution') or 'something else'} {number}."
            return
        yield from of_the_index(engine, indexes)
        with engine.lock(wait=False) as taken:
            pass  # the cluster takes writes, or says why not
        if not taken and is_full(indexes):  # who has the right was not told of it here
            yield f"The search cluster takes no writes just now: {FULL} ({engine.location()})."
        health = ask("GET", "/_cluster/health", cluster_manager_timeout="3s")
        if health["number_of_data_nodes"] < 2:
            yield "The cluster has one node that keeps data: what that one loses is lost, and search with it."
    except Unavailable as error:
        said = str(error)
        yield f"{said[:1].upper()}{said[1:]} ({engine.location()})."


def is_full(indexes: ClusterIndexes) -> bool:
    """Whether the index in use is closed to writes, as the cluster does where a disk is full."""
    found = indexes.connection.read(
        "GET", f"/{indexes.address.name}/_settings/index.blocks.*", cluster_manager_timeout="3s"
    )
    return any("read_only_allow_delete" in str(one["settings"]) for one in found.values())


def of_the_index(engine: SearchEngine, indexes: ClusterIndexes) -> Iterator[str]:
    name = indexes.address.name
    used = [index for index, aliases in indexes.indexes().items() if name in aliases]
    state = indexes.state()
    if state is None and used:
        yield f"The index {used[0]} is of another analysis version than this program, which is {INDEX_FORMAT}: {REBUILD}."
    elif state is None and engine.has_rows():
        yield f"There is no search index “{name}” yet: {REBUILD}."
    elif state is not None:
        health = indexes.connection.read("GET", f"/_cluster/health/{state.name}", local="true")
        if health["status"] == "red":
            yield f"Parts of the index {state.name} are on nodes that are away: bring them back, or {REBUILD}."
        elif health["status"] == "yellow":
            yield f"The index {state.name} has fewer copies than it is to have: a node is away or new, or a disk is full."
