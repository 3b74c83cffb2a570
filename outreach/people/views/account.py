"""One's own page: password, tokens, and how the pages look."""

import uuid
from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.db import transaction
from outreach.errors import NotFound, Refusal
from outreach.people import entering
from outreach.people.actions import change_own_password, make_token, revoke_token
from outreach.people.actions.browsers import end_other_browser, sign_out_everywhere
from outreach.people.browser_queries import browser_of, browsers_of
from outreach.people.entering import prove_and_renew, say_when_to_come_again
from outreach.people.forms.account import AppearanceForm, TokenForm
from outreach.people.forms.entrance import PasswordForm, ProofForm
from outreach.people.models import BearerToken, Person
from outreach.people.phone_queries import phones_of
from outreach.people.proving import note_proof, proved
from outreach.people.queries import token_by_id, tokens_of
from outreach.people.second_factor.queries import asks_for_code
from outreach.people.sessions import begin_session, forget_browser, is_own_device, this_browser
from outreach.people.words import CAPACITIES, POSTS, ROLES, SCOPES
from outreach.web.access import Permission, acting_person, permit
from outreach.web.appearance import appearance
from outreach.web.direct import address_of_request
from outreach.web.forms import submitted
from outreach.web.language import LANGUAGES, chosen_language
from outreach.web.returning import next_path

pages = Blueprint("account", __name__, url_prefix="/account")


@pages.get("")
@permit(Permission.SIGNED_IN)
def page() -> Any:
    """Everything about oneself on one page."""
    person, now, here = acting_person(), clock.now(), this_browser()
    return render_template(
        "people/account.html",
        person=person,
        browsers=browsers_of(person, now),
        here_id=here and here.id,
        phones=phones_of([person.id], now),
        tokens=tokens_of(person),
        asks_for_code=asks_for_code(person),
        language_items=_languages(),
        appearance_form=AppearanceForm(obj=appearance()),
        roles=ROLES,
        posts=POSTS,
        capacities=CAPACITIES,
        scopes=SCOPES,
    )


@pages.route("/password", methods=["GET", "POST"])
@permit(Permission.SIGNED_IN)
def change_password() -> Any:
    """A new password; the other sessions of the account end."""
    person: Person = acting_person()
    form, own_device = PasswordForm(), is_own_device()
    password_hash = _renewed(person, form) if form.validate_on_submit() else None
    if password_hash and submitted(form, lambda form: _changed(person, password_hash)):
        begin_session(person, own_device=own_device, now=clock.now())
        flash(_("Your password is changed. Everywhere else you are signed out."), "good")
        if phones_of([person.id], clock.now()):
            flash(_("Paired phones go on logging in your name. End those that are not in your hands."), "warn")
        return redirect(next_path("/account"))
    facts = {"form": form, "must_change": person.must_change_password, "next_path": next_path("/account")}
    return render_template("people/password.html", **facts), form.status


@pages.route("/prove", methods=["GET", "POST"])
@permit(Permission.SIGNED_IN)
def prove() -> Any:
    """The password once more, before a key is made or taken."""
    form = ProofForm()
    if form.validate_on_submit() and _proved(acting_person(), form):
        return redirect(next_path("/account"))
    return render_template("people/prove.html", form=form, next_path=next_path("/account")), form.status


@pages.route("/tokens/new", methods=["GET", "POST"])
@permit(Permission.SIGNED_IN)
@proved()
def new_token() -> Any:
    """A token for a program; its secret is shown once, in the answer to the form."""
    person: Person = acting_person()
    form = TokenForm()
    form.scope.offer((scope, label) for scope, label in SCOPES.items() if person.may(Permission(scope)))
    made = submitted(form, lambda form: _made_token(person, form))
    if made is None:
        return render_template("people/new_token.html", form=form), form.status
    token, secret = made
    return render_template("people/token_made.html", token=token, secret=secret, scopes=SCOPES)


@pages.post("/tokens/<uuid:token_id>/revoke")
@permit(Permission.SIGNED_IN)
def revoke(token_id: uuid.UUID) -> Any:
    """End one of one's own tokens."""
    person: Person = acting_person()
    with transaction():
        token = token_by_id(token_id)
        if token.person_id != person.id:
            raise NotFound()
        revoke_token(token=token, by=person, now=clock.now())
    flash(_("The token is revoked. Programs that used it are shut out from now on."), "good")
    return redirect(url_for("account.page") + "#tokens")


@pages.post("/browsers/<uuid:browser_id>/end")
@permit(Permission.SIGNED_IN)
def end_browser(browser_id: uuid.UUID) -> Any:
    """Sign oneself out in another browser."""
    person: Person = acting_person()
    with transaction():
        end_other_browser(browser=browser_of(person, browser_id), by=person, now=clock.now())
    flash(_("You are signed out there."), "good")
    return redirect(url_for("account.page") + "#browsers")


@pages.post("/sign-out-everywhere")
@permit(Permission.SIGNED_IN)
def leave_everywhere() -> Any:
    """End every session of one's own, this one too."""
    person: Person = acting_person()
    with transaction():
        sign_out_everywhere(person=person, by=person, now=clock.now(), address=address_of_request())
    forget_browser()
    flash(_("You are signed out everywhere. Paired phones and tokens stay; they are ended on your page."), "good")
    return redirect(url_for("people.sign_in"))


def _languages() -> list[dict[str, Any]]:
    """The languages as chips that lead to the choice and back."""
    here = url_for("account.page")
    return [
        {
            "label": name,
            "href": url_for("language.choose", code=code, next=here),
            "is_current": code == chosen_language(),
        }
        for code, name in LANGUAGES.items()
    ]


def _proved(person: Person, form: ProofForm) -> bool:
    now, address = clock.now(), address_of_request()
    try:
        entering.prove(person=person, password=form.current.data, address=address, now=now, act="person.proved")
    except Refusal as refusal:
        form.refuse(refusal)
        say_when_to_come_again(refusal)
        return False
    note_proof(now)
    return True


def _renewed(person: Person, form: PasswordForm) -> str | None:
    current, new, address = form.current.data, form.password.data, address_of_request()
    try:
        return prove_and_renew(person=person, current=current, new=new, address=address, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal)
        say_when_to_come_again(refusal)
        return None


def _changed(person: Person, password_hash: str) -> bool:
    change_own_password(person=person, password_hash=password_hash, now=clock.now())
    return True


def _made_token(person: Person, form: TokenForm) -> tuple[BearerToken, str]:
    now = clock.now()
    return make_token(
        person=person,
        scope=form.scope.data,
        label=form.label.data,
        expires_at=now + timedelta(days=form.days.data) if form.days.data else None,
        by=person,
        now=now,
    )
