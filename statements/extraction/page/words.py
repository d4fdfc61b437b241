"""What does the layout of a page ask of the language that it is written in?

Nothing in this room knows a word of any language that is read. The language gives its words as
`PageWords`; what it has no word for stays empty and is then not found.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

NOTHING = re.compile(r"(?!)")  # matches nowhere


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOutlet:
    """A house that publishes, or an agency that others take their news from."""

    name: str
    kind: str  # outlet, agency or platform


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedFact:
    """A holder of an office or a happening, whose days prove the year of a text that speaks of it."""

    kind: str  # office or event
    spellings: tuple[str, ...]  # the first is its name
    first: date
    last: date

    @property
    def name(self) -> str:
        return self.spellings[0]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PageWords:
    """The words and standing phrases of a language by which the lines of a page are told apart.

    Words are in lower case unless said otherwise. A pattern says in its comment how it is held
    against a line: to all of it, to its beginning, or anywhere in it.
    """

    # Days
    months: tuple[tuple[str, ...], ...]  # twelve, each with its spellings, the full name first
    weekdays: tuple[str, ...]  # seven, Monday first; their first three letters tell them apart
    day_endings: tuple[str, ...] = ()  # of a number that counts: "9th"
    day_of: tuple[str, ...] = ()  # between day and month: "9 of May"
    before_clock: tuple[str, ...] = ()  # between day and clock time: "9 May at 12:30"
    before_weekday: tuple[str, ...] = ()  # "on Monday"
    halves_of_day: tuple[str, ...] = ()  # before noon, after noon: "am", "pm"
    ambiguous_zones: tuple[str, ...] = ()  # names that mean several
    eras: tuple[str, ...] = ()  # of calendars whose year stands before one in brackets: "Juche 110 (2021)"
    zones: Mapping[str, str] = field(default_factory=dict)  # offsets from UTC by names that mean one only

    # A year for a day that has none
    facts: tuple[DatedFact, ...] = ()
    former: re.Pattern[str] = NOTHING  # at the end of the words before a holder of an office: no longer
    ahead: re.Pattern[str] = NOTHING  # anywhere before a happening: it is still to come
    copyright_year: re.Pattern[str] = NOTHING  # anywhere: `year`, in which the text was made
    copyright_line: re.Pattern[str] = (
        NOTHING  # at the head of a line: whose the page is, as the group "house"
    )
    lately: re.Pattern[str] = NOTHING  # anywhere beside a whole date: it lies less than a year back

    # Who wrote it, and when
    bylines: tuple[str, ...] = ()  # before the author's name: "by", "written by"
    wire_bylines: tuple[str, ...] = ()  # before a name right over a dateline: "from"
    ands: tuple[str, ...] = ()  # between two authors
    withs: tuple[str, ...] = ()  # between the author and an agency
    shifts: re.Pattern[str] = NOTHING  # anywhere beside an author of a live blog: "(now)"
    given_names: frozenset[str] = frozenset()  # as printed
    writers: frozenset[str] = frozenset()  # what the author of a page is, beside the name
    reporter: re.Pattern[str] = NOTHING  # all of a line: `name` and what the reporter is
    reporter_role: re.Pattern[str] = NOTHING  # all of the line under a name: what the reporter is
    interviewer: re.Pattern[str] = NOTHING  # all of a line below an interview: who asked, `name`
    date_labels: tuple[str, ...] = ()  # "published", "last updated"
    update_label: re.Pattern[str] = NOTHING  # anywhere before a date: the page was changed then
    publish_label: re.Pattern[str] = NOTHING  # anywhere before a date: it appeared then
    ago: re.Pattern[str] = NOTHING  # anywhere: "3 hours ago"
    captured: re.Pattern[str] = NOTHING  # anywhere: that the page was archived, not published

    # Official pages
    house_line: re.Pattern[str] = NOTHING  # all of a line: the house that the page is of, and nothing else
    issuing_house: re.Pattern[str] = NOTHING  # all of a line: a house that prints nothing but its own
    state_line: re.Pattern[str] = NOTHING  # all of a line: a state, over the house that is one of its own
    goes_on: frozenset[str] = frozenset()  # with which the second line of a title begins: "at", "with"
    official_site: re.Pattern[str] = NOTHING  # a site that says whose it is, with its `name`
    document_title: re.Pattern[str] = (
        NOTHING  # the beginning of a title: whose statement, letter, briefing it is
    )
    document_line: re.Pattern[str] = NOTHING  # all of a line: what kind of text it is
    issuer_line: re.Pattern[str] = NOTHING  # all of a line: whoever issued the page stands on the next
    issued_by: re.Pattern[str] = NOTHING  # all of a line: the same, and behind it the "house"
    fact_labels: frozenset[str] = frozenset()  # before a colon in the head: a fact of the page follows
    title_label: re.Pattern[str] = NOTHING  # begins a headline among labelled lines: "Title: "
    sourced: re.Pattern[str] = NOTHING  # begins a line of the head: whose text it is stands behind
    printed_in: re.Pattern[str] = NOTHING  # begins a line behind the text: in which "house" it was printed
    writes: re.Pattern[str] = NOTHING  # ends a standfirst with whose text it is: "name" or "before"
    site_line: re.Pattern[str] = NOTHING  # begins a line behind the text that tells whose "house" the site is
    titled: re.Pattern[str] = NOTHING  # begins a line that is somebody's name with a form of address
    masthead: re.Pattern[str] = NOTHING  # all of a line of the head: the name of a newspaper
    thing: re.Pattern[str] = NOTHING  # anywhere in a few words with capitals: they are nobody's name
    verbs: frozenset[str] = frozenset()  # finite forms: what holds one is no house

    # Furniture
    navigation: re.Pattern[str] = NOTHING  # all of a line
    crumb_roots: frozenset[str] = frozenset()  # with which the way to a page begins: "home"
    read_more: re.Pattern[str] = NOTHING  # the beginning of a line that leads elsewhere
    teaser_ends: re.Pattern[str] = NOTHING  # all of a line under a teaser: the way to its article
    icon: str = ""  # what the names of icons hold where they are printed as text
    caption: re.Pattern[str] = NOTHING  # the beginning of a line
    comments: re.Pattern[str] = NOTHING  # all of a line: what readers wrote follows
    post_answers: re.Pattern[str] = NOTHING  # the beginning of a line of a post: whom it answers
    post_counts: re.Pattern[str] = NOTHING  # the beginning of a line of a post: how often it was liked
    editorial: re.Pattern[str] = (
        NOTHING  # the beginning of a line: who worked on the text, what was changed in it
    )
    caption_above: re.Pattern[str] = NOTHING  # all of a line; the next one is the caption
    picture_credit: re.Pattern[str] = NOTHING  # anywhere: the line says whose picture it is

    # Transcripts
    question_labels: frozenset[str] = frozenset()  # before a question of nobody by name: "q", "reporter"
    question_from: re.Pattern[str] = NOTHING  # the beginning of such a label that goes on
    answer_labels: frozenset[str] = frozenset()
    callers: frozenset[str] = frozenset()  # labels whose brackets say who it is: "Caller (Ada, from Lissel)"
    told_behind: re.Pattern[str] = NOTHING  # behind a colon in somebody's office: "Ports, said that"
    crowds: frozenset[str] = frozenset()  # labels of many voices: "hon. members"
    no_labels: frozenset[str] = frozenset()  # before a colon, and nobody: "note", "watch"
    no_label_begins: frozenset[str] = frozenset()  # first words of what stands before a colon and is nobody
    offices: frozenset[str] = frozenset()  # nouns for what somebody is
    small_words: frozenset[str] = frozenset()  # inside names and offices, without a capital
    held_line: re.Pattern[str] = NOTHING  # a line of the head that tells where and when a meeting was
    transcript: re.Pattern[str] = NOTHING  # anywhere in the head: that the page is a transcript
    points_line: re.Pattern[str] = NOTHING  # all of a line over the points of a story: "Summary"
    beside_today: re.Pattern[str] = NOTHING  # "tomorrow, " before a date, with the group "word"
    days_away: Mapping[str, int] = field(default_factory=dict)  # by such a word
    agenda: re.Pattern[str] = (
        NOTHING  # in the title of a page that tells, line by line, what is set for its days
    )
    transcript_follows: re.Pattern[str] = NOTHING  # anywhere in a sentence of the head: a transcript follows
    transcript_ends: re.Pattern[str] = NOTHING  # the beginning of a line behind the last turn
    stage: re.Pattern[str] = NOTHING  # anywhere in a bracket: what happens in the room
    first_person: re.Pattern[str] = NOTHING  # anywhere: somebody speaks of himself

    # Places and houses
    places: frozenset[str] = frozenset()  # capitals and countries
    cities: frozenset[str] = frozenset()  # known so well that they need no country beside them
    place_begins: frozenset[str] = frozenset()  # the first of two words that name a town: "port"
    place_ends: frozenset[str] = frozenset()  # the last: "city"
    not_places: frozenset[str] = frozenset()  # in capitals before a colon, and no place: "breaking"
    titles: frozenset[str] = frozenset()  # as printed before a name, no full stop
    outlets: Mapping[str, KnownOutlet] = field(default_factory=dict)  # by each spelling, as printed
    house_word: re.Pattern[str] = NOTHING  # anywhere in a name: it is an outlet's
    outlets_like_words: frozenset[str] = frozenset()  # spellings that mean something else as well
    own_reporter: re.Pattern[str] = (
        NOTHING  # anywhere: a house tells of its own reporter or report, the outlet in a group of that name
    )
    told_house: tuple[str, ...] = ()  # before the name of a house that was told something: "told"
    generic_hosts: frozenset[str] = (
        frozenset()
    )  # first words of addresses that say nothing of whose page it is
    own_reporter_signs: tuple[str, ...] = ()  # with one of which such a text begins
