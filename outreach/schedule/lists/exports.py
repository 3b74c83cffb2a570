"""The list of events as a table for a spreadsheet."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from flask_babel import gettext as _

from outreach import clock
from outreach.periods import Period, months_of
from outreach.schedule import queries
from outreach.schedule.labels import said
from outreach.schedule.models import Assignment, Event, PlannedItem
from outreach.schedule.queries import Filters
from outreach.sheets import Sheet, write_csv, write_workbook_into
from outreach.web.filters import named


def events_csv(period: Period | None, filters: Filters) -> bytes:
    """The events as CSV."""
    return write_csv(_header(), _rows(period, filters))


def events_xlsx(period: Period | None, filters: Filters, *, created: datetime) -> BytesIO:
    """The events as a workbook, open at its beginning."""
    file = BytesIO()
    write_workbook_into(file, [Sheet(_("Events"), _header(), _rows(period, filters))], created=created)
    file.seek(0)
    return file


def _rows(period: Period | None, filters: Filters) -> Iterator[Sequence[Any]]:
    """A month at a time, so that ten years of events never lie in memory at once."""
    there = queries.days_with_events(filters)
    asked = there and (there if period is None else there & period)
    for month in months_of(asked) if asked else ():
        days = month & asked if asked else None
        if days is not None:
            yield from map(_row, queries.events_in(days, filters, whole=True))


def _header() -> list[str]:
    return [
        _("Day"),
        _("From"),
        _("To"),
        _("Title"),
        _("Status"),
        _("Track"),
        _("Forms"),
        _("Place"),
        _("Our part"),
        _("Lead team"),
        _("Joining teams"),
        _("Campaigns"),
        _("Staff"),
        _("Partners"),
        _("Laws"),
        _("Materials and topics"),
        _("Expected handouts"),
        _("Expected consultations"),
        _("Expected attendance"),
        _("Reason of the cancellation"),
        _("Note"),
        _("Id"),
    ]


def _row(event: Event) -> list[Any]:
    return [
        event.day,
        clock.local(event.starts_at).time(),
        clock.local(event.ends_at).time(),
        event.title,
        said(event.status),
        said(event.track),
        _joined(said(each.form) for each in event.forms),
        event.place.name,
        said(event.standing),
        named(event.lead_team),
        _joined(named(each.team) for each in event.joining),
        _joined(f"{named(each.edition.campaign)} {each.edition.year}" for each in event.tags),
        _joined(_named_on(event, each) for each in event.staff),
        event.partners,
        _joined(each.law.title for each in event.laws),
        _joined(_planned(each) for each in event.planned_items),
        event.expected_handouts,
        event.expected_consultations,
        event.expected_attendance,
        event.cancel_reason,
        event.note,
        str(event.id),
    ]


def _named_on(event: Event, each: Assignment) -> str:
    name = each.person.name
    return str(_("%(name)s (account disabled)", name=name)) if each.has_left(event.ends_at) else name


def _planned(each: PlannedItem) -> str:
    return each.item.name if each.quantity is None else f"{each.item.name} {each.quantity}{each.item.unit}"


def _joined(parts: Iterator[str]) -> str:
    return "、".join(sorted(parts))
