"""Searches that are sent to readers by mail: asked for, confirmed, matched, written, delivered, left again."""
