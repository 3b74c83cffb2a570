"""A check-up that was begun at the wrong company goes over to the right one, as a whole and with the reason."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, select

from outreach.audit.actions import record_act
from outreach.check_ups.companies import company_meant
from outreach.check_ups.keeping import keep_results, relate, wait_for_companies
from outreach.check_ups.merging import hand_over
from outreach.check_ups.models import CheckUp, CheckUpMerge
from outreach.check_ups.notices.models import Notice
from outreach.check_ups.notices.rules import State
from outreach.check_ups.queries import check_counts
from outreach.check_ups.rights import check_may_finish
from outreach.db import db
from outreach.errors import Conflict, Invalid
from outreach.people.models import Person
from outreach.places.models import Place
from outreach.schedule.rules import check_needed

LONGEST_REASON = 300
#: The company reads its name on these.
_ON_PAPER = (State.REVIEWED, State.HANDED_OVER)


def change_company(
    check_up: CheckUp, name: str, *, chosen: str | None = None, reason: str, by: Person, now: datetime
) -> CheckUp:
    """The check-up that stands for that company now, with all its answers; where one was begun there, that one.

    A draft of a notice goes along. Raises Conflict where a notice has been reviewed, Invalid at `company` for the
    company that it is of already, and as `company_meant` does.
    """
    check_may_finish(by, check_up, now)
    said = check_needed(reason, "reason", LONGEST_REASON)
    if _has_notice_on_paper(check_up):
        message = _("A notice about this company has been reviewed. Open it again, or withdraw it, before.")
        raise Conflict(message, code="notice_reviewed")
    check_counts(check_up)
    old = check_up.place
    into = db.session.get_one(Place, company_meant(name, chosen, check_up.event, by=by, now=now))
    if into.id == old.id:
        raise Invalid(_("The check-up is of this company already."), field="company", code="same_company")
    _check_is_free(check_up, into)
    wait_for_companies({old.id, into.id})
    moved = hand_over(check_up, event_id=check_up.event_id, place_id=into.id, by=by, now=now)
    keep_results(set(moved))
    relate({old.id})
    stands = db.session.get_one(CheckUp, moved[1])
    _note(stands, before=old.name, reason=said, by=by, now=now)
    return stands


def _note(check_up: CheckUp, *, before: str, reason: str, by: Person, now: datetime) -> None:
    company = check_up.place.name
    record_act(
        "check_up.company_changed", by=by, now=now, subject=check_up, company=company, before=before, reason=reason
    )


def _has_notice_on_paper(check_up: CheckUp) -> bool:
    return bool(
        db.session.scalar(select(exists().where(Notice.check_up_id == check_up.id, Notice.state.in_(_ON_PAPER))))
    )


def _check_is_free(check_up: CheckUp, into: Place) -> None:
    """What was merged once stays merged: two that were each other's would stand nowhere."""
    there = select(CheckUpMerge).join(CheckUp, CheckUp.id == CheckUpMerge.check_up_id)
    there = there.where(CheckUp.event_id == check_up.event_id, CheckUp.place_id == into.id)
    if db.session.scalar(there) is not None:
        message = _("The check-up of that company at this event was joined with another one before.")
        raise Conflict(message, code="joined_before")
