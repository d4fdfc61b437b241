"""Bytes become raw sources, whatever they come in."""
