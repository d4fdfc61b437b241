"""When two addresses are those of one page: the one for telephones, the one with a tracker behind it."""

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

# What is added to an address to follow who reads it. It says nothing of what stands there.
TRACKERS = re.compile(
    r"utm_\w+|mtm_\w+|pk_\w+|at_(?:medium|campaign|custom\d|link\w*|format|bbc\w*|ptr_name)|ns_\w+|"
    r"fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|yclid|igshid|mc_[ce]id|_ga|_gl|_hs\w+|vero_\w+|wt_?\w*mc\w*|"
    r"xtor|ocid|cmp|cmpid|icid|ito|smid|smtyp|partner|ref|ref_src|ref_url|referrer|share|spm|"
    r"feed(?:type|name)|guccounter|guce_\w+|amp|outputtype|print|mobile",
    re.I,
)
# Hosts that serve the same pages: "m.", "www.", "amp.".
BESIDE = re.compile(r"^(?:www\d?|m|mobile|mobi|touch|amp|edition)\.(?=[^.]+\.)")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
FOR_MACHINES = re.compile(r"(?<=.)(?:/amp|[./]amp\.html|/index\.(?:html?|php|aspx?)|/print|\.amp)?/*$", re.I)


def address_key(url: str) -> str:
    """Return what is the same for all addresses of one page; "" for what is no address of the web.

    Host without "www." or "m.", path without "/amp", what asks for a page without what follows its reader.
    The front page of a site is no page of an article: sites that name it as the address of all they have are many.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    spelled = CONTROL.sub("", unquote(parts.path))
    path = FOR_MACHINES.sub("", re.sub(r"^/amp(?=/.)", "", spelled) or "/")
    asked = [(name, value) for name, value in parse_qsl(parts.query) if not TRACKERS.fullmatch(name)]
    place = host_key(host) + (f":{port}" if port not in (None, 80, 443) else "")
    if path == "/" and not asked:
        return ""
    return (place + path.rstrip("/") + (f"?{urlencode(sorted(asked))}" if asked else ""))[:500]


def host_key(host: str) -> str:
    """Return a site's host without what only tells its pages for telephones from the others."""
    return BESIDE.sub("", host.lower())


def site_of(url: str) -> str:
    """Return the site that an address belongs to, "" for what is no address of the web, or of no page."""
    return address_key(url).partition("/")[0].partition("?")[0]
