"""What the office sees: the orders, one of them, and what becomes of it."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.db import db, transaction
from outreach.errors import Invalid
from outreach.orders import actions, answering, labels, queries
from outreach.orders.forms import AcceptForm, DeclineForm, OrderFilterForm
from outreach.orders.models import Order
from outreach.orders.rules import masked
from outreach.orders.unreal import may_be_unreal
from outreach.people.models import Person
from outreach.places.models import Place
from outreach.schedule.forms import concerned
from outreach.schedule.models import Event
from outreach.schedule.quick import planning as quick
from outreach.web import filters
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number, paged
from outreach.web.reach import base_url, is_local, picture_of

blueprint = Blueprint("orders", __name__)


@blueprint.get("/orders")
@permit(Permission.PLAN)
def index() -> str:
    """All orders, the open ones first."""
    now = clock.now()
    if queries.any_contact_over(now):
        with transaction():
            actions.erase_contacts(now=now)
    form = OrderFilterForm()
    team = form.teams.get(form.team.data or "")
    wanted = queries.orders(shown=form.state.data, team_id=None if team is None else team.id)
    page = paged(db.session(), wanted, page_number())
    lines = queries.with_ages(page.rows, clock.today())
    return render_template(
        "orders/index.html",
        form=form,
        page=page,
        lines=lines,
        labels=labels,
        masked=masked,
        any_topic=bool(queries.menu()),
    )


@blueprint.route("/orders/<uuid:order_id>", methods=["GET", "POST"])
@permit(Permission.PLAN)
def page(order_id: uuid.UUID) -> Any:
    """One order; its button makes the event."""
    form = AcceptForm()
    form.offer(queries.order(order_id))
    accepted = submitted(form, lambda form: _accepted(order_id, form))
    if accepted:
        event, passed = accepted
        flash(_("The request became this event, and its company reads the day on its reply page."), "success")
        for (day, half), why in passed:
            said = {"day": filters.day(day), "half": labels.HALVES[half], "why": " ".join(why)}
            flash(_("Not on the wished %(day)s, %(half)s: %(why)s", **said), "warn")
        return redirect(url_for("events.page", event_id=event.id))
    order = queries.order(order_id)
    form.offer(order)
    shown = {"order": order, "form": form, "concerned": concerned(form), "labels": labels}
    may_answer = answering.may_answer(acting_person(), order.team_id, clock.today())
    waited = queries.with_ages([order], clock.today())[0].days
    contact, phone = (order.contact, order.phone) if may_answer else (None, masked(order.phone))
    shown |= {"may_answer": may_answer, "waited": waited, "contact": contact, "phone": phone}
    shown |= {"may_be_unreal": order.unreal is None and may_be_unreal(order)}
    return render_template("orders/order.html", **shown), form.status


@blueprint.route("/orders/<uuid:order_id>/decline", methods=["GET", "POST"])
@permit(Permission.PLAN)
def decline(order_id: uuid.UUID) -> Any:
    """Say no, with a reason that the company reads."""

    def act(form: DeclineForm) -> Order:
        order = queries.order(order_id, lock=True)
        return actions.decline_order(order, reason=form.reason.data, by=acting_person(), now=clock.now())

    form = DeclineForm()
    if submitted(form, act):
        flash(_("The request is declined."), "success")
        return redirect(url_for(".page", order_id=order_id))
    order = queries.order(order_id)
    answering.check_may_answer(acting_person(), order.team_id, clock.today())
    return render_template("orders/decline.html", order=order, form=form), form.status


@blueprint.get("/orders/poster")
@permit(Permission.PLAN)
def poster() -> str:
    """The way to the menu as a sheet for the gates of parks."""
    address = base_url() + url_for("ordering.menu")
    picture = None if is_local(address) else picture_of(address)
    return render_template("orders/poster.html", address=address, picture=picture, topics=queries.menu())


def _accepted(order_id: uuid.UUID, form: AcceptForm) -> tuple[Event, Sequence[tuple[actions.Slot, list[str]]]]:
    """The event, and which wished days were passed over for which reason."""
    order = queries.order(order_id, lock=True)
    by, now = acting_person(), clock.now()
    actions.check_open(order, by, now)
    place = _place(order, form, by, now)
    passed = actions.passed_over(order, place=place, by=by, now=now) if form.slot is None else []
    return actions.accept_order(order, place=place, slot=form.slot, by=by, now=now, anyway=form.anyway()), passed


def _place(order: Order, form: AcceptForm, by: Person, now: datetime) -> Place:
    try:
        return quick.place_of(
            order.company, form.chosen, form.new_kind, by=by, now=now, confirmed=form.confirmed, address=order.address
        )
    except Invalid as refusal:
        raise Invalid(refusal.message, field="which", code=refusal.code) from None
