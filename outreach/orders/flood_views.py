"""Answering many orders at once, and what is no real order, such as what a script sent; all of it can be taken back."""

import uuid
from collections.abc import Collection
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from outreach import clock
from outreach.db import transaction
from outreach.orders import actions, answering, queries
from outreach.orders.forms import DeclineManyForm, FloodForm, UnrealFloodForm, UnrealForm, UnrealManyForm
from outreach.orders.models import Order
from outreach.orders.rules import Shown
from outreach.orders.unreal import say_all_unreal, say_real, say_unreal
from outreach.people.access import teams_acted_for
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted

blueprint = Blueprint("flood", __name__)


@blueprint.route("/orders/decline", methods=["GET", "POST"])
@permit(Permission.PLAN)
def decline_many() -> Any:
    """Choose among the open ones that fit, all ticked; they are declined with one reason."""
    filters = FloodForm()
    found = queries.found_among(Shown.OPEN, filters.words.data, filters.since.data, _own_teams())
    form = DeclineManyForm(data={"order_ids": [each.id for each in found]})
    form.offer(found)

    def act(form: DeclineManyForm) -> list[uuid.UUID]:
        return actions.decline_orders(form.order_ids.data, reason=form.reason.data, by=acting_person(), now=clock.now())

    if (declined := submitted(form, act)) is not None:
        count = len(declined)
        flash(ngettext("%(num)s request is declined.", "%(num)s requests are declined.", count), "success")
        return redirect(url_for("orders.index", state="declined"))
    return render_template("orders/decline_many.html", filters=filters, form=form, found=found), form.status


@blueprint.route("/orders/unreal", methods=["GET", "POST"])
@permit(Permission.PLAN)
def unreal_many() -> Any:
    """Choose among those that fit; none of them is a real order."""
    filters = UnrealFloodForm()
    found = queries.found_among(filters.shown, filters.words.data, filters.since.data, _own_teams())
    form = UnrealManyForm(data={"order_ids": [each.id for each in found] if filters.are_ticked else []})
    form.offer(found)

    def act(form: UnrealManyForm) -> list[uuid.UUID]:
        return say_all_unreal(form.order_ids.data, reason=form.reason.data, by=acting_person(), now=clock.now())

    if (said := submitted(form, act)) is not None:
        count = len(said)
        flash(ngettext("%(num)s request counts nowhere now.", "%(num)s requests count nowhere now.", count), "success")
        return redirect(url_for("orders.index", state="unreal"))
    return render_template("orders/unreal_many.html", filters=filters, form=form, found=found), form.status


@blueprint.route("/orders/<uuid:order_id>/unreal", methods=["GET", "POST"])
@permit(Permission.PLAN)
def unreal(order_id: uuid.UUID) -> Any:
    """Say that one is no real order, and why."""

    def act(form: UnrealForm) -> Order:
        order = queries.order(order_id, lock=True)
        return say_unreal(order, reason=form.reason.data, by=acting_person(), now=clock.now())

    form = UnrealForm()
    if submitted(form, act):
        flash(_("This request counts nowhere now. It can be taken back on this page."), "success")
        return redirect(url_for("orders.page", order_id=order_id))
    order = queries.order(order_id)
    answering.check_may_answer(acting_person(), order.team_id, clock.today())
    return render_template("orders/unreal.html", order=order, form=form), form.status


@blueprint.post("/orders/<uuid:order_id>/real")
@permit(Permission.PLAN)
def real(order_id: uuid.UUID) -> Any:
    """Take that back: it is as it was before."""
    with transaction():
        say_real(queries.order(order_id, lock=True), by=acting_person(), now=clock.now())
    flash(_("The request counts again."))
    return redirect(url_for("orders.page", order_id=order_id))


@blueprint.post("/orders/<uuid:order_id>/open-again")
@permit(Permission.PLAN)
def open_again(order_id: uuid.UUID) -> Any:
    """Open a declined order again."""
    with transaction():
        order = queries.order(order_id, lock=True)
        actions.open_again(order, by=acting_person(), now=clock.now())
    flash(_("The request is open again."))
    return redirect(url_for("orders.page", order_id=order_id))


def _own_teams() -> Collection[uuid.UUID] | None:
    """The teams for which the person answers; None for all."""
    return teams_acted_for(acting_person(), clock.today())
