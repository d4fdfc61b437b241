"""A statement as a row for a spreadsheet."""

from statements.curation.corrections import NO_SPEAKER, STATES
from statements.models import Quote

from .base import Cells, RowType

STATE_NAMES: dict[str, str] = {state: name for name, state in STATES.items()}  # the same in every language


def statement_cells(quote: Quote, base: str) -> Cells:
    outlet = quote.article.outlet
    return {
        "number": quote.uid,
        "speaker": quote.speaker.name if quote.speaker else NO_SPEAKER,
        "kind": quote.kind,
        "words": quote.text,
        "role": quote.role,
        "addressee": quote.addressee,
        "venue": quote.venue,
        "said_on": quote.said_on.isoformat() if quote.said_on else "",
        "state": STATE_NAMES[quote.state],
        "date": quote.date.isoformat() if quote.date else "",
        "outlet": outlet.name if outlet else "",
        "headline": quote.article.headline,
        "confidence": f"{quote.confidence:.2f}",
        "rule": quote.rule,
        "probable_speaker": quote.probable_speaker.name if quote.probable_speaker else "",
        "address": base + quote.get_absolute_url(),
    }


STATEMENTS = RowType(
    name="statements",
    columns=(
        "number", "speaker", "kind", "words", "role", "addressee", "venue", "said_on", "state", "date",
        "outlet", "headline", "confidence", "rule", "probable_speaker", "address",
    ),
    cells=statement_cells,
)  # fmt: skip
