"""Proposals: made once, accepted into events, dismissed with a reason, and what came of them."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import db, transaction
from outreach.errors import Conflict, Forbidden, Invalid
from outreach.people.rules import Role
from outreach.proposals import effects
from outreach.proposals.actions import accept_proposal, dismiss_proposal
from outreach.proposals.making import make_proposals
from outreach.proposals.models import Proposal
from outreach.proposals.queries import Usual, proposal, proposals, standing_events, usual_materials
from outreach.proposals.rules import State
from outreach.schedule.models import Event
from outreach.schedule.rules import Status, Track
from tests.making import make_bureau, make_edition, make_event, make_person, make_tally, make_team
from tests.proposals.worlds import NOW, Asked, ask, asked_more, held, on
from tests.signing_in import sign_in


def look(now: object = NOW) -> int:
    with transaction():
        return int(make_proposals(now=now)["made"])  # type: ignore[arg-type]


def only() -> Proposal:
    return db.session.scalars(db.select(Proposal)).one()


def test_where_more_is_asked_and_the_team_was_not_since_an_event_is_proposed_once(app_context: Flask) -> None:
    world = asked_more()
    assert look() == 1 and look() == 0
    made = only()
    assert (made.topic_id, made.team_id, made.place_id) == (world.topic.id, world.pension.id, world.square.id)
    assert (made.first_day, made.last_day) == (date(2025, 4, 1), date(2025, 6, 30))
    assert (made.asked, made.asked_before, made.last_event_id) == (24, 6, world.earlier.id)
    assert look(NOW + timedelta(days=31)) == 0  # still open, and of days that reach into the next months


def test_nothing_is_proposed_where_the_team_was_or_will_be(app_context: Flask) -> None:
    world = asked_more()
    make_event(team=world.pension, place=world.square, starts_at=NOW + timedelta(days=9))
    assert look() == 1
    assert only().place_id == world.quiet.id  # the square beside it, where nobody was for long


def test_a_dismissed_one_is_not_made_again_for_these_months(app_context: Flask) -> None:
    world = asked_more()
    look()
    stranger = make_person(Role.LEAD, team=make_team("work_injury"))
    with pytest.raises(Forbidden), transaction():
        dismiss_proposal(only(), reason="不归我们管", by=db.session.merge(stranger), now=NOW)
    with pytest.raises(Invalid), transaction():
        dismiss_proposal(only(), reason=" ", by=db.session.merge(world.lead), now=NOW)
    with transaction():
        dismiss_proposal(only(), reason="上周镇里刚讲过", by=db.session.merge(world.lead), now=NOW)
    assert (only().state, only().reason) == (State.DISMISSED, "上周镇里刚讲过")
    assert look() == 0
    with pytest.raises(Conflict), transaction():
        dismiss_proposal(only(), reason="又一次", by=db.session.merge(world.lead), now=NOW)


def accepted(world: Asked, day: date = date(2025, 7, 15)) -> Event:
    start = clock.instant(clock.wall(on(day.month, day.day, day.year)))
    with transaction():
        by = db.session.merge(world.lead)
        taken = {each.item.id: each.quantity for each in usual(world)}
        ends_at = start + timedelta(hours=2)
        return accept_proposal(only(), starts_at=start, ends_at=ends_at, materials=taken, by=by, now=NOW)


def usual(world: Asked) -> Sequence[Usual]:
    return usual_materials(world.topic.id, world.pension.id, date(2024, 7, 15))


def test_an_accepted_one_is_an_event_with_what_is_usual(app_context: Flask) -> None:
    world = asked_more()
    edition = make_edition(first_day=date(2025, 7, 1), last_day=date(2025, 7, 31))
    tagged = make_edition(edition.campaign, year=2024, first_day=date(2024, 7, 1), last_day=date(2024, 7, 31))
    make_event(team=world.pension, starts_at=on(7, 3, 2024), editions=(tagged,))
    look()
    event = accepted(world)
    assert only().state is State.ACCEPTED and only().event_id == event.id
    assert (event.place_id, event.lead_team_id, event.status) == (world.square.id, world.pension.id, Status.PLANNED)
    assert [(each.item.name, each.quantity) for each in event.planned_items] == [("养老保险手册", 80)]
    assert [each.edition_id for each in event.tags] == [edition.id]
    assert "24" in (event.note or "") and world.topic.name in event.title
    with pytest.raises(Conflict):
        accepted(world)


def test_as_many_are_taken_along_as_were_handed_out_on_average(app_context: Flask) -> None:
    world = asked_more()
    again = held(world.pension, world.quiet, on(3, 11))
    ask(again, world.topic, 5)
    (book,) = [each.item for each in usual(world)]
    make_tally(again, 45, item_id=book.id, received_at=again.starts_at)
    assert [(each.item.id, each.quantity) for each in usual(world)] == [(book.id, 70)]  # 125 at two events


def test_each_says_how_many_asked_at_its_own_place_and_which_event_stands_there(app_context: Flask) -> None:
    world = asked_more()
    ask(held(world.employment, world.quiet, on(6, 3)), world.topic, 9)
    look()
    here, quiet = sorted(db.session.scalars(db.select(Proposal)), key=lambda each: each.place_id != world.square.id)
    assert (here.asked, quiet.asked) == (33, 33)
    assert effects.asked_there([here, quiet]) == {here.id: 24, quiet.id: 9}
    assert standing_events([here, quiet]) == {}
    held(world.employment, world.square, on(7, 14))  # another team's
    planned = make_event(team=world.pension, place=world.square, starts_at=on(7, 15))
    assert {key: each.id for key, each in standing_events([here, quiet]).items()} == {here.id: planned.id}


def test_the_later_effect_is_of_three_months_before_and_after(app_context: Flask) -> None:
    world = asked_more()
    look()
    event = accepted(world)
    event.status, event.held_at = Status.HELD, event.starts_at
    db.session.commit()
    ask(event, world.topic, 50)  # the event itself is neither before nor after
    ask(held(world.employment, world.square, on(9, 2)), world.topic, 4)
    made = proposal(only().id)
    effect = effects.effects_of([made], date(2025, 8, 1))[made.id]
    assert (effect.before, effect.after, effect.is_whole) == (24, 4, False)
    assert (effect.events_before, effect.events_after, effect.is_compared) == (1, 1, True)
    assert effects.summary(date(2025, 8, 1)) is None
    told = effects.summary(date(2025, 12, 1))
    assert told == effects.Summary(events=1, alone=0, before=24, after=4, fewer=1)


def test_where_no_event_was_since_there_is_nothing_to_compare(app_context: Flask) -> None:
    world = asked_more()
    look()
    event = accepted(world)
    event.status, event.held_at = Status.HELD, event.starts_at
    db.session.commit()
    for track, status in ((Track.INTERNAL, Status.HELD), (Track.PUBLIC, Status.CANCELLED)):
        make_event(team=world.employment, place=world.square, starts_at=on(9, 2), track=track, status=status)
    effect = effects.effects_of([proposal(only().id)], date(2025, 12, 1))[only().id]
    assert (effect.after, effect.events_before, effect.events_after, effect.is_compared) == (0, 1, 0, False)
    told = effects.summary(date(2025, 12, 1))
    assert told == effects.Summary(events=0, alone=1, before=0, after=0, fewer=0)


def test_a_lead_finds_the_proposal_and_plans_it(
    sqlite_app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with sqlite_app.app_context():
        make_bureau()
        world = asked_more()
        sign_in(client, db.session.merge(world.lead))
    client.set_cookie("language", "en")
    assert "Nothing to propose" in client.get("/proposals").text
    assert "1 new proposal" in client.post("/proposals/look", follow_redirects=True).text
    assert "What the questions propose" in client.get("/").text
    with sqlite_app.app_context():
        here = f"/proposals/{only().id}"
    assert here in client.get("/proposals").text
    page = client.get(here).text
    fields = dict(re.findall(r'name="(starts_on|starts_at|ends_at)"[^>]*value="([^"]*)"', page))
    fields |= {n: v for v, n in re.findall(r'value="([^"]*)"[^>]*name="(starts_on|starts_at|ends_at)"', page)}
    assert len(fields) == 3 and "养老保险手册" in page
    taken = re.search(r'name="(materials-[^"]+)" value="80"', page)
    assert taken is not None
    fields[taken.group(1)] = "60"
    refused = client.post(here, data=fields | {"starts_on": "2025-07-01"})
    assert refused.status_code == 422 and "from today on" in refused.text
    done = client.post(here, data=fields)
    if done.status_code == 409:  # something of the plan stands against it: it is asked about
        yes = re.search(r'name="confirm" value="([^"]+)"', done.text)
        assert yes is not None
        done = client.post(here, data=fields | {"confirm": yes.group(1), "anyway_reason": "已商定"})
    assert done.status_code == 302 and "/events/" in done.location
    event = client.get(done.location).text
    assert "Proposed by the questions" in event
    with sqlite_app.app_context():
        planned = only().event
        assert planned is not None
        assert [(each.item.name, each.quantity) for each in planned.planned_items] == [("养老保险手册", 60)]
    assert "It became an event" in client.get(here).text and client.get("/proposals?state=accepted").status_code == 200


@pytest.mark.parametrize(
    ("day", "said"), [((6, 30), "Here in these months:"), ((7, 1), "Here since then:"), ((9, 29), "Here since then:")]
)
def test_a_visit_that_stands_there_says_whether_it_was_in_the_months_or_since(
    sqlite_app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, day: tuple[int, int], said: str
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with sqlite_app.app_context():
        world = asked_more()
        look()
        held(world.pension, world.square, on(*day))
        db.session.commit()
        here, last_day = f"/proposals/{only().id}", only().last_day
        sign_in(client, db.session.merge(world.lead))
    assert last_day == date(2025, 6, 30)
    client.set_cookie("language", "en")
    assert said in client.get(here).text and said in client.get("/proposals").text


def test_a_proposal_is_dismissed_on_its_page(
    sqlite_app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with sqlite_app.app_context():
        world = asked_more()
        look()
        here = f"/proposals/{only().id}"
        sign_in(client, db.session.merge(world.lead))
    assert client.get(f"{here}/dismiss").status_code == 200
    assert client.post(f"{here}/dismiss", data={"reason": ""}).status_code == 422
    assert client.post(f"{here}/dismiss", data={"reason": "上周刚去过"}).location == here
    assert "上周刚去过" in client.get(here).text and "上周刚去过" in client.get("/proposals").text


def test_coverage_and_the_place_lead_to_open_proposals(
    sqlite_app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with sqlite_app.app_context():
        world = asked_more()
        pages = ("/coverage", f"/coverage?team={world.pension.code}", f"/places/{world.square.id}")
        none = f"/coverage?team={world.employment.code}"
        sign_in(client, db.session.merge(world.lead))
    client.set_cookie("language", "en")
    assert "open proposal" not in client.get("/coverage").text
    with sqlite_app.app_context():
        look()
    said = [client.get(each).text for each in pages]
    assert "1 open proposal" in said[0] and "1 open proposal" in said[1] and "/proposals/" in said[2]
    assert "open proposal" not in client.get(none).text


def test_a_page_of_proposals_is_cut_before_events_and_places_are_read() -> None:
    said = str(proposals())
    assert "JOIN teams" in said
    assert "JOIN events" not in said
    assert "JOIN places" not in said
