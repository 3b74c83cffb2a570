"""What a part of a picture is called."""

from typing import Any

from flask_babel import ngettext

from outreach.db import db
from outreach.errors import NotFound
from outreach.media.models import Article, Channel
from outreach.people.models import Team
from outreach.reports.online_year.asked import Part
from outreach.schedule.models import Campaign
from outreach.web.filters import named


def names_of(part: Part) -> list[str]:
    """The part in words, one for each thing that narrows it; raises NotFound for what is not in the lists."""
    asked: tuple[tuple[Any, Any], ...] = (
        (Channel, part.channel),
        (Team, part.of_team),
        (Campaign, part.of_campaign),
        (Article, part.item),
    )
    names = [_name(model, identity) for model, identity in asked if identity is not None]
    if part.but:
        count = len(part.but)
        names.append(ngettext("All channels but %(num)s", "All channels but %(num)s", count))
    return names


def _name(model: Any, identity: Any) -> str:
    found = db.session.get(model, identity)
    if found is None:
        raise NotFound(code="no_such_part", id=identity)
    return found.title if isinstance(found, Article) else named(found)
