"""The folders of the index: which is the one in use, how another takes its place, who may write."""

import fcntl
import os
import re
import secrets
import shutil
from pathlib import Path

from ..locks import LOCK, OneWriter
from .storage import FORMAT, create_index, sync_folder

CURRENT = "CURRENT"  # the file that names the folder in use


class Folders(OneWriter):
    """A folder with an index of its own for each time that it was made anew; CURRENT names the one in use."""

    def __init__(self, folder: Path) -> None:
        OneWriter.__init__(self, folder)

    def current(self) -> Path | None:
        """Return the folder of the index in use; None if there is none, or one of an older format."""
        try:
            name = (self.folder / CURRENT).read_bytes()[:100].decode("ascii", "replace").strip()
        except OSError:
            return None
        return self.folder / name if re.fullmatch(rf"index-{FORMAT}-[0-9a-f]{{8}}", name) else None

    def create(self) -> Path:
        """Make an empty index beside the current one and return its folder."""
        folder = self.folder / f"index-{FORMAT}-{secrets.token_hex(4)}"
        create_index(folder)
        return folder

    def switch_to(self, folder: Path) -> None:
        """Make an index the current one, at once for every reader; keep the one before."""
        old = self.current()
        draft = self.folder / f".{CURRENT}.{os.getpid()}"
        with draft.open("w") as file:
            file.write(folder.name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.folder / CURRENT)
        sync_folder(self.folder)
        for other in self.folder.glob("index-*"):
            if other not in {folder, old}:
                shutil.rmtree(other, ignore_errors=True)

    def remove_former(self) -> None:
        """Remove every folder but the one in use."""
        used = self.current()
        for other in (*self.folder.glob("index-*"), *self.folder.glob("part-*")):
            if other != used:
                shutil.rmtree(other, ignore_errors=True)

    def is_settled(self, folder: Path) -> bool:
        """Return whether a folder is still the current one and is not being written to."""
        if self.current() != folder:
            return False
        try:
            with (self.folder / LOCK).open("r") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except FileNotFoundError:
            return True
        return True
