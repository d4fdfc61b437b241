"""Where Haystack looks for indexes; they are in `search.documents`."""

from .search.documents import ArticleIndex, QuoteIndex

__all__ = ["ArticleIndex", "QuoteIndex"]
