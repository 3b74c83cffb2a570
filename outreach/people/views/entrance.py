"""At the door: set-up, sign-in, sign-out."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.db import transaction
from outreach.errors import NotFound, Refusal
from outreach.people.actions import found_bureau, load_example, open_set_up_link
from outreach.people.actions.founding import example_offered, note_refused_link
from outreach.people.actions.signing_in import note_sign_out
from outreach.people.entering import enter, enter_code, say_when_to_come_again
from outreach.people.forms.entrance import SetUpForm, SignInForm
from outreach.people.models import Person
from outreach.people.queries import nobody_yet, people_with_demo_password
from outreach.people.second_factor.forms import CodeForm
from outreach.people.second_factor.queries import asks_for_code
from outreach.people.sessions import begin_second_step, begin_session, end_session, second_step
from outreach.web.access import Permission, acting_person, permit
from outreach.web.direct import address_of_request
from outreach.web.forms import submitted
from outreach.web.headers import is_https
from outreach.web.returning import next_path

pages = Blueprint("people", __name__)


@pages.route("/set-up/<string:token>", methods=["GET", "POST"])
@permit(Permission.PUBLIC)
def set_up(token: str) -> Any:
    """The page behind the one-time link: the bureau and its first administrator."""
    _check_link(token)
    form = SetUpForm()
    if not example_offered():
        del form.start
    founded = submitted(form, lambda form: _founded(form, token))
    if founded is None:
        return render_template("people/set_up.html", form=form), form.status
    admin, said = founded
    begin_session(admin, own_device=False, now=clock.now())
    flash(_("The bureau is set up, and you are signed in."), "good")
    if said is not None:
        flash(said, "info")
    return redirect(request.script_root + "/")


@pages.route("/sign-in", methods=["GET", "POST"])
@permit(Permission.PUBLIC)
def sign_in() -> Any:
    """User name and password; goes on to where the person wanted to go."""
    if acting_person() is not None:
        return redirect(next_path())
    form = SignInForm()
    if form.validate_on_submit():
        try:
            person = _entering(form)
        except Refusal as refusal:
            form.refuse(refusal)
            say_when_to_come_again(refusal)
        else:
            return _onward(person, own_device=form.own_device.data)
    facts = {
        "form": form,
        "nobody_yet": nobody_yet(),
        "next_path": next_path(),
        "has_demo": people_with_demo_password(),
        "is_https": is_https(current_app._get_current_object()),  # type: ignore[attr-defined]
    }
    return render_template("people/sign_in.html", **facts), form.status


@pages.route("/sign-in/code", methods=["GET", "POST"])
@permit(Permission.PUBLIC)
def sign_in_code() -> Any:
    """The second step of signing in, for accounts that ask for it."""
    step = second_step(clock.now())
    if step is None:
        return redirect(url_for(".sign_in", next=next_path()))
    person, own_device = step
    form = CodeForm()
    if form.validate_on_submit():
        try:
            enter_code(person=person, typed=form.code.data, address=address_of_request(), now=clock.now())
        except Refusal as refusal:
            form.refuse(refusal)
            say_when_to_come_again(refusal)
        else:
            begin_session(person, own_device=own_device, now=clock.now())
            return redirect(next_path())
    return render_template("people/second_factor/sign_in.html", form=form, next_path=next_path()), form.status


@pages.post("/sign-out")
@permit(Permission.PUBLIC)
def sign_out() -> Any:
    """End the session of this browser; public, so that pressing it twice is no error."""
    person = acting_person()
    if person is not None:
        with transaction():
            note_sign_out(person=person, now=clock.now(), address=address_of_request())
    end_session()
    flash(_("You are signed out."), "good")
    return redirect(url_for("people.sign_in"))


def _check_link(token: str) -> None:
    try:
        open_set_up_link(token, clock.now())
    except NotFound:
        with transaction():
            note_refused_link(address=address_of_request(), now=clock.now())
        raise


def _onward(person: Person, *, own_device: bool) -> Any:
    """In, or to the code where the account asks for one."""
    if asks_for_code(person):
        begin_second_step(person, own_device=own_device, now=clock.now())
        return redirect(url_for(".sign_in_code", next=next_path()))
    begin_session(person, own_device=own_device, now=clock.now())
    return redirect(next_path())


def _founded(form: SetUpForm, token: str) -> tuple[Person, str | None]:
    now = clock.now()
    wants_example = "start" in form and form.start.data == "example"
    admin = found_bureau(
        name=form.bureau_name.data,
        admin_name=form.admin_name.data,
        username=form.username.data,
        password=form.password.data,
        is_example=wants_example,
        link=open_set_up_link(token, now),
        now=now,
    )
    return admin, load_example(now=now, by=admin) if wants_example else None


def _entering(form: SignInForm) -> Person:
    return enter(
        username=form.username.data,
        password=form.password.data,
        address=address_of_request(),
        now=clock.now(),
    )
