"""Which page is all in one name? A statement, declaration, letter or speech, and whose it is.

Somebody is named in a lead ("released the following statement"), in the title, in a line under it, or
in the signature. The words are then one statement, and what they report is nobody else's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...folding import any_capital
from ...page.parts import Layout
from ...records import Span
from .page_words import FIRST_PERSON, page_words
from .reading import Attribution
from .speakable import word_is_group
from .unnamed import head_of

KIND = (
    r"(?:(?:press|written|official|brief|short|opening|joint|prepared|video|public|open|new year[’']s?)\s){0,2}"
    r"(?:statement|declaration|remarks|comments?|address|speech|message|letter|appeal|communiqu[eé]|condolences|"
    r"congratulations|testimony|reply|answer)s?"
)
WHO = any_capital(
    r"(?P<who>(?:[Tt]he\s)?[A-Z][\w’'./-]*(?:,?\s(?:[A-Z][\w’'./-]*|of|for|the|and|de|van|von|al|bin|to|on behalf of)){0,14}?)"
)
# "the Foreign Ministers of Norland, Kestra and Orvane, and the High Representative of the Northern Union"
SEVERAL_WHO = (
    r"(?P<who>(?:[Tt]he\s)?(?:[A-Z][\w’'-]*\s){0,3}(?:Ministers|Leaders|Presidents|Heads\sof\sState(?:\sand\s(?:of\s)?Government)?|Governments|"
    r"Ambassadors|Embassies|Missions|Members)\sof\s[^.:;]{3,400}?)"
)
# The end of a paragraph over the words: "... released the following statement on Thursday:"
LEADS = (
    re.compile(
        rf"(?:[Tt]he\s)?(?:text\sof\s)?(?:[Tt]he\s)?following\s{KIND}\s(?:was|is|has\sbeen)\s[^:]{{0,60}}?\bby\s{SEVERAL_WHO}[.:]$"
    ),
    re.compile(
        rf"{WHO}(?:,[^,:]{{3,120}},)?\s(?:(?:has|have|today|on \w+|later|also)\s){{0,2}}"
        rf"(?P<cue>released|releases|issued|issues|made|makes|gave|published|delivered|read|sent|posted)\s(?:out\s)?the\sfollowing\s{KIND}\b[^.:]{{0,160}}[:.]$"
    ),
    re.compile(
        rf"(?:The\s)?following\s(?:is|are|(?:[\w’'-]+\s){{0,4}}?{KIND}\s(?:was|has\sbeen))\b[^:]{{0,60}}?\b(?:by|(?:from|of|to)(?!\s[^:]{{1,60}}?\sby\s))\s{WHO}(?:,[^:]{{3,120}}|\s\([^()]{{2,40}}\))?"
        r"(?:\s(?:on|at|in|to|after|regarding|about|following)\b[^:]{0,120})?[:.]$",
        re.I,
    ),
    # As a house for refugees prints its notes: "... by spokesperson Ada Roke – to whom quoted text may be attributed – at"
    re.compile(
        rf"This\sis\sa\ssummary\sof\swhat\swas\ssaid\sby\s(?:[\w’',.-]+\s){{0,8}}?{WHO}(?:,[^–—]{{3,90}})?\s?[–—-]+\sto\swhom\squoted\stext\smay\sbe\sattributed\b.*$",
        re.S,
    ),
    re.compile(rf"(?:.{{0,40}}\b)?[Aa]ttribut(?:able|ed)\sto\s{WHO}(?:,[^:]{{3,120}})?[:.]?$"),
    re.compile(
        rf"{WHO}(?:,[^,:]{{3,120}},)?\s(?P<cue>said|says)\b[^.:]{{0,60}}\bin\s(?:a|the\sfollowing)\s{KIND}\b[^.:]{{0,60}}:$"
    ),
)
# Over words without marks, on a page whose title says that it is a statement
SAID = re.compile(rf"{WHO}(?:,[^,:]{{3,120}},)?\s(?:has\s|today\s)?(?P<cue>said|says|stated)\s?:$")
# "by the Minister of Ports, H.E. Ms. Ada Roke, at the opening"
NAME_IN_APPOSITION = any_capital(
    r"(?:(?:His|Her)\sExcellency\s|(?i:H\.E\.?|Mr|Mrs|Ms|Dr|Prof|Amb|Ambassador|Minister|Shri|Smt|Sir|Dame|the|Hon|Rt|Honou?rable|Senator)\.?\s){0,4}"
    r"(?!(?:Minister|Ministry|Secretary|President|Head|Government|Department)\b)[A-Z][\w’'-]+(?:\s(?:[A-Z][\w’'.-]*|de|van|von|al|bin|der)){1,4}"
)
# "by the Foreign Ministers of Velland, Kestran and Oscane"
OF_SEVERAL = re.compile(r"\b(?:ministers|leaders|heads|presidents|ambassadors|envoys|governments)\b", re.I)
STATE = any_capital(r"(?:the\s)?[A-Z][\w’'-]+(?:\s(?:of\s)?[A-Z][\w’'-]+){0,3}")
OTHER_STATES = re.compile(rf"(?:,\s{STATE}){{0,30}},?\sand\s{STATE}")
PLAIN_KIND = re.compile(rf"\b{KIND}\b", re.I)
BY = re.compile(
    rf"(?:^|:\s|,\s|\b(?:of|the)\s)(?:\w+\s){{0,3}}?(?P<kind>{KIND})\s(?:dated\s(?:\w+,?\s){{1,4}}?)?(?:by|of|from|(?P<told>attributable\sto|(?:given|delivered|issued)\sby))\s(?-i:{WHO})(?:,\s(?-i:(?P<name>{NAME_IN_APPOSITION}))(?=$|,|\s[a-z(]))?(?=$|,|\sfor\s(?!the\s)(?-i:[a-z])|\sfor\sthe\s(?-i:[a-z])|\s(?:on|at|to|in|after|before|about|regarding|during|following|with|concerning|ahead|marking|condemning|welcoming|in response|upon|as)\b|\s?[-–—(\d])",
    re.I,
)
WHOSE = re.compile(
    rf"^(?:[^:]{{3,30}}:\s)?{WHO}[’'](?:s\s|\s)(?:[\w-]+\s){{0,3}}?(?P<kind>{KIND}\b|(?i:{KIND})(?=$|\s?[,:–—-]|\s(?:on|at|to|of|in|for|after|following|regarding|during|concerning)\b))"
)
# "Arrival and doorstep Ada Roke, minister of ports, at the Council"
ARRIVAL = re.compile(
    rf"(?P<kind>(?:Arrival(?:s)?(?: and)? )?(?:[Dd]oorsteps?|[Dd]oorstep (?:remarks|interview|statement)|[Aa]rrival statement))(?: by| of| with|:| [-–])?\s{WHO}(?=,|\s(?:at|upon|ahead|before|after|on|following|prior)\b|$)"
)
# "President Roke delivered a New Year address on Tuesday."
DELIVERED = re.compile(
    rf"{WHO}\s(?:has\s|on\s\w+\s)?(?:delivered|gave|made|issued|published|sent|released)\s(?:an?|the|his|her|their)\s(?:[\w’'-]+\s){{0,4}}?{KIND}\b"
)
# "Ada Roke, former envoy, as told to Jon Torr": the words are hers
AS_TOLD = re.compile(
    r"(?P<who>[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){1,3})(?:, [^,\n]{3,80})?,? as told to ", re.I
)
# "President Roke sent a message of condolences to ...", over a letter in marks
SENT = re.compile(
    rf"{WHO}(?:,[^,:]{{3,80}},)?\s(?:has\s)?(?:sent|addressed|extended|conveyed)\s(?:an?\s|the\s|his\s|her\s|following\s)*(?:\w+\s){{0,2}}?{KIND}\b"
)
READS = re.compile(
    r"\b(?:reads|read|says|said|states|as\sfollows)(?:,?\s(?:in\spart|inter\salia|in\sparticular))?\s?:$"
)
SIGNED = re.compile(
    r"(?:yours|sincerely|respectfully|with (?:best|kind|warm) (?:wishes|regards)|best (?:wishes|regards)|signed|in solidarity|faithfully)\b.{0,24}$",
    re.I,
)
NAME_ALONE = re.compile(
    any_capital(
        r"(?:(?:Dr|Mr|Mrs|Ms|Sir|Dame|Lord|Rev|Prof|Hon)\.?\s)?[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]*){1,3}"
    )
)
NAME_AND_OFFICE = re.compile(rf"(?P<name>{NAME_ALONE.pattern}), (?:the )?(?P<office>[A-Z][^\n.]{{3,90}})")
SIGNED_BEFORE = re.compile(rf"\([Ss]igned\):?\s{{1,8}}(?P<name>{NAME_ALONE.pattern})")  # "(Signed) Ada Roke"
ONLY_OFFICE = re.compile(
    r"(?:the )?(?:(?:deputy|acting|chief|prime|foreign|vice|special|high|permanent|resident|interim) )*(?:spokes(?:person|man|woman)|minister|president|secretary|envoy|representative|chair|"
    r"director|commissioner|ambassador)\b(?:[ -][A-Z]\w+)?(?: (?:for|of|to)\b.*)?",
    re.I,
)
SPOKES = re.compile(r"spokes(?:man|woman)")
WRITER_IS = re.compile(
    r"(?:The (?:writer|author)|(?:Mr|Ms|Mrs|Dr|Sir)\.? (?P<surname>[A-Z][\w’'-]+)|(?P<name>(?!(?:Mr|Ms|Mrs|Dr|The|This|Our)\b)[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){1,3})),? (?:is|serves as)"
    r" (?P<what>[^.]{3,160})\.?$"
)
HIGH_OFFICE = re.compile(
    r"\b(?:minister|president|ambassador|senator|governor|mayor|secretary|chancellor|premier|commissioner|envoy|"
    r"general|king|queen|speaker|representative|congress(?:man|woman)|director-general|MP|MEP|member of parliament)\b",
    re.I,
)
LONGEST_OFFICE = 90  # characters
OTHER_TRADE = re.compile(
    r"\b(?:former|ex|author|columnist|editor|reporter|correspondent|professor|fellow|contributor)\b", re.I
)
ENDS = re.compile(
    r"(?:end (?:of )?text\.?$|\*\s|-\s?\d+\s?-$|#+$|-?ENDS?-?$|-0-|www\.|https?:)|.{0,300}\b(?:align(?:s|ed)?\s(?:themselves|itself)\s|have\sjoined\sin\s|"
    r"associate(?:s|d)?\s(?:themselves|itself)\s)|(?:press|media)\s(?:office|contacts?|enquiries|inquiries)\b|.{0,40}\bcommitted\sto\spublishing\b|"
    r"(?:background|notes?\sto\seditors?)\s?:?$|for\s(?:more|further)\s(?:information|details)\b|contacts?\s?:|about\sthe\s(?:ministry|office)\b",
    re.I,
)
TEXT_BEGINS = re.compile(r"begin (?:of )?text:?|text:", re.I)
TEXT_OVER = re.compile(r"\s*(?:-0-|#+|-?\bENDS?-?|-30-|\*{3,})\s*$")
REPORTED = re.compile(
    r"\s(?:also\s|has\s|had\s)?(?:said|says|told|added|stressed|noted|warned|stated|continued)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who is named for a whole text, by which sign, and the number of its first paragraph."""

    rule: str
    mention: Span
    first: int = 0
    cue: Span | None = None
    told: bool = False  # that the words follow: they need not be in the first person
    ends: int | None = None  # where it is signed: what stands below is others'


def find_statement(
    text: str, layout: Layout, paragraphs: Sequence[Span]
) -> tuple[list[Attribution], set[int]]:
    """Return the one statement that a page is, and the numbers of the paragraphs it takes; none for any other page."""
    title = by_title(text, layout)
    signatory = (
        by_lead(text, layout, paragraphs, titled=title is not None)
        or by_message(text, layout, paragraphs)
        or title
        or by_line(text, layout)
        or by_signature(text, layout, paragraphs)
        or by_signed_office(text, layout, paragraphs)
        or by_writer(text, layout, paragraphs)
    )
    if signatory is None:
        return [], set()
    if ONLY_OFFICE.fullmatch(text, *signatory.mention):
        holder = signed_alone(text) or signed_with_office(
            text, layout, paragraphs, text[slice(*signatory.mention)]
        )
        signatory = replace(signatory, mention=holder) if holder else signatory
    members: list[int] = []
    last = len(paragraphs)
    for number in range(signatory.first, last):
        if signatory.ends is not None and paragraphs[number][0] >= signatory.ends:
            last = number
            break
        if not members and any(
            line.fullmatch(text, *paragraphs[number]) for line in (TEXT_BEGINS, page_words().document_line)
        ):
            continue  # "Check against delivery"
        if members and ruled_off(text, paragraphs, number):
            break
        if any(
            pattern.match(text, *paragraphs[number]) for pattern in (ENDS, WRITER_IS, SIGNED, SIGNED_BEFORE)
        ):
            break
        members.append(number)
    if not members or not is_in_one_name(text, [paragraphs[n] for n in members], signatory):
        return [], set()
    segments = tuple(without_tail(text, paragraphs[n]) for n in members)
    if text[segments[0][0]] in '“"' and text[segments[-1][1] - 1] in '”"':
        segments = inside_one_pair(segments)
    made = Attribution(
        rule=signatory.rule,
        kind="direct",
        segments=segments,
        mention=signatory.mention,
        cue=text[slice(*signatory.cue)] if signatory.cue else None,
        cue_span=signatory.cue,
        sentence=(segments[0][0], segments[-1][1]),
        paragraph=members[0],
    )
    return [made], set(range(signatory.first, last))


MOST_BELOW = 20  # paragraphs below a line across the page that are looked at
RULE = re.compile(r"^\s*(?:[-–—_=]\s?){10,}\s*$", re.M)


def ruled_off(text: str, paragraphs: Sequence[Span], number: int) -> bool:
    """Is a paragraph parted from the one before by a line across the page, and nobody's own from there on?"""
    between = paragraphs[number - 1][1], paragraphs[number][0]
    return RULE.search(text, *between) is not None and not any(
        FIRST_PERSON.search(text, *span) for span in paragraphs[number : number + MOST_BELOW]
    )


def by_lead(text: str, layout: Layout, paragraphs: Sequence[Span], titled: bool) -> Signatory | None:
    """Return who "released the following statement", in one of the first paragraphs.

    What follows in marks is read as such, unless the page is `titled` a statement.
    """
    stated = layout.headline is not None and PLAIN_KIND.search(text, *layout.headline) is not None
    for number, (start, end) in enumerate(paragraphs[:3]):
        lead = text[start:end]
        says = lead.endswith(":") or "ollowing" in lead or "ttribut" in lead
        if not says or len(lead) > 500 or number + 1 == len(paragraphs):
            continue
        for pattern in (*LEADS, SAID) if stated else LEADS:
            match = pattern.search(lead)
            if match is None or lead[match.end() :].strip():
                continue
            if text[paragraphs[number + 1][0]] in '“"‘' and not titled:
                continue  # what follows stands in marks and is read as such
            who = (start + match.start("who"), start + match.end("who"))
            if PLAIN_KIND.fullmatch(match["who"].removeprefix("the ")):  # "the full text of the address"
                gave = DELIVERED.search(text, paragraphs[0][0], end)
                if gave is None:
                    continue
                who = gave.span("who")
            cue = match.span("cue") if "cue" in match.re.groupindex else None
            return Signatory(
                rule="statement-by-lead",
                mention=who,
                first=number + 1,
                cue=(start + cue[0], start + cue[1]) if cue else None,
                told=True,
            )
    return None


def by_message(text: str, layout: Layout, paragraphs: Sequence[Span]) -> Signatory | None:
    """Return who sent a message that stands in marks, over several paragraphs, under "The message reads:"."""
    for number, (start, end) in enumerate(paragraphs[:4]):
        if READS.search(text, start, end) is None or number + 2 >= len(paragraphs):
            continue
        first, last = paragraphs[number + 1], paragraphs[-1]
        if (
            text[first[0]] not in '“"'
            or text[last[1] - 1] not in '”"'
            or has_marks(text, first[0] + 1, last[1] - 1)
        ):
            continue
        told = (*(span for span in (layout.standfirst,) if span), *paragraphs[: number + 1])
        sent = next((found for span in told if (found := SENT.search(text, *span))), None)
        if sent is not None:
            return Signatory(rule="statement-by-lead", mention=sent.span("who"), first=number + 1, told=True)
    return None


def has_marks(text: str, start: int, end: int) -> bool:
    return any(text.find(mark, start, end) >= 0 for mark in '“”"')


def by_title(text: str, layout: Layout) -> Signatory | None:
    """Return whose statement, letter or speech the title says that the page is."""
    if layout.headline is None:
        return None
    start, end = layout.headline
    title = text[start:end][:400]
    match = BY.search(title) or WHOSE.search(title) or ARRIVAL.match(title)
    if match is None and layout.standfirst is not None:
        start, end = layout.standfirst
        told_to = AS_TOLD.match(text, start, end)
        if told_to is not None:
            return Signatory(rule="statement-by-title", mention=told_to.span("who"), told=True)
        title = text[start:end][:400]
        match = BY.match(title)
        match = match if match and match["told"] else None
    if match is None:
        return None
    named = "name" if match.re is BY and match["name"] else "who"
    offices, slash, _ = match[named].rpartition("/")  # "High Representative/Vice-President Roke"
    who = (start + match.start(named) + len(offices + slash), start + match.end(named))
    states = OTHER_STATES.match(title, match.end(named)) if OF_SEVERAL.search(match[named]) else None
    if states is not None:
        who = (who[0], start + states.end())
    told = "told" in match.re.groupindex and match["told"] is not None
    kind = (start + match.start("kind"), start + match.end("kind"))
    return Signatory(rule="statement-by-title", mention=who, cue=kind, told=told)


def by_line(text: str, layout: Layout) -> Signatory | None:
    """Return who stands with an office on a line of the head, where another line says what the text is."""
    if layout.signatory is None:
        return None
    top = text[: layout.body[0][0]] if layout.body else ""
    kinds = any(page_words().document_line.fullmatch(line.strip()) for line in top.splitlines())
    titled = layout.headline is not None and PLAIN_KIND.search(text, *layout.headline)
    return Signatory(rule="statement-by-title", mention=layout.signatory) if kinds or titled else None


def by_signature(text: str, layout: Layout, paragraphs: Sequence[Span]) -> Signatory | None:
    """Return who signed: the name behind "Yours sincerely"."""
    if not paragraphs:
        return None
    base = max(paragraphs[0][0], len(text) - 1500)
    lines = [match.span() for match in re.finditer(r"\S(?:[^\n]*\S)?", text[base:])][-8:]
    contact = next(
        (n for n, (start, end) in enumerate(lines) if CONTACT.search(text, base + start, base + end)),
        len(lines),
    )
    lines = lines[:contact]  # whoever answers the press has not signed
    for start, end in lines:
        signed = SIGNED_BEFORE.match(text, base + start, base + end)
        if signed is not None:
            return Signatory(rule="statement-by-signature", mention=signed.span("name"))
    for (start, end), (below, behind) in pairwise(lines):
        if SIGNED.match(text[base + start : base + end].strip()) and NAME_ALONE.match(
            text[base + below : base + behind].strip()
        ):
            name = NAME_ALONE.match(text, base + below)
            if name is not None:
                return Signatory(rule="statement-by-signature", mention=name.span())
    return by_group(text, layout, paragraphs, (base + lines[-1][0], base + lines[-1][1])) if lines else None


CONTACT = re.compile(
    r"\b(?:(?:more|further) (?:information|details)|(?:press|media) (?:contacts?|enquiries|inquiries)|may contact)\b",
    re.I,
)
DEAR = re.compile(r"Dear [A-Z]|To the [A-Z]")
LETTER = re.compile(r"\b[Ll]etter\b")


def by_group(text: str, layout: Layout, paragraphs: Sequence[Span], last: Span) -> Signatory | None:
    """Return the group whose name is the last line of a letter: "The families of the crew"."""
    line = text[slice(*last)]
    letter = DEAR.match(text, *paragraphs[0]) or (layout.headline and LETTER.search(text, *layout.headline))
    core = line.removeprefix("The ").removeprefix("the ")
    if not letter or last[0] < paragraphs[-1][1] or len(line) > LONGEST_OFFICE or not line[:1].isupper():
        return None
    group = line[-1:].isalnum() and word_is_group(head_of(core))
    return Signatory(rule="statement-by-signature", mention=last) if group else None


def by_signed_office(text: str, layout: Layout, paragraphs: Sequence[Span]) -> Signatory | None:
    """Return who signed with a name over a high office, each on a line of its own behind the words."""
    if len(paragraphs) < 2:
        return None
    lines = sorted(span for span in (*layout.headings, *layout.junk) if span[0] > paragraphs[1][0])
    for (start, end), (below, behind) in pairwise(lines):
        if (
            NAME_ALONE.fullmatch(text, start, end)
            and not text[end:below].strip()
            and text.count("\n", end, below) == 1
            and behind - below < LONGEST_OFFICE
            and HIGH_OFFICE.search(text, below, behind)
            and not OTHER_TRADE.search(text, below, behind)
            and not CONTACT.search(text, max(paragraphs[1][0], start - LONGEST_CONTACT), start)
        ):
            return Signatory(rule="statement-by-signature", mention=(start, end), ends=start)
    return None


def signed_alone(text: str) -> Span | None:
    """Return the name behind "(Signed)" at the end of a letter, of which the title gives the office only."""
    tail = max(0, len(text) - LONGEST_TAIL)
    signed = next(SIGNED_BEFORE.finditer(text, tail), None)
    return signed.span("name") if signed else None


LONGEST_CONTACT = 120  # characters from "For further information" to whom it names
LONGEST_TAIL = 1500  # characters


def signed_with_office(text: str, layout: Layout, paragraphs: Sequence[Span], office: str) -> Span | None:
    """Return the name that stands behind the words with an office that the title names: "Ada Roke, Spokesman for the Council"."""
    if len(paragraphs) < 2:
        return None
    wanted = SPOKES.sub("spokesperson", office.lower()).split()
    for start, end in sorted(span for span in (*layout.headings, *layout.junk) if span[0] > paragraphs[0][1]):
        signed = NAME_AND_OFFICE.fullmatch(text, start, end)
        if signed and SPOKES.sub("spokesperson", signed["office"].lower()).split()[0] in wanted:
            return signed.span("name")
    return None


def by_writer(text: str, layout: Layout, paragraphs: Sequence[Span]) -> Signatory | None:
    """Return the holder of an office who wrote a page: "The writer is the foreign minister of Norvania"."""
    if not paragraphs:
        return None
    head = (*layout.junk, layout.standfirst, *paragraphs[:2])
    above = [span for span in head if span and span[1] < paragraphs[-1][0]]
    for start, end in [*paragraphs[-2:], *layout.junk[-2:], *above]:
        match = WRITER_IS.match(text, start, min(end, start + 300))
        if match is None or HIGH_OFFICE.search(match["what"]) is None or OTHER_TRADE.search(match["what"]):
            continue
        surname = match["surname"] or (match["name"] or "").split(" ")[-1]
        if (match["surname"] or (start, end) in above) and (layout.byline or "").split()[-1:] != [surname]:
            continue  # somebody whom the text tells of
        named = match.span("name") if match["name"] else name_in_head(text, layout)
        if named is not None:
            first = paragraphs.index((start, end)) + 1 if (start, end) in paragraphs[:2] else 0
            return Signatory(rule="statement-by-signature", mention=named, first=first)
    return None


def name_in_head(text: str, layout: Layout) -> Span | None:
    """Return where the head names its author: the byline, or a line that holds a name alone."""
    top = layout.body[0][0] if layout.body else 0
    if layout.byline:
        at = text.find(layout.byline, 0, top)
        return (at, at + len(layout.byline)) if at >= 0 else None
    return next((s for s in layout.junk if s[1] <= top and NAME_ALONE.fullmatch(text, *s)), None)


def is_in_one_name(text: str, paragraphs: Sequence[Span], signatory: Signatory) -> bool:
    """Is a text its signatory's own? Somebody speaks of himself, and nobody reports what the signatory said."""
    name = text[slice(*signatory.mention)]
    surname = name.split()[-1]
    if not signatory.told and any(text.startswith(name, start) for start, _ in paragraphs):
        return False  # "Ada Roke (Orvel, 1966) has sailed": somebody tells of her
    own = 0
    for start, end in paragraphs:
        at = text.find(surname, start, end)
        if at >= 0 and REPORTED.match(text, at + len(surname), end):
            return False
        own += FIRST_PERSON.search(outside_marks(text[start:end])) is not None
    return signatory.told or own * 4 >= len(paragraphs)


def outside_marks(paragraph: str) -> str:
    return re.sub(r"[“\"][^“”\"]*[”\"]", " ", paragraph)


def inside_one_pair(segments: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the words of a whole letter that stands in one pair of marks."""
    (start, end), *others = segments
    opened = [(start + 1, end), *others]
    return (*opened[:-1], (opened[-1][0], opened[-1][1] - 1))


def without_tail(text: str, span: Span) -> Span:
    tail = TEXT_OVER.search(text, max(span[0], span[1] - 12), span[1])
    return (span[0], tail.start() if tail and tail.start() > span[0] else span[1])
