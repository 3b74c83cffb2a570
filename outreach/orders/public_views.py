"""What companies see without an account: the menu with its form, and the reply page."""

from typing import Any, TypeVar

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from outreach import clock
from outreach.db import transaction
from outreach.errors import NotFound
from outreach.orders import actions, labels, queries
from outreach.orders.door import check_knock, note_knock
from outreach.orders.forms import OrderForm
from outreach.orders.models import Order
from outreach.orders.rules import Knock, Shown, plain_code, shown_code
from outreach.web.access import Permission, permit
from outreach.web.forms import submitted

blueprint = Blueprint("ordering", __name__)
AnswerT = TypeVar("AnswerT", bound=AnyResponse)


@blueprint.route("/order", methods=["GET", "POST"])
@permit(Permission.PUBLIC)
def menu() -> Any:
    """The menu and the form; what is sent becomes an order with a code of its own."""
    form = OrderForm()
    form.offer(queries.menu())
    if request.method == "POST":
        check_knock(Knock.ORDER, clock.now())
    made = submitted(form, _ordered)
    if made:
        _order, code = made
        return _private(redirect(url_for(".reply", code=shown_code(code), new=1)))
    form.offer(queries.menu())
    return render_template("orders/menu.html", form=form), form.status


@blueprint.get("/order/find")
@permit(Permission.PUBLIC)
def find() -> AnyResponse:
    """The way from a code that somebody types to its reply page."""
    typed = request.args.get("code", "")[:40]
    return _private(redirect(url_for(".reply", code=shown_code(plain_code(typed) or "0" * 10))))


@blueprint.get("/order/<string:code>")
@permit(Permission.PUBLIC)
def reply(code: str) -> Response:
    """What became of the order of that code."""
    order = _order_of(code)
    page = render_template(
        "orders/reply.html",
        order=order,
        code=code,
        state=labels.STATES[order.shown],
        halves=labels.HALVES,
        is_new=bool(request.args.get("new")) and order.shown is Shown.OPEN,
    )
    return _private(make_response(page))


@blueprint.post("/order/<string:code>/withdraw")
@permit(Permission.PUBLIC)
def withdraw(code: str) -> AnyResponse:
    """Take the order back."""
    _order_of(code)
    with transaction():
        order = queries.order_by_code(plain_code(code) or "", lock=True)
        if order is not None and order.shown is Shown.OPEN:
            actions.withdraw_order(order, now=clock.now())
    return _private(redirect(url_for(".reply", code=code)))


def _ordered(form: OrderForm) -> tuple[Order, str]:
    """The order and its code; it is a knock, as what can't be taken is not: who corrects a form floods nobody."""
    _count(Knock.ORDER)
    return actions.make_order(asked=form.asked(), now=clock.now())


def _order_of(code: str) -> Order:
    """The order of the code; only a wrong one counts and waits, so that a neighbour's guesses shut out no right one."""
    plain = plain_code(code)
    order = None if plain is None else queries.order_by_code(plain)
    if order is None:
        with transaction():
            _count(Knock.CODE)
        raise NotFound(_("There is no request with this code. Look at the code again."))
    return order


def _count(kind: Knock) -> None:
    check_knock(kind, clock.now())
    note_knock(kind, clock.now())


def _private(response: AnswerT) -> AnswerT:
    """A page that only who has the code may keep: no cache and no search engine."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
