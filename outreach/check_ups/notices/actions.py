"""Making a notice, writing its words, and every step it takes until it is with the company; each leaves its history."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, TypedDict, Unpack

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.anonymity.rules import people_in
from outreach.audit.actions import record_act, record_change
from outreach.check_ups.models import CheckResult, CheckUp
from outreach.check_ups.notices import copies, paper, queries, rights, rules
from outreach.check_ups.notices.labels import MEANINGS
from outreach.check_ups.notices.models import Notice, NoticeCopy, NoticeItem, NoticeTemplate, NoticeWording
from outreach.check_ups.notices.rules import State, Step
from outreach.db import db, new_id
from outreach.documents.checking import check_template, names_in
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.evidence.originals import name_original
from outreach.people.models import Person
from outreach.schedule.rules import Status, check_needed, check_text


class Words(TypedDict):
    """What a notice says beside its items."""

    number: str | None
    opening: str | None
    closing: str | None
    contact: str | None
    revisit_on: date | None


class ItemWords(TypedDict, total=False):
    """What an item says."""

    found: str
    law_id: uuid.UUID | None
    article: str | None
    cost: str | None
    case_id: uuid.UUID | None
    advice: str | None
    due_on: date | None
    ask: str | None


class Meant(TypedDict):
    """To what of an item's words somebody said yes."""

    personal_is_meant: bool
    case_is_meant: bool


def make_notice(check_up: CheckUp, *, by: Person, now: datetime, unfinished_is_meant: bool = False) -> Notice:
    """A draft with an item for each risk that was found, in the words of the points.

    Raises Conflict where one stands already or the event is cancelled, and asks Question (`unfinished`) as long as
    nobody has said that the check-up is finished. What somebody noted at a point is not taken over: it may name people.
    """
    rights.check_may_work_on(by, check_up.event, now)
    if check_up.event.status is Status.CANCELLED:
        raise Conflict(_("This event is cancelled."), code="event_cancelled")
    if queries.standing_notice(check_up.id) is not None:
        raise Conflict(_("There is a notice of this check-up already."), code="already_there")
    if check_up.finished_at is None and not unfinished_is_meant:
        message = _("Nobody has said yet that this check-up is finished. Make the notice of what was found until now?")
        raise Question(message, code="unfinished")
    said, day = queries.wording(), queries.event_day(check_up)
    put_in: dict[str, Any] = {"company": check_up.place.name, "day": day, "bureau": queries.bureau_name()}
    made = Notice(
        check_up_id=check_up.id,
        state=State.DRAFT,
        opening=rules.filled(said.opening, **put_in) or None,
        closing=rules.filled(said.closing, **put_in) or None,
        contact=rules.filled(said.contact, **put_in)[: rules.LONGEST_LINE]
        or queries.last_contact(check_up.event.lead_team_id),
        revisit_on=rules.revisit_day(day, queries.worked_around(day)),
        made_at=now,
        made_by_id=by.id,
        changed_at=now,
    )
    made.items = [_item(found, number, day) for number, found in enumerate(queries.risks_of(check_up.id), start=1)]
    db.session.add(made)
    db.session.flush()
    record_act("notice.made", by=by, now=now, subject=made, company=check_up.place.name, items=len(made.items))
    return queries.notice(made.id, lock=True)


def change_notice(notice: Notice, *, by: Person, now: datetime, **words: Unpack[Words]) -> Notice:
    """Other words around the items, and another day of the revisit."""
    _check_step(notice, Step.EDIT, by, now)
    most = {"number": rules.LONGEST_NUMBER, "contact": rules.LONGEST_LINE}
    told: dict[str, Any] = {
        field: check_text(words[field], field, most.get(field, rules.LONGEST_PART))
        for field in ("number", "opening", "closing", "contact")
    }
    told["revisit_on"] = _checked_revisit(notice, words["revisit_on"])
    _write(notice, notice, told, by, now)
    return notice


def move_revisit(notice: Notice, day: date | None, *, by: Person, now: datetime, reason: str | None = None) -> Notice:
    """Plan another day for the revisit, whatever the notice's state; None where none is needed.

    Once the paper is reviewed it needs a `reason`, which is shown beside the day that the paper goes on to say.
    """
    _check_step(notice, Step.PLAN_REVISIT, by, now)
    day = _checked_revisit(notice, day)
    if notice.reviewed_at is None:
        _write(notice, notice, {"revisit_on": day}, by, now)
    elif day != notice.revisit_on:
        reason = check_needed(reason, "reason", rules.LONGEST_REASON)
        old, notice.revisit_on = _said("revisit_on", notice.revisit_on), day
        notice.moved_because = reason if day != notice.promised_on else None
        _note(notice, "revisit_on", old, _said("revisit_on", day), by=by, now=now, reason=reason)
    return notice


def change_item(
    notice: Notice,
    item: NoticeItem,
    *,
    by: Person,
    now: datetime,
    personal_is_meant: bool = False,
    case_is_meant: bool = False,
    **words: Unpack[ItemWords],
) -> Notice:
    """Other words for one item; asks Question about what looks like a person's name or number (`personal`), but for
    what the point itself says, and about a case that the notice tells already (`case_twice`).
    """
    _check_step(notice, Step.EDIT, by, now)
    _ask_about_people(words, personal_is_meant, known=queries.words_of_point(item.key))
    _ask_about_case(notice, words, case_is_meant, item)
    _write(notice, item, _checked_item(notice, words), by, now)
    return notice


def add_item(
    notice: Notice,
    *,
    subject: Any,
    weight: int,
    by: Person,
    now: datetime,
    personal_is_meant: bool = False,
    case_is_meant: bool = False,
    **words: Unpack[ItemWords],
) -> NoticeItem:
    """An item of its own, of what no point asks; behind those of its weight. Asks as `change_item` does."""
    _check_step(notice, Step.EDIT, by, now)
    _ask_about_people(words, personal_is_meant)
    _ask_about_case(notice, words, case_is_meant)
    if not 1 <= weight <= 3:
        raise Invalid(_("Choose one of the list."), field="weight", code="weight")
    if len(notice.items) >= rules.MOST_ITEMS:
        message = _(
            "A notice has at most %(most)s items, left out ones too. Join what belongs together.", most=rules.MOST_ITEMS
        )
        raise Conflict(message, code="too_many_items")
    item = NoticeItem(key=new_id(), position=0, subject=subject, weight=weight, **_checked_item(notice, words))
    _put_in(notice, item, by, now)
    return item


def take_in(notice: Notice, key: uuid.UUID, *, by: Person, now: datetime) -> NoticeItem:
    """A risk that was found since the notice was made, or that was left out before: with the words it had then."""
    _check_step(notice, Step.EDIT, by, now)
    kept = next((item for item in notice.items if item.key == key), None)
    if kept is not None:
        if kept.dropped_at is not None:
            kept.dropped_at = None
            _note(notice, "items", None, kept.found, by=by, now=now)
        return kept
    found = next((each for each in queries.risks_of(notice.check_up_id) if each.key == key), None)
    if found is None:
        raise Conflict(_("This is no risk any more."), code="no_risk")
    item = _item(found, 0, queries.event_day(notice.check_up))
    _put_in(notice, item, by, now)
    return item


def drop_item(notice: Notice, item: NoticeItem, *, by: Person, now: datetime) -> Notice:
    """Leave the item out; `take_in` brings it back."""
    _check_step(notice, Step.EDIT, by, now)
    if item.dropped_at is None:
        item.dropped_at = now
        _note(notice, "items", item.found, None, by=by, now=now)
    return notice


def ask_for_review(notice: Notice, *, by: Person, now: datetime) -> Notice:
    """Lay the draft before those who review it: it stands on their boards from now on."""
    _check_step(notice, Step.ASK_FOR_REVIEW, by, now)
    if notice.asked_at is not None:
        raise Conflict(_("Somebody has asked for its review already."), code="asked")
    notice.asked_at = now
    _note(notice, "asked", "no", "yes", by=by, now=now)
    return notice


def check_numbered(number: str | None, *, is_meant: bool) -> None:
    """Ask Question (`unnumbered`) about a notice without a document number, unless that `is_meant`."""
    if not (number or "").strip() and not is_meant:
        message = _("It has no document number, and none can be written into it later. Leave it without one?")
        raise Question(message, code="unnumbered")


def review_notice(
    notice: Notice, *, by: Person, now: datetime, reason: str | None = None, number: str | None = None
) -> Notice:
    """Say that it can go to the company: a lead of the team or the clerk, and not who made it.

    A `number` is written into it first. The whole paper is kept as it was reviewed, and printed so from then on.
    Where nobody else leads the team, its maker may with a `reason`, which stands in the history.
    """
    _check_state(notice, Step.REVIEW)
    rights.check_may_review(by, notice.check_up.event, now)
    is_maker = notice.made_by_id == by.id
    is_only_one = rights.is_only_reviewer(by, notice.check_up.event.lead_team_id, now)
    reason = check_text(reason, "reason", rules.LONGEST_REASON)
    if is_maker and not is_only_one:
        raise Forbidden(_("Somebody else reviews what you made."), code="own_notice")
    if not rules.may_review(is_maker=is_maker, is_only_one=is_only_one, reason=reason):
        raise Invalid(_("You made it yourself: say why nobody else reviews it."), field="reason", code="blank")
    if number is not None:
        _write(notice, notice, {"number": _free_number(notice, number)}, by, now)
    notice.reviewed_at, notice.reviewed_by_id = now, by.id
    notice.promised_on, notice.asked_at = notice.revisit_on, None
    _go(notice, State.REVIEWED, by, now, reason)
    _keep_copy(notice, by, now)
    return notice


def reopen_notice(notice: Notice, *, reason: str | None, by: Person, now: datetime) -> Notice:
    """Back to a draft, so that its words can change; it is reviewed anew then."""
    _check_step(notice, Step.REOPEN, by, now)
    notice.promised_on = notice.moved_because = notice.paper_sha256 = None
    notice.reviewed_at = notice.reviewed_by_id = None
    return _go(notice, State.DRAFT, by, now, check_needed(reason, "reason", rules.LONGEST_REASON))


def hand_over(notice: Notice, day: date, *, by: Person, now: datetime) -> Notice:
    """Say on which day the company got it; not before it was looked at, and not in a time to come."""
    _check_step(notice, Step.HAND_OVER, by, now)
    today = clock.local_day(now)
    if not queries.event_day(notice.check_up) <= day <= today:
        message = _("It was handed over between the day of the check-up and today.")
        raise Invalid(message, field="day", code="day_out_of_range")
    notice.handed_at = now if day == today else clock.instant(datetime.combine(day, time(12)))
    notice.handed_by_id = by.id
    return _go(notice, State.HANDED_OVER, by, now)


def withdraw_notice(notice: Notice, *, reason: str | None, by: Person, now: datetime) -> Notice:
    """Take it back for good, with a reason; another one can be made then. Nobody sees it released any more."""
    _check_state(notice, Step.WITHDRAW)
    if notice.state is State.DRAFT:
        rights.check_may_work_on(by, notice.check_up.event, now)
    else:
        rights.check_may_review(by, notice.check_up.event, now)
    notice.withdrawn_reason = check_needed(reason, "reason", rules.LONGEST_REASON)
    notice.released_at = notice.released_by_id = notice.asked_at = None
    return _go(notice, State.WITHDRAWN, by, now, notice.withdrawn_reason)


def release_notice(notice: Notice, *, is_meant: bool, by: Person, now: datetime) -> Notice:
    """Show it to viewers, too; asks Question (`release`) unless it `is_meant`."""
    _check_state(notice, Step.RELEASE)
    _check_may_release(by)
    if not is_meant:
        message = _("Everybody who signs in will read the name of the company and its risks. Release it?")
        raise Question(message, code="release")
    if notice.released_at is None:
        notice.released_at, notice.released_by_id = now, by.id
        _note(notice, "released", "no", "yes", by=by, now=now)
    return notice


def hold_back(notice: Notice, *, by: Person, now: datetime) -> Notice:
    """Take the release back: it is internal again."""
    _check_state(notice, Step.HOLD_BACK)
    _check_may_release(by)
    if notice.released_at is not None:
        notice.released_at = notice.released_by_id = None
        _note(notice, "released", "yes", "no", by=by, now=now)
    return notice


def keep_wording(*, opening: str, closing: str, contact: str, by: Person, now: datetime) -> NoticeWording:
    """The bureau's own words for notices that are made from now on."""
    kept = NoticeWording(
        opening=check_needed(opening, "opening", rules.LONGEST_PART),
        closing=check_needed(closing, "closing", rules.LONGEST_PART),
        contact=check_text(contact, "contact", rules.LONGEST_LINE) or "",
        at=now,
        by_id=by.id,
    )
    db.session.add(kept)
    db.session.flush()
    record_act("notice_wording.kept", by=by, now=now, subject=kept)
    return kept


def check_notice_template(content: bytes) -> None:
    """Raise Invalid, saying what is wrong, unless the file can be a template that says which company it is for."""
    check_template(content, MEANINGS)
    if not {"主送", "企业"} & names_in(content):
        message = _("There is neither {{主送}} nor {{企业}} in it: nobody would see for which company it is.")
        raise Invalid(message, field="file", code="template_no_company")


def use_template(content: bytes, *, name: str, by: Person, now: datetime) -> NoticeTemplate:
    """Put the template, which was checked, into use as it came."""
    sha256 = name_original(content, now=now)
    row = NoticeTemplate(sha256=sha256, name=name, at=now, by_id=by.id)
    db.session.add(row)
    db.session.flush()
    record_act("notice_template.used", by=by, now=now, subject=row, file=name, sha256=sha256)
    return row


def use_template_again(template: NoticeTemplate, *, by: Person, now: datetime) -> NoticeTemplate:
    """Put one from before into use."""
    row = NoticeTemplate(sha256=template.sha256, name=template.name, at=now, by_id=by.id)
    db.session.add(row)
    db.session.flush()
    record_act("notice_template.used", by=by, now=now, subject=row, file=row.name, sha256=row.sha256)
    return row


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


def _item(result: CheckResult, position: int, day: date) -> NoticeItem:
    point = result.point
    return NoticeItem(
        key=result.key,
        position=position,
        subject=result.subject,
        weight=result.weight,
        found=f"{rules.quoted(point.title)}方面存在风险。",
        law_id=point.law_id,
        article=point.article,
        cost=point.cost,
        advice=point.advice,
        due_on=rules.due_day(day, point.within_days, queries.worked_around(day)),
        ask=point.ask,
    )


def _ask_about_case(notice: Notice, words: ItemWords, is_meant: bool, item: NoticeItem | None = None) -> None:
    case_id = words.get("case_id")
    if case_id is not None and not is_meant and any(e.case_id == case_id and e is not item for e in notice.shown):
        message = _("The notice tells this case at another risk already. Tell it twice?")
        raise Question(message, code="case_twice")


def _ask_about_people(words: ItemWords, is_meant: bool, known: Sequence[str | None] = ()) -> None:
    """What the lists say of themselves names nobody."""
    spared = set(people_in(*known))
    said = words.get("found"), words.get("cost"), words.get("advice")
    found = [each for each in people_in(*said) if each not in spared]
    if found and not is_meant:
        what = "、".join(found)
        message = _("This may name a person: %(what)s. A notice names nobody. Save it all the same?", what=what)
        raise Question(message, code="personal")


def _put_in(notice: Notice, item: NoticeItem, by: Person, now: datetime) -> None:
    """Behind those that are as heavy, and all positions anew."""
    lighter = next((n for n, each in enumerate(notice.items) if each.weight < item.weight), len(notice.items))
    notice.items.insert(lighter, item)
    _number(notice.items)
    db.session.flush()
    db.session.refresh(item)
    _note(notice, "items", None, item.found, by=by, now=now)


def _number(items: Sequence[NoticeItem]) -> None:
    for number, item in enumerate(items, start=1):
        item.position = number


def _checked_item(notice: Notice, words: ItemWords) -> dict[str, Any]:
    told: dict[str, Any] = dict(words)
    told["found"] = check_needed(words.get("found"), "found", rules.LONGEST_FOUND)
    for field, most in (("article", 100), ("cost", rules.LONGEST_COST), ("ask", 100), ("advice", rules.LONGEST_ADVICE)):
        told[field] = check_text(told.get(field), field, most)
    due_on = told.get("due_on")
    if due_on is not None and due_on < queries.event_day(notice.check_up):
        raise Invalid(_("This day is before the check-up."), field="due_on", code="day_out_of_range")
    return told


def _checked_revisit(notice: Notice, day: date | None) -> date | None:
    if day is not None and day <= queries.event_day(notice.check_up):
        raise Invalid(_("This day is not after the check-up."), field="revisit_on", code="day_out_of_range")
    return day


def _write(notice: Notice, thing: Notice | NoticeItem, told: dict[str, Any], by: Person, now: datetime) -> None:
    for field, value in told.items():
        old = getattr(thing, field)
        if old != value:
            setattr(thing, field, value)
            _note(notice, field, _said(field, old), _said(field, value), by=by, now=now)
    db.session.flush()


def _said(field: str, value: Any) -> str | None:
    """A law or a case by the mark that there is another one: their names may change."""
    return None if value is None else str(value)


def _go(notice: Notice, state: State, by: Person, now: datetime, reason: str | None = None) -> Notice:
    old, notice.state = notice.state, state
    _note(notice, "state", old.value, state.value, by=by, now=now, reason=reason)
    return notice


def _note(
    notice: Notice,
    field: str,
    old: str | None,
    new: str | None,
    *,
    by: Person,
    now: datetime,
    reason: str | None = None,
) -> None:
    notice.changed_at = now
    record_change(notice, field, old=old, new=new, by=by, now=now, reason=reason)
    db.session.flush()


def _check_step(notice: Notice, step: Step, by: Person, now: datetime) -> None:
    rights.check_may_work_on(by, notice.check_up.event, now)
    _check_state(notice, step)


def _check_state(notice: Notice, step: Step) -> None:
    if not rules.may_take(notice.state, step):
        raise Conflict(_("Somebody was quicker: the notice is not where it was. Look at it again."), code="wrong_state")


def _check_may_release(by: Person) -> None:
    if not rights.may_release(by):
        raise Forbidden(_("The clerk or the administrator releases a notice."))
