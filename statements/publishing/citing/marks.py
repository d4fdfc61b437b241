"""What a page says of itself to Zotero and other collectors: meta elements in its head, a COinS beside each row.

Zotero's translator "Embedded Metadata" takes the type of an item from `z:itemType`, the rest from `citation_…`
and Dublin Core. It parts an author of several words at a space, so that a body's name is no `citation_author`; it
takes "van Roke, Ada Maria" for two authors unless a semicolon says that this is all of one; it takes `DC.source` for
the name of the outlet and `DC.type` for a kind of website, so that the original is a `DC.relation` and no type is told.
Its translator "COinS", which comes first where both find something, keeps a body whole (`rft.aucorp`), but puts it
before all who came before it: behind others a body is a surname without a first name, which is the same to it.
"""

from urllib.parse import quote_plus, urlencode

from .works import SITE, Name, Work, cut_at_word, where_it_stood

Mark = tuple[str, str]  # name, content
CONTEXT = urlencode(
    {"ctx_ver": "Z39.88-2004", "rft_val_fmt": "info:ofi/fmt:kev:mtx:dc", "rfr_id": "info:sid/on-record"}
)


def head_marks(work: Work) -> list[Mark]:
    """Return the meta elements of a page about one work, those of which something is known."""
    marks: list[Mark] = [
        ("z:itemType", item_type(work)),
        ("citation_title", cut_at_word(work.title, 300)),
        *(("citation_author", kept_whole(one)) for one in work.authors if one.is_person),
        ("citation_publication_date", work.on.joined("/") if work.on else ""),
        ("citation_journal_title" if work.kind != "page" else "", work.outlet),
        ("citation_publisher", work.outlet or SITE),
        ("citation_language", work.language),
        ("citation_public_url", work.address),
        ("DC.title", cut_at_word(work.title, 300)),
        *(("DC.creator", one.turned) for one in work.authors),
        ("DC.date", work.on.joined("-") if work.on else ""),
        ("DC.publisher", work.outlet or SITE),
        ("DC.relation", work.original),
        ("DC.identifier", work.address),
        ("DC.language", work.language),
    ]
    return [(name, content) for name, content in marks if name and content]


def kept_whole(name: Name) -> str:
    """Return a person's name so that it stays one where both of its parts have several words."""
    return f"{name.turned};" if " " in name.family and " " in name.given else name.turned


def item_type(work: Work) -> str:
    return "webpage" if work.kind == "page" else "newspaperArticle"


def context_object(work: Work) -> str:
    """Return an OpenURL context object (Z39.88-2004, Dublin Core) for the title of an empty span."""
    fields: list[Mark] = [
        ("rft.type", item_type(work)),
        ("rft.title", cut_at_word(work.title, 300)),
        ("rft.source", work.outlet or SITE),
        ("rft.publisher", work.outlet or SITE),
        ("rft.place", work.place),
        *(pair for n, one in enumerate(work.authors) for pair in author_fields(one, first=n == 0)),
        ("rft.date", work.on.joined("-") if work.on else ""),
        ("rft.identifier", work.address),
        ("rft.language", work.language),
        ("rft.description", where_it_stood(work)),
    ]
    told = [f"{name}={quote_plus(content)}" for name, content in fields if content]
    return "&".join((CONTEXT, *told))


def author_fields(name: Name, *, first: bool) -> list[Mark]:
    if name.is_person:
        given = ", ".join(part for part in (name.given, name.suffix) if part)
        return [("rft.aulast", name.family), ("rft.aufirst", given)]
    return [("rft.aucorp" if first else "rft.aulast", name.family)]
