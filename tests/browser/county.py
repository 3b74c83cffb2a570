"""A small county of its own for stories: four teams, five townships, a campaign, a store, a holiday and a target.

It is Thursday 3 September 2026, two in the afternoon. 三江镇 has had no work-injury visit for 14 months, and 龙泉镇
has never had one.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Unpack

from outreach import clock
from outreach.db import transaction
from outreach.people.rules import Role
from outreach.periods import Period
from outreach.places.markets import MarketCalendar
from outreach.schedule.actions import declare_held, plan_event
from outreach.schedule.facts import Details
from outreach.schedule.models import Campaign
from outreach.schedule.queries import event
from outreach.schedule.rules import Duty, Form, Track
from outreach.schedule.targets.actions import set_targets
from outreach.schedule.targets.queries import Scope
from outreach.schedule.targets.rules import Measure
from outreach.workdays.actions import announce_year
from outreach.workdays.holidays import Holiday
from tests.making import (
    make_bureau,
    make_edition,
    make_material,
    make_person,
    make_place,
    make_stock,
    make_team,
    stored,
)

NOW = datetime(2026, 9, 3, 6, 0, tzinfo=UTC)
LEAD, SPEAKER, PENSION = "lead.work_injury", "staff.wang", "staff.chen"
TOWNSHIPS = ("三江镇", "石桥镇", "白云镇", "龙泉镇", "新塘镇")
BOOKLET, TARGET = "工伤预防手册", 12


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """That time of the bureau's wall clock."""
    return clock.instant(datetime(day.year, day.month, day.day, hour, minute))


@dataclass(frozen=True)
class County:
    """What the stories name: teams, people, places and the campaign's edition, loaded."""

    teams: dict[str, Any]
    people: dict[str, Any]
    places: dict[str, Any]
    edition: Any
    booklet: Any


def make_county() -> County:
    """The county, in an app's empty database."""
    make_bureau()
    teams = {code: make_team(code) for code in ("employment", "pension", "work_injury", "labor_relations")}
    people = {
        name: make_person(role, team=teams[code], username=name, name=called)
        for name, called, role, code in (
            (LEAD, "李梅", Role.LEAD, "work_injury"),
            (SPEAKER, "王强", Role.STAFF, "work_injury"),
            ("staff.zhao", "赵敏", Role.STAFF, "work_injury"),
            ("lead.pension", "周平", Role.LEAD, "pension"),
            (PENSION, "陈静", Role.STAFF, "pension"),
        )
    }
    markets = {"石桥镇": {"market_days": "3,8", "market_calendar": MarketCalendar.SOLAR}}
    places = {name: make_place(name=name, **markets.get(name, {})) for name in TOWNSHIPS}
    booklet = make_material(name=BOOKLET)
    make_stock(booklet, 5000)
    campaign = stored(Campaign(code="prevention", name="工伤预防宣传", aliases=[]))
    edition = make_edition(campaign, year=2026, first_day=date(2026, 9, 1), last_day=date(2026, 10, 31))
    county = County(teams, people, places, edition, booklet)
    _make_past(county)
    with transaction():
        off = tuple(Period(date(2026, 10, 1), date(2026, 10, 7)))
        announce_year(2026, holidays=[Holiday("国庆节", off)], source=None, by=people["lead.pension"], now=NOW)
        mine = (Scope(team=teams["work_injury"]), Measure.EVENTS_PUBLIC)
        set_targets(2026, {mine: TARGET}, by=people[LEAD], now=NOW)
    return county


def make_five(county: County) -> dict[str, uuid.UUID]:
    """Ids of five events of the campaign, one in each township, on the mornings from Monday 7 September on.

    王强 speaks on each, and 陈静 of the team that joins has a desk there; 300 booklets are planned for each.
    """
    return {
        name: _planned(
            county,
            name,
            date(2026, 9, 7) + timedelta(days=number),
            joining_team_ids=[county.teams["pension"].id],
            staff={county.people[SPEAKER].id: Duty.SPEAKER, county.people[PENSION].id: Duty.DESK},
        )
        for number, name in enumerate(TOWNSHIPS)
    }


def _make_past(county: County) -> None:
    days = {"三江镇": (2025, 6, 25), "石桥镇": (2026, 8, 13), "白云镇": (2026, 7, 9), "新塘镇": (2026, 6, 16)}
    lead, speaker = county.people[LEAD], county.people[SPEAKER]
    for name, day in days.items():
        event_id = _planned(county, name, date(*day), staff={lead.id: Duty.LEAD, speaker.id: Duty.SPEAKER})
        with transaction():
            declare_held(event(event_id), by=lead, now=NOW)


def _planned(county: County, name: str, day: date, **details: Unpack[Details]) -> uuid.UUID:
    with transaction():
        planned = plan_event(
            by=county.people[LEAD],
            now=NOW,
            title=f"{name}工伤预防宣传",
            track=Track.PUBLIC,
            lead_team_id=county.teams["work_injury"].id,
            place_id=county.places[name].id,
            starts_at=at(day, 9),
            ends_at=at(day, 11),
            past_is_meant=True,
            edition_ids=[county.edition.id] if day >= county.edition.first_day else [],
            planned_items={county.booklet.id: 300},
            expected_handouts=300,
            forms=[Form.DESK],
            **details,
        )
        return planned.id
