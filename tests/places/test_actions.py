"""Places added, changed, retired, and found again with all that lies in them."""

import uuid

import pytest
from flask import Flask

from outreach.audit.histories import changes_of
from outreach.db import db, transaction
from outreach.errors import Invalid, Question
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.places import actions, queries
from outreach.places.actions import PlaceFacts
from outreach.places.models import Place
from outreach.places.rules import MarketCalendar, PlaceKind
from tests.making import NOW, make_person, make_place


@pytest.fixture
def clerk(app_context: Flask) -> Person:
    return make_person(Role.CLERK)


def add(by: Person, name: str, parent: Place | None = None, **more: object) -> Place:
    facts = PlaceFacts(name=name, kind=PlaceKind.TOWNSHIP, parent_id=parent.id if parent else None)
    with transaction():
        return actions.add_place(facts=facts, by=db.session.merge(by), now=NOW, **more)  # type: ignore[arg-type]


def move(by: Person, place: Place, parent: Place | None) -> None:
    facts = PlaceFacts(name=place.name, kind=place.kind, parent_id=parent.id if parent else None)
    with transaction():
        here = queries.place(place.id, lock=True)
        actions.change_place(place=here, facts=facts, by=db.session.merge(by), now=NOW)


def test_a_place_inside_itself_is_refused_at_its_field(clerk: Person) -> None:
    town = make_place(name="三江镇")
    village = make_place(PlaceKind.COMMUNITY, name="幸福社区", parent=town)
    for parent in (town, village):
        with pytest.raises(Invalid) as refused:
            move(clerk, town, parent)
        assert (refused.value.field, refused.value.code) == ("parent_id", "inside_itself")
    assert queries.place(town.id).parent_id is None


def test_an_unknown_parent_and_no_name_are_refused(clerk: Person) -> None:
    for facts in (PlaceFacts("新", PlaceKind.OTHER, uuid.uuid4()), PlaceFacts(" ", PlaceKind.OTHER)):
        with pytest.raises(Invalid), transaction():
            actions.add_place(facts=facts, by=db.session.merge(clerk), now=NOW)


def test_the_same_name_in_the_same_place_is_asked_about_and_elsewhere_not(clerk: Person) -> None:
    town, other = add(clerk, "三江镇"), add(clerk, "太平镇")
    add(clerk, "幸福社区", town)
    add(clerk, "幸福社区", other)
    with pytest.raises(Question):
        add(clerk, "幸福社区", town)
    with pytest.raises(Question):
        add(clerk, "三江镇")
    assert add(clerk, "幸福社区", town, same_name_is_meant=True).id


def test_a_change_of_kind_or_parent_is_marked_as_moving_figures(clerk: Person) -> None:
    town = make_place(name="三江镇")
    place = make_place(PlaceKind.OTHER, name="河边")
    facts = PlaceFacts(name="河边广场", kind=PlaceKind.SQUARE, parent_id=town.id)
    with transaction():
        here = queries.place(place.id, lock=True)
        actions.change_place(place=here, facts=facts, by=db.session.merge(clerk), now=NOW)
    told = {change.field: (change.old, change.new, change.moves_figure) for change in changes_of(place)}
    assert told == {
        "name": ("河边", "河边广场", False),
        "kind": ("other", "square", True),
        "parent": (None, "三江镇", True),
    }


def test_a_retired_place_leaves_the_lists_and_can_come_back(clerk: Person) -> None:
    place = make_place(name="三江镇")
    with transaction():
        actions.retire_place(place=queries.place(place.id), by=db.session.merge(clerk), now=NOW)
    assert db.session.scalars(queries.places_matching()).all() == []
    assert db.session.scalars(queries.places_matching(retired=True)).all() == [place]
    with transaction():
        actions.bring_back_place(place=queries.place(place.id), by=db.session.merge(clerk), now=NOW)
    assert db.session.scalars(queries.places_matching()).all() == [place]
    assert [change.new for change in changes_of(place)] == ["no", "yes"]


def test_all_that_lies_in_a_place_is_found_at_any_depth(app_context: Flask) -> None:
    town = make_place(name="三江镇")
    village = make_place(PlaceKind.COMMUNITY, name="幸福社区", parent=town)
    square = make_place(PlaceKind.SQUARE, name="文化广场", parent=village)
    elsewhere = make_place(name="太平镇")
    found = set(db.session.scalars(queries.children_included(town.id)))
    assert found == {town.id, village.id, square.id}
    both = db.select(Place.id).where(
        Place.id.in_(queries.children_included(village.id)) | Place.id.in_(queries.children_included(elsewhere.id))
    )
    assert set(db.session.scalars(both)) == {village.id, square.id, elsewhere.id}
    assert queries.full_name_of(square) == "三江镇 › 幸福社区 › 文化广场"


def test_market_days_and_position_are_kept_and_stand_in_the_history(clerk: Person) -> None:
    place = make_place(name="三江镇")
    facts = PlaceFacts("三江镇", PlaceKind.TOWNSHIP, market_days="逢三逢八", latitude=28.81, longitude=113.08)
    with transaction():
        here = queries.place(place.id, lock=True)
        actions.change_place(place=here, facts=facts, by=db.session.merge(clerk), now=NOW)
    db.session.refresh(place)
    assert (place.market_days, place.market_calendar) == ("3,8", MarketCalendar.LUNAR)
    told = {change.field: (change.old, change.new) for change in changes_of(place)}
    assert told == {"market_days": (None, "lunar:3,8"), "position": (None, "28.81, 113.08")}


def test_half_a_position_is_refused(clerk: Person) -> None:
    for half in ({"latitude": 28.81}, {"latitude": 28.81, "longitude": 200.0}):
        facts = PlaceFacts("新", PlaceKind.OTHER, **half)  # type: ignore[arg-type]
        with pytest.raises(Invalid), transaction():
            actions.add_place(facts=facts, by=db.session.merge(clerk), now=NOW)


def test_a_village_has_the_market_days_of_what_it_lies_in(app_context: Flask) -> None:
    town = make_place(name="三江镇", market_days="3,8", market_calendar=MarketCalendar.LUNAR)
    village = make_place(PlaceKind.COMMUNITY, name="幸福社区", parent=town)
    own = make_place(PlaceKind.SQUARE, parent=village, market_days="1", market_calendar=MarketCalendar.SOLAR)
    assert [queries.market_of(each) for each in (town, village, own)] == [town, town, own]
    assert queries.market_of(make_place(name="太平镇")) is None
