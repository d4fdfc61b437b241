"""One bad source costs no other anything: it is named and listed, the batch goes on, counts and exit code are right."""

import json
import random
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from statements.ingest import batches
from statements.ingest.batches import in_batches, store_batch
from statements.ingest.reading import Readers
from statements.models import Article, Quote
from statements.sources.base import Assertion, Given, RawSource
from statements.sources.warc import time_of

BEFORE, BEHIND = "a0.txt", "z9.txt"


def page(says: str = "", text: str = "") -> str:
    words = (
        text
        or "“We will not accept a map that was drawn at night,” Tolan told reporters in Lissel on Friday. "
        * 6
    )
    return f"<html><head><title>Talks</title>{says}</head><body><article><h1>Envoys leave</h1><p>{words}</p></article></body></html>"


def dated(day: str) -> str:
    return page(f'<meta property="article:published_time" content="{day}">')


ODD: dict[str, dict[str, str | bytes]] = {
    "a year 9999 beside it": {"m.txt": "{talks}", "m.meta.json": '{"published": "9999-12-31"}'},
    "a year 1 beside it": {"m.txt": "{talks}", "m.meta.json": '{"published": "0001-01-01"}'},
    "brackets beside it": {"m.txt": "{talks}", "m.meta.json": "[" * 200_000},
    "nested objects beside it": {"m.txt": "{talks}", "m.meta.json": '{"outlet":' * 60_000},
    "a number beside it": {"m.txt": "{talks}", "m.meta.json": "1e999"},
    "a huge number beside it": {"m.txt": "{talks}", "m.meta.json": "9" * 200_000},
    "half a character beside it": {"m.txt": "{talks}", "m.meta.json": '{"outlet": "\\ud800"}'},
    "NUL beside it": {"m.txt": "{talks}", "m.meta.json": '{"outlet": "a\\u0000b"}'},
    "another direction beside it": {"m.txt": "{talks}", "m.meta.json": '{"outlet": "a\\u202eb"}'},
    "lists beside it": {"m.txt": "{talks}", "m.meta.json": '{"outlet": [["a"]], "published": 5}'},
    "no JSON beside it": {"m.txt": "{talks}", "m.meta.json": b"\xff\xfe\x00"},
    "half a character in a table": {"m.jsonl": '{"text": "\\ud800 %s", "title": "\\udfff"}'},
    "brackets in a table": {"m.jsonl": "[" * 200_000},
    "a huge number in a table": {"m.jsonl": '{"text": "x", "published": 1e999, "title": ' + "9" * 5000 + "}"},
    "NUL in a table": {"m.csv": b"text,title\n\0\0,\0\n"},
}  # fmt: skip
TAKEN: dict[str, dict[str, str | bytes]] = {
    "a printed year 9999": {"m.txt": "Talks end\n\n31 December 9999\n\n“We will not go,” Mira Tolan said on Friday. She will return next week."},
    "a printed year 1": {"m.txt": "Talks end\n\n1 January 0001\n\n“We will not go,” Mira Tolan said on Friday. He said it yesterday."},
    "a page of the year 9999": {"m.html": dated("9999-12-31T23:59:59Z")},
    "a page of the year 1": {"m.html": dated("0001-01-01T00:00:00Z")},
    "broken marks": {"m.txt": "Talks end\n\nâ\x80\x9cWe will not go,â\x80\x9d Mira Tolan said. â€œ â€ Ã¢â‚¬Å“We will stay.Ã¢â‚¬Â\x9d"},
    "marks alone": {"m.txt": "“" * 3000 + "\n\n" + "”" * 3000 + " said."},
    "control characters": {"m.txt": "Talks\x01 end\n\n“We will not\x1b[31m go,” Mira \x7fTolan said.\x85\u2028\u2029"},
    "another direction": {"m.txt": "Talks end\n\n“We will \u202enot go\u202c,” Mira \u2066Tolan\u2069 said."},
    "a very long word": {"m.txt": "Talks end\n\n“" + "a" * 100_000 + ",” Mira " + "T" * 100_000 + " said."},
    "a very long name": {"m.txt": "Talks end\n\n“We will not go,” " + "Mira " * 2000 + "Tolan said."},
    "a very long line of names": {"m.txt": "Talks end\n\nAt a summit in Lissel, " + ", ".join(f"Mira Tolan{n}" for n in range(800)) + " said they met."},
}  # fmt: skip


def lay(folder: Path, files: dict[str, str | bytes], talks: str) -> None:
    for name, held in files.items():
        data = (
            held
            if isinstance(held, bytes)
            else held.replace("{talks}", talks.replace("map", "chart")).encode()
        )
        (folder / name).write_bytes(data)
    (folder / BEFORE).write_text(talks.replace("map", "first map"))
    (folder / BEHIND).write_text(talks.replace("map", "last map"))


def ingest(folder: Path, capsys) -> tuple[int, str, str]:
    try:
        call_command("ingest", str(folder))
        code = 0
    except SystemExit as ended:
        code = int(str(ended.code))
    told = capsys.readouterr()
    return code, told.out, told.err


def neighbours() -> set[str]:
    return {Path(origin).name for origin in Article.objects.values_list("origin", flat=True)} & {
        BEFORE,
        BEHIND,
    }


@pytest.mark.parametrize("name", ODD)
def test_an_odd_source_is_listed_and_the_others_are_stored(
    archive, tmp_path, talks, capsys, name: str
) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    lay(folder, ODD[name], talks)
    code, out, err = ingest(folder, capsys)
    assert code == 1 and neighbours() == {BEFORE, BEHIND}
    listed = re.findall(r"^not read: (.*)$", err, re.M)
    assert len(listed) == 1 and "/m." in listed[0] and len(listed[0]) < 500
    assert "Traceback" not in out + err
    assert re.match(r"3 read: 2 new, 0 unchanged, 0 updated, 1 unreadable\.", out)


@pytest.mark.parametrize("name", TAKEN)
def test_an_odd_text_is_taken_or_listed_and_the_others_are_stored(
    client, archive, tmp_path, talks, capsys, name: str
) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    lay(folder, TAKEN[name], talks)
    code, _out, err = ingest(folder, capsys)
    assert neighbours() == {BEFORE, BEHIND}
    assert "failed" not in err and "could not be" not in err
    assert code == (1 if "not read" in err else 0)
    for row in [*Article.objects.all(), *Quote.objects.all()]:
        assert client.get(row.get_absolute_url()).status_code == 200


def raw(text: str, origin: str = "a.txt", **more: object) -> RawSource:
    return RawSource(origin=origin, data=text.encode("utf-8", "replace"), text=text, encoding="utf-8", **more)  # type: ignore[arg-type]


def test_what_looking_or_reading_does_to_one_source_is_its_own(archive, talks, monkeypatch) -> None:
    odd = [
        raw(talks + "\ud800", "surrogate.txt"),
        raw(talks + "\0 ", "nul.txt"),
        raw(talks + "1", "address.txt", given=Given(url="https://a.example/\ud800")),
        raw(talks + "2", "claim.txt", says={"published": Assertion(value="99999-99-99", found="x")}),
        raw(talks + "3", "day.txt", given=Given(published="no day")),
        raw(talks + "4", "name.txt", says={"outlet": Assertion(value="\ud800\0", found="x")}),
    ]  # fmt: skip
    good = [raw(talks.replace("map", f"map{n}"), f"good{n}.txt") for n in range(2)]
    for _ in range(2):  # again, when some of them are held
        stored = store_batch([good[0], *odd, good[1]], Readers())
        assert [one.source.origin for one in stored] == [s.origin for s in (good[0], *odd, good[1])]
        assert stored[0].outcome and stored[-1].outcome
        assert all(one.outcome or one.reason for one in stored)
    assert {row.origin for row in Article.objects.all()} >= {"good0.txt", "good1.txt"}


@pytest.mark.parametrize("stage", ["for_reading", "read_present", "store_read"])
def test_an_error_that_nobody_foresaw_is_the_sources_own(archive, talks, monkeypatch, stage: str) -> None:
    whole = getattr(batches, stage)

    def broken(*args, **options):
        if any(isinstance(one, RawSource) and one.origin == "odd.txt" for one in args):
            raise OverflowError("date value out of range")
        return whole(*args, **options)

    sources = [
        raw(talks.replace("map", f"map{n}"), f"{name}.txt") for n, name in enumerate(("a", "odd", "z"))
    ]
    monkeypatch.setattr(batches, stage, broken)
    stored = store_batch(sources, Readers())
    assert [bool(one.outcome) for one in stored] == [True, False, True]
    assert "OverflowError: date value out of range" in stored[1].reason


def test_trouble_of_the_machine_is_no_sources_fault(archive, talks, monkeypatch) -> None:
    def full(*args, **options):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(batches, "store_read", full)
    with pytest.raises(OperationalError):
        store_batch([raw(talks), raw(talks + "1", "b.txt")], Readers())


def test_reading_again_lists_what_breaks_and_goes_on(store, talks, capsys) -> None:
    articles = [store(talks.replace("map", f"map{n}"), f"{n}.txt").article for n in range(3)]
    Article.objects.filter(pk=articles[1].pk).update(given={"published": "9999-12-31"})
    with pytest.raises(SystemExit):
        call_command("reread", "--all")
    told = capsys.readouterr()
    assert "2 articles were read again" in told.out
    assert told.err.count("not read again: article") == 1 and f"article {articles[1].pk} " in told.err


def mutated(chance: random.Random, data: bytes) -> bytes:
    """Return bytes with pieces of them changed, doubled, cut or replaced by what parsers dislike."""
    odd = [b"\0", b"\xff\xfe", b"[" * 5000, b"9999-12-31", b"0001-01-01", b"1e999", b'"\\ud800"', b"\xed\xa0\x80", b"\xe2\x80\xae", b"<" * 999, b"\r\n\r\n", b"-" * 400, "â€œ".encode(), b"9" * 5000]  # fmt: skip
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                data = data[:at] + chance.choice(odd) + data[at:]
            case 1:
                data = data[:at] + data[at + chance.randrange(60) :]
            case 2:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case 3:
                data = data[:at] + data[at : at + 300] * 2 + data[at:]
    return data


def whole_files(talks: str) -> dict[str, bytes]:
    record = {"text": talks, "title": "Talks", "published": "2021-03-12", "url": "https://a.example/1"}
    return {
        "x.txt": talks.encode(),
        "x.jsonl": "\n".join(json.dumps({**record, "n": n}) for n in range(4)).encode(),
        "x.csv": f'text,title,published\n"{talks}",Talks,2021-03-12\n'.encode(),
        "x.eml": f"From: a@a.example\nDate: Fri, 12 Mar 2021 10:00:00 +0000\nSubject: Talks\n\n{talks}".encode(),
        "x.html": page('<meta property="article:published_time" content="2021-03-12T10:00:00Z">').encode(),
        "x.xml": f"<rss version='2.0'><channel><item><title>Talks</title><link>https://a.example/1</link><pubDate>Fri, 12 Mar 2021 10:00:00 GMT</pubDate><description>{talks}</description></item></channel></rss>".encode(),
        "x.meta.json": b'{"outlet": "The Farrow Observer", "url": "https://a.example/1", "published": "2021-03-12"}',
    }  # fmt: skip


@pytest.mark.parametrize("turns", [20, pytest.param(1500, marks=pytest.mark.slow)])
def test_no_bytes_end_a_batch(archive, tmp_path, talks, capsys, caplog, turns: int) -> None:
    chance = random.Random(turns)
    folder = tmp_path / "sources"
    folder.mkdir()
    whole = whole_files(talks)
    for turn in range(turns):
        name = chance.choice([*whole])
        stem, _, end = name.partition(".")
        (folder / f"{stem}{turn}.{end}").write_bytes(mutated(chance, whole[name]))
        if name == "x.meta.json":
            (folder / f"{stem}{turn}.txt").write_text(talks.replace("map", f"map{turn}"))
    lay(folder, {}, talks)
    code, out, err = ingest(folder, capsys)
    assert neighbours() == {BEFORE, BEHIND}
    told = [
        int(n)
        for n in re.match(
            r"(\d+) read: (\d+) new, (\d+) unchanged, (\d+) updated, (\d+) unread", out
        ).groups()
    ]  # type: ignore[union-attr]
    assert told[0] == sum(told[1:]) and code == (1 if told[-1] else 0)
    foreseen = [
        line for line in err.splitlines() if "not read" in line and ("Error:" in line or "Exception" in line)
    ]
    assert foreseen == []


def test_a_command_says_what_is_wrong_in_one_sentence(archive, tmp_path, talks, monkeypatch) -> None:
    (tmp_path / "a.txt").write_text(talks)

    def full(*args, **options):
        raise OperationalError("attempt to write a readonly database")

    monkeypatch.setattr("statements.management.commands.ingest.store_batches", full)
    with pytest.raises(CommandError, match=r"cannot be written\. .* Before that: 0 read"):
        call_command("ingest", str(tmp_path / "a.txt"))


def test_batches_are_bounded() -> None:
    assert [len(one) for one in in_batches(raw(str(n)) for n in range(90))] == [40, 40, 10]


@pytest.mark.parametrize("day", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "2999-01-01T00:00:00Z"])
def test_a_capture_of_a_day_that_nobody_was_there_has_none(day: str) -> None:
    assert time_of(day) is None and time_of("2021-03-12T10:00:00Z") is not None
