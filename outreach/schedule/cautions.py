"""What a planner is warned of, and may do all the same."""

from flask_babel import gettext as _

from outreach.schedule.models import Event
from outreach.schedule.rules import is_outside
from outreach.web import filters


def cautions(event: Event) -> list[str]:
    """A sentence for each thing about the event that looks odd."""
    return [
        _(
            "The day lies outside of “%(campaign)s”, which runs from %(first)s to %(last)s.",
            campaign=filters.named(tag.edition.campaign),
            first=filters.day(tag.edition.first_day),
            last=filters.day(tag.edition.last_day),
        )
        for tag in event.tags
        if is_outside(event.day, [(tag.edition.first_day, tag.edition.last_day)])
    ]
