"""Sealing all days that are over, one by one, while everybody goes on writing."""

from datetime import datetime
from typing import Any

from outreach.db import transaction
from outreach.logbook.seals import actions, queries


def seal_what_is_over(now: datetime) -> dict[str, Any]:
    """Seal each day that has no seal yet; how many days and lines that were.

    A day that is over changes no more, so its lines are read before the transaction, which holds nobody up.
    """
    days = lines = 0
    while stretch := actions.next_stretch(now):
        found = queries.summed(*stretch[1:])
        with transaction():
            actions.seal_day(stretch, found, now=now)
        days, lines = days + 1, lines + found.rows
    if days:
        with transaction():
            actions.note_seals(now=now)
    return {"days": days, "lines": lines}
