"""Beginning a pack, and how its making ends."""

import secrets
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Conflict, Forbidden, Invalid, Refusal
from outreach.people.models import Person
from outreach.reports.packs import files, queries
from outreach.reports.packs.asked import Asked
from outreach.reports.packs.models import Pack
from outreach.reports.packs.queries import Amount
from outreach.reports.packs.rules import LONGEST_REASON, MOST_EVENTS, ROOM, State, Why
from outreach.reports.packs.standing import is_fallen
from outreach.web.access import Permission
from outreach.web.filters import size


class Lost(Exception):
    """The pack is not this run's any more: somebody made it anew, or put it away."""


def begin_pack(asked: Asked, *, with_scans: bool, reason: str, by: Person, now: datetime) -> Pack:
    """Begin a pack, which a run then makes; one at a time for each person.

    Sheets with names go in only for people who may close a period, and with a reason. Raises Invalid for nothing to
    pack, too much, or no room on the disk, Forbidden and Conflict.
    """
    reason = reason.strip()[:LONGEST_REASON]
    if with_scans and not by.may(Permission.CLOSE):
        raise Forbidden(_("Only the office lets sign-in sheets with names into a pack."))
    if with_scans and not reason:
        raise Invalid(_("Say why sheets with names have to be in it."), field="reason", code="no_reason")
    _check_none_in_making(by, now)
    amount = queries.amount_of(asked, with_scans=with_scans)
    check_amount(amount)
    pack = Pack(
        scope=asked.scope,
        subject_id=asked.subject_id,
        year=asked.filters.year,
        arguments=asked.arguments,
        title=asked.title,
        name=asked.file_name,
        with_scans=with_scans,
        reason=reason if with_scans else None,
        token=secrets.token_hex(8),
        begun_at=now,
        by_id=by.id,
    )
    db.session.add(pack)
    db.session.flush()
    return pack


def check_amount(amount: Amount) -> None:
    """Raise Invalid where there is nothing to pack, more than a pack holds, or less room than it needs."""
    if not amount.events and not amount.files:
        raise Invalid(_("No held event fits this, so that there is nothing to pack."), code="nothing_to_pack")
    if amount.events > MOST_EVENTS:
        message = _("A pack holds %(most)d events at most. Choose a team or fewer days.", most=MOST_EVENTS)
        raise Invalid(message, code="too_many_events")
    needed, free = amount.bytes + ROOM, files.free_bytes()
    if needed > free:
        raise Refusal(no_room(needed, free), code="disk_full")


def no_room(needed: int, free: int) -> Any:
    """The sentence about a disk that is full."""
    return _(
        "The disk of the server is full: the pack needs about %(needed)s and %(free)s is free. Nothing was stored. "
        "Tell the administrator.",
        needed=size(needed),
        free=size(free),
    )


def begin_again(pack: Pack, *, now: datetime) -> Pack:
    """Make a pack anew that was not made, as its maker asked for it; the pack must be locked."""
    if pack.state is State.READY or (pack.state is State.MAKING and not is_fallen(pack, now=now)):
        raise Conflict(_("This pack is not waiting to be made."), code="not_fallen")
    pack.state, pack.why, pack.ended_at = State.MAKING, None, None
    pack.token, pack.begun_at = secrets.token_hex(8), now
    db.session.flush()
    return pack


def end_ready(pack: Pack, *, count: int, left_out: int, size: int, sha256: str, now: datetime) -> None:
    """The pack lies there whole."""
    pack.state, pack.ended_at = State.READY, now
    pack.files, pack.left_out, pack.size, pack.sha256 = count, left_out, size, sha256
    said: dict[str, Any] = {"title": pack.title, "files": count, "size": size, "sha256": sha256}
    said |= {"with_scans": True, "reason": pack.reason} if pack.with_scans else {}
    record_act("evidence_pack.made", by=pack.by, now=now, subject=pack, **said)
    db.session.flush()


def end_stopped(pack: Pack, *, now: datetime) -> None:
    """Its maker stopped it."""
    pack.state, pack.ended_at = State.STOPPED, now
    db.session.flush()


def end_failed(pack: Pack, *, why: Why, now: datetime) -> None:
    """It could not be made."""
    pack.state, pack.why, pack.ended_at = State.FAILED, why, now
    db.session.flush()


def check_run(pack: Pack | None, token: str) -> Pack:
    """The pack, if it is still this run's; raises Lost."""
    if pack is None or pack.state is not State.MAKING or pack.token != token:
        raise Lost
    return pack


def note_taken(pack: Pack, *, by: Person, now: datetime) -> None:
    """Leave an audit line about a pack that leaves the program."""
    record_act("evidence_pack.taken", by=by, now=now, subject=pack, title=pack.title, with_scans=pack.with_scans)


def put_away(pack: Pack, *, by: Person, now: datetime) -> None:
    """Delete the file before its day is over; what is told of the pack stays."""
    files.drop(pack.id)
    record_act("evidence_pack.put_away", by=by, now=now, subject=pack, title=pack.title)


def _check_none_in_making(by: Person, now: datetime) -> None:
    """One at a time: two clicks come one after the other at the person's row. What fell over is closed here."""
    db.session.execute(select(Person.id).where(Person.id == by.id).with_for_update())
    for pack in queries.packs_in_making(by.id):
        if not is_fallen(pack, now=now):
            message = _("A pack of yours is being made: %(title)s. Wait for it, or stop it.", title=pack.title)
            raise Conflict(message, code="in_making", id=str(pack.id))
        end_failed(pack, why=Why.LOST, now=now)
