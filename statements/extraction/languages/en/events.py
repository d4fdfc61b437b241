"""Events that an article dates or names: summits, talks, calls, launches, agreements, votes.

A sentence mentions an event when it holds one of the nouns below beside a date, a place that names
it ("the Hanoi summit") or two parties ("between Trump and Kim"). Mentions of one happening are one
event. What people merely say they want is kept only where it has a name: "a third summit".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ...page.dates import DateMention, find_dates, resolve_day, weekday_number
from ...records import EventRecord, Span
from . import lexicon
from .lexicon import MONTHS
from .page_words import page_words
from .relative_dates import resolve_relative, resolve_weekday
from .resolution import Resolver
from .tokens import Tokens

KINDS = (
    ("summit", r"summits?"),
    ("press_conference", r"(?:news|press) conferences?|press briefings?"),
    ("phone_call", r"(?:tele)?phone (?:call|conversation|talk)s?"),
    (
        "launch",
        r"(?:rocket|missile|test|satellite|ballistic)[\w -]{0,20} (?:launch(?:es)?|test)|nuclear test|launch of an? [\w ]{0,30}(?:missile|rocket|satellite)|test launch",
    ),
    (
        "vote",
        r"referendum|(?:presidential|parliamentary|general) elections?|(?<=adopted a )resolution|vote (?:on|in)",
    ),
    (
        "agreement",
        r"(?:peace |trade |nuclear |framework )?(?:agreement|accord|treaty|declaration|communiqu[eé]|memorandum)",
    ),
    (
        "meeting",
        r"(?:face-to-face |bilateral |working |informal |closed-door )?(?:talks|negotiations|meeting|consultations)|round of (?:the |\w+ )?(?:dialogue|talks)|working lunch",
    ),
    ("visit", r"(?:state |official |working )?visit"),
)
NOUN = re.compile("|".join(rf"(?P<{kind}>\b(?:{pattern})\b)" for kind, pattern in KINDS), re.I)
# A piece of every noun above, for a quick look before the slow one.
HINTS = (
    "ummit", "onference", "riefing", "phone ", "aunch", " test", "eferendum", "l election", "y election",
    "adopted a resolution", "ote on", "ote in", "greement", "ccord ", "ccord,", "ccord.", "reaty", "eclaration",
    "ommuniqu", "emorandum", "alks", "egotiations", "eeting", "onsultations", "ound of", "ing lunch", "visit", "Visit",
)  # fmt: skip
AGREEMENT_VERB = re.compile(r"\b(?:sign(?:ed|ing)?|initial(?:l?ed)?|concluded|adopted)\b", re.I)
CANCELLED = re.compile(
    r"\b(?:cancell?(?:ed|ation|s)|call(?:ed|ing|s)? (?:it |the \w+ )?off|scrapped|refused to attend)\b", re.I
)
FAILED = re.compile(r"\b(?:failed to|refused to|did not|without) (?:sign|attend|hold|agree|adopt)", re.I)
POSSIBLE = re.compile(
    r"\b(?:possible|potential|may|might|could|would|chances? (?:of|for)|encourage|proposed?|if)\b", re.I
)
PLANNED = re.compile(
    r"\b(?:scheduled|planned|will (?:be held|take place|meet|hold|host|travel|visit)|upcoming|due to|is to|are to|expected to|next)\b",
    re.I,
)
HELD = re.compile(
    r"\b(?:was held|were held|took place|held|wrapped up|ended|concluded|met|opened|hosted|after (?:the )?talks|during)\b",
    re.I,
)
PLACE = re.compile(
    r"\b(?:in|at|on) (?:the )?(?:[A-Z][\w’']*[’']s? [\w ]{0,24}?(?:city|capital|town|resort) of )?"
    r"(?P<place>(?:St\. |San |New |La |El |Port |Cape |Mount |Lake )?[A-Z][\w’'-]+(?: (?:Island|City|House|[A-Z][\w’'-]+))?)"
)
CITY_OF = re.compile(r"\b(?:city|capital|town|port|resort|village) of (?P<place>[A-Z][\w’'-]+)")
BETWEEN = re.compile(
    r"\bbetween (?P<one>[^,.;]{2,60}?) and (?P<two>(?:the )?(?:[A-Z][\w’'-]+ ?|leader |president |minister |spokesman ){1,7})"
)
WITH = re.compile(
    r"\bwith (?P<one>(?:(?:his |her |the )(?:[a-z’'-]+ ){0,2})?(?:[A-Z][\w’'-]+ ){0,3}?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})"
)
PAIR = re.compile(r"\b(?P<one>[A-Z][a-z]+)[-–](?P<two>[A-Z][a-z]+)\b")
DAYS_LONG = re.compile(r"\b(?P<n>two|three|four|2|3|4)-day\b", re.I)
VAGUE = re.compile(
    rf"\b(?:(?:in|since) )?(?:(?P<part>early|mid|late)[- ])?(?P<month>{'|'.join(m for m in MONTHS if len(m) > 3)}),? (?P<which>last|this|next) year\b",
    re.I,
)
LATEST = re.compile(r"\b(?:a|another|any) (?:new|third|second|fourth|further)\b", re.I)
NUMBERS = {"two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}
NO_PLACE = {
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Facebook",
    "Twitter",
    "He",
    "She",
    "The",
    "It",
}


@dataclass(slots=True)
class EventDraft:
    """An event while its mentions are being gathered."""

    kind: str
    noun: str
    spans: list[Span] = field(default_factory=list)
    place: str | None = None
    start: str | None = None
    end: str | None = None
    status: str = "held"
    participants: list[str] = field(default_factory=list)
    rule: str = "noun-and-date"


def find_events(
    text: str, paragraphs: Sequence[Tokens], resolver: Resolver, published: date | None
) -> list[EventRecord]:
    """Return the events of an article, each once, in the order of their first mention."""
    drafts: list[EventDraft] = []
    hints = [hint for hint in HINTS if hint in text]
    for tokens in paragraphs:
        if not tokens.spans or not may_hold_event(hints, tokens.source, *tokens.stretch):
            continue
        carried: tuple[str | None, str | None, str | None] = (None, None, None)
        for start, end in sentence_spans(tokens):
            if not may_hold_event(hints, text, start, end):
                continue
            found = read_event_sentence(text, start, end, resolver, published, carried)
            for draft in found:
                place_draft(drafts, draft)
                if draft.start:
                    carried = (draft.end or draft.start, draft.place or carried[2], draft.place or carried[2])
    return [finished_event(draft) for draft in drafts if draft.start or draft.place or draft.participants]


def may_hold_event(hints: Sequence[str], text: str, start: int, end: int) -> bool:
    return any(text.find(hint, start, end) >= 0 for hint in hints)


def sentence_spans(tokens: Tokens) -> list[Span]:
    spans = []
    first = 0
    last = len(tokens.tags) - 1
    while first <= last:
        stop = tokens.tags.find(".", first)
        stop = last if stop < 0 else stop
        spans.append((tokens.spans[first][0], tokens.spans[stop][1]))
        first = stop + 1
    return spans


def read_event_sentence(
    text: str,
    start: int,
    end: int,
    resolver: Resolver,
    published: date | None,
    carried: tuple[str | None, str | None, str | None],
) -> list[EventDraft]:
    if end - start > 3000:
        return []
    sentence = text[start:end]
    nouns = list(NOUN.finditer(sentence))
    if not nouns:
        return []
    days = list(find_dates(text, page_words(), start, end))
    vague = VAGUE.search(sentence)
    drafts = []
    for match in nouns:
        kind = match.lastgroup or "other"
        if match.start() and sentence[match.start() - 1] in "“\"‘'":
            continue
        # A clause of its own has its own date: look no further than the next semicolon.
        draft = EventDraft(
            kind=kind, noun=match.group(), spans=[(start + match.start(), start + match.end())]
        )
        draft.status = status_of(sentence, match)
        draft.participants = parties(sentence, match, resolver, start)
        draft.place = place_of(sentence, match, resolver)
        if kind == "agreement" and not AGREEMENT_VERB.search(sentence):
            continue
        set_date(draft, sentence, match, days, vague, published, start)
        if draft.start is None and kind in {"press_conference", "meeting", "agreement"} and carried[0]:
            close = re.search(r"\b(?:hours?|earlier|later|joint|also|then)\b", sentence)
            if close and (kind != "meeting" or "lunch" in match.group()):
                draft.start, draft.place, draft.rule = (
                    carried[0],
                    draft.place or carried[1],
                    "noun-in-passage",
                )
        named = draft.place is not None and f"{draft.place.split(',')[0]} {draft.noun}" in sentence
        if (
            draft.start is None
            and not named
            and not (kind == "summit" and draft.status in {"possible", "planned"})
        ):
            if not (kind in {"meeting", "phone_call", "summit"} and len(draft.participants) == 2):
                continue
            if kind == "meeting" and draft.noun.lower() != "meeting":
                continue
        drafts.append(draft)
    return drafts


def status_of(sentence: str, match: re.Match[str]) -> str:
    near = sentence[max(0, match.start() - 90) : match.end() + 90]
    before = sentence[max(0, match.start() - 60) : match.start()]
    if CANCELLED.search(near):
        return "cancelled"
    if FAILED.search(before):
        return "did_not_happen"
    if re.search(r"\b(?:carried out|conducted|held|hosted|took part in|attended)\b[^,.]{0,40}$", before):
        return "held"
    if match.lastgroup == "launch":
        return "held"
    if LATEST.search(before) or POSSIBLE.search(before[-45:]):
        return "possible"
    if HELD.search(near):
        return "held"
    if PLANNED.search(near):
        return "planned"
    return "held"


def set_date(
    draft: EventDraft,
    sentence: str,
    match: re.Match[str],
    days: Sequence[DateMention],
    vague: re.Match[str] | None,
    published: date | None,
    base: int,
) -> None:
    """Give a draft the date that stands nearest to its noun."""
    ahead = draft.status in {"planned", "possible", "cancelled"}
    best: DateMention | None = None
    for mention in days:
        low, high = sorted((mention.span[0] - base, match.start()))
        if re.search(r"\b(?:after|before|since|until)\b", sentence[low:high]):
            continue  # "held on Monday, a year after they had signed the agreement"
        distance = abs(mention.span[0] - base - match.start())
        if distance < 170 and (best is None or distance < abs(best.span[0] - base - match.start())):
            best = mention
    if best is not None:
        draft.start, draft.end = resolve_day(best, published, ahead=ahead)
        return
    if vague is not None and published is not None:
        year = published.year + {"last": -1, "this": 0, "next": 1}[vague["which"].lower()]
        draft.start = f"{year:04d}-{MONTHS[vague['month'].lower()]:02d}"
        return
    if ahead and draft.status != "cancelled":
        return
    after = sentence[match.end() : match.end() + 120]
    weekday = re.search(r"\bon (Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b", after)
    if (
        weekday
        and published is not None
        and not re.search(r"\b(?:said|told|announced|added)\b", after[: weekday.start()])
    ):
        day = resolve_weekday(published, weekday_number(weekday.group(1), page_words()) or 0)
        length = DAYS_LONG.search(sentence[: match.start()])
        if length:
            first = day - timedelta(days=NUMBERS[length["n"].lower()] - 1)
            draft.start, draft.end = first.isoformat(), day.isoformat()
        else:
            draft.start = day.isoformat()
        return
    if weekday and published is not None and re.search(r"\bafter (?:\w+ ){0,3}$", sentence[: match.start()]):
        draft.start = resolve_relative(weekday.group(), published)
        return
    if draft.kind == "phone_call" and published is not None and draft.status == "held":
        draft.start, draft.rule = published.isoformat()[:7], "noun-before-publication"


def place_of(sentence: str, match: re.Match[str], resolver: Resolver) -> str | None:
    before = sentence[: match.start()]
    named = re.search(r"(?P<place>[A-Z][a-z]+)\s$", before)
    if named and is_place(named["place"], resolver) and not re.search(r"[-–]\s*\w+\s$", before[-30:]):
        return named["place"]
    city = CITY_OF.search(sentence, match.end())
    found: list[str] = []
    if city:
        found.append(city["place"])
    for place in PLACE.finditer(sentence, match.end()):
        between = sentence[match.end() : place.start()]
        if len(found) >= 2 or len(between) > 130 or re.search(r"[“”\"]|\bthat\b", between):
            break
        name = re.sub(r"[’']s?$", "", place["place"])
        if is_place(name, resolver) and name not in found:
            found.insert(0 if name.endswith("Island") else len(found), name)
    return ", ".join(found[:2]) if found else None


def is_place(name: str, resolver: Resolver) -> bool:
    if name in NO_PLACE or name.lower() in MONTHS or name in lexicon.outlets():
        return False
    country = lexicon.country_table().get(name.lower())
    if country and name in country.adjectives:
        return False
    if re.search(r"(?:Ministry|Foreign|White House|Council|Committee|Department)$", name):
        return False
    last = name.split()[-1]
    people = resolver.cast.by_last.get(last.lower()) or resolver.cast.by_word.get(last.lower()) or []
    return not people and last.lower() not in lexicon.roles()


def parties(sentence: str, match: re.Match[str], resolver: Resolver, base: int) -> list[str]:
    """Return who takes part, as far as the words around the noun tell."""
    near = sentence[max(0, match.start() - 12) : match.end()]
    pair = PAIR.search(near) or PAIR.search(sentence[max(0, match.start() - 40) : match.end() + 5])
    if pair:
        return [known_name(pair[k], resolver) for k in ("one", "two")]
    between = BETWEEN.search(sentence, match.end(), min(len(sentence), match.end() + 200))
    if between:
        both = [known_name(between[k], resolver) for k in ("one", "two")]
        return [name for name in both if is_party(name, resolver)]
    if draft_takes_no_party(match):
        return []
    partner = WITH.search(sentence, match.end(), min(len(sentence), match.end() + 90))
    owner = re.search(
        r"([A-Z][\w’'-]*?)[’']s? (?:possible |planned |first |second )?$", sentence[: match.start()]
    )
    names: list[str] = []
    if owner:
        names.append(known_name(owner.group(1), resolver))
    elif partner:
        inside = [p.name for p in resolver.cast.people_between(base, base + match.start())]
        names.extend(inside[-1:])
    if partner:
        at = base + partner.start("one")
        people = resolver.cast.people_between(at, at + 70)
        other = resolver.cast.fullest(people[0]).name if people else known_name(partner["one"], resolver)
        if other not in names:
            names.append(other)
    return [name for name in names if is_party(name, resolver)]


def is_party(name: str, resolver: Resolver) -> bool:
    """Is this somebody, and not the rest of a phrase ("his Russian", "North")?"""
    if not name[:1].isupper():
        return False
    known = resolver.names.person_in(name, learn=False) is not None or name.lower() in lexicon.country_table()
    return known or len(name.split()) > 1


def draft_takes_no_party(match: re.Match[str]) -> bool:
    return match.lastgroup in {"vote", "agreement"}


def known_name(phrase: str, resolver: Resolver) -> str:
    """Return the canonical name of a party, or the phrase itself."""
    resolution = resolver.names.person_in(phrase.strip(), learn=False)
    if resolution and resolution.name:
        return resolution.name
    resolution = resolver.names.person_in(re.sub(r"^(?:his|her|the) ", "", phrase.strip()), learn=False)
    if resolution and resolution.name:
        return resolution.name
    country = lexicon.country_table().get(re.sub(r"^the ", "", phrase.strip(), flags=re.I).lower())
    return country.name if country else phrase.strip()


SAME_KIND = {"summit": "summit", "meeting": "summit"}


def place_draft(drafts: list[EventDraft], new: EventDraft) -> None:
    """Join a mention to the event it speaks of, or begin a new one."""
    for old in drafts:
        if SAME_KIND.get(old.kind, old.kind) != SAME_KIND.get(new.kind, new.kind):
            continue
        if same_event(old, new):
            old.spans.extend(new.spans)
            old.place = longer_of(old.place, new.place)
            if new.start and not old.start:
                old.start, old.end = new.start, new.end
            old.end = old.end or (new.end if new.start == old.start else None)
            if new.kind == "summit":
                old.kind, old.noun = "summit", new.noun
            if new.status == "cancelled" and old.status in {"planned", "held"}:
                old.status = "cancelled"
            for name in new.participants:
                if name not in old.participants and len(old.participants) < 2:
                    old.participants.append(name)
            return
    drafts.append(new)


def same_event(old: EventDraft, new: EventDraft) -> bool:
    dates = same_date(old.start, new.start)
    if dates is False and not (old.end and new.start == old.end):
        return False
    here = set(re.findall(r"\w{4,}", (old.place or "").lower()))
    there = set(re.findall(r"\w{4,}", (new.place or "").lower()))
    if here and there:
        return bool(here & there)
    if old.participants and new.participants:
        if set(old.participants) & set(new.participants) and (
            dates or len(set(old.participants) & set(new.participants)) == 2
        ):
            return not (old.status == "possible") ^ (new.status == "possible") or bool(dates)
        return False
    if old.status == "possible" or new.status == "possible":
        return old.status == new.status
    return bool(dates) or new.start is None or old.start is None


def same_date(one: str | None, other: str | None) -> bool | None:
    if one is None or other is None:
        return None
    return one.startswith(other) or other.startswith(one)


def longer_of(one: str | None, other: str | None) -> str | None:
    return max((p for p in (one, other) if p), key=len, default=None)


def finished_event(draft: EventDraft) -> EventRecord:
    return EventRecord(
        name=event_name(draft),
        kind=draft.kind,  # type: ignore[arg-type]
        place=draft.place,
        start=draft.start,
        end=draft.end if draft.end != draft.start else None,
        status=draft.status,  # type: ignore[arg-type]
        participants=tuple(draft.participants),
        mentions=tuple(sorted(set(draft.spans))),
        rule=draft.rule,
    )


EVENT_LABELS = {
    "summit": "summit",
    "meeting": "talks",
    "phone_call": "phone call",
    "visit": "visit",
    "press_conference": "press conference",
    "launch": "launch",
    "agreement": "agreement",
    "vote": "vote",
}


def event_name(draft: EventDraft) -> str:
    """Return a name such as "Tolan–Roke summit, Lissel"; the noun is the text's own."""
    noun = (
        draft.noun.lower()
        if draft.kind in {"agreement", "vote", "launch", "meeting"}
        else EVENT_LABELS.get(draft.kind, draft.noun)
    )
    who = "–".join(short_name(name) for name in draft.participants[:2])
    place = draft.place.split(",")[-1].strip() if draft.place else ""
    name = " ".join(part for part in (who, noun) if part)
    if place:
        name = f"{name}, {place}" if who else f"{place} {noun}"
    return name[:1].upper() + name[1:]


def short_name(name: str) -> str:
    words = name.split()
    if (len(words) == 2 and "-" in words[1]) or (len(words) == 3 and all(len(w) <= 4 for w in words)):
        return words[0]
    return (
        words[-1]
        if len(words) > 1 and words[0][:1].isupper() and name.lower() not in lexicon.country_table()
        else name
    )
