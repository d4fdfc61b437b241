"""The words of English by which the lines of a page are told apart."""

import re
from datetime import date
from functools import cache

from ...page.words import DatedFact, PageWords
from . import lexicon

# Lines of page furniture. Each stands alone on its line.
NAVIGATION = re.compile(
    r"(?:all news|home|news|world|politics|latest(?: news)?|top stories|most (?:read|popular)|menu|search|"
    r"log ?in|sign (?:in|up)|subscribe(?: now)?|register|share(?: this)?(?: (?:article|contribution|story|page|post|link))?|tweet|print|e-?mail|"
    r"facebook|twitter|whatsapp|telegram|copy link|comments?(?: \(\d+\))?|advertisement|sponsored|"
    r"listen(?: to this article)?|read(?:ing)? time.*|\d+ min read|follow us.*|download .* app.*|skip to .*|"
    r"cookie.*|accept(?: all)?|back to top|next(?: article)?|previous(?: article)?|photo|video|gallery|"
    r"font size.*|a\+ ?a-?|save|bookmark|breaking(?: news)?|editor'?s? picks?|trending|topics?|tags?:.*|"
    r"all rights reserved.*|©.*|copyright.*|\(?c\) \d{4}.*|source: \w+|image(?: credit)?:.*|photo:.*|"
    r"contact us|about us|privacy policy|terms of (?:use|service)|newsletter.*|share on .*|"
    r"why you can trust us|\(ATTN: .*\)|story highlights|[\d.]+k? (?:shares|comments|views))",
    re.I,
)
READ_MORE = re.compile(
    r"(?:read (?:more|also|next|on|the full)|also read|see also|more on this|more:|related(?: articles?| news| stories)?\b|"
    r"watch(?: now| also)?:|don[’']t miss|recommended|you may also like|in pictures|click here|"
    r"for more\b|sign up for|follow .{0,40} on (?:twitter|facebook)|[>»›▶►•]+\s)",
    re.I,
)
AGO = re.compile(
    r"\b(?:\d+|an?|few|several) (?:second|minute|hour|day|week|month|year)s? ago\b|\bjust now\b", re.I
)
CRAWL = re.compile(
    r"\b(?:archived|captured|retrieved|crawled|cached|snapshot|accessed|downloaded|saved)\b", re.I
)
CAPTION = re.compile(
    r"(?i:file photo|image|photo|picture|caption|image caption|photograph)\b\s?[.:,]?\s|.*©|.*\((?:AP|Reuters|AFP|EPA)(?: Photo)?/|.*\[[^\[\]]*/[^\[\]]*\]$"
    r"|Photographs? by\s"
)
CAPTION_ABOVE = re.compile(r"(?:image )?caption,?", re.I)
# "Imogen Roke Environment correspondent", "Mira Tolan and Adam Roke" beside a date
REPORTER = re.compile(
    r"(?P<name>[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){1,3}?)(?:,|\s[|–-])?\s(?:(?:[A-Z]?[\w&]+\s){0,3}(?:[Cc]orrespondent|[Rr]eporter|[Ee]ditor)\b)"
    r"(?:\s(?:in|for)\s[\w ]{2,40})?"
)
ROLE_LINE = re.compile(
    r"(?:Reporting from [A-Z].*|(?:[A-Z]?[\w’'&]+\s){0,4}(?:[Cc]orrespondent|[Rr]eporter|[Ee]ditor|BBC News|News)(?:,?\s(?:in\s)?[A-Z].*)?)"
)
# A house names itself when its own reporter is the witness: "as witnessed by the Courier's Lena ..."
OWN_REPORTER = r"\b(?:witnessed by|reports|reporting from [\w ]+,|told)\s(?P<outlet>%s)[’']s\s[A-Z]\w+"
CREDIT = re.compile(
    r"©|contributed|\b(?:[Pp]hoto|[Ii]mage|[Pp]icture|[Vv]ideo|[Cc]aption|READ MORE|[Ff]ile)\b|/\w+\]"
)
# Outlets whose names are words as well
COMMON_WORDS = {
    "Time",
    "The Times",
    "The Sun",
    "Dawn",
    "The National",
    "The Local",
    "The Hill",
    "The Conversation",
}
QUESTION_LABELS = {
    "q", "question", "questions", "reporter", "reporters", "journalist", "correspondent", "interviewer", "remark", "press",
    "media", "question from the floor", "unidentified reporter", "unknown", "voice", "audience member", "media question",
}  # fmt: skip
ANSWER_LABELS = {"a", "answer", "reply"}
NO_LABELS = {
    "also read", "analysis", "appendix", "background", "breaking", "by", "caption", "category", "contact", "contacts",
    "correction", "date", "dates", "editor's note", "editor’s note", "editors' note", "email", "exclusive", "fact",
    "fact check", "facts", "factbox", "from", "image", "introduction", "key points", "live", "location", "media contact",
    "more", "note", "notes", "opinion", "p.s", "phone", "photo", "photos", "place", "ps", "read", "read also", "read more",
    "ref", "reference", "related", "related articles", "related stories", "released", "result", "see also", "source",
    "sources", "subject", "subjects", "summary", "tags", "tel", "the claim", "the fact", "the facts", "the reality",
    "the truth", "time", "to", "topic", "topics", "update", "updated", "venue", "verdict", "via", "video", "warning",
    "watch", "when", "where", "who", "why", "what", "how", "website",
}  # fmt: skip
SMALL_WORDS = {
    "a", "al", "and", "at", "behalf", "bin", "da", "de", "del", "der", "di", "dos", "du", "el", "for", "from", "ibn", "in",
    "la", "of", "on", "the", "to", "van", "von", "with", "&",
}  # fmt: skip
TRANSCRIPT = re.compile(
    r"\b(?:transcript|press (?:conference|briefing|gaggle|availability|call|stakeout)|news conference|briefing|gaggle|"
    r"interview|q ?& ?a|q and a|questions and answers|remarks|in conversation|hearing|debate|verbatim|oral answers|"
    r"question time|media (?:availability|stakeout|call)|town hall|background call|joint press)\b",
    re.I,
)
TRANSCRIPT_ENDS = re.compile(
    r"[(\[*]?(?:(?:this|the) (?:interview|conversation|transcript|briefing|press (?:conference|briefing)|text)\b.{0,60}\b"
    r"(?:edited|condensed|concluded|ended|translated|conducted|adjourned)|interview(?:ed)? (?:conducted )?by\b|"
    r"the (?:meeting|sitting|house|council) (?:rose|was (?:adjourned|suspended))|for (?:media|press) (?:enquiries|inquiries)|"
    r"(?:press|media) (?:office|contacts?)\b|suggest to a friend|related (?:links|articles)|end (?:of )?transcript|"
    r"\d{1,2}:\d{2}\s?[ap]\.?m\.?(?:\s[A-Z]{2,4})?[)\]]?$)",
    re.I,
)
STAGE = re.compile(
    r"\b(?:laugh(?:ter|s|ing)?|applau(?:se|ds)|cheer(?:s|ing)|cross ?-?talk|inaudible|unintelligible|indiscernible|"
    r"interruption|interrupts|interjections?|off[- ]?mi(?:c|ke)|interpret(?:er|ed|ation)|translat(?:or|ed|ion)|"
    r"retranslated|in progress|pause|continu(?:es|ing)|chuckles?|sighs?|smiles|nods|booing|music|no response|"
    r"(?:begin|end)s?\b.{0,20}\b(?:clip|tape|video|audio)|video clip|spoke in|in (?:russian|french|english|arabic|chinese|"
    r"spanish|german|hindi|korean|japanese|persian|farsi|turkish))\b",
    re.I,
)
FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|me|us|you|You|your|Thank you|Thanks)\b(?!\.)")
FORMER = re.compile(r"\b(?:former|ex-|then|late|ousted|deposed)\W{0,3}(?:\w+\W){0,2}$", re.I)
AHEAD = re.compile(r"\b(?:will|to|planned|scheduled|upcoming|next|would|delegation)\b", re.I)


@cache
def page_words() -> PageWords:
    """Return what the layout of an English page asks for."""
    return PageWords(
        months=lexicon.MONTH_SPELLINGS,
        weekdays=lexicon.WEEKDAYS,
        day_endings=("st", "nd", "rd", "th"),
        day_of=("of",),
        before_clock=("at",),
        before_weekday=("on",),
        halves_of_day=("am", "pm"),
        facts=read_facts(),
        former=FORMER,
        ahead=AHEAD,
        bylines=("by", "author", "written by", "reporting by", "text by"),
        ands=("and",),
        reporter=REPORTER,
        reporter_role=ROLE_LINE,
        date_labels=(
            "published",
            "updated",
            "posted",
            "last updated",
            "last modified",
            "first published",
            "date",
        ),
        ago=AGO,
        captured=CRAWL,
        navigation=NAVIGATION,
        read_more=READ_MORE,
        icon="icon",
        caption=CAPTION,
        caption_above=CAPTION_ABOVE,
        picture_credit=CREDIT,
        question_labels=frozenset(QUESTION_LABELS),
        question_from=re.compile(r"(?:question|q)\s(?:from|by)\s", re.I),
        answer_labels=frozenset(ANSWER_LABELS),
        no_labels=frozenset(NO_LABELS),
        offices=lexicon.roles()
        | {"chair", "president", "moderator", "operator", "participant", "staff", "members", "member"},
        small_words=frozenset(SMALL_WORDS),
        transcript=TRANSCRIPT,
        transcript_ends=TRANSCRIPT_ENDS,
        stage=STAGE,
        first_person=FIRST_PERSON,
        places=frozenset(
            name.lower() for country in lexicon.country_list() for name in (country.capital, country.name)
        ),
        titles=lexicon.titles(),
        outlets=lexicon.outlets(),
        outlets_like_words=frozenset(COMMON_WORDS),
        own_reporter=re.compile(OWN_REPORTER % lexicon.alternatives(list(lexicon.outlets()))),
        own_reporter_signs=("’s ", "'s "),
    )


def read_facts() -> tuple[DatedFact, ...]:
    """Return the dated facts of `words/facts.txt`."""
    return tuple(
        DatedFact(
            kind=kind,
            spellings=tuple(name.strip() for name in names.split(" / ")),
            first=date.fromisoformat(first),
            last=date.fromisoformat(last) if last else date(9999, 1, 1),
        )
        for kind, names, first, last in lexicon.read_table("facts")
    )
