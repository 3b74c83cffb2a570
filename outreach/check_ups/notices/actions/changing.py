"""What every change of a notice does: asks whether it is its turn, and leaves history."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.audit.actions import record_change
from outreach.check_ups.notices import rights, rules
from outreach.check_ups.notices.models import Notice, NoticeItem
from outreach.check_ups.notices.rules import State, Step
from outreach.db import db
from outreach.errors import Conflict
from outreach.people.models import Person


def check_step(notice: Notice, step: Step, by: Person, now: datetime) -> None:
    """Raise Forbidden for who does not work on the notice, and Conflict where the step is not its next."""
    rights.check_may_work_on(by, notice.check_up.event, now)
    check_state(notice, step)


def check_state(notice: Notice, step: Step) -> None:
    """Raise Conflict where the step is not the notice's next."""
    if not rules.may_take(notice.state, step):
        raise Conflict(_("Somebody was quicker: the notice is not where it was. Look at it again."), code="wrong_state")


def go(notice: Notice, state: State, by: Person, now: datetime, reason: str | None = None) -> Notice:
    """The notice, in another state from now on."""
    old, notice.state = notice.state, state
    note(notice, "state", old, state, by=by, now=now, reason=reason)
    return notice


def write(notice: Notice, thing: Notice | NoticeItem, told: dict[str, Any], by: Person, now: datetime) -> None:
    """Give the notice, or an item of it, these values, each with its line of history."""
    for field, value in told.items():
        old = getattr(thing, field)
        if old != value:
            setattr(thing, field, value)
            _add_line(notice, field, old, value, by=by, now=now)
    db.session.flush()


def note(
    notice: Notice, field: str, old: Any, new: Any, *, by: Person, now: datetime, reason: str | None = None
) -> None:
    """A line in the history; a law or a case by the mark that there is another one, for their names may change."""
    _add_line(notice, field, old, new, by=by, now=now, reason=reason)
    db.session.flush()


def _add_line(
    notice: Notice, field: str, old: Any, new: Any, *, by: Person, now: datetime, reason: str | None = None
) -> None:
    notice.changed_at = now
    record_change(notice, field, old=_said(old), new=_said(new), by=by, now=now, reason=reason)


def _said(value: Any) -> str | None:
    return None if value is None else str(value)
