"""What research assistants ask: tools that answer from the public archive, each with permalinks.

`manage.py mcp` offers them by the Model Context Protocol. An answer is what pages show: it starts from `public()` and
`find()`, and says of each statement how far a person vouches for it.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import reverse

from statements.checking.comparing import compare_sides, statements_by_date
from statements.checking.drafts import TooLong
from statements.checking.sides import MOST_SIDES, NoSide, either_of, find_side
from statements.checking.verify import verify_draft
from statements.history.entries import history_of, last_act_of_editor
from statements.identity.printings import printings
from statements.models import Event, Quote, State, Tombstone
from statements.publishing.exports import TAKEN_STATEMENTS
from statements.search.find import SORTS, Found, QueryFault, Unavailable, find, why_no_answer
from statements.search.questions import read_as

Answer = dict[str, Any]
MOST_STATEMENTS = 50
LONGEST_QUESTION = 600


class NoAnswer(Exception):
    """A tool cannot answer; says why in a sentence, and what to do."""


def search_archive(
    query: str,
    speaker: str = "",
    source: str = "",
    event: str = "",
    since: str = "",
    until: str = "",
    sort: str = "relevance",
    limit: int = 10,
    start: int = 0,
) -> Answer:
    """Find statements: who said what, when, in which outlet. Each comes with its permanent address: cite that.

    query: words or a question, or "" for all; quotation marks keep words together. speaker, source (the outlet) and
    event are names. since and until are days, months or years: 2021-03-12, 2021-03, 2021. sort: relevance, newest or
    oldest. limit: at most 50; start: how many to leave out. "state" says how far a person vouches for a statement:
    machine-read, reviewed or corrected.
    """
    asked = {"speaker": speaker, "source": source, "event": event, "from": since, "to": until}
    narrow = tuple(narrowing(name, value) for name, value in asked.items() if value.strip())
    text = query[:LONGEST_QUESTION]
    size = max(1, min(limit, MOST_STATEMENTS))
    try:
        tree = read_as(text, Quote, narrow).tree
        found: Found = find(
            Quote,
            tree,
            narrow=narrow,
            sort=sort if sort in SORTS else "relevance",
            start=max(0, start),
            size=size,
        )
    except QueryFault as fault:
        raise NoAnswer(str(fault)) from None
    except Unavailable as error:
        raise NoAnswer(f"{why_no_answer(error)} Ask again then.") from None
    rows = Quote.objects.public().with_cells().in_bulk(found.ids)
    line = " ".join([text, *narrow]).strip()
    return {
        "total": found.total,
        "statements": [cells_in_short(rows[pk]) for pk in found.ids if pk in rows],
        "address": f"{settings.SITE_ADDRESS}{reverse('search')}?{urlencode({'q': line})}",
    }


def narrowing(name: str, value: str) -> str:
    plain = " ".join(value.replace('"', " ").split())[:100]
    return f"{name}:{plain}" if name in ("from", "to") else f'{name}:"{plain}"'


def cells_in_short(quote: Quote) -> Answer:
    """Return what is known of a statement, by the names of the columns that files have."""
    cells = TAKEN_STATEMENTS.cells(quote, settings.SITE_ADDRESS)
    return {name: value for name, value in cells.items() if value}


def get_statement(number: str) -> Answer:
    """Get one statement by its number or its address here: the words, the sentence around them in the source, who
    printed them too, what editors changed. One that was withdrawn says so, and is not to be cited as held.
    """
    uid = number_in(number)
    quote = Quote.objects.filter(uid=uid).with_cells("passage").first()
    if quote is None:
        if Tombstone.objects.filter(uid=uid).exists():
            raise NoAnswer(
                f"Statement {uid} is no longer read as a statement: its words were not found again."
            )
        raise NoAnswer(f"There is no statement {uid[:40]!r} here. Numbers come from search.")
    address = f"{settings.SITE_ADDRESS}{quote.get_absolute_url()}"
    if State.REJECTED in (quote.state, quote.article.state):
        act = last_act_of_editor("quote", quote.pk)
        return {
            "id": uid,
            "state": "withdrawn",
            **({"why": act.why} if act and act.why else {}),
            "address": address,
        }
    events = Event.objects.public().filter(quotes=quote)
    return {
        **cells_in_short(quote),
        "in_the_source": quote.passage,
        "article": f"{settings.SITE_ADDRESS}{quote.article.get_absolute_url()}#s{uid}",
        "events": [
            {"name": one.name, "address": f"{settings.SITE_ADDRESS}{one.get_absolute_url()}"}
            for one in events
        ],
        "printed_elsewhere": [
            f"{settings.SITE_ADDRESS}{one.quote.get_absolute_url()}" for one in printings(quote)
        ],
        "history": [
            {"at": act["at"].isoformat(), "text": str(act["text"])} for act in history_of("quote", quote.pk)
        ],
    }


def number_in(words: str) -> str:
    """Return the number of a statement, of itself or of its address."""
    text = words.strip()
    parts = [part for part in urlsplit(text).path.split("/") if part] if "/" in text else [text]
    if "quotes" in parts[:-1]:
        return parts[parts.index("quotes") + 1]
    return parts[-1] if parts else ""


def check_quotations(text: str) -> Answer:
    """Check the quotations of a draft against the archive: for each whether the words are held, whose and of which day.

    "Not held here" never says that something was not said. Nothing of the draft is kept.
    """
    try:
        return verify_draft(text).as_dict(settings.SITE_ADDRESS)
    except TooLong as fault:
        raise NoAnswer(str(fault)) from None
    except Unavailable as error:
        raise NoAnswer(f"{why_no_answer(error)} Ask again then.") from None


def compare_in_short(sides: list[str], query: str = "", limit: int = 10) -> Answer:
    """Put two to four sides beside each other on one search: how much each said, when, and its latest statements.

    sides: names of speakers or outlets, or times (2021, 2021-03, "2019 to 2021"), each once. query: words or a question,
    or "" for all that they said. limit: how many statements of all sides together, the latest first, at most 50.
    "found" are the statements of a side that answer the search, "of" all that it made.
    """
    text = query[:LONGEST_QUESTION]
    asked = list(dict.fromkeys(" ".join(one.split()) for one in sides if one.strip()))
    if not 2 <= len(asked) <= MOST_SIDES:
        raise NoAnswer(f"A comparison has two to {MOST_SIDES} sides, each another.")
    try:
        chosen = [find_side(one) for one in asked]
        tree = read_as(text, Quote, (either_of(chosen),)).tree
        found = compare_sides(tree, chosen)
        listed = statements_by_date(tree, chosen, 0, max(1, min(limit, MOST_STATEMENTS)))
    except NoSide as fault:
        meant = ", ".join(f"{name} ({typed})" for name, typed in fault.choices)
        raise NoAnswer(f"{fault.sentence} It could be: {meant}." if meant else fault.sentence) from None
    except QueryFault as fault:
        raise NoAnswer(str(fault)) from None
    except Unavailable as error:
        raise NoAnswer(f"{why_no_answer(error)} Ask again then.") from None
    rows = Quote.objects.public().with_cells().in_bulk([one.quote for one in listed])
    address = urlencode([*(("side", side.typed) for side in chosen), ("q", text)])
    return {
        "sides": [
            {
                "side": one.side.label,
                "found": one.share.found,
                "of": one.share.of,
                "times": {
                    time.first if time.first == time.last else f"{time.first} to {time.last}": share.found
                    for time, share in zip(found.times, one.times, strict=True)
                    if share.found
                },
                **({"page": settings.SITE_ADDRESS + one.side.url} if one.side.url else {}),
            }
            for one in found.sides
        ],
        "statements": [
            {"side": chosen[one.side].label, **cells_in_short(rows[one.quote])}
            for one in listed
            if one.quote in rows
        ],
        "address": f"{settings.SITE_ADDRESS}{reverse('compare')}?{address}",
    }


# What is offered: a further question is one more of these.
TOOLS: dict[str, Callable[..., Answer]] = {
    "search": search_archive,
    "get_statement": get_statement,
    "verify": check_quotations,
    "compare": compare_in_short,
}
