"""The campaigns of a year on the board: their days, what they brought, and how far they are."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from outreach.periods import Period
from outreach.reports.boards.charting import bullet_of
from outreach.reports.filters import Filters, chosen_row
from outreach.reports.labels import UNDECIDED
from outreach.reports.sums import YearSums
from outreach.reports.tables import figure_href
from outreach.reports.targets.queries import TargetRow, YearOfTargets
from outreach.schedule.campaigns.queries import editions_covering
from outreach.schedule.models import Campaign, Edition
from outreach.web.bullets import Bullet
from outreach.web.filters import number

#: What a campaign shows, where it has any.
SHOWN = ("events_public", "events_enterprise", "events_training", "handouts", "consultations")


class Phase(StrEnum):
    """Where a campaign stands in its days, in the order of the board."""

    RUNNING = "running"
    AHEAD = "ahead"
    OVER = "over"


@dataclass(frozen=True)
class Brought:
    """What a campaign brought of one figure, and where that opens."""

    key: str
    text: str
    href: str


@dataclass(frozen=True)
class CampaignRow:
    """A campaign in a year: its editions by first day, the days of the running one that are over and all of them."""

    campaign: Campaign
    editions: tuple[Edition, ...]
    phase: Phase
    day: int
    days: int
    brought: tuple[Brought, ...]
    targets: tuple[tuple[TargetRow, Bullet], ...]

    @property
    def is_idle(self) -> bool:
        """Whether it is over and brought nothing that was asked of it."""
        return self.phase is Phase.OVER and not self.brought and not self.targets


@dataclass(frozen=True)
class Campaigns:
    """The campaigns of a year; `idle` are over, and no event of the year is tagged to them."""

    rows: tuple[CampaignRow, ...]
    idle: tuple[CampaignRow, ...]


@dataclass(frozen=True)
class CampaignBoard:
    """Makes the rows of the campaigns out of the year's sums and targets."""

    filters: Filters
    today: date
    sums: YearSums
    targets: YearOfTargets

    def campaigns(self) -> Campaigns:
        """Those with an edition in the year: the ones that run, the ones to come, the ones that are over."""
        editions: dict[Campaign, list[Edition]] = defaultdict(list)
        for edition in editions_covering(self.filters.period):
            editions[edition.campaign].append(edition)
        order = list(Phase)
        rows = sorted(
            (self._row(campaign, of_it) for campaign, of_it in editions.items()),
            key=lambda row: (order.index(row.phase), row.editions[0].first_day),
        )
        return Campaigns(tuple(row for row in rows if not row.is_idle), tuple(row for row in rows if row.is_idle))

    def _row(self, campaign: Campaign, editions: Sequence[Edition]) -> CampaignRow:
        phase, days = _phase([edition.days for edition in editions], self.today)
        rows = [row for row in self.targets.of("campaign") if row.scope.campaign is campaign]
        return CampaignRow(
            campaign,
            tuple(editions),
            phase,
            day=(self.today - days.first).days + 1 if phase is Phase.RUNNING else 0,
            days=(days.last - days.first).days + 1,
            brought=tuple(self._brought(campaign)),
            targets=tuple((row, bullet_of(row, None)) for row in rows),
        )

    def _brought(self, campaign: Campaign) -> Iterator[Brought]:
        cell = ("campaign", campaign.id)
        for key in SHOWN:
            value = self.sums.value(key, cell)
            if value:
                mark = f" {UNDECIDED}" if self.sums.in_doubt(key, cell) else ""
                href = figure_href(key, self.filters, campaign=chosen_row(campaign))
                yield Brought(key, f"{number(value)}{mark}", href)


def _phase(spans: Sequence[Period], today: date) -> tuple[Phase, Period]:
    """Where the spans stand, and the one that says so."""
    running = next((days for days in spans if today in days), None)
    if running is not None:
        return Phase.RUNNING, running
    ahead = next((days for days in spans if days.first > today), None)
    return (Phase.AHEAD, ahead) if ahead is not None else (Phase.OVER, spans[-1])
