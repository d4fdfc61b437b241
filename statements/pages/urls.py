"""Addresses of the reading room. A permalink never changes what it means."""

from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap
from django.templatetags.static import static
from django.urls import include, path, register_converter
from django.utils.functional import lazy
from django.views.generic import RedirectView

from statements.publishing.feeds import CorrectionsFeed
from statements.publishing.sitemaps import SITEMAPS

from . import (
    about,
    alerts,
    articles,
    captures,
    collections,
    compare,
    corrections,
    data,
    dates,
    documentation,
    events,
    files,
    framed,
    health,
    home,
    positions,
    quotes,
    reconcile,
    search,
    sources,
    speakers,
    taking,
    tongues,
    utterances,
    verify,
)
from .conditional import page


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
    path("utterances/<name:uid>/", utterances.utterance_detail, name="utterance-detail"),
    path("utterances/<name:uid>/card/", framed.utterance_card, name="utterance-card"),
    path("oembed/", framed.oembed_answer, name="oembed"),
    path("reconcile/", reconcile.reconcile, name="reconcile"),
    path("reconcile/view", reconcile.reconcile_view, name="reconcile-view"),
    path("reconcile/preview", reconcile.reconcile_preview, name="reconcile-preview"),
    path("reconcile/properties", reconcile.proposed_properties, name="reconcile-properties"),
    path("reconcile/suggest/entity", reconcile.suggest_entity, name="reconcile-suggest-entity"),
    path("reconcile/suggest/property", reconcile.suggest_property, name="reconcile-suggest-property"),
    path("reconcile/suggest/type", reconcile.suggest_type, name="reconcile-suggest-type"),
    path("verify/", verify.verify, name="verify"),
    path("compare/", compare.sides_compared, name="compare"),
    path("search/feed/", taking.results_feed, name="results-feed"),
    path("search/cite.<slug:form>", taking.cite_results, name="results-citation"),
    path("search/statements.schema.json", taking.statement_schema, name="statement-schema"),
    path("search/statements.<slug:form>", taking.take_results, name="take-results"),
    path("collection/", collections.collection, name="collection"),
    path("collection/statements.<slug:form>", collections.collection_file, name="collection-file"),
    path("collection/cite.<slug:form>", collections.collection_citations, name="collection-citations"),
    path("search/statements.<slug:form>/later", files.ask_for_results, name="ask-for-results"),
    path("files/<name:token>/", files.waiting_file_page, name="waiting-file"),
    path("files/<name:token>/file", files.fetch_waiting_file, name="fetch-waiting-file"),
    path("alerts/new/", alerts.alert_new, name="alert-new"),
    path("alerts/asked/", alerts.alert_asked, name="alert-asked"),
    path("alerts/confirm/<name:token>/", alerts.alert_confirm, name="alert-confirm"),
    path("alerts/mine/<name:token>/", alerts.alert_list, name="alert-list"),
    path("alerts/leave/<name:token>/", alerts.alert_leave, name="alert-leave"),
    path("opensearch.xml", taking.search_description, name="search-description"),
    path("quotes/<name:uid>/", quotes.quote_detail, name="quote-detail"),
    path("quotes/<name:uid>/card/", framed.quote_card, name="quote-card"),
    path("quotes/<name:uid>/card.png", quotes.quote_picture, name="quote-picture"),
    path("quotes/<name:uid>/cite.<slug:form>", quotes.quote_citation, name="quote-citation"),
    path("quotes/<name:uid>/report/", quotes.quote_report, name="quote-report"),
    path("quotes/<name:uid>/report/sent/", quotes.quote_report_sent, name="quote-report-sent"),
    path("articles/<int:pk>/", articles.article_detail, name="article-detail"),
    path("articles/<int:pk>/cite.<slug:form>", articles.article_citation, name="article-citation"),
    path("articles/<int:pk>/source/", articles.article_source, name="article-source"),
    path("articles/<int:pk>/changes/", captures.article_changes, name="article-changes"),
    path("speakers/", speakers.speaker_list, name="speaker-list"),
    path("speakers/<name:slug>/", speakers.speaker_detail, name="speaker-detail"),
    path("speakers/<name:slug>/position/", positions.speaker_position, name="speaker-position"),
    path("speakers/<name:slug>/cite.<slug:form>", speakers.speaker_citation, name="speaker-citation"),
    path("events/", events.event_list, name="event-list"),
    path("events/<name:slug>/", events.event_detail, name="event-detail"),
    path("events/<name:slug>/cite.<slug:form>", events.event_citation, name="event-citation"),
    path("dates/", dates.dates_overview, name="dates"),
    path("dates/undated/", dates.dates_undated, name="dates-undated"),
    path("dates/<int:year>/", dates.dates_year, name="dates-year"),
    path("dates/<int:year>/<two:month>/", dates.dates_month, name="dates-month"),
    path("dates/<int:year>/<two:month>/<two:day>/", dates.dates_day, name="dates-day"),
    path("sources/", sources.source_list, name="source-list"),
    path("sources/<name:slug>/", sources.source_detail, name="source-detail"),
    path("about/", about.about, name="about"),
    path("data/", data.data, name="data"),
    path("api/", documentation.api_documentation, name="api-documentation"),
    path("api/v1/", include("statements.api.urls")),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/feed/", page(CorrectionsFeed()), name="corrections-feed"),
    path("suggest", search.suggest, name="suggest"),
    path("language/<slug:code>/", tongues.choose_language, name="language"),
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
