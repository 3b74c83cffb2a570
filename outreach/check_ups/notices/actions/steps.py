"""The steps of a notice until it is with the company, and what is done with it afterwards."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.audit.actions import record_act
from outreach.check_ups.notices import copies, paper, queries, rights, rules
from outreach.check_ups.notices.actions.changing import check_state, check_step, go, note, write
from outreach.check_ups.notices.models import Notice, NoticeCopy
from outreach.check_ups.notices.rules import State, Step
from outreach.db import db
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.people.models import Person
from outreach.schedule.rules import check_needed, check_text


def ask_for_review(notice: Notice, *, by: Person, now: datetime) -> Notice:
    """Lay the draft before those who review it: it stands on their boards from now on."""
    check_step(notice, Step.ASK_FOR_REVIEW, by, now)
    if notice.asked_at is not None:
        raise Conflict(_("Somebody has asked for its review already."), code="asked")
    notice.asked_at = now
    note(notice, "asked", "no", "yes", by=by, now=now)
    return notice


def check_numbered(number: str | None, *, is_meant: bool) -> None:
    """Ask Question (`unnumbered`) about a notice without a document number, unless that `is_meant`."""
    if not (number or "").strip() and not is_meant:
        message = _("It has no document number, and none can be written into it later. Leave it without one?")
        raise Question(message, code="unnumbered")


def review_notice(
    notice: Notice,
    *,
    by: Person,
    now: datetime,
    reason: str | None = None,
    number: str | None = None,
    affirmed: Sequence[str] = (),
) -> Notice:
    """Say that it can go to the company: a lead of the team or the clerk, and not who made it.

    A `number` is written into it first. The whole paper is kept as it was reviewed, and printed so from then on.
    Where nobody else leads the team, its maker may with a `reason`, which stands in the history. So does what the
    reviewer was asked about and `affirmed`, in words.
    """
    check_state(notice, Step.REVIEW)
    rights.check_may_review(by, notice.check_up.event, now)
    is_maker = notice.made_by_id == by.id
    is_only_one = rights.is_only_reviewer(by, notice.check_up.event.lead_team_id, now)
    reason = check_text(reason, "reason", rules.LONGEST_REASON)
    if is_maker and not is_only_one:
        raise Forbidden(_("Somebody else reviews what you made."), code="own_notice")
    if not rules.may_review(is_maker=is_maker, is_only_one=is_only_one, reason=reason):
        raise Invalid(_("You made it yourself: say why nobody else reviews it."), field="reason", code="blank")
    if number is not None:
        write(notice, notice, {"number": _free_number(notice, number)}, by, now)
    for said in affirmed:
        note(notice, "affirmed", None, said, by=by, now=now)
    notice.reviewed_at, notice.reviewed_by_id = now, by.id
    notice.promised_on, notice.asked_at = notice.revisit_on, None
    go(notice, State.REVIEWED, by, now, reason)
    _keep_copy(notice, by, now)
    facts: dict[str, Any] = {"affirmed": list(affirmed)} if affirmed else {}
    record_act("notice.reviewed", by=by, now=now, subject=notice, company=notice.check_up.place.name, **facts)
    return notice


def reopen_notice(notice: Notice, *, reason: str | None, by: Person, now: datetime) -> Notice:
    """Back to a draft, so that its words can change; it is reviewed anew then."""
    check_step(notice, Step.REOPEN, by, now)
    notice.promised_on = notice.moved_because = notice.paper_sha256 = None
    notice.reviewed_at = notice.reviewed_by_id = None
    return go(notice, State.DRAFT, by, now, check_needed(reason, "reason", rules.LONGEST_REASON))


def hand_over(notice: Notice, day: date, *, by: Person, now: datetime) -> Notice:
    """Say on which day the company got it; not before it was looked at, and not in a time to come."""
    check_step(notice, Step.HAND_OVER, by, now)
    today = clock.local_day(now)
    if not queries.event_day(notice.check_up) <= day <= today:
        message = _("It was handed over between the day of the check-up and today.")
        raise Invalid(message, field="day", code="day_out_of_range")
    notice.handed_at = now if day == today else clock.instant(datetime.combine(day, time(12)))
    notice.handed_by_id = by.id
    return go(notice, State.HANDED_OVER, by, now)


def withdraw_notice(notice: Notice, *, reason: str | None, by: Person, now: datetime) -> Notice:
    """Take it back for good, with a reason; another one can be made then. Nobody sees it released any more."""
    check_state(notice, Step.WITHDRAW)
    if notice.state is State.DRAFT:
        rights.check_may_work_on(by, notice.check_up.event, now)
    else:
        rights.check_may_review(by, notice.check_up.event, now)
    notice.withdrawn_reason = check_needed(reason, "reason", rules.LONGEST_REASON)
    notice.released_at = notice.released_by_id = notice.asked_at = None
    return go(notice, State.WITHDRAWN, by, now, notice.withdrawn_reason)


def release_notice(notice: Notice, *, is_meant: bool, by: Person, now: datetime) -> Notice:
    """Show it to viewers, too; asks Question (`release`) unless it `is_meant`."""
    check_state(notice, Step.RELEASE)
    _check_may_release(by)
    if not is_meant:
        message = _("Everybody who signs in will read the name of the company and its risks. Release it?")
        raise Question(message, code="release")
    if notice.released_at is None:
        notice.released_at, notice.released_by_id = now, by.id
        note(notice, "released", "no", "yes", by=by, now=now)
    return notice


def hold_back(notice: Notice, *, by: Person, now: datetime) -> Notice:
    """Take the release back: it is internal again."""
    check_state(notice, Step.HOLD_BACK)
    _check_may_release(by)
    if notice.released_at is not None:
        notice.released_at = notice.released_by_id = None
        note(notice, "released", "yes", "no", by=by, now=now)
    return notice


def note_paper(notice: Notice, *, file: str, by: Person, now: datetime) -> None:
    """Leave an audit line about a notice that leaves the program as a file of that name."""
    record_act("notice.exported", by=by, now=now, subject=notice, file=file)


def _free_number(notice: Notice, number: str) -> str | None:
    """The number, which no other notice that stands bears: two drafts were offered the same one."""
    said = check_text(number, "number", rules.LONGEST_NUMBER)
    bearer = None if said is None else queries.bearer_of(said)
    if bearer is not None and bearer.id != notice.id:
        message = _("The notice of %(company)s bears this number.", company=bearer.check_up.place.name)
        raise Invalid(message, field="number", code="number_taken")
    return said


def _keep_copy(notice: Notice, by: Person, now: datetime) -> None:
    kept = copies.packed(paper.paper_now(notice, today=clock.local_day(now)))
    copy = NoticeCopy(notice_id=notice.id, paper=kept, sha256=copies.sha256_of(kept), at=now, by_id=by.id)
    notice.paper_sha256 = copy.sha256
    db.session.add(copy)
    db.session.flush()


def _check_may_release(by: Person) -> None:
    if not rights.may_release(by):
        raise Forbidden(_("The clerk or the administrator releases a notice."))
