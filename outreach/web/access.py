"""Who may enter which route: every view carries its permission, checked before it runs."""

import functools
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Literal, Protocol, TypeVar, cast

from flask import Flask, current_app, g, request
from flask_babel import lazy_gettext as _
from flask_login import current_user

from outreach.errors import Forbidden, SignInNeeded
from outreach.web import origin

#: name in `app.extensions` of the function (token, scope) -> person or None, installed by `people`
BEARER = "outreach.bearer"
#: the cookie by which a paired phone acts for its person where nobody is signed in
PHONE_COOKIE = "outreach_phone"
Scope = Literal["read", "log"]
View = TypeVar("View", bound=Callable[..., Any])


class Permission(StrEnum):
    """What a route asks of the person who opens it; `people` says which roles have it."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    READ = "read"  # the plan, the ledger, the report
    LOG = "log"  # write tallies, make an event on the spot
    PLAN = "plan"  # plan the events of one's own team
    REVIEW = "review"  # review and undecided tallies
    PUBLISH = "publish"  # articles and readings
    LISTS = "lists"  # places, materials, laws, campaigns and other lists
    ADMINISTER = "administer"  # the administrator's overview, whatever the post
    SYSTEM = "system"  # the bureau, its teams, backups
    ACCOUNTS = "accounts"  # people, their roles and keys
    AUDIT = "audit"  # who did what
    CLOSE = "close"  # keep drawings


#: All that somebody without a session may do by a paired phone, whatever the role.
_BY_PHONE = frozenset({Permission.LOG})


class Person(Protocol):
    """What this floor needs to know of the person who acts."""

    id: Any

    @property
    def is_authenticated(self) -> bool: ...

    def may(self, permission: Permission) -> bool: ...


def permit(permission: Permission, *, tokens: Scope | None = None, phones: bool = False) -> Callable[[View], View]:
    """Let only people with `permission` into the view; with `tokens` also programs with a bearer token of that scope.

    With `phones` also a paired phone, which acts for its person without a session and has the permission LOG alone;
    what takes tokens that log is open to it anyway. Everywhere else such a phone is a stranger.

    Stands under the route decorator. Raises SignInNeeded and Forbidden, which the edge turns into the sign-in page, an
    error page or JSON.
    """

    def guarded(view: View) -> View:
        @functools.wraps(view)
        def checked(*args: Any, **kwargs: Any) -> Any:
            _check(permission, tokens)
            return current_app.ensure_sync(view)(*args, **kwargs)

        checked.permission = permission  # type: ignore[attr-defined]
        checked.tokens = tokens  # type: ignore[attr-defined]
        checked.phones = phones or tokens == "log"  # type: ignore[attr-defined]
        return cast(View, checked)

    return guarded


def acting_person() -> Any:
    """The person who acts in this request, by session or by token; None for a stranger."""
    if "acting_person" in g:
        return g.acting_person
    if not hasattr(current_app, "login_manager"):
        return None
    person = current_user._get_current_object()  # each look through the proxy asks anew, and a page asks 150 times
    return person if person.is_authenticated else None


def may(permission: Permission | str) -> bool:
    """Whether the acting person has `permission`; for templates that show or leave out a link."""
    permission = Permission(permission)
    person = acting_person()
    if permission is Permission.PUBLIC or person is None:
        return permission is Permission.PUBLIC
    if g.get("by_phone") and permission not in _BY_PHONE:  # known, since the person was asked for
        return False
    return permission is Permission.SIGNED_IN or bool(person.may(permission))


def is_within_reach(endpoint: str) -> bool:
    """Whether the acting person gets to that view at all: by a paired phone only to those that take one."""
    return not by_phone() or takes_phones(current_app.view_functions[endpoint])


def by_phone() -> bool:
    """Whether the acting person is there by a paired phone, without having signed in."""
    return bool(acting_person()) and bool(g.get("by_phone"))


def act_by_phone() -> None:
    """Say that whoever acts in this request is there by a paired phone."""
    g.by_phone = True


def takes_phones(view: Any) -> bool:
    """Whether a paired phone may open the view."""
    return bool(getattr(view, "phones", False))


def takes_strangers(view: Any) -> bool:
    """Whether anybody may open the view."""
    return getattr(view, "permission", None) is Permission.PUBLIC


def bearer_token() -> str | None:
    """The token of `Authorization: Bearer ...`, None where there is no such header."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def accepts_token(view: Any) -> bool:
    """Whether the view takes bearer tokens."""
    return getattr(view, "tokens", None) is not None


def routes_without_permission(app: Flask) -> list[str]:
    """The endpoints whose view carries no permission, static files left out; a guard wants none."""
    return sorted(
        endpoint
        for endpoint, view in app.view_functions.items()
        if endpoint.rpartition(".")[2] != "static" and not hasattr(view, "permission")
    )


def _check(permission: Permission, tokens: Scope | None) -> None:
    token = bearer_token() if tokens is not None else None
    if token is not None and tokens is not None:
        g.acting_person = _person_of(token, tokens)
    elif permission is not Permission.PUBLIC and acting_person() is None:
        raise SignInNeeded(_("Please sign in first."))
    elif request.path.startswith("/api/") and request.method not in ("GET", "HEAD", "OPTIONS"):
        origin.check_same_origin()  # in the place of a form's token
    if not may(permission):
        if may(Permission.ADMINISTER):  # whom nobody need send to the administrator
            raise Forbidden(_("This belongs to another of the three posts, or to who plans and logs."), next_step="")
        raise Forbidden(_("Your role does not include this. Ask the administrator if you need it."))


def _person_of(token: str, scope: Scope) -> Person:
    verify: Callable[[str, str], Person | None] | None = current_app.extensions.get(BEARER)
    person = verify(token, scope) if verify and token else None
    if person is None:
        raise SignInNeeded(_("This token is unknown, worn out or not meant for this."), code="bad_token")
    return person
