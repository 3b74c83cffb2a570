"""Whose items a person logs and changes: leads their own team's, the clerk everybody's."""

import uuid
from datetime import datetime

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.errors import Forbidden
from outreach.media.models import Article
from outreach.people.access import may_plan_for
from outreach.people.models import Person


def check_may_publish(by: Person, team_id: uuid.UUID, now: datetime) -> None:
    """Raise Forbidden for a team whose articles `by` does not log."""
    if not may_publish(by, team_id, now):
        raise Forbidden(_("You can log articles for your own team only."))


def may_publish(by: Person, team_id: uuid.UUID, now: datetime) -> bool:
    """Whether `by` logs the team's articles."""
    return may_plan_for(by, team_id, clock.local_day(now))


def may_change(by: Person, item: Article, now: datetime) -> bool:
    """Whether `by` changes the item, so that a page can leave out what would be refused."""
    return may_publish(by, item.team_id, now)
