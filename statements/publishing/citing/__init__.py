"""How what is here is cited: what a citation is of, three styles, files for reference managers, marks for Zotero."""

from .files import FILES, CitationFile
from .fragments import link_to_words
from .marks import context_object, head_marks
from .styles import STYLES, Style
from .works import (
    Name,
    Work,
    bylines,
    without_comma,
    work_of_article,
    work_of_event,
    work_of_page,
    work_of_row,
    work_of_speaker,
    work_of_statement,
)

__all__ = [
    "FILES",
    "STYLES",
    "CitationFile",
    "Name",
    "Style",
    "Work",
    "bylines",
    "context_object",
    "head_marks",
    "link_to_words",
    "without_comma",
    "work_of_article",
    "work_of_event",
    "work_of_page",
    "work_of_row",
    "work_of_speaker",
    "work_of_statement",
]
