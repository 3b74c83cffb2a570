"""The tabs above all pages of the online ledger: each part adds its own at assembly, and only what is there is shown.

Positions: 10 articles, 20 readings, 30 reminders, 40 files, 50 pictures and proofs, 60 channels.
"""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for

from outreach.web.access import Permission, may

_REGISTRY = "outreach.media_tabs"


@dataclass(order=True, frozen=True)
class Entry:
    """One part of the online ledger: `endpoint` is opened without arguments."""

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
    """Give templates `media_tabs()`; pages that extend media/_page.html show them."""
    app.extensions[_REGISTRY] = []
    app.jinja_env.globals["media_tabs"] = tabs


def add(
    app: Flask, label: Any, *, endpoint: str, permission: Permission = Permission.READ, position: int = 100
) -> None:
    """Add the tab of `endpoint`, a view without arguments, for people with `permission`; `label` is a translation."""
    app.extensions[_REGISTRY].append(Entry(position, endpoint, label, permission))


def tabs() -> list[Tab]:
    """The tabs that the acting person may open, in order of position; the longest address above the page is current."""
    entries = [entry for entry in sorted(current_app.extensions[_REGISTRY]) if may(entry.permission)]
    hrefs = [url_for(entry.endpoint) for entry in entries]
    here = request.script_root + request.path
    above = [href for href in hrefs if here == href or here.startswith(href + "/")]
    current = max(above, key=len, default=None)
    return [Tab(str(entry.label), href, href == current) for entry, href in zip(entries, hrefs, strict=True)]
