"""A SQLite database that takes no writing: for a while, as it moves to PostgreSQL, or for good, when it has moved.

The instant until which it is closed stands in the head of the file itself (`PRAGMA user_version`), where each writer
looks once it has its turn. A move that dies leaves nothing to be mended: its instant passes, and writing goes on.
"""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Connection

from outreach.errors import Refusal

FOR_GOOD = 2**31 - 1
OPEN = 0


class Closed(Refusal):
    """Nothing is written here now; whoever sent something keeps it and sends it again."""

    code = "moving"
    status = 503


def closed_until(connection: Connection) -> int:
    """The second, as `datetime.timestamp` counts, until which nothing is written; OPEN where it never was closed."""
    second: int = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    return second


def set_closed_until(connection: Connection, second: int) -> None:
    """Close the database until then, or open it; to be called by who has the turn to write."""
    connection.exec_driver_sql(f"PRAGMA user_version = {int(second)}")


def check_open(connection: Connection, now: datetime) -> None:
    """Raise Closed where the database takes no writing at that instant."""
    second = closed_until(connection)
    if second == FOR_GOOD:
        raise Closed(_MOVED, code="moved", next_step=_NEW_ADDRESS)
    if second > now.timestamp():
        raise Closed(_MOVING, next_step=_WAIT, retry_after=30)


_MOVING: Any = _("The records are being moved to another database at this moment, so that nothing can be saved.")
_WAIT: Any = _("Try again in a few minutes. A phone keeps its numbers and sends them by itself.")
_MOVED: Any = _("The records have moved to another database. Nothing can be saved in this one any more.")
_NEW_ADDRESS: Any = _("The administrator has to start the program with the address of the new database.")
