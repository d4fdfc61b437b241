"""Statements in headlines, standfirsts and headings: "... - Palace", "Palace says ...".

Headlines leave out small words and write verbs in capitals, so they have rules of their own.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from ...page.turns import HOLDER_ALONE
from ...records import Span
from . import lexicon
from .headline_doers import read_doer, read_intention
from .headline_sources import (
    can_speak,
    holds_role,
    is_one_of,
    is_told_of,
    looks_like_source,
    make_headline_attribution,
    marked_pieces,
)
from .lexicon import word_set
from .page_words import page_words
from .reading import Attribution, is_title
from .speakable import kind_of

LONGEST = 600  # characters; what is longer heads nothing
# "Port to open by May -ministry": with no blank behind it, as some wires print it
DASH = re.compile(r"\s+(?:[—–―]|-{1,2})\s+|(?<=\w)—(?=\w)|\s*:\s+|\s-(?=[A-Za-z][\w’'. ]{2,60}$)")
_FINITE = (*lexicon.cues("cues_say").finite,)
TOLD = r"(?:parliament|congress|council|court|lawmakers|mps|deputies|senators|senate|inquiry|reporters|journalists|paper|summit|allies|leaders|voters|supporters|ministers)"
HEADLINE_CUE = re.compile(
    rf"(?P<source>[A-Z][^,;:“”\"]{{1,70}}?)\s(?:also\s|again\s|has\s)?(?P<cue>{lexicon.alternatives([w for w in _FINITE if ' ' not in w])})\b"
    rf"(?:(?:(?<=tells)|(?<=told))\s(?:the\s)?[\w’'-]+(?:\s[\w’'-]+){{0,5}}?(?=\sthat\s)|(?:(?<=tells)|(?<=told))\s(?:the\s)?(?:{TOLD}|(?-i:(?:[A-Z][\w’'-]+\s){{0,2}}[A-Z][\w’'-]+(?=\s[a-z]))))?(?:,?\s(?P<that>that)\b)?\s?(?P<rest>.+)",
    re.I | re.S,
)
OBJECT_ONLY = {"asked", "asks", "answers", "answered", "urges", "urged", "proposes", "proposed"}
URGES = {"urges", "urged", "proposes", "proposed"}  # "Envoy urges “restraint”"
NOUNS = {"states", "reports", "details", "notes", "comments", "remarks", "claims", "demands", "pledges"}
BEGINS_QUESTION = {"what", "how", "why", "who", "when", "where", "which"}  # "What the Sea Tells Us"
SAID_NOTHING = re.compile(
    r"(?:hello|goodbye|farewell|sorry|nothing|little|prayers|(?:the )?(?:truth|tales?|stor(?:y|ies)|lies?|jokes?))\b",
    re.I,
)  # "says hello to"
DENIED_DOING = re.compile(r"[a-z]+ing\b", re.I)
STATEMENT = re.compile(
    r"(?P<source>(?:[A-Z][\w’'-]+\s){0,3}?[A-Z][\w-]+)[’']s?\s(?P<cue>statement|claim|remark|assertion|promise|warning)s?\sthat\s(?P<rest>.+)"
)


# What a desk puts before a headline is nobody's words: "BREAKING: ...", "UPDATE 2-...", "Exclusive: ...".
_LABELS = (
    "breaking(?: news)?|just in|developing|urgent|flash|alert|snap|live|watch|video|update[sd]?|wrapup|corrected|correction|"
    "refile|roundup|yearender|spotlight|news analysis|(?:media|press|news) (?:statement|release)|live blog|live updates|as it happened|"
    "in pictures|podcast|listen|obituary|editorial|column|insight|feature|first on|recap|blog|exclusive|analysis|explainer|factbox|timeline|newsmaker|in brief|opinion|comment"
)
LABEL = re.compile(
    rf"(?:{_LABELS})(?:\s?\d{{1,2}})?(?:\s?[:|]\s*|\s+[—–-]{{1,2}}\s+|(?<=\d)-|(?-i:(?<=[A-Z])-(?=[A-Z])))(?=\S)"
    rf"|\((?:\d(?:st|nd|rd|th)\s)?(?:lead|ld|roundup|yearender|{_LABELS})(?:\s?\d)?\)\s(?=\S)",
    re.I,
)


def without_label(text: str, span: Span) -> Span:
    """Return a headline without what the desk put before it."""
    start, end = span
    while match := LABEL.match(text, start, end):
        start = match.end()
    return start, end


def find_headline_attributions(
    text: str, headlines: Sequence[Span], headings: Sequence[Span], people: Collection[str] = ()
) -> list[Attribution]:
    """Return what headline, standfirst and headings report somebody to have said.

    `people` are the last names of those whom the article names, folded.
    """
    found: list[Attribution] = []
    for span in lines_apart(text, [*headlines, *headings]):
        if span[1] - span[0] > LONGEST:
            continue
        made = (
            read_marks_first(text, span, people)
            or read_behind_topic(text, span, people)
            or read_headline_according(text, span)
            or read_dash(text, span, people)
            or read_headline_cue_behind(text, span)
            or read_headline_naming(text, span)
            or read_second_verb(text, span, people)
            or read_statement(text, span)
            or read_headline_cue(text, span)
            or read_plural_cue(text, span)
            or read_later_cue(text, span)
            or read_doer(text, span, people)
            or read_intention(text, span, people)
            or read_after_topic(text, span, people)
        )
        if made is not None:
            found.append(made)
        taken = made.segments if made else ()
        for piece in marked_pieces(text, span):
            if not any(s <= piece[0] < e for s, e in taken):
                found.append(repeated_words(text, span, piece))
    return found


TOPIC = re.compile(r"(?P<topic>[A-Z][^:;“”\"‘]{2,60}?)\s?:\s+(?=[“\"‘'])")


def read_behind_topic(text: str, span: Span, people: Collection[str]) -> Attribution | None:
    """Ferry strike: “We sail at noon” – Tolan   Ferry strike: “We sail at noon,” mayor says   Velland: “We sail at noon”

    What stands before the colon is no part of the words; a state there speaks them, where nobody stands behind.
    """
    match = TOPIC.match(text, *span)
    if match is None:
        return None
    rest = (match.end(), span[1])
    pieces = marked_pieces(text, rest)
    if not pieces or pieces[0][0] > rest[0] + 1:
        return None
    made = read_dash(text, rest, people) or read_headline_cue_behind(text, rest)
    if made is not None:
        return made if made.segments[0] == pieces[0] else None
    topic = match["topic"]
    telling = TELLS.fullmatch(topic)
    if telling and is_told_of(telling["source"], people):
        # As in: Tolan on the boats, “They sail”
        start = match.start("topic")
        who = (start, start + len(telling["source"]))
        return make_headline_attribution(text, span, rest, who, "headline-dash-source")
    alone = len(pieces) == 1 and not text[pieces[0][1] + 1 : span[1]].strip(" .,’'”\"")
    if not alone or topic.removeprefix("The ").lower() not in lexicon.country_table():
        return None
    return make_headline_attribution(text, span, rest, match.span("topic"), "headline-dash-source")


ACCORDING = re.compile(r"(?P<cue>According to)\s(?P<source>[^,;:“”\"]{2,60}),\s(?P<rest>.+)", re.I | re.S)


def read_headline_according(text: str, span: Span) -> Attribution | None:
    """According to Tolan, the boats are dry"""
    match = ACCORDING.match(text, *span)
    if match is None or len(match["rest"].split()) < 3:
        return None
    return make_headline_attribution(
        text, span, match.span("rest"), match.span("source"), "headline-cue", match.span("cue")
    )


def lines_apart(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Yield each line without its label; what a semicolon parts by itself, and what stands behind words in marks."""
    for whole in lines:
        start, end = without_label(text, whole)
        # What goes on with "; to be signed in May" has no subject of its own.
        while (stop := text.find("; ", start, end)) > 0 and not text.startswith("to ", stop + 2):
            yield start, stop
            start = stop + 2
        if text.count(" — ", start, end) > 1:  # of a newsletter: each is a headline
            while (stop := text.find(" — ", start, end)) > 0:
                yield start, stop
                start = stop + 3
        shout = SHOUTED.match(text, start, end)
        if shout:
            yield start, shout.end("shout")
            start = shout.end()
        yield start, end


# "“I’M NO SPY!” Sailor blasts “useless” ministers"
SHOUTED = re.compile(r"(?P<shout>[“\"‘'][^“”\"\n]{3,80}[!?.…][’'”\"])\s(?=[A-Z][a-z])")


MARKS_ALONE = re.compile(r"[’'”\"»]\s?(?:$|[:|,–—-])")


def repeated_words(text: str, line: Span, piece: Span) -> Attribution:
    """“Not a doormat”: envoy sails home. Words in marks, whose speaker only the text can tell."""
    begins = piece[0] - line[0] < 2 or text[line[0] : piece[0] - 1].rstrip().endswith(
        (":", "-", "–", "—", "|")
    )
    alone = begins and text[piece[0]].isupper() and MARKS_ALONE.match(text, piece[1], line[1]) is not None
    return Attribution(
        rule="headline-repeats-text",
        kind="direct" if alone else "partial",
        segments=(piece,),
        clause=piece,
        sentence=line,
    )


SOURCE_BEHIND = re.compile(
    r"(?P<content>.{6,160}?),?\s(?:(?P<cue>(?i:says?|said|warns?|claims?|vows?|pledges?|promises?|insists?|predicts?|admits?|announces?|declares?|argues?|adds?))\s(?P<source>[^,;:“”\"]{2,60}?)"
    r"(?:,?\s(?:as|after|following|amid|ahead|over|during|in|on|at)\b.*)?"
    r"|(?P<source2>(?:[A-Z][\w’'-]*\s|[a-z]+\s){0,4}?[\w’'-]+)\s"
    r"(?:(?P<cue2>(?i:says?|said|adds?|hints?|laments?|pledges?|promises?|replies|responds?|vows?|announces?|announced|declares?|concedes?|predicts?|estimates?|stresses|notes|reiterates|warns?|charges?|alleges?|argues?|insists?|claims?|finds?|found|reveals?|suggests?|confirms?|admits?|shows?))|(?P<cue3>(?i:tells|told|warns|warned|reminds|reminded|assures|assured))\s(?!(?:\w+\s)?(?i:stor(?:y|ies)|tales?|truth|lies?|jokes?|us)\b)(?:[A-Z]|[a-z]+$|(?:the\s)?(?:parliament|congress|council|court|"
    r"lawmakers|senators|inquiry|reporters|paper|summit)\b)[^,;:“”\"]{0,50}?)"
    # "..., Envoy Tells Council, as Delegates Differ", "..., Envoy Says, Urging Calm", "..., envoy says in letter"
    r"(?:,\s(?i:as|while|after|with|amid|following)\s[^“”\"]{3,120}|,\s[A-Z][a-z]+ing\s[^“”\"]{3,120}|\s(?i:as|after|amid|during|following|ahead\sof|in|on|at)\s(?:[\w’'-]+\s){0,2}[\w’'-]+)?)[.]?$",
    re.S,
)


COMMA_INSIDE = re.compile(r"[,!?][”\"’']$")  # "‘We sail,’ mayor says"


def read_headline_cue_behind(text: str, span: Span) -> Attribution | None:
    """The boat is dry, says envoy.   Nine boats were dry, sources say.   Boats Are Dry, Envoy Tells Council"""
    match = SOURCE_BEHIND.match(text, *span)
    if match is None:
        return None
    name = "source" if match["source"] else "source2"
    content = match.group("content")
    inside = content[:1] in "“\"‘'" and COMMA_INSIDE.search(content) is not None
    if name == "source2" and not inside and "," not in text[match.end("content") : match.start("source2")]:
        return None
    if (
        name == "source"
        and "," not in text[match.end("content") : match.start("cue")]
        and not marked_pieces(text, match.span("content"))
    ):
        return None
    if len(content.split()) < 2 or not looks_like_source(match.group(name)):
        return None
    cue = "cue" if name == "source" else "cue2" if match["cue2"] else "cue3"
    return make_headline_attribution(
        text, span, match.span("content"), match.span(name), "headline-cue", match.span(cue)
    )


_NAMING = lexicon.cues("cues_call").finite
HEADLINE_NAMING = re.compile(
    rf"(?P<source>[A-Z][^,;:“”\"‘]{{1,60}}?)\s(?P<cue>{lexicon.alternatives([w for w in _NAMING if ' ' not in w])})\s(?P<rest>.+)",
    re.I | re.S,
)


# "Minister accused of “sitting on” papers", "Envoy branded “liar”": somebody else said it.
DONE_TO = re.compile(
    r"(?:\w+ed (?:of|as|over|for|by|after|to)\b|(?:branded|dubbed|label+ed|called|named) [“\"‘'’])", re.I
)


def read_headline_naming(text: str, span: Span) -> Attribution | None:
    """Envoy calls deal “a farce”: only where something stands in marks."""
    match = HEADLINE_NAMING.match(text, *span)
    if (
        match is None
        or not looks_like_source(match["source"])
        or DONE_TO.match(match["cue"] + " " + match["rest"])
    ):
        return None
    quoted = marked_pieces(text, match.span("rest"))
    if not quoted:
        return None
    return make_headline_attribution(
        text,
        span,
        (match.start("rest"), quoted[-1][1] + 1),
        match.span("source"),
        "headline-cue",
        match.span("cue"),
    )


SECOND_VERB = re.compile(
    rf"(?P<first>[A-Z][^;:“”\"‘]{{8,90}}?),\s(?P<cue>(?i:{lexicon.alternatives([w for w in _NAMING if ' ' not in w])}))\s(?P<rest>.+)",
    re.S,
)


# "Envoy opens port, says boats to sail by June"
SAYS_SECOND = re.compile(
    r"(?P<first>[A-Z][^;:“”\"‘]{8,90}?),\s(?P<cue>(?i:says|warns|vows|pledges|promises|insists|announces|predicts|hopes))\s(?!(?i:he|she|it)$)(?P<rest>(?:\S+\s){2,}\S+)",
    re.S,
)


def read_second_verb(text: str, span: Span, people: Collection[str]) -> Attribution | None:
    """Envoy Tolan writes to the port, slams “silence”: whoever did the first did the second."""
    match = SECOND_VERB.match(text, *span)
    quoted = marked_pieces(text, match.span("rest")) if match else []
    if match is None or not quoted:
        match = SAYS_SECOND.match(text, *span)
        quoted = [(match.start("rest"), span[1] - 1)] if match else []
    if match is None or not quoted:
        return None
    words = list(re.finditer(r"\S+", match["first"]))
    verbs = lexicon.finite_verbs()
    acts = next((n for n in range(1, min(4, len(words))) if words[n].group().lower() in verbs), 0)
    most = acts or min(4, len(words) - 1)
    phrases = [match["first"][: words[count - 1].end()] for count in range(most, 0, -1)]
    who = next((phrase for phrase in phrases if is_told_of(phrase, people)), None)
    if who is None and acts:
        who = match["first"][: words[acts - 1].end()]  # "Kestran opens port, calls strike “a farce”"
    if who is None:
        return None
    start = match.start("first")
    return make_headline_attribution(
        text,
        span,
        (match.start("rest"), quoted[-1][1] + 1),
        (start, start + len(who)),
        "headline-cue",
        match.span("cue"),
    )


def read_dash(text: str, span: Span, people: Collection[str] = ()) -> Attribution | None:
    """Ferry to sail by autumn – harbour master   Tolan: ferry to sail by autumn"""
    line = text[span[0] : span[1]]
    marks = list(DASH.finditer(line))
    if not marks:
        return None
    last = marks[-1]
    colon = last.group().strip() == ":"
    words = line[: last.start()]
    content = (span[0], span[0] + last.start())
    behind = span[0] + last.end()
    tail = line[last.end() :]
    # "Gate stays shut: harbour minister", but "Gate stays shut: the story so far"
    if page_words().document_line.fullmatch(tail) and is_title(words):
        return None  # "Harbour Council: joint press statement" says what the page is
    first = marks[0]
    head = line[: first.start()]
    telling = TELLS.fullmatch(head) if first.group() == ": " else None
    addressed = telling is not None and is_one_of(
        telling["source"], people
    )  # "Tolan to Roke: Crews are people"
    tail = before_verb(tail, people)
    if not colon and (told := read_headline_cue_behind(text, content)) is not None:
        return told  # "Gate stays shut, mayor says - Meroth Wire"
    if colon and says_something(text, behind, span[1]):
        return None  # "Summit live: Tolan says deal is near"
    state = tail.removeprefix("The ").lower() in lexicon.country_table()
    by_role = (
        not colon
        or is_told_of(tail, people)
        or can_speak(tail)
        or (state and tells_of_something(words))  # "Boats are late: Norvania"
    )
    fewest = 2 if marked_pieces(text, content) or holds_role(tail) else 3
    if by_role and not addressed and looks_like_source(tail) and len(words.split()) >= fewest:
        return make_headline_attribution(
            text, span, content, (behind, behind + len(tail)), "headline-dash-source"
        )
    if telling and is_told_of(telling["source"], people):
        head = telling["source"]
    speaks = (
        head[:3] != "To "
        and head.lower() not in page_words().no_labels  # "Source: Tolan on the radio"
        and looks_like_source(head)
        and (
            first.group() != ": "
            or is_told_of(head, people)  # not "Kestran: gate stays shut"
            or head in BARE_SOURCES
            # Kestran clan elders: We sail at noon
            or (" " in head and can_speak(head) and kind_of(head, head.split()[-1]) != "document")
        )
    )
    # "Harbour Council: Press remarks by Mira Tolan" says what the page is.
    rest = line[first.end() :]
    titled = page_words().document_title.match(rest) is not None or DAY_FIRST.match(rest) is not None
    titled = titled or HOLDER_ALONE.match(rest) is not None  # "President: Ms. Ada Roke"
    listed = head.lower() in IN_A_CAST or head.lower() in page_words().question_labels
    titled = titled or (listed and NAME_AND_WHAT.fullmatch(rest) is not None)
    titled = (
        titled or head.rpartition(" ")[2].lower() in page_words().question_labels
    )  # "Urgent Question: The boats"
    if first.group().strip() == ":" and speaks and not titled and len(line[first.end() :].split()) >= 3:
        return make_headline_attribution(
            text,
            span,
            (span[0] + first.end(), span[1]),
            (span[0], span[0] + len(head)),
            "headline-dash-source",
        )
    return None


def before_verb(tail: str, people: Collection[str]) -> str:
    """Return who did something behind a dash: "Tolan" of "Tolan tells parliament", "mayor" of "mayor hits back"."""
    words = tail.split()
    cues = lexicon.cues("cues_say").finite
    for count in range(1, min(len(words), 6)):
        if (words[count] in BEHIND_SPEAKER or words[count] in cues) and words[count].endswith("s"):
            who = " ".join(words[:count])
            return who if tail.startswith(who) and is_told_of(who, people) else tail
    return tail


# As in a list of who is heard: "Presenter: Ada Roke"
IN_A_CAST = word_set(
    "author chair chairman chairperson chairwoman director editor guest moderator photographer producer speaker writer"
)
NAME_AND_WHAT = re.compile(r"(?:(?:[A-Z][\w.’'-]+|de|van|al)\s?){2,5}(?:,\s[^.!?“”\"]{3,90})?")
DAY_FIRST = re.compile(r"\d{1,4}(?:\s?[–-]\s?\d|\s[A-Z][a-z]+|[./-])")
BARE_SOURCES = {
    "Report",
    "Study",
    "Poll",
    "Survey",
    "Police",
    "Army",
    "Officials",
    "Sources",
    "Experts",
    "UN",
    "Ministry",
}
# Tolan says it to somebody or on something, and then the words: "Tolan tells council: No boats until May".
TELLS = re.compile(
    r"(?P<source>(?:[A-Z][\w’'.-]*\s){0,3}?[\w’'.-]+)\s(?:tells?|told|to|warns?|asks?|on|in|writes|vows)\s[^:“”\"]{2,50}"
)


# "“We sail at noon”: Tolan on the strike", "... : minister hits back", and not "“Land grab”: minister resigns"
BEHIND_SPEAKER = word_set(
    "about accuses after ahead amid as at backs blasts condemns decries defends denounces dismisses hails hits in insists lashes on over praises "
    "reacts recalls rejects replies responds slams tells to urges vows warns"
)


def read_marks_first(text: str, span: Span, people: Collection[str]) -> Attribution | None:
    """“We sail at noon”: Tolan on the strike"""
    pieces = marked_pieces(text, span)
    if not pieces or pieces[0][0] > span[0] + 2 or len(text[slice(*pieces[0])].split()) < 2:
        return None
    behind = COLON_BEHIND_MARKS.match(text, pieces[0][1], span[1])
    if behind is None or (
        is_title(text[slice(*pieces[0])]) and re.search(r"\b[a-z]{4}", text[behind.end() : span[1]])
    ):
        return None  # "“Low Water”: Tolan on her new novel"
    words = list(re.finditer(r"\S+", text[behind.end() : span[1]]))
    for count in range(1, min(5, len(words) + 1)):
        phrase = text[behind.end() : behind.end() + words[count - 1].end()]
        following = words[count].group().lower() if count < len(words) else ""
        speaks = is_told_of(phrase, people)
        own = phrase[:1].isupper() and count < len(words) and words[count].group()[:1].islower()
        own = own and SAYS_WE.search(text, *pieces[0]) is not None  # "“We will not bow”: Tolan defiant"
        if speaks and (not following or following in BEHIND_SPEAKER or own):
            mention = (behind.end(), behind.end() + len(phrase))
            return make_headline_attribution(
                text, span, (span[0], behind.end("marks")), mention, "headline-dash-source"
            )
    return None


SAYS_WE = re.compile(r"\b(?:I|We|we|My|my|Our|our)\b")
COLON_BEHIND_MARKS = re.compile(r"(?P<marks>[,.]?[’'”\"»]+)\s?:\s+")


def read_headline_cue(text: str, span: Span, match: re.Match[str] | None = None) -> Attribution | None:
    """Tolan says the boat is dry"""
    match = match or HEADLINE_CUE.match(text, *span)
    if match is None:
        return None
    source = match["source"]
    cue = match["cue"].lower()
    words = source.split()
    if len(words) > 7 or words[-1].lower() in {
        "to",
        "the",
        "a",
        "of",
        "is",
        "are",
        "was",
        "has",
        "and",
        "not",
        "be",
    }:
        return None
    if cue.startswith("den") and DENIED_DOING.match(match["rest"]):
        return None  # "Army denies firing on convoy"
    if words[0].lower() in BEGINS_QUESTION or SAID_NOTHING.match(match["rest"]):
        return None
    marked = marked_pieces(text, (match.start("rest"), span[1]))
    if (cue in OBJECT_ONLY or cue in NOUNS) and not match["that"] and not (cue in URGES and marked):
        return None
    if re.search(r"\b(?:that|which|who|whom|by|despite|after|as)\b", source.lower()):
        return None
    # "The sides submit proposals": without "that" a clause or quoted words have to follow.
    rest = match["rest"]
    if len(rest.split()) < 2 and not marked:
        return None
    end = match.start("source") + len(source.rstrip())
    return make_headline_attribution(
        text,
        span,
        (match.start("rest"), span[1]),
        (match.start("source"), end),
        "headline-cue",
        match.span("cue"),
    )


LATER_CLAUSE = re.compile(r"(?:,|\s(?i:as|but|while|though|although))\s(?=[A-Za-z])")


# Of many in the present tense: "Aid agencies warn herders are stranded".
PLURAL_CUE = re.compile(
    r"(?P<source>[A-Z](?:[^,;:“”\"\s]{1,24}\s){0,5}?(?:[\w’'-]*[^\Ws]s|[Pp]olice|[Ll]awmakers|MPs)|[A-Z][\w’'-]+(?:,|\sand)\s[A-Z][\w’'-]+)\s(?P<cue>say|warn|claim|insist|predict|argue|admit|complain)\s"
    r"(?:(?P<that>that)\s)?(?P<rest>.+)",
    re.S,
)


def read_plural_cue(text: str, span: Span) -> Attribution | None:
    """Aid agencies warn herders are stranded"""
    match = PLURAL_CUE.match(text, *span)
    source = match["source"] if match else ""
    if match is None or len(match["rest"].split()) < 3 or SAID_NOTHING.match(match["rest"]):
        return None
    small = source[:1].lower() + source[1:]
    states = re.split(r",\s|\sand\s", source)
    both = len(states) == 2 and all(state.lower() in lexicon.country_table() for state in states)
    if source.split()[0].lower() in BEGINS_QUESTION or not (both or can_speak(source) or can_speak(small)):
        return None
    return read_headline_cue(text, span, match)


def read_later_cue(text: str, span: Span) -> Attribution | None:
    """Ferry fares rise as mayor says port is broke   Repair to cost 40 mln, Velland says the bill is Oscane's"""
    for turn in LATER_CLAUSE.finditer(text, *span):
        match = HEADLINE_CUE.match(text, turn.end(), span[1])
        if match is None:
            continue
        if len(text[span[0] : turn.start()].split()) >= 2 and looks_like_source(match["source"]):
            return read_headline_cue(text, (turn.end(), span[1]), match)
    return None


def says_something(text: str, start: int, end: int) -> bool:
    """Does a stretch say that somebody says something: "Tolan says deal is near", and not "Tolan tells parliament"?"""
    match = HEADLINE_CUE.match(text, start, end)
    return match is not None and len(match["rest"].split()) >= 3 and looks_like_source(match["source"])


def tells_of_something(words: str) -> bool:
    """Do a few words of a headline hold a verb: "Boats are late", "Talks to resume", and not "Travel guide"?"""
    verbs = lexicon.finite_verbs() | {
        "is",
        "are",
        "was",
        "were",
        "to",
        "will",
        "can",
        "must",
        "has",
        "have",
        "should",
        "may",
    }
    return len(words.split()) > 2 and any(word.lower() in verbs for word in words.split()[1:])


BEFORE_COLON = re.compile(r"[A-Z][^:;“”\"‘]{3,60}?\s?:\s+(?=[A-Z])")


def read_after_topic(text: str, span: Span, people: Collection[str]) -> Attribution | None:
    """Harbour summit: Tolan says deal is near   Pipeline: Minister won't “bow to a valve”"""
    match = BEFORE_COLON.match(text, *span)
    if match is None:
        return None
    rest = (match.end(), span[1])
    return (
        read_headline_cue_behind(text, rest)
        or read_headline_naming(text, rest)
        or read_second_verb(text, rest, people)
        or (read_headline_cue(text, rest) if says_something(text, *rest) else None)
        or read_doer(text, rest, people)
        or read_intention(text, rest, people)
    )


def read_statement(text: str, span: Span) -> Attribution | None:
    """The spokesman has commented on Tolan's statement that ..."""
    match = STATEMENT.search(text, span[0], span[1])
    if match is None:
        return None
    return make_headline_attribution(
        text, span, match.span("rest"), match.span("source"), "headline-cue", match.span("cue")
    )
