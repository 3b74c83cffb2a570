"""A check-up that was begun wrongly is voided: it counts nowhere any more, stays in sight, and can be restored."""

from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from outreach.audit.actions import record_act, record_change
from outreach.check_ups.keeping import keep_results
from outreach.check_ups.models import CheckUp, VoidedCheckUp
from outreach.check_ups.notices.queries import standing_notice
from outreach.check_ups.notices.revisits import link_seen_again, unlink_seen_again
from outreach.check_ups.queries import void_of
from outreach.check_ups.rights import check_may_void
from outreach.db import db
from outreach.errors import Conflict, Invalid
from outreach.people.models import Person
from outreach.schedule.rules import check_needed
from outreach.web.language import in_bureau_language

LONGEST_REASON = 300


def void_check_up(check_up: CheckUp, *, reason: str, by: Person, now: datetime) -> VoidedCheckUp:
    """The check-up counts nowhere from now on, and revisits that it was are due again.

    Raises Conflict where it was voided already, and where a notice of it stands, in whatever state.
    """
    check_may_void(by, check_up, now)
    said = check_needed(reason, "reason", LONGEST_REASON)
    if void_of(check_up) is not None:
        raise Conflict(_("This check-up was voided already."), code="voided")
    if standing_notice(check_up.id) is not None:
        raise Conflict(_("There is a risk notice of this check-up. Withdraw it before."), code="notice_stands")
    void = VoidedCheckUp(check_up_id=check_up.id, at=now, by_id=by.id, reason=said)
    db.session.add(void)
    db.session.flush()
    keep_results({check_up.id})
    unlink_seen_again(check_up, by=by, now=now)
    _note(check_up, "check_up.voided", is_voided=True, reason=said, by=by, now=now)
    return void


def restore_check_up(check_up: CheckUp, *, by: Person, now: datetime) -> CheckUp:
    """The check-up counts again, with all answers that came meanwhile."""
    check_may_void(by, check_up, now)
    if (void := void_of(check_up)) is None:
        raise Conflict(_("This check-up is not voided."), code="not_voided")
    db.session.delete(void)
    db.session.flush()
    keep_results({check_up.id})
    if check_up.finished_at is not None:
        link_seen_again(check_up, by=by, now=now)
    _note(check_up, "check_up.restored", is_voided=False, reason=None, by=by, now=now)
    return check_up


def check_not_voided(check_up: CheckUp) -> CheckUp:
    """The check-up; raises Invalid at `company` where it was voided: what is found there would count nowhere."""
    if void_of(check_up) is not None:
        message = _("The check-up of this company at this event was voided. A lead of the team can restore it.")
        raise Invalid(message, field="company", code="check_up_voided")
    return check_up


def _note(check_up: CheckUp, act: str, *, is_voided: bool, reason: str | None, by: Person, now: datetime) -> None:
    """The event's history says so, too, without the company: it explains why figures moved, and all may read it."""
    with in_bureau_language():
        words = gettext("counts"), gettext("voided")
    old, new = words if is_voided else reversed(words)
    event = check_up.event
    record_change(event, "check_up", old=old, new=new, by=by, now=now, reason=reason, moves_figure=True)
    facts: dict[str, Any] = {"company": check_up.place.name, "event": event.title}
    if reason:
        facts["reason"] = reason
    record_act(act, by=by, now=now, subject=check_up, **facts)
