"""Which statement comes first for a query: every case is one that a reader would be right to expect."""

from datetime import UTC, date, datetime

import pytest

from statements.models import Alias, Article, Quote, Source, Speaker
from statements.search.find import find
from statements.search.maintenance import drain

from .engines import ENGINES, shelf_on

pytestmark = pytest.mark.django_db

# Invented statements: (who, what). The first word of each is its name in the table below.
SAID = {
    "whole": ("Mira Tolan", "The annex on mine clearance was never a draft."),
    "apart": ("Mira Tolan", "Mine was the first boat, and clearance came a week later from the harbour."),
    "once": (
        "Halden Roke",
        "We talked for long about bread, boats, weather, winters and, in the end, the ferry.",
    ),
    "often": ("Halden Roke", "The ferry is late. The ferry is always late. Take another ferry."),
    "short": ("Elin Sarvath", "No corridor."),
    "long": (
        "Elin Sarvath",
        "There was a corridor in the plan of the year before last, and beside it a quay, two sheds, a "
        "customs house, the old school and a road that nobody has ever driven to its end.",
    ),
    "rare": ("Peder Oskane", "The sextant belongs to the council."),
    "usual": ("Peder Oskane", "The council meets on Friday, the council votes on Friday."),
    "form": ("Vessa Korin", "The treaties were negotiated by our fathers."),
    "exact": ("Vessa Korin", "We negotiate with everybody who has a boat."),
    "said": ("Sunniva Hale", "Lanterns are for harbours."),
    "about": ("Kole Vantry", "Sunniva Hale has asked for lanterns."),
    "country": ("Kole Vantry", "The US delegation has left the hall."),
    "us": ("Kole Vantry", "They asked us to leave the hall."),
    "accept": ("Nadia Brisk", "Our side will accept the charts."),
    "refuse": ("Nadia Brisk", "Our side will not accept the charts."),
    "month": ("Nadia Brisk", "The vote is in May."),
    "may": ("Tomas Berrigan", "It may rain before the vote is over, whatever anybody says about it."),
    "accent": ("Tomas Berrigan", "The café at the quay stays open."),
    "hyphen": ("Tomas Berrigan", "The ceasefire line is a two-mile stretch."),
}

FIRST = [
    ("mine clearance", "whole", "words side by side, as typed, before words apart"),
    ('"mine clearance"', "whole", "the exact words"),
    ("ferry", "often", "more of the word in fewer words"),
    ("corridor", "short", "a short statement before a long one"),
    ("council sextant", "rare", "both words"),
    ("council OR sextant", "rare", "the rarer word weighs more"),
    ("negotiate", "exact", "the form that was typed"),
    ("negotiated", "form", "the form that was typed"),
    ("lantern", "said", "any form, short first"),
    ('speaker:"Sunniva Hale" lanterns', "said", "by the speaker, not about her"),
    ("lanterns asked", "about", "both words"),
    ("US", "country", "a country, no pronoun"),
    ("us leave", "us", "a pronoun, no country"),
    ('"will not accept"', "refuse", "not is a word"),
    ("will not accept", "refuse", "not is a word"),
    ("accept charts -not", "accept", "without a word"),
    ("vote May", "month", "next to each other or not, the short one"),
    ("cafe", "accent", "accents do not matter"),
    ("CAFÉ quay", "accent", "nor does case"),
    ("two mile", "hyphen", "a hyphenated word in two"),
    ("two-mile", "hyphen", "and in one"),
    ("negotiat*", "form", "a beginning: the shorter statement of two"),
    ('"boat clearance"~4', "apart", "near each other"),
    ("tolan annex", "whole", "a name and a word"),
]


@pytest.fixture(scope="module", params=ENGINES)
def shelf(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """The statements as rows: each in an article of its own, so that nothing but the words differs."""
    with shelf_on(request.param, tmp_path_factory.mktemp("relevance") / "index", django_db_blocker):
        rows = {}
        for number, (name, (who, what)) in enumerate(SAID.items()):
            speaker, made = Speaker.objects.get_or_create(name=who, slug=who.lower().replace(" ", "-"))
            if made:
                Alias.objects.create(speaker=speaker, name=who, key=who.lower().replace(" ", ""))
            source = Source.objects.create(sha256=f"{number:064d}", data=what.encode(), size=len(what))
            article = Article.objects.create(
                source=source, origin=name, encoding="utf-8", text=what, body=[[0, len(what)]], engine="2",
                fetched_at=datetime.now(UTC), published=date(2021, 3, 12), published_precision="day",
            )  # fmt: skip
            rows[name] = Quote.objects.create(
                article=article, speaker=speaker, start=0, end=len(what), segments=[[0, len(what)]], text=what,
                passage=what, kind="direct", date=date(2021, 3, 12), date_precision="day", rule="quotation-source-cue",
                confidence=0.9, fingerprint=f"{number:032d}",
            )  # fmt: skip
        drain()
        yield {row.pk: name for name, row in rows.items()}


@pytest.mark.parametrize(("query", "first", "because"), FIRST)
def test_what_comes_first(shelf, query: str, first: str, because: str) -> None:
    found = find(Quote, query)
    assert found.ids, because
    assert shelf[found.ids[0]] == first, because


NOT_FOUND = [
    ('"clearance mine"', "whole"),
    ("US", "us"),
    ('"will accept"', "refuse"),
    ("accept -not", "refuse"),
    ("May", "rain"),
    ("speaker:tolan", "about"),
    ("ferries*", "once"),
    ('"boat clearance"~1', "apart"),
    ("mile-two boats", "hyphen"),
]


@pytest.mark.parametrize(("query", "absent"), NOT_FOUND)
def test_what_is_not_found(shelf, query: str, absent: str) -> None:
    assert absent not in {shelf[pk] for pk in find(Quote, query, size=50).ids}
