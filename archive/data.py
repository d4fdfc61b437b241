"""The data folder: everything that an archive holds beside its code."""

import os
import secrets
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """Return the folder for database, index, secret key and static files, made if missing."""
    folder = Path(os.environ.get("ONRECORD_DATA") or BASE_DIR / "var").expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
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
        draft = folder / f".secret_key.{os.getpid()}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
