"""What tells the rest of the app that rows changed, where Django's own signals are silent."""

from django.dispatch import Signal

# Sent with `rows`, the ids, for what QuerySet.update and bulk_create change: before, and behind it.
rows_changing = Signal()
rows_made = Signal()
rows_changed = Signal()
# Sent with `rows`, pairs of a table's name and an id, once the index has them as they are: in the transaction that
# takes them off its queue, so that whoever hears it and writes down what is to be done loses none.
rows_indexed = Signal()
