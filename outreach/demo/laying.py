"""Writing events of the example through the same actions as everybody: planned, logged, corrected, reviewed."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import groupby

from outreach.demo.happenings import Happening, instant, not_after
from outreach.demo.ledger import Logged, correct, log, log_late
from outreach.demo.lists import Lists
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.schedule.actions import (
    Plan,
    Word,
    cancel_event,
    change_event,
    move_event,
    plan_events,
    review_all,
    review_event,
    unreview_event,
)
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.facts import Facts
from outreach.schedule.models import Event
from outreach.schedule.queries import whole_events

_PLANNED_BEFORE = timedelta(days=12)
_CANCELLED_BEFORE = timedelta(hours=16)
_FILLED_IN = timedelta(minutes=25)
_LONG_PLANNED = timedelta(days=3)
"""Nothing of the plan ahead was planned in the very last days."""


#: Makes the event of an order, at a place and by a lead.
Accepted = Callable[[uuid.UUID, Person], Event]


def lay(
    happenings: Iterable[Happening],
    lists: Lists,
    *,
    latest: datetime | None = None,
    orders: Mapping[str, Accepted] | None = None,
) -> list[tuple[Happening, Event]]:
    """The events as they stand after all that happened to them; nothing of it was done after the instant `latest`.

    All are planned, then logged, then reviewed, many in one go. `orders` are by the title of the event that a company's
    order became.
    """
    laid = list(_arranged(happenings, lists, latest, orders or {}))
    held = [(each, event) for each, event in laid if each.is_logged and each.cancelled is None]
    logged = log(held, lists, latest=latest)
    _review([(*pair, written) for pair, written in zip(held, logged, strict=True)], lists, latest)
    return laid


def _arranged(
    happenings: Iterable[Happening], lists: Lists, latest: datetime | None, orders: Mapping[str, Accepted]
) -> Iterator[tuple[Happening, Event]]:
    """The events planned in their order, and moved or cancelled where they were: those between such ones together."""
    for is_simple, group in groupby(happenings, key=lambda each: _is_only_planned(each, orders)):
        if is_simple:
            run = list(group)
            yield from zip(run, plan_events([_plan(each, lists, latest) for each in run]), strict=True)
        else:
            yield from ((each, _changed(each, lists, latest, orders.get(each.title))) for each in group)


def _is_only_planned(happening: Happening, orders: Mapping[str, Accepted]) -> bool:
    return happening.moved is None and happening.cancelled is None and happening.title not in orders


def _changed(happening: Happening, lists: Lists, latest: datetime | None, ordered: Accepted | None) -> Event:
    """The event planned, or made of the order, then moved or cancelled where it was."""
    plan = _plan(happening, lists, latest)
    lead, anyway = lists.people[f"lead.{happening.team}"], plan.anyway
    if ordered is None:
        (event,) = plan_events([plan])
    else:
        event = ordered(plan.facts["place_id"], lead)
        change_event(event, by=lead, now=event.made_at + _FILLED_IN, anyway=anyway, **plan.facts)
    if happening.moved is not None:
        at = instant(happening.moved.first, "16:20") - timedelta(days=1)
        reason, starts_at, ends_at = happening.moved.reason, happening.starts_at, happening.ends_at
        move_event(event, starts_at=starts_at, ends_at=ends_at, reason=reason, by=lead, now=at, anyway=anyway)
    if happening.cancelled is not None:
        cancel_event(event, reason=happening.cancelled, by=lead, now=happening.starts_at - _CANCELLED_BEFORE)
    return event


def _plan(happening: Happening, lists: Lists, latest: datetime | None) -> Plan:
    first = happening.moved.first if happening.moved else happening.on
    return Plan(
        _facts(happening, lists, later=happening.on - first),
        by=lists.people[f"lead.{happening.team}"],
        now=not_after(instant(first, "10:05") - _PLANNED_BEFORE, latest and latest - _LONG_PLANNED),
        anyway=Anyway(happening.anyway),
    )


def _facts(happening: Happening, lists: Lists, *, later: timedelta) -> Facts:
    return Facts(
        title=happening.title,
        track=happening.track,
        lead_team_id=lists.teams[happening.team],
        place_id=lists.places[happening.place],
        starts_at=happening.starts_at - later,
        ends_at=happening.ends_at - later,
        standing=happening.standing,
        joining_team_ids=[lists.teams[code] for code in happening.joining],
        edition_ids=[lists.editions[_edition(named)].id for named in happening.campaigns],
        forms=happening.forms,
        staff={lists.people[name].id: duty for name, duty in happening.staff.items()},
        planned_items=_items(happening, lists),
        law_ids=[lists.laws[short] for short in happening.laws],
        partners=happening.partners,
        note=happening.note,
        expected_handouts=sum(brought for brought, _out in happening.handed.values()) or None,
        expected_consultations=_expected(happening.asked.values()),
        expected_attendance=_expected(happening.present.values()),
        counts_separately=happening.separately,
    )


def _items(happening: Happening, lists: Lists) -> dict[uuid.UUID, int | None]:
    brought = {code: quantity for code, (quantity, _out) in happening.handed.items()}
    planned: dict[CountKind, Mapping[str, int | None]] = {
        CountKind.HANDOUT: brought,
        CountKind.CONSULTATION: dict.fromkeys(filter(None, happening.asked)),
        CountKind.ATTENDANCE: dict.fromkeys(happening.present),
        CountKind.DISPLAY: happening.shown,
    }
    return {lists.items[kind, code]: quantity for kind, codes in planned.items() for code, quantity in codes.items()}


def _review(held: Iterable[tuple[Happening, Event, Logged]], lists: Lists, latest: datetime | None) -> None:
    """The reviews, some days later in the morning; where a slip was seen only then, once more after its correction."""
    reviewed = [each for each in held if each[0].reviewed_after is not None]
    whole_events([event.id for _happening, event, _logged in reviewed])  # what hangs on them, of all in one go
    words = [
        Word(event, lists.people[f"lead.{happening.team}"], _reviewed_at(happening, logged, latest))
        for happening, event, logged in reviewed
    ]
    review_all(words)
    for (happening, event, logged), word in zip(reviewed, words, strict=True):
        _find_more(event, happening, lists, logged, latest, reviewed_at=word.now)


def _reviewed_at(happening: Happening, logged: Logged, latest: datetime | None) -> datetime:
    at = instant(happening.on, "9:20") + timedelta(days=happening.reviewed_after or 0)
    return not_after(max(at, logged.at + timedelta(minutes=5)), latest)


def _find_more(
    event: Event, happening: Happening, lists: Lists, logged: Logged, latest: datetime | None, *, reviewed_at: datetime
) -> None:
    """What was seen, or came, after the review."""
    lead, at = lists.people[f"lead.{happening.team}"], reviewed_at
    for slip in (slip for slip in happening.slips if slip.late):
        at += timedelta(days=1)
        unreview_event(event, reason=slip.reason, by=lead, now=at)
        correct(event, happening, lists, slip, logged, now=at + timedelta(minutes=12))
        at += timedelta(minutes=40)
        review_event(event, by=lead, now=at)
    if happening.late_line is not None:
        log_late(event, happening, lists, now=not_after(at + timedelta(hours=5), latest))


def _edition(named: str) -> tuple[str, int]:
    code, year = named.split()
    return code, int(year)


def _expected(numbers: Iterable[int]) -> int | None:
    """The sum rounded up to the ten, as a plan guesses it; None where nothing was said."""
    return -(-sum(numbers) // 10) * 10 or None
