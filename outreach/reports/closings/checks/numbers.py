"""Numbers that may be slips, parts that are estimated, and stock that does not fit."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, case, exists, func, or_, select

from outreach import periods
from outreach.db import db
from outreach.evidence.models import Evidence
from outreach.logbook.models import Tally
from outreach.logbook.reviews import rules as sizes
from outreach.logbook.reviews.listing import oddities_of
from outreach.logbook.reviews.rules import Oddity
from outreach.materials.labels import said_more_than_out
from outreach.materials.models import Item
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.periods import Period
from outreach.reports.closings.checks.finding import (
    NAMED,
    Asked,
    Finding,
    Named,
    counted_events,
    path_to,
    path_to_figure,
)
from outreach.reports.closings.rules import Severity
from outreach.reports.figures import figure
from outreach.reports.queries import COUNTED_TRACKS, held
from outreach.reports.stock.four_numbers import four_numbers
from outreach.reports.values import estimated_parts
from outreach.schedule.models import Event
from outreach.schedule.rules import Track
from outreach.web.filters import number

_SIZES = frozenset({Oddity.RATE, Oddity.MANY_HANDED_OUT, Oddity.FEW_HANDED_OUT, Oddity.MANY_ASKED})
_MOST_LOOKED_AT = 200


def outliers(asked: Asked) -> Finding:
    """Events far above or below the usual sizes (FIELD.md) that nobody has said to be right; soft."""
    ids = db.session.scalars(_odd_sizes(asked)).all()
    odd = oddities_of(ids) if ids else {}
    unchecked = {
        event_id: shown[0].words
        for event_id in ids
        if (shown := [each for each in odd.get(event_id, ()) if each.checked is None and each.odd.what in _SIZES])
    }
    rows = db.session.execute(select(Event.id, Event.title, Event.day).where(Event.id.in_(list(unchecked)[:NAMED])))
    ordered = sorted(rows, key=lambda row: (row.day, row.id))
    return Finding(
        "outliers",
        Severity.LOOK,
        _("Far above or below what is usual"),
        len(unchecked),
        _("Look once more, and say that it is right, or correct it. They may well be right."),
        [
            Named(f"{row.day:%m-%d} {row.title}: {unchecked[row.id]}", path_to("reviews.event", event_id=row.id))
            for row in ordered
        ],
    )


def more_than_issued(asked: Asked) -> Finding:
    """Materials of which more was handed out since New Year than was out of the store; teams may hold older ones."""
    until = Period(periods.year(asked.filters.year).first, asked.period.last)
    rows = [
        row for row in four_numbers(replace(asked.filters, period=until)) if row.stock.issued and row.is_more_than_out
    ]
    path = path_to("report_stock.table", year=asked.filters.year)
    return Finding(
        "more_than_issued",
        Severity.LOOK,
        _("More handed out than was out of the store"),
        len(rows),
        _("An issue was not written down, or a number is too high. Counted since New Year."),
        [Named(f"{row.item.name}: {said_more_than_out(row.handed_out, row.stock)}", path) for row in rows[:NAMED]],
        path,
    )


def estimated(asked: Asked) -> Finding:
    """Figures of which a part was estimated: they print with 余 or 约."""
    parts = [(key, part) for key, part in estimated_parts(asked.filters).items() if part]
    said = [
        Named(f"{figure(key).label}: {number(part)}", path_to_figure(key, asked.filters)) for key, part in parts[:NAMED]
    ]
    text = _("They print with 余 or 约, and the proof copy says which part it is.")
    return Finding("estimated", Severity.LOOK, _("Estimated or rounded in part"), len(parts), text, said)


def without_evidence(asked: Asked) -> Finding:
    """Held events with neither photo nor sheet."""
    shown = exists().where(
        Evidence.subject_type == Event.__tablename__, Evidence.subject_id == Event.id, Evidence.removed_at.is_(None)
    )
    count, named = counted_events(Event.track.in_(COUNTED_TRACKS), ~shown, *held(asked.filters))
    said = _("No photo, no notice, no sign-in sheet: add one while somebody still has it.")
    return Finding("no_evidence", Severity.LOOK, _("Events without evidence"), count, str(said), named)


def _odd_sizes(asked: Asked) -> Any:
    """The ids of events whose sums lie outside of the usual; the exact rules then look at these few."""
    unit = func.coalesce(Item.counted_as, Item.unit)

    def total(kind: CountKind) -> Any:
        is_main = or_(unit.is_(None), unit == MAIN_UNIT[kind])
        return func.coalesce(func.sum(case((and_(Tally.kind == kind, is_main), Tally.quantity))), 0)

    out, asked_for = total(CountKind.HANDOUT), total(CountKind.CONSULTATION)
    both = and_(out > 0, asked_for > 0, or_(out >= sizes.RATE_FROM, asked_for >= sizes.RATE_FROM))
    rate = and_(both, or_(out < sizes.LEAST_RATE * asked_for, out > sizes.MOST_RATE * asked_for))
    few = and_(Event.track == Track.PUBLIC, out > 0, out < sizes.FEWEST_HANDED_OUT)
    return (
        select(Event.id)
        .join(Tally, Tally.event_id == Event.id)
        .outerjoin(Item, Item.id == Tally.item_id)
        .where(*held(asked.filters))
        .group_by(Event.id)
        .having(or_(rate, few, out > sizes.MOST_HANDED_OUT, asked_for > sizes.MOST_ASKED))
        .order_by(Event.day, Event.id)
        .limit(_MOST_LOOKED_AT)
    )
