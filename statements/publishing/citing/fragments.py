"""The address of an original that leads a browser to the words themselves."""

import re
from urllib.parse import quote as percent

from statements.models import Quote

FRAGMENT_WORDS = 5  # at each end of a text fragment


def link_to_words(quote: Quote) -> str:
    """Return the address of the original with a text fragment, so that a browser goes to the words.

    The words of one segment alone: what an outlet wrote between two is no part of the quotation.
    """
    url = quote.article.url
    if not url.startswith(("http://", "https://")):
        return ""
    if not quote.is_here:
        return url
    start, end = quote.segments[0]
    words = re.sub(r"\s+", " ", quote.source_text[start:end]).strip(" \t\n,;:.")
    pieces = words.split()
    if not pieces:
        return url
    if len(pieces) > 2 * FRAGMENT_WORDS:
        ends: tuple[str, ...] = (" ".join(pieces[:FRAGMENT_WORDS]), " ".join(pieces[-FRAGMENT_WORDS:]))
    else:
        ends = (words,)
    fragment = ",".join(percent(part, safe="").replace("-", "%2D") for part in ends)
    return f"{url.partition('#')[0]}#:~:text={fragment}"
