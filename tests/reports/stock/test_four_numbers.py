"""Printed, issued, left over and handed out stand side by side and are never mixed, on both databases."""

from datetime import date, timedelta

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from outreach.audit.actions import Machine
from outreach.db import db
from outreach.logbook.rules import Basis
from outreach.materials.models import Material
from outreach.materials.stock_actions import receive_print_run
from outreach.materials.stock_rules import Stock
from outreach.people.rules import Role
from outreach.reports.figures import figure
from outreach.reports.filters import Filters
from outreach.reports.on_the_spot import of_material
from outreach.reports.stock.four_numbers import Row, four_numbers
from outreach.reports.values import draw
from outreach.schedule.models import Event
from outreach.schedule.rules import Status, Track
from outreach.schedule.supplies import actions as stock_actions
from tests.making import NOW, make_event, make_material, make_person, make_tally
from tests.signing_in import sign_in

YEAR = Filters.of_year(2025)
BY_MACHINE = {"by": Machine(), "now": NOW}


def a_year() -> tuple[Material, Event]:
    """A material printed 1,000 times, of which 300 went to an event, 80 came back, 5 were lost and 210 handed out."""
    item = make_material(name="手册", unit="册", counted_as="份")
    receive_print_run(item=item, quantity=1000, day=date(2025, 3, 1), **BY_MACHINE)
    event = make_event(status=Status.HELD)
    stock_actions.issue_to_event(event, {item.id: 300}, **BY_MACHINE)
    stock_actions.return_from_event(event, {item.id: 80}, **BY_MACHINE)
    stock_actions.report_loss_at_event(event, {item.id: 5}, reason="淋雨", **BY_MACHINE)
    make_tally(event, 200, item_id=item.id)
    make_tally(event, 10, item_id=item.id, basis=Basis.ESTIMATED)
    return item, event


def test_the_four_numbers_stand_side_by_side(app_context: Flask) -> None:
    item, event = a_year()
    make_tally(event, 7)
    row = next(row for row in four_numbers(YEAR) if row.item.id == item.id)
    assert (row.stock.printed, row.stock.issued, row.stock.returned, row.handed_out) == (1000, 300, 80, 210)
    assert (row.lost, row.unaccounted, row.on_hand) == (5, 5, 780)
    assert four_numbers(Filters.of_year(2024)) == []
    assert len(four_numbers(YEAR)) == 1


def test_a_material_s_number_is_the_sum_of_the_lines_it_opens_to(app_context: Flask) -> None:
    item, _event = a_year()
    internal = make_event(track=Track.INTERNAL, status=Status.HELD)
    late = make_event(status=Status.HELD, reviewed_at=NOW)
    for where, quantity, at in ((internal, 30, NOW), (late, 40, NOW + timedelta(hours=1)), (late, 6, NOW)):
        make_tally(where, quantity, item_id=item.id, received_at=at)
    found = figure(of_material(item).key)
    rows = found.lines(YEAR).subquery()
    total = db.session.scalar(select(func.sum(rows.c.quantity)))
    drawn = draw(found, YEAR)
    assert four_numbers(YEAR)[0].handed_out == drawn.value == total == 216
    assert (drawn.figure.unit, drawn.estimated) == ("册", 10)


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 1000))
def test_what_is_not_accounted_for_closes_the_sum(
    printed: int, issued: int, returned: int, lost: int, handed: int
) -> None:
    stock = Stock(printed=printed, issued=issued, returned=returned, lost_outside=lost)
    row = Row(Material(unit="份"), stock, handed, stock.on_hand, 0, "")
    assert row.handed_out + row.stock.returned + row.lost + row.unaccounted == row.stock.issued
    assert row.on_hand == printed - issued + returned


def test_the_page_opens_every_number(sqlite_app: Flask, client: FlaskClient) -> None:
    client.set_cookie("language", "en")
    with sqlite_app.app_context():
        item, _event = a_year()
        only_handed_out = make_material(name="折页")
        make_tally(make_event(status=Status.HELD), 12, item_id=only_handed_out.id)
        sign_in(client, make_person(Role.VIEWER))
        code, item_id = item.code, item.id
    page = client.get("/reports/2025/stock").text
    assert f"/reports/2025/figures/material_{code}" in page and f"/materials/{item_id}/stock" in page
    figure_page = client.get(f"/reports/2025/figures/material_{code}").text
    assert "Handed out: 手册" in figure_page and "210" in figure_page
    assert client.get("/reports/2025/figures/material_none").status_code == 404
    assert "Nothing moved in 2019" in client.get("/reports/2019/stock").text
    for kind in ("xlsx", "csv"):
        assert client.get(f"/reports/2025/stock.{kind}").status_code == 200


def test_a_number_below_zero_says_what_it_compares(sqlite_app: Flask, client: FlaskClient) -> None:
    client.set_cookie("language", "en")
    with sqlite_app.app_context():
        item, event = a_year()
        sign_in(client, make_person(Role.VIEWER))
        assert "Below zero" not in client.get("/reports/2025/stock").text
        make_tally(event, 17, item_id=item.id)
    page = client.get("/reports/2025/stock").text
    assert "-12" in page and "Below zero, more was handed out than was out of the store" in page
    assert "227 handed out, and 215 were out (issued 300, back 80, lost 5)" in page
