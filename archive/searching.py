"""What searches: files of this machine, or a cluster that ONRECORD_SEARCH names."""

import os
from pathlib import Path
from typing import Any

from archive.environment import number


def search_settings(folder: Path, on_files: str, on_cluster: str) -> dict[str, Any]:
    """Return Haystack's settings of one of two engines. A cluster's machines still have a folder, for who may write."""
    address = os.environ.get("ONRECORD_SEARCH", "").strip()
    if not address:
        return {"ENGINE": on_files, "PATH": str(folder)}
    return {
        "ENGINE": on_cluster,
        "URL": address,
        "PATH": str(folder),
        "USER": os.environ.get("ONRECORD_SEARCH_USER", ""),
        "PASSWORD": os.environ.get("ONRECORD_SEARCH_PASSWORD", ""),
        "AUTHORITY": os.environ.get("ONRECORD_SEARCH_CA", ""),
        "SECONDS": number("ONRECORD_SEARCH_SECONDS", 10),
        "SHARDS": number("ONRECORD_SEARCH_SHARDS", 3),
        "COPIES": number("ONRECORD_SEARCH_COPIES", 3),
    }
