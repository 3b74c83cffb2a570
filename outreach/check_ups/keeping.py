"""Keeps what the answers of a check-up come to, so that lists and figures need not ask all answers."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import delete, insert, select, update

from outreach.check_ups.lists.models import CheckList, CheckListVersion, CheckPoint
from outreach.check_ups.models import CheckAnswer, CheckAnswerReplaced, CheckResult, CheckUp, CheckUpMerge
from outreach.check_ups.rules import BEFORE, SAYING, Asked, Found, Given, Standing, agreed, heads, standings
from outreach.db import db
from outreach.places.models import Place
from outreach.schedule.models import Event
from outreach.schedule.rules import Status

#: Company and event.
Visit = tuple[uuid.UUID, uuid.UUID]


def keep_results(check_ups: Collection[uuid.UUID]) -> None:
    """Write anew what was found at these check-ups, and how all check-ups of their companies stand to each other."""
    companies = set(db.session.scalars(select(CheckUp.place_id).where(CheckUp.id.in_(check_ups))))
    wait_for_companies(companies)
    for check_up_id in sorted(check_ups):
        _write(check_up_id, results_of(check_up_id))
    relate(companies)


def relate(companies: Iterable[uuid.UUID]) -> None:
    """Say of each point at these companies what it was before, whether it is mended, and which is the latest."""
    rows = [
        {
            "check_up_id": check_up_id,
            "key": key,
            "before": stands.before,
            "is_mended": stands.is_mended,
            "is_latest": stands.is_latest,
        }
        for company in sorted(companies)
        for (check_up_id, key), stands in standings_of(company).items()
    ]
    if rows:  # all at once: a company that is looked at every year has hundreds
        db.session.execute(update(CheckResult), rows)
        for known in [each for each in db.session if isinstance(each, CheckResult)]:
            db.session.expire(known)


def wait_for_companies(companies: Collection[uuid.UUID]) -> None:
    """Let nobody else write results of these companies until the transaction ends."""
    locked = select(Place.id).where(Place.id.in_(companies)).order_by(Place.id).with_for_update(key_share=True)
    db.session.execute(locked).all()


def results_of(check_up_id: uuid.UUID) -> list[dict[str, Any]]:
    """A row for each point with an answer, as `check_results` should hold it, without what other check-ups say."""
    if db.session.get(CheckUpMerge, check_up_id) is not None:
        return []
    points = points_of(check_up_id)
    return [_result(check_up_id, key, given, points) for key, given in given_at(check_up_id).items()]


def given_at(check_up_id: uuid.UUID) -> dict[uuid.UUID, list[Given]]:
    """All answers of the check-up, and of those merged into it, by the key of their point."""
    replaced = _replaced(check_up_id)
    statement = (
        select(CheckPoint.key, CheckAnswer.id, CheckAnswer.found, CheckAnswer.received_at)
        .join(CheckPoint, CheckPoint.id == CheckAnswer.point_id)
        .where(CheckAnswer.check_up_id.in_(parts_of(check_up_id)))
        .order_by(CheckAnswer.received_at, CheckAnswer.id)
    )
    given: dict[uuid.UUID, list[Given]] = defaultdict(list)
    for key, answer_id, found, received_at in db.session.execute(statement):
        given[key].append(Given(answer_id, found, received_at, frozenset(replaced[answer_id])))
    return given


def parts_of(check_up_id: uuid.UUID) -> Any:
    """The ids of the check-up and of those that were the same one all along; for `.in_(...)`."""
    merged = select(CheckUpMerge.check_up_id).where(CheckUpMerge.into_id == check_up_id)
    return select(CheckUp.id).where((CheckUp.id == check_up_id) | CheckUp.id.in_(merged))


def points_of(check_up_id: uuid.UUID) -> dict[uuid.UUID, tuple[uuid.UUID, Any, int]]:
    """Of each answer the point's id, subject and weight."""
    statement = (
        select(CheckAnswer.id, CheckPoint.id, CheckList.subject, CheckPoint.weight)
        .join(CheckPoint, CheckPoint.id == CheckAnswer.point_id)
        .join(CheckListVersion, CheckListVersion.id == CheckPoint.version_id)
        .join(CheckList, CheckList.id == CheckListVersion.list_id)
        .where(CheckAnswer.check_up_id.in_(parts_of(check_up_id)))
    )
    return {row[0]: (row[1], row[2], row[3]) for row in db.session.execute(statement)}


def standings_of(company: uuid.UUID) -> dict[tuple[uuid.UUID, uuid.UUID], Standing]:
    """How each point of the company's check-ups stands, by check-up and key. What was not held counts nowhere."""
    statement = (
        select(CheckResult.check_up_id, CheckResult.key, CheckResult.found, Event.status)
        .join(CheckUp, CheckUp.id == CheckResult.check_up_id)
        .join(Event, Event.id == CheckUp.event_id)
        .where(CheckUp.place_id == company)
        .order_by(Event.day, Event.starts_at, Event.id, CheckUp.id, CheckResult.key)
    )
    rows = db.session.execute(statement).all()
    counted = [Asked(row[0], row[1], row[2]) for row in rows if row[3] is Status.HELD]
    stands = {(each.check_up, each.key): how for each, how in zip(counted, standings(counted), strict=True)}
    return {(row[0], row[1]): stands.get((row[0], row[1]), Standing()) for row in rows}


def before_of(company: uuid.UUID, event: Event) -> dict[uuid.UUID, Found]:
    """What was found at the company before that event, by key: in order, or a risk, where nobody said other since."""
    return befores_of([(company, event)])[company, event.id]


def befores_of(
    visits: Collection[tuple[uuid.UUID, Event]],
) -> dict[tuple[uuid.UUID, uuid.UUID], dict[uuid.UUID, Found]]:
    """As `before_of`, for each company and event, in one statement."""
    if not visits:
        return {}
    statement = (
        select(CheckUp.place_id, CheckResult.key, CheckResult.found, Event.day, Event.starts_at, Event.id)
        .join(CheckUp, CheckUp.id == CheckResult.check_up_id)
        .join(Event, Event.id == CheckUp.event_id)
        .where(CheckUp.place_id.in_({company for company, _event in visits}), Event.status == Status.HELD)
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


def _result(
    check_up_id: uuid.UUID, key: uuid.UUID, given: list[Given], points: dict[uuid.UUID, tuple[uuid.UUID, Any, int]]
) -> dict[str, Any]:
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


def _write(check_up_id: uuid.UUID, rows: list[dict[str, Any]]) -> None:
    db.session.execute(delete(CheckResult).where(CheckResult.check_up_id == check_up_id))
    if rows:
        db.session.execute(insert(CheckResult), [row | _UNRELATED for row in rows])


def _replaced(check_up_id: uuid.UUID) -> dict[uuid.UUID, set[uuid.UUID]]:
    statement = (
        select(CheckAnswerReplaced.answer_id, CheckAnswerReplaced.replaced_id)
        .join(CheckAnswer, CheckAnswer.id == CheckAnswerReplaced.answer_id)
        .where(CheckAnswer.check_up_id.in_(parts_of(check_up_id)))
    )
    replaced: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for answer_id, replaced_id in db.session.execute(statement):
        replaced[answer_id].add(replaced_id)
    return replaced


_UNRELATED: dict[str, Any] = {"before": None, "is_mended": False, "is_latest": False}
