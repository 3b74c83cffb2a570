"""How the kinds of place, and the fields of a place's history, are said on pages and in tables."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.places.rules import PlaceKind

KINDS: dict[PlaceKind, Any] = {
    PlaceKind.TOWNSHIP: _("Township or subdistrict"),
    PlaceKind.PARK: _("Industrial park"),
    PlaceKind.COMMUNITY: _("Village or community"),
    PlaceKind.ENTERPRISE: _("Enterprise"),
    PlaceKind.WORKSITE: _("Worksite"),
    PlaceKind.JOB_FAIR: _("Job fair"),
    PlaceKind.SQUARE: _("Square or market"),
    PlaceKind.HALL: _("Service hall"),
    PlaceKind.SCHOOL: _("School"),
    PlaceKind.OTHER: _("Other"),
}
FIELDS: dict[str, Any] = {
    "name": _("Name"),
    "kind": _("Kind"),
    "parent": _("Lies in"),
    "address": _("Address"),
    "is_key_enterprise": _("Key enterprise"),
    "is_under_construction": _("Project under construction"),
    "note": _("Note"),
    "retired": _("Retired"),
}

#: the fields whose values are yes and no
FLAGS = frozenset({"is_key_enterprise", "is_under_construction", "retired"})


def said(kind: PlaceKind) -> str:
    """A kind of place in the language of the page."""
    return str(KINDS[kind])


def said_value(field: str, value: str | None) -> str:
    """A value of the history in the language of the page."""
    if value is None:
        return "—"
    if field == "kind":
        return said(PlaceKind(value))
    return str({"yes": _("Yes"), "no": _("No")}.get(value, value)) if field in FLAGS else value
