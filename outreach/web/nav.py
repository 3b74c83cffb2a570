"""The ways through the site: each feature names its entry, everybody sees those that are open to them."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request
from flask_babel import lazy_gettext as _

from outreach.web.access import Permission, by_phone, is_within_reach, may

_REGISTRY, _PATHS = "outreach.nav", "outreach.nav.paths"
_HEADINGS = {"day": "", "plan": _("The plan"), "companies": _("Into companies"), "lists": _("Lists"), "self": ""}
_FOLDED = "lists"


@dataclass(frozen=True)
class Entry:
    """One way: `endpoint` is opened, `icon` is drawn in static/web/icons.svg, `in_bar`: on a phone's bar, `group`:
    with which others it stands."""

    position: int
    key: str
    label: Any
    endpoint: str
    icon: str
    permission: Permission
    in_bar: bool
    group: str


@dataclass(frozen=True)
class Way:
    """An entry as it is shown now: `is_current` when the page lies under it."""

    key: str
    label: str
    href: str
    icon: str
    in_bar: bool
    is_current: bool
    group: str


@dataclass(frozen=True)
class Group:
    """Ways that stand together: a `heading` or "", and whether a click is needed to see them."""

    heading: str
    ways: list[Way]
    is_folded: bool


def init_nav(app: Flask) -> None:
    """Give templates `nav()`, the ways for the acting person, group by group: the frame asks, no part of a page."""
    app.extensions.update({_REGISTRY: {}, _PATHS: {}})
    app.jinja_env.globals["nav"] = groups


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
    group: str = "day",
) -> None:
    """Add the way `key`; `label` is a lazy translation, `endpoint` a view without arguments, `group` one of day, plan,
    companies, lists and self."""
    app.extensions[_REGISTRY][key] = Entry(position, key, label, endpoint, icon, permission, in_bar, group)


def groups() -> list[Group]:
    """The ways of today, of the plan, into companies, of lists, of oneself; a group without an open way is left out."""
    open_now = ways()
    sorted_in = {group: [way for way in open_now if way.group == group] for group in _HEADINGS}
    return [
        Group(str(_HEADINGS[group]), inside, group == _FOLDED and not any(way.is_current for way in inside))
        for group, inside in sorted_in.items()
        if inside
    ]


def ways() -> list[Way]:
    """The ways open to the acting person, in order of position; the longest address above the page is the current."""
    entries = sorted(current_app.extensions[_REGISTRY].values(), key=lambda entry: (entry.position, entry.key))
    root = request.script_root
    open_now = [(entry, root + _path(entry.endpoint)) for entry in entries if may(entry.permission)]
    if by_phone():
        open_now = [(entry, href) for entry, href in open_now if is_within_reach(entry.endpoint)]
    here = root + request.path
    current = max((href for _, href in open_now if _lies_under(here, href)), key=len, default=None)
    return [
        Way(entry.key, str(entry.label), href, entry.icon, entry.in_bar, href == current, entry.group)
        for entry, href in open_now
    ]


def _path(endpoint: str) -> str:
    """The address of a view without arguments below the program's own: made once, for every page asks for thirty."""
    paths: dict[str, str] = current_app.extensions[_PATHS]
    if endpoint not in paths:
        paths[endpoint] = current_app.url_map.bind("").build(endpoint)
    return paths[endpoint]


def _lies_under(here: str, href: str) -> bool:
    return here == href or (href != request.script_root + "/" and here.startswith(href.rstrip("/") + "/"))
