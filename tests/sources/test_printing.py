"""`python -m statements.sources`: a line of JSON a source."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .making import FILES, HEADLINE, PAGE, PARAGRAPHS, URL, WORDS, make_csv, make_page, make_warc

ROOT = Path(__file__).resolve().parents[2]


def printed(
    *arguments: object, data: bytes = b"", module: str = "statements.sources"
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        input=data,
        capture_output=True,
        timeout=120,
    )


def lines_of(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_line_has_the_path_the_text_and_what_the_source_says(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    done = printed(tmp_path / "a.html")
    (line,) = lines_of(done)
    assert done.returncode == 0
    assert line["id"] == str(tmp_path / "a.html")
    assert line["text"] == "\n\n".join(PARAGRAPHS)
    assert line["head"] == f"{HEADLINE}\n\nBy Lena Orrin\n\n10 June 2021"
    assert line["says"]["published"] == {
        "value": "2021-06-10T18:30:00+02:00",
        "found": "JSON-LD datePublished",
    }
    assert "refusal" not in line


def test_the_head_can_be_put_before_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    (line,) = lines_of(printed("--head", tmp_path / "a.html"))
    assert line["text"].startswith(f"{HEADLINE}\n\nBy Lena Orrin\n\n10 June 2021\n\n{PARAGRAPHS[0]}")
    assert "head" not in line


def test_a_record_is_named_within_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(make_warc((URL, PAGE), ("https://courier.example/2", PAGE)))
    first, second = lines_of(printed(tmp_path / "a.warc.gz"))
    assert first["id"] == f"{tmp_path / 'a.warc.gz'}#0"
    (alone,) = lines_of(printed("--after", "0", tmp_path / "a.warc.gz"))
    assert alone == second


def test_what_is_no_article_is_told_with_what_it_shows(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(
        make_page(f"<p>{PARAGRAPHS[0]}</p><p>Subscribe to continue reading.</p>")
    )
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "c.html").write_bytes(PAGE)
    done = printed(tmp_path)
    stub, broken, page = lines_of(done)
    assert done.returncode == 1
    assert (stub["text"], "kept for subscribers" in stub["refusal"]) == (PARAGRAPHS[0], True)
    assert (broken["text"], "damaged" in broken["refusal"]) == ("", True)
    assert "refusal" not in page
    assert done.stderr.decode().count("not read: ") == 2


def test_columns_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(make_csv((HEADLINE, WORDS, URL), names="caption,copy,where"))
    (line,) = lines_of(printed("--column", "text=copy", "--column", "title=caption", tmp_path / "a.csv"))
    assert (line["id"], line["text"], line["head"]) == (f"{tmp_path / 'a.csv'}#2", WORDS, HEADLINE)
    assert printed("--column", "words=copy", tmp_path / "a.csv").returncode == 2


@pytest.mark.parametrize("name", ["HTML", "WARC", "zip", "JSON Lines"])
def test_standard_input_is_read(name: str) -> None:
    (line,) = lines_of(printed("-", data=FILES[name]))
    assert WORDS in line["text"]


def test_what_is_printed_is_read_as_the_text_itself_would_be(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    told = printed(tmp_path / "a.html").stdout
    (record,) = lines_of(printed("--jsonl", data=told, module="statements.extraction"))
    text = f"{HEADLINE}\n\nBy Lena Orrin\n\n10 June 2021\n\n" + "\n\n".join(PARAGRAPHS)
    (alone,) = lines_of(
        printed(
            "--jsonl",
            data=json.dumps({"id": record["id"], "text": text}).encode(),
            module="statements.extraction",
        )
    )
    assert record == alone
    assert (record["headline"], record["byline"], record["published"]) == (
        HEADLINE,
        "Lena Orrin",
        "2021-06-10",
    )
