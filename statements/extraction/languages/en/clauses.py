"""Where a reported clause begins and ends, as far as tags and common verbs can tell."""

import re

from ...records import Span
from . import lexicon
from .grammar import CLAUSE_OPENERS, is_finite, source_before
from .lexicon import word_set
from .tokens import Tokens


def clause_like(tokens: Tokens, start: int, end: int) -> bool:
    """Does a stretch begin with a subject and its verb, as far as tags and common verbs can tell?

    "the talks go on" does, "an offer that nobody wanted" and "the appeal of the plan" do not.
    """
    tags = tokens.tags
    if tags[start:end][:1] == "c" and tokens.word(start).lower() in {"if", "unless", "although", "though"}:
        start += 1  # "said if the talks failed, the treaty would go"
    having = tags[start : start + 1] in ("x", "w") and is_gerund(tokens, start)
    if end - start == 1 and tags[start] == "P":
        return tags[end] in "wV" and is_finite(tokens, end, "P")  # "she agreed"
    if end - start < 2 or not (tags[start] in CLAUSE_BEGINS or having):
        return False
    if tags[start] == "P" and tags[start + 1] not in ".,":
        return tags[start + 1] != "p" or tokens.word(start).lower() not in {"it", "you"}  # "reported it to"
    if tags[start : start + 2] == "Dp" and tokens.word(start).lower() in {"this", "that"}:
        return False  # "reported this on the radio, the Courier saw"
    if tags[start] in "apwD" and begins_count(tokens, start, end):
        start = tags.find("#", start, end)  # "more than 40 people were killed"
    wanted = 1  # a relative clause has a verb of its own
    for k in range(start, min(end, start + 30) + 1):
        tag = tags[k]
        before = tags[k - 1] if k > start else "."
        if tag in "Wtc" and k > start:
            if tag == "t" and (before == "p" or (having and k == start + 1)):
                continue  # "cutting that output must be"
            if tag == "c" and before == "," and ASIDE_TAGS.match(tags, k, end + 1):
                continue  # "the affair, while troublesome, was dealt with"
            if tag == "W" and before == "p" and tags[start] == "p":
                return False  # "argued in public over who had dried the boats"
            wanted += 1
            continue
        if tag == "p" and k > start and tokens.word(k).lower() in CLAUSE_OPENERS and tags[start] != "p":
            wanted += 1  # "announced the deal after the talks had ended"
        if tag == ";" or tags[k : k + 2] == ",G":
            return False  # "regretted the delays, saying that it rained"
        if tag == "P" and k > start and before in "NHRw":
            wanted += 1  # "the plan he made"
        if k == start:
            continue
        if tag in "bx" and before not in "p":
            finite = before not in "bx"
        elif tag in "VvKwM":
            noun = before == "a" and tags[k - 2 : k - 1] == "D"  # "expects a first cut"
            finite = before not in "DSpxb" and not noun and is_finite(tokens, k, before)
        else:
            continue
        if finite and (
            before == "&" or (before == "," and tag not in "bx" and tags.count(",", start, k) == 1)
        ):
            continue  # "recalled the talks, sighed, and drank tea": the one who recalled did
        if finite:
            wanted -= 1
            if wanted == 0:
                # "in politics it takes time", but not "in the harbour and left"
                return tags[start] != "p" or any(t in "P," for t in tags[start:k])
    return False


def begins_count(tokens: Tokens, k: int, last: int) -> bool:
    """Does a count of people or things begin here, and no time: "about 40 boats", "at least nine sailors", "more than 40"?"""
    match = COUNT_AHEAD.match(tokens.tags, k, last)
    if match is None:
        return False
    number = match.start("n")
    if tokens.tags[number] == "D" and tokens.word(number).lower() not in COUNT_WORDS:
        return False  # "said about his boats"
    return " ".join([tokens.word(n).lower() for n in range(k, number)]) in COUNTS_WITH


COUNT_AHEAD = re.compile("[apwcD]{1,3}?(?P<n>#|D(?=[wR]))(?=[wRN#])")
COUNT_WORDS = word_set("one two three four five six seven eight nine ten several many half")
COUNTS_WITH = {
    "about", "almost", "an estimated", "approximately", "around", "as few as", "as many as", "at least", "at most", "close to",
    "fewer than", "just", "just over", "just under", "less than", "more than", "nearly", "no fewer than", "no more than", "only",
    "over", "roughly", "some", "under", "up to", "well over",
}  # fmt: skip
CLAUSE_BEGINS = "NHDPRw#CaTpb"
ASIDE_TAGS = re.compile("c[awRNDp]{1,4},(?=[axb])")


def is_gerund(tokens: Tokens, k: int) -> bool:
    """Does an "-ing" with an object begin a clause as its subject: "having Tolan on board helps"?"""
    word = tokens.word(k)
    return (
        word.islower()
        and word.endswith("ing")
        and tokens.tags[k + 1 : k + 2] in ("D", "N", "H", "w", "t", "P", "o")
    )


# A new subject with a cue of its own, behind a conjunction or a dash: ", while six in ten say", "and Roke said"
_NEARER = r"a?(?:P|[D#]p[D#][wRN]?|D{0,2}[NHRCwS#]{1,6})(?:pD{0,2}[NHRCwS#T]{1,6}){0,2}[axb]{0,3}V[^,.]"
_STOP = r",(?=a?[Ggk])|(?<=Q)(?=a?[Ggk])|,(?=c(?:P|D[NHRCwS#]{1,6}|[NHR]{1,4})[axb]{0,2}[VK])|,(?=pW)|&(?=D?[NHRP][NHRwSC#]{0,5}[ax]{0,2}[VK][^,])|,(?=a?[VK][^,])|,(?=pD?[NHRCw]{1,9}[Gk])|&(?=[Gg])|&(?=[NH]{1,4}[Ggk])|,?&(?=a?It)|,?[&c](?=a?(?:[VK]|v[Wct]))|(?P<but>,?c(?=a?[xbVKGg]))|,(?=W[axb]{0,2}[VvK])|,(?=a?c?[NHRPD][NHRSwC#]{0,6}[ax]{0,2}(?:V[^,]|K[wNHQEf]))|;|,(?=A)|(?<=Q)(?=A)|(?<=[,-])(?=cVp)|,(?=c?w?VpN)"
# "said it had sunk, hours after Roke had left it"
_AFTER = r"|(?P<after>,(?=[D#]{0,2}T{1,2}p[PDNHR]))"
# "said it would sail, a move Tolan called “a farce”"
_OF_WHICH = r"|,(?=D[wRCVI]{1,2}(?:P|D?[NHR][NHRw]{0,4}|D[wRN]{1,3})[axb]{0,2}[VK][^,]*$)"
# "said it had sunk, while Roke has two more"
_WHILE = r"|(?P<while>(?:,|(?<=Q))c(?=a{0,2}[NHDPR#]))"
_REFUSES = r"(?P<refuses>,?c(?=wp))"  # "said it rained, but declined to say where"
CLAUSE_STOP = re.compile(rf"{_STOP}|{_REFUSES}{_OF_WHICH}{_AFTER}{_WHILE}")
# The same, where a cue stands further on.
CLAUSE_STOP_BEFORE_CUE = re.compile(
    rf"{_STOP}|(?:,[&c]|(?<=Q),?[&c]|[&-])(?={_NEARER})|{_REFUSES}{_OF_WHICH}{_AFTER}{_WHILE}"
)


# What every stop begins with, or stands right behind: a quick look before the slow one.
CLAUSE_STOP_BEGINS = re.compile("[,&c;Q-]")
# "The ferry is late - Mira Tolan: “…”", "- More from Mira Tolan: “…”": the words are hers.
NAME_BEHIND_DASH = re.compile("-(?:[wNa]{1,2}p)?(?P<name>H{0,6}N{1,4}(?:&N{1,4})?):$")


def clause_end(tokens: Tokens, start: int, last: int) -> int:
    """Return the last token of a reported clause that begins at `start`."""
    tags = tokens.tags
    end = last
    while end > start and tags[end] == ".":
        end -= 1
    if ONE_THING.match(tags, start, end):
        return start  # "expressed concerns but has said that"
    earliest = CLAUSE_STOP_BEGINS.search(tags, start + 1, end + 1)
    if earliest is None:
        return end
    stops = CLAUSE_STOP_BEFORE_CUE if tags.find("V", start + 2, end + 1) > 0 else CLAUSE_STOP
    for stop in stops.finditer(tags, max(start + 2, earliest.start()), end + 1):
        if stop.start() < start + 3 and tags[stop.start()] == ",":
            continue  # "said the ferry, dubbed “the Whale”, would sail"
        if (
            tags[stop.start()] == "&"
            and tokens.word(start).lower() == "both"
            and "&" not in tags[start : stop.start()]
        ):
            continue  # "said both Tolan and Roke promised it"
        subject = tags[stop.start() : stop.start() + 1] == "&" and tags[stop.start() + 1] in "DNHR"
        if subject and not has_verb_between(tokens, start, stop.start()):
            continue  # "said 40 heads of state and government had confirmed"
        if stop["while"] and not is_contrast(tokens, stop.end() - 1, end):
            continue
        if stop["after"] and not is_afterthought(tokens, stop.end(), end):
            continue
        if tags[stop.start() + 1 : stop.start() + 2] == "W" and goes_on_behind_relative(
            tokens, stop.end(), end
        ):
            continue
        if tags[stop.start() : stop.start() + 2] in (",V", ",K") and is_apposed(tags, start, stop.start()):
            continue  # "said his friend Ilan Roke, the captain, wrote the song"
        if tags[stop.start() - 1] == "-" and goes_on_behind_dash(tokens, stop.start(), end):
            continue
        if (stop["but"] or stop["refuses"]) and not turns_away(tokens, stop.end() - 1, end):
            continue
        return stop.start() - 1
    return end


def has_verb_between(tokens: Tokens, start: int, end: int) -> bool:
    """Does a finite verb stand in a stretch, so that what "and" adds is another clause?"""
    tags = tokens.tags
    return any(
        tags[k] in "bxVvKMW"
        or (tags[k] == "w" and tags[k - 1] not in "#DSap" and is_finite(tokens, k, tags[k - 1]))
        for k in range(start, end)
    )


ONE_THING = re.compile("[wRN],?[&c][ax]{0,2}[VK]")


def is_contrast(tokens: Tokens, joint: int, end: int, counted: bool = False) -> bool:
    """Does the reporter set something beside what was said: ", while nine in ten sailors found it dull"?

    What somebody else said or thought, or what others did where so many people have been counted; what else goes
    on may well be a part of it: "said the boat is wet, while the pier is dry".
    """
    if tokens.word(joint).lower() not in {"while", "whereas"}:
        return False
    comma = tokens.tags.find(",", joint, end)
    closed = comma > 0 and (tokens.tags[comma + 1] in "bx" or is_finite(tokens, comma + 1, "N"))
    return not closed and any(
        tokens.tags[k] in "VvKM"
        or (
            counted
            and (
                tokens.tags[k] in "bx" or (tokens.tags[k] == "w" and is_finite(tokens, k, tokens.tags[k - 1]))
            )
        )
        for k in range(joint + 2, min(end, joint + 12) + 1)
    )


SUBJECT_APPOSED = re.compile("[NHDRP][NHRDwSC&pa]{0,9},[NHRDwSCpa]{1,9}")


def is_apposed(tags: str, start: int, comma: int) -> bool:
    """Is all that stands before a comma a subject and what describes it?"""
    return SUBJECT_APPOSED.fullmatch(tags, start, comma) is not None


def goes_on_behind_dash(tokens: Tokens, start: int, end: int) -> bool:
    """Does a dash close what one opened, and the verb follow: "worries — as told by Roke — were not new"?"""
    dash = tokens.tags.find("-", start, end)
    return dash > 0 and tokens.tags[dash + 1] in "bx"


def goes_on_behind_relative(tokens: Tokens, start: int, end: int) -> bool:
    """Has what a relative clause is about its verb behind it: "said that Roke, who invoked the law, is ready"?"""
    comma = tokens.tags.find(",", start, end)
    goes_on = tokens.tags[comma + 1] in "bx" or is_finite(tokens, comma + 1, "N")
    return comma > 0 and (goes_on or tokens.word(comma + 1).lower() == "as")


def is_afterthought(tokens: Tokens, start: int, end: int) -> bool:
    """Does a clause behind a comma say after or before what it was, up to the end: "hours after Roke had left"?"""
    joint = tokens.tags.find("p", start, end)
    return tokens.word(joint).lower() in {"after", "before"} and "," not in tokens.tags[joint : end + 1]


KEEPS_TO_HIMSELF = word_set(
    "address answer characterise characterize clarify comment confirm deny detail disclose discuss divulge elaborate explain "
    "endorse give identify mention name propose provide offer recommend reveal reply respond rule say speculate specify suggest tell"
)


def turns_away(tokens: Tokens, but: int, end: int) -> bool:
    """Does "but" lead back to who speaks: "said it rained but would not say where", and not "but would not rain long"?"""
    if tokens.word(but).lower() not in {"but", "yet"}:
        return False
    verb = but + 1
    while verb < end and tokens.tags[verb] in "axb":
        verb += 1
    if tokens.tags[verb] == "w" and verb == but + 1:
        return (
            tokens.word(verb).lower() in {"declined", "refused"} and tokens.tags[verb + 1 : verb + 2] == "p"
        )
    modal = tokens.tags[verb - 1] in "xb" or tokens.tags[but + 1] in "xb"
    gives_up = verb < end and tokens.word(verb + 1).lower() in {"in", "up", "way"}  # "but would not give up"
    return not modal or (tokens.word(verb).lower() in KEEPS_TO_HIMSELF and not gives_up)


def before_nearer_source(tokens: Tokens, start: int, end: int) -> int:
    """Cut a clause before a name and a cue that stand right before a quotation in it.

    "When Adrel noted that it rained, Tolan joked, “…”": the words are not Adrel's.
    """
    tags = tokens.tags
    for k in tokens.quotations_in(start + 1, end):
        cue = k - 1
        while cue > start and tags[cue] in ",:aTo":
            cue -= 1
        # A weak cue has a whole quotation: "Tolan said she had begun “to see the sea”" has not.
        weak = tags[cue] == "v" and not tokens.source[tokens.quotations[k].start].isupper()
        if cue > start and tags[cue] in "Vv" and not weak:
            source = source_before(tokens, start, cue)
            if source and source[0] > start:
                cut = source[0] - 1
                while cut > start and tags[cut] in ",-c&:;":
                    cut -= 1
                return cut
        relative = named_in_relative(tokens, start, k)
        if relative is not None:
            return relative
    return end


NAMED_IN_RELATIVE = re.compile(r",?-?W[^.;:,QEfVvGg]{1,6}K[owR]{0,2}c?[Da]?w?$")


def named_in_relative(tokens: Tokens, start: int, quoted: int) -> int | None:
    """Return where a clause ends before "whom she called “a pirate”": the words are hers."""
    if tokens.tags[quoted + 1 : quoted + 2] and (
        tokens.tags[quoted + 1] in "bxVvKM" or is_finite(tokens, quoted + 1, "N")
    ):
        return None  # "said that the boat, which she called “a wreck,” would sail"
    match = NAMED_IN_RELATIVE.search(tokens.tags, max(start, quoted - 14), quoted)
    return match.start() - 1 if match and match.start() - 1 > start else None


def trimmed(tokens: Tokens, start: int, end: int) -> Span | None:
    while end > start and tokens.tags[end] in ".,;:-":
        end -= 1
    while start < end and tokens.tags[start] in ",;:-":
        start += 1
    if start > end or (start == end and tokens.tags[start] in ".,;:-"):
        return None  # "argued that:"
    return tokens.spans[start][0], tokens.spans[end][1]


def begins_anew(tokens: Tokens, comma: int, last: int) -> bool:
    """Does a sentence without marks begin behind the cue: "The gate stays shut, Tolan said, Nobody asked for it"?"""
    behind = comma + 1
    return (
        tokens.tags[comma : comma + 1] == ","
        and behind < last
        and tokens.tags[behind] in "PDcWaxb"
        and tokens.word(behind)[0].isupper()
        and tokens.word(behind) != "I"
    )


# What is said without a clause: "said nothing", "said a prayer", "said the same of Roke".
SAID_THINGS = word_set(
    "anything different else everything goodbye grace hello little lot more much name nothing opposite prayer prayers same so "
    "something thing things word words"
)
SUBJECT_OF_CLAUSE = re.compile("(?:D{1,2}[NHRCwS#]{1,6}|[NHR][NHRS]{0,5}|w{1,3})(?=[aw])")


def told_of(tokens: Tokens, start: int, end: int) -> bool:
    """Does a subject with any verb follow "said": "said the envoy quarrels", "said officers still scrutinise it"?

    Whatever the verb is, it agrees: a singular has one in "-s" or "-ed", a plural has none in "-s".
    """
    tags = tokens.tags
    subject = SUBJECT_OF_CLAUSE.match(tags, start, end)
    if subject is None:
        return False
    for verb in range(start + 1, min(subject.end() + 2, end)):
        subject_end = verb - 1
        while subject_end > start and tags[subject_end] == "a":
            subject_end -= 1
        word, before = tokens.word(verb).lower(), tokens.word(subject_end).lower()
        if tags[verb] != "w" or tags[subject_end] in "DS" or before in SAID_THINGS:
            continue
        plural = before.endswith("s") and not before.endswith("ss")
        past = word.endswith("ed") and tags[verb + 1] not in "wNR" and tokens.word(verb + 1).lower() != "by"
        present = (
            word.endswith("s") and not word.endswith("ss") and not plural and tags[verb + 1] in "DaNo#tPTH"
        )
        bare = plural and tags[verb + 1] in "DapNo#tPTH" and not word.endswith(("s", "ed", "ing"))
        if tags[subject_end] in "NRw" and (past or present or bare):
            return True
    return False


NOT_SUBJECTS = {"as", "him", "himself", "much", "them", "themselves"} | SAID_THINGS
SUBJECTS_ALONE = word_set("all both few many most several some")  # "said many doubted it"
NOT_FINITE = {"be", "been", "being", "having"}


def holds_clause(tokens: Tokens, start: int, end: int) -> bool:
    """Is there a verb behind a subject of whatever length: "said the process of writing the plan was slow"?

    Only behind "said", behind which hardly anything else stands.
    """
    tags = tokens.tags
    words = [tokens.word(k).lower() for k in range(start, min(start + 3, end + 1))]
    if end - start < 3 or tags[start] not in "NHDRPwg#" or words[0] in NOT_SUBJECTS:
        return False
    if tags[start] == "D" and not SAID_THINGS.isdisjoint(words[1:]):
        return False  # "said the same of Roke", "said a little prayer"
    for k in range(start + 1, min(end, start + 25) + 1):
        tag, before, word = tags[k], tags[k - 1], tokens.word(k).lower()
        if tag == "c" and word in ("as", "so"):
            continue  # "the group, also known as the Heron, were"
        if tag in ";:Wtc" or (tag in "Gg" and before == ","):
            return False
        if tag in "bx" and word not in NOT_FINITE and tokens.word(k - 1).lower() != "to":
            return True
        alone = before == "D" and k == start + 1 and words[0] in SUBJECTS_ALONE
        if before in "DSpxb&" and not alone:
            continue
        if tag in "VKM" or (tag == "v" and is_finite(tokens, k, before)):
            return True
        if tag != "w" or k == end:
            continue
        if word in lexicon.finite_verbs() and not word.endswith(("ed", "s")):
            return True
        # A participle behind a noun has "by" or a place behind it: "the boats loaded in Orm".
        if word.endswith("ed") and (alone or before in "NHRwaP"):
            if tokens.word(k + 1).lower() not in ("by", "in", "at", "on", "to"):
                return True
    return False


def owns_noun(tokens: Tokens, noun: int) -> bool:
    """Is a noun cue somebody else's: "Tolan’s recent statement", "his claim", but not "said in his remarks"?"""
    for k in range(noun - 1, max(0, noun - 4), -1):
        if tokens.tags[k] == "S":
            return True
        if tokens.tags[k] == "D":
            return tokens.word(k - 1) != "in" and tokens.word(k).lower() in {
                "his",
                "her",
                "their",
                "its",
                "my",
                "our",
                "your",
            }
    return False


# What takes an "-ing" for what somebody has done or would do: "admitted taking the boat", "reported spending a million".
TAKES_DOING = {"acknowledge", "admit", "confess", "deny", "recall", "recommend", "report", "suggest"}


def does_something(tokens: Tokens, cue: int, start: int, end: int) -> bool:
    """Does an "-ing" with an object of its own follow: "reported spending a million", not "reported spending cuts"?"""
    word = tokens.word(start)
    return (
        end - start > 2
        and tokens.tags[cue] in "VI"
        and start == cue + 1
        and tokens.tags[start] in "wg"
        and word.islower()
        and word.endswith("ing")
        and base_verb_of(tokens, cue) in TAKES_DOING
        and (tokens.tags[start + 1] in "DN#HoaPt" or tokens.word(start + 1) in ("about", "more", "up"))
    )


def base_verb_of(tokens: Tokens, cue: int) -> str | None:
    word = tokens.word(cue).lower()
    cues = lexicon.cues("cues_say")
    return cues.finite.get(word) or cues.gerund.get(word) or cues.base.get(word)
