"""From attributions to statements: whom each is given to, where, to whom and through whom it was said."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from ...folding import LETTERS_AND_DIGITS, fold
from ...records import QuoteRecord, Span
from ...rules import gettext_noop
from ..base import Decision
from . import lexicon
from .confidence import confidence_of
from .labels import Labels
from .occasions import find_occasion
from .reading import Attribution
from .relative_dates import day_of_entry, resolve_relative
from .resolution import BODIES_BY_TRADE, Resolver
from .resolved import Resolution
from .unnamed import head_of

RELAY = re.compile(
    r"\b(?:[Aa]s (?:cited|quoted|reported|relayed)|(?:statement|remarks|comments|interview|article|speech)s? (?:carried|published|aired|"
    r"broadcast|released|distributed)|saying) by (?:the )?(?:[a-z]+ ){0,3}(?P<outlet>[A-Z][\w-]*(?: [A-Z][\w-]*){0,3})"
)
RELAY_PASSIVE = re.compile(
    r"\b(?:quoted|cited) by (?:the )?(?P<outlet>[A-Z][\w-]*(?: [A-Z][\w-]*){0,3}) as (?:saying|telling)"
)
RELAY_QUOTED = re.compile(
    r"\b(?:[A-Z]\w+-based )?(?P<outlet>[A-Z][\w-]*(?: [A-Z][\w-]*){0,2}) (?:[a-z]+ ){0,2}(?:quoted|cited) [^;“”\"]{2,100}? as saying"
)
# It begins with a set of letters, so that the engine skips to them.
VENUE = re.compile(
    r"[OoIiAa](?<!\w[OoIiAa])(?:(?<=[Oo])n (?P<platform>Facebook|Twitter|Telegram|Instagram|YouTube|X|Truth Social|television|TV|air)\b"
    r"|(?<=[Ii])n (?:an|a|his|her|its|their) (?:[\w-]+ ){0,2}(?P<kind>interview|statement|speech|address|letter|article|post|tweet|video|message|briefing)(?: with (?P<with>(?:the )?[A-Z][\w-]*(?: [A-Z][\w-]*){0,3}))?"
    r"|(?<=[Aa])t (?:an?|the|his|her|a joint) (?:[\w-]+ ){0,2}(?P<meeting>news conference|press conference|briefing|rally|meeting|summit|conference|hearing|session|forum))"
)

BEFORE_VENUE = re.compile(r"^(?:[Oo]n|[Ii]n|[Aa]t) (?:an? |the |his |her |its |their )?")
NEAR_ENDS = re.compile(r"[“\".]|\bthat\b")


WRITER = {"i", "my", "we", "our"}  # outside all marks
# Rules whose mention is a name or a body's and nothing else.
NAMED_ALONE = {"embedded-post", "transcript-interview"}
# Cues that tie a statement to the one before, of the same speaker.
GOING_ON = {"added", "adds", "adding", "continued", "continues", "concluded", "went"}


def resolve_all(
    text: str,
    resolver: Resolver,
    attributions: Sequence[Attribution],
    published: date | None,
    decisions: list[Decision] | None = None,
    labels: Labels | None = None,
    entries: Sequence[tuple[int, date]] = (),
) -> tuple[list[QuoteRecord], list[str]]:
    """Turn attributions into quotes with speakers, in the order of the text.

    `labels` are those of a transcript; `entries` those of a live blog, each where it begins, with its day.
    """
    quotes: list[QuoteRecord] = []
    names: list[str] = []
    recent: list[Resolution] = []
    mentions: list[Span | None] = []  # of each quote: of "Mira Tolan, who said", the name
    again = printed_again(text, attributions)
    for number, attribution in enumerate(attributions):
        if number in again:
            continue
        if attribution.rule == "before-its-attribution":
            following = next((a for a in attributions[number + 1 : number + 6] if a.mention), attribution)
            attribution = attribution.of(following.mention, following.sentence)
        span = attribution.mention
        narrated = False
        said = attribution.clause or (attribution.start, attribution.end)
        if span is None and attribution.rule == "transcript-interview":
            resolution = Resolution(
                name=None, factor=0.3, why=gettext_noop("a question, and nobody is named for it")
            )
        elif span is None and labels is not None and attribution.rule == "transcript-turn":
            resolution = labels.answerer
        elif span is None:
            # It goes on from the statement before; the name there is what the text has for its speaker.
            before = who_goes_on(text, quotes)
            resolution = carried_from(before, recent)
            if before and before.mention_span:
                named = mentions[-1 if before is quotes[-1] else -2]
                attribution = attribution.of(named, attribution.sentence)
        elif labels is not None and text[span[0] : span[1]].lower() in WRITER:
            resolution = labels.narrator(text[span[0] : span[1]])
            narrated = True
        elif labels is not None and attribution.rule.startswith(("transcript-turn", "statement-")):
            resolution = labels.resolve(span)
        else:
            goes_on = (attribution.cue or "").lower() in GOING_ON
            resolution = resolver.resolve(text[span[0] : span[1]], span[0], recent, goes_on, said)
        if span is not None:
            if resolution.name is None and labels is not None and attribution.rule in NAMED_ALONE:
                resolution = labels.resolve(span)  # the text names them nowhere else
            resolution = resolution.heard(span[0], said)
        quote = make_quote(text, attribution, resolution, published)
        if entries and quote.said_on is None:
            quote = replace(quote, said_on=day_of_entry(entries, attribution.start))
        if attribution.rule == "opinion" and quotes and quotes[-1].speaker == quote.speaker:
            # "In his opinion" goes on with what he was telling somebody, where he was telling it.
            told, where = quotes[-1].addressee, quotes[-1].venue
            quote = replace(quote, addressee=quote.addressee or told, venue=quote.venue or where)
        quotes.append(quote)
        mentions.append(attribution.mention)
        if decisions is not None:
            decisions.append(Decision(quote=quote, resolution=resolution))
        if resolution.name is not None:
            names.append(resolution.name)
        # Whoever is "I" is no "she", nor is whose post is shown between the paragraphs.
        if resolution.name is not None and not narrated and attribution.rule != "embedded-post":
            recent.insert(0, resolution)
            del recent[8:]
    return quotes, names


SHORTEST_PRINTED_AGAIN = 30  # letters, and one that is longer: fewer are said twice by chance


def printed_again(text: str, attributions: Sequence[Attribution]) -> set[int]:
    """Return the numbers of what the page prints a second time: a paragraph, or words set apart to catch the eye.

    Of several, that is kept which names its source, and the first of those.
    """
    kept: dict[tuple[str, str], int] = {}
    again: set[int] = set()
    alike: dict[tuple[str, int, int], list[tuple[int, str]]] = {}
    for number, attribution in enumerate(attributions):
        if attribution.end - attribution.start > SHORTEST_PRINTED_AGAIN:
            words = "".join([text[s:e] for s, e in attribution.segments])
            # No letter but these has an "e" or an "o" in small letters: the same words have as many.
            likeness = (
                attribution.kind,
                words.count("e") + words.count("E"),
                words.count("o") + words.count("O"),
            )
            alike.setdefault(likeness, []).append((number, words))
    for number, said in chain.from_iterable(same for same in alike.values() if len(same) > 1):
        words = letters_of(said)
        if len(words) <= SHORTEST_PRINTED_AGAIN:
            continue
        attribution = attributions[number]
        key = (attribution.kind, words)
        other = kept.setdefault(key, number)
        if other != number:
            better = attribution.cue is not None and attributions[other].cue is None
            again.add(other if better else number)
            kept[key] = number if better else other
    return again


def letters_of(words: str) -> str:
    """Return the letters and digits of a statement, to tell whether a page prints it twice."""
    return "".join(LETTERS_AND_DIGITS.findall(words)).casefold()


HANGS_ON = re.compile(r"\b(?:after|although|as|because|before|once|since|though|when|while)\s*$", re.I)


def who_goes_on(text: str, quotes: Sequence[QuoteRecord]) -> QuoteRecord | None:
    """Return the statement that a quotation goes on from: the last, or the quotation that it hangs on.

    "It rains," Tolan told Roke, after Roke had said that it did not. "I am wet.": Tolan is.
    """
    if len(quotes) < 2 or quotes[-1].kind == "direct" or quotes[-2].kind != "direct":
        return quotes[-1] if quotes else None
    one, hanging = quotes[-2:]
    if hanging.mention_span is None or one.mention_span is None or hanging.start < one.end:
        return hanging
    between = text[one.end : hanging.mention_span[0]]
    same = not re.search(r"[.!?]\s", between.replace("Mr.", "").replace("Mrs.", ""))
    return one if same and HANGS_ON.search(between) else hanging


def carried_from(before: QuoteRecord | None, recent: Sequence[Resolution]) -> Resolution:
    """Return the speaker of the statement before, who goes on."""
    if before is None or before.speaker is None:
        return Resolution(name=None, candidates=before.candidates if before else (), factor=0.4)
    last = next((one for one in recent if one.name == before.speaker), None)
    last = last or Resolution(name=before.speaker, factor=0.7)
    return Resolution(
        name=last.name,
        kind=last.kind,
        candidates=last.candidates,
        factor=min(1.0, last.factor + 0.05),
        at=last.at,
        said=last.said,
        why=gettext_noop("it goes on from the statement before"),
    )


def make_quote(
    text: str,
    attribution: Attribution,
    resolution: Resolution,
    published: date | None,
    in_headline: bool = False,
) -> QuoteRecord:
    span = attribution.mention
    if resolution.name is not None:  # where nobody is settled on, the name is what the reader has
        span = attribution.relative or span
    mention = text[span[0] : span[1]] if span else None
    outside = words_around(text, attribution)
    cue = attribution.cue or ""
    relay = find_relay(outside, bool(cue) and "ccording" not in cue, cue in {"saying", "telling", "quoted"})
    if relay and mention and relay["outlet"] in mention:
        relay = None  # whoever reported it said it
    addressee = attribution.addressee
    venue_match = VENUE.search(outside)
    occasion = find_occasion(outside, published)
    venue = None
    if occasion is not None and (venue_match is None or occasion.start < venue_match.start()):
        venue = occasion.words
    elif venue_match:
        venue = BEFORE_VENUE.sub("", venue_match.group())
        if venue_match["with"]:
            addressee = addressee or venue_match["with"]
    near = ""
    if attribution.cue_span and published is not None:
        cue_start, cue_end = attribution.cue_span
        near = text[cue_end : min(cue_end + 70, attribution.sentence[1])]
        near = NEAR_ENDS.split(near, maxsplit=1)[0]
        lead = text[attribution.sentence[0] : cue_start][:40]
        near = (
            near
            + " | "
            + (lead if attribution.sentence[0] < attribution.start or attribution.kind != "indirect" else "")
        )
    pieces = [text[s:e] for s, e in attribution.segments]
    quote = QuoteRecord(
        start=attribution.start,
        end=attribution.end,
        segments=attribution.segments,
        text=" … ".join(pieces),
        kind=attribution.kind,
        clause_span=attribution.clause,
        speaker=resolution.name,
        mention=mention,
        mention_span=span,
        cue=attribution.cue,
        addressee=addressee,
        venue=venue,
        relayed_by=relay["outlet"] if relay else None,
        said_on=(resolve_relative(near, published) if near else None) or (occasion.day if occasion else None),
        candidates=resolution.candidates,
        rule=attribution.rule,
        in_headline=in_headline,
    )
    # Nobody has seen it yet: to make a second one with its confidence takes as long as all else here.
    object.__setattr__(quote, "confidence", confidence_of(text, quote, resolution))
    return quote


def words_around(text: str, attribution: Attribution) -> str:
    """Return the reporter's words in the sentence of a statement, a mark for each piece that was said."""
    position = max(attribution.sentence[0], attribution.start - 500)
    end = min(attribution.sentence[1], attribution.end + 500)
    pieces = []
    for s, e in attribution.segments:
        pieces.append(text[position : max(position, s)])
        position = max(position, e)
    return "“".join([*pieces, text[position:end]])


# Behind a statement with a cue of its own: "Tolan told reporters that ..., according to the broadcaster NTK".
RELAY_ACCORDING = re.compile(
    r"\baccording to (?:the )?(?:(?:state|local|private|Russian|national) )?"
    r"(?P<kind>broadcaster |newspaper |news agency |agency |daily |channel |website |magazine )?"
    r"(?P<outlet>[A-Z][\w-]*(?: [A-Z][\w-]*){0,3})"
)


# "Tolan said that ..., Meridian Wire reported."
RELAY_REPORTED = re.compile(
    r",\s(?:the\s)?(?:[a-z]+\s){0,2}?(?P<outlet>[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,3})(?:\snews\sagency)?\s(?:has\s)?report(?:ed|s)\b"
)
# "Meridian Wire reported on Monday that Tolan had said ..."
RELAY_REPORTS = re.compile(
    r"(?P<outlet>[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,3})(?:\snews\sagency)?\s(?:has\s)?report(?:ed|s)\s(?:\w+\s){0,3}?that\b"
)


def find_relay(words: str, own_cue: bool, quoted: bool) -> re.Match[str] | None:
    """Return where the reporter's words name the outlet that the statement came through.

    `own_cue` says that the statement has another cue than "according to", `quoted` that somebody is
    quoted as saying it.
    """
    if own_cue and "according to" in words:
        found = RELAY_ACCORDING.search(words)
        if found and (found["kind"] or found["outlet"] in lexicon.outlets()):
            return found
    if own_cue and "report" in words:
        found = RELAY_REPORTED.search(words) or RELAY_REPORTS.search(words)
        if found and (found["outlet"] in lexicon.outlets() or found["outlet"].isupper()):
            return found
    if " by " in words:
        found = RELAY.search(words) or RELAY_PASSIVE.search(words)
        if found:
            return found
    return RELAY_QUOTED.search(words) if quoted and " as saying" in words else None


def resolve_heads(
    text: str,
    resolver: Resolver,
    heads: Sequence[Attribution],
    quotes: list[QuoteRecord],
    decisions: list[Decision] | None = None,
) -> tuple[list[QuoteRecord], list[str]]:
    """Turn what headlines report into quotes; what the body repeats is one statement already."""
    found: list[QuoteRecord] = []
    names: list[str] = []
    if not heads:
        return found, names
    said = {fold(q.text): n for n, q in enumerate(quotes)}
    spoken = [(fold(q.text), q) for q in quotes if q.speaker and q.kind != "indirect"]
    interviewed = only_answerer(quotes)
    held: set[str] = set()
    for attribution in heads:
        span = attribution.mention
        mention = text[span[0] : span[1]] if span else ""
        words = fold(" ".join(text[s:e] for s, e in attribution.segments))
        if not words or words in held:
            continue
        held.add(words)
        if words in said and len(words) > 40 and attribution.mention:
            # One statement: it stands first in the head of the page and again in the text. Where the head spells it
            # in its own way, as in capitals, the text has what was said.
            body = quotes[said[words]]
            if body.text == " … ".join(text[s:e] for s, e in attribution.segments):
                quotes[said[words]] = replace(
                    body, start=attribution.start, end=attribution.end, segments=attribution.segments
                )
            continue
        repeated = repeated_in(attribution, text, spoken) or (
            interviewed
            if span is None and len(text[attribution.start : attribution.end].split()) >= FEWEST_WORDS
            else None
        )
        if span is None and repeated is None:
            continue  # quoted words that the text gives to nobody
        resolution = resolve_head(text, resolver, mention, quotes, repeated)
        quote = make_quote(text, attribution, resolution, None, in_headline=True)
        found.append(quote)
        if decisions is not None:
            decisions.append(Decision(quote=quote, resolution=resolution))
        if resolution.name:
            names.append(resolution.name)
    return found, names


FEWEST_WORDS = 4  # in marks over an interview: fewer may be a name


def only_answerer(quotes: Sequence[QuoteRecord]) -> QuoteRecord | None:
    """Return an answer of the one who is interviewed: what stands in marks over an interview is theirs."""
    turns = [q for q in quotes if q.rule in {"transcript-interview", "transcript-turn"}]
    asked = turns[0].speaker if turns else None  # the first is a question
    answers = {q.speaker: q for q in turns if q.speaker and q.speaker != asked}
    return next(iter(answers.values())) if len(answers) == 1 else None


REPEATED = "the text gives the same words to this speaker"


def resolve_head(
    text: str, resolver: Resolver, mention: str, quotes: Sequence[QuoteRecord], repeated: QuoteRecord | None
) -> Resolution:
    """Return who a headline's "Palace", "envoy" or "Tolan" is; `repeated` is what the text repeats."""
    if not mention and repeated is not None:
        return Resolution(name=repeated.speaker, factor=0.9, why=REPEATED)
    if mention.isupper() and " " in mention:  # "PORT AUTHORITY": as the text prints it
        mixed = next(
            (m.group() for m in re.finditer(re.escape(mention), text, re.I) if not m.group().isupper()), None
        )
        mention = mixed or mention
    resolution = resolver.resolve(mention, len(text))
    head = head_of(mention)
    if mention.islower() and (resolution.kind == "institution" or mention in BODIES_BY_TRADE):
        named = resolver.resolve(f"the {mention}", len(text))  # "agency": the one that the text names
        return named if named.name and named.name != mention else resolution
    if resolution.kind in {"anonymous", "group"} and not mention.lower().startswith(("a ", "an ")):
        # Headlines leave out the article: "envoy" is the envoy of the text.
        if repeated is not None:
            return Resolution(name=repeated.speaker, factor=0.97, why=REPEATED)
        resolution = (
            same_source(mention, quotes)
            # Who holds the office itself comes before whoever it may stand for, however far off.
            or resolver.roles.person_with_role(
                mention, head.lower(), len(text), (), settled=True, guess=False
            )
            or resolver.roles.person_with_role(mention, head.lower(), len(text), ())
            or resolution
        )
    return resolution


def repeated_in(
    attribution: Attribution, text: str, spoken: Sequence[tuple[str, QuoteRecord]]
) -> QuoteRecord | None:
    """Return the statement of the text that holds what a headline puts in marks."""
    if attribution.kind == "indirect":
        return None
    pieces = [text[s:e] for s, e in attribution.segments]
    # Two short words have to be all that was said.
    words = [fold(piece) for piece in pieces if " " in piece or len(fold(piece)) > 8]
    held = (quote for said, quote in spoken if all(w in said if len(w) > 8 else w == said for w in words))
    return next(held, None) if words else None


SMALL = {"a", "an", "the", "of", "in", "for", "at", "from"}


def same_source(mention: str, quotes: Sequence[QuoteRecord]) -> Resolution | None:
    """Return the source of the text that a headline names in the same words."""
    wanted = {fold(w) for w in mention.split()} - SMALL
    heard: dict[str, set[str]] = {}
    for quote in quotes:
        if quote.speaker:
            heard[quote.speaker] = {fold(w) for w in quote.speaker.split()} - SMALL
    same = [name for name, words in heard.items() if wanted == words]
    within = [name for name, words in heard.items() if wanted < words and len(wanted) > 1]
    name = same[0] if same else within[0] if len(within) == 1 else None
    return Resolution(name=name, kind="anonymous") if name else None
