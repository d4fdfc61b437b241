"""Addresses of the reading room. A permalink never changes what it means."""

from django.templatetags.static import static
from django.urls import path, register_converter
from django.utils.functional import lazy
from django.views.generic import RedirectView

from . import views


class NameConverter:
    """A slug or an id in an address: anything but control characters, which no database takes."""

    regex = r"[^/\x00-\x1f\x7f]{1,120}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NameConverter, "name")
staticfiles_lazy = lazy(static, str)

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("quotes/<name:uid>/", views.quote_detail, name="quote-detail"),
    path("articles/<int:pk>/", views.article_detail, name="article-detail"),
    path("articles/<int:pk>/source/", views.article_source, name="article-source"),
    path("speakers/", views.SpeakerList.as_view(), name="speaker-list"),
    path("speakers/<name:slug>/", views.speaker_detail, name="speaker-detail"),
    path("events/", views.EventList.as_view(), name="event-list"),
    path("events/<name:slug>/", views.event_detail, name="event-detail"),
    path("dates/", views.dates, name="dates"),
    path("dates/<int:year>/", views.dates_year, name="dates-year"),
    path("dates/<int:year>/<int:month>/", views.dates_month, name="dates-month"),
    path("dates/<int:year>/<int:month>/<int:day>/", views.dates_day, name="dates-day"),
    path("sources/", views.SourceList.as_view(), name="source-list"),
    path("sources/<name:slug>/", views.source_detail, name="source-detail"),
    path("about/", views.about, name="about"),
    path("suggest", views.suggest, name="suggest"),
    path("healthz", views.healthz, name="healthz"),
    path("favicon.ico", RedirectView.as_view(url=staticfiles_lazy("favicon.svg"), permanent=True)),
    path("robots.txt", views.robots, name="robots"),
]
