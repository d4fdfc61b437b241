"""What tells the rest of the app that rows changed, where Django's own signals are silent."""

from django.dispatch import Signal

# Sent with `rows`, the ids, for what QuerySet.update and bulk_create change: before, and behind it.
rows_changing = Signal()
rows_made = Signal()
rows_changed = Signal()
