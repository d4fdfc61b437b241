"""Tools for research assistants: what they answer, and that they are reached by the protocol itself."""

import json
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from statements import curation
from statements.models import Quote
from statements.operations.assistants import (
    NoAnswer,
    check_quotations,
    compare_in_short,
    get_statement,
    search_archive,
)
from statements.search.maintenance import drain
from tests.conftest import plain_environment
from tests.operations.places import Place
from tests.site.serving import ROOT


@pytest.fixture
def quote(store, talks) -> Quote:
    store(talks, outlet="The Farrow Observer", url="https://observer.example/1")
    return Quote.objects.get(text__startswith="We will not accept")


def test_search_finds_statements_with_their_addresses(quote: Quote) -> None:
    found = search_archive("map", speaker="Mira Tolan", since="2021")
    assert found["total"] == 1
    (row,) = found["statements"]
    assert row["words"] == quote.text and row["state"] == "machine-read"
    assert row["address"] == f"{settings.SITE_ADDRESS}/quotes/{quote.uid}/"
    assert found["address"].startswith(f"{settings.SITE_ADDRESS}/search/?q=map")
    assert search_archive("map", until="2020")["total"] == 0 and search_archive("walrus")["total"] == 0
    assert len(search_archive("", limit=2)["statements"]) == 2
    assert search_archive("", limit=2)["statements"] != search_archive("", limit=2, start=2)["statements"]


def test_a_statement_is_got_by_its_number_and_by_its_address(quote: Quote) -> None:
    found = get_statement(quote.uid)
    assert found["words"] == quote.text and found["words"] in found["in_the_source"]
    assert found["article"].endswith(f"#s{quote.uid}")
    assert get_statement(f"https://record.example/quotes/{quote.uid}/#x") == found
    for number in ("nothing1", "", "/", "https://record.example/"):
        with pytest.raises(NoAnswer):
            get_statement(number)


def test_what_was_withdrawn_is_told_as_withdrawn(quote: Quote) -> None:
    curation.withdraw(quote, None, "nobody said it")
    drain()
    found = get_statement(quote.uid)
    assert found.keys() == {"id", "state", "why", "address"} and found["state"] == "withdrawn"
    assert search_archive("map")["total"] == 0


def test_a_draft_is_checked(quote: Quote) -> None:
    (checked,) = check_quotations("“We will not accept a map that was drawn at night,” Tolan said.")[
        "quotations"
    ]
    assert checked["headline"] == "verbatim"
    assert checked["printings"][0]["statement"] == f"{settings.SITE_ADDRESS}/quotes/{quote.uid}/"


def test_sides_are_compared(quote: Quote) -> None:
    found = compare_in_short(["Mira Tolan", "2021"], "map")
    tolan, year = found["sides"]
    assert tolan["side"] == "Mira Tolan" and tolan["found"] == 1 and tolan["of"] > 1
    assert tolan["page"].startswith(f"{settings.SITE_ADDRESS}/speakers/") and "page" not in year
    assert sum(tolan["times"].values()) == 1
    assert [one["side"] for one in found["statements"]] == ["Mira Tolan", year["side"]]
    assert {one["words"] for one in found["statements"]} == {quote.text}
    assert found["address"] == f"{settings.SITE_ADDRESS}/compare/?side=Mira+Tolan&side=2021&q=map"
    assert compare_in_short(["Mira Tolan", "2021"], "walrus")["statements"] == []
    assert len(compare_in_short(["Mira Tolan", "2021"], limit=1)["statements"]) == 1


@pytest.mark.parametrize(
    ("sides", "query"),
    [
        (["Mira Tolan"], ""),
        (["Mira Tolan", "mira  tolan ".title()], ""),
        (["2017", "2018", "2019", "2020", "2021"], ""),
        (["Mira Tolan", "Nobody Known"], ""),
        (["Mira Tolan", "2021"], '"map'),
    ],
)
def test_what_is_no_comparison_is_told_in_a_sentence(quote: Quote, sides: list[str], query: str) -> None:
    with pytest.raises(NoAnswer, match=r"\S"):
        compare_in_short(sides, query)


def test_a_fault_of_a_search_is_a_sentence(quote: Quote) -> None:
    with pytest.raises(NoAnswer, match=r"\S"):
        search_archive('"map')


def test_without_the_library_it_says_what_to_install(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    with pytest.raises(CommandError, match=r"pip install -r requirements/mcp\.in"):
        call_command("mcp")


@pytest.mark.slow
def test_an_assistant_speaks_the_protocol(filled: Place) -> None:
    """As a client does: a child process, an object of JSON a line."""
    with filled.used():
        uid = Quote.objects.public().first().uid
    process = subprocess.Popen(
        [sys.executable, "manage.py", "mcp"],
        cwd=ROOT,
        env=plain_environment(ONRECORD_DATA=str(filled.folder), ONRECORD_ADDRESS="https://record.example"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )

    def say(**message) -> None:
        process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        process.stdin.flush()

    def ask(number: int, method: str, **params) -> dict:
        say(id=number, method=method, params=params)
        while (answer := json.loads(process.stdout.readline())).get("id") != number:
            pass
        return answer["result"]

    try:
        who = {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "t", "version": "1"},
        }
        assert ask(1, "initialize", **who)["serverInfo"]["name"] == "on-record"
        say(method="notifications/initialized")
        tools = {tool["name"]: tool for tool in ask(2, "tools/list")["tools"]}
        assert tools.keys() == {"search", "get_statement", "verify", "compare"}
        assert tools["search"]["inputSchema"]["required"] == ["query"]
        assert tools["compare"]["inputSchema"]["required"] == ["sides"]
        got = ask(3, "tools/call", name="get_statement", arguments={"number": uid})
        assert json.loads(got["content"][0]["text"])["address"] == f"https://record.example/quotes/{uid}/"
        missed = ask(4, "tools/call", name="get_statement", arguments={"number": "nothing1"})
        assert missed["isError"] and "Numbers come from search" in missed["content"][0]["text"]
        both = ask(5, "tools/call", name="compare", arguments={"sides": ["2021", "2022"]})
        assert [one["side"] for one in json.loads(both["content"][0]["text"])["sides"]] == ["2021", "2022"]
        process.stdin.close()
        assert process.wait(timeout=20) == 0
    finally:
        process.kill()
    assert "Traceback" not in process.stderr.read()
