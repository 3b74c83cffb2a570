"""What a failure of the machine below is: a full disk, a database that is away, or one that is too busy."""

import errno
from enum import StrEnum
from sqlite3 import Error as SQLiteError

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft


class Outage(StrEnum):
    """Why nothing could be stored or read; each ends when somebody has mended the machine, or by itself."""

    FULL = "disk_full"
    AWAY = "database_away"
    BUSY = "database_busy"


_ERRNOS = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
#: Primary result codes of SQLite (https://sqlite.org/rescode.html), and one extended: no room for the index of the WAL.
_BUSY, _LOCKED, _READ_ONLY, _INPUT_OUTPUT, _FULL, _CANT_OPEN, _NO_ROOM_FOR_INDEX = 5, 6, 8, 10, 13, 14, 10 | 19 << 8
_OF_SQLITE = {
    _BUSY: Outage.BUSY,
    _LOCKED: Outage.BUSY,
    _READ_ONLY: Outage.AWAY,
    _INPUT_OUTPUT: Outage.AWAY,
    _FULL: Outage.FULL,
    _CANT_OPEN: Outage.AWAY,
}
#: SQLSTATEs of PostgreSQL, and classes of them: connection, insufficient resources, somebody ended it, not the leader.
_OF_POSTGRESQL = {
    "53100": Outage.FULL,
    "55P03": Outage.BUSY,
    "57014": Outage.BUSY,
    "25006": Outage.AWAY,
    "08": Outage.AWAY,
    "53": Outage.BUSY,
    "57": Outage.AWAY,
}


def outage_of(error: BaseException) -> Outage | None:
    """Which outage `error` tells of; None for a fault of the program."""
    if isinstance(error, NoConnectionLeft):
        return Outage.BUSY
    if isinstance(error, OSError):
        return Outage.FULL if error.errno in _ERRNOS else None
    if not isinstance(error, DBAPIError):
        return None
    if isinstance(error.orig, SQLiteError):
        return _of_sqlite(error.orig.sqlite_errorcode) if hasattr(error.orig, "sqlite_errorcode") else None
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # the driver's own words: nothing came back, or there was no connection
        return Outage.AWAY if error.connection_invalidated or isinstance(error, OperationalError) else None
    return _OF_POSTGRESQL.get(state) or _OF_POSTGRESQL.get(state[:2])


def _of_sqlite(code: int) -> Outage | None:
    return Outage.FULL if code == _NO_ROOM_FOR_INDEX else _OF_SQLITE.get(code & 0xFF)
