"""What a reader meets first on home, an article, a speaker, an event and the dates; and what is missing, said."""

import re

import pytest

from statements.models import Article, Quote, Speaker
from statements.pages.home import LATEST, OF_ONE_OUTLET, of_latest_articles
from statements.sample import NO_ARTICLE, SAMPLE, sample_articles


def body_of(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


# The first minute


def test_an_empty_site_says_how_to_add(client, archive) -> None:
    body = body_of(client, "/")
    assert 'href="/admin/review/add/"' in body and "createsuperuser" in body


def test_a_site_with_articles_does_not(client, store, talks) -> None:
    store(talks)
    assert "createsuperuser" not in body_of(client, "/")


def test_articles_without_a_statement_are_told(client, store) -> None:
    store("A harbour\n\n12 March 2021\n\nThe harbour was full of boats in the morning and empty at night.\n")
    assert "1 article, in which no statement was found" in " ".join(body_of(client, "/").split())


def test_the_sample_is_read_without_the_page_that_is_no_article() -> None:
    files = sample_articles()
    assert (SAMPLE / NO_ARTICLE).exists() and not any(NO_ARTICLE in name for name in files)
    assert all(name.endswith(".txt") for name in files)


def test_home_shows_one_statement_of_each_article_and_two_of_an_outlet(store, talks) -> None:
    for n in range(5):
        store(
            talks.replace("12 March", f"{12 + n} March").replace("map", f"map{n}"), f"{n}.txt", outlet="Post"
        )
    for n in range(3):
        store(talks.replace("map", f"chart{n}"), f"o{n}.txt", outlet=f"Sheet {n}")
    rows = [Quote.objects.select_related("article__outlet").get(pk=pk) for pk in of_latest_articles()]
    assert len({row.article_id for row in rows}) == len(rows) == LATEST
    outlets = [row.article.outlet.name for row in rows]
    assert outlets.count("Post") == LATEST - 3 > OF_ONE_OUTLET  # no others were left
    assert outlets[:OF_ONE_OUTLET] == ["Post"] * OF_ONE_OUTLET


def test_a_question_is_shown_as_it_could_be_typed(client, store, talks) -> None:
    store(talks)
    asked = body_of(client, "/search/?q=what+did+Tolan+say+in+2021")
    written = re.search(r"<code>([^<]+)</code>", asked)
    assert written and "speaker:" in written[1] and ":=" not in written[1]
    assert "<code>" not in body_of(client, "/search/?q=map")


def test_nothing_found_teaches_the_language(client, store, talks) -> None:
    store(talks)
    assert 'id="search"' in body_of(client, "/search/?q=walrus")
    assert 'id="search"' not in body_of(client, "/search/?q=map")


# An article


def test_facts_stand_above_the_text_and_the_index_is_whole(client, store, talks) -> None:
    store(talks)
    article = Article.objects.get()
    body = body_of(client, article.get_absolute_url())
    text = body.index('class="text"')
    assert body.index("Published, because") < text and body.index("Who speaks") < text < body.index(
        "inside-list"
    )
    assert body.count('<span class="begins">') == article.quotes.count()
    assert "Captured" not in body  # got once


# A speaker


def test_a_few_years_are_shown_by_month_and_a_month_narrows(client, store, talks) -> None:
    store(talks)
    tolan = Speaker.objects.get(name="Mira Tolan").get_absolute_url()
    assert "?month=2021-03" in body_of(client, tolan)
    assert "In March 2021" in body_of(client, f"{tolan}?month=2021-03")
    assert "No statements match" in body_of(client, f"{tolan}?month=2021-04")
    assert "In " not in body_of(client, f"{tolan}?month=2021-13").split('id="list"')[1].split("<ol")[0]


def test_many_years_are_shown_by_year_and_one_of_them_by_month(client, store, talks) -> None:
    store(talks)
    store(talks.replace("2021", "2015").replace("map", "chart"), "b.txt")
    tolan = Speaker.objects.get(name="Mira Tolan").get_absolute_url()
    whole = body_of(client, tolan)
    assert "year=2015" in whole and "month=" not in whole
    assert "month=2015-03" in body_of(client, f"{tolan}?year=2015")


def test_roles_stand_by_time(client, store, talks) -> None:
    store(talks)
    store(talks.replace("2021", "2015").replace("Foreign Minister", "Envoy").replace("map", "chart"), "b.txt")
    roles = body_of(client, "/speakers/mira-tolan/").split('id="roles"')[1].split("</table>")[0]
    assert roles.index("2021") < roles.index("2015")


# Dates


def test_what_has_no_date_is_a_link_with_its_number(client, store, talks) -> None:
    assert "without a date" not in body_of(client, "/dates/")
    assert "Every statement here has a date" in body_of(client, "/dates/undated/")
    store(talks.replace("12 March, 2021 18:30", ""), "c.txt")
    undated = Quote.objects.filter(date=None).count()
    assert undated and f"{undated} statements without a date" in " ".join(body_of(client, "/dates/").split())
    assert body_of(client, "/dates/undated/").count('class="statement"') == undated


@pytest.mark.parametrize("address", ["/dates/2021/"])
def test_a_year_has_a_strip_of_its_months(client, store, talks, address: str) -> None:
    store(talks)
    strip = body_of(client, address).split('class="year-strip"')[1].split('class="months"')[0]
    assert strip.count("/dates/2021/03/") == 1
