"""The words of English by which the lines of a page are told apart."""

import re
from datetime import date
from functools import cache

from ...folding import any_capital
from ...page.words import DatedFact, PageWords
from . import lexicon
from .lexicon import word_set

# Lines of page furniture. Each stands alone on its line.
NAVIGATION = re.compile(
    r"(?:all news|home|news|world|politics|latest(?: news)?|top stories|most (?:read|popular)|menu|search|"
    r"log ?in|like|pin it|recommend|sign (?:in|up)|subscribe(?: now)?|register|share(?: this)?(?: (?:article|contribution|story|page|post|link))?|tweet|print|e-?mail|"
    r"facebook|twitter|whatsapp|telegram|copy link|comments?(?: \(\d+\))?|advertisement|sponsored|"
    r"listen(?: to (?:this|the) (?:article|story))?(?:\s+\d+ min(?:ute)?s?)?|read(?:ing)? time.*|\d+ min read|follow us.*|download .* app.*|skip to .*|"
    r"we value your privacy|we and our (?:[\d,.]+ )?(?:trusted )?partners\b.*|(?:manage|set|change) (?:my |your )?(?:choices|consent|cookies|options|preferences|settings)|(?:reject|refuse|decline)(?: all)?|"
    r"(?:view|see|open|read) (?:this|the) (?:e-?mail|newsletter) in (?:your|a) browser|gift this article|for subscribers|stock photo:.*|author|"
    r"cookie.*|accept(?: all)?|back to top|(?:\d{1,3} ){2,}(?:\W*next.*|…|\W)|next(?: article)?|previous(?: article)?|photo|video|gallery|in pictures|off the wire|more news|follow us|unsubscribe|back to list|suggest to a friend.*|print this page|see all|"
    r"(?:font|text) size.*|a\+ ?a-?|save|bookmark|breaking(?: news)?|editor'?s? picks?|trending|topics?|tags?:.*|"
    r"all rights reserved.*|©.*|copyright.*|\(?c\) \d{4}.*|source: \w+|image(?: credit)?:.*|photo:.*|"
    r"(?:[\w.’'-]+ ){1,4}(?:via|/) (?:getty images|getty|afp|ap|reuters|epa|shutterstock)\.?|"
    r"contact us|about us|link to the (?:video|audio|recording|photos?)\b.*|close panel|privacy policy|terms of (?:use|service)|newsletter.*|share on .*|"
    r"\w{2}-\w{2,4}--\S.*|.*\b\d(?:st|nd|rd|th) ld-?\s?writethru.*|eds: .*|from: \S+@\S+|to: \S+@\S+|date: (?!.*\b(?:19|20)\d\d).*|"
    r"official (?:web ?)?site|official (?:home ?page|portal)|why you can trust us|[(\[]ATTN: .*[)\]]|story highlights|(?:view|see) (?:this|the) (?:post|tweet|photo|video|thread) on \w+|an? (?:post|photo|video) shared by .*|(?:we|this (?:web ?)?site|our (?:web ?)?site) uses? cookies\b.*|(?:next|previous|older|newer) (?:post|article|story|entry):? .*|[\d.]+k? (?:shares|comments|views))",
    re.I,
)
READ_MORE = re.compile(
    r"(?:read (?:more|also|next|on|the full)|also read|see also|more on this|more:|related(?: articles?| news| stories)?\b|"
    r"watch(?: now| also)?:|don[’']t miss|recommended|you may also like|click here|"
    r"for more\b|sign up for|follow .{0,40} on (?:twitter|facebook)|[>»›▶►]+\s|•\s(?!.{120})"
    # What a site says to whoever reads there
    r"|(?:like|enjoy(?:ed)?) (?:what you|this (?:article|story|interview|piece))|comments? (?:not loading|are moderated)|(?:we|this (?:web ?)?site) recommends? (?:using|that you use|the latest version)"
    r"|by (?:providing|entering|clicking|signing up|subscribing|submitting|registering|continuing)\b.{0,80}\b(?:i|you) (?:agree|accept|consent|acknowledge)"
    r"|i (?:agree|accept|consent|acknowledge|have read)\b.{0,80}\b(?:terms|privacy|conditions)|you must be (?:logged|signed) in|you need to (?:log|sign) in"
    r"|please (?:enable|disable|log in|sign in|turn on|turn off|subscribe|update your)\b|your browser\b|javascript (?:is|must)\b"
    r"|[“\"]?this (?:news|article|story|page|post|item|text) (?:has been|was) (?:read|viewed|seen|visited|shared|printed) [\d.,]+k? times"
    r"|subscribe (?:to|for)\b|enter your e-?mail|(?:already|not) a (?:subscriber|member)|to (?:continue|keep) reading\b)",
    re.I,
)
AGO = re.compile(
    r"\b(?:\d+|an?|few|several) (?:second|minute|hour|day|week|month|year)s? ago\b|\bjust now\b", re.I
)
CRAWL = re.compile(
    r"\b(?:archived|captured|retrieved|crawled|cached|snapshot|accessed|downloaded|saved)\b", re.I
)
CAPTION = re.compile(
    r"\[(?:[Pp]hoto )?[Cc]aption\]|(?i:file photo|image|photo|picture|caption|image caption|photograph)\b\s?[.:,]?\s|.*©|.*\((?:AP|Reuters|AFP|EPA)(?: Photo)?/|.*\[[^\[\]]*/[^\[\]]*\]$"
    r"|Photographs? by\s|.*\b(?:Author/)?Source: .{2,60}/\s?\w{2,20}$|.*\((?i:photo|image|picture|file)\b[^()]*\)\.?$|.*\b(?:PHOTO|PICTURE|IMAGE|(?:[Ff]ile |[Ss]tock |[Hh]andout )?[Pp]hoto|[Ff]ile (?:image|picture)|Image|Picture|Photograph)(?: [Cc]redit| CREDIT)?: .{2,60}$"
    r"|.*\|\s(?:[\w.’' -]+/)?(?:Getty Images|AFP|AP|Reuters|EPA|Bloomberg|Shutterstock)(?: Photo)?$|.+(?:/|\()(?:AFP|AP|Reuters|REUTERS|Getty Images|EPA|EFE|Xinhua)\)$"
    r"|\d{1,2} (?:of|/) \d{1,2}[.:]? .*\b[A-Z]{2,}(?: [A-Z]\w+)?/[^/]{2,40}$|.*[.] (?:REUTERS|AFP|EPA|AP)(?: Photo)?/[A-Z][^/.]{2,40}$"
)
CAPTION_ABOVE = re.compile(r"(?:image )?caption,?", re.I)
# "Imogen Roke Environment correspondent", "Mira Tolan and Adam Roke" beside a date
REPORTER = re.compile(
    any_capital(
        r"(?P<name>[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){1,3}?)(?:,|\s[|–-])?\s+(?:(?:[A-Z]?[\w&]+\s){0,3}(?:[Cc]orrespondent|[Rr]eporter|[Ee]ditor)\b)"
        r"(?:\s(?:in|for)\s[\w ]{2,40})?"
    )
)
ROLE_LINE = re.compile(
    r"(?:Reporting from [A-Z].*|(?:[A-Z]?[\w’'&]+\s){0,4}(?:[Cc]orrespondent|[Rr]eporter|[Ee]ditor|BBC News|News)(?:,?\s(?:in\s)?[A-Z].*)?)"
)
INTERVIEWER = re.compile(
    any_capital(
        r"[(\[*_]{0,2}(?i:interview(?:ed)?(?: (?:conducted|done))?(?: by)?|interviewer|questions(?: asked)? by|questions(?=:)|(?:the |this )interview(?: (?:was )?(?:conducted|done|led|held|prepared))? by):?\s"
        r"(?P<name>[A-Z][\w.’'-]+(?:\s(?:[A-Z][\w.’'-]*|de|van|von|al|bin)){1,3})(?:\.\s(?:It|This interview|The (?:text|interview))\s.{0,80}|,?\s(?:and\s)?(?:(?:was|is|first)\s)?(?:appeared|published|ran|printed|recorded|broadcast|aired)\b.{0,160})?[.)\]*_]{0,2}"
    )
)
# A house names itself when its own reporter is the witness: "as witnessed by the Courier's Lena ..."
# "As" stands at the head of a line, the others of a word. It is tried where one of them stands, and nowhere else.
OWN_REPORTER = (
    r"(?:(?P<as>(?<![^\n])As (?:earlier |previously )?(?P<by>reported by )?)|"
    r"(?<!\w)(?:witnessed by|reports|reporting from [\w ]+,|told)\s)"
    r"(?P<outlet>%s)(?(by),|(?(as) (?:earlier |previously )?reported|[’']s\s[A-Z]\w+))"
)
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
    "q", "question", "questions", "reporter", "reporters", "journalist", "correspondent", "interviewer", "presenter", "host", "anchor", "remark", "press",
    "media", "question from the floor", "unidentified reporter", "unidentified speaker", "unidentified", "unidentified journalist",
    "follow-up", "follow up", "followup", "follow-up question", "supplementary", "supplementary question", "unidentified male", "unidentified female", "female voice", "male voice", "the press", "speaker unidentified", "unknown", "voice", "audience member", "media question",
}  # fmt: skip
ANSWER_LABELS = {
    "a", "answer", "reply", "guest", "interviewee", "respondent", "opening statement", "opening remarks", "opening comments",
    "introductory statement", "introductory remarks", "closing remarks",
}  # fmt: skip
CROWDS = {
    "all", "all voices", "an hon. member", "an honourable member", "hon members", "hon. members", "hon. senators",
    "honourable members", "honourable senators", "members", "opposition members", "several hon. members",
    "several members", "some hon. members", "some honourable members", "some members", "voices",
}  # fmt: skip
NO_LABELS = {
    "about the author", "agenda", "annex", "annexes", "apologies", "approved", "attachment", "attachments", "attention", "attn", "audio",
    "author", "authors", "bibliography", "bio", "biography", "cc", "copyright", "credit", "credits", "disclaimer", "disclosure", "document",
    "documents", "download", "ed. note", "ed.'s note", "ed.’s note", "ed's note", "ed’s note", "downloads", "duration", "enclosure", "filed under", "first published", "footnote", "footnotes",
    "further reading", "hits", "in attendance", "key words", "keywords", "language", "length", "listen", "members present", "minutes",
    "our ref", "pages", "photo credit", "posted", "posted in", "posted on", "present", "programme", "publication date", "published",
    "published on", "quorum", "rating", "read next", "references", "series", "share", "share this page", "story first published",
    "title", "translation", "views", "written by", "your ref",
    "address", "also read", "contact us", "contact us address", "details", "e-mail", "fax", "hotline", "mailing address", "mobile", "postal code", "quote", "analysis", "appendix", "background", "breaking", "by", "caption", "category", "contact", "contacts",
    "correction", "date", "dates", "editor's note", "editor’s note", "editors' note", "email", "exclusive", "fact",
    "fact check", "facts", "factbox", "from", "image", "introduction", "key points", "last updated", "last update", "last modified", "live", "location", "media contact",
    "more", "q&a", "q & a", "next", "next article", "next post", "next story", "note", "notes", "previous", "previous article", "previous post", "opinion", "p.s", "phone", "photo", "photos", "place", "ps", "read", "read also", "read more",
    "ref", "reference", "related", "related articles", "related stories", "released", "result", "see also", "source",
    "sources", "subject", "subjects", "summary", "tags", "tel", "the claim", "the fact", "the facts", "the reality",
    "the truth", "time", "to", "topic", "topics", "update", "updated", "venue", "verdict", "via", "video", "warning",
    "watch", "when", "where", "who", "why", "what", "how", "website",
}  # fmt: skip
# With these words begin headings of goods and of news, and nobody's label.
NO_LABEL_BEGINS = frozenset({"new", "also", "latest", "best", "top", "get", "buy", "save", "now", "more"})
SMALL_WORDS = {
    "a", "af", "al", "and", "arap", "at", "av", "behalf", "ben", "bin", "bint", "binte", "binti", "da", "de", "del", "der", "di", "dos", "du", "el", "for", "from", "ibn", "in",
    "la", "las", "le", "los", "mint", "of", "ole", "on", "ould", "pro", "tempore", "the", "ter", "to", "van", "von", "wa", "with", "zu", "zum", "zur", "&",
}  # fmt: skip
HELD_LINE = re.compile(
    r"(?:meeting |sitting |session )?(?:held|convened|delivered|given|recorded) (?:at|in|on)\b(?:[^.!?“”\"]|\b[ap]\.m\.){3,110}",
    re.I,
)
TRANSCRIPT = re.compile(
    r"\b(?:transcript|press (?:conference|briefing|gaggle|availability|call|stakeout)|news conference|briefing|gaggle|"
    r"interview|q ?& ?a|q and a|questions and answers|remarks|in conversation|hearing|debates?|verbatim|oral answers|"
    r"question time|(?:answer|reply|response)s? to (?:an? |the )?(?:\w+ )?questions?|media (?:availability|stakeout|call)|town hall|background call|joint press)\b",
    re.I,
)
TRANSCRIPT_FOLLOWS = re.compile(
    r"\b(?:transcript|verbatim|full text of|as follows|edited (?:excerpts?|version)|excerpts? (?:from|of)|lightly edited|"
    r"edited for|condensed|(?:following|below) (?:is|are)|interview(?:ed)? (?:with|by))\b",
    re.I,
)
TRANSCRIPT_ENDS = re.compile(
    r"[(\[*]?(?:a (?:recorded )?vote was taken\b|(?:in favou?r|against|abstaining|abstentions)\s?:?$|(?:this|the) (?:interview|conversation|transcript|briefing|press (?:conference|briefing)|text)\b.{0,60}\b"
    r"(?:edited|condensed|concluded|ended|translated|conducted|adjourned)|interview(?:ed)? (?:conducted )?by\b|"
    r"several hon(?:ourable|\.)? members rose|(?:opposition|government|coalition|(?:an? )?hon(?:ourable|\.)?) (?:members?|senators?) interject(?:ed|ing)|the (?:meeting|sitting|house|council|d[áa]il|seanad|senate|assembly|committee|chamber|parliament) (?:rose|was (?:adjourned|suspended)|adjourned (?:at|until|accordingly|sine die))|for (?:media|press) (?:enquiries|inquiries)|"
    r"(?:press|media) (?:office|contacts?)\b|suggest to a friend|related (?:links|articles)|end (?:of )?transcript|"
    r"\d{1,2}:\d{2}\s?[ap]\.?m\.?(?:\s[A-Z]{2,4})?[)\]]?$)",
    re.I,
)
STAGE = re.compile(
    r"\b(?:question (?:put|proposed|agreed)|put and|agreed to|on the table|laugh(?:ter|s|ing)?|applau(?:se|ds)|cheer(?:s|ing)|cross ?-?talk|inaudible|unintelligible|indiscernible|"
    r"interruption|interrupts|interjections?|off[- ]?mi(?:c|ke)|interpret(?:er|ed|ation)|translat(?:or|ed|ion)|"
    r"retranslated|in progress|pause|continu(?:es|ing)|chuckles?|sighs?|smiles|nods|booing|music|no response|"
    r"(?:begin|end)s?\b.{0,20}\b(?:clip|tape|video|audio)|video clip|spoke in|in (?:russian|french|english|arabic|chinese|"
    r"spanish|german|hindi|korean|japanese|persian|farsi|turkish))\b",
    re.I,
)
FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|me|us|you|You|your|Thank you|Thanks)\b(?!\.)")
WRITERS = {
    "agencies", "agency", "analyst", "associate", "bureau", "chief", "columnist", "contributor", "correspondent", "desk",
    "diplomatic", "editor", "editors", "freelance", "guest", "journalist", "news", "online", "photographer", "political",
    "producer", "reporter", "reporters", "senior", "special", "staff", "writer", "writers",
}  # fmt: skip
_NOUN = (
    r"(?:House|Ministry|Department|Council|Office|Commission|Parliament|Senate|Congress|Embassy|Mission|Government|"
    r"Secretariat|Cabinet|Kremlin|Nations|Union|Bureau|Agency|Organi[sz]ation|Presidency|Court|Assembly|Duma|Bank|Fund|"
    r"Service|Hansard|Dáil|Seanad|Oireachtas|Knesset|Bundestag|Bundesrat|Sejm|Storting|Riksdag|Folketing|Lok Sabha|Rajya Sabha|Diet|Record|Commons|Lords|NATO|OSCE|ASEAN|Delegation|Consulate|Representation|Authority|Administration|"
    r"Press (?:Room|Team|Service)|Newsroom|Institute|Institution|Foundation|University|Academy|Representatives|Affairs|Pentagon|Downing Street|Directorate|Headquarters|State)"
)
_CAP = r"(?:[A-Z][\w.’'&-]*)"
HOUSE_LINE = re.compile(
    rf"(?:(?:The )?(?:{_CAP},?\s(?:and\s|&\s)?){{0,5}}{_NOUN}(?:\s(?:of|for|on|to the|in the)\s(?:the\s)?{_CAP}(?:(?:,?\s(?:and|of|the|of the|for|for the|to the)\s|,?\s){_CAP}){{0,8}})?(?:\s(?:in|at)\s{_CAP}(?:\s{_CAP})?)?"
    rf"|(?:THE )?(?:U\.S\. |US |UK )?(?:OFFICE|MINISTRY|DEPARTMENT|EMBASSY|GOVERNMENT|COUNCIL|PERMANENT MISSION|UNITED NATIONS|WHITE HOUSE|HOUSE|PARLIAMENT|SENATE|PRESS)[A-Z,.’' -]{{0,70}})"
)
# "Republic of Velland", "The President of the Republic of Velland"
STATE_LINE = re.compile(
    rf"(?:the )?(?:(?:president|prime minister|government|chancellor|premier|minister[\w ]{{0,30}}) of (?:the )?)?(?:republic|kingdom|state|commonwealth|principality|federation|grand duchy|union) of (?-i:(?:the )?{_CAP}(?: (?:and )?{_CAP}){{0,3}})",
    re.I,
)
# Over a page without a word of what it is: a ministry's name, and not a body that news are about
ISSUING_HOUSE = re.compile(
    r"(?:the )?(?:ministry|office|department|government|directorate|secretariat)\b.{0,40}\sof\s.{3,60}"
    r"|(?:the )?(?:presidency|state house|government house),? (?:of )?(?:the )?(?:republic|kingdom|state|federal republic) of .{3,40}"
    r"|(?:the )?(?:[\w’'-]+ ){0,3}(?:president|minister|premier|chancellor|governor)[’']s (?:press )?(?:office|service)",
    re.I,
)
# "Harbourgate.gov – the official website of the Velland Government"
OFFICIAL_SITE = re.compile(
    r"(?P<name>[\w.&’' -]{2,60}?)\s[–—|-]\s(?:the\s)?(?i:official)\s(?:[\w’'-]+\s){0,3}(?:web\s?site|site|portal|web\s?page|homepage)\b.{0,80}"
)
DOCUMENT_LINE = re.compile(
    r"(?:for immediate release|meetings coverage(?: and press releases)?|(?:press|news|media) (?:release|statement|note|notice|advisory|conference|briefing|room)s?|"
    r"statements?(?: (?:and|&) releases)?|speech(?:es)?|remarks|readouts?|transcripts?|declarations?|communiqu[eé]s?|"
    r"speeches and transcripts|news|official (?:statement|transcript)|briefing room|written (?:answers|statement)|"
    r"oral (?:answers|questions)|debates?|verbatim record|provisional|check against delivery|embargoed until.*|"
    r"(?:press|news|media) release (?:(?:no\.?|number|nr\.?|#) ?[\w/.-]{1,20}|[\d/.-]{1,12})|news from (?:the )?(?:[\w’'&-]+ ){1,5}(?:agency|service|ministry|embassy)(?: of .{2,24})?|official (?:report|record)(?: of debates?)?|unclassified|(?:[\w -]{3,50},\s)?[\d,]+(?:st|nd|rd|th)(?: (?:&|and) [\d,]+(?:st|nd|rd|th))? (?:plenary )?meetings? \((?:am|pm|am ?(?:&|and) ?pm|night|resumed)\)|ceisteanna\b.*|questions|e\s?&\s?o\s?e\b.{0,30}|questions without notice|(?:event|meeting|session) (?:report|summary|summaries)|(?:policy|briefing) (?:brief|note|paper)|working paper|media notes?|news stor(?:y|ies)|press information bureau|presidential actions|articles?|interviews?|document \d+.*|\d{2,4}-\d{2}-\d{2,4})"
    r"(?:\s?[-–|:]\s?(?:english|final|\d+))?\W*",
    re.I,
)
_KIND = (
    r"(?:statement|declaration|remarks|address|speech|message|letter|condolences|congratulations|communiqu[eé]|readout|"
    r"transcript|press conference|news conference|briefing|gaggle|interview|testimony|op-ed|reply|appeal|proclamation)"
)
DOCUMENT_TITLE = re.compile(
    rf"(?:[A-Z]{{1,4}}[-/ ]?\d[^,\n]{{0,12}},\s(?:\d{{1,2}} [A-Z][a-z]+ \d{{4}},\s)?)?(?:[A-Z][\w ,’'-]{{1,40}}:\s)?(?:(?:full|joint|opening|closing|press|written|official|news|foreign ministry|full text of|"
    rf"text of|the|a|an|introductory|keynote)\s){{0,3}}{_KIND}s?\b(?:\s(?:by|of|from|with|on|at|to|following|regarding|with the)\b|$)|"
    rf"[^.?!]{{2,80}}[’']s?\s(?:[\w-]+\s){{0,3}}{_KIND}s?\b",
    re.I,
)
# "Velland National Day", "Orvel Morning Brief": capitals throughout, and no name of anybody
THING = re.compile(
    r"\b(?:Day|Week|Month|Year|Anniversary|Brief|Briefing|Digest|Bulletin|Newsletter|Update|Roundup|Playbook|Talks|Summit|Meeting|"
    r"Visit|Edition|Issue|Conference|Agreement|Treaty|Dialogue|Festival|Agenda|Diary|Statement|Independence|Elections?|Referendum|Interview)$"
)
POINTS_LINE = re.compile(
    r"(?:summary|in summary|key (?:points|developments|events|takeaways)|(?:story )?highlights|at a glance|what we know(?: so far)?|the main points|(?:here[’']s )?what (?:you need )?to know(?: today)?|in brief):?",
    re.I,
)
# The title of a page that tells, line by line, what is set for its days.
AGENDA = re.compile(
    r"\b(?:(?:public|daily|weekly|official) (?:schedule|agenda|programme|program|diary)|(?:schedule|agenda|diary|calendar|engagements)(?: (?:of|for)\b|\s*$|\s*[-–—:])|week ahead|events to)\b|\bdiary\s[-–—]",
    re.I,
)
COMMENTS = re.compile(
    r"(?:\d+ )?(?:top(?: rated)?|reader|latest|all|user|most liked|most recent)? ?comments?(?: \(?\d+\)?)?(?: below)?|"
    r"comments? (?:\(?\d+\)? )?(?:section|closed|are closed)|(?:leave|post|add|write) (?:a|your) (?:comment|reply|response)|"
    r"join the (?:conversation|discussion)|what do you think\??|have your say|discussion(?: \(\d+\))?|responses?",
    re.I,
)
POST_ANSWERS = re.compile(
    r"(?:replying to|in reply to|quote(?:d)? (?:tweet|post)|re(?:posted|tweeted) by)\b", re.I
)
POST_COUNTS = re.compile(
    r"[\d.,]+\s?[KkMm]?\s(?:(?:quote )?(?:re)?tweets?|re-?posts?|likes?|views?|quotes?|repl(?:y|ies)|comments?|shares?|bookmarks?)\b|"
    r"(?:reply|repost|retweet|like|share)\b.{0,40}$",
    re.I,
)
EDITORIAL = re.compile(
    r"[(\[*_]{0,2}(?:(?:(?:additional|further|extra|some) )?(?:reporting|writing|editing|photography|compiled|edited|written|translated|translation|"
    r"interviewed|reported) by\b(?!.{8,}\b(?:said|says|told|was|were|is|are|has|had)\b)|additional reporting\b|"
    r"(?:adds|updates|recasts|corrects|refiles|repeats|removes|rewrites|changes|clarifies|releads|fixes|deletes)\b(?! .{120})|"
    r"(?:this|an earlier version of this|a previous version of this) .{0,20}\b(?:story|article|version|report|post|piece|item|copy)\b.{0,40}"
    r"\b(?:corrected|updated|refiled|amended|incorrectly|misstated|was first published|originally)\b|"
    r"correction[s:]|clarification[s:]|editor[’']s note\b|our standards:|"
    r"(?:\(c\)|©|copyright\b).{0,60}\b(?:19|20)\d{2}|\S{0,3}-0-|end(?:s|it)?$)",
    re.I,
)
COPYRIGHT_LINE = re.compile(
    r"(?:©|\([cC]\)|Copyright|(?:<\s?)?[Aa]ll [Rr]ights [Rr]eserved by)\s{0,2}(?:(?:©|\([cC]\)|Copyright)\s)?(?:(?:19|20)\d\d,?\s(?:by\s)?)?(?P<house>(?:The\s)?[A-Z][\w’'&-]*(?:\s[A-Z][\w’'&-]*){1,4}?)"
    r"(?:,?\s(?:19|20)\d\d|[.,]|$)",
)
COPYRIGHT_YEAR = re.compile(
    r"(?:\(c\)|©|\bcopyright\b|\brights reserved by\b)[^\n\d]{0,60}(?<!\d)(?P<year>(?:19|20)\d{2})(?![\d–-])",
    re.I,
)
BESIDE_TODAY = re.compile(r"\b(?P<word>today|tomorrow|yesterday),?\s(?:on\s)?(?=[A-Z\d])", re.I)
DAYS_AWAY = {"yesterday": -1, "today": 0, "tomorrow": 1}
LATELY = re.compile(
    r"\b(?:this (?:winter|spring|summer|autumn|fall|season|year)|earlier this year|last (?:month|week)|late last year|the past year)\b",
    re.I,
)
# Names of zones that mean one offset only. IST, CST, AST and others mean several.
ZONES = {
    "AEDT": "+11:00", "AEST": "+10:00", "AKDT": "-08:00", "AKST": "-09:00", "BST": "+01:00", "CAT": "+02:00", "CDT": "-05:00",
    "CEST": "+02:00", "CET": "+01:00", "EAT": "+03:00", "EDT": "-04:00", "EEST": "+03:00", "EET": "+02:00", "EST": "-05:00",
    "GMT": "+00:00", "HKT": "+08:00", "HST": "-10:00", "JST": "+09:00", "KST": "+09:00", "MDT": "-06:00", "MSK": "+03:00",
    "NZDT": "+13:00", "NZST": "+12:00", "PDT": "-07:00", "PKT": "+05:00", "PST": "-08:00", "SGT": "+08:00", "UTC": "+00:00",
    "WEST": "+01:00", "WIB": "+07:00", "Z": "+00:00",
}  # fmt: skip
# Cities where much is issued and that are no capitals now
CITIES = {
    "almaty", "astana", "barcelona", "bonn", "davos", "dubai", "frankfurt", "geneva", "hong kong", "istanbul", "jeddah",
    "karachi", "lagos", "melbourne", "montreal", "mumbai", "munich", "new york", "nur-sultan", "rio de janeiro", "shanghai",
    "sochi", "st. petersburg", "st petersburg", "strasbourg", "sydney", "the hague", "toronto", "washington", "yangon",
    "washington dc", "washington, dc", "washington d.c.", "new delhi", "kyiv", "tel aviv", "johannesburg", "vladivostok",
}  # fmt: skip
NOT_PLACES = {
    "alert", "analysis", "breaking", "column", "comment", "corrected", "correction", "developing", "editorial", "exclusive", "explainer", "factbox", "feature", "flash",
    "headlines", "interview", "joint statement", "live", "newsflash", "opinion", "photos", "press release", "profile",
    "quotes", "readout", "remarks", "report", "review", "speech", "statement", "summary", "timeline", "transcript", "update",
    "updated", "urgent", "video", "watch", "wrapup",
}  # fmt: skip
HOUSE_WORD = re.compile(
    r"\b(?:Times|Post|News|Herald|Tribune|Gazette|Mail|Courier|Observer|Chronicle|Journal|Telegraph|Guardian|Wire|Press|"
    r"Sentinel|Shimbun|Shinbun|Ilbo|Newspaper|News Agency|Daily|Online|TV|Radio|Today|Standard|Mirror|Monitor|Review|Magazine|Weekly|Broadcasting|Express|Independent|FM|Mercury|Echo|Ledger|Argus|Inquirer|Enquirer|"
    r"Globe|Dispatch|Examiner|Bulletin|Network|Media|Tageblatt|Zeitung|\w+\.(?:com|net|org|info|co))\b"
)
# Alone on a line of the head: "World News" is a section there, "The Orvel Herald" a house
MASTHEAD = re.compile(
    r"(?:The )?(?:[A-Z][\w’'&-]+ ){1,4}(?:Times|Herald|Tribune|Gazette|Courier|Observer|Chronicle|Telegraph|Guardian|Sentinel|"
    r"Examiner|Dispatch|Ledger|Argus|Advertiser|Shimbun|Ilbo|Zeitung|Broadcasting Corporation|News Agency|Press Agency|FM|Radio|TV)"
    r"|[A-Z]{2,6} (?:News|Radio|TV|Online|World)(?: English)?"
    r"|The (?:[A-Z][\w’'&-]+ ){1,3}(?:Post|News|Mail|Journal|Press|Mirror|Monitor|Review|Standard|Star|Express|Independent|Globe|Record|Weekly)"
)
ISSUER_LINE = re.compile(r"(?:from|issued by|published by|released by):", re.I)
# The same with whom it is from on its line
ISSUED_BY = re.compile(r"(?i:from|issued by|published by|released by):\s+(?P<house>[^:@\n]{3,80})")
# "Meroth Online website contains only a part of"
SITE_LINE = re.compile(
    rf"(?P<house>{_CAP}(?:\s{_CAP}){{0,4}})(?:[’']s)? (?:web\s?site|portal|web\s?page) (?:contains|is|does|offers|may|will|uses)\b"
)
# Under a text: published in The Newspaper (The Herald), then the day
PRINTED_IN = re.compile(
    rf"(?:<[a-z]+>)*(?:Published|Printed|First published|Appeared) in (?:[Tt]he (?:[Nn]ewspaper|[Pp]rint [Ee]dition) \()?(?P<house>{_CAP}(?:\s{_CAP}){{0,3}}?)\)?,\s(?:\w+\s\d|\d)"
)
# "The Hon Ada Roke MP", over her office and the title of a page
HONOURED = re.compile(
    rf"(?:The (?:Rt\.? |Right )?Hon(?:ou?rable|\.)?|Senator the Hon(?:\.|ou?rable)?|H\.?E\.?|His Excellency|Her Excellency|Hon\.)"
    rf"(?:\s(?:Mr|Mrs|Ms|Dr|Prof)\.?)?(?:\s{_CAP}){{2,4}}(?:,?\s(?:MP|MLA|MSP|QC|KC|AO|AC|AM|CSC|PC|MD|PhD|OBE|CBE|MHR|TD))*"
)
# "Mountains do not sign, writes Lena Orrin"
WRITES = re.compile(
    rf",?\s(?:writes|reports)\s(?P<name>{_CAP}(?:\s{_CAP}){{1,3}}?)\.?$"
    rf"|(?<=[.?!]\s)(?P<before>{_CAP}(?:\s{_CAP}){{1,3}})\sreports(?:\sfrom\s{_CAP}(?:\s{_CAP})?)?\.?$"
)
FORMER = re.compile(r"\b(?:former|ex-|then|late|ousted|deposed)\W{0,3}(?:\w+\W){0,2}$", re.I)
DATE_LABELS = (
    "amended", "changed", "created", "date created", "date modified", "date of publication", "date posted", "date published", "edited",
    "first posted", "last change", "last changed", "last edit", "last edited", "last refreshed", "last refreshed on", "last reviewed",
    "last revised", "last update", "last update on", "update on", "latest update", "online since", "publication date", "refreshed", "reviewed", "revised", "stand", "status",
    "uploaded", "uploaded on",
)  # fmt: skip
UPDATE_LABEL = re.compile(
    r"\b(?:updated?|modified|revised|edit(?:ed)?|amended|refreshed|reviewed|changed?|status|stand)\b", re.I
)
PUBLISH_LABEL = re.compile(
    r"\b(?:(?:first |originally )?publish(?:ed)?|posted|created|released|issued|uploaded|online since|publication)\b",
    re.I,
)
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
        before_weekday=("on", "said", "announced", "reported"),  # "it said Friday"
        halves_of_day=("am", "pm"),
        eras=("Juche", "Reiwa", "Heisei", "Showa", "Minguo"),
        zones=ZONES,
        ambiguous_zones=("AST", "CST", "CT", "ET", "GST", "ICT", "IST", "MST", "MT", "PT", "SAST", "WAT"),
        facts=read_facts(),
        former=FORMER,
        ahead=AHEAD,
        copyright_year=COPYRIGHT_YEAR,
        copyright_line=COPYRIGHT_LINE,
        lately=LATELY,
        bylines=(
            "by",
            "author",
            "writer",
            "written by",
            "reporting by",
            "text by",
            "words by",
            "words:",
            "text:",
            "story by",
            "posted by",
            # What pages in other languages have before a name, read by the same hand
            "auteur",
            "autor",
            "autora",
            "par",
            "penulis",
            "pewarta",
            "por",
            "texto",
            "yazar",
        ),
        wire_bylines=("from",),
        ands=("and",),
        withs=("with", "for"),
        writers=frozenset(WRITERS),
        shifts=re.compile(r"\s\((?:now|earlier)\)"),
        given_names=frozenset(lexicon.genders()) - lexicon.titles(),
        reporter=REPORTER,
        reporter_role=ROLE_LINE,
        interviewer=INTERVIEWER,
        date_labels=(
            "published",
            "published on",
            "updated",
            "updated on",
            "posted",
            "posted on",
            "last updated",
            "last modified",
            "modified",
            "issued on",
            "update",
            "first published",
            "publish",
            "pub date",
            "publish date",
            "published date",
            "date published",
            "date",
            *DATE_LABELS,
        ),
        update_label=UPDATE_LABEL,
        publish_label=PUBLISH_LABEL,
        ago=AGO,
        captured=CRAWL,
        navigation=NAVIGATION,
        crumb_roots=frozenset({"home", "home page", "homepage", "front page"}),
        read_more=READ_MORE,
        teaser_ends=re.compile(
            r"(?:read|find out|learn|see) more|continue reading|(?:read )?full (?:story|article)|more", re.I
        ),
        icon="icon",
        house_line=HOUSE_LINE,
        state_line=STATE_LINE,
        goes_on=word_set("after and at before by during following for from in of on to upon with"),
        official_site=OFFICIAL_SITE,
        issuing_house=ISSUING_HOUSE,
        document_title=DOCUMENT_TITLE,
        document_line=DOCUMENT_LINE,
        issuer_line=ISSUER_LINE,
        issued_by=ISSUED_BY,
        titled=HONOURED,
        site_line=SITE_LINE,
        fact_labels=word_set("author born category died link published section source"),
        title_label=re.compile(r"(?:title|headline):\s+(?=\S)", re.I),
        sourced=re.compile(r"sources?:\s", re.I),
        printed_in=PRINTED_IN,
        writes=WRITES,
        masthead=MASTHEAD,
        thing=THING,
        verbs=lexicon.finite_verbs(),
        comments=COMMENTS,
        post_answers=POST_ANSWERS,
        post_counts=POST_COUNTS,
        editorial=EDITORIAL,
        caption=CAPTION,
        caption_above=CAPTION_ABOVE,
        picture_credit=CREDIT,
        question_labels=frozenset(QUESTION_LABELS),
        callers=frozenset(
            ("audience member", "caller", "listener", "participant", "reader", "student", "viewer")
        ),
        told_behind=re.compile(
            r"[A-Z][\w’' &-]{1,60},\s(?:\w+ly\s)?(?:said|says|told|added|noted|explained|replied|asked|stated|stressed|reported|highlighted)\b"
        ),
        question_from=re.compile(
            r"(?:question|q)\s(?:from|by)\s|(?:first|second|third|fourth|fifth|next|last|final|another|follow-up) question$",
            re.I,
        ),
        answer_labels=frozenset(ANSWER_LABELS),
        crowds=frozenset(CROWDS),
        no_labels=frozenset(NO_LABELS),
        no_label_begins=NO_LABEL_BEGINS,
        offices=lexicon.roles()
        | {"chair", "president", "moderator", "operator", "participant", "staff", "members", "member"},
        small_words=frozenset(SMALL_WORDS),
        transcript=TRANSCRIPT,
        held_line=HELD_LINE,
        transcript_follows=TRANSCRIPT_FOLLOWS,
        agenda=AGENDA,
        beside_today=BESIDE_TODAY,
        days_away=DAYS_AWAY,
        points_line=POINTS_LINE,
        transcript_ends=TRANSCRIPT_ENDS,
        stage=STAGE,
        first_person=FIRST_PERSON,
        places=frozenset(
            name.lower() for country in lexicon.country_list() for name in (country.capital, country.name)
        ),
        cities=frozenset(
            country.capital.lower() for country in lexicon.country_list() if country.capital != country.name
        )
        | frozenset(CITIES),
        place_begins=word_set(
            "al bad cape ciudad east el fort great kota lake las los mount new north old point port porto puerto saint san santa "
            "santo south st tel upper west"
        ),
        place_ends=word_set("bay beach city falls harbor harbour hills island lake park springs town valley"),
        not_places=frozenset(NOT_PLACES),
        titles=lexicon.titles(),
        outlets=lexicon.outlets(),
        house_word=HOUSE_WORD,
        outlets_like_words=frozenset(COMMON_WORDS),
        own_reporter=re.compile(OWN_REPORTER.replace("%s", lexicon.alternatives(list(lexicon.outlets())))),
        told_house=("told", "tells", "contacted by", "interview with", "quoted by"),
        generic_hosts=word_set(
            "aol facebook gmail gmx google hotmail icloud instagram mail outlook proton protonmail t telegram tiktok twitter "
            "whatsapp www x yahoo yandex youtube"
        ),
        own_reporter_signs=("As ", "witnessed by", "reports", "reporting from ", "told"),
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
