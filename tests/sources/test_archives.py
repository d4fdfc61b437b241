"""Files that hold many articles: web archives, zips, tars, mailboxes, feeds, tables."""

import gzip
import io
from pathlib import Path

import pytest

from statements.sources.base import Limits, RawSource, SourceFile
from statements.sources.files import find_files, read_sources
from statements.sources.formats import read_file

from .making import (
    BYLINE,
    FILES,
    HEADLINE,
    OUTLET,
    PAGE,
    PARAGRAPHS,
    URL,
    WORDS,
    make_csv,
    make_docx,
    make_feed,
    make_item,
    make_json_line,
    make_letter,
    make_mailbox,
    make_page,
    make_pdf,
    make_tar,
    make_warc,
    pdf_lines,
    zip_of,
)


def read(data: bytes, **told: object) -> list[RawSource]:
    return list(read_file(SourceFile(origin="a", stream=io.BytesIO(data), **told)))  # type: ignore[arg-type]


def titled(number: int) -> bytes:
    return make_page(title=f"Ferry number {number} crosses the strait in fog", json_ld=None)


def headlines(sources: list[RawSource]) -> list[str]:
    return [source.claim("headline") for source in sources]


PAGES = [(f"https://courier.example/{number}", titled(number)) for number in range(4)]


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
class TestWarc:
    def test_every_page_is_a_source_named_by_its_offset(self, packed: bool) -> None:
        whole = make_warc(*PAGES, packed=packed)
        found = read(whole)
        assert len(found) == 4
        assert [source.data for source in found] == [page for _, page in PAGES]
        begins = b"\x1f\x8b" if packed else b"WARC/"
        assert all(whole[int(source.record) :].startswith(begins) for source in found)

    def test_reading_goes_on_at_a_record(self, packed: bool) -> None:
        whole = make_warc(*PAGES, packed=packed)
        second = read(whole)[1].record
        assert headlines(read(whole, after=second)) == headlines(read(whole))[2:]

    def test_pictures_errors_and_redirects_are_passed_over(self, packed: bool) -> None:
        whole = make_warc(PAGES[0], packed=packed)
        whole += make_warc(
            ("https://courier.example/a.jpg", b"\xff\xd8\xff"), packed=packed, kind="image/jpeg"
        )
        whole += make_warc(PAGES[1], packed=packed, status="404 Not Found")
        whole += make_warc(PAGES[2], packed=packed, status="301 Moved")
        assert headlines(read(whole)) == ["Ferry number 0 crosses the strait in fog"]

    def test_a_record_that_lies_about_its_length_loses_itself_alone(self, packed: bool) -> None:
        first, second, third = (make_warc(page, packed=False) for page in PAGES[:3])
        length = second.split(b"Content-Length: ")[1].split(b"\r\n")[0]
        for lie in (
            b"999999",
            str(int(length) + 40).encode(),
            str(int(length) - 300).encode(),
            b"-5",
            b"many",
        ):
            lying = second.replace(b"Content-Length: " + length, b"Content-Length: " + lie)
            parts = [first, lying, third]
            found = read(b"".join(gzip.compress(part) if packed else part for part in parts))
            kept = [source for source in found if not source.refusal]
            assert [kept[0].data, kept[-1].data] == [PAGES[0][1], PAGES[2][1]]

    def test_one_that_is_cut_off_gives_what_is_whole(self, packed: bool) -> None:
        whole = make_warc(*PAGES, packed=packed)
        found = read(whole[: len(whole) - 500])
        assert headlines(found)[:3] == [
            f"Ferry number {number} crosses the strait in fog" for number in range(3)
        ]

    def test_a_page_that_is_too_large_is_listed_and_the_next_is_read(self, packed: bool) -> None:
        large = make_page("<p>So many ferries.</p>" * 3000)
        whole = make_warc(PAGES[0], ("https://courier.example/large", large), PAGES[1], packed=packed)
        found = read(whole, limits=Limits(article=20_000))
        assert [bool(source.refusal) for source in found] == [False, True, False]
        assert "https://courier.example/large is larger than" in found[1].refusal


def test_a_web_archive_that_is_packed_as_a_whole_is_read() -> None:
    assert len(read(gzip.compress(make_warc(*PAGES, packed=False)))) == 4


def test_the_server_tells_address_and_letters() -> None:
    page = (
        titled(1)
        .replace(b'<meta charset="utf-8">', b"")
        .replace(b'<link rel="canonical"', b"<link")
        .replace("“".encode(), "«".encode())
    )
    (source,) = read(make_warc(("https://courier.example/2021/a", page)))
    assert source.says["url"].value == "https://courier.example/2021/a"
    assert "«We will not accept" in source.text


def test_documents_in_a_web_archive_are_read() -> None:
    found = read(make_warc(("https://ministry.example/a.pdf", make_pdf(pdf_lines())), kind="application/pdf"))
    assert [WORDS in source.text for source in found] == [True]


def test_a_wacz_is_read_for_its_archive_alone() -> None:
    whole = zip_of(
        {
            "datapackage.json": b"{}",
            "archive/data.warc.gz": make_warc(*PAGES),
            "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n',
            "indexes/index.cdx.gz": gzip.compress(b"x"),
        }
    )
    found = read(whole)
    assert len(found) == 4
    assert found[0].record == "archive/data.warc.gz#0"


def test_a_zip_holds_any_of_these() -> None:
    whole = zip_of(
        {
            "a/ferry.html": PAGE,
            "a/ferry_files/advert.html": PAGE,
            "b/ferry.pdf": make_pdf(pdf_lines()),
            "b/ferry.docx": make_docx(),
            "b/no-suffix": PAGE,
            "b/picture.jpg": b"\xff\xd8\xff",
            "b/.hidden.html": PAGE,
            "c/more.zip": zip_of({"ferry.html": PAGE}),
            "c/more.tar.gz": make_tar({"ferry.html": PAGE}, "w:gz"),
            "c/ferry.html.gz": gzip.compress(PAGE),
            "d/empty.html": b"",
        }
    )
    found = read(whole)
    assert [source.record for source in found] == [
        "a/ferry.html", "b/ferry.pdf", "b/ferry.docx", "b/no-suffix", "c/more.zip#ferry.html", "c/more.tar.gz#ferry.html", "c/ferry.html.gz", "d/empty.html",
    ]  # fmt: skip
    assert [source.record for source in found if source.refusal] == ["d/empty.html"]


def test_reading_a_zip_goes_on_behind_a_record(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(zip_of({f"{number}.html": titled(number) for number in range(3)}))
    assert [source.record for source in read_sources(str(file), 10**6, after="0.html")] == [
        "1.html",
        "2.html",
    ]


def test_a_saved_page_in_a_folder_is_read_without_what_lies_beside_it(tmp_path: Path) -> None:
    (tmp_path / "Ferry.html").write_bytes(PAGE)
    (tmp_path / "Ferry_files").mkdir()
    (tmp_path / "Ferry_files" / "frame.html").write_bytes(PAGE)
    (tmp_path / "others_files").mkdir()
    (tmp_path / "others_files" / "b.html").write_bytes(PAGE)
    assert [Path(name).name for name in find_files([str(tmp_path)])] == ["Ferry.html", "b.html"]


def test_a_mailbox_gives_its_letters_and_what_is_attached() -> None:
    letters = [
        make_letter(subject="First"),
        make_letter(subject="Second", attached=(("a.pdf", make_pdf(pdf_lines())),)),
    ]
    whole = make_mailbox(*letters)
    found = read(whole)
    assert [source.claim("headline") for source in found] == ["First", "Second", ""]
    assert found[2].record == f"{found[1].record}#1" or found[2].record.startswith(found[1].record)
    assert WORDS in found[2].text
    assert whole[int(found[1].record) :].startswith(b"From ")


def test_a_mailbox_goes_on_at_an_offset() -> None:
    whole = make_mailbox(*(make_letter(subject=subject) for subject in ("First", "Second", "Third")))
    first = read(whole)[0].record
    assert headlines(read(whole, after=first)) == ["Second", "Third"]


def test_a_line_of_a_letter_that_begins_with_from_parts_nothing() -> None:
    letter = make_letter(
        text=f"{PARAGRAPHS[0]}\n\n>From the pier nothing was seen.\nFrom there they walked.\n\n{WORDS}"
    )
    assert len(read(make_mailbox(letter))) == 1


def test_a_letter_of_a_page_alone_is_read() -> None:
    page = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    (source,) = read(make_letter(text="See it in a browser.", html=page))
    assert source.text[source.head :] == "\n\n".join(PARAGRAPHS)
    assert source.says["published"].value == "2021-06-10T18:30:00+02:00"
    assert source.says["outlet"].value == OUTLET


def test_a_letter_whose_lines_are_broken_has_whole_paragraphs() -> None:
    import textwrap

    (source,) = read(make_letter(text="\n\n".join(textwrap.fill(p, 72) for p in PARAGRAPHS)))
    assert source.text[source.head :].split("\n\n") == list(PARAGRAPHS)


def test_a_letter_keeps_the_lines_of_a_list() -> None:
    (source,) = read(make_letter(text=f"{PARAGRAPHS[0]}\n\nLissel\nStavrin\nPort Amrey"))
    assert source.text.endswith("Lissel\nStavrin\nPort Amrey")


def test_a_feed_gives_its_entries_with_all_their_text() -> None:
    found = read(
        make_feed(
            make_item(title="First", url="https://courier.example/1"),
            make_item(title="Second", url="https://courier.example/2"),
        )
    )
    assert [(source.record, source.claim("headline"), source.claim("byline")) for source in found] == [
        ("1", "First", BYLINE),
        ("2", "Second", BYLINE),
    ]
    assert all(source.text[source.head :] == "\n\n".join(PARAGRAPHS) for source in found)
    assert all(source.data.startswith(b"<item>") for source in found)


def test_an_atom_feed_is_read() -> None:
    content = "".join(f"&lt;p&gt;{paragraph}&lt;/p&gt;" for paragraph in PARAGRAPHS)
    entry = (
        f'<title>{HEADLINE}</title><link href="{URL}"/><id>{URL}</id><author><name>{BYLINE}</name></author>'
        f'<published>2021-06-10T18:30:00+02:00</published><updated>2021-06-10T20:00:00+02:00</updated><content type="html">{content}</content>'
    )
    (source,) = read(make_feed(entry, version="atom"))
    assert source.text[source.head :] == "\n\n".join(PARAGRAPHS)
    assert {name: claim.value for name, claim in source.says.items()} == {
        "headline": HEADLINE, "outlet": OUTLET, "byline": BYLINE, "published": "2021-06-10T18:30:00+02:00",
        "modified": "2021-06-10T20:00:00+02:00", "language": "en", "url": URL,
    }  # fmt: skip


def test_an_entry_with_a_summary_alone_says_where_the_rest_is() -> None:
    short = f"<title>{HEADLINE}</title><link>{URL}</link><description>Nine months of talks end in an accord.</description>"
    (source,) = read(make_feed(short))
    assert source.refusal == f"the feed has a summary of it alone; save the page itself: {URL}"


def test_columns_are_known_by_the_usual_words() -> None:
    (source,) = read(make_json_line(language="en", updated="2021-06-11T08:00:00Z"))
    assert {name: (claim.value, claim.found) for name, claim in source.says.items()} == {
        "headline": (HEADLINE, "the key title"),
        "outlet": (OUTLET, "the key source"),
        "byline": (BYLINE, "the key author"),
        "published": ("2021-06-10", "the key date"),
        "modified": ("2021-06-11T08:00:00+00:00", "the key updated"),
        "language": ("en", "the key language"),
        "url": (URL, "the key url"),
    }


def test_other_columns_are_told() -> None:
    table = make_csv((HEADLINE, WORDS, URL), names="caption,copy,where")
    assert [source.says for source in read(table)] == [{}]  # it is taken for plain text
    (source,) = read(table, columns={"text": "copy", "title": "caption", "url": "where"})
    assert (source.claim("headline"), source.claim("url"), source.text[source.head :]) == (
        HEADLINE,
        URL,
        WORDS,
    )


def test_a_column_of_pages_is_read_as_pages() -> None:
    (source,) = read(make_json_line(text="", html=PAGE.decode()))
    assert source.text[source.head :] == "\n\n".join(PARAGRAPHS)
    assert source.extractor


def test_a_bad_line_is_listed_and_the_next_is_read() -> None:
    whole = make_json_line() + b"{broken\n" + b'{"title": "no text"}\n' + b"\n" + make_json_line(title="Last")
    found = read(whole)
    assert [(source.record, bool(source.refusal)) for source in found] == [
        ("1", False),
        ("2", True),
        ("3", True),
        ("5", False),
    ]
    assert "--column text=NAME" in found[2].refusal


def test_lines_go_on_behind_a_number() -> None:
    whole = b"".join(make_json_line(title=f"Ferry {number}") for number in range(4))
    assert [source.record for source in read(whole, after="2")] == ["3", "4"]


def test_a_cell_may_have_lines_and_marks() -> None:
    table = make_csv((HEADLINE, 'He said "no".\n\nThen he left.', URL), ("Second", WORDS, URL))
    assert [(source.record, source.text[source.head :]) for source in read(table)] == [
        ("2", 'He said "no".\n\nThen he left.'),
        ("5", WORDS),
    ]


def test_a_mark_that_is_never_closed_loses_its_line_alone() -> None:
    table = (
        make_csv((HEADLINE, WORDS, URL))
        + b'Open,"never closed,https://courier.example/\n'
        + b"Last,Nobody laughed.,https://courier.example/9\n"
    )
    found = read(table)
    assert [(source.claim("headline"), bool(source.refusal)) for source in found] == [
        (HEADLINE, False),
        ("", True),
        ("Last", False),
    ]


def test_tables_may_be_parted_by_other_marks() -> None:
    table = f"title;text;url\n{HEADLINE};{WORDS};{URL}\n".encode("cp1252")
    (source,) = read(table)
    assert source.text[source.head :] == WORDS


def test_a_source_in_a_file_of_many_has_a_name_of_its_own() -> None:
    assert [source.id for source in read(make_json_line() * 2)] == ["a#1", "a#2"]
    assert [source.id for source in read(FILES["HTML"])] == ["a"]


def test_an_entry_of_plain_lines_has_paragraphs() -> None:
    (source,) = read(
        make_feed(f"<title>{HEADLINE}</title><description>{chr(10).join(PARAGRAPHS)}</description>")
    )
    assert source.text[source.head :] == "\n\n".join(PARAGRAPHS)


def test_a_day_that_an_entry_was_changed_is_its_day_where_it_has_no_other() -> None:
    content = "".join(f"&lt;p&gt;{paragraph}&lt;/p&gt;" for paragraph in PARAGRAPHS)
    entry = f'<title>{HEADLINE}</title><id>1</id><updated>2021-06-10T20:00:00Z</updated><content type="html">{content}</content>'
    (source,) = read(make_feed(entry, version="atom"))
    assert source.says["published"].value == "2021-06-10T20:00:00+00:00"
    assert "modified" not in source.says


def test_an_xml_that_is_no_feed_is_left_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "sitemap.xml").write_text(
        "<?xml version='1.0'?><urlset><url><loc>https://courier.example/</loc></url></urlset>"
    )
    (tmp_path / "feed.xml").write_bytes(make_feed(make_item()))
    assert [Path(name).name for name in find_files([str(tmp_path)])] == ["feed.xml"]
