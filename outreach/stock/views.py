"""The warehouse: the table of all materials, one material's movements, and the forms that move it."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.db import db
from outreach.errors import Forbidden
from outreach.materials import queries as lists
from outreach.materials import stock_actions, stock_queries
from outreach.materials.models import Item, Material, Movement
from outreach.materials.rules import MovementKind
from outreach.materials.stock_access import may_draw_for, may_keep_store
from outreach.schedule.supplies.actions import undo_movement
from outreach.schedule.supplies.reservations import event_of_movement, needs
from outreach.stock import labels, queries
from outreach.stock.forms import MovementForm, ReasonForm, StockFilters, teams_of
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number, paged

pages = Blueprint("stock", __name__)

NEEDS_SHOWN = 12
Act = Callable[[Item, MovementForm, dict[str, Any]], Any]


@pages.get("/materials/stock")
@permit(Permission.READ)
def overview() -> str:
    """What lies there of every material, what is reserved, and until when it is enough."""
    today, filters = clock.today(), StockFilters()
    short = queries.short_ids(today=today)
    asked = stock_queries.materials_in_stock(words=filters.words.data)
    if filters.short.data:
        asked = asked.where(Material.id.in_(short))
    page = paged(db.session(), asked, page_number())
    return render_template(
        "stock/overview.html",
        filters=filters,
        page=page,
        rows=queries.rows(page.rows, today=today),
        short=len(short),
        year=today.year,
    )


@pages.get("/materials/<uuid:item_id>/stock")
@permit(Permission.READ)
def item(item_id: uuid.UUID) -> str:
    """One material: its numbers, who holds some, which events need it, and every movement."""
    item, today = stock_queries.material(item_id), clock.today()
    entries = stock_queries.entries_of(item_id, page_number())
    wanted = needs([item_id], since=today)
    person = acting_person()
    return render_template(
        "stock/item.html",
        item=item,
        row=queries.rows([item], today=today)[0],
        teams=stock_queries.team_stocks(item_id),
        needs=wanted[:NEEDS_SHOWN],
        more_needs=max(0, len(wanted) - NEEDS_SHOWN),
        entries=entries,
        events=event_of_movement([entry.id for entry in entries]),
        said=labels.said,
        keeps_store=may_keep_store(person),
        draws=_moves(person),
        may_undo=lambda entry: _may_undo(person, entry),
        year=today.year,
    )


@pages.route("/materials/<uuid:item_id>/stock/<any(printed, counted):store_act>", methods=["GET", "POST"])
@permit(Permission.LISTS)
def move_in_store(item_id: uuid.UUID, store_act: str) -> Any:
    """Receive a print run, or set the book to what was found."""
    acts: dict[str, Act] = {
        "printed": lambda item, form, who: stock_actions.receive_print_run(
            item=item, quantity=form.pieces, day=form.on_day, note=form.note.data, **who
        ),
        "counted": lambda item, form, who: stock_actions.take_stock(
            item=item, found=form.pieces, note=form.note.data, **who
        ),
    }
    return _moved(item_id, MovementKind(store_act), acts[store_act])


@pages.route("/materials/<uuid:item_id>/stock/<any(issued, returned, lost):team_act>", methods=["GET", "POST"])
@permit(Permission.PLAN)
def move_with_team(item_id: uuid.UUID, team_act: str) -> Any:
    """Let a team take some, bring some back, or say what was lost."""
    acts: dict[str, Act] = {
        "issued": lambda item, form, who: stock_actions.issue(item=item, **_of_team(form), **who),
        "returned": lambda item, form, who: stock_actions.take_back(item=item, **_of_team(form), **who),
        "lost": lambda item, form, who: stock_actions.report_loss(
            item=item,
            quantity=form.pieces,
            reason=form.note.data,
            day=form.on_day,
            team_id=form.team_id.data,
            meant=form.meant,
            **who,
        ),
    }
    if not _moves(acting_person()):
        raise Forbidden(_("You take out and bring back material for your own team only."))
    return _moved(item_id, MovementKind(team_act), acts[team_act])


@pages.route("/materials/stock/movements/<uuid:movement_id>/undo", methods=["GET", "POST"])
@permit(Permission.PLAN)
def undo(movement_id: uuid.UUID) -> Any:
    """Take a mistaken movement back."""
    form = ReasonForm()

    def act(form: ReasonForm) -> Movement:
        movement = stock_queries.movement(movement_id)
        lists.item(movement.item_id, lock=True)
        return undo_movement(movement, reason=form.reason.data, by=acting_person(), now=clock.now())

    undone = submitted(form, act)
    if undone is not None:
        flash(_("The movement is taken back. Both lines stay in the list."), "success")
        return redirect(url_for(".item", item_id=undone.item_id))
    movement = stock_queries.movement(movement_id)
    if not _may_undo(acting_person(), movement):
        raise Forbidden(_("You take out and bring back material for your own team only."))
    shown = {"form": form, "movement": movement, "item": movement.item, "said": labels.said}
    return render_template("stock/undo.html", **shown), form.status


def _moved(item_id: uuid.UUID, kind: MovementKind, act: Act) -> Any:
    item = stock_queries.material(item_id)
    form = MovementForm(kind, item, acting_person())

    def do(form: MovementForm) -> bool:
        act(lists.item(item_id, lock=True), form, {"by": acting_person(), "now": clock.now()})
        return True

    if submitted(form, do):
        flash(_("It is entered. The store has %(there)s now.", there=_on_hand(item)), "success")
        return redirect(url_for(".item", item_id=item_id))
    item = stock_queries.material(item_id)
    there = stock_queries.stock(item_id).on_hand
    return render_template("stock/movement.html", form=form, item=item, kind=kind, there=there), form.status


def _of_team(form: MovementForm) -> dict[str, Any]:
    return {
        "quantity": form.pieces,
        "team_id": form.team_id.data,
        "day": form.on_day,
        "note": form.note.data,
        "meant": form.meant,
    }


def _on_hand(item: Item) -> str:
    return f"{stock_queries.stock(item.id).on_hand} {item.unit}"


def _moves(person: Any) -> bool:
    """Whether the person moves any stock at all."""
    return may_keep_store(person) or bool(teams_of(person))


def _may_undo(person: Any, movement: Any) -> bool:
    """Whether the person takes back movements of this one's team, or of the store."""
    team_id = getattr(movement, "team_id", None) or getattr(getattr(movement, "team", None), "id", None)
    return may_keep_store(person) if team_id is None else may_draw_for(person, team_id, clock.today())
