"""English as a language that is read: the paragraph that the rest of this folder explains."""

from collections.abc import Mapping, Sequence

from ...folding import fold
from ...page.parts import Layout, paragraphs_to_read
from ...page.words import PageWords
from ...records import Span
from ...rules import Rule
from ..base import Country, Decision, Language, Reading
from . import lexicon
from .attribution import find_attributions
from .attribution_rules import RULES
from .events import find_events
from .headlines import find_headline_attributions
from .offices import address_gender, key_of_office, names_an_office
from .page_words import page_words
from .people import Cast
from .quotations import find_quotations
from .resolution import Resolver
from .statements import resolve_all, resolve_heads
from .tokens import tokenize
from .transcripts import find_statement, find_turns


class English(Language):
    """English news, transcripts and statements."""

    code = "en"
    name = "English"

    @property
    def page_words(self) -> PageWords:
        return page_words()

    @property
    def rules(self) -> Mapping[str, Rule]:
        return RULES

    @property
    def countries(self) -> tuple[Country, ...]:
        return lexicon.country_list()

    def office_key(self, role: str) -> str:
        return key_of_office(role)

    def is_office(self, description: str) -> bool:
        return names_an_office(description)

    def gender(self, words: str) -> str:
        return address_gender(words)

    def read(self, text: str, layout: Layout) -> Reading:
        """Return who said what in an article, and which events it tells of."""
        published = layout.published.day
        paragraphs = paragraphs_to_read(text, layout)
        quotations = find_quotations(text, paragraphs)
        tokens = [tokenize(text, span, found) for span, found in zip(paragraphs, quotations, strict=True)]
        headlines = [span for span in (layout.headline, layout.standfirst) if span and span not in paragraphs]
        cast = Cast(text, [tokenize(text, span, ()) for span in headlines] + tokens)
        resolver = Resolver(cast)
        turns, taken = find_turns(text, paragraphs)
        if not turns:
            turns, taken = find_statement(text, layout.headline, paragraphs)
        attributions = [*find_attributions(tokens, taken), *turns]
        attributions.sort(key=lambda attribution: (attribution.start, attribution.end))
        heads = find_headline_attributions(text, headlines, sorted(layout.headings))
        decisions: list[Decision] = []
        quotes, names = resolve_all(text, resolver, attributions, published, decisions)
        head_quotes, head_names = resolve_heads(text, resolver, heads, quotes, decisions)
        speakers = [resolver.speaker(name) for name in dict.fromkeys([*names, *head_names])]
        return Reading(
            statements=tuple(sorted([*head_quotes, *quotes], key=lambda quote: (quote.start, quote.end))),
            speakers=tuple({fold(speaker.name): speaker for speaker in speakers}.values()),
            events=tuple(
                find_events(text, paragraphs, headings_and_title(layout, paragraphs), resolver, published)
            ),
            decisions=tuple(decisions),
        )


def headings_and_title(layout: Layout, paragraphs: Sequence[Span]) -> list[Span]:
    """Return the headline, the standfirst and the headings of a page, in order."""
    spans = [span for span in (layout.headline, layout.standfirst, *sorted(layout.headings)) if span]
    return [span for span in dict.fromkeys(spans) if span not in paragraphs]


ENGLISH = English()
