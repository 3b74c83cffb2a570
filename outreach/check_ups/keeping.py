"""Keeps what the answers of a check-up come to, so that lists and figures need not ask all answers."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update

from outreach.check_ups.lists.models import CheckList, CheckListVersion, CheckPoint
from outreach.check_ups.models import CheckAnswer, CheckAnswerReplaced, CheckResult, CheckUp, CheckUpMerge
from outreach.check_ups.queries import voided_among
from outreach.check_ups.rules import BEFORE, SAYING, Asked, Found, Given, Standing, agreed, heads, standing, standings
from outreach.db import db
from outreach.laws.subjects import Subject
from outreach.places.models import Place
from outreach.schedule.models import Event
from outreach.schedule.rules import Status

#: Company and event.
Visit = tuple[uuid.UUID, uuid.UUID]
#: Of each answer the point's id, subject and weight.
_Points = dict[uuid.UUID, tuple[uuid.UUID, Subject, int]]


def keep_results(check_ups: Collection[uuid.UUID]) -> None:
    """Write anew what was found at these check-ups, and how all check-ups of their companies stand to each other."""
    companies = _waited_for(Place.id.in_(select(CheckUp.place_id).where(CheckUp.id.in_(check_ups))))
    rows = results_at(check_ups)
    db.session.execute(delete(CheckResult).where(CheckResult.check_up_id.in_(check_ups)))
    if rows:
        db.session.execute(insert(CheckResult), [row | _UNRELATED for row in rows])
    relate(companies)


def relate(companies: Collection[uuid.UUID]) -> None:
    """Say of each point at these companies what it was before, whether it is mended, and which is the latest."""
    rows = [
        {
            "check_up_id": check_up_id,
            "key": key,
            "before": stands.before,
            "is_mended": stands.is_mended,
            "is_latest": stands.is_latest,
        }
        for (check_up_id, key), stands in standings_at(companies).items()
    ]
    if rows:  # all at once: a company that is looked at every year has hundreds
        db.session.execute(update(CheckResult), rows)
        for known in [each for each in db.session if isinstance(each, CheckResult)]:
            db.session.expire(known)


def wait_for_companies(companies: Collection[uuid.UUID]) -> None:
    """Let nobody else write results of these companies until the transaction ends."""
    _waited_for(Place.id.in_(companies))


def _waited_for(which: ColumnElement[bool]) -> set[uuid.UUID]:
    locked = select(Place.id).where(which).order_by(Place.id).with_for_update(key_share=True)
    return set(db.session.scalars(locked))


def results_at(check_ups: Collection[uuid.UUID]) -> list[dict[str, Any]]:
    """A row for each point with an answer that counts, as `check_results` should hold it, but for other check-ups.

    A voided check-up has none.
    """
    given, points = _answers_at(set(check_ups) - voided_among(check_ups))
    return [
        _result(check_up_id, key, in_time, points)
        for check_up_id, by_key in given.items()
        for key, said in by_key.items()
        if (in_time := [each for each in said if not each.is_late])
    ]


def given_at(check_ups: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[uuid.UUID, list[Given]]]:
    """All answers of each check-up, and of those merged into it, by the key of their point, the first received first.

    One that was merged has none of its own; what was voided before it was merged stays out. Late is what came after the
    event was reviewed, until it is reviewed again.
    """
    return _answers_at(check_ups)[0]


def _answers_at(check_ups: Collection[uuid.UUID]) -> tuple[dict[uuid.UUID, dict[uuid.UUID, list[Given]]], _Points]:
    """As `given_at`; and of each answer the point."""
    stands_in = _parts_of(check_ups)
    reviews = select(CheckUp.id, Event.reviewed_at).join(Event, Event.id == CheckUp.event_id)
    reviewed = {row[0]: row[1] for row in db.session.execute(reviews.where(CheckUp.id.in_(set(stands_in.values()))))}
    statement = (
        select(
            CheckAnswer.check_up_id,
            CheckPoint.key,
            CheckAnswer.id,
            CheckAnswer.found,
            CheckAnswer.received_at,
            CheckAnswer.by_id,
            CheckPoint.id,
            CheckList.subject,
            CheckPoint.weight,
        )
        .join(CheckPoint, CheckPoint.id == CheckAnswer.point_id)
        .join(CheckListVersion, CheckListVersion.id == CheckPoint.version_id)
        .join(CheckList, CheckList.id == CheckListVersion.list_id)
        .where(CheckAnswer.check_up_id.in_(stands_in))
        .order_by(CheckAnswer.received_at, CheckAnswer.id)
    )
    replaced = _replaced(stands_in)
    given: dict[uuid.UUID, dict[uuid.UUID, list[Given]]] = {each: defaultdict(list) for each in stands_in.values()}
    points: _Points = {}
    for part, key, answer_id, found, received_at, by, point_id, subject, weight in db.session.execute(statement):
        points[answer_id] = point_id, subject, weight
        at = reviewed[stands_in[part]]
        is_late = at is not None and received_at > at
        given[stands_in[part]][key].append(
            Given(answer_id, found, received_at, frozenset(replaced[answer_id]), is_late, by)
        )
    return given, points


def late_at(check_up_id: uuid.UUID) -> int:
    """How many answers stand that came after the event's review, and count nowhere until it is reviewed again."""
    return sum(len(standing(said)[1]) for said in given_at({check_up_id}).get(check_up_id, {}).values())


def parts_of(check_up_id: uuid.UUID) -> Any:
    """The ids of the check-up and of those that were the same one all along; for `.in_(...)`."""
    merged = select(CheckUpMerge.check_up_id).where(CheckUpMerge.into_id == check_up_id)
    return select(CheckUp.id).where((CheckUp.id == check_up_id) | CheckUp.id.in_(merged))


def standings_at(companies: Collection[uuid.UUID]) -> dict[tuple[uuid.UUID, uuid.UUID], Standing]:
    """How each point of these companies' check-ups stands, by check-up and key. What was not held counts nowhere."""
    statement = (
        select(CheckUp.place_id, CheckResult.check_up_id, CheckResult.key, CheckResult.found, Event.status)
        .join(CheckUp, CheckUp.id == CheckResult.check_up_id)
        .join(Event, Event.id == CheckUp.event_id)
        .where(CheckUp.place_id.in_(companies))
        .order_by(Event.day, Event.starts_at, Event.id, CheckUp.id, CheckResult.key)
    )
    stands: dict[tuple[uuid.UUID, uuid.UUID], Standing] = {}
    counted: dict[uuid.UUID, list[Asked]] = defaultdict(list)
    for company, check_up_id, key, found, status in db.session.execute(statement):
        stands[check_up_id, key] = Standing()
        if status is Status.HELD:
            counted[company].append(Asked(check_up_id, key, found))
    for asked in counted.values():
        stands |= {(each.check_up, each.key): how for each, how in zip(asked, standings(asked), strict=True)}
    return stands


def before_of(company: uuid.UUID, event: Event, told: ColumnElement[bool]) -> dict[uuid.UUID, Found]:
    """What was found at the company before that event, by key: in order, or a risk, where nobody said other since.

    Of the check-ups alone that are `told` (`rights.told_before`).
    """
    return befores_of([(company, event)], told)[company, event.id]


def befores_of(
    visits: Collection[tuple[uuid.UUID, Event]], told: ColumnElement[bool]
) -> dict[tuple[uuid.UUID, uuid.UUID], dict[uuid.UUID, Found]]:
    """As `before_of`, for each company and event, in one statement."""
    if not visits:
        return {}
    statement = (
        select(CheckUp.place_id, CheckResult.key, CheckResult.found, Event.day, Event.starts_at, Event.id)
        .join(CheckUp, CheckUp.id == CheckResult.check_up_id)
        .join(Event, Event.id == CheckUp.event_id)
        .where(CheckUp.place_id.in_({company for company, _event in visits}), Event.status == Status.HELD, told)
        .where(Event.day <= max(event.day for _company, event in visits), CheckResult.found.in_(SAYING))
        .order_by(Event.day, Event.starts_at, Event.id)
    )
    said: dict[uuid.UUID, list[tuple[uuid.UUID, Found | None, tuple[Any, ...]]]] = defaultdict(list)
    for place_id, key, found, *when in db.session.execute(statement):
        said[place_id].append((key, found, tuple(when)))
    return {(company, event.id): _last_before(said[company], event) for company, event in visits}


def _last_before(
    said: Iterable[tuple[uuid.UUID, Found | None, tuple[Any, ...]]], event: Event
) -> dict[uuid.UUID, Found]:
    began = (event.day, event.starts_at, event.id)
    last = {key: found for key, found, when in said if when < began}
    return {key: found for key, found in last.items() if found is not None and found in BEFORE}


def _result(check_up_id: uuid.UUID, key: uuid.UUID, given: list[Given], points: _Points) -> dict[str, Any]:
    found = heads(given)
    held = agreed(found)
    point_id, subject, weight = points[(held or found[0]).id]
    return {
        "check_up_id": check_up_id,
        "key": key,
        "point_id": point_id,
        "subject": subject,
        "weight": weight,
        "found": held and held.found,
        "answer_id": held and held.id,
    }


def _parts_of(check_ups: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """Of each of them that stands, and of each that was merged into it, the one that stands."""
    moved = select(CheckUpMerge.check_up_id, CheckUpMerge.into_id).where(
        CheckUpMerge.into_id.in_(check_ups) | CheckUpMerge.check_up_id.in_(check_ups)
    )
    merged = {row[0]: row[1] for row in db.session.execute(moved)}
    stand = {each: each for each in check_ups if each not in merged}
    voided = voided_among(merged)
    return stand | {old: into for old, into in merged.items() if into in stand and old not in voided}


def _replaced(check_ups: Collection[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    statement = (
        select(CheckAnswerReplaced.answer_id, CheckAnswerReplaced.replaced_id)
        .join(CheckAnswer, CheckAnswer.id == CheckAnswerReplaced.answer_id)
        .where(CheckAnswer.check_up_id.in_(check_ups))
    )
    replaced: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for answer_id, replaced_id in db.session.execute(statement):
        replaced[answer_id].add(replaced_id)
    return replaced


_UNRELATED: dict[str, Any] = {"before": None, "is_mended": False, "is_latest": False}
