"""A paired phone: the cookie that it carries, whom it stands for, and where."""

from datetime import datetime
from typing import Any

from flask import Response, after_this_request, current_app, g, request, session

from outreach import clock
from outreach.db.noting import is_noted
from outreach.people.actions.phones import LASTS, needs_renewal, renew
from outreach.people.actions.tokens import hash_token, works
from outreach.people.models import PairedPhone, Person
from outreach.people.phone_queries import phone_by_hash
from outreach.people.rules import Scope
from outreach.web.access import PHONE_COOKIE, act_by_phone, takes_phones
from outreach.web.headers import cookie_name, is_https


def person_of_phone(_request: Any) -> Person | None:
    """Whom the phone stands for on a page that takes phones; asked only where nobody is signed in (Flask-Login)."""
    phone = paired_phone() if opens_for_phone() else None
    if phone is None:
        return None
    act_by_phone()
    if not session.permanent:
        session.permanent = True  # it holds the forms' token, which must outlive the browser as the pairing does
    now = clock.now()
    if needs_renewal(phone, now) and is_noted(lambda: renew(phone, now=now)):
        send_cookie(_secret_sent() or "")
    return phone.token.person


def paired_phone() -> PairedPhone | None:
    """The pairing of the phone that asks, on whatever page; None where it has none that works."""
    if "paired_phone" not in g:
        g.paired_phone = _looked_up(_secret_sent(), clock.now())
    phone: PairedPhone | None = g.paired_phone
    return phone


def was_paired() -> bool:
    """Whether the phone that asks carries the key of a pairing that ended."""
    return _secret_sent() is not None and paired_phone() is None


def opens_for_phone() -> bool:
    """Whether what is asked for takes phones."""
    return takes_phones(current_app.view_functions.get(request.endpoint or ""))


def send_cookie(secret: str) -> None:
    """Let the answer to this request give the phone its key, out of reach of scripts and of other sites' forms."""

    @after_this_request
    def with_cookie(response: Response) -> Response:
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        response.set_cookie(
            cookie_name(app, PHONE_COOKIE),
            secret,
            max_age=LASTS,
            path=app.session_interface.get_cookie_path(app),
            secure=is_https(app),
            httponly=True,
            samesite="Lax",
        )
        return response


def take_cookie_back() -> None:
    """Let the answer to this request take the phone's key away."""

    @after_this_request
    def without_cookie(response: Response) -> Response:
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        path, secure = app.session_interface.get_cookie_path(app), is_https(app)
        response.delete_cookie(cookie_name(app, PHONE_COOKIE), path=path, secure=secure)
        return response


def _secret_sent() -> str | None:
    return request.cookies.get(cookie_name(current_app, PHONE_COOKIE))


def _looked_up(secret: str | None, now: datetime) -> PairedPhone | None:
    phone = phone_by_hash(hash_token(secret)) if secret else None
    return phone if phone is not None and works(phone.token, Scope.LOG, now) else None
