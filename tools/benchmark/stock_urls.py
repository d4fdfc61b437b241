"""The stock page: a query, facets, a histogram by year, twenty results."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path
from haystack.query import SearchQuerySet

from statements.models import Quote

from .peers import STOCK, Stock

Stock(Path(settings.DATA) / "stock")
PAGE = Template(
    "<h1>{{ page.paginator.count }}</h1>"
    "{% for facet, values in facets.fields.items %}<h2>{{ facet }}</h2>"
    "{% for value in values|slice:':8' %}<li>{{ value.0 }} {{ value.1 }}</li>{% endfor %}{% endfor %}"
    "{% for value in facets.dates.date %}<li>{{ value.0 }} {{ value.1 }}</li>{% endfor %}"
    "{% for result in page %}<p>{{ result.object.text }} {{ result.object.speaker }}</p>{% endfor %}"
)


def search(request: HttpRequest) -> HttpResponse:
    results = SearchQuerySet(using=STOCK).models(Quote).auto_query(request.GET.get("q", ""))
    for name in ("speaker", "source", "country", "kind"):
        results = results.facet(name)
    results = results.date_facet("date", datetime(2006, 1, 1), datetime(2026, 1, 1), "year")
    page = Paginator(results.load_all(), 20).page(1)
    html = PAGE.render(Context({"page": page, "facets": results.facet_counts()}))
    return HttpResponse(html)


urlpatterns = [path("search/", search)]
