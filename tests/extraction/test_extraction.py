"""The whole reading: alone, in linear time, of any text, and right on the real articles."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statements.extraction import read_article
from tools.evaluation.scoring import calibration

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str, **options):
    return subprocess.run(
        [sys.executable, "-m", "statements.extraction", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        **options,
    )


def test_reads_without_django() -> None:
    code = "import sys, statements.extraction; assert not [m for m in sys.modules if m.split('.')[0] in ('django', 'haystack', 'whoosh')]"
    subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, check=True)


def test_command_prints_one_record_a_line(tmp_path, talks) -> None:
    file = tmp_path / "a b.txt"
    file.write_text(talks, encoding="utf-8")
    record = json.loads(run(str(file)).stdout)
    assert record["id"] == "a b.txt"
    assert record["published_precision"] == "minute"
    assert [q["speaker"] for q in record["quotes"]][:2] == ["Mira Tolan", "Mira Tolan"]
    for quote in record["quotes"]:
        assert quote["text"] == " … ".join(talks[s:e] for s, e in quote["segments"])
        assert quote["rule"]


def test_command_goes_on_after_a_bad_line() -> None:
    lines = '{"id": "a", "text": "x"}\nno json\n{"id": "b"}\n[]\n{"id": "c", "text": "y"}\n'
    done = run("--jsonl", input=lines)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "c"]
    assert done.returncode == 1
    assert done.stderr.count("no JSON object") == 3
    assert "Traceback" not in done.stderr


def test_command_says_what_it_cannot_read(tmp_path) -> None:
    done = run(str(tmp_path / "none.txt"))
    assert done.returncode == 1
    assert "none.txt: not read" in done.stderr


# Prose behind it, so that a repeated line is read as a text and not put aside as furniture.
PROSE = (
    "\n\nThe harbour office said on Monday that nothing had been decided about the ferry, the gate or the bridge, "
    "and that the boats of the town would stay where they were for the time being.\n"
)
HOSTILE = {
    "cues in one sentence": "said, " * 160_000 + ".",
    "statements in one sentence": "Tolan said it rained, " * 45_000 + ".",
    "relative clauses": "Tolan who said " * 66_000 + ".",
    "people": " ".join(f"Mira Tolan{n} said that it rained." for n in range(26_000)),
    "he": "“We are ready,” he said. " * 40_000,
    "roles": "“We are ready,” the minister said. " * 28_000,
    "described": "A senior official in the harbour said it was “shut”. The official said so. " * 13_000,
    "letters": "The letter said it was “late”. " * 32_000,
    "ministries": "The ministry said it was “late”. " * 30_000,
    "owners": "Tolan's envoy's wife's boat said “a b c”. " * 23_000,
    "left open": "“We are ready. \n" * 62_000,
    "labels": "Mira Tolan: It rains here.\n" * 37_000,
    "labels that come once": "".join(
        f"{chr(65 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}im: Will it {n} sail?\nTolan: It will.\n"
        for n in range(10_000)
    ),
    "initials": "Question. Will it sail?\nA.R. It will sail.\n" * 23_000,
    "quotation marks": '"' * 1_000_000,
    "curly marks": "“" * 500_000 + "”" * 500_000,
    "capitals": "Tolan " * 170_000,
    "nested brackets": "(" * 500_000 + ")" * 500_000,
    "one cue": "said " * 200_000,
    "cues and names": "Tolan said, " * 85_000,
    "one line": "the talks went on and on and " * 35_000,
    "quotations": "“We are ready,” Tolan said. " * 38_000,
    "single marks": "of '" * 250_000,
    "apostrophes": "it’s ‘so’ " * 100_000,
    "commas": "Mira Tolan, the head, " * 48_000,
    "dates": "On 4 March 2021 at 10:10 " * 42_000,
    "paragraphs": "Tolan\n" * 170_000,
    "icons": "icon " * 200_000,
    "names without an end": "Tolan (left) and Orr " * 48_000,
    "one event": "A summit will be held next week in Velland. " * 23_000,
    "paragraphs in capitals": PROSE + "HE SAID it rained.\n\n" * 50_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_text(name: str) -> None:
    """Ten times the text may take little more than ten times as long: no rule runs away.

    The time is this process's own, so that a busy machine does not count.
    """
    text = HOSTILE[name][:300_000] + PROSE
    tenth = HOSTILE[name][:30_000] + PROSE
    read_article("warm up")
    began = time.process_time()
    read_article(tenth)
    middle = time.process_time()
    read_article(text)
    ended = time.process_time()
    assert ended - middle < 12 * (middle - began) + 2


@pytest.mark.parametrize(
    "text",
    [
        "Its report was late. " * 3000 + "Its report said the boat was “dry”.",
        "Its ministry was late. " * 3000 + "It said the boat was “dry”.",
        "A Final Letter of the Annual Report. An Annual Report of the Final Letter. "
        "The Final Letter said the boats were “late and wet”.",
    ],
)
def test_mentions_that_lead_to_each_other_are_left_open(text: str) -> None:
    record = read_article("Talks go on\n\n" + text + PROSE)
    assert [q.text for q in record.quotes][:1] != []


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "Tolan",
                " ",
                ", ",
                "the ",
                "of ",
                "said",
                " that",
                "“",
                "”",
                "'",
                '"',
                "’s ",
                "-",
                "(",
                ")",
                "minister",
                "according to",
                " 4 May 2021",
                "\n",
                ". ",
                "who ",
                "and ",
                "A",
                "aa",
                "1",
                "/",
                "|",
                "—",
                "Ministry",
            ]
        ),
        min_size=1,
        max_size=7,
    )
)
def test_no_pattern_backtracks_without_end(pieces: list[str]) -> None:
    """Whatever is repeated, twenty times the text takes about twenty times as long and not a thousand."""
    piece = "".join(pieces)
    short, long = piece * max(1, 1_000 // len(piece)), piece * max(20, 20_000 // len(piece))
    began = time.process_time()
    read_article(short)
    middle = time.process_time()
    read_article(long)
    assert time.process_time() - middle < 60 * (middle - began) + 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=2000))
def test_any_text_gives_a_record(text: str) -> None:
    record = read_article(text)
    json.dumps(record.as_dict())
    for quote in record.quotes:
        assert quote.text == " … ".join(text[s:e] for s, e in quote.segments)


PIECES = [
    "“",
    "”",
    '"',
    "'",
    "’",
    "’s ",
    "''",
    "``",
    "«",
    "»",
    "(",
    ")",
    "[",
    "]",
    "—",
    "-",
    "/",
    "|",
    "@",
    "#",
    "*",
    "%",
    "€",
    ",",
    ".",
    ":",
    ";",
    "?",
    "!",
    "…",
    " ",
    "\n",
    "\n\n",
    "\t",
    "\xa0",
    "\u200b",
    "<b>",
    "&amp;",
    "said",
    "told reporters",
    "asked",
    "called",
    "according to",
    "that",
    "and",
    "who",
    "if",
    "Tolan",
    "Mira Tolan",
    "Mr.",
    "Jr.",
    "he",
    "his",
    "its",
    "We",
    "I",
    "the ",
    "a source",
    "the minister",
    "one of the sources",
    "president",
    "Ministry",
    "Velland",
    "LISSEL",
    "/NORDAN/",
    "U.S.",
    "Q:",
    "QUESTION:",
    "By",
    "2019",
    "March 4",
    "on Monday",
    "10 a.m.",
    "the talks",
    "summit",
    "in Lissel",
    "met with",
    "http://a.example/b",
    "É",
    "ł",
    "中文",
    "١",
]


@pytest.mark.parametrize("examples", [200, pytest.param(3000, marks=pytest.mark.slow)])
def test_any_news_like_text_gives_a_record(examples: int) -> None:
    @settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(st.sampled_from(PIECES), max_size=120),
        st.sampled_from(["", " "]),
        st.sampled_from(["", "Talks go on\n\n"]),
        st.sampled_from(["", PROSE]),
    )
    def read(pieces: list[str], between: str, head: str, tail: str) -> None:
        text = head + between.join(pieces) + tail
        for quote in read_article(text).quotes:
            assert quote.text == " … ".join(text[s:e] for s, e in quote.segments)
            assert 0 <= quote.confidence <= 1

    read()


def test_a_figure_below_its_floor_is_named(monkeypatch, capsys) -> None:
    from tools.evaluation import __main__ as evaluate

    monkeypatch.setattr(evaluate, "FLOORS", {"articles": {"quoted": 0.9}})
    monkeypatch.setattr(evaluate, "below", [])
    evaluate.tell("articles", "quoted", 0.95)
    assert evaluate.below == []
    evaluate.tell("articles", "quoted", 0.8)
    assert evaluate.below == ["articles.quoted is 0.800, floor 0.900"]


def test_confidences_keep_what_they_promise(shared: Path, tmp_path: Path) -> None:
    """In each band of the development part, about as many records are right as their confidence says."""
    gold = shared / "corpora" / "polnear_dev.jsonl"
    found = tmp_path / "records.jsonl"
    with gold.open("rb") as lines, found.open("wb") as out:
        subprocess.run(
            [sys.executable, "-m", "statements.extraction", "--jsonl", "--jobs", "0"],
            cwd=ROOT,
            stdin=lines,
            stdout=out,
            check=False,
        )
    sure = calibration(gold, found)
    shares = [share for _, _, share, _ in sure.bands]
    assert shares[:4] == sorted(shares[:4], reverse=True)
    assert sum(many for _, _, _, many in sure.bands[:2]) > 600
    assert min(shares[:2]) >= 0.9
    for name, mean, share, many in sure.bands:
        assert abs(share - mean) < 0.04 + 1 / many**0.5, name  # two standard errors: few prove little
    assert sure.area > 0.86
    assert sure.brier < 0.1


def test_all_cores_print_the_same_in_the_same_order() -> None:
    lines = "".join(
        json.dumps({"id": str(n), "text": f"Mira Tolan came. “We have {n} boats,” Tolan said. " * 6}) + "\n"
        for n in range(40)
    )
    alone = run("--jsonl", input=lines)
    together = run("--jsonl", "--jobs", "3", input=lines)
    assert together.stdout == alone.stdout
    assert len(alone.stdout.splitlines()) == 40
    assert run("--jsonl", "--jobs", "-1", input=lines).returncode == 2


def test_explains_who_was_considered_and_why_one_won(tmp_path) -> None:
    file = tmp_path / "talks.txt"
    file.write_text(
        "Talks go on\n\nEnvoy Mira Tolan met the harbour minister, Adam Roke, in Port Amrey on Monday and stayed "
        "for two hours of talks about the ferries.\n\n“It rains,” he said. “We are ready.” The deputy did not say "
        "whether the boats were dry.\n",
        encoding="utf-8",
    )
    told = run("--explain", str(file)).stdout
    assert "speaker     Adam Roke" in told
    assert "rule        quotation-source-cue: a name stands before a reporting verb" in told
    assert "Adam Roke <- won" in told
    assert "it goes on from the statement before" in told
    assert "the boats were dry" not in told
    assert "Traceback" not in run("--explain", str(tmp_path / "none.txt")).stderr


# Each of these stopped the reading once: what is nearly nothing, a label with nothing behind it.
NEARLY_NOTHING = [
    " the /said" * 2000,
    "Ministry“]\n\nwho asked saidhttp://a.b/c Q: €#talks \xa0“|he *Q: \n\nQUESTION: " * 10,
    "Q: Why now?\n\nQUESTION:\n\nQUESTION:",
    "the — said. “— / —,” said the —.",
    'Talks go on\n\n, \nQUESTION: the «"‹(the a source Velland he 1a.m. U.S. according to\tvan der É… \n\n',
]


@pytest.mark.parametrize("text", NEARLY_NOTHING)
def test_what_is_nearly_nothing_is_read(text: str) -> None:
    record = read_article(text + PROSE)
    assert all(quote.text == " … ".join(text[s:e] for s, e in quote.segments) for quote in record.quotes if quote.end < len(text))  # fmt: skip
    read_article(text)
