"""Deleting sheets with names when their time is over."""

from datetime import datetime

from outreach import clock
from outreach.audit.actions import Actor, record_act
from outreach.db import db
from outreach.evidence import store
from outreach.evidence.scans import queries


def erase_past_sheets(*, by: Actor, now: datetime) -> int:
    """Delete the files whose last day is over; each row stays with its hash. How many sheets that were.

    The file goes before the transaction ends: were the transaction undone, the next run finds the sheet again and the
    file gone, while the other way round a file could stay of which nobody knows.
    """
    past = queries.sheets_past(clock.local_day(now))
    for item in past:
        item.erased_at = now
        record_act("evidence.erased", by=by, now=now, subject=item, name=item.name, sha256=item.sha256)
    db.session.flush()
    for sha256 in sorted({item.sha256 for item in past}):
        if not queries.is_shown_elsewhere(sha256):
            store.drop(sha256)
    return len(past)
