"""Reading targets, and whose they can be."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from outreach import periods
from outreach.audit.models import Change
from outreach.db import db
from outreach.people.models import Team
from outreach.people.queries import teams
from outreach.schedule.campaigns.queries import campaigns
from outreach.schedule.models import Campaign
from outreach.schedule.targets.models import Target
from outreach.schedule.targets.rules import Measure

#: An article is tagged to a campaign too, but what a campaign is asked for are events.
OF_CAMPAIGNS = tuple(measure for measure in Measure if measure is not Measure.ARTICLES)


@dataclass(frozen=True)
class Scope:
    """Whose target: a team's, a campaign's, or the whole bureau's."""

    team: Team | None = None
    campaign: Campaign | None = None

    @property
    def key(self) -> tuple[uuid.UUID | None, uuid.UUID | None]:
        """The ids of team and campaign, as a target's row has them."""
        return (self.team.id if self.team else None, self.campaign.id if self.campaign else None)

    @property
    def word(self) -> str:
        """What a form calls it: an id, or "bureau"."""
        thing = self.team or self.campaign
        return "bureau" if thing is None else str(thing.id)

    @property
    def measures(self) -> Sequence[Measure]:
        """What a target can be set for."""
        return OF_CAMPAIGNS if self.campaign is not None else tuple(Measure)


def targets_of(year: int) -> Sequence[Target]:
    """All targets of the year, with team and campaign, also those taken away."""
    return db.session.scalars(select(Target).where(Target.year == year).order_by(Target.id)).all()


def scopes_of(year: int) -> Sequence[Scope]:
    """The bureau, the teams of the year, and the campaigns in use or with a target, in the bureau's order."""
    whole = periods.year(year)
    of_teams = [Scope(team=team) for team in teams() if _exists_in(team, whole)]
    aimed_at = {target.campaign_id for target in targets_of(year) if target.quantity}
    listed = [each for each in campaigns(retired=True) if each.retired_at is None or each.id in aimed_at]
    return [Scope(), *of_teams, *(Scope(campaign=campaign) for campaign in listed)]


def changes_of_targets(year: int, *, most: int = 100) -> Sequence[tuple[Change, Target]]:
    """The latest changes of the year's targets, newest first."""
    statement = (
        select(Change, Target)
        .join(Target, Target.id == Change.subject_id)
        .where(Change.subject_type == Target.__tablename__, Target.year == year)
        .order_by(Change.at.desc(), Change.id.desc())
        .limit(most)
    )
    return [(change, target) for change, target in db.session.execute(statement).unique()]


def _exists_in(team: Team, days: periods.Period) -> bool:
    begins, ends = team.first_day, team.last_day
    return (begins is None or begins <= days.last) and (ends is None or ends >= days.first)
