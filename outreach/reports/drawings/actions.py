"""Keeping a drawing: the figures as today's rows give them, whole, with every line behind them (rule 12)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Invalid, Refusal
from outreach.logbook.rules import Basis
from outreach.people.models import Person
from outreach.reports.behind import BATCH, Line, lines_behind
from outreach.reports.drawings.checking import code_of
from outreach.reports.drawings.models import Drawing, DrawingSeal, DrawnFigure, DrawnLine, DrawnTyped
from outreach.reports.figure import Figure
from outreach.reports.figures import figure as figure_named
from outreach.reports.figures import figures_of
from outreach.reports.filters import Filters
from outreach.reports.parts import Part
from outreach.reports.typed.queries import standings
from outreach.reports.typed.said import Said
from outreach.reports.typed.words import MOST_YEARS_AGO
from outreach.reports.values import Drawn, drawn_of

LONGEST_TITLE = 100


def keep_drawing(filters: Filters, *, title: str, by: Person, now: datetime, parts: Iterable[Part] = ()) -> Drawing:
    """Store today's figures under `filters` with the lines behind each; nothing moves them any more.

    `parts` are kept beside the figures of the report, each with its own lines, under its word. With the whole year,
    unfiltered, go the figures typed by hand for it and for the ten years before, which a text may name.

    To be called in a transaction of one instant, so that no figure knows of a line that another does not.
    Raises Invalid for a title that is missing or too long.
    """
    title = title.strip()
    if not title or len(title) > LONGEST_TITLE:
        raise Invalid(_("Give the drawing a name of up to %(most)d characters.", most=LONGEST_TITLE), field="title")
    drawing = Drawing(
        at=now,
        by_id=by.id,
        title=title,
        year=filters.year,
        first_day=filters.period.first,
        last_day=filters.period.last,
        filters=filters.arguments(),
    )
    db.session.add(drawing)
    db.session.flush()
    figures = figures_of(filters)
    kept = {figure.key for figure in figures}
    asked = {part.word: part for part in parts if part.word not in kept}
    of_teams = _OfTeams(filters, {part.key for part in asked.values() if _is_of_team(part)})
    keeping = _Keeping(drawing)
    for figure in figures:
        drawn, lines = _drawn(figure, filters)
        keeping.keep(figure.key, str(figure.label), drawn, lines)
        of_teams.remember(figure, lines)
    for part in asked.values():
        found = of_teams.part(part) if _is_of_team(part) else None
        keeping.keep(part.word, part.named, *(found or _part(part, filters)))
    keeping.write()
    if filters.is_whole_year and not filters.used:
        _keep_typed(drawing)
    db.session.add(DrawingSeal(drawing_id=drawing.id, code=code_of(drawing)))
    record_act("drawing.kept", by=by, now=now, subject=drawing, year=filters.year, title=title)
    return drawing


def _drawn(figure: Figure, filters: Filters) -> tuple[Drawn, list[Line]]:
    reason = figure.reason(filters)
    if reason is not None:
        return Drawn(figure, None, reason), []
    lines = list(lines_behind(figure, filters))
    return _added(figure, lines), lines


def _added(figure: Figure, lines: Sequence[Line]) -> Drawn:
    """The figure out of the very lines that are kept, so that nobody who writes meanwhile comes between them."""
    value = sum(line.quantity for line in lines)
    estimated = sum(line.quantity for line in lines if line.basis is Basis.ESTIMATED or line.is_rounded)
    undecided = sum(line.quantity for line in lines if line.is_undecided)
    return drawn_of(figure, value, len(lines), estimated=estimated, undecided=undecided)


def _part(part: Part, around: Filters) -> tuple[Drawn, list[Line]]:
    """The part with its lines; without a value, and with a reason, where it can't be asked for there."""
    found = figure_named(part.key)
    try:
        return _drawn(found, part.filters(around))
    except Refusal as refusal:
        return Drawn(found, None, str(refusal.message)), []


def _is_of_team(part: Part) -> bool:
    return part.narrowed.keys() == {"team"}


class _OfTeams:
    """The shares of teams, out of the lines of the whole: each line has one lead team, so nothing is read again.

    An enterprise that two teams visited is a line of the one that came first, and of both in their shares: these are
    asked for anew, as is everything where the whole is of one team already.
    """

    def __init__(self, filters: Filters, keys: set[str]) -> None:
        self._filters, self._keys = filters, keys if filters.team is None else set()
        self._lines: dict[str, tuple[Figure, list[Line]]] = {}

    def remember(self, figure: Figure, lines: list[Line]) -> None:
        """Keep the lines of a whole of which shares are asked for."""
        if figure.key in self._keys and figure.of != "enterprise" and figure.reason(self._filters) is None:
            self._lines[figure.key] = figure, lines

    def part(self, part: Part) -> tuple[Drawn, list[Line]] | None:
        """The share with its lines; None where it has to be asked for anew."""
        if part.key not in self._lines:
            return None
        figure, whole = self._lines[part.key]
        lines = [line for line in whole if line.team == part.narrowed["team"]]
        return _added(figure, lines), lines


class _Keeping:
    """Figures with their lines on their way into a drawing, many in one statement: most parts have few lines."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing, self._position = drawing, 0
        self._lines: list[dict[str, Any]] = []

    def keep(self, word: str, label: str, drawn: Drawn, lines: Sequence[Line]) -> None:
        """Keep the figure under its word, behind those that were kept before."""
        db.session.add(
            DrawnFigure(
                drawing_id=self._drawing.id,
                key=word,
                position=self._position,
                label=label,
                value=drawn.value,
                unit=drawn.figure.unit,
                wording=drawn.wording,
                definition=str(drawn.figure.definition),
                reason=drawn.reason,
                estimated=drawn.estimated,
                undecided=drawn.undecided,
            )
        )
        self._position += 1
        for line in lines:
            self._lines.append(_kept(self._drawing, word, line))
            if len(self._lines) == BATCH:
                self.write()

    def write(self) -> None:
        """Store what was not stored yet."""
        db.session.flush()
        if self._lines:
            db.session.execute(insert(DrawnLine), self._lines)
            self._lines = []


def _keep_typed(drawing: Drawing) -> None:
    """Figures typed by hand are of the whole bureau and the whole year; blank ones are kept as blank."""
    for position, each in enumerate(standings(*range(drawing.year - MOST_YEARS_AGO, drawing.year + 1))):
        said = each.said
        if said.year == drawing.year or not said.numbers.is_blank:
            db.session.add(_kept_typed(drawing, position, said))
    db.session.flush()


def _kept_typed(drawing: Drawing, position: int, said: Said) -> DrawnTyped:
    return DrawnTyped(
        drawing_id=drawing.id,
        year=said.year,
        code=said.code,
        position=position,
        label=said.name,
        section=said.section,
        unit=said.unit,
        shape=said.shape,
        numerator_name=said.numerator_name,
        denominator_name=said.denominator_name,
        value=said.numbers.value,
        numerator=said.numbers.numerator,
        denominator=said.numbers.denominator,
        is_estimated=said.is_estimated,
        is_rounded=said.is_rounded,
        wording=said.whole_wording,
        definition=said.definition,
        source=said.source,
        sha256=said.sha256,
        by_name=said.by_name,
        typed_at=said.at,
    )


def _kept(drawing: Drawing, key: str, line: Line) -> dict[str, Any]:
    return {
        "drawing_id": drawing.id,
        "key": key,
        "line_id": line.id,
        "day": line.day,
        "quantity": line.quantity,
        "label": line.label,
        "url": line.path,
        "is_undecided": line.is_undecided,
        "team": line.team_name,
        "by_name": line.by,
    }
