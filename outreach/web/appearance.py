"""Light or dark, normal or large type: kept in two cookies, chosen on any page."""

from dataclasses import dataclass

from flask import Blueprint, Flask, current_app, redirect, request
from werkzeug.wrappers import Response

from outreach.web.access import Permission, permit
from outreach.web.headers import cookie_name, is_https
from outreach.web.returning import next_path
from outreach.web.templating import add_fact

THEMES = ("auto", "light", "dark")
SIZES = ("normal", "large", "larger")
YEAR = 365 * 24 * 3600

pages = Blueprint("appearance", __name__)


@dataclass(frozen=True)
class Appearance:
    """What the person chose to see: `theme` of THEMES, `size` of SIZES."""

    theme: str
    size: str


def init_appearance(app: Flask) -> None:
    """Give pages `appearance`, and the address where it is chosen."""
    app.register_blueprint(pages)
    add_fact(app, "appearance", appearance)


def appearance() -> Appearance:
    """The choice of this browser; a cookie that says anything else counts as none."""
    theme, size = kept_choice("theme") or "", kept_choice("size") or ""
    return Appearance(theme if theme in THEMES else THEMES[0], size if size in SIZES else SIZES[0])


def keep_choice(response: Response, name: str, value: str) -> None:
    """Keep a choice of this browser for a year."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    named, secure = cookie_name(app, name), is_https(app)
    response.set_cookie(named, value, max_age=YEAR, httponly=True, samesite="Lax", secure=secure)


def kept_choice(name: str) -> str | None:
    """What this browser chose; anything may stand in a cookie."""
    return request.cookies.get(cookie_name(current_app, name))


@pages.post("/appearance")
@permit(Permission.PUBLIC)
def choose() -> Response:
    """Take `theme` and `size`, each if given, and go back."""
    response: Response = redirect(next_path())
    for name, allowed in (("theme", THEMES), ("size", SIZES)):
        value = request.form.get(name)
        if value in allowed:
            keep_choice(response, name, value)
    return response
