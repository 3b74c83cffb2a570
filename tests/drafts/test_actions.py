"""A draft made, accepted and undone, on both databases."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from flask_babel import force_locale

from outreach import clock
from outreach.db import db, transaction
from outreach.drafts import actions, queries
from outreach.drafts.actions import Edit
from outreach.drafts.models import Draft, DraftLine
from outreach.drafts.rules import Origin, State
from outreach.errors import Conflict, Invalid
from outreach.materials.models import Movement
from outreach.materials.rules import MovementKind
from outreach.people.models import Person, Team
from outreach.people.rules import Role
from outreach.schedule.actions import change_event
from outreach.schedule.models import AcceptedClash, Assignment, Event, PlannedItem
from outreach.schedule.queries import event as event_of
from outreach.schedule.rules import Duty, Status
from outreach.schedule.targets.actions import set_targets
from outreach.schedule.targets.queries import Scope, changes_of_targets, targets_of
from outreach.schedule.targets.rules import Measure
from tests.making import NOW, make_edition, make_event, make_material, make_person, make_place, make_team, stored

YEAR = (2024, 2025)


def on(day: date) -> datetime:
    return clock.instant(datetime.combine(day, time(9)))


@pytest.fixture
def lead(app_context: Flask) -> Person:
    return make_person(Role.LEAD, team=make_team())


def make(lead: Person, **changes: object) -> Draft:
    said = {"from_year": 2024, "to_year": 2025, "percent": 100, "team": make_team(), "teams": [make_team()]} | changes
    db.session.expire_all()
    with transaction():
        return actions.make_draft(by=db.session.merge(lead), now=NOW, **said)  # type: ignore[arg-type]


def lines(draft: Draft, *states: State) -> list[DraftLine]:
    return list(db.session.scalars(queries.lines(draft.id, states or tuple(State))))


def accept(draft: Draft, lead: Person, *, part: int = 20) -> int:
    with transaction():
        here = queries.draft(draft.id, lock=True)
        actions.want_lines(here, [line.id for line in lines(here, State.OPEN)])
        return actions.accept_part(here, by=db.session.merge(lead), now=NOW, part=part)


def test_each_event_is_moved_with_all_that_was_planned(lead: Person) -> None:
    campaign = make_edition(year=2024, first_day=date(2024, 12, 1), last_day=date(2024, 12, 7))
    new = make_edition(campaign.campaign, year=2025, first_day=date(2025, 12, 1), last_day=date(2025, 12, 7))
    item, helper = make_material(), make_person(team=make_team())
    gone = make_person(disabled_at=NOW)
    old = make_event(
        title="2024年宪法宣传",
        starts_at=on(date(2024, 12, 4)),
        editions=(campaign,),
        status=Status.HELD,
        expected_handouts=200,
    )
    stored(PlannedItem(event_id=old.id, item_id=item.id, quantity=200))
    for who in (helper, gone):
        stored(Assignment(event_id=old.id, person_id=who.id, duty=Duty.SPEAKER))
    make_event(starts_at=on(date(2024, 12, 5)), status=Status.CANCELLED)
    make_event(team=make_team("pension"), starts_at=on(date(2024, 12, 5)))
    draft = make(lead, percent=105)
    (line,) = [each for each in lines(draft) if each.origin is Origin.PLAN]
    assert (line.day, line.title, line.edition_id) == (date(2025, 12, 3), "2025年宪法宣传", new.id)
    assert db.session.scalar(db.select(db.func.count()).select_from(Event)) == 3
    accept(draft, lead)
    db.session.expire_all()
    event = event_of(line.event_id)  # type: ignore[arg-type]
    assert (event.day, event.status, event.place_id) == (date(2025, 12, 3), Status.PLANNED, old.place_id)
    assert event.expected_handouts == 210 and [each.quantity for each in event.planned_items] == [210]
    assert [each.edition_id for each in event.tags] == [new.id]
    assert {each.person_id: each.duty for each in event.staff} == {helper.id: Duty.SPEAKER}


def test_neglected_places_stand_first_each_on_a_day_of_its_own(lead: Person) -> None:
    never, long = make_place(name="甲镇"), make_place(name="乙镇")
    make_event(place=long, starts_at=on(date(2023, 5, 1)), status=Status.HELD)
    moved = make_event(starts_at=on(date(2024, 5, 7)), status=Status.HELD)
    found = lines(make(lead))
    assert [each.origin for each in found] == [Origin.NEGLECTED, Origin.NEGLECTED, Origin.PLAN]
    assert [(each.place_id, each.source_day) for each in found[:2]] == [(never.id, None), (long.id, date(2023, 5, 1))]
    assert found[2].source_id == moved.id and len({each.day for each in found}) == 3
    assert all(each.day.weekday() < 5 for each in found)


def test_two_teams_are_not_sent_to_a_forgotten_place_on_one_day(lead: Person) -> None:
    make_place(name="甲镇")
    teams = [make_team(), make_team("pension")]
    for each in teams[1:]:
        make_person(team=each)
    make_event(place=make_place(name="乙镇"), starts_at=on(date(2024, 5, 7)), status=Status.HELD)
    found = [
        (each.place_id, each.day)
        for each in lines(make(lead, team=None, teams=teams))
        if each.origin is Origin.NEGLECTED
    ]
    assert len(found) == len(set(found)) >= 2


def test_what_is_over_or_retired_is_left_out_and_can_be_put_back(lead: Person) -> None:
    make_event(starts_at=on(date(2024, 1, 16)))
    retired = make_event(starts_at=on(date(2024, 6, 4)), place=make_place(retired_at=NOW))
    draft = make(lead)
    assert len(lines(draft, State.LEFT)) == 2
    (line,) = [each for each in lines(draft) if each.source_id == retired.id]
    with transaction():
        actions.put_back(queries.draft(draft.id), line.id)
    assert [each.id for each in lines(draft, State.OPEN) if each.origin is Origin.PLAN] == [line.id]
    with transaction():
        actions.leave_line(queries.draft(draft.id), line.id)
    assert line in lines(draft, State.LEFT)


@pytest.mark.parametrize("whole", [False, True])
def test_of_clicks_at_one_instant_one_makes_the_draft(app_context: Flask, lead: Person, whole: bool) -> None:
    make_event(starts_at=on(date(2024, 6, 5)), status=Status.HELD)
    by, team_id, app = lead.id, make_team().id, app_context
    db.session.remove()

    def click(number: int) -> uuid.UUID:
        with app.app_context(), transaction():
            team, who = db.session.get_one(Team, team_id), db.session.get_one(Person, by)
            asked = {"team": None if whole and number % 2 else team, "teams": [team], "by": who}
            draft = actions.make_draft(from_year=2024, to_year=2025, percent=100, now=NOW, **asked)  # type: ignore[arg-type]
            return draft.id

    with ThreadPoolExecutor(4) as clicks:
        drafts = list(clicks.map(click, range(4)))
    assert len(set(drafts)) == 1 + whole
    moved = db.session.scalars(db.select(DraftLine).where(DraftLine.origin == Origin.PLAN)).all()
    assert len(moved) == 1


def test_a_second_click_makes_neither_a_second_draft_nor_a_second_event(lead: Person) -> None:
    make_event(starts_at=on(date(2024, 5, 7)))
    draft = make(lead)
    accept(draft, lead)
    before = db.session.scalar(db.select(db.func.count()).select_from(Event))
    assert make(lead).id == draft.id
    accept(draft, lead)
    assert db.session.scalar(db.select(db.func.count()).select_from(Event)) == before
    everybody = make(make_person(Role.CLERK), team=None)
    assert [each for each in lines(everybody) if each.origin is Origin.PLAN] == []


def test_lines_become_events_a_part_at_a_time(lead: Person) -> None:
    for week in range(5):
        make_event(starts_at=on(date(2024, 5, 7) + timedelta(days=7 * week)), place=make_place())
    draft = make(lead)
    total = len(lines(draft, State.OPEN))
    assert accept(draft, lead, part=2) == total - 2
    with transaction():
        assert actions.accept_part(queries.draft(draft.id), by=db.session.merge(lead), now=NOW) == 0
    assert queries.counts(draft.id)[State.MADE] == total


def test_a_line_against_which_something_stands_waits_for_a_reason(lead: Person) -> None:
    make_event(starts_at=on(date(2024, 5, 7)))
    make_event(title="早已安排", starts_at=on(date(2025, 5, 6)))
    draft = make(lead)
    accept(draft, lead)
    (line,) = lines(draft, State.OPEN)
    assert line.event_id is None and line.clash and "早已安排" in line.clash
    with transaction():
        actions.edit_lines(queries.draft(draft.id), {line.id: Edit(line.day, "两组人分头去")})
    accept(draft, lead)
    assert lines(draft, State.OPEN) == [] and line.event_id is not None


def test_stock_that_is_short_a_year_ahead_is_said_on_the_event_and_stops_nobody(lead: Person) -> None:
    item = make_material()
    stored(
        Movement(
            item_id=item.id,
            item_kind=item.kind,
            kind=MovementKind.PRINTED,
            quantity=10,
            day=date(2025, 1, 2),
            made_at=NOW,
        )
    )
    old = make_event(starts_at=on(date(2024, 5, 7)))
    stored(PlannedItem(event_id=old.id, item_id=item.id, quantity=200))
    draft = make(lead)
    accept(draft, lead)
    (line,) = [each for each in lines(draft, State.MADE) if each.origin is Origin.PLAN]
    (kept,) = db.session.scalars(db.select(AcceptedClash).filter_by(event_id=line.event_id))
    assert kept.kind == "materials_short" and "2025" in kept.reason


def test_another_day_keeps_the_hours(lead: Person) -> None:
    make_event(starts_at=on(date(2024, 5, 7)))
    draft = make(lead)
    (line,) = [each for each in lines(draft) if each.origin is Origin.PLAN]
    with transaction():
        actions.edit_lines(queries.draft(draft.id), {line.id: Edit(date(2025, 5, 15))})
    assert (line.starts_at, line.ends_at - line.starts_at) == (on(date(2025, 5, 15)), timedelta(hours=2))


def test_undoing_withdraws_what_nobody_touched_and_keeps_the_rest(lead: Person) -> None:
    for week in range(3):
        make_event(starts_at=on(date(2024, 5, 7) + timedelta(days=7 * week)), place=make_place(), title=f"第{week}场")
    draft = make(lead)
    accept(draft, lead)
    (touched,) = [each for each in lines(draft) if each.title == "第1场"]
    with transaction():
        event = event_of(touched.event_id, lock=True)  # type: ignore[arg-type]
        change_event(event, by=db.session.merge(lead), now=NOW + timedelta(hours=1), note="镇里已约好")
    made = queries.counts(draft.id)[State.MADE]
    with transaction(), force_locale("en"):
        here, by = queries.draft(draft.id, lock=True), db.session.merge(lead)
        actions.undo_draft(here, by=by, now=NOW + timedelta(hours=2))
        assert actions.undo_part(here, by=by, now=NOW + timedelta(hours=2), part=1) == made - 1
        assert actions.undo_part(here, by=by, now=NOW + timedelta(hours=2)) == 0
    counts = queries.counts(draft.id)
    assert (counts[State.WITHDRAWN], counts[State.KEPT]) == (made - 1, 1)
    states = {line.title: event_of(line.event_id).status for line in lines(draft) if line.event_id}
    assert states["第1场"] is Status.PLANNED and states["第0场"] is Status.CANCELLED
    reasons = {event_of(line.event_id).cancel_reason for line in lines(draft) if line.state is State.WITHDRAWN}
    assert reasons == {"2025年计划草稿已撤销。"}, "the bureau's language, whoever undoes it"
    with pytest.raises(Conflict), transaction():
        actions.want_lines(queries.draft(draft.id), [])
    assert make(lead).id != draft.id


@pytest.mark.parametrize("changes", [{"to_year": 2024}, {"percent": 5}])
def test_years_and_percent_that_can_not_be_are_refused(lead: Person, changes: dict[str, int]) -> None:
    with pytest.raises(Invalid):
        make(lead, **changes)


def aim_at(year: int, wanted: dict[tuple[Scope, Measure], int], by: Person) -> None:
    with transaction():
        set_targets(year, wanted, by=db.session.merge(by), now=NOW)


def targets(year: int) -> dict[tuple[str, str], int | None]:
    db.session.expire_all()
    return {(Scope(each.team, each.campaign).word, each.measure.value): each.quantity for each in targets_of(year)}


def test_targets_are_carried_over_scaled_and_never_over_one_that_stands(app_context: Flask) -> None:
    clerk, team, campaign = make_person(Role.CLERK), make_team(), make_edition().campaign
    of_team, of_campaign = Scope(team=team), Scope(campaign=campaign)
    old = {(of_team, Measure.HANDOUTS): 3000, (of_team, Measure.EVENTS_PUBLIC): 9, (Scope(), Measure.ARTICLES): 121}
    aim_at(2024, old | {(of_campaign, Measure.HANDOUTS): 501}, clerk)
    aim_at(2025, {(of_team, Measure.HANDOUTS): 5000}, clerk)
    draft = make(clerk, team=None, percent=105)
    for expected in (3, 0):
        with transaction():
            here = queries.draft(draft.id, lock=True)
            assert actions.accept_targets(here, None, by=db.session.merge(clerk), now=NOW) == expected
    assert targets(2025) == {
        (of_team.word, "handouts"): 5000,
        (of_team.word, "events_public"): 10,
        ("bureau", "articles"): 128,
        (of_campaign.word, "handouts"): 527,
    }
    assert len(changes_of_targets(2025)) == 4


def test_undoing_takes_the_targets_away_that_nobody_changed(lead: Person) -> None:
    team, other = make_team(), make_team("pension")
    clerk = make_person(Role.CLERK)
    mine = {(Scope(team=team), Measure.HANDOUTS): 100, (Scope(team=team), Measure.EVENTS_PUBLIC): 10}
    aim_at(2024, mine | {(Scope(team=other), Measure.HANDOUTS): 7}, clerk)
    draft = make(lead)
    with transaction():
        here, by = queries.draft(draft.id, lock=True), db.session.merge(lead)
        assert actions.accept_targets(here, [f"{team.id}-handouts"], by=by, now=NOW) == 1
        assert actions.accept_targets(here, None, by=by, now=NOW) == 1
    with transaction():
        later = NOW + timedelta(hours=1)
        set_targets(2025, {(Scope(team=team), Measure.HANDOUTS): 120}, by=db.session.merge(clerk), now=later)
    with transaction():
        by = db.session.merge(lead)
        actions.undo_draft(queries.draft(draft.id, lock=True), by=by, now=NOW + timedelta(hours=2))
    assert targets(2025) == {(str(team.id), "handouts"): 120, (str(team.id), "events_public"): None}
    with pytest.raises(Conflict), transaction():
        actions.accept_targets(queries.draft(draft.id), None, by=db.session.merge(lead), now=NOW)
