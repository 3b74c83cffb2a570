"""The administrator's pages about people."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.db import db, transaction
from outreach.errors import Conflict, Invalid, NotFound
from outreach.jobs.queries import waiting_of
from outreach.people.actions import (
    add_person,
    change_person,
    disable_person,
    enable_person,
    reset_password,
    revoke_token,
    set_capacities,
    set_memberships,
)
from outreach.people.actions.accounts import give_first_password
from outreach.people.actions.browsers import sign_out_everywhere
from outreach.people.actions.phones import end_pairing, end_what_a_phone_opens
from outreach.people.actions.signing_in import let_try_again
from outreach.people.browser_queries import browsers_of
from outreach.people.forms.admin import PeopleFilter, PersonForm, team_choices
from outreach.people.models import Person
from outreach.people.passwords import hash_password, temporary_password
from outreach.people.phone_queries import phone_of, phones_of
from outreach.people.proving import proved
from outreach.people.queries import (
    people_matching,
    people_without_password,
    person_by_id,
    teams,
    token_by_id,
    tokens_of,
)
from outreach.people.questions import ask_about_teams
from outreach.people.second_factor.actions import take_factor_off
from outreach.people.second_factor.queries import asks_for_code
from outreach.people.turned_away import failed_tries
from outreach.people.words import CAPACITIES, FIELDS, POST_MEANINGS, POSTS, ROLE_MEANINGS, ROLES, SCOPES
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number, paged

#: To so many people passwords are given at once: each takes a tenth of a second.
AT_ONCE = 50

pages = Blueprint("admin_people", __name__, url_prefix="/admin/people")


@pages.get("")
@permit(Permission.ACCOUNTS)
def people() -> Any:
    """Everybody with an account."""
    form = PeopleFilter()
    form.team.offer(team_choices(teams()))
    form.validate()
    today = clock.today()
    found = people_matching(
        words=form.words.data or "",
        role=form.role.data,
        team_id=form.team.data,
        active={"active": True, "no_password": True, "disabled": False}.get(form.state.data or ""),
        without_password=form.state.data == "no_password",
        on=today,
    )
    page = paged(db.session(), found, page_number())
    waiting = len(people_without_password(AT_ONCE, but=acting_person()))
    return render_template(
        "people/admin_people.html", form=form, page=page, roles=ROLES, day=today, waiting=waiting, most=AT_ONCE
    )


@pages.post("/passwords")
@permit(Permission.ACCOUNTS)
@proved(back="admin_people.people")
def give_passwords() -> Any:
    """Give temporary passwords to those who have none yet; they are shown in this answer and never again.

    Loaded again, the page has none: whoever has a password by then is not among them.
    """
    passwords = {person.id: temporary_password() for person in people_without_password(AT_ONCE, but=acting_person())}
    hashes = {person_id: hash_password(password) for person_id, password in passwords.items()}
    with transaction():
        given = [person for person in people_without_password(AT_ONCE, but=acting_person()) if person.id in hashes]
        for person in given:
            give_first_password(person=person, password_hash=hashes[person.id], by=acting_person(), now=clock.now())
    if not given:
        flash(_("Everybody has a password by now."), "info")
        return redirect(url_for("admin_people.people"))
    return render_template("people/new_passwords.html", people=given, passwords=passwords, day=clock.today())


@pages.route("/new", methods=["GET", "POST"])
@permit(Permission.ACCOUNTS)
def add() -> Any:
    """A new account, with a temporary password shown once."""
    form = PersonForm.of(None)
    password = temporary_password()
    password_hash = hash_password(password) if form.validate_on_submit() else ""
    person = submitted(form, lambda form: _added(form, password_hash))
    if person is None:
        return _shown_form(form, None)
    return render_template("people/new_password.html", person=person, password=password, is_new=True)


@pages.get("/<uuid:person_id>")
@permit(Permission.ACCOUNTS)
def person(person_id: uuid.UUID) -> Any:
    """One account with its history."""
    shown, now = person_by_id(person_id), clock.now()
    return render_template(
        "people/person.html",
        person=shown,
        is_own=shown.id == acting_person().id,
        phones=phones_of([shown.id], now),
        tokens=tokens_of(shown),
        asks_for_code=asks_for_code(shown),
        browsers=browsers_of(shown, now),
        failed=failed_tries(shown, now) if shown.is_active else (),
        now=now,
        changes=changes_of(shown),
        fields=FIELDS,
        roles=ROLES,
        role_meanings=ROLE_MEANINGS,
        posts=POSTS,
        post_meanings=POST_MEANINGS,
        capacities=CAPACITIES,
        scopes=SCOPES,
    )


@pages.route("/<uuid:person_id>/edit", methods=["GET", "POST"])
@permit(Permission.ACCOUNTS)
def edit(person_id: uuid.UUID) -> Any:
    """Change an account."""
    shown = person_by_id(person_id)
    form = PersonForm.of(shown)

    def now() -> PersonForm:
        return PersonForm.of(person_by_id(person_id, lock=True))

    if submitted(form, lambda form: _changed(shown, form), over=now):
        flash(_("Saved."), "good")
        return _to_person(person_id)
    return _shown_form(form, shown)


@pages.get("/<uuid:person_id>/disable")
@permit(Permission.ACCOUNTS)
def leaving(person_id: uuid.UUID) -> Any:
    """What is still open of somebody whose account is to be disabled, and what becomes of it."""
    shown = person_by_id(person_id)
    if not shown.is_active or shown.id == acting_person().id:
        return _to_person(person_id)
    lists, _size = waiting_of(shown.id)
    phones = phones_of([shown.id], clock.now())
    return render_template("people/leaving.html", person=shown, phones=phones, lists=lists)


@pages.post("/<uuid:person_id>/disable")
@permit(Permission.ACCOUNTS)
def disable(person_id: uuid.UUID) -> Any:
    """Close an account."""
    try:
        with transaction():
            disable_person(person=person_by_id(person_id), by=acting_person(), now=clock.now())
    except Conflict as refusal:
        flash(refusal.message, "bad")
    else:
        flash(_("The account is disabled. Its sessions, paired phones, tokens and calendar link have ended."), "good")
    return _to_person(person_id)


@pages.post("/<uuid:person_id>/enable")
@permit(Permission.ACCOUNTS)
def enable(person_id: uuid.UUID) -> Any:
    """Open an account again."""
    try:
        with transaction():
            enable_person(person=person_by_id(person_id), by=acting_person(), now=clock.now())
    except Invalid as refusal:
        flash(refusal.message, "bad")
    else:
        flash(_("The account is active again, with the password it had."), "good")
    return _to_person(person_id)


@pages.post("/<uuid:person_id>/reset-password")
@permit(Permission.ACCOUNTS)
@proved(back="admin_people.person")
def reset(person_id: uuid.UUID) -> Any:
    """Give somebody a temporary password; it is shown in this answer and never again."""
    if _was_given(person_by_id(person_id)):
        flash(_("A new password was made already, and is not shown again. Nobody wrote it down? Make another."), "info")
        return _to_person(person_id)
    password = temporary_password()
    password_hash = hash_password(password)
    try:
        with transaction():
            shown = person_by_id(person_id)
            reset_password(person=shown, password_hash=password_hash, by=acting_person(), now=clock.now())
    except Conflict as refusal:
        flash(refusal.message, "bad")
        return _to_person(person_id)
    return render_template("people/new_password.html", person=shown, password=password, is_new=False)


@pages.post("/<uuid:person_id>/let-try-again")
@permit(Permission.ACCOUNTS)
def try_again(person_id: uuid.UUID) -> Any:
    """End the wait after wrong passwords."""
    with transaction():
        let_try_again(person=person_by_id(person_id), by=acting_person(), now=clock.now())
    flash(_("The wait is over: the next sign-in is looked at, with the password that there is."), "good")
    return _to_person(person_id)


@pages.post("/<uuid:person_id>/second-factor/off")
@permit(Permission.ACCOUNTS)
@proved(back="admin_people.person")
def take_second_factor_off(person_id: uuid.UUID) -> Any:
    """Let somebody whose phone is gone in by the password alone."""
    with transaction():
        take_factor_off(person=person_by_id(person_id), by=acting_person(), now=clock.now())
    flash(_("The second factor is off. Tell the person to set up another one."), "good")
    return _to_person(person_id)


@pages.post("/<uuid:person_id>/sign-out")
@permit(Permission.ACCOUNTS)
def sign_out(person_id: uuid.UUID) -> Any:
    """End every session of an account."""
    with transaction():
        sign_out_everywhere(person=person_by_id(person_id), by=acting_person(), now=clock.now())
    flash(_("The account is signed out of every browser. Paired phones, tokens and the calendar link stay."), "good")
    return _to_person(person_id)


@pages.post("/<uuid:person_id>/phones/<uuid:token_id>/end")
@permit(Permission.ACCOUNTS)
def end_phone(person_id: uuid.UUID, token_id: uuid.UUID) -> Any:
    """Shut one paired phone out."""
    with transaction():
        end_pairing(phone=phone_of(person_by_id(person_id), token_id), by=acting_person(), now=clock.now())
    flash(_("The phone is shut out from now on. What still waits on it stays there until its person signs in."), "good")
    return _to_person(person_id)


@pages.post("/<uuid:person_id>/phones/lost")
@permit(Permission.ACCOUNTS)
def lose_phone(person_id: uuid.UUID) -> Any:
    """Shut out whoever has the phone that the person lost."""
    with transaction():
        ended = end_what_a_phone_opens(person=person_by_id(person_id), by=acting_person(), now=clock.now())
    message = _("All sessions have ended. Paired phones ended: %(count)s. The next phone is paired anew.", count=ended)
    flash(message, "good")
    return _to_person(person_id)


@pages.post("/<uuid:person_id>/tokens/<uuid:token_id>/revoke")
@permit(Permission.ACCOUNTS)
def revoke(person_id: uuid.UUID, token_id: uuid.UUID) -> Any:
    """End somebody's token."""
    with transaction():
        token = token_by_id(token_id)
        if token.person_id != person_id:
            raise NotFound()
        revoke_token(token=token, by=acting_person(), now=clock.now())
    flash(_("The token is revoked. Programs that used it are shut out from now on."), "good")
    return _to_person(person_id)


def _was_given(person: Person) -> bool:
    """Whether the password was set since the button's page was made: that page, or its answer, is loaded again."""
    seen = request.form.get("seen")
    return seen is not None and seen != str(person.session_number)


def _added(form: PersonForm, password_hash: str) -> Person:
    now, today, by = clock.now(), clock.today(), acting_person()
    _ask(form, None)
    added = add_person(
        username=form.username.data,
        name=form.name.data,
        role=form.role.data,
        open_until=form.open_until.data,
        teams=form.team_spans(today),
        capacities=form.capacity_spans(today),
        by=by,
        now=now,
    )
    reset_password(person=added, password_hash=password_hash, by=by, now=now)
    return added


def _changed(shown: Person, form: PersonForm) -> bool:
    now, today, by = clock.now(), clock.today(), acting_person()
    _ask(form, shown)
    change_person(
        person=shown,
        username=form.username.data,
        name=form.name.data,
        role=form.role.data,
        open_until=form.open_until.data,
        by=by,
        now=now,
    )
    set_memberships(person=shown, spans=form.team_spans(today), by=by, now=now)
    set_capacities(person=shown, spans=form.capacity_spans(today), by=by, now=now)
    return True


def _ask(form: PersonForm, before: Person | None) -> None:
    today = clock.today()
    spans = form.team_spans(today)
    ask_about_teams(role=form.role.data, spans=spans, before=before, today=today, is_meant=form.confirmed)


def _shown_form(form: PersonForm, shown: Person | None) -> Any:
    return render_template(
        "people/person_form.html", form=form, person=shown, meanings=ROLE_MEANINGS, roles=ROLES
    ), form.status


def _to_person(person_id: uuid.UUID) -> Any:
    return redirect(url_for("admin_people.person", person_id=person_id))
