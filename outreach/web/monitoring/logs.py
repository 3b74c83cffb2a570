"""Where the program's log goes, and how a line of it looks: for a person, or as JSON for a machine that collects it.

No person's data belongs into it: the addresses that open something by themselves are left out (`requests`), the engine
writes no values beside its statements (`db.engine`), and what is left of them in an error's text is taken out here.
"""

import logging
import re
import socket
import sys
from datetime import UTC, datetime
from typing import Any

from flask import has_request_context
from pythonjsonlogger.json import JsonFormatter

from outreach import clock
from outreach.config import Settings
from outreach.web.monitoring.log_files import file_handler
from outreach.web.monitoring.requests import request_id

#: What PostgreSQL adds to a refusal: the row that it refused.
_VALUES = re.compile(r"^(?:DETAIL|CONTEXT): .*$", re.MULTILINE)
#: Numbers of phones (11 digits), of identity cards (17 and a digit or X), of accounts.
_NUMBERS = re.compile(r"(?<![\w.-])\d{11,19}[\dXx]?(?![\w.-])")


def start_logging(settings: Settings) -> None:
    """Let what this process has to say go to standard error, in the form and from the level that the settings name.

    Where they name a file, all goes there, and only warnings to standard error as well.
    """
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    if settings.log_format == "text":
        handlers[0].addFilter(_is_for_people)
    if to_file := file_handler(settings):
        handlers[0].setLevel(logging.WARNING)
        handlers.append(to_file)
    for handler in handlers:
        prepare_handler(handler, settings)
    root = logging.getLogger()
    root.handlers[:] = handlers
    root.setLevel(logging.WARNING)
    logging.getLogger("outreach").setLevel(settings.log_level.upper())
    logging.getLogger("alembic.runtime.migration").setLevel(settings.log_level.upper())


def prepare_handler(handler: logging.Handler, settings: Settings) -> None:
    """Let a handler write lines as the settings say, each with the name of its request."""
    handler.addFilter(_name_request)
    handler.setFormatter(_AsJson() if settings.log_format == "json" else _AsText())


def without_values(text: str) -> str:
    """An error's text without what it may quote of a row: PostgreSQL's details, and numbers that may be a person's."""
    return _NUMBERS.sub("…", _VALUES.sub("DETAIL: …", text))


def _is_for_people(record: logging.LogRecord) -> bool:
    """Whether a person before the window needs it: not each of the migrations that make a new database."""
    return record.levelno >= logging.WARNING or not record.name.startswith("alembic.")


def _name_request(record: logging.LogRecord) -> bool:
    if not hasattr(record, "request") and has_request_context():
        record.request = request_id()
    return True


def _instant(record: logging.LogRecord) -> str:
    return clock.local(datetime.fromtimestamp(record.created, UTC)).isoformat(timespec="milliseconds")


class _AsText(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(instant)s %(levelname)s [%(shown)s] %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        record.instant, record.shown = _instant(record), getattr(record, "request", "-")
        return super().format(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the library's word)
        return without_values(super().formatException(ei))


class _AsJson(JsonFormatter):
    """One object a line; `request`, `method`, `path`, `status` and `ms` where there are any."""

    def __init__(self) -> None:
        super().__init__(
            ["levelname", "name", "process", "message"],
            rename_fields={"levelname": "level", "name": "logger", "exc_info": "error"},
            static_fields={"host": socket.gethostname()},
            json_ensure_ascii=False,
        )

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        log_data["at"] = _instant(record)
        super().add_fields(log_data, record, message_dict)

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the library's word)
        return without_values(str(super().formatException(ei)))
