"""A figure drawn from today's rows: its value is the sum of its own select, never of another one (rule 1)."""

import uuid
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Select, case, func, select

from outreach.db import db
from outreach.db.statements import made_of_it, made_once
from outreach.logbook.models import Tally
from outreach.logbook.rules import Basis
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.reports import lines, queries
from outreach.reports.figure import Figure
from outreach.reports.figures import FIGURES, figures_of
from outreach.reports.filters import Filters
from outreach.reports.labels import NO_READING
from outreach.reports.lines import Lines
from outreach.reports.on_the_spot import key_of
from outreach.reports.online import METRICS
from outreach.reports.rules import wording
from outreach.reports.undecided import Undecided, undecided_part
from outreach.schedule.models import Event


@dataclass(frozen=True)
class Drawn:
    """A figure under some filters: `reason` says why it has no value, `estimated` is the part that was not counted.

    `undecided` is the part of the value that may be counted twice: a lead has not decided yet (rule 11). `lines` says
    how many lines are behind it, where they were counted one by one.
    """

    figure: Figure
    value: int | None
    reason: str | None = None
    estimated: int = 0
    undecided: int = 0
    lines: int | None = field(default=None, compare=False)

    @property
    def is_unlogged(self) -> bool:
        """Whether it is a sum over no line of the ledger: 0 by rule 1, which does not say that there was none."""
        return self.figure.of == "tally" and self.lines == 0

    @property
    def wording(self) -> str:
        """The value as the report prints it."""
        return wording(self.value, self.figure.unit, rounded=self.figure.rounded, estimated=self.estimated != 0)


def draw(
    figure: Figure, filters: Filters, estimates: dict[str, int] | None = None, undecided: Undecided | None = None
) -> Drawn:
    """The figure as today's rows give it; `estimates` and `undecided` where they are known already."""
    reason = figure.reason(filters)
    if reason is not None:
        return Drawn(figure, None, reason)
    added = _added_tallies if figure.of == "tally" else _added
    total, count, *estimated = db.session.execute(added(figure.lines(filters))).one()
    if estimates is None:
        estimates = {figure.key: int(estimated[0] or 0) if estimated else _rounded(figure, filters)}
    if undecided is None:
        undecided = undecided_part(filters) if figure.of == "tally" else Undecided()
    return replace(drawn_from(figure, int(total or 0), count, estimates, undecided), lines=count)


@made_of_it
def _added(lines_of: Lines) -> Select[Any, int]:
    added = func.sum(lines_of.selected_columns.quantity), func.count()
    return lines_of.with_only_columns(*added, maintain_column_froms=True)


@made_of_it
def _added_tallies(lines_of: Lines) -> Select[Any]:
    estimated = func.sum(case((Tally.basis == Basis.ESTIMATED, Tally.quantity)))
    return _added(lines_of).add_columns(estimated)


def drawn_from(figure: Figure, total: int, count: int, estimates: dict[str, int], undecided: Undecided) -> Drawn:
    """The figure with the sum of its `count` lines, and the parts of it that are known by its key or its item."""
    in_doubt = undecided.parts.get(figure.key, 0)
    if figure.item_id is not None:
        in_doubt = undecided.items.get(figure.item_id, 0)
    return drawn_of(figure, total, count, estimated=estimates.get(figure.key, 0), undecided=in_doubt)


def drawn_of(figure: Figure, total: int, count: int, *, estimated: int, undecided: int) -> Drawn:
    """The figure with the sum of its `count` lines; views without any reading are "—", not 0 (rule 8)."""
    if figure.of == "reading" and not count:
        return Drawn(figure, None, str(NO_READING))
    return Drawn(figure, total, None, estimated, undecided)


def _rounded(figure: Figure, filters: Filters) -> int:
    return rounded_part(figure.key, filters) if figure.key in METRICS else 0


def rounded_part(key: str, filters: Filters) -> int:
    """How much of a figure of views hangs on numbers that platforms rounded (1.2万)."""
    return int(db.session.scalar(lines.total(lines.rounded_views(filters, METRICS[key]))) or 0)


def handed_out(filters: Filters) -> dict[uuid.UUID, int]:
    """How many pieces of each material count as handed out, as its own figure would say."""
    rows = db.session.execute(_handed_out(filters))
    return {item_id: int(total) for item_id, total in rows if item_id is not None}


@made_once
def _handed_out(filters: Filters) -> Select[uuid.UUID | None, int]:
    return (
        select(Tally.item_id, func.sum(Tally.quantity))
        .join(Event, Event.id == Tally.event_id)
        .where(Tally.kind == CountKind.HANDOUT, Tally.item_id.is_not(None), *queries.counted_lines(filters))
        .group_by(Tally.item_id)
    )


def draw_all(filters: Filters) -> list[Drawn]:
    """All figures of the report, in order."""
    estimates, undecided = estimated_parts(filters), undecided_part(filters)
    return [draw(figure, filters, estimates, undecided) for figure in figures_of(filters)]


def estimated_parts(filters: Filters) -> dict[str, int]:
    """By key of figure the part that was not counted: estimated lines, and of views what platforms rounded."""
    views = (key for key in METRICS if FIGURES[key].reason(filters) is None)
    return estimated_lines(filters) | {key: rounded_part(key, filters) for key in views}


def estimated_lines(filters: Filters) -> dict[str, int]:
    """By key of figure, the sum of what was estimated and still stands: a reversal has the basis of its line."""
    parts: dict[str, int] = {}
    for kind, unit_of_lines, total in db.session.execute(_estimated_lines(filters)):
        key = key_of(CountKind(kind), unit_of_lines)
        parts[key] = parts.get(key, 0) + int(total)
    return parts


@made_once
def _estimated_lines(filters: Filters) -> Select[CountKind, str, int]:
    unit = func.coalesce(Item.counted_as, Item.unit)
    return (
        select(Tally.kind, unit, func.sum(Tally.quantity))
        .join(Event, Event.id == Tally.event_id)
        .outerjoin(Item, Item.id == Tally.item_id)
        .where(Tally.basis == Basis.ESTIMATED, *queries.counted_lines(filters))
        .group_by(Tally.kind, unit)
    )
