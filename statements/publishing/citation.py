"""How a statement is cited: in words, as BibTeX, as RIS; and how a link leads to the words themselves."""

import re
from urllib.parse import quote as percent

from django.utils.translation import gettext as _

from statements.dates import dated, machine_date
from statements.models import Quote

FRAGMENT_WORDS = 5  # at each end of a text fragment
TEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "$": r"\$", "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip


def said_by(quote: Quote) -> str:
    return quote.speaker.name if quote.speaker else _("Speaker not settled")


def outlet_of(quote: Quote) -> str:
    return quote.article.outlet.name if quote.article.outlet else _("an unnamed outlet")


def citation_in_words(quote: Quote, permalink: str) -> str:
    """Return the citation as one sentence, as the page shows it."""
    article = quote.article
    name = said_by(quote)
    said = {"name": f"{name[:1].upper()}{name[1:]}", "addressee": quote.addressee}
    parts = [
        _("%(name)s, statement to %(addressee)s") % said
        if quote.addressee
        else _("%(name)s, statement") % said
    ]
    if quote.said_on:
        parts.append(dated(quote.said_on))
    parts.append(_("in %(outlet)s") % {"outlet": outlet_of(quote)})
    if article.published:
        parts.append(dated(article.published, article.published_precision))
    if quote.relayed_by:
        parts.append(_("citing %(outlet)s") % {"outlet": quote.relayed_by.name})
    return f"{', '.join(parts)}. On Record {quote.uid}, {permalink}"


def tex(text: str) -> str:
    return "".join(TEX.get(letter, letter) for letter in " ".join(text.split()))


def bibtex(quote: Quote, permalink: str) -> str:
    article = quote.article
    fields = {
        "author": f"{{{tex(said_by(quote))}}}",
        "title": f"{{{tex(quote.text[:300])}}}",
        "howpublished": tex(outlet_of(quote)),
        "date": machine_date(quote.date, quote.date_precision),
        "note": tex(f"{article.title}. On Record {quote.uid}"),
        "url": permalink.replace("{", "%7B").replace("}", "%7D"),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{onrecord-{quote.uid},\n" + ",\n".join(lines) + "\n}\n"


def ris(quote: Quote, permalink: str) -> str:
    """Return the citation in the tagged format that reference managers read."""
    lines = [
        ("TY", "NEWS"),
        ("AU", said_by(quote)),
        ("TI", quote.text[:300]),
        ("T2", outlet_of(quote)),
        ("DA", machine_date(quote.date, quote.date_precision).replace("-", "/")),
        ("N1", quote.article.title),
        ("ID", quote.uid),
        ("UR", permalink),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines if value or tag == "ER")


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
