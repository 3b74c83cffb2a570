"""Material for an event: taken out of the store, brought back, lost there."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.db import db
from outreach.materials.models import Item
from outreach.materials.stock_access import check_draws_for
from outreach.materials.stock_queries import materials_in_stock, on_hand
from outreach.schedule import queries as plan
from outreach.schedule.models import Event
from outreach.schedule.supplies import actions as stock_actions
from outreach.stock.forms import EventStockForm, event_stock_form
from outreach.stock.queries import EventRow, event_rows
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted

pages = Blueprint("event_stock", __name__)

_DONE = {
    "issue": _("The material is issued."),
    "return": _("What was left over is back in the store."),
    "loss": _("The loss is entered."),
}


@pages.route("/events/<uuid:event_id>/stock/<any(issue, return, loss):event_act>", methods=["GET", "POST"])
@permit(Permission.PLAN)
def move(event_id: uuid.UUID, event_act: str) -> Any:
    """Take materials along, bring the rest back, or say what was lost, all on one form."""
    event = plan.event(event_id)
    check_draws_for(acting_person(), event.lead_team_id, clock.today())
    rows = _rows(event, event_act)
    form = _form(rows, event_act)

    def act(form: EventStockForm) -> bool:
        _act(event_act)(plan.event(event_id, lock=True), form, {"by": acting_person(), "now": clock.now()})
        return True

    if submitted(form, act):
        flash(str(_DONE[event_act]), "success")
        return redirect(url_for("events.page", event_id=event_id, _anchor="stock"))
    event = plan.event(event_id)
    shown = {"form": form, "event": event, "act": event_act, "rows": {row.item.id: row for row in rows}}
    return render_template("stock/event_form.html", there=on_hand([row.item.id for row in rows]), **shown), form.status


def _rows(event: Event, event_act: str) -> list[EventRow]:
    """What can be taken along is what is planned; what can come back is what was taken along."""
    rows = event_rows(event)
    return rows if event_act == "issue" else [row for row in rows if row.stock.issued]


def _form(rows: list[EventRow], event_act: str) -> EventStockForm:
    issues = event_act == "issue"
    offered = [(row.item, row.to_issue if issues else None) for row in rows]
    others: list[Item] = []
    if issues:
        known = {row.item.id for row in rows}
        others = [item for item in db.session.scalars(materials_in_stock()) if item.id not in known]
    return event_stock_form(offered, others, reason_needed=event_act == "loss")


def _act(event_act: str) -> Callable[[Event, EventStockForm, dict[str, Any]], Any]:
    if event_act == "loss":
        return lambda event, form, who: stock_actions.report_loss_at_event(
            event, form.quantities, reason=form.note.data, meant=form.meant, **who
        )
    move = stock_actions.issue_to_event if event_act == "issue" else stock_actions.return_from_event
    return lambda event, form, who: move(event, form.quantities, note=form.note.data, meant=form.meant, **who)
