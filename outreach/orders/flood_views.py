"""Declining many orders at once, where a script flooded the menu: looked at first, and one can be opened again."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from outreach import clock
from outreach.db import transaction
from outreach.orders import actions, queries
from outreach.orders.forms import DeclineManyForm, FloodForm
from outreach.people.rules import EVERY_TEAM
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted

blueprint = Blueprint("flood", __name__)


@blueprint.route("/orders/decline", methods=["GET", "POST"])
@permit(Permission.PLAN)
def decline_many() -> Any:
    """Choose among the open ones that fit, all ticked; they are declined with one reason."""
    person = acting_person()
    team_ids = None if person.role in EVERY_TEAM else person.team_ids_on(clock.today())
    filters = FloodForm()
    found = queries.open_ones(filters.words.data, filters.since.data, team_ids)
    form = DeclineManyForm(data={"order_ids": [each.id for each in found]})
    form.offer(found)

    def act(form: DeclineManyForm) -> list[uuid.UUID]:
        return actions.decline_orders(form.order_ids.data, reason=form.reason.data, by=person, now=clock.now())

    if (declined := submitted(form, act)) is not None:
        count = len(declined)
        flash(ngettext("%(num)s request is declined.", "%(num)s requests are declined.", count), "success")
        return redirect(url_for("orders.index", state="declined"))
    return render_template("orders/decline_many.html", filters=filters, form=form, found=found), form.status


@blueprint.post("/orders/<uuid:order_id>/open-again")
@permit(Permission.PLAN)
def open_again(order_id: uuid.UUID) -> Any:
    """Open a declined order again: it was no part of the flood."""
    with transaction():
        order = queries.order(order_id, lock=True)
        actions.open_again(order, by=acting_person(), now=clock.now())
    flash(_("The request is open again."))
    return redirect(url_for("orders.page", order_id=order_id))
