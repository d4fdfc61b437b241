"""What it costs the database to take an article in."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from statements.models import Article, Change, IndexTask, Quote, Revision


def article(count: int) -> str:
    paragraphs = "\n\n".join(f"“We counted {n} buoys that day,” Tolan told reporters." for n in range(count))
    return f"Envoys leave Lissel without a date\n\n12 March, 2021\n\nKestran Foreign Minister Mira Tolan left the talks in Lissel on Friday without a date for the next round.\n\n{paragraphs}\n"


def test_an_article_is_one_version_and_one_task_a_row(store) -> None:
    store(article(8), index=False)
    assert Quote.objects.count() == 8
    assert Change.objects.count() == 1
    rows = [("article", Article.objects.get().pk), *(("quote", q.pk) for q in Quote.objects.all())]
    assert sorted(IndexTask.objects.values_list("table", "row")) == sorted(rows)


def test_statements_are_written_together(store) -> None:
    costs = []
    for count in (8, 16):
        with CaptureQueriesContext(connection) as queries:
            store(article(count), f"{count}.txt", index=False)
        costs.append(len(queries))
    # On a server with many writers a line of the log waits for its turn in the chain, which is one more.
    assert costs[0] <= 45 + 2 * (connection.vendor == "postgresql")
    assert costs[1] <= costs[0]


def test_a_very_long_article_takes_few_steps_more(store) -> None:
    """Four hundred statements are written in pieces, not one by one."""
    store(article(8), "8.txt", index=False)
    costs = []
    for count in (16, 400):
        with CaptureQueriesContext(connection) as queries:
            store(article(count), f"{count}.txt", index=False)
        costs.append(len(queries))
    assert Quote.objects.count() == 424
    assert costs[1] <= costs[0] + 30


def test_reading_again_is_one_version_as_well(store) -> None:
    store(article(4), index=False)
    store(article(4).replace("next round", "next meeting"), index=False)
    assert Revision.objects.count() == 2
    assert Change.objects.count() == 2


def test_an_article_that_is_known_changes_nothing(store) -> None:
    store(article(4), index=False)
    store(article(4), index=False)
    assert Change.objects.count() == 1
