"""Making a notice, and writing its words and items."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.anonymity.rules import people_in
from outreach.audit.actions import record_act
from outreach.check_ups.models import CheckResult, CheckUp
from outreach.check_ups.notices import queries, rights, rules
from outreach.check_ups.notices.actions.changing import check_step, note, write
from outreach.check_ups.notices.models import Notice, NoticeItem
from outreach.check_ups.notices.rules import State, Step
from outreach.check_ups.queries import check_counts
from outreach.db import db, new_id
from outreach.errors import Conflict, Invalid, Question
from outreach.people.models import Person
from outreach.schedule.rules import Status, check_needed, check_text
from outreach.workdays.rules import WorkCalendar


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
    check_counts(check_up)
    if queries.standing_notice(check_up.id) is not None:
        raise Conflict(_("There is a notice of this check-up already."), code="already_there")
    if check_up.finished_at is None and not unfinished_is_meant:
        message = _("Nobody has said yet that this check-up is finished. Make the notice of what was found until now?")
        raise Question(message, code="unfinished")
    said, day = queries.wording(), queries.event_day(check_up)
    worked = queries.worked_around(day)
    put_in: dict[str, Any] = {"company": check_up.place.name, "day": day, "bureau": queries.bureau_name()}
    made = Notice(
        check_up_id=check_up.id,
        state=State.DRAFT,
        opening=rules.filled(said.opening, **put_in) or None,
        closing=rules.filled(said.closing, **put_in) or None,
        contact=rules.filled(said.contact, **put_in)[: rules.LONGEST_LINE]
        or queries.last_contact(check_up.event.lead_team_id),
        revisit_on=rules.revisit_day(day, worked),
        made_at=now,
        made_by_id=by.id,
        changed_at=now,
    )
    risks = enumerate(queries.risks_of(check_up.id), start=1)
    made.items = [_item(found, number, day, worked) for number, found in risks]
    db.session.add(made)
    db.session.flush()
    record_act("notice.made", by=by, now=now, subject=made, company=check_up.place.name, items=len(made.items))
    return queries.notice(made.id, lock=True)


def change_notice(
    notice: Notice, *, by: Person, now: datetime, personal_is_meant: bool = False, **words: Unpack[Words]
) -> Notice:
    """Other words around the items, and another day of the revisit; asks Question about people (`personal`) whom the
    opening or the closing did not name before.
    """
    check_step(notice, Step.EDIT, by, now)
    said = words["opening"], words["closing"]
    _ask_about_people(said, personal_is_meant, known=(notice.opening, notice.closing))
    most = {"number": rules.LONGEST_NUMBER, "contact": rules.LONGEST_LINE}
    told: dict[str, Any] = {
        field: check_text(words[field], field, most.get(field, rules.LONGEST_PART))
        for field in ("number", "opening", "closing", "contact")
    }
    told["revisit_on"] = _checked_revisit(notice, words["revisit_on"])
    write(notice, notice, told, by, now)
    return notice


def move_revisit(notice: Notice, day: date | None, *, by: Person, now: datetime, reason: str | None = None) -> Notice:
    """Plan another day for the revisit, whatever the notice's state; None where none is needed.

    Once the paper is reviewed it needs a `reason`, which is shown beside the day that the paper goes on to say.
    """
    check_step(notice, Step.PLAN_REVISIT, by, now)
    day = _checked_revisit(notice, day)
    if notice.reviewed_at is None:
        write(notice, notice, {"revisit_on": day}, by, now)
    elif day != notice.revisit_on:
        reason = check_needed(reason, "reason", rules.LONGEST_REASON)
        old, notice.revisit_on = notice.revisit_on, day
        notice.moved_because = reason if day != notice.promised_on else None
        note(notice, "revisit_on", old, day, by=by, now=now, reason=reason)
    return notice


def count_anew(notice: Notice, *, by: Person, now: datetime) -> Notice:
    """Count from today, and not from the check-up, by when risks are to be mended, and when the revisit is.

    So it is with every day that is behind, and with those that still are as the list counted them. A day that somebody
    chose who named no number of days stays: nobody knows how many were meant.
    """
    check_step(notice, Step.EDIT, by, now)
    since, today = queries.event_day(notice.check_up), clock.local_day(now)
    worked_then, worked = queries.worked_around(since), queries.worked_around(today)
    within = {each.key: each.point.within_days for each in queries.risks_of(notice.check_up_id)}
    for item in notice.shown:
        days = within.get(item.key)
        as_listed = item.due_on is not None and item.due_on == rules.due_day(since, days, worked_then)
        if days is not None and (as_listed or rules.is_behind(item.due_on, today)):
            write(notice, item, {"due_on": rules.due_day(today, days, worked)}, by, now)
    if rules.is_behind(notice.revisit_on, today) or notice.revisit_on == rules.revisit_day(since, worked_then):
        write(notice, notice, {"revisit_on": rules.revisit_day(today, worked)}, by, now)
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
    check_step(notice, Step.EDIT, by, now)
    _ask_about_people(_told(words), personal_is_meant, known=queries.words_of_point(item.key))
    _ask_about_case(notice, words, case_is_meant, item)
    write(notice, item, _checked_item(notice, words), by, now)
    db.session.expire(item, ["law", "case"])  # what the paper tells goes by their ids from now on
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
    check_step(notice, Step.EDIT, by, now)
    _ask_about_people(_told(words), personal_is_meant)
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
    check_step(notice, Step.EDIT, by, now)
    kept = next((item for item in notice.items if item.key == key), None)
    if kept is not None:
        if kept.dropped_at is not None:
            kept.dropped_at = None
            note(notice, "items", None, kept.found, by=by, now=now)
        return kept
    found = next((each for each in queries.risks_of(notice.check_up_id) if each.key == key), None)
    if found is None:
        raise Conflict(_("This is no risk any more."), code="no_risk")
    day = queries.event_day(notice.check_up)
    item = _item(found, 0, day, queries.worked_around(day))
    _put_in(notice, item, by, now)
    return item


def drop_item(notice: Notice, item: NoticeItem, *, by: Person, now: datetime) -> Notice:
    """Leave the item out; `take_in` brings it back."""
    check_step(notice, Step.EDIT, by, now)
    if item.dropped_at is None:
        item.dropped_at = now
        note(notice, "items", item.found, None, by=by, now=now)
    return notice


def _item(result: CheckResult, position: int, day: date, worked: WorkCalendar) -> NoticeItem:
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
        due_on=rules.due_day(day, point.within_days, worked),
        ask=point.ask,
    )


def _ask_about_case(notice: Notice, words: ItemWords, is_meant: bool, item: NoticeItem | None = None) -> None:
    case_id = words.get("case_id")
    if case_id is not None and not is_meant and any(e.case_id == case_id and e is not item for e in notice.shown):
        message = _("The notice tells this case at another risk already. Tell it twice?")
        raise Question(message, code="case_twice")


def _told(words: ItemWords) -> tuple[str | None, ...]:
    return words.get("found"), words.get("cost"), words.get("advice")


def _ask_about_people(said: Sequence[str | None], is_meant: bool, known: Sequence[str | None] = ()) -> None:
    """What is `known` is spared: what the lists say of themselves, and what stood there before."""
    spared = set(people_in(*known))
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
    note(notice, "items", None, item.found, by=by, now=now)


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
