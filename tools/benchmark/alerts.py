"""What a new article costs with very many saved searches: matched in reverse, beside asking each of them.

    python -m tools.benchmark.alerts [--searches 10000] [--held 8000] [--articles 20] [--check]

An archive in a temporary folder holds made statements and saved searches of one to three words, exact words, names,
stars and alternatives, as likely as the words are; each is of a reader of its own. Articles of eight statements come
in one by one. Printed are milliseconds an article for matching (the index has it before), how many searches were
held against it and how many it answered, the time in which the searches are loaded when the process starts, and what
asking each with `find` takes, as measured on some. With --check every answer is compared with `find`.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ASKED = 300  # searches that are asked one by one


def line_of(roll: random.Random, corpus: Any) -> str:
    """Return a search as somebody may save one: mostly few words, some of them common."""
    words = [corpus.pick(corpus.words, corpus.word_weights) for _ in range(3)]
    name = roll.choice(corpus.speakers)
    kinds = {
        "two words": (30, f"{words[0]} {words[1]}"),
        "three words": (10, " ".join(words)),
        "one word": (10, roll.choice(corpus.words)),
        "exact words": (10, '"{} {}"'.format(*corpus.pick(corpus.pairs, corpus.pair_weights))),
        "a speaker": (15, f'speaker:"{name}"'),
        "a speaker and a word": (10, f'speaker:"{name}" {words[0]}'),
        "either": (5, f"{roll.choice(corpus.words)} OR {roll.choice(corpus.words)}"),
        "a star": (4, f"{roll.choice(corpus.words)[:5]}*"),
        "a word, not another, a country": (3, f"{words[0]} -{words[1]} country:FR"),
        "all since a day, of a kind": (3, f"from:{roll.randint(2006, 2024)} kind:indirect {words[2]}"),
    }
    weights = [weight for weight, _ in kinds.values()]
    return roll.choices([line for _, line in kinds.values()], weights)[0]


def work(options: argparse.Namespace) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    import django

    django.setup()
    import hashlib

    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from statements.alerts.matching import SavedSearches, match_waiting
    from statements.models import AlertItem, AlertReader, Article, Event, Outlet, Quote, SavedSearch, Speaker
    from statements.search.documents import documents_of
    from statements.search.engines import engine
    from statements.search.find import find
    from statements.search.language import parse
    from statements.search.maintenance import drain, rebuild

    from .corpus import IN_ARTICLE, Corpus, fill_database, write_batch

    call_command("migrate", verbosity=0)
    corpus = Corpus(options.held)
    fill_database(corpus)
    rebuild()
    roll = random.Random(7)
    now = timezone.now()
    lines = list({line_of(roll, corpus): None for _ in range(options.searches * 2)})[: options.searches]
    readers = AlertReader.objects.bulk_create(
        [AlertReader(uid=f"r{n}", key=f"k{n}", address="", confirmed_at=now) for n in range(len(lines))],
        batch_size=2000,
    )
    SavedSearch.objects.bulk_create(
        [
            SavedSearch(
                reader=reader, line=line, digest=hashlib.sha256(line.encode()).hexdigest(), rhythm="daily",
                since=Quote.objects.order_by("-pk").values_list("pk", flat=True)[0], confirmed_at=now,
            )
            for reader, line in zip(readers, lines, strict=True)
        ],
        batch_size=2000,
    )  # fmt: skip
    searches = SavedSearches()
    begin = time.perf_counter()
    searches.refresh()
    print(f"{len(lines)} searches saved, loaded in {time.perf_counter() - begin:.2f} s")
    rows: Any = [list(model.objects.all()[:5000]) for model in (Speaker, Outlet, Event)]
    took, work_of, answered, held_against, wrong = [], [], [], [], 0
    for number in range(options.articles):
        day = corpus.articles().__next__()
        write_batch([(day[0], [corpus.statement() for _ in range(IN_ARTICLE)])], 10**6 + number, *rows)
        drain()
        before = AlertItem.objects.count()
        begin, worked = time.perf_counter(), time.process_time()
        match_waiting(searches)
        took.append(time.perf_counter() - begin)
        work_of.append(time.process_time() - worked)
        answered.append(AlertItem.objects.count() - before)
        article = Article.objects.latest("pk").pk
        quotes = list(Quote.objects.filter(article=article).values_list("pk", flat=True))
        few = engine().few(documents_of("quote", quotes))
        held_against.append(sum(1 for _ in searches.turned.candidates(few)))
        if options.check:
            for line in lines:
                found = set(find(Quote, line, narrow=(f"article:={article}",)).ids)
                told = AlertItem.objects.filter(article=article, search__line=line)
                wrong += found != set(told.values_list("quote", flat=True))
    begin = time.perf_counter()
    some = [parse(line, trusted=True) for line in roll.sample(lines, min(ASKED, len(lines)))]
    for tree in some:
        find(Quote, tree, narrow=(f"article:={article}",), size=IN_ARTICLE)
    one = (time.perf_counter() - begin) / len(some)
    print(
        f"a new article of {IN_ARTICLE} statements: {1000 * statistics.median(took):.0f} ms "
        f"(worst of {len(took)}: {1000 * max(took):.0f} ms; on a processor of its own "
        f"{1000 * statistics.median(work_of):.0f} ms), held against {statistics.median(held_against):.0f} searches, "
        f"answers {statistics.median(answered):.0f}, on {connection.vendor}"
    )
    print(f"asking each with find(): {one * len(lines):.1f} s an article")
    if options.check:
        print(f"answers that differ from find(): {wrong} of {len(lines) * options.articles}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--searches", type=int, default=10_000)
    parser.add_argument("--held", type=int, default=8_000, help="statements in the archive before")
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        work(options)
        return
    with tempfile.TemporaryDirectory(prefix="on-record-alerts-") as folder:
        command = [sys.executable, "-m", "tools.benchmark.alerts", "--inside", *sys.argv[1:]]
        environment = {**os.environ, "ONRECORD_DATA": folder}
        raise SystemExit(subprocess.run(command, cwd=ROOT, env=environment).returncode)


if __name__ == "__main__":
    main()
