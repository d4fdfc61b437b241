"""What stands between a cue and what was said: time, place, occasion, and asides with a verb of their own."""

import re

from .clauses import begins_count
from .grammar import ADJUNCT, ADJUNCTS_ALONE, QUOTED
from .reading import ParagraphReading, is_so_called
from .relatives import FINITE
from .tokens import Tokens

# "said, for his part, Tolan"
ASIDE_OF_PART = re.compile(",?aaa,?(?=[NHRDC])")
# "said on Monday, when he opened the talks, that ..."
RELATIVE_BETWEEN = re.compile(rf"{ADJUNCTS_ALONE.pattern},[Wc][^.;:QEfVvGg]{{1,24}},")
# "said on Monday, after Velland threatened duties, that ..."
ASIDE_OF_TIME = re.compile(rf"({ADJUNCT.pattern})[^,.;:QEf]{{0,16}}(?:,|$|(?=[.;]))")
# "said in a video posted to the site that", "said on Wire’s “Low Water” on Sunday that"
POSTED_BETWEEN = re.compile("pD?[wRCN]{1,4}[wv]p[DNHRCwST]{1,6}|p(?:D?[NRw]{1,4}S)?[fQ](?:p?D?T{1,2})?")
# "told voters in Orm, Velland, on the last day that", "argued - twice, and by name - that"
ASIDE_BETWEEN = re.compile(
    r"p[DNHRCwSTa#]{1,6},(?:N{1,3},?)?(?:pD?[NHRCwSTa#]{1,6}){0,2}|(?:pT)?a?-[^-.;:QEfVvGgxbPW]{1,12}-"
)
# What of an addressee is left: "told harbour agents that", "told The Bell and Anchor newspaper of Orm on Monday that"
REST_OF_TOLD = re.compile(rf"(?:&?[NRwS#]{{1,4}}(?:&[NRw]{{1,3}})?){ADJUNCTS_ALONE.pattern}")
# "complained at the meeting - notes of which were sent to reporters - that", "wrote in its letter, signed by Roke, that"
LONG_ASIDE = re.compile(
    rf"{ADJUNCTS_ALONE.pattern}(?:-[^-.;:QEfGg]{{1,20}}-|,[awVN][^,.;:QEfVGgbx]{{0,12}}(?:,[^,.;:QEfVGgbx]{{1,12}})?,)"
)
WHILE_DOING = re.compile("p[wGgk](?:o|D?[NHRCwS#a]{1,6})(?:pD?[NHRw#S]{1,5}){0,2}")


def behind_adjuncts(reading: ParagraphReading, start: int, last: int) -> int:
    """Return the first token behind time, place and occasion: "said on Wire’s “Low Water”", "said in opening the talks"."""
    tokens = reading.tokens
    adjunct = ADJUNCT.match(tokens.tags, start, last + 1)
    after = before_aside_of_time(tokens, start, adjunct.end() if adjunct else start, last)
    shown = after + (tokens.tags[after : after + 1] == "S")
    if shown <= last and tokens.tags[shown] in QUOTED and is_so_called(tokens, shown):
        return behind_adjuncts(reading, shown + 1, last)
    for k in range(start, min(after + 1, last)):
        doing = WHILE_DOING.match(tokens.tags, k, last + 1) if tokens.word(k) == "in" else None
        if doing and tokens.word(k + 1).endswith("ing"):
            return max(after, doing.end())
    return after


ASIDES_OF_TIME = {"after", "amid", "before", "despite", "following", "since", "until"}


def before_aside_of_time(tokens: Tokens, start: int, after: int, last: int) -> int:
    """Return the comma of an aside whose verb the adjuncts came to: "said on Monday, after Velland threatened duties"."""
    if after > last or not (FINITE.match(tokens.tags, after) or tokens.word(after).lower() in ASIDES_OF_TIME):
        return after
    comma = tokens.tags.rfind(",", start, after)
    head = comma + 1
    while comma >= 0 and head < after and tokens.tags[head] in "DT#a":
        head += 1
    return comma if comma >= 0 and tokens.word(head).lower() in ASIDES_OF_TIME else after


def behind_time_and_place(tokens: Tokens, after: int, last: int) -> int:
    """Return the first token behind the adjuncts of a cue: of what was said, "about forty boats" is no adjunct."""
    if after <= last and tokens.word(after).lower() in {"each", "every"}:
        return after  # "each year of work pays"
    adjunct = ADJUNCT.match(tokens.tags, after, last + 1)
    end = adjunct.end() if adjunct else after
    return next((k for k in range(after, end) if begins_count(tokens, k, last)), end)
