"""What a check-up list may say, and what a version changed: decisions on plain values."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.errors import Conflict, Invalid

LONGEST_TITLE, LONGEST_POINT, LONGEST_ARTICLE, LONGEST_COST, LONGEST_ASK = 100, 200, 100, 300, 100
#: Nobody looks at more in one visit.
MOST_POINTS = 60


@dataclass(frozen=True)
class PointFacts:
    """What a point says."""

    title: str
    look_at: str | None = None
    law_id: uuid.UUID | None = None
    article: str | None = None
    weight: int = 2
    cost: str | None = None
    advice: str | None = None
    within_days: int | None = None
    ask: str | None = None


@dataclass(frozen=True)
class Change:
    """What became of one point: new, gone, or said otherwise (`fields`: name, before, now)."""

    title: str
    is_new: bool = False
    is_gone: bool = False
    fields: tuple[tuple[str, Any, Any], ...] = ()


def differences(
    before: Sequence[tuple[uuid.UUID, PointFacts]], after: Sequence[tuple[uuid.UUID, PointFacts]]
) -> list[Change]:
    """What changed from version to version, by the keys of the points: those of `after` in order, then what went."""
    known, new = dict(before), dict(after)
    changes = []
    for key, facts in after:
        old = known.get(key)
        if old is None:
            changes.append(Change(facts.title, is_new=True))
        elif old != facts:
            fields = [(name, getattr(old, name), getattr(facts, name)) for name in PointFacts.__annotations__]
            changes.append(Change(facts.title, fields=tuple(each for each in fields if each[1] != each[2])))
    return changes + [Change(facts.title, is_gone=True) for key, facts in before if key not in new]


def check_point(facts: PointFacts) -> None:
    """Refuse a point that says too little or too much."""
    if not facts.title:
        raise Invalid(_("Say what must be so."), field="title", code="blank")
    for name, most in (("title", LONGEST_POINT), ("article", LONGEST_ARTICLE), ("cost", LONGEST_COST)):
        if len(getattr(facts, name) or "") > most:
            raise Invalid(_("Keep this within %(most)d characters.", most=most), field=name, code=f"{name}_too_long")
    if facts.article is not None and facts.law_id is None:
        raise Invalid(_("Choose the law to which the article belongs."), field="law", code="law_needed")


def check_publishable(points: int) -> None:
    """Refuse a version without a point, or with too many."""
    if not points:
        raise Conflict(_("A list without a point can't be published."), code="no_points")
    if points > MOST_POINTS:
        raise Conflict(_("A list holds at most %(most)d points.", most=MOST_POINTS), code="too_many_points")
