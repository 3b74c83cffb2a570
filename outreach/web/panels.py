"""Panels: an upper feature adds its part to a lower one's page when the program is assembled."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app
from markupsafe import Markup

from outreach.web.access import Permission, may

_REGISTRY = "outreach.panels"
Render = Callable[..., str]


@dataclass(order=True, frozen=True)
class Panel:
    """One part of a page: who sees it and where it stands."""

    position: int
    name: str
    render: Render = field(compare=False)
    permission: Permission = field(compare=False)


def init_panels(app: Flask) -> None:
    """Give templates `panels(slot, **facts)`."""
    app.extensions[_REGISTRY] = {}
    app.jinja_env.globals["panels"] = panels


def add(
    app: Flask, slot: str, render: Render, *, permission: Permission = Permission.READ, position: int = 100
) -> None:
    """Put what `render(**facts)` gives (HTML, "" for nothing) into `slot`, for people with `permission`."""
    name = f"{render.__module__}.{getattr(render, '__qualname__', type(render).__name__)}"
    app.extensions[_REGISTRY].setdefault(slot, []).append(Panel(position, name, render, permission))


def panels(slot: str, **facts: Any) -> Markup:
    """The panels of `slot` that the acting person may see, in order of position."""
    shown = (panel for panel in sorted(current_app.extensions[_REGISTRY].get(slot, ())) if may(panel.permission))
    return Markup("\n").join(Markup(panel.render(**facts)) for panel in shown)  # noqa: S704 (a render gives HTML)
