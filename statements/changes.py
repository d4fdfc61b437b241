"""What tells the rest of the app that rows changed, where Django's own signals are silent."""

from django.apps import apps
from django.db.models import Max
from django.dispatch import Signal

# Sent with `rows`, the ids, for what QuerySet.update and bulk_create change: before, and behind it.
rows_changing = Signal()
rows_made = Signal()
rows_changed = Signal()

REMEMBERED = 500  # rows of the table `Change` that are kept


def forget_old_changes() -> None:
    """Keep the table `Change` short: the newest and their number are all that is asked of it."""
    changes = apps.get_model("statements", "Change")._default_manager
    newest = changes.aggregate(newest=Max("pk"))["newest"] or 0
    changes.filter(pk__lte=newest - REMEMBERED).delete()
