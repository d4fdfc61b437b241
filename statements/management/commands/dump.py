"""Write the whole archive as rows, to be taken into another database."""

from statements.operations.dump import make_dump

from ..keeping import MakingCommand


class Command(MakingCommand):
    help = (
        "Write the whole archive into FILE, log, decisions and accounts included, as of one moment: a tar "
        "compressed with gzip, with JSON Lines for each table. It is the same whichever database it comes from, "
        "and manage.py load takes it into SQLite or PostgreSQL. FILE is readable by its owner alone."
    )
    unchanged = "The archive and any older dump are as they were."
    make = staticmethod(make_dump)
