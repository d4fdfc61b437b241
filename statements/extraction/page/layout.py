"""Which line of a saved page is what? Headline, standfirst, byline, date, dateline, body, junk.

Cleaning selects, it never rewrites: everything found here is a span of the source. Pages arrive with
navigation before the text, a headline printed twice, captions, links to other articles inside the
text, and datelines in a dozen house styles. The words by which all this is told are the language's.
"""

import re
from collections.abc import Sequence
from datetime import date

from ..records import Span
from .datelines import find_dateline, find_place_line
from .dates import DateMention, find_dates
from .heads import (
    BEHIND_AUTHOR,
    BULLET,
    LONGEST_SLOGAN,
    is_furniture,
    is_house_line,
    joined_names,
    read_header,
    take_byline_or_date,
    take_reporting,
)
from .junk import is_crumbs, is_junk, is_way_to_title
from .lines import NAME_LINE, find_lines, is_ended, is_heading, letters_in, sentence_count, width
from .outlets import read_outlet
from .parts import Dateline, Layout, stub_labels
from .patterns import patterns_of
from .posts import find_embedded
from .published import read_published
from .turns import find_turns, split_lost_lines
from .words import PageWords

LONG_PROSE = 120  # characters of what stands under a place
PROSE = 60  # of a whole sentence there
LONGEST_CREDIT = 160  # characters, of a line that says who asked
MOST_POINTS = 9
SHORTEST_PLACE = 4  # capitals that are a place and no agency
LONGEST_ASKED = 130  # characters of a headline that asks
LEAST_OF_TITLE = 5  # words of a headline over an author
LONGEST_DAY = 40  # characters of a line that is a day
FEWEST_LISTED = 4  # dated titles of a list that has no text
MOST_AUTHORS = 4
MOST_TO_AUTHOR = 60  # lines of a head among which a name alone can be the author
MOST_OVER_TITLE = 12  # lines of a head among which a headline is looked for
MOST_KINDS = 3  # lines over a headline that can all be what kind of text follows
HEAD_LINES = 500  # at the beginning of a head, and as many at its end, that are looked at for a headline
LINES_OF_HEAD = 6  # that may stand under the first sentence: the day, the place, the caption
# In columns. A page whose first line is longer has lost its headline, also where the text breaks off in the line.
LONGEST_HEADLINE = 400
# "“We are ready, and so is the boat.” - Mira Tolan"
SIGNED_BELOW = re.compile(r"[“\"„«][^“”\"„«»]{20,}[.?!…][”\"»]\s?[-–—]{1,2}\s?[^\W\d_a-z]")
HANDLE_LINE = re.compile(r"@\w{2,20}")  # under its author's name
ANY_LETTER = re.compile(r"\w")
NUMBERED_PICTURE = re.compile(r"\(?\d{1,2}\s?(?:/|of)\s?\d{1,2}\b")
MOST_PLAIN = 1000
SHORTEST_SIGNED = 24  # characters, of "“…” - Mira Tolan"
LONGEST_POST = 400  # characters


def parse_layout(text: str, words: PageWords, today: date | None = None) -> Layout:
    """Return the parts of a page from its text.

    `words` are those of the language that it is in; `today` bounds the years that a day can mean.
    """
    patterns = patterns_of(words)
    layout = Layout()
    lines = split_lost_lines(text, find_lines(text))
    layout.turns = find_turns(text, lines, words)
    taken = {line for turn in layout.turns for line in turn.lines}
    header: list[Span] = []
    dates: list[tuple[Span, DateMention]] = []
    flashes = flashes_over_head(text, lines, words)
    index = 0
    points = False  # stand below: a line has said so
    plain: set[str] = set()  # lines of the head that say nothing but themselves, wherever they stand
    # The head of the page: everything before the first line that reads like prose.
    while (
        index < len(lines)
        and lines[index] not in taken
        and (
            lines[index] in flashes
            or not begins_body(text, lines, index, header, words, bool(layout.byline or dates))
            or words.held_line.fullmatch(text, *lines[index])
            or (header and words.points_line.fullmatch(text, *lines[index]))
        )
        and not begins_agenda(text, lines[index], header, words)
    ):
        span = lines[index]
        index += 1
        if span in flashes:
            continue
        line = text[span[0] : span[1]]
        if index > 1 and words.caption_above.fullmatch(text[slice(*lines[index - 2])].strip()):
            layout.junk.append(span)
            continue
        if ANY_LETTER.search(line) is None or is_stamp(line, words):
            layout.junk.append(span)
            continue
        if line in plain:
            header.append(span)
            continue
        following = text[slice(*lines[index])] if index < len(lines) else ""
        if header and words.held_line.fullmatch(line) and (day := next(find_dates(text, words, *span), None)):
            dates.append((span, day))  # "Held at Harbour House, Hollin, on Tuesday, 9 April 2024, at 10 a.m."
            layout.junk.append(span)
            continue
        if header and (asked := words.interviewer.fullmatch(line.strip())):
            layout.interviewer = (span[0] + asked.start("name"), span[0] + asked.end("name"))
            layout.byline = layout.byline or asked["name"]
            layout.junk.append(span)
            continue
        if patterns.byline_alone.fullmatch(line.strip()) and NAME_LINE.fullmatch(following.strip()):
            layout.byline = layout.byline or following.strip()
            index += 1
            continue
        written = patterns.byline.fullmatch(BEHIND_AUTHOR.sub("", line.strip()))
        crumbs = is_crumbs(line, words) and written is None
        points = points or words.points_line.fullmatch(line) is not None
        point = points and BULLET.match(line) is not None  # "• Ferries sail again", under "Summary"
        if not point and (is_junk(line, words) or crumbs or words.caption.match(line)):
            layout.junk.append(span)
            continue
        titled = (
            words.transcript.search(line)
            if following and not set(line) & set(">|/•") and heads_only_houses(text, header, words)
            else None
        )
        if titled and (day := next(find_dates(text, words, *span), None)) and day.span[0] - span[0] > 10:
            dates.append((span, day))  # "Department Press Briefing – October 3, 2024"
            header.append(span)
            continue
        near = layout.byline is None and index <= MOST_TO_AUTHOR
        if near and (signed := author_and_day(text, span, header, words)):
            layout.byline = signed[0]
            dates.append((span, signed[1]))
            continue
        if take_byline_or_date(text, span, layout, dates, words):
            if patterns.clock_line.fullmatch(line.strip()):
                layout.entries.append((span[1], None))
            continue
        if layout.byline is None and (authors := authors_over_places(text, lines, index - 1, words)):
            layout.byline, index = authors
            continue
        if layout.byline is None and is_author_line(text, lines, index - 1, header, words, not layout.turns):
            layout.byline = line.strip()
            continue
        if near and layout.byline is None and not layout.turns:
            stamped = bool(dates) and dates[-1][0] == lines[index - 2]
            if author := author_over_text(text, lines, index - 1, header, words, stamped):
                layout.byline = author
                continue
        if words.editorial.match(line):
            layout.junk.append(span)
            continue
        place = patterns.place_line.fullmatch(line.strip())
        if place is None and not NAME_LINE.fullmatch(line.strip()) and len(plain) < MOST_PLAIN:
            plain.add(line)
        prose = len(following) > LONG_PROSE or (len(following) > PROSE and is_ended(following))
        told = (
            words.transcript.search(line)
            or any(word in words.writers or word in words.verbs for word in line.lower().split())
            or words.document_line.fullmatch(line.strip())
            or line.strip() in words.outlets
            or (
                line.isupper()
                and len(line.strip()) < SHORTEST_PLACE
                and line.strip().lower() not in words.places
            )
        )
        if header and place and prose and not told:
            if layout.dateline is None:
                layout.dateline = Dateline(span=span, place=place["place"])
                layout.junk.append(span)
                continue
        header.append(span)
    set_for_days = index < len(lines) and begins_agenda(text, lines[index], header, words)
    middle = header[HEAD_LINES:-HEAD_LINES]
    layout.junk.extend(middle)
    read_header(text, header[:HEAD_LINES] + header[-HEAD_LINES:] if middle else header, layout, words)
    seen: dict[str, Span] = {}
    post_ends = 0  # where a post of a network ends at the latest, whose author the last handle named
    readers = False  # have begun to write
    title = letters_in(text[slice(*layout.headline)]) if layout.headline else ""
    layout.embedded = find_embedded(text, lines[index:], words)
    posted = {span for post in layout.embedded for span in post.segments}
    around_posts = {span for post in layout.embedded for span in post.furniture}
    for span in lines[index:]:
        if span in taken:
            layout.body.append(span)
            continue
        line = text[span[0] : span[1]]
        readers = readers or begins_comments(text, span, layout, words)
        if readers:
            layout.junk.append(span)
            continue
        if span in around_posts:
            layout.junk.append(span)
            continue
        if span in posted:
            layout.body.append(span)
            continue
        prose = len(line) > 160 and is_ended(line, len(line) - 8)
        key = letters_in(line) if len(line) < 160 else line
        if not key:
            if not set(line) & set("\"”“'’"):
                layout.junk.append(span)
            continue
        if "@" in line and patterns.handle_line.fullmatch(line):
            post_ends = span[1] + LONGEST_POST
        if span[0] < post_ends and not prose and next(find_dates(line, words), None):
            layout.junk.append(span)  # the day of a post
            continue
        if "@" in line and patterns.post_signature.match(line):
            layout.posts.append(span)
            layout.junk.append(span)
            continue
        asked = words.interviewer.fullmatch(line.strip()) if len(line) < LONGEST_CREDIT else None
        if asked:
            layout.interviewer = (span[0] + asked.start("name"), span[0] + asked.end("name"))
            layout.byline = layout.byline or asked["name"]
            layout.junk.append(span)
            continue
        if layout.body and words.teaser_ends.fullmatch(line.strip(" .…»>")):
            layout.teasers += 1
        if (not prose or words.site_line.match(line)) and is_junk(line, words):
            layout.junk.append(span)
            continue
        stamps = len(dates)
        if not prose and take_byline_or_date(text, span, layout, dates, words):
            if len(dates) > stamps or patterns.clock.search(text, *span):
                layout.entries.append((span[1], dates[-1][1] if len(dates) > stamps else None))
            layout.junk.append(span)
            continue
        if words.editorial.match(line):
            take_reporting(text, span, layout, words)
            layout.junk.append(span)
            continue
        if len(key) > 40 and key in seen:
            layout.junk.append(span)  # whole paragraphs are printed twice
            continue
        seen[key] = span
        if key == title:
            layout.junk.append(span)
            continue
        if not layout.body and not is_ended(line) and NAME_LINE.fullmatch(line):
            layout.junk.append(span)  # a caption
            continue
        if is_heading(line) and NUMBERED_PICTURE.match(line) is None and not set_for_days:
            layout.headings.add(span)
        layout.body.append(span)
        if layout.dateline is None and len(layout.body) - len(layout.headings) <= 3:
            layout.dateline = find_dateline(text, span, words)
    if layout.dateline and not layout.dateline.day and layout.dateline.span[0] in stub_labels(text, layout):
        layout.dateline = None  # one of many places, each over its own news
    while layout.body and layout.body[-1] in layout.headings:
        last = layout.body.pop()
        layout.headings.discard(last)
        layout.junk.append(last)
    listed = len(dates) >= FEWEST_LISTED and len(layout.decks) >= FEWEST_LISTED - 2  # each title over its day
    if not layout.body and layout.standfirst and not listed:
        layout.body, layout.standfirst = [layout.standfirst], None  # news in two lines
    layout.junk.sort()
    if layout.dateline is None:
        layout.dateline = find_place_line(text, lines[: index + LINES_OF_HEAD], dates, words)
        if layout.dateline and layout.dateline.place == layout.byline:
            layout.dateline = None
    read_outlet(text, layout, words)
    if layout.byline and layout.byline.isupper():
        layout.byline = as_printed_elsewhere(text, layout.byline)
    layout.body[:0] = flashes.values()
    layout.published = read_published(text, layout, dates, words, today)
    return layout


def as_printed_elsewhere(text: str, byline: str) -> str:
    """Return a byline in capitals as the page prints it below or above in small letters, if it does."""
    names = re.finditer(rf"(?<!\w)(?i:{re.escape(byline)})(?!\w)", text)
    return next(
        (name.group() for name in names if not name.group().isupper() and name.group()[0].isupper()), byline
    )


def flashes_over_head(text: str, lines: Sequence[Span], words: PageWords) -> dict[Span, Span]:
    """Return the first news of an agency that stand over the head of its later story, each with its words.

    "FLASH: LISSEL (Merpress) - The ferry sails." is one where a byline follows, which the story's head has.
    """
    found: dict[Span, Span] = {}
    slug = patterns_of(words).slug
    for span in lines[:MOST_POINTS]:
        match = slug.match(text, *span)
        if match is None:
            if found and takes_byline(text, span, words):
                return found
            continue
        head = find_dateline(text, span, words)
        if head is not None and head.place:
            found[span] = (head.span[1], span[1])
    return {}


def takes_byline(text: str, span: Span, words: PageWords) -> bool:
    stamp = Layout()
    return take_byline_or_date(text, span, stamp, [], words) and stamp.byline is not None


def is_author_line(
    text: str,
    lines: Sequence[Span],
    index: int,
    header: Sequence[Span],
    words: PageWords,
    unknown: bool = True,
) -> bool:
    """Is a line of the head a name over what its bearer is, or a person's under the headline and over the day?

    `unknown` lets it be a name that is in no list.
    """
    line = text[slice(*lines[index])].strip()
    if index + 1 >= len(lines):
        return False
    below = lines[index + 1]
    if not NAME_LINE.fullmatch(line) and not patterns_of(words).authors.fullmatch(line):
        return False
    role = text[slice(*below)].strip()
    if (
        NAME_LINE.fullmatch(line)
        and words.reporter_role.fullmatch(role)
        and not words.masthead.fullmatch(role)
    ):
        return True
    stamp = Layout()
    if HANDLE_LINE.fullmatch(text, *below) and can_be_author(text, line, header, words):
        return True
    return (
        bool(header)
        and not any(word.lower().strip(".,") in words.offices for word in line.split())
        and (
            (line.split()[0].capitalize() if line.isupper() else line.split()[0]) in words.given_names
            or (unknown and can_be_author(text, line, header, words))
        )
        and take_byline_or_date(text, below, stamp, [], words)
        and stamp.byline is None
    )


def authors_over_places(
    text: str, lines: Sequence[Span], index: int, words: PageWords
) -> tuple[str, int] | None:
    """Return the authors who stand in turn over where they are, in capitals, and the number of the line below them."""
    names: list[str] = []
    while index + 1 < len(lines) and len(names) < MOST_AUTHORS:
        name, place = (text[slice(*lines[n])].strip() for n in (index, index + 1))
        if not (
            place.isupper() and place.lower() in words.places | words.cities and NAME_LINE.fullmatch(name)
        ):
            break
        if name.isupper() or name in words.outlets or name.lower() in words.places:
            break
        names.append(name)
        index += 2
    return (joined_names(names, words), index) if names else None


def can_be_author(text: str, line: str, header: Sequence[Span], words: PageWords) -> bool:
    """Can a few words with capitals under a headline be a name that nobody has in a list, and no place or section?"""
    near = header[-MOST_OVER_TITLE:]
    if line.isupper() or not any(len(text[slice(*span)].split()) >= LEAST_OF_TITLE for span in near):
        return False
    known = {line.lower(), *line.lower().split()} & (words.places | words.cities | words.not_places)
    labels = (words.document_line, words.navigation, words.masthead, words.house_line)
    return not (
        known
        or line in words.outlets
        or line.lower().split()[0] in words.place_begins
        or line.lower().split()[-1] in words.place_ends
        or words.thing.search(line)
        or words.house_word.search(line)
        or any(label.fullmatch(line) for label in labels)
        or any(word.lower() in words.verbs or f" {word.lower()} " in text for word in line.split())
    )


def author_and_day(
    text: str, span: Span, header: Sequence[Span], words: PageWords
) -> tuple[str, DateMention] | None:
    """Return the author of a line under the headline that is a name and the day: "Lena Orrin-Roke, Tuesday 4 March 2021"."""
    day = next(find_dates(text, words, *span), None)
    name = text[span[0] : day.span[0]].rstrip() if day else ""
    if day is None or not day.year or day.span[1] != span[1] or not name.endswith(","):
        return None
    name = name.rstrip(",")
    return (name, day) if is_new_name(text, name, header, words) else None


def author_over_text(
    text: str,
    lines: Sequence[Span],
    index: int,
    header: Sequence[Span],
    words: PageWords,
    stamped: bool,
) -> str | None:
    """Return the author of a line right over the text: a name under the day, a name and a place, or "From" and a name.

    `stamped` says that the day stands on the line above.
    """
    if index + 1 >= len(lines):
        return None
    line = text[slice(*lines[index])].strip()
    below = lines[index + 1]
    first, _, rest = line.partition(" ")
    if first.lower() in words.wire_bylines:
        told = find_dateline(text, below, words)
        return rest if told and told.day and is_new_name(text, rest, header, words) else None
    name, comma, place = line.partition(", ")
    prose = below[1] - below[0] > LONG_PROSE and is_ended(text, *below)
    if comma and prose and place[:1].isupper() and text.find(place, text.find(place) + 1) > 0:
        return name if is_new_name(text, name, header, words) else None
    apart = text.count("\n", lines[index][1], below[0]) > 1
    return line if stamped and apart and is_new_name(text, line, header, words) else None


def is_new_name(text: str, name: str, header: Sequence[Span], words: PageWords) -> bool:
    """Are a few words of the head a name that the text does not speak of, and no place?"""
    return (
        NAME_LINE.fullmatch(name) is not None
        and text.find(name, text.find(name) + 1) < 0
        and can_be_author(text, name, header, words)
    )


def begins_comments(text: str, span: Span, layout: Layout, words: PageWords) -> bool:
    """Does a line behind the text say that readers wrote what follows?"""
    line = text[span[0] : span[1]]
    if not layout.body or len(line) > 60 or words.comments.fullmatch(line.strip(" :.()")) is None:
        return False
    # A button with the same word stands above the text as well.
    return " " in line.strip() and not line.strip(" ()").isdigit() and span[0] * 5 > len(text) * 2


def begins_body(
    text: str,
    lines: Sequence[Span],
    index: int,
    header: Sequence[Span],
    words: PageWords,
    signed: bool = False,
) -> bool:
    """Is this line the first of the text, and not part of the head of the page?

    `signed` says that the head has given its author or day already.
    """
    span = lines[index]
    line = text[span[0] : span[1]]
    if len(header) > MOST_KINDS and len(line) < SHORTEST_SIGNED and is_label(line):
        return False
    if ANY_LETTER.search(line) is None or is_stamp(line, words) or (len(header) < 2 and is_slogan(line)):
        return False
    if (
        is_junk(line, words)
        or is_way_to_title(line, words)
        or (index and words.caption_above.fullmatch(text[slice(*lines[index - 1])].strip()))
    ):
        return False
    dateline = find_dateline(text, span, words)
    if dateline is not None and (dateline.place or dateline.day) and len(line) > 60:
        return True
    if header and is_summary(text, lines, index):
        return False
    if len(header) <= MOST_KINDS:
        header = [span for span in header if not names_kind(text[slice(*span)], words)]
    if not header:
        return begins_without_headline(text, lines, index)
    if line.endswith(",") and len(line) < 80:
        return True  # "Dear friends,"
    if NUMBERED_PICTURE.match(line) and any(
        NUMBERED_PICTURE.match(text, *span) for span in lines[index + 1 : index + 4]
    ):
        return True  # the first caption of a gallery
    if len(line) > 300:
        return True
    if SIGNED_BELOW.match(line):
        return True
    if not is_ended(line) or words.editorial.match(line) or words.issuer_line.fullmatch(line):
        return False
    if ends_crumbs(text, lines, index) or is_question_over_text(text, lines, index, header, words):
        return False
    if next(find_dates(line, words), None) and len(line) < 60:
        return False
    # Under the name of a section and the headline, too, where the text is still to come.
    if 1 < len(header) <= MOST_KINDS and len(line) < 220 and sentence_count(line) <= 1 and not signed:
        under = text[slice(*lines[index + 1])] if index + 1 < len(lines) else ""
        if words.caption.match(under) and len(under) < LONGEST_CREDIT:
            return False
    # So does one over its author, though the day stands above.
    if signed and len(line) < 220 and sentence_count(line) <= 2 and index + 1 < len(lines):
        if takes_byline(text, lines[index + 1], words):
            return False
    # A short sentence right under the headline is a standfirst when prose follows it.
    named = NAME_LINE.fullmatch(text, *lines[index + 2]) if index + 2 < len(lines) else None  # under the day
    if len(line) < 220 and (len(header) == 1 or named) and index + 1 < len(lines):
        if sentence_count(line) <= 1 and any(
            find_dateline(text, s, words) for s in lines[index + 1 : index + 3]
        ):
            return False
        # What a byline, a date or a caption parts from the text belongs to the head.
        below = lines[index + 1]
        stamp = Layout()
        issuer = words.issuer_line.fullmatch(text[slice(*below)].strip()) is not None
        parted = is_junk(text[slice(*below)], words) or take_byline_or_date(text, below, stamp, [], words)
        if signed and parted and stamp.byline is None:
            return True
        leads_away = words.read_more.match(text, *below) is not None  # such links stand inside the text
        return not issuer and (sentence_count(line) > 2 or leads_away or not is_furniture(text, below, words))
    return True


def is_stamp(line: str, words: PageWords) -> bool:
    """Does a line say when the page appeared or was changed, in whatever manner that is no day: "First published: 9/5/31"?"""
    label, colon, day = line.partition(":")
    if not colon or not day.lstrip()[:1].isdigit() or len(line) > LONGEST_CREDIT:
        return False
    labels = (words.publish_label, words.update_label)
    labelled = any((said := pattern.match(label)) and said.end() == len(label) for pattern in labels)
    return labelled and next(find_dates(line, words), None) is None


def is_slogan(line: str) -> bool:
    """Is a line what a house has under its name, in small letters: "close. honest. first."?"""
    return line.islower() and len(line.split()) <= LONGEST_SLOGAN


def is_question_over_text(
    text: str, lines: Sequence[Span], index: int, header: Sequence[Span], words: PageWords
) -> bool:
    """Is a question the headline of a page whose head holds no other: "Who owns the bed of the sea?"?"""
    line = text[slice(*lines[index])].strip()
    if (
        len(header) > MOST_OVER_TITLE
        or not line.endswith("?")
        or len(line) > LONGEST_ASKED
        or sentence_count(line) > 1
        or set(line) & set('“”"')
    ):
        return False
    return all(
        len(text[slice(*span)].split()) <= LEAST_OF_TITLE or is_house_line(text[slice(*span)], words)
        for span in header
    )


def heads_only_houses(text: str, header: Sequence[Span], words: PageWords) -> bool:
    """Does nothing stand over a line but whose page it is?"""
    return len(header) <= MOST_KINDS and all(is_house_line(text[slice(*span)], words) for span in header)


def begins_agenda(text: str, span: Span, header: Sequence[Span], words: PageWords) -> bool:
    """Is a line the first day of an agenda, whose title stands over it: "Monday 14 March"?"""
    if span[1] - span[0] > LONGEST_DAY or not any(
        words.agenda.search(text, *line) for line in header[:MOST_KINDS]
    ):
        return False
    day = next(find_dates(text, words, *span), None)
    return day is not None and day.weekday is not None and day.year is None and day.span[0] == span[0]


def ends_crumbs(text: str, lines: Sequence[Span], index: int) -> bool:
    """Is this line what the way to the page ends with, a few lines above it: "News » Interviews » “We sail at noon”"?"""
    line = text[slice(*lines[index])]
    above = (text[slice(*span)] for span in lines[max(0, index - LINES_OF_HEAD) : index])
    return any(
        way.endswith(line) and way[: -len(line)].rstrip()[-1:] in {">", "»", "›", "/"} for way in above
    )


def is_label(line: str) -> bool:
    return not line.endswith(",") and not is_ended(line)


def names_kind(line: str, words: PageWords) -> bool:
    """Does a line over the headline say no more than what kind of text follows: "INTERVIEW"?"""
    alone = line.strip().lower()
    return len(line) < 40 and (
        alone in words.not_places or words.document_line.fullmatch(line.strip()) is not None
    )


def is_summary(text: str, lines: Sequence[Span], index: int) -> bool:
    """Is this line one of a few points over the text, which a headline is followed by?"""
    for start, end in lines[index : index + MOST_POINTS]:
        if BULLET.match(text, start, end) is None:
            return (start, end) != lines[index]
        if end - start > 160:
            return False
    return False


def begins_without_headline(text: str, lines: Sequence[Span], index: int) -> bool:
    """Is the first line of a page prose already? It is long, or it tells several sentences over more prose."""
    start, end = lines[index]
    if width(text[start:end]) > LONGEST_HEADLINE:
        return True
    if not is_ended(text, start, end):
        return False
    if width(text[start:end]) > 240:
        return True
    below = lines[index + 1 : index + 3]
    first = text[start:end].split()
    if sum(word[:1].isupper() for word in first) * 2 > len(first):
        return False  # "A Headline May Be Long. It Has Capitals."
    return (
        width(text[start:end]) > 100
        and sentence_count(text[start:end]) >= 2
        and any(is_ended(text, *span) and width(text[slice(*span)]) > 80 for span in below)
    )
