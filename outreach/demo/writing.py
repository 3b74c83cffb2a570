"""Writing everything that the example holds into a bureau that was just founded."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import select

from outreach import clock
from outreach.cases.models import Case
from outreach.db import Base, db
from outreach.demo.aims import write_targets
from outreach.demo.answering import settle_people
from outreach.demo.around import NOT_BEFORE, happenings_around
from outreach.demo.attending import write_attendance
from outreach.demo.briefing import write_briefs
from outreach.demo.bringing import bring_online_ledger
from outreach.demo.by_hand import type_by_hand
from outreach.demo.campaigns import editions_until
from outreach.demo.case_library import tell_cases, write_cases
from outreach.demo.checking import check_companies
from outreach.demo.content import beside, employment, labor_relations, pension, work_injury
from outreach.demo.content.ahead import REPEATED
from outreach.demo.content.check_ups import CHECK_UPS, SINCE
from outreach.demo.content.orders import ORDERED
from outreach.demo.days_off import public_holidays
from outreach.demo.deadlines import write_deadlines
from outreach.demo.deciding import decide_one
from outreach.demo.drafting import begin_draft
from outreach.demo.happenings import Happening
from outreach.demo.heeding import heed_questions
from outreach.demo.laying import lay
from outreach.demo.lists import Lists, write_lists
from outreach.demo.office_answers import write_answers
from outreach.demo.ordering import accepted, decline_some, write_orders
from outreach.demo.phoning import pair_phones
from outreach.demo.picturing import picture_events
from outreach.demo.proposing import propose
from outreach.demo.proving import prove_some
from outreach.demo.publishing import YEAR
from outreach.demo.questions import note_questions
from outreach.demo.reconciling import reconcile
from outreach.demo.repeating import repeat_fortnightly
from outreach.demo.screening import log_by_hand
from outreach.demo.spontaneous import make_on_the_spot
from outreach.demo.warehouse import stock_up
from outreach.laws.models import Law
from outreach.materials.models import Item
from outreach.people.models import Person, Team
from outreach.places.models import Place
from outreach.schedule.models import Event

#: Everything of 2025, by team.
YEARS = (employment.YEAR, pension.YEAR, work_injury.YEAR, labor_relations.YEAR)

#: What nearly every event of the example names.
_NAMED: tuple[type[Base], ...] = (Team, Place, Item, Law)

_Laid = list[tuple[Happening, Event]]


def write_example(*, by: Person, founded: datetime, now: datetime, password: str) -> None:
    """Write lists, events with their lines, and what was published; `founded` is before everything else."""
    today = clock.local_day(now)
    holidays = public_holidays(range(2024, today.year + 3))
    lists = write_lists(by=by, now=founded, password=password, last_year=today.year + 1)
    _named = [db.session.scalars(select(each)).unique().all() for each in _NAMED]  # held, so that none is read twice
    _set_aims(by=by, founded=founded, today=today)
    around = happenings_around(now, holidays, editions_until(today.year + 1))
    write_answers(lists, founded=founded, now=now)
    cases = write_cases(lists, founded=founded)
    before = lay(beside.BEFORE, lists)
    of_year = _year_in_companies(lists, cases, holidays=holidays)
    current = _around_today(around, lists, cases, holidays=holidays, now=now)
    write_orders(lists, holidays=holidays, now=now)
    make_on_the_spot(lists, holidays=holidays, now=now)
    stock_up(of_year, current, lists, now=now)
    settle_people(current, lists, now=now)
    _in_the_field(current, lists, now=now)
    decide_one(current, lists, now=now)
    begin_draft(lists, now=now)
    picture_events(of_year, current, lists, now=now)
    _online(lists, before, of_year, current, holidays=holidays, founded=founded, now=now)
    tell_cases(cases, of_year, lists)
    _in_the_office(lists, holidays=holidays, now=now)


def _set_aims(*, by: Person, founded: datetime, today: date) -> None:
    """What was aimed at in the year, and what is in the present one."""
    write_deadlines(range(YEAR, today.year + 2), by=by, founded=founded, today=today)
    write_targets(YEAR, is_running=False, by=by, now=founded)
    if today.year > YEAR:
        write_targets(today.year, is_running=True, by=by, now=founded)


def _year_in_companies(lists: Lists, cases: Mapping[str, Case], *, holidays: frozenset[date]) -> _Laid:
    """The year with what companies ordered and what was found there."""
    of_year = lay(of_the_year(), lists, orders={each.event: accepted(each) for each in ORDERED if each.event})
    decline_some(lists)
    check_companies(CHECK_UPS, of_year, lists, cases, holidays=holidays)
    return of_year


def _around_today(
    around: Iterable[Happening], lists: Lists, cases: Mapping[str, Case], *, holidays: frozenset[date], now: datetime
) -> _Laid:
    """What was held since the year, is on today and is planned; what companies and questions led to meanwhile."""
    current = lay(around, lists, latest=now)
    check_companies(SINCE, current, lists, cases, holidays=holidays)
    for happening, event in current:
        if happening.title == REPEATED:
            repeat_fortnightly(event, by=lists.people[f"lead.{happening.team}"], now=now)
    return [*current, *heed_questions(lists, holidays=holidays, now=now)]


def _online(
    lists: Lists,
    before: _Laid,
    of_year: _Laid,
    current: _Laid,
    *,
    holidays: frozenset[date],
    founded: datetime,
    now: datetime,
) -> None:
    """What was published, with the proofs of some of it, and what is being written."""
    desk = bring_online_ledger(
        lists, before=before, of_year=of_year, current=current, holidays=holidays, founded=founded, now=now
    )
    today = clock.local_day(now)
    first = max(NOT_BEFORE, date(today.year, 1, 1))
    prove_some(desk, first=first, now=now)
    log_by_hand(desk, lists.teams, first=first, today=today, now=now)
    write_briefs(current, lists, site=desk.channels["site"], holidays=holidays, now=now)


def _in_the_field(current: _Laid, lists: Lists, *, now: datetime) -> None:
    """What came home from the events beside the numbers, and the phones that they were counted on."""
    write_attendance(current, lists, now=now)
    note_questions(current, lists, now=now)
    pair_phones(current, lists, now=now)


def _in_the_office(lists: Lists, *, holidays: frozenset[date], now: datetime) -> None:
    """What no log line stands behind, what is proposed, and what was published of the year that is over."""
    clerk = lists.people["clerk"]
    propose(lists, holidays=holidays, now=now)
    type_by_hand(lists.people, by=clerk, now=now)
    if clock.local_day(now).year > YEAR:
        reconcile(by=clerk, now=now)


def of_the_year() -> list[Happening]:
    """All events of 2025 in the order in which they took place."""
    return sorted((each for year in YEARS for each in year), key=lambda each: each.starts_at)
