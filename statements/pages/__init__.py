"""The reading room: a module for each kind of page."""
