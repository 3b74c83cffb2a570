"""Setting the targets of a year."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.audit.actions import record_act, record_change
from outreach.db import db
from outreach.errors import Forbidden
from outreach.people.access import may_plan_for
from outreach.people.models import Person
from outreach.people.rules import EVERY_TEAM
from outreach.schedule.rules import check_quantity
from outreach.schedule.targets.models import Target
from outreach.schedule.targets.queries import Scope, targets_of
from outreach.schedule.targets.rules import Measure

Cell = tuple[Scope, Measure]


def may_set_target(person: Person, scope: Scope, now: datetime) -> bool:
    """Whether the person sets targets of the scope: the office all, a lead those of the own team."""
    if scope.team is None:
        return person.role in EVERY_TEAM
    return may_plan_for(person, scope.team.id, clock.local_day(now))


def set_targets(year: int, wanted: Mapping[Cell, int | None], *, by: Person, now: datetime) -> int:
    """Make these the year's targets, None or 0 for none; what is not in `wanted` stays. How many changed.

    Raises Forbidden where a target that changes is not the person's to set, Invalid for a number out of bounds.
    """
    known = {(target.team_id, target.campaign_id, target.measure): target for target in targets_of(year)}
    changed = 0
    for (scope, measure), typed in wanted.items():
        quantity = check_quantity(typed, "targets") or None
        target = known.get((*scope.key, measure))
        if quantity == (target.quantity if target else None):
            continue
        if not may_set_target(by, scope, now):
            raise Forbidden(_("You set the targets of your own team."), code="other_team")
        _set(target or _new(year, scope.key, measure), quantity, by=by, now=now)
        changed += 1
    db.session.flush()
    if changed:
        record_act("targets.set", by=by, now=now, year=year, count=changed)
    return changed


def _new(year: int, key: tuple[uuid.UUID | None, uuid.UUID | None], measure: Measure) -> Target:
    return Target(year=year, team_id=key[0], campaign_id=key[1], measure=measure)


def _set(target: Target, quantity: int | None, *, by: Person, now: datetime) -> None:
    old = target.quantity
    target.quantity, target.changed_at = quantity, now
    db.session.add(target)
    db.session.flush()
    said = [None if each is None else str(each) for each in (old, quantity)]
    record_change(target, target.measure.value, old=said[0], new=said[1], by=by, now=now)
