"""Addresses of the reading room. A permalink never changes what it means."""

from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap
from django.templatetags.static import static
from django.urls import path, register_converter
from django.utils.functional import lazy
from django.views.generic import RedirectView

from statements.publishing.feeds import CorrectionsFeed
from statements.publishing.sitemaps import SITEMAPS

from . import (
    about,
    articles,
    captures,
    corrections,
    dates,
    events,
    health,
    home,
    quotes,
    search,
    sources,
    speakers,
)


class NameConverter:
    """A slug or an id in an address: anything but control characters, which no database takes."""

    regex = r"[^/\x00-\x1f\x7f]{1,120}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class TwoDigits:
    """A month or a day: written with two digits, read with any number of them."""

    regex = "[0-9]+"

    def to_python(self, value: str) -> int:
        return int(value[:9])

    def to_url(self, value: int) -> str:
        return f"{int(value):02d}"


register_converter(NameConverter, "name")
register_converter(TwoDigits, "two")
staticfiles_lazy = lazy(static, str)
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("quotes/<name:uid>/", quotes.quote_detail, name="quote-detail"),
    path("quotes/<name:uid>/card.png", quotes.quote_picture, name="quote-picture"),
    path("quotes/<name:uid>/cite.<slug:form>", quotes.quote_citation, name="quote-citation"),
    path("quotes/<name:uid>/report/", quotes.quote_report, name="quote-report"),
    path("quotes/<name:uid>/report/sent/", quotes.quote_report_sent, name="quote-report-sent"),
    path("articles/<int:pk>/", articles.article_detail, name="article-detail"),
    path("articles/<int:pk>/source/", articles.article_source, name="article-source"),
    path("articles/<int:pk>/changes/", captures.article_changes, name="article-changes"),
    path("speakers/", speakers.speaker_list, name="speaker-list"),
    path("speakers/<name:slug>/", speakers.speaker_detail, name="speaker-detail"),
    path("events/", events.event_list, name="event-list"),
    path("events/<name:slug>/", events.event_detail, name="event-detail"),
    path("dates/", dates.dates_overview, name="dates"),
    path("dates/<int:year>/", dates.dates_year, name="dates-year"),
    path("dates/<int:year>/<two:month>/", dates.dates_month, name="dates-month"),
    path("dates/<int:year>/<two:month>/<two:day>/", dates.dates_day, name="dates-day"),
    path("sources/", sources.source_list, name="source-list"),
    path("sources/<name:slug>/", sources.source_detail, name="source-detail"),
    path("about/", about.about, name="about"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/feed/", CorrectionsFeed(), name="corrections-feed"),
    path("suggest", search.suggest, name="suggest"),
    path("healthz", health.healthz, name="healthz"),
    path("favicon.ico", RedirectView.as_view(url=staticfiles_lazy("favicon.svg"), permanent=True)),
    path("robots.txt", health.robots, name="robots"),
    path(
        "sitemap.xml",
        sitemap_index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-section"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap-section"),
]
