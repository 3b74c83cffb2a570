"""The list of follow-ups for a spreadsheet; contacts never leave with it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from flask_babel import gettext as _

from outreach import clock
from outreach.db import db
from outreach.logbook.follow_ups import queries
from outreach.logbook.follow_ups.labels import said
from outreach.logbook.follow_ups.models import FollowUp
from outreach.logbook.follow_ups.queries import Filters
from outreach.sheets import Sheet, write_csv, write_workbook_into
from outreach.web.filters import named

_AT_ONCE = 500


def as_csv(filters: Filters) -> bytes:
    """The follow-ups as CSV."""
    return write_csv(_header(), _rows(filters))


def as_xlsx(filters: Filters, *, created: datetime) -> BytesIO:
    """The follow-ups as a workbook, open at its beginning."""
    file = BytesIO()
    write_workbook_into(file, [Sheet(_("Follow-ups"), _header(), _rows(filters))], created=created)
    file.seek(0)
    return file


def _rows(filters: Filters) -> Iterator[Sequence[Any]]:
    """So many at a time, so that ten years of them never lie in memory at once."""
    number, wanted = 0, queries.follow_ups(filters)
    while True:
        part = db.session.scalars(wanted.limit(_AT_ONCE).offset(number * _AT_ONCE)).unique().all()
        yield from map(_row, part)
        number += 1
        if len(part) < _AT_ONCE:
            return


def _header() -> list[str]:
    return [
        _("Day"),
        _("Event"),
        _("Lead team"),
        _("Topic"),
        _("What was asked"),
        _("State"),
        _("Owed by"),
        _("Till"),
        _("Referred to"),
        _("Which bureau"),
        _("Hotline order"),
        _("Answer"),
        _("Settled on"),
        _("Noted by"),
        _("Id"),
    ]


def _row(each: FollowUp) -> list[Any]:
    return [
        each.event.day,
        each.event.title,
        named(each.event.lead_team),
        None if each.topic is None else named(each.topic),
        each.asked,
        said(each.state),
        None if each.owed_by is None else _owner(each.owed_by.name, has_left=each.owner_has_left),
        each.due_on,
        None if each.referral is None else said(each.referral),
        each.referral_to,
        each.order_number,
        each.answer,
        None if each.settled_at is None else clock.local_day(each.settled_at),
        each.made_by.name,
        str(each.id),
    ]


def _owner(name: str, *, has_left: bool) -> str:
    return str(_("%(name)s (account disabled)", name=name)) if has_left else name
