"""Reading what should be read now: every placement of the last year with counters, in three statements."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import exists, select

from outreach.db import db
from outreach.media.models import Article, Channel, Placement
from outreach.media.proofs import queries as proofs
from outreach.media.proofs.unproven import page_of_unproven
from outreach.media.readings.due import WINDOW, Due, Stand, due_of, lacks_year_end
from outreach.media.readings.due_queries import counted_channels, standings_of
from outreach.media.reminders.models import AcceptedGap
from outreach.people.models import Team
from outreach.people.queries import teams
from outreach.web.paging import Page, paged

#: From this day of December on it is told that the year's last reading comes.
_TOLD_FROM = (12, 15)


@dataclass(frozen=True)
class Reminder:
    """A placement whose counters should be read: why, and by when."""

    placement_id: uuid.UUID
    channel: Channel
    due: Due
    by: date
    stand: Stand


@dataclass(frozen=True)
class OfChannel:
    """How many items of one channel there are of one kind, and by when the first of them should be read."""

    channel: Channel
    count: int
    first: date


@dataclass(frozen=True)
class Reminders:
    """All that should be read; `at_year_end` is how many items the coming year's last reading will be of."""

    every: Sequence[Reminder]
    at_year_end: int | None

    def of(self, due: Due, channel_id: uuid.UUID | None = None) -> list[Reminder]:
        """Those of one kind, the most urgent first."""
        return [each for each in self.every if each.due is due and channel_id in (None, each.channel.id)]

    def by_channel(self, due: Due) -> list[OfChannel]:
        """Those of one kind, channel by channel, the most urgent first."""
        found: dict[uuid.UUID, list[Reminder]] = defaultdict(list)
        for each in self.of(due):
            found[each.channel.id].append(each)
        lines = [OfChannel(some[0].channel, len(some), min(each.by for each in some)) for some in found.values()]
        return sorted(lines, key=lambda line: (line.first, line.channel.name, str(line.channel.id)))


def reminders(today: date, *, team_ids: Collection[uuid.UUID] | None = None) -> Reminders:
    """What should be read, by day; of some teams only. What was accepted as it is is left out."""
    accepted = exists().where(AcceptedGap.placement_id == Placement.id)
    channels = {each.id: each for each in counted_channels()}
    yesterday = today - timedelta(days=1)
    stands = standings_of(channels.values(), today - WINDOW, yesterday, team_ids=team_ids, but=accepted)
    every = []
    for each in stands:
        due = due_of(each.stand, today)
        if due is not None:
            every.append(Reminder(each.placement_id, channels[each.channel_id], *due, each.stand))
    every.sort(key=lambda each: (each.by, each.stand.appeared, str(each.placement_id)))
    return Reminders(every, _at_year_end([each.stand for each in stands], today))


def without_proof(team_ids: Collection[uuid.UUID] | None) -> dict[Team | None, int]:
    """How many counters of other bodies' accounts say nowhere where they are from: they do not count (rule 8).

    Of each of the teams that has some, in their order; with None of all teams together, under None.
    """
    wanted = [None] if team_ids is None else [team for team in teams() if team.id in team_ids]
    asked = {team: proofs.Filters(team_id=team.id if team else None) for team in wanted}
    counted = {team: page_of_unproven(filters, 1, size=1).total for team, filters in asked.items()}
    return {team: count for team, count in counted.items() if count}


def page_of_accepted(number: int, *, team_ids: Collection[uuid.UUID] | None = None) -> Page[AcceptedGap]:
    """What was accepted as it is, the latest first."""
    statement = select(AcceptedGap).order_by(AcceptedGap.at.desc(), AcceptedGap.placement_id)
    if team_ids is not None:
        own = select(Placement.id).join(Placement.article).where(Article.team_id.in_(team_ids))
        statement = statement.where(AcceptedGap.placement_id.in_(own))
    return paged(db.session(), statement, number)


def counts(found: Reminders) -> Mapping[Due, int]:
    """How many there are of each kind."""
    return {due: len(found.of(due)) for due in Due}


def _at_year_end(stands: Sequence[Stand], today: date) -> int | None:
    if (today.month, today.day) < _TOLD_FROM:
        return None
    new_year = date(today.year + 1, 1, 1)
    return sum(lacks_year_end(each, new_year) for each in stands)
