"""The plan around the day of loading, on both databases."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from flask import Flask
from sqlalchemy import func, select

from outreach import clock
from outreach.check_ups.notices.models import Notice
from outreach.check_ups.notices.paper import paper_of
from outreach.check_ups.notices.queries import revisits_due
from outreach.check_ups.notices.rules import State as NoticeState
from outreach.db import db
from outreach.demo.spontaneous import GATE
from outreach.drafts.models import Draft, DraftLine
from outreach.drafts.rules import State as LineState
from outreach.logbook.doubles.models import Double, DoubleDecision
from outreach.logbook.doubles.rules import Choice
from outreach.logbook.follow_ups import queries as follow_ups
from outreach.logbook.follow_ups.models import FollowUp
from outreach.logbook.follow_ups.rules import State as FollowUpState
from outreach.logbook.models import Tally
from outreach.logbook.queries import has_late_lines
from outreach.materials.models import Material
from outreach.orders.models import Order
from outreach.orders.queries import menu
from outreach.orders.rules import State
from outreach.people.models import Person
from outreach.people.queries import person_by_username, team_by_code
from outreach.periods import Period, instants, year
from outreach.places.markets import is_market_day
from outreach.places.models import Place
from outreach.places.queries import children_included, market_of
from outreach.proposals.effects import summary
from outreach.proposals.models import Proposal
from outreach.proposals.rules import State as ProposalState
from outreach.schedule import queries
from outreach.schedule.clashes.queries import find_clashes
from outreach.schedule.clashes.rules import ClashKind
from outreach.schedule.duties.gap_queries import lacking
from outreach.schedule.facts import facts_of
from outreach.schedule.models import AcceptedClash, Edition, Event
from outreach.schedule.news.queries import news_for
from outreach.schedule.on_the_spot.models import SpotEvent
from outreach.schedule.queries import events_in, events_of
from outreach.schedule.rules import Form, Status
from outreach.schedule.series import queries as series_queries
from outreach.schedule.series.models import Series
from outreach.schedule.supplies.reservations import needs
from tests.demo.conftest import LOADED

TODAY = clock.local_day(LOADED)
BEFORE = Period(TODAY - timedelta(weeks=9), TODAY - timedelta(days=1))
AHEAD = Period(TODAY + timedelta(days=1), TODAY + timedelta(weeks=12))


def person(username: str) -> Person:
    found = person_by_username(username)
    assert found is not None
    return found


def test_today_has_an_event_under_way_for_staff_1(example: Flask) -> None:
    (event,) = events_of(person("staff.1").id, Period(TODAY, TODAY))
    assert event.status is Status.PLANNED
    assert event.starts_at <= LOADED < event.ends_at


def test_the_past_weeks_are_held_but_for_two_that_nobody_logged(example: Flask) -> None:
    events = events_in(BEFORE)
    assert len([event for event in events if event.status is Status.HELD]) >= 12
    assert len([event for event in events if event.status is Status.PLANNED]) == 2
    unreviewed = [event for event in events if event.status is Status.HELD and event.reviewed_at is None]
    assert len(unreviewed) == 3  # one was made on the spot


def test_one_desk_counted_twice_is_undecided_and_another_was_decided(example: Flask) -> None:
    questions = db.session.scalars(select(Double)).all()
    assert sorted(question.closed_at is None for question in questions) == [False, True]
    (decision,) = db.session.scalars(select(DoubleDecision)).all()
    assert decision.choice is Choice.KEEP
    decided = schedule_of(next(each for each in questions if each.closed_at is not None))
    assert decided.reviewed_at is not None
    assert not has_late_lines(decided)


def schedule_of(question: Double) -> Event:
    return queries.event(question.event_id)


def kinds_of_clashes(event: Event) -> set[ClashKind]:
    return {each.kind for each in find_clashes(event.id, facts_of(event), LOADED).clashes}


def test_the_coming_weeks_are_planned_with_one_clash(example: Flask) -> None:
    ahead = events_in(AHEAD)
    assert {event.status for event in ahead} == {Status.PLANNED}
    assert len(ahead) >= 10
    clashing = {
        event.title
        for event in ahead
        if ClashKind.TEAM_BUSY
        in {each.kind for each in find_clashes(event.id, facts_of(queries.event(event.id)), LOADED).clashes}
    }
    assert clashing == {"就业政策进乡村：柳河镇", "送法入企：示例和顺物流"}


def test_one_event_goes_on_every_second_week_without_one_of_its_days(example: Flask) -> None:
    series = db.session.scalars(select(Series)).one()
    slots = series_queries.slots(series.id)
    assert [slot.event_id is None for slot in slots].count(True) >= 1
    assert {(later.day - each.day).days for each, later in pairwise(slots)} == {14}
    assert len(series_queries.events_of_series(series.id)) == 5


def test_one_township_has_not_seen_the_work_injury_team_for_fourteen_months(example: Flask) -> None:
    team, place = team_by_code("work_injury"), db.session.scalar(select(Place).where(Place.name == "三江镇"))
    assert team is not None
    assert place is not None
    inside = Event.place_id.in_(children_included(place.id))
    assert db.session.scalar(select(func.max(Event.day)).where(inside, Event.lead_team_id == team.id)) == date(
        2025, 9, 16
    )
    assert db.session.scalar(select(func.max(Event.day)).where(inside)) > TODAY


def test_nothing_was_done_after_the_instant_of_loading(example: Flask) -> None:
    for instant in (Tally.received_at, Event.held_at, Event.reviewed_at, Event.changed_at):
        latest = db.session.scalar(select(func.max(instant)))
        assert latest is not None
        assert latest <= LOADED


def test_one_line_came_after_its_review(example: Flask) -> None:
    late = db.session.scalars(select(Tally).join(Event).where(Tally.received_at > Event.reviewed_at)).all()
    assert [line.quantity for line in late] == [12]


def test_the_campaigns_have_editions_for_this_year_and_the_next(example: Flask) -> None:
    years = {(each.campaign.code, each.year) for each in db.session.scalars(select(Edition))}
    for code in ("constitution_week", "spring_breeze", "safety_month", "winter_wage_action"):
        assert {(code, 2025), (code, 2026), (code, 2027)} <= years
    assert ("warm_social_insurance", 2026) in years
    assert ("warm_social_insurance", 2027) not in years  # its notice has not come


def test_the_leads_see_who_cannot_come_who_is_away_and_where_nobody_goes(example: Flask) -> None:
    gaps = {
        username: [
            (each.event.title, gap.kind.value) for each in lacking(person(username), TODAY).rows for gap in each.gaps
        ]
        for username in ("lead.employment", "lead.work_injury", "lead.labor_relations")
    }
    assert gaps == {
        "lead.employment": [],
        "lead.work_injury": [("送法入企：示例大禹建材", "declined"), ("送法入企：示例安泰化工", "nobody")],
        "lead.labor_relations": [("根治欠薪进工地：滨江安置房项目", "on_leave")],
    }


def test_one_event_is_planned_anyway_and_says_why(example: Flask) -> None:
    event = db.session.scalars(select(Event).where(Event.title == "送法入企：示例和顺物流", Event.day > TODAY)).one()
    kept = db.session.scalars(select(AcceptedClash.reason).where(AcceptedClash.event_id == event.id)).all()
    assert set(kept) == {"企业只有这个上午方便，分两组同时去，集市那边由张伟民牵头"}


def test_who_goes_hears_of_the_event_that_was_moved_today(example: Flask) -> None:
    moved = db.session.scalars(select(Event).where(Event.title == "法治宣传进广场")).one()
    assert moved.place.name == "滨江公园广场"
    for username in ("staff.1", "staff.5", "clerk"):
        assert [change.field for change in news_for(person(username), LOADED)[moved.id].changes] == ["place"]


def test_companies_wait_were_answered_and_were_declined(example: Flask) -> None:
    (first, _last) = instants(BEFORE)
    orders = db.session.scalars(select(Order).where(Order.made_at >= first)).all()
    assert sorted(each.state for each in orders) == [State.ACCEPTED, State.DECLINED, State.OPEN, State.OPEN]
    (accepted,) = (each for each in orders if each.state is State.ACCEPTED)
    assert accepted.event_id in {event.id for event in events_in(AHEAD)}


def test_events_at_a_market_are_on_its_days(example: Flask) -> None:
    at_market = db.session.scalars(select(Event).join(Place).where(Place.name.endswith("集市"))).all()
    assert len(at_market) >= 6
    for event in at_market:
        market = market_of(event.place)
        assert market is not None
        assert is_market_day(event.day, market.market_days, market.market_calendar), (event.title, event.day)


def test_it_is_known_where_every_place_lies(example: Flask) -> None:
    places = db.session.scalars(select(Place)).all()
    assert [place.name for place in places if place.position is None] == [GATE]  # it was made there


def test_the_material_of_today_was_fetched_from_the_store(example: Flask) -> None:
    items = [item.id for item in db.session.scalars(select(Material))]
    assert needs(items, since=TODAY, until=TODAY) == []


def test_one_team_has_begun_the_next_year(example: Flask) -> None:
    draft = db.session.scalars(select(Draft)).one()
    assert (draft.from_year, draft.to_year) == (TODAY.year, TODAY.year + 1)
    states = db.session.scalars(select(DraftLine.state).where(DraftLine.draft_id == draft.id)).all()
    assert states.count(LineState.OPEN) > 5
    assert LineState.LEFT in states


def test_the_year_tells_no_visit_twice(example: Flask) -> None:
    held = [event.title for event in events_in(year(TODAY.year)) if event.status is Status.HELD]
    assert sorted(held) == sorted(set(held))


def test_some_questions_wait_one_is_overdue_and_some_are_answered(example: Flask) -> None:
    states = Counter(db.session.scalars(select(FollowUp.state)))
    assert states == {FollowUpState.OPEN: 4, FollowUpState.NOTED: 3, FollowUpState.DONE: 1}
    assert follow_ups.count_of(follow_ups.Filters(overdue_on=TODAY)) == 1


def test_one_event_made_on_the_spot_waits_for_its_lead(example: Flask) -> None:
    spots = db.session.scalars(select(SpotEvent)).all()
    assert [(spot.outcome, spot.event.status) for spot in spots] == [(None, Status.HELD)]


def test_of_the_notices_handed_over_one_revisit_is_overdue_and_one_is_near(example: Flask) -> None:
    due = revisits_due(None, TODAY + timedelta(weeks=2), most=9)
    assert len(due) == 2
    assert [bool(each.revisit_on and each.revisit_on < TODAY) for each in due] == [True, False]
    linked = db.session.scalars(select(Notice).where(Notice.revisit_event_id.is_not(None))).all()
    assert len(linked) == 11
    assert all(each.revisit_event and each.revisit_event.status is Status.HELD for each in linked)


def test_what_was_asked_proposes_events_and_one_was_accepted(example: Flask) -> None:
    states = Counter(each.state for each in db.session.scalars(select(Proposal)))
    assert states[ProposalState.ACCEPTED] == 2 and states[ProposalState.DISMISSED] >= 2
    assert 5 <= states[ProposalState.OPEN] <= 15


def test_of_what_was_proposed_months_ago_the_effect_is_seen(example: Flask) -> None:
    effect = summary(TODAY)
    assert effect is not None
    assert (effect.events, effect.fewer) == (1, 1)
    assert 0 < effect.after < effect.before


def test_every_notice_was_written_with_care_and_one_waits_for_its_review(example: Flask) -> None:
    notices = db.session.scalars(select(Notice)).all()
    assert [each.state for each in notices if each.asked_at] == [NoticeState.DRAFT]
    items = [item for each in notices for item in each.shown]
    assert not [item.found for item in items if item.found.endswith("方面存在风险。")]
    for each in notices:
        first = min(item.due_on for item in each.shown if item.due_on)
        assert each.handed_at is None or clock.local_day(each.handed_at) < first
    told = sum(item.case is not None for item in items)
    assert told > len(items) * 0.6
    papers = ["".join(line.text for line in paper_of(each, today=TODAY).paragraphs) for each in notices]
    assert sum(said.count("案例警示：") for said in papers) == told


def test_a_notice_that_needs_no_revisit_promises_nothing_that_somebody_looked_at(example: Flask) -> None:
    """Its risks stay open until a check-up sees them mended: whoever wrote so left that to others."""
    settled = db.session.scalars(select(Notice).where(Notice.revisit_on.is_(None), Notice.state != NoticeState.DRAFT))
    reasons = [each.moved_because for each in settled]
    assert len(reasons) == 3
    assert all(reason and "不再单独回访" in reason for reason in reasons)


def test_companies_can_order_a_check_up(example: Flask) -> None:
    offered = {form.form for topic in menu() for form in topic.forms}
    assert Form.CHECK_UP in offered
