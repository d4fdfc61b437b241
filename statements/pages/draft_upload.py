"""A file that is sent to be checked stays in memory, and what is too large of it goes by unread."""

import io
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.utils.translation import gettext as _

BESIDE_THE_FILE = 2 * 1024 * 1024  # bytes of a form with the words of the longest draft


class NotRead(Exception):
    """What was sent is not checked: why, in a sentence, and the status of the answer."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


class DraftUpload(FileUploadHandler):
    """Takes one file, as large as a source may be. Nothing is written to a disk."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.sent = 0
        self.files = 0
        self.kept = io.BytesIO()

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        self.sent = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.files += 1
        most = settings.ONRECORD_MAX_SOURCE_BYTES
        if self.sent > most + BESIDE_THE_FILE:
            self.refuse(
                _("That is more than the %(most)s MB that are checked at once. Nothing of it was kept.")
                % {"most": f"{most / 1024 / 1024:,.0f}"}
            )
        if self.files > 1:
            self.refuse(_("One file is checked at once."))

    def refuse(self, sentence: str) -> None:
        """Let the rest of the request go by; the fields before the file are there, so that the form is known."""
        if self.request is not None:
            self.request.upload_refused = sentence  # type: ignore[attr-defined]
        raise StopUpload(connection_reset=False)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.kept.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            file=self.kept,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
