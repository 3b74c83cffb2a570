"""Sealing all that is over, while everybody goes on writing."""

from datetime import datetime
from typing import Any

from outreach.db import transaction
from outreach.db.snapshot import snapshot
from outreach.seals import actions


def seal_what_is_over(now: datetime) -> dict[str, Any]:
    """Seal what was written since the last time; how many seals and rows that were.

    A day that is over changes no more, so its rows are read before the transaction, which holds nobody up.
    """
    with snapshot():
        found = list(actions.what_is_over(now))
    if not found:
        return {"seals": 0, "rows": 0}
    with transaction():
        for each in found:
            actions.seal(each, now=now)
        actions.note_seals(now=now)
    return {"seals": len(found), "rows": sum(each.summed.rows for each in found)}
