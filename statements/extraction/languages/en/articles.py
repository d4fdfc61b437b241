"""One article of English from its layout to what is said in it: the paragraph that the rest of this folder explains."""

import re
from collections.abc import Sequence

from ...folding import fold
from ...page.parts import Layout, paragraphs_to_read
from ...records import Span
from ..base import Decision, Reading
from .attribution import find_attributions
from .council import at_their_heads, learn_speakers
from .events import find_events
from .further_offices import add_further_offices
from .headlines import find_headline_attributions
from .in_one_name import find_statement
from .labels import Labels
from .letters import find_letters
from .page_words import page_words
from .people import Cast
from .quotations import find_quotations
from .relative_dates import days_of_agenda, days_of_entries
from .resolution import Resolver
from .source_lines import find_labelled_quotes
from .statements import resolve_all, resolve_heads
from .tokens import tokenize
from .transcripts import behind_letters, find_interview, find_posts, find_reactions, read_turns


def read_layout(text: str, layout: Layout) -> Reading:
    """Return who said what in an article, and which events it tells of."""
    published = layout.published.day
    paragraphs = paragraphs_to_read(text, layout)
    quotations = find_quotations(text, paragraphs)
    letters = behind_letters(layout.turns)
    tokens = [
        tokenize(text, letters.get(span, span), found)
        for span, found in zip(paragraphs, quotations, strict=True)
    ]
    over = (layout.headline, layout.standfirst, *layout.decks)
    headlines = [span for span in over if span and span not in paragraphs]
    cast = Cast(text, [tokenize(text, span, ()) for span in headlines] + tokens)
    council = learn_speakers(cast, tokens)
    add_further_offices(cast)
    resolver = Resolver(cast)
    turns, taken = read_turns(paragraphs, layout.turns)
    if turns and layout.turns[0].kind != "answer":
        # Remarks in one name, and then questions, or whoever spoke takes the floor again.
        before = [span for span in paragraphs if span[1] <= layout.turns[0].lines[0][0]]
        remarks, members = find_statement(text, layout, before)
        turns, taken = [*remarks, *turns], taken | members
    if not turns:
        turns, taken = find_letters(text, paragraphs)
    if not turns:
        turns, taken = find_statement(text, layout, paragraphs)
    if not turns:
        turns, taken = find_interview(text, layout, paragraphs, cast)
    if not turns:
        turns, taken = find_reactions(text, layout, paragraphs)
    if not turns and "Source:" in text:
        turns, taken = find_labelled_quotes(text, paragraphs, quotations)
    if layout.posts or layout.embedded:
        posts, posted = find_posts(text, layout, paragraphs, taken)
        turns, taken = [*turns, *posts], taken | posted
    attributions = [*at_their_heads(text, find_attributions(tokens, taken), council), *turns]
    attributions.sort(key=lambda attribution: (attribution.start, attribution.end))
    told = any(NAMED_THERE.search(text, *span) for span in [*headlines, *layout.headings])
    # By which name a headline calls somebody: in some countries by the given one.
    named = {
        fold(word)
        for person in cast.people.values()
        if told
        for word in (person.words[-1:] + person.words[:1])
    }
    heads = find_headline_attributions(text, headlines, sorted(layout.headings), named)
    decisions: list[Decision] = []
    agenda = layout.headline is not None and page_words().agenda.search(text, *layout.headline) is not None
    entries = days_of_entries(layout)
    quotes, names = resolve_all(
        text,
        resolver,
        attributions,
        published,
        decisions,
        Labels(layout.turns, resolver, one_author(layout.byline)),
        entries,
    )
    head_quotes, head_names = resolve_heads(text, resolver, heads, quotes, decisions)
    speakers = [resolver.speaker(name) for name in dict.fromkeys([*names, *head_names])]
    return Reading(
        statements=tuple(sorted([*head_quotes, *quotes], key=lambda quote: (quote.start, quote.end))),
        speakers=tuple({fold(speaker.name): speaker for speaker in speakers}.values()),
        events=tuple(
            find_events(
                text,
                paragraphs_to_read(text, layout, with_labels=True),
                headings_and_title(layout, paragraphs),
                resolver,
                published,
                layout.dateline.place if layout.dateline else layout.written_in,
                transcript=bool(layout.turns),
                tokens_of={
                    span: found for span, found in zip(paragraphs, tokens, strict=True) if span not in letters
                },
                days=days_of_agenda(layout) if agenda else entries,
                agenda=agenda,
            )
        ),
        decisions=tuple(decisions),
    )


NAMED_THERE = re.compile(
    r":|\s[–—-]{1,2}\s|(?<!\S)['‘“\"]"
)  # in a headline: it may give somebody's words to a name


def headings_and_title(layout: Layout, paragraphs: Sequence[Span]) -> list[Span]:
    """Return the headline, the standfirst and the headings of a page, in order."""
    spans = [span for span in (layout.headline, layout.standfirst, *sorted(layout.headings)) if span]
    return [span for span in dict.fromkeys(spans) if span not in paragraphs]


def one_author(byline: str | None) -> str | None:
    """Return the author of a page that has one."""
    return byline if byline and " and " not in byline and "," not in byline else None
