"""The states of a piece of work, how long prepared work waits for its owner, and when a run has fallen."""

from datetime import datetime, timedelta
from enum import StrEnum

from flask_babel import lazy_gettext as _

from outreach.errors import Conflict

#: a list of people should not lie about longer than the person who brought it needs to look at it
KEPT_FOR = timedelta(days=1)

#: Rows from which on a list is judged and stored by a run of its own: shorter ones are there before a page is.
LONG = 1000

#: A run says twice a second that it is there; a machine that sleeps on its disk is given time.
INTERRUPTED_AFTER = timedelta(seconds=15)


#: So many lists of one person wait for a word, and so many bytes of them: each is kept whole until then.
MOST_WAITING, MOST_WAITING_BYTES = 20, 60 * 1024 * 1024


class State(StrEnum):
    """Prepared work waits for its owner's word; the rest speaks for itself."""

    PREPARED = "prepared"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"


class Aim(StrEnum):
    """What a run is for: to say what would become of each row, or to store them."""

    JUDGE = "judge"
    STORE = "store"


class Phase(StrEnum):
    """What a run does just now."""

    WAITING = "waiting"
    READING = "reading"
    JUDGING = "judging"
    STORING = "storing"


class Fall(StrEnum):
    """Why a run ended before its work was done."""

    STOPPED = "stopped"  # with its server
    FAILED = "failed"  # a mistake of the program, or of the machine


def has_fallen(*, fell: str | None, begun_at: datetime, beat_at: datetime | None, now: datetime) -> bool:
    """Whether a run is over: it said so, or nothing was heard of it for too long."""
    return fell is not None or now - max(begun_at, beat_at or begun_at) > INTERRUPTED_AFTER


def check_room(waiting: int, waiting_bytes: int, size: int) -> None:
    """Refuse one more list, of `size` bytes, from somebody of whom so many wait already."""
    if waiting >= MOST_WAITING or waiting_bytes + size > MOST_WAITING_BYTES:
        message = _(
            "%(num)d lists of yours wait to be imported. Import them or put them aside, then bring this one.",
            num=waiting,
        )
        raise Conflict(message, code="too_many_waiting", waiting=waiting)
