"""Writing one event of the example through the same actions as everybody: planned, logged, corrected, reviewed."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from outreach.demo.happenings import Happening, instant, not_after
from outreach.demo.ledger import Logged, correct, log, log_late
from outreach.demo.lists import Lists
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.schedule.actions import cancel_event, change_event, move_event, plan_event, review_event, unreview_event
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.facts import Facts
from outreach.schedule.models import Event

_PLANNED_BEFORE = timedelta(days=12)
_CANCELLED_BEFORE = timedelta(hours=16)
_FILLED_IN = timedelta(minutes=25)
_LONG_PLANNED = timedelta(days=3)
"""Nothing of the plan ahead was planned in the very last days."""


#: Makes the event of an order, at a place and by a lead.
Accepted = Callable[[uuid.UUID, Person], Event]


def lay(
    happening: Happening, lists: Lists, *, latest: datetime | None = None, ordered: Accepted | None = None
) -> Event:
    """The event as it stands after all that happened to it; nothing of it was done after the instant `latest`.

    With `ordered` a company's order became it.
    """
    lead, anyway = lists.people[f"lead.{happening.team}"], Anyway(happening.anyway)
    event = _planned(happening, lists, lead, latest, ordered)
    if happening.moved is not None:
        at = instant(happening.moved.first, "16:20") - timedelta(days=1)
        reason, starts_at, ends_at = happening.moved.reason, happening.starts_at, happening.ends_at
        move_event(event, starts_at=starts_at, ends_at=ends_at, reason=reason, by=lead, now=at, anyway=anyway)
    if happening.cancelled is not None:
        cancel_event(event, reason=happening.cancelled, by=lead, now=happening.starts_at - _CANCELLED_BEFORE)
    elif happening.is_logged:
        logged = log(event, happening, lists, latest=latest)
        if happening.reviewed_after is not None:
            _review(event, happening, lists, logged, latest)
    return event


def _planned(
    happening: Happening, lists: Lists, lead: Person, latest: datetime | None, ordered: Accepted | None
) -> Event:
    first = happening.moved.first if happening.moved else happening.on
    facts = _facts(happening, lists, later=happening.on - first)
    anyway = Anyway(happening.anyway)
    if ordered is None:
        planned_at = not_after(instant(first, "10:05") - _PLANNED_BEFORE, latest and latest - _LONG_PLANNED)
        return plan_event(by=lead, now=planned_at, anyway=anyway, **facts)
    event = ordered(facts["place_id"], lead)
    return change_event(event, by=lead, now=event.made_at + _FILLED_IN, anyway=anyway, **facts)


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


def _review(event: Event, happening: Happening, lists: Lists, logged: Logged, latest: datetime | None) -> None:
    """The review, some days later in the morning; where a slip was seen only then, once more after its correction."""
    lead = lists.people[f"lead.{happening.team}"]
    at = instant(happening.on, "9:20") + timedelta(days=happening.reviewed_after or 0)
    at = not_after(max(at, logged.at + timedelta(minutes=5)), latest)
    review_event(event, by=lead, now=at)
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
