"""A figure added up part by part. Each part is what the figure itself is under the part's filter (rule 1).

What happened on the spot is read once, event by event, and added here: one event has one team, day, track and place,
several forms and campaigns. What appeared online is grouped by the database.
"""

import uuid
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Select, cast, func, literal, select

from outreach.db import db
from outreach.db.statements import made_of_it, made_once
from outreach.logbook.doubles.queries import undecided
from outreach.logbook.models import Tally
from outreach.logbook.rules import Basis
from outreach.periods import Period
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.reports.company_lines import companies_of_visits
from outreach.reports.divided.rules import Amount
from outreach.reports.doubts import add_rounded
from outreach.reports.filters import Filters
from outreach.reports.online import METRICS
from outreach.reports.sums import WHOLE, YearSums, add_views, tags_of_articles, took_part
from outreach.reports.values import Drawn
from outreach.schedule.models import CampaignTag, Edition, Event, EventForm
from outreach.schedule.rules import Form, Track

#: How a part is named: its dimension, and its value there (an id, a month's number, a word).
Part = tuple[str, Hashable]


@dataclass
class Division:
    """The parts of one figure that have a line."""

    parts: dict[Part, Amount] = field(default_factory=lambda: defaultdict(Amount))

    def of(self, dimension: str) -> dict[Any, Amount]:
        """The parts of one dimension that have a line."""
        return {value: amount for (name, value), amount in self.parts.items() if name == dimension}


@dataclass(frozen=True)
class _Event:
    """One event's share of a figure."""

    id: uuid.UUID
    team_id: uuid.UUID
    day: date
    track: Track
    place_id: uuid.UUID
    place_kind: PlaceKind
    quantity: int

    def parts(self) -> list[Part]:
        """The parts that an event belongs to by what stands in its own row."""
        return [
            ("team", self.team_id),
            ("month", self.day.month),
            ("track", self.track),
            ("place", self.place_id),
            ("place_kind", self.place_kind),
        ]


def divided(drawn: Drawn, filters: Filters) -> Division:
    """The figure's value under `filters`, divided in every way in which it can be."""
    division = Division()
    if drawn.value is not None:
        _ADDED[drawn.figure.of](division, drawn, filters)
    return division


def _add_events(division: Division, drawn: Drawn, filters: Filters) -> None:
    several, figure = _several(filters), drawn.figure
    for event, parts in _shares(figure.lines(filters), several):
        for part in parts:
            division.parts[part].value += event.quantity
    if figure.of == "tally":
        _add_doubts(division, drawn, filters, several)
    if figure.key == "took_part":
        for part in [part for part in division.parts if part[0] == "team"]:
            del division.parts[part]
        for team_id, count in took_part(filters).items():
            division.parts["team", team_id].value = count


def _add_doubts(division: Division, drawn: Drawn, filters: Filters, several: "_Several") -> None:
    """What of each part was estimated or is undecided, read only where the whole has some."""
    lines: Any = drawn.figure.lines(filters)
    if drawn.estimated:
        for event, parts in _shares(lines.where(Tally.basis == Basis.ESTIMATED), several):
            for part in parts:
                division.parts[part].estimated += event.quantity
    if drawn.undecided:
        for event, parts in _shares(lines.where(Tally.id.in_(undecided(Tally.id))), several):
            for part in parts:
                division.parts[part].undecided += event.quantity


def _add_visits(division: Division, drawn: Drawn, filters: Filters) -> None:
    """A company counts once in each part, so that the companies themselves are collected, not their number.

    A visit belongs to where its company lies, whatever the place of the event.
    """
    companies: dict[uuid.UUID, list[tuple[uuid.UUID, PlaceKind]]] = defaultdict(list)
    visits = companies_of_visits(filters)
    for event_id, company_id, kind in db.session.execute(visits):
        companies[event_id].append((company_id, kind))
    visited: dict[Part, list[uuid.UUID]] = defaultdict(list)
    for event, parts in _shares(visits.add_columns(literal(1).label("quantity")), _several(filters)):
        for company_id, kind in companies[event.id]:
            where: list[Part] = [("place", company_id), ("place_kind", kind)]
            for part in [*where, *(part for part in parts if part[0] not in ("place", "place_kind"))]:
                visited[part].append(company_id)
    for part, found in visited.items():
        division.parts[part].value = len(found if drawn.figure.of == "visit" else set(found))


def _add_orders(division: Division, drawn: Drawn, filters: Filters) -> None:
    _add_by_team_and_month(division, drawn.figure.lines(filters).subquery("line"))


def _add_articles(division: Division, drawn: Drawn, filters: Filters) -> None:
    line = drawn.figure.lines(filters).subquery("line")
    _add_by_team_and_month(division, line)
    _add_tagged(division, line)


def _add_by_team_and_month(division: Division, line: Any) -> None:
    for team_id, day, count in db.session.execute(
        select(line.c.team_id, line.c.day, func.sum(line.c.quantity)).group_by(line.c.team_id, line.c.day)
    ):
        division.parts["team", team_id].value += int(count)
        division.parts["month", day.month].value += int(count)


def _add_readings(division: Division, drawn: Drawn, filters: Filters) -> None:
    """Views month by month have bases of their own (rule 8); readings without a base are divided as they are listed."""
    key = drawn.figure.key
    if key in METRICS:
        sums, rounded = YearSums(), defaultdict[Any, int](int)
        add_views(sums, key, filters)
        if drawn.estimated:
            add_rounded(rounded, key, filters)
        for cell, values in ((cell, values) for cell, values in sums.cells.items() if cell != WHOLE):
            division.parts[cell].add(Amount(values[key], rounded.get((cell, key), 0)))
        return
    line = drawn.figure.lines(filters).subquery("line")
    by_team = select(line.c.team_id, func.sum(line.c.quantity)).group_by(line.c.team_id)
    for team_id, total in db.session.execute(by_team):
        division.parts["team", team_id].value += int(total)
    _add_tagged(division, line)


def _add_tagged(division: Division, line: Any) -> None:
    tags = tags_of_articles()
    tagged = select(tags.c.campaign_id, func.sum(line.c.quantity)).join(line, line.c.article_id == tags.c.article_id)
    for campaign_id, total in db.session.execute(tagged.group_by(tags.c.campaign_id)):
        division.parts["campaign", campaign_id].value += int(total)


_ADDED = {
    "event": _add_events,
    "tally": _add_events,
    "visit": _add_visits,
    "enterprise": _add_visits,
    "check_up": _add_events,
    "risk": _add_events,
    "order": _add_orders,
    "article": _add_articles,
    "reading": _add_readings,
}
#: Campaigns and forms of each event of the period.
_Several = dict[uuid.UUID, list[Part]]


def _several(filters: Filters) -> _Several:
    found: _Several = defaultdict(list)
    for event_id, campaign_id in db.session.execute(_campaigns(filters.period)):
        found[event_id].append(("campaign", campaign_id))
    for event_id, form in db.session.execute(_forms(filters.period)):
        found[event_id].append(("form", form))
    return found


@made_once
def _campaigns(period: Period) -> Select[uuid.UUID, uuid.UUID]:
    return (
        select(CampaignTag.event_id, Edition.campaign_id)
        .join(Edition, Edition.id == CampaignTag.edition_id)
        .join(Event, Event.id == CampaignTag.event_id)
        .where(Event.day.between(period.first, period.last))
        .distinct()
    )


@made_once
def _forms(period: Period) -> Select[uuid.UUID, Form]:
    forms = select(EventForm.event_id, EventForm.form).join(Event, Event.id == EventForm.event_id)
    return forms.where(Event.day.between(period.first, period.last))


def _shares(lines: Select[Any], several: _Several) -> Iterable[tuple[_Event, list[Part]]]:
    """Each event's share of the lines, with all the parts that it belongs to."""
    for row in db.session.execute(_shared(lines)):
        event = _Event(*row)
        yield event, [*event.parts(), *several.get(event.id, ())]


@made_of_it
def _shared(lines: Select[Any]) -> Select[Any]:
    line = lines.subquery("line")
    share = (
        select(line.c.event_id, cast(func.sum(line.c.quantity), BigInteger).label("quantity"))
        .group_by(line.c.event_id)
        .subquery()
    )
    columns: tuple[Any, ...] = (Event.id, Event.lead_team_id, Event.day, Event.track, Event.place_id, Place.kind)
    return (
        select(*columns, share.c.quantity)
        .join(share, share.c.event_id == Event.id)
        .join(Place, Place.id == Event.place_id)
    )
