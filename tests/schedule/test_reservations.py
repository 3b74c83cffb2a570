"""Material reserved for planned events, taken to them and brought back, on both databases."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask

from outreach.audit.actions import Machine
from outreach.errors import Conflict, Invalid, Question
from outreach.materials.models import Item
from outreach.materials.stock_actions import Meant, receive_print_run
from outreach.materials.stock_queries import on_hand
from outreach.materials.stock_rules import Stock
from outreach.schedule.models import Event, PlannedItem
from outreach.schedule.rules import Status
from outreach.schedule.supplies import actions as stock_actions
from outreach.schedule.supplies.lasting import Lasting, Need, lasting
from outreach.schedule.supplies.reservations import (
    event_of_movement,
    event_stocks,
    lastings,
    materials_for,
    needs,
    reserved,
)
from tests.making import NOW, make_event, make_material, stored

TODAY = date(2025, 3, 4)
BY_MACHINE = {"by": Machine(), "now": NOW}


def event_with(item: Item, quantity: int | None, *, days: int = 1, **changes: object) -> Event:
    """An event some days ahead that is planned with so many of the item."""
    event = make_event(starts_at=NOW + timedelta(days=days), **changes)
    stored(PlannedItem(event_id=event.id, item_id=item.id, quantity=quantity))
    return event


def in_store(item: Item, quantity: int) -> None:
    receive_print_run(item=item, quantity=quantity, day=TODAY, **BY_MACHINE)


def need(quantity: int, number: int) -> Need:
    return Need(uuid4(), uuid4(), f"活动{number}", TODAY + timedelta(number), datetime(2025, 3, 4), quantity)


def test_stock_lasts_until_an_event_goes_short() -> None:
    one, two, three = need(300, 1), need(200, 2), need(100, 3)
    assert lasting(500, [one, two]) == Lasting(500, two, None, 0)
    assert lasting(450, [one, two, three]) == Lasting(600, one, two, 150)
    assert lasting(0, [one]) == Lasting(300, None, one, 300)
    assert lasting(-50, [one]).missing == 300
    assert lasting(10, []) == Lasting()


def test_only_planned_events_ahead_reserve_what_they_did_not_get_yet(app_context: Flask) -> None:
    item = make_material()
    in_store(item, 1000)
    soon = event_with(item, 300)
    event_with(item, 400, days=5)
    event_with(item, None, days=6)
    event_with(item, 999, days=-3)
    event_with(item, 999, days=2, status=Status.CANCELLED)
    event_with(item, 999, days=2, status=Status.HELD)
    assert reserved([item.id], since=TODAY) == {item.id: 700}
    assert reserved([item.id], since=TODAY, until=TODAY + timedelta(1)) == {item.id: 300}
    stock_actions.issue_to_event(soon, {item.id: 250}, **BY_MACHINE)
    assert [each.quantity for each in needs([item.id], since=TODAY)] == [50, 400]
    stock_actions.return_from_event(soon, {item.id: 200}, **BY_MACHINE)
    assert [each.quantity for each in needs([item.id], since=TODAY, but=soon.id)] == [400]
    assert reserved([item.id], since=TODAY) == {item.id: 650}
    last = lastings([item.id], since=TODAY)[item.id]
    assert last.first_short is None and last.last_served is not None and last.last_served.quantity == 400


def test_an_event_knows_what_it_got_brought_back_and_lost(app_context: Flask) -> None:
    item, extra = make_material(), make_material()
    in_store(item, 1000)
    in_store(extra, 50)
    event = event_with(item, 300)
    moved = stock_actions.issue_to_event(event, {item.id: 300, extra.id: 20, make_material().id: 0}, **BY_MACHINE)
    stock_actions.return_from_event(event, {item.id: 80}, **BY_MACHINE)
    stock_actions.report_loss_at_event(event, {item.id: 5}, reason="淋雨", **BY_MACHINE)
    assert event_stocks(event.id) == {
        item.id: Stock(issued=300, returned=80, lost_outside=5),
        extra.id: Stock(issued=20),
    }
    assert {each.id for each in materials_for(event)} == {item.id, extra.id}
    assert on_hand([item.id]) == {item.id: 780}
    assert event_of_movement([moved[0].id]) == {moved[0].id: (event.id, event.title)}
    stock_actions.undo_movement(moved[-1], reason="记错", **BY_MACHINE)
    assert sum(stock.issued for stock in event_stocks(event.id).values()) in (300, 20)


def test_what_goes_to_several_events_is_moved_together(app_context: Flask) -> None:
    item = make_material()
    in_store(item, 1000)
    first, second = event_with(item, 300), event_with(item, 200, days=1)
    loads = [
        stock_actions.Load(event, {item.id: quantity}, **BY_MACHINE)
        for event, quantity in ((first, 300), (second, 200))
    ]
    stock_actions.issue_loads(loads)
    stock_actions.return_loads([stock_actions.Load(second, {item.id: 50}, **BY_MACHINE)])
    assert event_stocks(first.id) == {item.id: Stock(issued=300)}
    assert event_stocks(second.id) == {item.id: Stock(issued=200, returned=50)}
    with pytest.raises(Question):
        stock_actions.issue_loads(
            [stock_actions.Load(event, {item.id: 300}, **BY_MACHINE) for event in (first, second)]
        )


def test_issuing_asks_when_short_and_refuses_cancelled_events_and_nothing(app_context: Flask) -> None:
    item = make_material()
    event = event_with(item, 300)
    with pytest.raises(Question):
        stock_actions.issue_to_event(event, {item.id: 300}, **BY_MACHINE)
    stock_actions.issue_to_event(event, {item.id: 300}, meant=Meant(store_short=True), **BY_MACHINE)
    with pytest.raises(Invalid):
        stock_actions.issue_to_event(event, {item.id: 0}, **BY_MACHINE)
    cancelled = event_with(item, 1, status=Status.CANCELLED)
    with pytest.raises(Conflict):
        stock_actions.issue_to_event(cancelled, {item.id: 1}, **BY_MACHINE)
