"""The rows of the archive: what the pipeline wrote, what an editor decided, and the log of both.

A module for each subject. Everybody outside imports from here; nothing here knows the rest of the app.
"""

from typing import Any

from .accounts import AccountEvent, GivenPassword, RecoveryCode, SignIn, WrongTry
from .alerts import AlertItem, AlertMail, AlertReader, AlertRequest, AlertTask, SavedSearch
from .articles import Article, ArticleQuerySet, Capture, Source
from .base import Precision, State, TrackedQuerySet, new_uid, page_address, unique_slug, unique_slugs
from .bookkeeping import Change, IndexTask, IngestTally
from .desk import Claim, DeskNote, EditorProfile, Judgement, Report
from .erasure import Erasure, ErasureMark, new_salt
from .events import Event, EventMention, EventQuerySet
from .following import FollowedSource, WebAddress
from .inserting import insert_rows, insert_values, new_row
from .intake import Intake, IntakeItem, IntakeRefusal
from .leases import Lease
from .log import READINGS, ActName, Revision, RevisionRow
from .outlets import Outlet
from .prepared import Prepared
from .proposals import Mergeable, MergeProposal
from .quotes import Quote, QuoteQuerySet, Tombstone, Utterance
from .sequence import ChangedRow, SequenceLine
from .signals import rows_changed, rows_changing, rows_indexed, rows_made
from .speakers import Alias, Appearance, LearnedRole, RefusedName, Speaker, SpeakerQuerySet, Tenure
from .utterances import UtteranceDecision
from .waiting_files import WaitingFile

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
        UtteranceDecision,
        Judgement,
        DeskNote,
    )
}


def table_of(row: Any) -> str:
    """Return the name of a row's table, or of a model's: "quote"."""
    return str(row._meta.model_name)


__all__ = [
    "READINGS",
    "TABLES",
    "AccountEvent",
    "ActName",
    "AlertItem",
    "AlertMail",
    "AlertReader",
    "AlertRequest",
    "AlertTask",
    "Alias",
    "Appearance",
    "Article",
    "ArticleQuerySet",
    "Capture",
    "Change",
    "ChangedRow",
    "Claim",
    "DeskNote",
    "EditorProfile",
    "Erasure",
    "ErasureMark",
    "Event",
    "EventMention",
    "EventQuerySet",
    "FollowedSource",
    "GivenPassword",
    "IndexTask",
    "IngestTally",
    "Intake",
    "IntakeItem",
    "IntakeRefusal",
    "Judgement",
    "LearnedRole",
    "Lease",
    "MergeProposal",
    "Mergeable",
    "Outlet",
    "Precision",
    "Prepared",
    "Quote",
    "QuoteQuerySet",
    "RecoveryCode",
    "RefusedName",
    "Report",
    "Revision",
    "RevisionRow",
    "SavedSearch",
    "SequenceLine",
    "SignIn",
    "Source",
    "Speaker",
    "SpeakerQuerySet",
    "State",
    "Tenure",
    "Tombstone",
    "TrackedQuerySet",
    "Utterance",
    "UtteranceDecision",
    "WaitingFile",
    "WebAddress",
    "WrongTry",
    "insert_rows",
    "insert_values",
    "new_row",
    "new_salt",
    "new_uid",
    "page_address",
    "rows_changed",
    "rows_changing",
    "rows_indexed",
    "rows_made",
    "table_of",
    "unique_slug",
    "unique_slugs",
]
