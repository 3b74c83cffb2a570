"""Entries of the list that were one place, merged with all that named them."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.audit.histories import changes_of
from outreach.db import Base, db, transaction
from outreach.errors import Conflict, Invalid
from outreach.logbook.attendance.models import CompanyPresent
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.places import actions as places
from outreach.places.merging import movers
from outreach.places.merging.actions import merge_places
from outreach.places.merging.queries import id_that_stays, still_named, what_moves
from outreach.places.models import Place, PlaceMerge
from outreach.places.naming import places_meant
from outreach.places.queries import names_of, place
from outreach.places.rules import PlaceKind
from outreach.proposals.models import Proposal
from outreach.proposals.rules import State
from outreach.schedule.models import Event
from outreach.schedule.rules import Status, Track
from tests.making import NOW, make_event, make_person, make_place, make_team, make_topic, stored
from tests.signing_in import sign_in


@pytest.fixture
def clerk(app_context: Flask) -> Person:
    return make_person(Role.CLERK)


def company(name: str, **more: object) -> Place:
    return make_place(PlaceKind.ENTERPRISE, name=name, **more)  # type: ignore[arg-type]


def merge(old: Place, into: Place, by: Person) -> Place:
    with transaction():
        return merge_places(old.id, into.id, by=db.session.merge(by), now=NOW)


def proposal(topic_id: object, at: Place, state: State = State.OPEN) -> Proposal:
    facts = {"topic_id": topic_id, "team_id": make_team().id, "place_id": at.id, "asked": 9, "asked_before": 3}
    facts |= {"first_day": date(2025, 1, 1), "last_day": date(2025, 3, 31), "made_at": NOW, "state": state}
    if state is State.DISMISSED:
        facts |= {"reason": "上周刚讲过", "ended_at": NOW}
    return stored(Proposal(**facts))


def test_every_foreign_key_to_places_is_moved_or_stays_for_a_reason(sqlite_app: Flask) -> None:
    keys = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == "places" for key in column.foreign_keys)
    ]
    moved = [column for mover in movers.movers(sqlite_app) for column in mover.columns]
    assert sorted([*moved, *movers.KEPT]) == sorted(keys)  # each exactly once, and no name that is none


def test_all_that_named_the_old_entry_names_the_one_that_stays(clerk: Person) -> None:
    park = make_place(PlaceKind.PARK, name="高新产业园")
    old = company("宏达机械", parent=park, address="高新产业园3号路")
    into = company("示例县宏达机械有限公司")
    gate = make_place(PlaceKind.WORKSITE, name="宏达新厂房", parent=old)
    held = make_event(place=old, status=Status.HELD, track=Track.ENTERPRISE)
    other = make_event(place=into)
    facts = {"event_id": other.id, "name": "宏达机械", "place_id": old.id, "made_at": NOW, "made_by_id": clerk.id}
    present = stored(CompanyPresent(**facts, decided_at=NOW, decided_by_id=clerk.id))
    assert {str(each.label): each.count for each in what_moves(old.id)} != {}
    merge(old, into, clerk)
    kept = place(into.id)
    assert db.session.get_one(Event, held.id).place_id == kept.id
    assert db.session.get_one(CompanyPresent, present.id).place_id == kept.id
    assert place(gate.id).parent_id == kept.id
    assert (kept.parent_id, kept.address) == (park.id, "高新产业园3号路")
    assert place(old.id).retired_at is not None and id_that_stays(old.id) == kept.id
    assert names_of(kept.id) == ("宏达机械",) and places_meant("宏达机械").exact == kept
    assert what_moves(old.id) == [] and still_named() == []
    told = changes_of(db.session.get_one(Event, held.id))
    assert [(each.field, each.old, each.new, each.moves_figure) for each in told] == [
        ("place", "宏达机械", "示例县宏达机械有限公司", True)
    ]


def test_rows_that_name_merged_entries_all_the_same_are_told(clerk: Person) -> None:
    into = company("示例县宏达机械有限公司")
    for name in ("宏达", "宏达机械"):
        merge(old := company(name), into, clerk)
        make_event(place=old)
    make_event(place=old)
    proposal(make_topic().id, old)
    told = [(name, str(label), count) for name, label, count in still_named()]
    assert told == [("宏达", "活动", 1), ("宏达机械", "活动", 2), ("宏达机械", "建议", 1)]
    assert [(str(each.label), each.count) for each in what_moves(old.id)] == [("活动", 2), ("建议", 1)]


def test_a_merge_into_an_entry_that_is_merged_later_leads_to_the_last_one(clerk: Person) -> None:
    first, second, third = company("宏达"), company("宏达机械"), company("宏达机械有限公司")
    merge(first, second, clerk)
    merge(second, third, clerk)
    assert id_that_stays(first.id) == id_that_stays(second.id) == third.id
    assert names_of(third.id) == ("宏达", "宏达机械")


def test_what_can_not_be_merged(clerk: Person) -> None:
    old, into = company("宏达机械"), company("宏达机械有限公司")
    inner = company("宏达机械一厂", parent=into)
    retired = company("宏达", retired_at=NOW)
    deep = make_place()
    for _level in range(7):
        deep = make_place(parent=deep)
    with_inner = company("宏图")
    make_place(parent=with_inner)
    for one, other, code in (
        (into, inner, "inside"),
        (inner, into, "inside"),
        (old, retired, "retired"),
        (with_inner, deep, "too_deep"),
    ):
        with pytest.raises(Conflict) as refused:
            merge(one, other, clerk)
        assert refused.value.code == code
    with pytest.raises(Invalid):
        merge(old, old, clerk)
    merge(old, into, clerk)
    for again in ((old, into), (into, old)):
        with pytest.raises(Conflict):
            merge(*again, clerk)
    with pytest.raises(Conflict), transaction():
        places.bring_back_place(place=place(old.id), by=db.session.merge(clerk), now=NOW)


@pytest.mark.parametrize(("theirs", "own", "stands"), [("open", "dismissed", "own"), ("dismissed", "open", "theirs")])
def test_of_two_proposals_for_one_place_the_decided_one_stands(
    clerk: Person, theirs: str, own: str, stands: str
) -> None:
    topic, old, into = make_topic(), company("宏达机械"), company("宏达机械有限公司")
    made = {"theirs": proposal(topic.id, old, State(theirs)), "own": proposal(topic.id, into, State(own))}
    alone = proposal(make_topic().id, old)
    merge(old, into, clerk)
    left = {each.id: each.place_id for each in db.session.scalars(db.select(Proposal))}
    assert left == {made[stands].id: into.id, alone.id: into.id}


def test_the_page_asks_before_it_merges_and_the_old_address_leads_on(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.CLERK))
        old, into = company("宏达机械"), company("宏达机械有限公司")
        make_event(place=old)
        here, there = f"/places/{old.id}", f"/places/{into.id}"
    client.set_cookie("language", "en")
    assert there.rsplit("/", maxsplit=1)[-1] in client.get(f"{here}/merge").text
    asked = client.get(f"{here}/merge?into={into.id}").text
    assert "A merge can't be undone" in asked and "Events" in asked
    refused = client.post(f"{here}/merge?into={into.id}", data={})
    assert refused.status_code == 422 and "Look at both entries" in refused.text
    done = client.post(f"{here}/merge?into={into.id}", data={"looked": "y"})
    assert done.location == there
    assert client.get(here).location == there and client.get(f"{here}/merge").location == there
    own = client.get(f"{here}?entry=1").text
    assert "This entry was merged" in own and "/edit" not in own
    assert "宏达机械" in client.get("/places?words=宏达机械").text
    page = client.get(there).text
    assert "Other names" in page and f"{here}?entry=1" in page
    assert client.post(f"{here}/bring-back").status_code == 409
    with sqlite_app.app_context():
        assert db.session.scalar(db.select(PlaceMerge.into_id)) is not None


def test_only_who_keeps_the_lists_may_merge(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.LEAD, team=make_team()))
        here = f"/places/{make_place().id}/merge"
    assert client.get(here).status_code == 403
