"""Words as slices of a text: where they stand in it, and what makes them the same words."""

import hashlib

# Quotes


def fingerprint(text: str) -> str:
    """Return the identity of words: letter case, spaces and punctuation do not change it."""
    folded = "".join(c for c in text.casefold() if c.isalnum())
    return hashlib.sha256((folded or text).encode()).hexdigest()[:32]


def find_slice(text: str, words: str, near: int) -> tuple[int, int] | None:
    """Return where words stand in a text, the place nearest to offset `near`."""
    best: tuple[int, int] | None = None
    start = text.find(words) if words else -1
    while start >= 0:
        if best is None or abs(start - near) < abs(best[0] - near):
            best = (start, start + len(words))
        start = text.find(words, start + 1)
    return best
