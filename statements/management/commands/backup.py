"""Keep a copy of the whole archive in one file, while the site runs."""

from statements.operations.backup import make_backup

from ..keeping import MakingCommand


class Command(MakingCommand):
    help = (
        "Write a backup of the archive into FILE, a tar compressed with gzip, while others read and write: the "
        "database as of one moment, uploads, and a manifest with the SHA-256 of each. FILE is readable by its "
        "owner alone, for it holds the accounts. Take it in elsewhere with manage.py restore."
    )
    unchanged = "The archive and any older backup are as they were."
    make = staticmethod(make_backup)
