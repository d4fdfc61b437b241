"""Which text does a file hold that somebody wants checked?

It is taken apart as any source is, strangers' formats in the child process; nothing of it is written to a disk
or kept. What is no article may be a draft all the same: of a page its visible text is checked.
"""

import io
import logging
import threading
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from statements.sources.base import MEGABYTE, Limits, RawSource, SourceFile, Unreadable
from statements.sources.formats import format_of, read_file
from statements.typed import as_shown

logger = logging.getLogger(__name__)

ONE_TEXT = frozenset({"plain text", "HTML", "MHTML", "DOCX", "PDF", "EML"})  # formats that hold one
reading_one = threading.BoundedSemaphore(1)  # in one worker, so that files of strangers leave its pages alone


class BeingRead(Exception):
    """Another file is being taken apart; it takes seconds."""


def text_of_file(name: str, data: bytes) -> str:
    """Return the text of a file. Raise Unreadable, in a sentence, and BeingRead."""
    most = settings.ONRECORD_MAX_SOURCE_BYTES
    if len(data) > most:
        raise Unreadable(_("it has more than %(most)s MB") % {"most": f"{most / MEGABYTE:,.0f}"})
    if not data.strip():
        raise Unreadable(_("it is empty"))
    file = SourceFile(origin=name, stream=io.BytesIO(data), limits=replace(Limits(), article=most, depth=0))
    if format_of(file).name not in ONE_TEXT:
        raise Unreadable(_("it holds several files or records. Give the one that has the draft"))
    if not reading_one.acquire(blocking=False):
        raise BeingRead
    try:
        sources = list(read_file(file))
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # whatever a file does to what reads it
        logger.exception("a file to be checked could not be read")
        raise Unreadable(
            _("reading it failed: %(error)s") % {"error": f"{type(error).__name__}: {as_shown(error)}"}
        ) from None
    finally:
        reading_one.release()
    return text_to_check(sources[0]) if sources else ""


def text_to_check(source: RawSource) -> str:
    """Return the words of a source that is a draft: those of a page that is no article too. Raise Unreadable."""
    if not source.text.strip():
        raise Unreadable(source.refusal or _("it holds no text"))
    return source.text
