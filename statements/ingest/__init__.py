"""A raw source and its record become rows."""
