"""One's own second factor: setting it up, its recovery codes, taking it off."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.db import transaction
from outreach.errors import Conflict
from outreach.people.models import Person
from outreach.people.proving import proved
from outreach.people.queries import the_bureau
from outreach.people.second_factor.actions import begin_factor, confirm_factor, renew_codes, take_factor_off
from outreach.people.second_factor.forms import CodeForm
from outreach.people.second_factor.queries import asks_for_code, codes_left, mark_of_codes, second_factor_of
from outreach.people.second_factor.rules import address_for_phone
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.reach import picture_of

pages = Blueprint("second_factor", __name__, url_prefix="/account/second-factor")
_PAGE = "second_factor.page"


@pages.get("")
@permit(Permission.SIGNED_IN)
def page() -> Any:
    """Whether it is on, since when, and how many recovery codes are left."""
    person: Person = acting_person()
    facts = {
        "factor": second_factor_of(person),
        "is_on": asks_for_code(person),
        "left": codes_left(person),
        "mark": mark_of_codes(person),
    }
    return render_template("people/second_factor/page.html", **facts)


@pages.post("/begin")
@permit(Permission.SIGNED_IN)
@proved(back=_PAGE)
def begin() -> Any:
    """A new picture to scan."""
    try:
        with transaction():
            begin_factor(person=acting_person(), now=clock.now())
    except Conflict as refusal:
        flash(refusal.message, "bad")
        return redirect(url_for(_PAGE))
    return redirect(url_for(".confirm"))


@pages.route("/confirm", methods=["GET", "POST"])
@permit(Permission.SIGNED_IN)
@proved()
def confirm() -> Any:
    """The picture, and the first code, with which it counts from now on."""
    person: Person = acting_person()
    form = CodeForm()
    codes = submitted(form, lambda form: confirm_factor(person=person, code=form.code.data, now=clock.now()))
    if codes:
        return render_template("people/second_factor/codes.html", codes=codes, is_new=True)
    factor = second_factor_of(person)
    if factor is None or factor.confirmed_at is not None or factor.secret is None:
        return redirect(url_for(_PAGE))
    bureau = the_bureau()
    address = address_for_phone(factor.secret, username=person.username, bureau=bureau.name if bureau else "Outreach")
    facts = {"form": form, "picture": picture_of(address), "secret": factor.secret}
    return render_template("people/second_factor/confirm.html", **facts), form.status


@pages.post("/codes")
@permit(Permission.SIGNED_IN)
@proved(back=_PAGE)
def codes() -> Any:
    """Ten new recovery codes, shown in this answer and never again."""
    if not asks_for_code(acting_person()):
        return redirect(url_for(_PAGE))
    try:
        with transaction():
            made = renew_codes(person=acting_person(), instead_of=request.form.get("instead_of", ""), now=clock.now())
    except Conflict as refusal:
        flash(refusal.message, "bad")
        return redirect(url_for(_PAGE))
    return render_template("people/second_factor/codes.html", codes=made, is_new=False)


@pages.post("/off")
@permit(Permission.SIGNED_IN)
@proved(back=_PAGE)
def off() -> Any:
    """Take it off."""
    with transaction():
        take_factor_off(person=acting_person(), by=acting_person(), now=clock.now())
    flash(_("The second factor is off: the password alone lets you in."), "good")
    return redirect(url_for(_PAGE))
