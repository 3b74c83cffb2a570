"""The tabs above the pages of one subject: each part adds its own at assembly, and only what is there is shown."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for

from outreach.web.access import Permission, may

_REGISTRY = "outreach.tabs"


@dataclass(order=True, frozen=True)
class Entry:
    """One part of a subject: `endpoint` is opened with the arguments that all parts of the subject have in common."""

    position: int
    endpoint: str
    label: Any
    permission: Permission


@dataclass(frozen=True)
class Tab:
    """A part as it is shown now; `is_current` where the page lies under it."""

    label: str
    href: str
    is_current: bool


def init_tabs(app: Flask) -> None:
    """Give templates `tabs_of(subject, **arguments)`."""
    app.extensions[_REGISTRY] = {}
    app.jinja_env.globals["tabs_of"] = tabs_of


def add(
    app: Flask,
    subject: str,
    label: Any,
    *,
    endpoint: str,
    permission: Permission = Permission.READ,
    position: int = 100,
) -> None:
    """Add the tab of `endpoint` to the pages of `subject`, for people with `permission`; `label` is a translation."""
    entry = Entry(position, endpoint, label, permission)
    app.extensions[_REGISTRY].setdefault(subject, []).append(entry)


def tabs_of(subject: str, **arguments: Any) -> list[Tab]:
    """The tabs that the acting person may open, in order of position; the longest address above the page is current."""
    entries = [entry for entry in sorted(current_app.extensions[_REGISTRY].get(subject, ())) if may(entry.permission)]
    hrefs = [url_for(entry.endpoint, **arguments) for entry in entries]
    here = request.script_root + request.path
    above = [href for href in hrefs if here == href or here.startswith(href + "/")]
    current = max(above, key=len, default=None)
    return [Tab(str(entry.label), href, href == current) for entry, href in zip(entries, hrefs, strict=True)]
