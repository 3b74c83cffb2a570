"""The figures of events and of the ledger, and those that stand beside them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.materials.models import Item
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.reports import lines
from outreach.reports.figure import Figure
from outreach.reports.rules import TIMES
from outreach.schedule.rules import Status, Track


def _of_events(key: str, track: Track, label: Any, definition: Any) -> Figure:
    return Figure(key, label, TIMES, definition, "event", partial(lines.held_events, track=track))


def _of_ledger(key: str, kind: CountKind, unit: str, label: Any, definition: Any) -> Figure:
    return Figure(key, label, unit, definition, "tally", partial(lines.ledger, kind=kind, unit=unit), rounded=True)


EVENTS = (
    _of_events(
        "events_public",
        Track.PUBLIC,
        _("Public events"),
        _(
            "Events of the track public outreach that were held and not cancelled, each counted once on the day it "
            "began, however many teams took part. Sessions in enterprises are not among them."
        ),
    ),
    _of_events(
        "events_enterprise",
        Track.ENTERPRISE,
        _("Enterprise sessions"),
        _(
            "Events of the track law to enterprises that were held and not cancelled, each counted once. They are "
            "not among the public events."
        ),
    ),
    _of_events(
        "events_training",
        Track.TRAINING,
        _("Trainings"),
        _("Events of the track training that were held and not cancelled, each counted once."),
    ),
    _of_events(
        "events_internal",
        Track.INTERNAL,
        _("Own staff's study"),
        _("Events of the track own staff's study that were held and not cancelled. Nothing else counts them."),
    ),
)

LEDGER = (
    _of_ledger(
        "handouts",
        CountKind.HANDOUT,
        MAIN_UNIT[CountKind.HANDOUT],
        _("Materials handed out"),
        _(
            "Lines of the ledger in 份, and in other units that the bureau has settled to count as 份, at held "
            "events of the tracks public, enterprise and training, on the event's day. Printed, issued and left "
            "over are not handed out."
        ),
    ),
    _of_ledger(
        "consultations",
        CountKind.CONSULTATION,
        MAIN_UNIT[CountKind.CONSULTATION],
        _("Consultations"),
        _(
            "People heard at held events of the tracks public, enterprise and training, on the event's day: one "
            "person at one desk is one, whatever the topics."
        ),
    ),
    _of_ledger(
        "attendance",
        CountKind.ATTENDANCE,
        MAIN_UNIT[CountKind.ATTENDANCE],
        _("Attendance"),
        _(
            "Members of the public who attended held events of the tracks public, enterprise and training, on the "
            "event's day. Our own staff are not among them."
        ),
    ),
    _of_ledger(
        "displays",
        CountKind.DISPLAY,
        MAIN_UNIT[CountKind.DISPLAY],
        _("Banners put up"),
        _("Displays in 条 at held events of the tracks public, enterprise and training, on the event's day."),
    ),
)

#: Shown in columns of their own and never summed with the others (rules 4 and 6).
BESIDE = (
    Figure(
        "took_part",
        _("Took part"),
        TIMES,
        _("Held events in which a team took part without leading. They count for the team that led them."),
        "event",
        lines.joined_events,
    ),
    Figure(
        "events_planned",
        _("Planned"),
        TIMES,
        _("Events that are planned and neither held nor cancelled. They count nowhere."),
        "event",
        partial(lines.events_of_status, status=Status.PLANNED),
    ),
    Figure(
        "events_cancelled",
        _("Cancelled"),
        TIMES,
        _("Events that were cancelled. They count nowhere."),
        "event",
        partial(lines.events_of_status, status=Status.CANCELLED),
    ),
    Figure(
        "events_unlogged",
        _("Held, nothing logged"),
        TIMES,
        _("Held events of the tracks public, enterprise and training of which no line stands and no check-up."),
        "event",
        lines.unlogged_events,
    ),
)

_Said = Callable[[str], Any]
_OTHER_UNITS: dict[CountKind, tuple[str, _Said, _Said]] = {
    CountKind.HANDOUT: (
        "handouts",
        lambda unit: _("Handed out in %(unit)s", unit=unit),
        lambda unit: _("Materials and gifts counted in %(unit)s; they are never added to the others.", unit=unit),
    ),
    CountKind.CONSULTATION: (
        "consultations",
        lambda unit: _("Consultations in %(unit)s", unit=unit),
        lambda unit: _("Consultations counted in %(unit)s; they are never added to the others.", unit=unit),
    ),
    CountKind.ATTENDANCE: (
        "attendance",
        lambda unit: _("Attendance in %(unit)s", unit=unit),
        lambda unit: _("Attendance counted in %(unit)s; it is never added to the other.", unit=unit),
    ),
    CountKind.DISPLAY: (
        "displays",
        lambda unit: _("Put up in %(unit)s", unit=unit),
        lambda unit: _("Displays counted in %(unit)s; they are never added to the others.", unit=unit),
    ),
}


def key_of(kind: CountKind, unit: str | None) -> str:
    """The key of the figure that counts `kind` in `unit`; None is the unit of a line without an item."""
    prefix = _OTHER_UNITS[kind][0]
    return prefix if unit in (None, MAIN_UNIT[kind]) else f"{prefix}_{unit}"


def of_other_unit(kind: CountKind, unit: str) -> Figure:
    """The figure that counts `kind` in a unit beside its main one."""
    _prefix, label, definition = _OTHER_UNITS[kind]
    return _of_ledger(key_of(kind, unit), kind, unit, label(unit), definition(unit))


#: Before a material's code in the key of its own figure; no figure of the contract begins so.
OF_MATERIAL = "material_"


def of_material(item: Item) -> Figure:
    """The figure that counts how many pieces of one material were handed out, in its own unit."""
    return Figure(
        f"{OF_MATERIAL}{item.code}",
        _("Handed out: %(name)s", name=item.name),
        item.unit,
        _(
            "Lines of the ledger that count this material, at held events of the tracks public, enterprise and "
            "training, on the event's day. Printed, issued and left over are not handed out."
        ),
        "tally",
        partial(lines.handouts_of, item_id=item.id),
        item_id=item.id,
    )
