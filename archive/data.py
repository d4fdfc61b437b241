"""The data folder: everything that an archive holds beside its code."""

import os
import secrets
import tempfile
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """Return the folder for database, index, secret key and static files, made if missing."""
    folder = Path(os.environ.get("ONRECORD_DATA") or BASE_DIR / "var").expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def secret_key(folder: Path) -> str:
    """Return the secret key from the environment or from the folder, made on first use.

    The file is readable by its owner alone. Two processes that start at once agree on one key.
    """
    given = os.environ.get("ONRECORD_SECRET_KEY")
    if given:
        return given
    path = folder / "secret_key"
    if not path.exists():
        handle, name = tempfile.mkstemp(dir=folder, prefix=".secret_key.")  # readable by its owner alone
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
        draft = Path(name)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first: its key counts
        except OSError:
            draft.replace(path)  # a file system without links
        finally:
            draft.unlink(missing_ok=True)
    return path.read_text().strip()
