"""Files that are made to do harm: the next one is read, and nothing is written, loaded or run."""

import gzip
import io
import json
import os
import signal
import socket
import tarfile
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from statements.sources import child
from statements.sources.base import Limits, RawSource, SourceFile, Unreadable
from statements.sources.files import read_sources
from statements.sources.formats import read_file

from .making import (
    FILES,
    HEADLINE,
    PAGE,
    PARAGRAPHS,
    WORDS,
    make_docx,
    make_feed,
    make_item,
    make_page,
    make_pdf,
    make_tar,
    make_warc,
    zip_of,
)

SMALL = Limits(small=1_000_000, times=20, members=50)


def read(data: bytes, **told: object) -> list[RawSource]:
    return list(read_file(SourceFile(origin="a", stream=io.BytesIO(data), **told)))  # type: ignore[arg-type]


def refusal(data: bytes, **told: object) -> str:
    """Return why all of a file, or its only source, is refused."""
    try:
        found = read(data, **told)
    except Unreadable as error:
        return str(error)
    assert [source.refusal for source in found if not source.refusal] == []
    return found[0].refusal


# Archives


def test_a_zip_that_unfolds_without_end_is_refused() -> None:
    assert "unpacks to more than" in refusal(zip_of({"a.html": PAGE + b" " * 30_000_000}), limits=SMALL)


def test_a_gzip_that_unfolds_without_end_is_refused() -> None:
    assert "unpacks to more than" in refusal(gzip.compress(PAGE + b" " * 30_000_000), limits=SMALL)


def test_a_tar_that_unfolds_without_end_is_refused() -> None:
    assert "unpacks to more than" in refusal(
        make_tar({"a.html": PAGE + b" " * 30_000_000}, "w:gz"), limits=SMALL
    )


def test_a_zip_that_lies_about_its_sizes_is_refused() -> None:
    whole = zip_of({"a.html": PAGE + b" " * 30_000_000})
    told = (len(PAGE) + 30_000_000).to_bytes(4, "little")
    assert refusal(whole.replace(told, (100).to_bytes(4, "little")), limits=SMALL)


def test_archives_in_archives_have_an_end() -> None:
    whole = PAGE
    for _ in range(6):
        whole = zip_of({"a.zip": whole, "b.txt": b""})
    assert "one in the other" in " ".join(source.refusal for source in read(whole))


def test_three_archives_deep_is_read() -> None:
    whole = zip_of({"c.zip": zip_of({"b.zip": zip_of({"a.html": PAGE})})})
    assert [source.record for source in read(whole)] == ["c.zip#b.zip#a.html"]


def test_a_zip_of_too_many_files_is_refused() -> None:
    assert "more than 50 files" in refusal(
        zip_of({f"{number}.txt": b"x" for number in range(60)}), limits=SMALL
    )


@pytest.mark.parametrize(
    "name", ["../../escaped.html", "/tmp/escaped.html", "a/../../escaped.html", "C:\\escaped.html"]
)
def test_paths_of_archives_are_words_and_no_places(name: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    for whole in (zip_of({name: PAGE}), make_tar({name: PAGE})):
        (source,) = read(whole)
        assert (source.record, source.text[source.head :]) == (name, "\n\n".join(PARAGRAPHS))
    assert list(tmp_path.rglob("*")) == []
    assert not Path("/tmp/escaped.html").exists()


def test_links_and_devices_in_a_tar_are_passed_over() -> None:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as packed:
        for name, kind, target in (
            ("a.txt", tarfile.SYMTYPE, "/etc/passwd"),
            ("b.txt", tarfile.LNKTYPE, "/etc/passwd"),
            ("c.txt", tarfile.CHRTYPE, ""),
        ):
            one = tarfile.TarInfo(name)
            one.type, one.linkname = kind, target
            packed.addfile(one)
    assert read(held.getvalue()) == []


def test_a_name_without_end_in_a_tar_is_not_taken_in() -> None:
    long = tarfile.TarInfo("x")
    long.type, long.size = tarfile.GNUTYPE_LONGNAME, 50_000_000
    whole = gzip.compress(long.tobuf() + b"a" * 50_000_000 + make_tar({"a.html": PAGE}))
    assert "damaged" in refusal(whole)


def test_a_locked_zip_says_so() -> None:
    whole = bytearray(zip_of({"a.html": PAGE}))
    for place in (whole.index(b"PK\x03\x04") + 6, whole.index(b"PK\x01\x02") + 8):
        whole[place] |= 1
    assert "locked with a password" in refusal(bytes(whole))


def test_a_damaged_member_is_listed_and_the_next_is_read() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("a.html", PAGE)
        packed.writestr("b.html", PAGE)
    whole = held.getvalue().replace(b"accord on the ferries", b"accord on the FERRIES", 1)
    assert [(source.record, bool(source.refusal)) for source in read(whole)] == [
        ("a.html", True),
        ("b.html", False),
    ]


# Pages


def test_ten_thousand_tables_in_one_another_are_survived() -> None:
    started = time.monotonic()
    for tag in ("div", "table><tr><td", "b", "blockquote", "span"):
        page = f"<html><body>{f'<{tag}>' * 10_000}{PARAGRAPHS[0]}".encode()
        try:
            read(page)
        except Unreadable as error:
            assert str(error).startswith("it ")
    assert time.monotonic() - started < 60
    assert read(PAGE)[0].refusal == ""


def test_a_page_of_too_many_elements_is_refused() -> None:
    assert "elements" in refusal(b"<html><body>" + b"<i>" * 1 + b"<p>a" * 210_000)


def test_entities_of_a_page_are_not_unfolded() -> None:
    bomb = b'<!DOCTYPE html [<!ENTITY a "ferry ferry ferry"><!ENTITY b "&a;&a;&a;&a;">]><html><body><p>&b;&b;</p></body></html>'
    assert "ferry ferry ferry ferry" not in (refusal(bomb) or "")


def test_nothing_is_loaded_that_a_page_names(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the map that was drawn at noon")
    page = make_page(
        head=f'<link rel="stylesheet" href="file://{secret}"><base href="file://{secret}">'
    ).replace(b"<!DOCTYPE html>", f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>'.encode())
    for source in read(page.replace(b"Nine months", b"&x;")):
        assert "drawn at noon" not in source.text


def test_json_that_nests_without_end_breaks_nothing() -> None:
    nested = "[" * 100_000 + "]" * 100_000
    page = make_page(head=f'<script type="application/ld+json">{nested}</script>', json_ld=None)
    assert read(page)[0].claim("headline") == HEADLINE
    assert refusal(b'{"text": ' + nested.encode() + b"}\n")


def test_a_number_of_ten_thousand_digits_breaks_nothing() -> None:
    found = read(
        b'{"text": "Nobody laughed.", "date": 1'
        + b"0" * 10_000
        + b"}\n"
        + json.dumps({"text": WORDS}).encode()
    )
    assert found[-1].text == WORDS


def test_a_thousand_comments_before_a_page_take_no_time() -> None:
    started = time.monotonic()
    for tail in (b"no page", PAGE):
        try:
            read(b"<!-- -->" * 400 + tail)
        except Unreadable as error:
            assert str(error).startswith("it ")
    assert time.monotonic() - started < 20


# Feeds, documents, letters


def test_entries_that_are_never_closed_take_no_time() -> None:
    started = time.monotonic()
    read(make_feed(make_item()).replace(b"</channel>", b"<item>" * 200_000 + b"</channel>"))
    assert time.monotonic() - started < 60


def test_entities_of_a_feed_are_refused() -> None:
    bomb = make_feed(make_item()).replace(
        b"<rss", b'<!DOCTYPE rss [<!ENTITY a "ferry"><!ENTITY b "&a;&a;">]><rss', 1
    )
    assert "declares entities" in refusal(bomb)


@pytest.mark.parametrize("target", ["http://127.0.0.1:9/feed", "/etc/hostname"])
def test_a_feed_that_names_another_is_not_followed(target: str) -> None:
    with pytest.raises(Unreadable):
        child.parse_apart("feed", target.encode())


def test_entities_of_a_document_are_refused() -> None:
    held = io.BytesIO(make_docx())
    changed = io.BytesIO()
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "word/document.xml":
                data = data.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "ferry">]>', 1)
            new.writestr(part, data)
    assert "declares entities" in refusal(changed.getvalue())


def test_a_document_that_unfolds_without_end_is_refused() -> None:
    held = io.BytesIO(make_docx())
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/media/a.xml", b" " * 250_000_000)
    assert "unpacks to far more" in refusal(held.getvalue())


def test_a_scan_says_that_it_is_one() -> None:
    assert "it is a scan" in refusal(make_pdf([]))
    assert "ocrmypdf" in refusal(make_pdf(["4"]))


def test_a_pdf_whose_pages_go_round_in_a_ring_ends() -> None:
    ring = FILES["PDF"].replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    assert refusal(ring).startswith("it ")


def test_a_stream_that_unfolds_without_end_is_one_refusal() -> None:
    packed = zlib.compress(b"(a) Tj " * 60_000_000, 9)
    whole = make_pdf(["x" * 40] * 3)
    start = whole.index(b"<< /Length")
    end = whole.index(b"endstream")
    bomb = (
        whole[:start]
        + b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
        + packed
        + b"\n"
        + whole[end:]
    )
    assert refusal(bomb).startswith("it ")
    assert read(PAGE)[0].refusal == ""


def test_huge_headers_of_a_letter_are_survived() -> None:
    letter = FILES["EML"].replace(b"Subject: ", b"Subject: " + b"=?utf-8?q?" + b"a" * 200_000 + b"?= ", 1)
    assert [len(source.claim("headline")) <= 500 for source in read(letter)] == [True]


def test_a_letter_of_letters_has_an_end() -> None:
    letter = FILES["EML"]
    for _ in range(30):
        letter = (
            b"From: a@b.example\nDate: Thu, 10 Jun 2021 18:30:00 +0200\nSubject: x\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n"
            + letter
        )
    assert read(letter)


def test_a_web_archive_with_a_page_that_unfolds_is_read_on() -> None:
    bomb = gzip.compress(b" " * 30_000_000)
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + bomb
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/b\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n"
        % len(answer)
    )
    found = read(
        gzip.compress(record + answer + b"\r\n\r\n") + make_warc(("https://courier.example/1", PAGE))
    )
    assert [bool(source.refusal) for source in found] == [True, False]


# The child


def test_a_child_that_dies_is_one_refusal() -> None:
    assert read(PAGE)[0].refusal == ""
    assert child._child is not None
    os.kill(child._child.process.pid, signal.SIGSTOP)  # it takes the file and never answers
    os.kill(child._child.process.pid, signal.SIGKILL)
    child._child.process.wait()
    assert read(PAGE)[0].refusal == ""


def test_a_child_that_does_not_answer_is_given_up(monkeypatch) -> None:
    assert read(PAGE)[0].refusal == ""
    monkeypatch.setattr(child, "SECONDS", 0.5)
    assert child._child is not None
    os.kill(child._child.process.pid, signal.SIGSTOP)
    with pytest.raises(Unreadable, match="took longer than"):
        read(PAGE)
    monkeypatch.undo()
    assert read(PAGE)[0].refusal == ""


def test_a_child_that_breaks_on_a_file_is_its_refusal(monkeypatch) -> None:
    class Broken(child.Child):
        def ask(self, reader: str, data: bytes, told: dict[str, str]) -> dict[str, object]:
            self.process.kill()
            return super().ask(reader, data, told)

    child.stop_child()
    monkeypatch.setattr(child, "Child", Broken)
    with pytest.raises(Unreadable, match="broke on it"):
        read(PAGE)


def test_a_child_has_no_network() -> None:
    pid = os.fork()
    if pid == 0:
        try:
            child.confine()
            socket.socket()
        except OSError:
            os._exit(0)
        os._exit(1)
    assert os.waitpid(pid, 0)[1] == 0


def test_a_batch_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "c.html").write_bytes(PAGE)
    reasons = []
    for name in ("a.html", "b.pdf", "c.html"):
        try:
            reasons += [source.refusal for source in read_sources(str(tmp_path / name), 10**6)]
        except Unreadable as error:
            reasons.append(str(error))
    assert reasons == [
        "",
        "it is a PDF that is damaged and cannot be read; open it in a viewer and save it anew",
        "",
    ]
