"""Addresses of the review desk, a part of the admin site."""

from django.urls import path

from .access import wrapped
from .adding import add_page, manifest
from .agreement import agreement_page
from .articles import article_at_desk
from .days import day_at_desk
from .erase import erase_page
from .intake import intake, load_page
from .item import item_at_desk, queue_page
from .log import log_page, take_up_again, undo_act
from .many import as_csv, bulk, from_csv, lists
from .me import me
from .names import names_as_typed
from .pairs import merge_page, pairs, split_page
from .utterances import utterance_at_desk
from .whole import whole_article

app_name = "desk"
urlpatterns = [
    path("", wrapped(queue_page), name="queue"),
    path("names/", wrapped(names_as_typed), name="names"),
    path("log/", wrapped(log_page), name="log"),
    path("log/<int:number>/undo/", wrapped(undo_act), name="undo"),
    path("agreement/", wrapped(agreement_page), name="agreement"),
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
    path("articles/<int:pk>/whole/", wrapped(whole_article), name="whole"),
    path("articles/<int:pk>/day/", wrapped(day_at_desk), name="day"),
    path("put-back/<slug:uid>/", wrapped(take_up_again), name="put-back"),
    path("speakers/<int:pk>/", wrapped(split_page), name="split"),
    path("merge/<slug:table>/<int:pk>/", wrapped(merge_page), name="merge"),
    path("erase/<slug:table>/<int:pk>/", wrapped(erase_page), name="erase"),
    path("utterances/<slug:uid>/", wrapped(utterance_at_desk), name="utterance"),
    path("<slug:uid>/", wrapped(item_at_desk), name="item"),
]
