"""The targets of the old year in a draft: scaled, set in the new year one by one or all at once, undone with it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from outreach.db import db
from outreach.drafts.models import Draft, DraftTarget
from outreach.drafts.rules import scaled
from outreach.people.models import Person
from outreach.schedule.rules import LARGEST
from outreach.schedule.targets.actions import set_targets
from outreach.schedule.targets.models import Target
from outreach.schedule.targets.queries import Scope, scopes_of, targets_of
from outreach.schedule.targets.rules import Measure

Key = tuple[uuid.UUID | None, uuid.UUID | None, Measure]


@dataclass(frozen=True)
class Aim:
    """A target of the old year, what it becomes in the new one, and what stands there already (None: nothing yet)."""

    scope: Scope
    measure: Measure
    old: int
    new: int
    there: int | None
    is_ours: bool
    """Whether what stands there was set from this draft and not changed since."""

    @property
    def word(self) -> str:
        """What a form calls it."""
        return f"{self.scope.word}-{self.measure}"


def aims_of(draft: Draft) -> list[Aim]:
    """The old year's targets of the draft's team, or of all, in the order of the targets' page.

    A team or a campaign that the new year has not is left out.
    """
    old, there, ours = _by_key(draft.from_year), _by_key(draft.to_year), _set_from(draft)
    cells = [(scope, measure) for scope in scopes_of(draft.to_year) for measure in scope.measures]
    return [
        Aim(
            scope,
            measure,
            old=before,
            new=min(scaled(before, draft.percent) or 0, LARGEST),
            there=now.quantity if (now := there.get((*scope.key, measure))) else None,
            is_ours=now is not None and _is_untouched(now, ours.get(now.id)),
        )
        for scope, measure in cells
        if draft.team_id in (None, scope.key[0])
        and (target := old.get((*scope.key, measure))) is not None
        and (before := target.quantity) is not None
    ]


def set_aims(draft: Draft, words: Iterable[str] | None, *, by: Person, now: datetime) -> int:
    """Set the targets that forms call `words` (None: all) in the new year, and say how many were set.

    One that stands there already is left as it is. Raises Forbidden like `set_targets`.
    """
    meant = None if words is None else set(words)
    aims = [aim for aim in aims_of(draft) if aim.there is None and (meant is None or aim.word in meant)]
    count = set_targets(draft.to_year, {(aim.scope, aim.measure): aim.new for aim in aims}, by=by, now=now)
    made = _by_key(draft.to_year)
    for aim in aims:
        target = made[*aim.scope.key, aim.measure]
        db.session.merge(DraftTarget(draft_id=draft.id, target_id=target.id, quantity=aim.new, set_at=now))
    db.session.flush()
    return count


def take_aims_back(draft: Draft, *, by: Person, now: datetime) -> int:
    """Take away the targets that were set from the draft and that nobody has changed since; how many."""
    mine: dict[Any, int | None] = {(aim.scope, aim.measure): None for aim in aims_of(draft) if aim.is_ours}
    return set_targets(draft.to_year, mine, by=by, now=now)


def _by_key(year: int) -> dict[Key, Target]:
    return {(target.team_id, target.campaign_id, target.measure): target for target in targets_of(year)}


def _set_from(draft: Draft) -> dict[uuid.UUID, DraftTarget]:
    rows = db.session.scalars(select(DraftTarget).where(DraftTarget.draft_id == draft.id))
    return {row.target_id: row for row in rows}


def _is_untouched(target: Target, row: DraftTarget | None) -> bool:
    return row is not None and (target.quantity, target.changed_at) == (row.quantity, row.set_at)
