"""Why was each statement of an article given to its speaker? In plain words, for whoever doubts it."""

from collections.abc import Iterator

from .engine import Decision, read_article
from .languages.en.attribution_rules import RULES

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
    if record.language != "en":
        yield f"  language {record.language}: stored, but its statements are not read"
        return
    yield f"  {len(decisions)} statements"
    for decision in sorted(decisions, key=lambda d: (d.quote.start, d.quote.end)):
        yield ""
        yield from explain_statement(decision)


def explain_statement(decision: Decision) -> Iterator[str]:
    quote, resolution = decision.quote, decision.resolution
    rule = RULES[quote.rule]
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
    if not resolution.weighed and resolution.candidates:
        yield f"    also        {', '.join(resolution.candidates)}"


def shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= WIDTH else line[: WIDTH - 1].rstrip() + "…"
