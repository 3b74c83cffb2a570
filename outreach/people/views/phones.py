"""Phones that log without signing in: whose there are, the picture that pairs one, and the page that it leads to."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.db import db, transaction, transaction_retried
from outreach.errors import Conflict, NotFound
from outreach.people.actions.phones import (
    check_may_pair,
    end_pairing,
    make_pairing_link,
    open_link,
    pair_phone,
)
from outreach.people.devices import is_wechat
from outreach.people.entering import count_wrong_link
from outreach.people.forms.phones import PhonesFilter
from outreach.people.models import PairedPhone, Person
from outreach.people.phone_queries import people_to_pair_for, phone_of, phones_of
from outreach.people.phones import paired_phone, send_cookie, take_cookie_back
from outreach.people.proving import proved
from outreach.people.queries import person_by_id
from outreach.web.access import Permission, acting_person, permit
from outreach.web.direct import address_of_request
from outreach.web.paging import page_number, paged
from outreach.web.reach import base_url, is_local, picture_of

pages = Blueprint("phones", __name__)


@pages.get("/phones")
@permit(Permission.PLAN)
def index() -> Any:
    """The people whose phones one pairs, each with the phones there are."""
    form, now = PhonesFilter(), clock.now()
    form.validate()
    found = people_to_pair_for(acting_person(), clock.local_day(now), form.words.data or "")
    page = paged(db.session(), found, page_number())
    phones = _by_person(page.rows)
    return render_template("people/phones.html", form=form, page=page, phones=phones, day=clock.local_day(now))


@pages.get("/phones/<uuid:person_id>")
@permit(Permission.LOG)
def of_person(person_id: uuid.UUID) -> Any:
    """The phones of one person."""
    return _page_of(_person(person_id))


@pages.post("/phones/<uuid:person_id>/link")
@permit(Permission.LOG)
@proved(back="phones.of_person")
def link(person_id: uuid.UUID) -> Any:
    """The picture that pairs a phone; its secret stands in this answer and nowhere else."""
    person, now = _person(person_id), clock.now()
    try:
        token = transaction_retried(lambda: make_pairing_link(person=person, by=acting_person(), now=now))
    except Conflict as refusal:
        flash(refusal.message, "bad")
        return redirect(url_for(".of_person", person_id=person_id))
    return _page_of(person, address=base_url() + url_for(".pair", token=token))


@pages.post("/phones/<uuid:person_id>/<uuid:token_id>/end")
@permit(Permission.LOG)
def end(person_id: uuid.UUID, token_id: uuid.UUID) -> Any:
    """Shut a phone out."""
    with transaction():
        end_pairing(phone=phone_of(person_by_id(person_id), token_id), by=acting_person(), now=clock.now())
    flash(_("The phone is shut out from now on. What still waits on it stays there until its person signs in."), "good")
    return redirect(url_for(".of_person", person_id=person_id))


@pages.post("/phones/unpair")
@permit(Permission.PUBLIC)
def unpair() -> Any:
    """Let this phone be nobody's; public, so that pressing it twice is no error."""
    phone = paired_phone()
    if phone is not None:
        with transaction():
            end_pairing(phone=phone, by=phone.token.person, now=clock.now())
    take_cookie_back()
    flash(_("This phone is not paired any more. What still waits on it stays on it."), "good")
    return redirect(url_for("people.sign_in"))


@pages.route("/pair/<string:token>", methods=["GET", "POST"])
@permit(Permission.PUBLIC)
def pair(token: str) -> Any:
    """Where the picture leads: whose phone this becomes, what it may do, and the button that does it."""
    person = _opened(token)
    if request.method == "POST":
        phone = _paired(token)
        flash(_("This phone now logs for %(name)s.", name=phone.token.person.name), "good")
        return redirect(request.script_root + "/log")
    agent = request.user_agent.string
    return render_template(
        "people/pair.html", person=person, before=paired_phone(), other=_other(person), in_wechat=is_wechat(agent)
    )


def _opened(token: str) -> Person:
    """Whose phone the link makes; a link that is on no list counts as a try, so that nobody tries many."""
    try:
        return open_link(token, clock.now()).person
    except NotFound as refusal:
        if refusal.code == "unknown_link":
            count_wrong_link(address_of_request(), clock.now())
        raise


def _paired(token: str) -> PairedPhone:
    agent, address, now = request.user_agent.string, address_of_request(), clock.now()
    instead_of = paired_phone()
    phone, secret = transaction_retried(
        lambda: pair_phone(token=token, agent=agent, address=address, now=now, instead_of=instead_of)
    )
    send_cookie(secret)
    return phone


def _other(person: Person) -> Person | None:
    """Who is signed in here, where it is somebody else: then that one logs until the session ends."""
    here: Person | None = acting_person()
    return here if here is not None and here.id != person.id else None


def _person(person_id: uuid.UUID) -> Person:
    person = person_by_id(person_id)
    check_may_pair(person=person, by=acting_person(), now=clock.now())
    return person


def _page_of(person: Person, *, address: str | None = None) -> Any:
    return render_template(
        "people/person_phones.html",
        person=person,
        is_own=person.id == acting_person().id,
        phones=phones_of([person.id], clock.now()),
        address=address,
        picture=picture_of(address) if address else None,
        is_local=address is not None and is_local(address),
    )


def _by_person(people: Sequence[Person]) -> dict[uuid.UUID, list[PairedPhone]]:
    found: dict[uuid.UUID, list[PairedPhone]] = {person.id: [] for person in people}
    for phone in phones_of(list(found), clock.now()):
        found[phone.token.person_id].append(phone)
    return found
