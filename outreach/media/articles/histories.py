"""What the history of an item tells: each of its facts as a person reads it, and which of them move a figure."""

from collections.abc import Mapping
from typing import Any

from outreach.audit.actions import record_act, record_change
from outreach.db import db
from outreach.laws.models import Law
from outreach.media.models import Article
from outreach.people.models import Team
from outreach.schedule.models import Edition, Event

#: These fields of an article move a figure: which key, which day, whose row.
_MOVING = frozenset({"kind", "day", "team", "editions", "withdrawn"})
_JOINT = "、"


def as_read(item: Article) -> dict[str, str | None]:
    """The facts of an item by the names of their fields."""
    event = db.session.get(Event, item.event_id) if item.event_id else None
    editions = [db.session.get_one(Edition, tag.edition_id) for tag in item.tags]
    joint = [db.session.get_one(Team, each.team_id).name for each in item.joint_teams]
    laws = [db.session.get_one(Law, each.law_id).title for each in item.laws]
    return {
        "kind": item.kind.value,
        "title": item.title,
        "day": item.day.isoformat(),
        "team": db.session.get_one(Team, item.team_id).name,
        "joint_teams": _joined(joint),
        "event": event.title if event else None,
        "editions": _joined(f"{each.campaign.name} {each.year}" for each in editions),
        "laws": _joined(laws),
        "authors": item.authors,
        "note": item.note,
    }


def record_differences(item: Article, before: Mapping[str, Any], *, reason: str | None = None, **who: Any) -> bool:
    """Write each fact that is another one than `before` into the history; False where none is."""
    after = as_read(item)
    changed = [field for field, new in after.items() if before[field] != new]
    for field in changed:
        record(item, field, before[field], after[field], reason=reason, **who)
    if changed:
        record_act("article.changed", subject=item, title=item.title, **who)
    return bool(changed)


def record(item: Article, field: str, old: str | None, new: str | None, **who: Any) -> None:
    """Add one line to the item's history."""
    record_change(item, field, old=old, new=new, moves_figure=field in _MOVING, **who)


def _joined(names: Any) -> str | None:
    return _JOINT.join(sorted(names)) or None
