"""The log as a file, a new one every day, kept as long as a classified system's log must be (six months and more)."""

import logging
from logging.handlers import TimedRotatingFileHandler

from outreach.config import BadSetting, Settings

DAYS_KEPT = 190


def file_handler(settings: Settings) -> logging.Handler | None:
    """The handler that writes into the file the settings name; None where they name none. Raises BadSetting.

    One process writes one file: of several, each is given its own, or they leave it to what starts them.
    """
    if settings.log_file is None:
        return None
    try:
        settings.log_file.parent.mkdir(parents=True, exist_ok=True)
        return TimedRotatingFileHandler(settings.log_file, when="midnight", backupCount=DAYS_KEPT, encoding="utf-8")
    except OSError as error:
        raise BadSetting(f"OUTREACH_LOG_FILE is {str(settings.log_file)!r}: {error.strerror}") from error
