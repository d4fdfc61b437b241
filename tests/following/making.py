"""Feeds and sitemaps of an invented outlet, as sites serve them."""

from collections.abc import Iterable
from html import escape

OUTLET = "The Lissel Courier"


def article_page(number: int, words: str = "") -> str:
    """Return the page of an invented article, unlike the pages of all other numbers."""
    words = words or f"We will not sign the map of {number} winters"
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry talks {number} end</title>
<meta property="og:site_name" content="{OUTLET}"><meta property="og:type" content="article">
<meta property="article:published_time" content="2021-06-10T18:30:00+02:00"></head><body>
<article><h1>Ferry talks number {number} end in Lissel without an accord</h1>
{article_body(number, words)}</article></body></html>"""


def article_body(number: int, words: str = "") -> str:
    words = words or f"We will not sign the map of {number} winters"
    return f"""<p>Farrow and Stavrin ended talks number {number} on the ferries of the strait on Thursday, after nine
months in three cities and one night on a pier.</p>
<p>“{words},” Foreign Minister Mira Tolan told reporters in Lissel.</p>
<p>The ministry in Stavrin confirmed the date of round {number}, and gave no further details. Its spokeswoman said that
the map was still being printed, and that nobody should expect a feast before the end of the summer.</p>"""


def rss(entries: Iterable[tuple[str, str, str, str]]) -> str:
    """Return a feed of (address, title, whole text as HTML or "", day as RSS has it)."""
    items = "".join(
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link><pubDate>{day}</pubDate>"
        + (
            f"<content:encoded>{escape(body)}</content:encoded>"
            if body
            else "<description>In short.</description>"
        )
        + "</item>"
        for link, title, body, day in entries
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{OUTLET}</title><language>en</language>{items}</channel></rss>"
    )


def sitemap(addresses: Iterable[tuple[str, str]]) -> str:
    """Return a sitemap of (address, day of change or "")."""
    return listing("urlset", "url", addresses)


def sitemap_index(addresses: Iterable[tuple[str, str]]) -> str:
    return listing("sitemapindex", "sitemap", addresses)


def news_sitemap(addresses: Iterable[tuple[str, str]]) -> str:
    items = "".join(
        f"<url><loc>{escape(address)}</loc><news:news><news:publication><news:name>{OUTLET}</news:name>"
        f"</news:publication><news:publication_date>{day}</news:publication_date><news:title>x</news:title>"
        "</news:news></url>"
        for address, day in addresses
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{items}</urlset>'
    )


def listing(whole: str, one: str, addresses: Iterable[tuple[str, str]]) -> str:
    items = "".join(
        f"<{one}><loc>{escape(address)}</loc>" + (f"<lastmod>{day}</lastmod>" if day else "") + f"</{one}>"
        for address, day in addresses
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><{whole} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{items}</{whole}>"
    )
