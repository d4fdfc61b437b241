"""What a page says of itself to Zotero and other collectors: meta elements in its head, a COinS beside each row.

Zotero's translator "Embedded Metadata" takes the type of an item from `z:itemType`, the rest from `citation_…`
and Dublin Core; it parts an author of several words at a space, so that a body's name is no `citation_author`.
Its translator "COinS", which comes first where both find something, keeps a body whole (`rft.aucorp`).
"""

from urllib.parse import urlencode

from .works import SITE, Work, cut_at_word

Mark = tuple[str, str]  # name, content


def head_marks(work: Work) -> list[Mark]:
    """Return the meta elements of a page about one work, those of which something is known."""
    marks: list[Mark] = [
        ("z:itemType", item_type(work)),
        ("citation_title", cut_at_word(work.title, 300)),
        *(("citation_author", one.turned) for one in work.authors if one.is_person),
        ("citation_publication_date", work.on.joined("/") if work.on else ""),
        ("citation_journal_title" if work.kind != "page" else "", work.outlet),
        ("citation_publisher", work.outlet or SITE),
        ("citation_language", work.language),
        ("citation_public_url", work.address),
        ("DC.title", cut_at_word(work.title, 300)),
        *(("DC.creator", one.turned) for one in work.authors),
        ("DC.date", work.on.joined("-") if work.on else ""),
        ("DC.publisher", work.outlet or SITE),
        ("DC.source", work.original),
        ("DC.identifier", work.address),
        ("DC.language", work.language),
        ("DC.type", "Text"),
    ]
    return [(name, content) for name, content in marks if name and content]


def item_type(work: Work) -> str:
    return "webpage" if work.kind == "page" else "newspaperArticle"


def context_object(work: Work) -> str:
    """Return an OpenURL context object (Z39.88-2004, Dublin Core) for the title of an empty span."""
    fields: list[Mark] = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rfr_id", "info:sid/on-record"),
        ("rft.type", item_type(work)),
        ("rft.title", cut_at_word(work.title, 300)),
        ("rft.source", work.outlet),
        ("rft.publisher", work.outlet or SITE),
        *(
            pair
            for one in work.authors
            for pair in (
                [("rft.aulast", one.family), ("rft.aufirst", one.given)]
                if one.is_person
                else [("rft.aucorp", one.family)]
            )
        ),
        ("rft.date", work.on.joined("-") if work.on else ""),
        ("rft.identifier", work.address),
        ("rft.language", work.language),
    ]
    return urlencode([(name, content) for name, content in fields if content])
