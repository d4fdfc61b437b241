"""English: how it gives words to somebody."""

from .english import ENGLISH

__all__ = ["ENGLISH"]
