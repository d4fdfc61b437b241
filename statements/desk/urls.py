"""Addresses of the review desk, a part of the admin site."""

from django.urls import path

from .access import wrapped
from .adding import add_page, manifest
from .articles import article_at_desk
from .intake import intake, load_page
from .item import item_at_desk, queue_page
from .log import log_page, undo_act
from .many import as_csv, bulk, from_csv, lists
from .me import me
from .names import names_as_typed
from .pairs import merge_page, pairs, split_page

app_name = "desk"
urlpatterns = [
    path("", wrapped(queue_page), name="queue"),
    path("names/", wrapped(names_as_typed), name="names"),
    path("log/", wrapped(log_page), name="log"),
    path("log/<int:number>/undo/", wrapped(undo_act), name="undo"),
    path("pairs/", wrapped(pairs), name="pairs"),
    path("me/", wrapped(me), name="me"),
    path("lists/", wrapped(lists), name="lists"),
    path("lists/csv/", wrapped(as_csv), name="csv"),
    path("lists/corrected/", wrapped(from_csv), name="from-csv"),
    path("lists/change/", wrapped(bulk), name="bulk"),
    path("add/", wrapped(add_page), name="add"),
    path("add/manifest.json", manifest, name="manifest"),
    path("intake/", wrapped(intake), name="intake"),
    path("intake/<int:pk>/", wrapped(load_page), name="load"),
    path("articles/<int:pk>/", wrapped(article_at_desk), name="article"),
    path("speakers/<int:pk>/", wrapped(split_page), name="split"),
    path("merge/<slug:table>/<int:pk>/", wrapped(merge_page), name="merge"),
    path("<slug:uid>/", wrapped(item_at_desk), name="item"),
]
