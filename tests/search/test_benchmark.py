"""The benchmark lives outside the site: where it is missing, the command says so."""

import pytest
from django.core.management import CommandError, call_command

from statements.management.commands import benchmark_search
from tools.benchmark.peers import Fts5, Question, Tantivy


def test_without_the_tools_the_command_says_where_they_are(monkeypatch) -> None:
    monkeypatch.setattr(benchmark_search, "STEPS", {})
    with pytest.raises(CommandError, match="Run it in a checkout"):
        call_command("benchmark_search")


def test_the_steps_are_those_that_the_command_runs() -> None:
    assert {"fill", "index_own", "ask_own", "commit_own"} <= benchmark_search.STEPS.keys()


def test_the_peers_find_the_same(tmp_path) -> None:
    documents = [
        {
            "model": "statements.quote",
            "row": row,
            "text": text,
            "speaker": speaker,
            "date": 20210300 + row,
        }
        for row, (text, speaker) in enumerate(
            [
                ("We signed the treaties at night", "tolan"),
                ("No treaty was signed", "roke"),
                ("Café talks", "tolan"),
            ],
            1,
        )
    ]
    documents.append({"model": "statements.article", "row": 9, "text": "A treaty", "date": 20210301})
    tantivy, fts5 = Tantivy(tmp_path / "tantivy"), Fts5(tmp_path / "fts5.sqlite3")
    for peer in (tantivy, fts5):
        peer.build(documents)
    asked = {
        Question(words=("treaty",)): 2,
        Question(words=("treaty", "night")): 1,
        Question(phrase=("signed", "the")): 1,
        Question(phrase=("the", "signed")): 0,
        Question(prefix="treat"): 2,
        Question(words=("cafe",)): 1,
        Question(words=("signed",), speaker="roke"): 1,
        Question(words=("signed",), first=20210301, last=20210301): 1,
        Question(newest=True, facets=("speaker",)): 3,
        Question(words=("walrus",)): 0,
    }
    opened = Tantivy(tmp_path / "tantivy")
    assert {one: opened.ask(one) for one in asked} == asked == {one: fts5.ask(one) for one in asked}
