"""How a line of the log looks: text for people, or JSON for machines, with the number of its request."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import ClassVar

request_number: ContextVar[str] = ContextVar("request_number", default="")


class RequestNumber(logging.Filter):
    """Tells each line which request it belongs to, if any."""

    def filter(self, record: logging.LogRecord) -> bool:
        number = request_number.get()
        vars(record).update(request_id=number, request_note=f" [{number}]" if number else "")
        return True


class JsonLogLines(logging.Formatter):
    """A line is an object: time (UTC), level, logger, message, request and, where there is one, the error."""

    names: ClassVar = ("time", "level", "logger", "message", "request", "error")

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": getattr(record, "request_id", "") or None,
            "error": self.formatException(record.exc_info) if record.exc_info else None,
        }
        return json.dumps(
            {name: value for name, value in told.items() if value is not None}, ensure_ascii=False
        )
