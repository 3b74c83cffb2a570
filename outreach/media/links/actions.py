"""Beginning a run of link checks, keeping what it finds, and its end."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from flask_babel import lazy_gettext as _

from outreach.audit.actions import Actor, record_act
from outreach.db import db
from outreach.errors import Conflict, Invalid
from outreach.media.links import queries
from outreach.media.links.models import LinkCheck, LinkRun
from outreach.media.links.rules import Checked, Ended


def begin_run(links: int, *, left_over: int, by: Actor, now: datetime) -> LinkRun:
    """A run of so many links; raises Conflict while another one works, and Invalid for no link at all."""
    if not links:
        raise Invalid(_("There is no link to check here."), code="no_links")
    if queries.running_run(now) is not None:
        raise Conflict(_("Links are being checked already. Wait for the end, or stop it."), code="running")
    found = LinkRun(started_at=now, seen_at=now, by_id=by.id, total=links, left_over=left_over)
    db.session.add(found)
    db.session.flush()
    record_act("links.checked", by=by, now=now, subject=found, count=links)
    return found


def keep_found(run_id: uuid.UUID, found: Iterable[tuple[uuid.UUID, str, Checked]], *, done: int, now: datetime) -> bool:
    """Store what was found since the last time, and that the run works on; whether it is to go on."""
    run = queries.run(run_id, lock=True)
    for placement_id, url, checked in found:
        db.session.add(
            LinkCheck(
                run_id=run_id,
                placement_id=placement_id,
                url=url,
                checked_at=now,
                outcome=checked.outcome,
                status=checked.status,
                final_url=checked.final_url,
                by_id=run.by_id,
            )
        )
    run.done, run.seen_at = min(done, run.total), now
    db.session.flush()
    return run.stop_asked_at is None and run.ended_at is None


def end_run(run_id: uuid.UUID, ended: Ended, *, now: datetime) -> LinkRun:
    """The run is over, in this way."""
    run = queries.run(run_id, lock=True)
    if run.ended_at is None:
        run.ended, run.ended_at, run.seen_at = ended, now, now
        db.session.flush()
    return run


def ask_to_stop(run_id: uuid.UUID, *, now: datetime) -> LinkRun:
    """Let the run end after the links that it is asking just now; one that gives no sign any more ends at once."""
    run = queries.run(run_id, lock=True)
    if run.ended_at is None and not queries.is_running(run, now):
        run.ended, run.ended_at = Ended.FAILED, now
    run.stop_asked_at = run.stop_asked_at or now
    db.session.flush()
    return run
