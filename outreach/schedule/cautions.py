"""What a planner is warned of, and may do all the same."""

from flask_babel import gettext as _

from outreach.schedule.models import Event
from outreach.schedule.rules import Status, is_after_team, is_outside
from outreach.web import filters


def cautions(event: Event) -> list[str]:
    """A sentence for each thing about the event that looks odd."""
    return [*_of_campaigns(event), *_of_teams(event)]


def _of_teams(event: Event) -> list[str]:
    if event.status is not Status.PLANNED:
        return []
    return [
        _("The team %(team)s is there until %(day)s only.", team=filters.named(team), day=filters.day(team.last_day))
        for team in (event.lead_team, *(each.team for each in event.joining))
        if is_after_team(event.day, team.last_day)
    ]


def _of_campaigns(event: Event) -> list[str]:
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
