"""Why was each statement of an article given to its speaker? In plain words, for whoever doubts it."""

from collections.abc import Iterator

from .extractor import read_article
from .languages import language_of
from .languages.base import Decision, Language

WIDTH = 96


def explain_article(text: str, name: str = "") -> Iterator[str]:
    """Yield lines that tell, for each statement, its rule, its evidence and who was considered."""
    decisions: list[Decision] = []
    record = read_article(text, name, decisions=decisions)
    yield f"{name or 'article'}: {record.headline or 'no headline'}"
    published = record.published
    yield f"  published {published.date or 'unknown'}: {published.evidence}"
    if record.refusal:
        yield f"  not read: {record.refusal}"
        return
    language = language_of(record.language)
    if language is None:
        yield f"  language {record.language}: stored, but its statements are not read"
        return
    yield f"  {len(decisions)} statements"
    for decision in sorted(decisions, key=lambda d: (d.quote.start, d.quote.end)):
        yield ""
        yield from explain_statement(decision, language)


def explain_statement(decision: Decision, language: Language) -> Iterator[str]:
    """Yield lines that tell what is recorded of one statement, and what decided its speaker."""
    quote, resolution = decision.quote, decision.resolution
    rule = language.rules[quote.rule]
    where = "headline, " if quote.in_headline else ""
    yield f"[{quote.start}-{quote.end}] {where}{quote.kind}: {shortened(quote.text)}"
    yield f"    speaker     {quote.speaker or 'not settled'} (confidence {quote.confidence:.2f})"
    for label, value in (
        ("mention", quote.mention),
        ("cue", quote.cue),
        ("addressee", quote.addressee),
        ("venue", quote.venue),
        ("relayed by", quote.relayed_by),
        ("said on", quote.said_on),
    ):
        if value:
            yield f"    {label:<11} {shortened(value)}"
    yield f"    rule        {rule.name}: {rule.because}"
    yield f"    who         {resolution.why or 'as the label says'}"
    for name, points in resolution.weighed:
        won = "<- won" if name == quote.speaker else ""
        yield f"                {points:>6.2f}  {name} {won}".rstrip()
    if not resolution.weighed and quote.candidates:
        yield f"    also        {', '.join(quote.candidates)}"


def shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= WIDTH else line[: WIDTH - 1].rstrip() + "…"
