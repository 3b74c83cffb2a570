"""The plan as a responsibility list 普法责任清单: what is explained, who answers for it, to whom, how, and how much."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from outreach.materials.rules import CountKind
from outreach.periods import year as days_of_year
from outreach.schedule.campaigns.planned_year import Planned, planned_in
from outreach.schedule.campaigns.queries import campaigns
from outreach.schedule.labels import said
from outreach.schedule.models import Campaign, Edition
from outreach.schedule.rules import Status, Track
from outreach.web.filters import named, short_day

AUDIENCES: dict[Track, Any] = {
    Track.PUBLIC: lazy_gettext("the public"),
    Track.ENTERPRISE: lazy_gettext("employers and their workers"),
    Track.TRAINING: lazy_gettext("those who are trained"),
    Track.INTERNAL: lazy_gettext("our own staff"),
}


@dataclass(frozen=True)
class Line:
    """One line of the list; `leader` is for the bureau to fill in: no plan says which of its heads answers."""

    number: int
    content: str
    leader: str
    people: str
    offices: str
    audience: str
    carriers: str
    measures: str
    standard: str

    @property
    def cells(self) -> tuple[Any, ...]:
        """The cells in the order of the columns."""
        people = (self.leader, self.people, self.offices)
        return self.number, self.content, *people, self.audience, self.carriers, self.measures, self.standard


@dataclass(frozen=True)
class _Part:
    """What one line is made of: a campaign's run in the year, or a team's events outside of all campaigns."""

    title: str
    events: Sequence[Planned]
    edition: Edition | None = None
    campaign: Campaign | None = None


def responsibility_list(year: int) -> list[Line]:
    """A line for each campaign of the year that has days or events, then one for each team's events beside them.

    An event that serves two campaigns stands in both lines; cancelled ones stand in none.
    """
    events = planned_in(days_of_year(year))
    parts = [*_campaign_parts(year, events), *_team_parts(events)]
    return [_line(number, part) for number, part in enumerate(parts, start=1)]


def _campaign_parts(year: int, events: Sequence[Planned]) -> Iterable[_Part]:
    by_edition: dict[uuid.UUID, list[Planned]] = {}
    for event in events:
        for edition_id in event.edition_ids:
            by_edition.setdefault(edition_id, []).append(event)
    runs = [(edition, campaign) for campaign in campaigns(retired=True) for edition in campaign.editions]
    for edition, campaign in sorted(runs, key=lambda run: (run[0].first_day, run[1].position, run[1].name)):
        its_events = by_edition.get(edition.id, [])
        if its_events or edition.year == year:
            yield _Part(named(campaign), its_events, edition, campaign)


def _team_parts(events: Sequence[Planned]) -> Iterable[_Part]:
    untagged = [event for event in events if not event.edition_ids]
    teams = {event.lead_team.id: event.lead_team for event in untagged}
    for team in sorted(teams.values(), key=lambda each: (each.position, each.code)):
        title = _("%(team)s: events beside the campaigns", team=named(team))
        yield _Part(title, [event for event in untagged if event.lead_team is team])


def _line(number: int, part: _Part) -> Line:
    events = part.events
    in_charge = (name for event in events for name in event.in_charge)
    teams = dict.fromkeys(team for event in events for team in (event.lead_team, *event.joining))
    items = dict.fromkeys(item for event in events for item in event.items)
    forms = dict.fromkeys(form for event in events for form in event.forms)
    return Line(
        number=number,
        content=_content(part),
        leader="",
        people=_joined(in_charge),
        offices=_joined(named(team) for team in teams),
        audience=_joined(_audiences(events)),
        carriers=_joined(named(item) for item in items if item.kind in (CountKind.HANDOUT, CountKind.DISPLAY)),
        measures=_joined(said(form) for form in forms),
        standard=_standard(events),
    )


def _content(part: _Part) -> str:
    """The title with its days, and the laws that the campaign or its events explain."""
    laws = [each.law.title for each in part.campaign.laws] if part.campaign is not None else []
    laws += [title for event in part.events for title in event.laws]
    title = part.title
    if part.edition is not None:
        first, last = short_day(part.edition.first_day), short_day(part.edition.last_day)
        title = _("%(title)s (%(first)s to %(last)s)", title=title, first=first, last=last)
    return "\n".join([title, *(f"《{law}》" for law in dict.fromkeys(laws))])


def _audiences(events: Sequence[Planned]) -> Iterable[str]:
    """The groups that are expected; where none is named, those whom the track goes to."""
    for event in events:
        groups = [named(item) for item in event.items if item.kind is CountKind.ATTENDANCE]
        yield from groups or [str(AUDIENCES[event.track])]


def _standard(events: Sequence[Planned]) -> str:
    """How many events are planned and how many were held already, and the numbers that are expected of them."""
    counts = Counter(event.status for event in events)
    said_counts = [ngettext("%(num)s event in the plan", "%(num)s events in the plan", len(events))]
    if counts[Status.HELD]:
        said_counts.append(_("%(count)s of them held", count=counts[Status.HELD]))
    words = (
        _("materials to hand out: %(number)s 份"),
        _("consultations: %(number)s 人次"),
        _("people present: %(number)s 人次"),
    )
    sums = [sum(event.expected[n] or 0 for event in events) for n in range(len(words))]
    said_sums = [each % {"number": number} for number, each in zip(sums, words, strict=True) if number]
    return "\n".join([*said_counts, *said_sums])


def _joined(parts: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(parts))
