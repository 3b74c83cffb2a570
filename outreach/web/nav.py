"""The ways through the site: each feature names its entry, everybody sees those that are open to them."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for

from outreach.web.access import Permission, may

_REGISTRY = "outreach.nav"


@dataclass(frozen=True)
class Entry:
    """One way: `endpoint` is opened, `icon` is drawn in static/web/icons.svg, `in_bar`: on a phone's bar."""

    position: int
    key: str
    label: Any
    endpoint: str
    icon: str
    permission: Permission
    in_bar: bool


@dataclass(frozen=True)
class Way:
    """An entry as it is shown now: `is_current` when the page lies under it."""

    key: str
    label: str
    href: str
    icon: str
    in_bar: bool
    is_current: bool


def init_nav(app: Flask) -> None:
    """Give pages `nav`, the list of ways for the acting person."""
    app.extensions[_REGISTRY] = {}
    app.context_processor(lambda: {"nav": ways()})


def add(
    app: Flask,
    key: str,
    label: Any,
    *,
    endpoint: str,
    icon: str,
    permission: Permission = Permission.READ,
    in_bar: bool = False,
    position: int = 100,
) -> None:
    """Add the way `key`; `label` is a lazy translation, `endpoint` a view without arguments."""
    app.extensions[_REGISTRY][key] = Entry(position, key, label, endpoint, icon, permission, in_bar)


def ways() -> list[Way]:
    """The ways open to the acting person, in order of position; the longest address above the page is the current."""
    entries = sorted(current_app.extensions[_REGISTRY].values(), key=lambda entry: (entry.position, entry.key))
    open_now = [(entry, url_for(entry.endpoint)) for entry in entries if may(entry.permission)]
    here = request.script_root + request.path
    current = max((href for _, href in open_now if _lies_under(here, href)), key=len, default=None)
    return [
        Way(entry.key, str(entry.label), href, entry.icon, entry.in_bar, href == current) for entry, href in open_now
    ]


def _lies_under(here: str, href: str) -> bool:
    return here == href or (href != request.script_root + "/" and here.startswith(href.rstrip("/") + "/"))
