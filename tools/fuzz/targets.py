"""What is fuzzed: each target makes inputs, and holds what must be true of whatever becomes of one.

A case is text, so that it can be kept beside the tests: bytes are kept in base64, requests as JSON.
"""

import base64
import binascii
import io
import json
import random
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tools.long_runs import given_up_after

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases" / "fuzz"
SLOW = 20.0  # seconds of this process for one input: it would never have ended
ODD = [
    "“", "”", "\"", "‘", "’", "«", "»", "„", "…", "—", "-", "\u00ad", "\u200b", "\u202e", "\ufeff", "\u2028", "\x00", "\x0b", "\r\n", "\n\n",
    "\n", " ", "é", "ß", "İ", "ﬁ", "😀", "\U0001f468\u200d\U0001f469", "\ud800", "Ã©", "%", "&amp;", "<p>", "{{ x }}", "' OR 1=1", "(" * 40, "9999-12-31",
    "0001-01-01", "1e999", "10" * 12, "null",
]  # fmt: skip
SPEECH = [
    "Mira Tolan", "Kestran Foreign Minister Mira Tolan", "President Halden Roke", "the minister", "she", "a source in the Foreign Ministry",
    "said", "told reporters", "according to", "added that", "denied", "“We will not sign,”", "he said:", "LISSEL, March 12", "12 March, 2021 18:30",
    "on Friday", "in Lissel", "Q:", "A:", "MR. TOLAN:", "The talks in Lissel were called off", "Jr.", "U.S.", "et al.", "By Elin Sarvath",
]  # fmt: skip


TOLD = [
    "1", "0", "-1", "2021", "approve", "details", "words", "date", "json", "xml", "from:2021", "speaker:1", "2021-03 to 9999",
    "http://localhost/quotes/x/", "http://localhost/quotes/x/card/?theme=dark", "//x", '{"q0": {"query": "Tolan", "limit": 1e9}}', '{"q0": []}',
    '{"ids": ["1", 2], "properties": [{"id": 5}]}', "[[[[]]]]", "a@example.org", "a@[::1]", "daily", "2021-03-12T00:00:00Z",
]  # fmt: skip
ENDS_IT = ("logout", "erase")  # what leaves nothing to go on with


class Broke(AssertionError):
    """What must hold of every input does not hold of this one."""


class TooLong(Broke):
    """An input that was given up, for it would never have ended."""


class Target(ABC):
    """Something that takes input from strangers."""

    name: str

    @property
    @abstractmethod
    def inputs(self) -> st.SearchStrategy[str]: ...

    @abstractmethod
    def check(self, case: str) -> None:
        """Take an input in; raises whatever breaks."""

    def held(self, case: str) -> None:
        """Take an input in within its time."""
        with given_up_after(SLOW, TooLong(f"it had not ended after {SLOW:.0f} seconds")):
            self.check(case)

    def seeds(self) -> list[str]:
        """Return the cases that are kept, those first that broke once."""
        return [
            path.read_text(encoding="utf-8", errors="surrogatepass")
            for path in sorted((CASES / self.name).glob("*"))
        ]


def mixed(
    seeds: Sequence[Any], pieces: Sequence[Any], join: Callable[[list[Any]], Any]
) -> st.SearchStrategy[Any]:
    """Make inputs of seeds that are cut, doubled, turned round and mixed with odd pieces, or of those pieces alone.

    One number draws all of an input: a million of them cost Hypothesis little.
    """

    def made(number: int, much: int) -> Any:
        roll = random.Random(number)
        if roll.random() < 0.2:
            return join([roll.choice(pieces) for _ in range(roll.randrange(60))])
        value = roll.choice(seeds)
        for _ in range(much):
            a, b = sorted(roll.randrange(len(value) + 1) for _ in range(2))
            way = roll.randrange(6)
            if way == 0:
                value = value[:a] + value[b:]
            elif way == 1:
                value = value[:b] + value[a:]
            elif way == 2:
                value = value[:a] + roll.choice(pieces) + value[a:]
            elif way == 3:
                other = roll.choice(seeds)
                c, d = sorted(roll.randrange(len(other) + 1) for _ in range(2))
                value = value[:a] + other[c:d] + value[b:]
            elif way == 4:
                value = value[:a] + value[a:b][::-1] + value[b:]
            else:
                value = value[:a] + join([roll.choice(pieces)] * roll.randrange(60)) + value[a:]
            value = value[:20_000]
        return value

    return st.builds(made, st.integers(0, 2**48), st.integers(0, 12))


def mostly(often: st.SearchStrategy[Any], seldom: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw one of twenty from what takes long to draw."""
    return st.integers(0, 19).flatmap(lambda number: seldom if number == 0 else often)


class Reading(Target):
    name = "reading"

    @cached_property
    def inputs(self) -> st.SearchStrategy[str]:
        folders = (ROOT / "tests" / "cases" / "articles", ROOT / "statements" / "sample")
        texts = [
            path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.glob("*.txt"))
        ]
        paragraphs = [one for text in texts for one in text.split("\n\n") if one.strip()]
        pieces = ODD + SPEECH
        words = st.lists(st.sampled_from(pieces) | st.text(max_size=20), max_size=60).map(" ".join)
        made = mixed(texts + paragraphs + self.seeds(), pieces, " ".join)
        return mostly(made, words | st.text(max_size=2000))

    def check(self, case: str) -> None:
        from statements.extraction import read_article

        record = read_article(case, "fuzz.txt")
        for quote in record.quotes:
            places = [place for span in quote.segments for place in span]
            if places != sorted(places) or not all(0 <= place <= len(case) for place in places):
                raise Broke(f"{quote.segments} are no slices")
            if quote.text != " … ".join(case[start:end] for start, end in quote.segments):
                raise Broke(f"{quote.text!r} does not stand there")
            if not 0 <= quote.confidence <= 1:
                raise Broke(f"confidence is {quote.confidence}")
        for spans in (
            record.body,
            record.headings,
            record.junk,
            *(event.mentions for event in record.events),
        ):
            if not all(0 <= start <= end <= len(case) for start, end in spans):
                raise Broke(f"{spans} are no spans")
        json.dumps(asdict(record), default=str)


class Query(Target):
    name = "query"

    @cached_property
    def inputs(self) -> st.SearchStrategy[str]:
        marks = [
            '"', "“", "(", ")", "-", "*", "~", "~5", "~99999999999", "OR", "AND", "NOT", ":", "from:", "to:2018", "year:x", "speaker:", "=", 'event:"',
            "a*", "*b", "kind:loud", "kind:direct", "source:x", "from:2018-05", "treaty", "two-mile", "US", "O’Keefe", "place:Lissel", "\\",
        ]  # fmt: skip
        pieces = st.one_of(st.sampled_from(marks), st.sampled_from(ODD), st.text(max_size=12))
        lines = st.lists(pieces, max_size=30).flatmap(
            lambda parts: st.sampled_from([" ", ""]).map(lambda one: one.join(parts))
        )
        seeds = ['treaty -draft OR (from:2018 speaker:"x")', *self.seeds()]
        made = st.one_of(*(mixed(seeds, [*marks, *ODD], join) for join in ("".join, " ".join)))
        return mostly(made, lines | st.text(max_size=1500))

    def check(self, case: str) -> None:
        from statements.pages.results import safe_repair
        from statements.search.describe import describe
        from statements.search.language import QueryFault, parse, unparse
        from statements.search.snippets import find_marks

        try:
            tree = parse(case)
        except QueryFault as fault:
            if not re.search(r"\w+.*[.?]$", fault.message, re.S):
                raise Broke(f"a fault without a sentence: {fault.message!r}") from None
            parse(safe_repair(fault.repair))
            return
        once = parse(unparse(tree), trusted=True)
        if parse(unparse(once), trusted=True) != once:
            raise Broke("written out and read again it is another query")
        list(describe(tree))
        find_marks("We will not sign the treaty of the US that was drawn at night.", tree)


class Formats(Target):
    name = "formats"

    @cached_property
    def inputs(self) -> st.SearchStrategy[str]:
        from tests.sources.making import FILES

        kept = [base64.b64decode(one) for one in self.seeds()]
        pieces = [
            b"\x00", b"\xff\xfe", b"<", b">", b"<table>" * 60, b"</p>", b"<!--", b"\r\n", b"Content-Type: text/html\r\n\r\n", b"WARC/1.0\r\n",
            b"PK\x03\x04", b"%PDF-1.4\n", b"endobj", b"{\"text\": ", b"[" * 300, b"}", b"&#0;", b"\x1f\x8b", b"9" * 40, b"\xed\xa0\x80", b"From \n", b'"', b",",
        ]  # fmt: skip
        made = mixed([*FILES.values(), *kept], pieces, b"".join)
        return mostly(made, st.binary(max_size=2000)).map(lambda data: base64.b64encode(data).decode())

    def check(self, case: str) -> None:
        from statements.sources.base import Limits, RawSource, SourceFile, Unreadable
        from statements.sources.formats import read_file

        try:
            data = base64.b64decode(case)
        except binascii.Error:
            return  # shortened to what stands for no bytes
        file = SourceFile(
            origin="fuzz",
            stream=io.BytesIO(data),
            limits=Limits(small=1_000_000, times=20, members=50),
        )
        try:
            found = list(read_file(file))
        except Unreadable as error:
            if not str(error).strip():
                raise Broke("refused without a word") from None
            return
        for source in found:
            if not isinstance(source, RawSource):
                raise Broke(f"{source!r} is no source")


def site_pages() -> list[str]:
    """Return the address of every page of the site, with {} for what stands in it: a new page is fuzzed by itself."""
    from django.urls import get_resolver

    from tests.pages.test_hostile_addresses import patterns

    routes = ("/" + route for route, _ in patterns(get_resolver()))
    return sorted({re.sub(r"<[^>]+>|\(\?P[^)]*\)", "{}", route) for route in routes})


class Web(Target):
    """Addresses, forms and uploads of the site, as anybody and as an editor."""

    name = "web"

    def __init__(self) -> None:
        self.browsers: list[Any] = []

    def prepare(self) -> None:
        """Fill the empty archive that the settings name."""
        from django.contrib.auth import get_user_model
        from django.core.management import call_command
        from django.test import Client

        call_command("migrate", verbosity=0)
        call_command(
            "ingest",
            str(ROOT / "tests" / "cases" / "articles" / "01.txt"),
            stdout=io.StringIO(),
            stderr=io.StringIO(),
        )
        get_user_model().objects.create_superuser("ada", password="a long pass phrase")
        reader, editor = (Client(raise_request_exception=True, SERVER_NAME="localhost") for _ in range(2))
        self.browsers = [reader, editor]
        self.sign_in()

    def sign_in(self) -> None:
        from django.contrib.auth import get_user_model

        if ada := get_user_model().objects.filter(is_superuser=True, is_active=True).first():
            self.browsers[1].force_login(ada)

    @cached_property
    def inputs(self) -> st.SearchStrategy[str]:
        pages = [one for one in site_pages() if not any(word in one for word in ENDS_IT)]
        names = [
            "q", "page", "kind", "year", "from", "to", "letter", "speaker", "source", "sort", "act", "look", "note", "reason", "segments", "words", "said_on",
            "relayed_by", "events", "fault", "text", "answer", "public_name", "why", "outlet", "rule", "ids", "state", "file", "address", "published", "given",
            "side", "measure", "each", "limit", "cursor", "since", "as", "url", "format", "maxwidth", "queries", "extend", "prefix", "type", "mail", "how_often",
            "language", "next", "theme", "n", "ask", "draft", "not-kind", "article",
        ]  # fmt: skip
        value = st.one_of(
            st.sampled_from([*ODD, *TOLD]),
            st.text(max_size=40),
        )
        request = st.fixed_dictionaries(
            {
                "who": st.integers(0, 1),
                "how": st.sampled_from(["get", "get", "head", "post", "put"]),
                "page": st.sampled_from(pages),
                "key": st.one_of(
                    st.sampled_from(["1", "2", "0", "99999999999999999999", "a", "KNOWN"]), value
                ),
                "told": st.dictionaries(st.sampled_from(names), value, max_size=6),
                "file": st.none() | st.text(max_size=200),
            }
        )
        return request.map(lambda told: json.dumps(told, sort_keys=True))

    def check(self, case: str) -> None:
        from urllib.parse import quote

        from statements.models import Quote

        if not self.browsers:
            self.prepare()
        asked = json.loads(case)
        key = asked["key"]
        if key == "KNOWN":
            key = Quote.objects.values_list("uid", flat=True).first()
        path = asked["page"].replace("{}", quote(key.encode("utf-8", "surrogatepass"), safe=""))
        told = {name: value.encode("utf-8", "replace").decode() for name, value in asked["told"].items()}
        if asked["file"] is not None and asked["how"] == "post":
            file = io.BytesIO(asked["file"].encode("utf-8", "replace"))
            file.name = "given.txt"
            told["file"] = file  # type: ignore[assignment]
        browser = self.browsers[asked["who"]]
        response = getattr(browser, asked["how"])(path, told if asked["how"] != "put" else "x")
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if "/admin/login/" in response.headers.get("Location", "") and asked["who"]:
            self.sign_in()  # what was pressed ended the session
        # 501 is what oEmbed has answer where a format is asked for that is not given.
        if response.status_code >= 500 and not (path == "/oembed/" and response.status_code == 501):
            raise Broke(f"{path} answered {response.status_code}: {body[:200]!r}")


TARGETS: tuple[type[Target], ...] = (Reading, Query, Formats, Web)
