"""The stock of materials, on both databases."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DatabaseError

from outreach.audit.actions import Machine
from outreach.db import db
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.materials import stock_actions
from outreach.materials.models import Item, Movement
from outreach.materials.rules import MovementKind
from outreach.materials.stock_actions import Meant
from outreach.materials.stock_queries import entries_of, on_hand, stock, stocks, team_stocks
from outreach.materials.stock_rules import Stock
from outreach.people.models import Person, Team
from outreach.people.rules import Role
from outreach.periods import year
from tests.making import NOW, make_material, make_person, make_team, make_topic

DAY = date(2025, 3, 4)


def received(item: Item, quantity: int = 1000, **changes: Any) -> Movement:
    """A print run in the store."""
    facts = {"item": item, "quantity": quantity, "day": DAY, "by": Machine(), "now": NOW}
    return stock_actions.receive_print_run(**facts | changes)


def issued(item: Item, quantity: int, team: Team, by: Person | Machine, **changes: Any) -> Movement:
    """Some taken out by the team."""
    facts = {"item": item, "quantity": quantity, "team_id": team.id, "day": DAY, "by": by, "now": NOW}
    return stock_actions.issue(**facts | changes)


def test_the_store_has_what_was_printed_less_what_is_out(app_context: Flask) -> None:
    item, team = make_material(bundle=100), make_team()
    lead = make_person(Role.LEAD, team=team)
    received(item, note="县印刷厂 订单17")
    issued(item, 300, team, lead)
    common = {"item": item, "team_id": team.id, "day": DAY, "by": lead, "now": NOW}
    stock_actions.take_back(quantity=100, **common)
    stock_actions.report_loss(quantity=20, reason="淋雨", **common)
    stock_actions.report_loss(item=item, quantity=5, reason="受潮", day=DAY, by=Machine(), now=NOW)
    assert stock(item.id) == Stock(printed=1000, issued=300, returned=100, lost=5, lost_outside=20)
    assert on_hand([item.id, make_material().id]) == {item.id: 795}
    assert [(each.code, held.held) for each, held in team_stocks(item.id)] == [("employment", 180)]
    assert stocks([item.id], period=year(2024)) == {}


def test_a_stock_taking_sets_the_book_to_what_was_found(app_context: Flask) -> None:
    item = make_material()
    received(item)
    found = stock_actions.take_stock(item=item, found=980, note="年中盘点", by=Machine(), now=NOW)
    assert found is not None and found.quantity == -20 and on_hand([item.id]) == {item.id: 980}
    assert stock_actions.take_stock(item=item, found=980, by=Machine(), now=NOW) is None
    stock_actions.take_stock(item=item, found=1010, by=Machine(), now=NOW)
    assert stock(item.id).counted == 10


def test_a_mistake_is_taken_back_by_its_opposite_once(app_context: Flask) -> None:
    item = make_material()
    wrong = received(item, 10_000)
    received(item, 1000)
    opposite = stock_actions.undo_movement(movement=wrong, reason="多打了一个零", by=Machine(), now=NOW + timedelta(1))
    assert (opposite.kind, opposite.quantity, opposite.day) == (MovementKind.PRINTED, -10_000, wrong.day)
    assert stock(item.id) == Stock(printed=1000)
    for line in (wrong, opposite):
        with pytest.raises(Conflict):
            stock_actions.undo_movement(movement=line, reason="再来", by=Machine(), now=NOW)
    with pytest.raises(Invalid):
        stock_actions.undo_movement(movement=received(item), reason=" ", by=Machine(), now=NOW)


def test_more_than_there_is_is_asked_about_and_can_be_meant(app_context: Flask) -> None:
    item, team = make_material(), make_team()
    received(item, 100)
    with pytest.raises(Question) as asked:
        issued(item, 150, team, Machine())
    assert asked.value.code == "store_short"
    issued(item, 150, team, Machine(), meant=Meant(store_short=True))
    assert on_hand([item.id]) == {item.id: -50}
    with pytest.raises(Question) as asked:
        stock_actions.take_back(item=item, quantity=151, team_id=team.id, day=DAY, by=Machine(), now=NOW)
    assert asked.value.code == "team_short"


def test_a_lead_moves_the_stock_of_the_own_team_only(app_context: Flask) -> None:
    item, own, other = make_material(), make_team(), make_team("pension")
    lead, clerk, staff = make_person(Role.LEAD, team=own), make_person(Role.CLERK), make_person(Role.STAFF, team=own)
    received(item, by=clerk)
    movement = issued(item, 10, own, lead)
    stock_actions.undo_movement(movement=movement, reason="记错", by=lead, now=NOW)
    for by, team in ((lead, other), (staff, own)):
        with pytest.raises(Forbidden):
            issued(item, 10, team, by)
    with pytest.raises(Forbidden):
        received(item, by=lead)
    with pytest.raises(Forbidden):
        stock_actions.take_stock(item=item, found=1, by=lead, now=NOW)
    with pytest.raises(Forbidden):
        stock_actions.report_loss(item=item, quantity=1, reason="受潮", day=DAY, by=lead, now=NOW)


def test_only_materials_are_kept_in_stock(app_context: Flask) -> None:
    with pytest.raises(Conflict):
        received(make_topic())


def test_movements_stand_newest_first_with_the_balance_after_each(app_context: Flask) -> None:
    item, team = make_material(), make_team()
    received(item, 100, day=date(2025, 1, 2))
    issued(item, 30, team, Machine())
    loss = {"item": item, "quantity": 5, "reason": "丢失", "team_id": team.id, "day": DAY, "by": Machine()}
    lost = stock_actions.report_loss(**loss, now=NOW + timedelta(hours=1))
    page = entries_of(item.id)
    assert [(each.quantity, each.balance) for each in page] == [(-5, 70), (-30, 70), (100, 100)]
    stock_actions.undo_movement(movement=lost, reason="找到了", by=Machine(), now=NOW + timedelta(hours=2))
    assert [each.is_undone for each in entries_of(item.id, size=2)] == [False, True]
    assert [each.balance for each in entries_of(item.id, 2, size=2)] == [70, 100]


def test_on_hand_is_the_sum_of_what_the_database_holds(app_context: Flask) -> None:
    item, team = make_material(), make_team()
    for quantity in (50, 500):
        received(item, quantity)
    issued(item, 120, team, Machine())
    stock_actions.take_stock(item=item, found=400, by=Machine(), now=NOW)
    total = db.session.scalar(select(func.sum(Movement.quantity)).where(Movement.item_id == item.id))
    assert on_hand([item.id]) == {item.id: total} == {item.id: 400}


def test_the_database_refuses_to_change_or_delete_a_movement(app_context: Flask) -> None:
    movement = received(make_material())
    db.session.commit()
    for statement in (update(Movement).values(quantity=1), delete(Movement)):
        with pytest.raises(DatabaseError, match="only added to"):
            db.session.execute(statement.where(Movement.id == movement.id))
        db.session.rollback()
