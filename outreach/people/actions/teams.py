"""The teams, and what the bureau is called."""

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.audit.actions import Actor, record_act, record_change
from outreach.db import db
from outreach.errors import Invalid
from outreach.people.models import Bureau, Team
from outreach.people.queries import team_by_code, teams

_CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
VIEWS_LABELS = ("次", "人次")


@dataclass(frozen=True)
class TeamFacts:
    """What can be changed about a team; `mark` is one character, `palette` its colour from 1 to 8."""

    name: str
    name_en: str | None
    mark: str
    palette: int
    position: int
    first_day: date | None = None
    last_day: date | None = None


def add_team(*, code: str, facts: TeamFacts, by: Actor, now: datetime) -> Team:
    """A new team; its code, by which addresses and feeds name it, never changes. Raises Invalid."""
    if not _CODE.fullmatch(code):
        message = _("A code has 2 to 40 small letters, digits or underscores, such as work_injury.")
        raise Invalid(message, field="code", code="team_code")
    if team_by_code(code) is not None:
        raise Invalid(_("Another team has this code."), field="code", code="taken")
    _check(facts)
    team = Team(code=code, **asdict(facts))
    db.session.add(team)
    db.session.flush()
    record_act("team.added", by=by, now=now, subject=team, code=code, name=team.name)
    return team


def change_team(*, team: Team, facts: TeamFacts, by: Actor, now: datetime) -> None:
    """Set what is known of the team; raises Invalid."""
    _check(facts, but=team)
    if _set(team, asdict(facts), by=by, now=now):
        record_act("team.changed", by=by, now=now, subject=team, code=team.code, name=team.name)


def change_bureau(
    *, bureau: Bureau, name: str, views_label: str, usual_things: str | None = None, by: Actor, now: datetime
) -> None:
    """Set the bureau's name, the word printed behind views, and what is taken along to an event; raises Invalid."""
    if views_label not in VIEWS_LABELS:
        raise Invalid(_("Choose one of the list."), field="views_label")
    wanted = {"name": checked_bureau_name(name), "views_label": views_label, "usual_things": usual_things or None}
    old = {field: getattr(bureau, field) for field in wanted}
    changed = {field: value for field, value in wanted.items() if value != old[field]}
    for field, value in changed.items():
        setattr(bureau, field, value)
    db.session.flush()
    if changed:
        before = {field: old[field] for field in changed}
        record_act("bureau.changed", by=by, now=now, before=before, after=changed)


def checked_bureau_name(name: str) -> str:
    """`name` as it is stored; raises Invalid for none and for one too long to print."""
    name = name.strip()
    if not name or len(name) > 100:
        raise Invalid(_("Enter a name of up to 100 characters."), field="name", code="bureau_name")
    return name


def _check(facts: TeamFacts, *, but: Team | None = None) -> None:
    if not facts.name or len(facts.name) > 60:
        raise Invalid(_("Enter a name of up to 60 characters."), field="name", code="name")
    if not 1 <= len(facts.mark) <= 2:
        raise Invalid(_("The mark is one character, two at most."), field="mark", code="mark")
    if not 1 <= facts.palette <= 8:
        raise Invalid(_("Choose one of the list."), field="palette", code="palette")
    if facts.first_day and facts.last_day and facts.last_day < facts.first_day:
        raise Invalid(_("The last day lies before the first."), field="last_day", code="end_before_start")
    if any(team.mark == facts.mark for team in teams() if team is not but):
        message = _("Another team has this mark. Without colour the two could not be told apart.")
        raise Invalid(message, field="mark", code="mark_taken")


def _set(team: Team, wanted: dict[str, Any], *, by: Actor, now: datetime) -> bool:
    changed = {field: value for field, value in wanted.items() if value != getattr(team, field)}
    for field, value in changed.items():
        old = getattr(team, field)
        setattr(team, field, value)
        written = [None if each is None else str(each) for each in (old, value)]
        record_change(team, field, old=written[0], new=written[1], by=by, now=now)
    db.session.flush()
    return bool(changed)
