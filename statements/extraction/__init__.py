"""Text in, records out: who said what, to whom, when, where and through which outlet.

Pure Python on the standard library: no Django, no files but its own word lists.

    >>> from statements.extraction import read_article
    >>> record = read_article(text, name="a.txt")
    >>> record.quotes[0].speaker
"""

from .extractor import VERSION, read_article
from .records import EventRecord, QuoteRecord, Record, SpeakerRecord

__all__ = ["VERSION", "EventRecord", "QuoteRecord", "Record", "SpeakerRecord", "read_article"]
