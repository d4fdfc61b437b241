"""The rows of the archive: what the pipeline wrote, what an editor decided, and the log of both.

A module for each subject. Everybody outside imports from here; nothing here knows the rest of the app.
"""

from typing import Any

from .articles import Article, ArticleQuerySet, Capture, Source
from .base import Precision, State, TrackedQuerySet, new_uid, page_address, unique_slug, unique_slugs
from .bookkeeping import Change, IndexTask
from .desk import Claim, EditorProfile, Report
from .events import Event, EventMention, EventQuerySet
from .following import FollowedSource, WebAddress
from .log import READINGS, ActName, Revision, RevisionRow
from .outlets import Outlet
from .proposals import Mergeable, MergeProposal
from .quotes import Quote, QuoteQuerySet, Tombstone
from .signals import rows_changed, rows_changing, rows_made
from .speakers import Alias, Appearance, LearnedRole, RefusedName, Speaker, SpeakerQuerySet, Tenure

# The tables that the log, the index and the desk speak of, by the names that they use.
TABLES: dict[str, Any] = {
    str(model._meta.model_name): model
    for model in (
        Outlet,
        Speaker,
        Alias,
        Tenure,
        Article,
        Capture,
        Event,
        EventMention,
        Quote,
        MergeProposal,
        Report,
    )
}


def table_of(row: Any) -> str:
    """Return the name of a row's table, or of a model's: "quote"."""
    return str(row._meta.model_name)


__all__ = [
    "READINGS",
    "TABLES",
    "ActName",
    "Alias",
    "Appearance",
    "Article",
    "ArticleQuerySet",
    "Capture",
    "Change",
    "Claim",
    "EditorProfile",
    "Event",
    "EventMention",
    "EventQuerySet",
    "FollowedSource",
    "IndexTask",
    "LearnedRole",
    "MergeProposal",
    "Mergeable",
    "Outlet",
    "Precision",
    "Quote",
    "QuoteQuerySet",
    "RefusedName",
    "Report",
    "Revision",
    "RevisionRow",
    "Source",
    "Speaker",
    "SpeakerQuerySet",
    "State",
    "Tenure",
    "Tombstone",
    "TrackedQuerySet",
    "WebAddress",
    "new_uid",
    "page_address",
    "rows_changed",
    "rows_changing",
    "rows_made",
    "table_of",
    "unique_slug",
    "unique_slugs",
]
