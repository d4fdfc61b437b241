"""How much may be sent at once: what is more is let go by, unkept, and the page says so."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.utils.translation import gettext as _

MEGABYTE = 1024 * 1024


class BoundedUpload(FileUploadHandler):
    """Stands before Django's own handlers, which write to the disk as much as comes."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.sent = 0
        self.files = 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        self.sent = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.files += 1
        largest, most = settings.ONRECORD_MAX_UPLOAD_BYTES, settings.ONRECORD_MAX_UPLOAD_FILES
        if self.sent > largest:
            self.refuse(
                _(
                    "That is %(sent)s MB, and at most %(largest)s MB are taken at once. Nothing of it was kept."
                )
                % {"sent": f"{self.sent / MEGABYTE:,.0f}", "largest": f"{largest / MEGABYTE:,.0f}"}
            )
        if self.files > most:
            self.refuse(
                _("At most %(most)s files are taken at once. Pack them into a zip, and give that.")
                % {"most": most}
            )

    def refuse(self, sentence: str) -> None:
        """Let the rest of the request go by; the fields before the files are there, so that the form is known."""
        if self.request is not None:
            self.request.upload_refused = sentence  # type: ignore[attr-defined]
        raise StopUpload(connection_reset=False)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
