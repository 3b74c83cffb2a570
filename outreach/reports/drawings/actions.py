"""Keeping a drawing: the figures as today's rows give them, whole, with every line behind them (rule 12)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Invalid
from outreach.people.models import Person
from outreach.reports.behind import BATCH, Line, lines_behind
from outreach.reports.drawings.checking import code_of
from outreach.reports.drawings.models import Drawing, DrawingSeal, DrawnFigure, DrawnLine, DrawnTyped
from outreach.reports.figure import Figure
from outreach.reports.figures import figures_of
from outreach.reports.filters import Filters
from outreach.reports.parts import Part, draw_part
from outreach.reports.typed.queries import standings
from outreach.reports.typed.said import Said
from outreach.reports.typed.words import MOST_YEARS_AGO
from outreach.reports.undecided import Undecided, undecided_part
from outreach.reports.values import Drawn, drawn_from, estimated_parts

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
    beside = estimated_parts(filters), undecided_part(filters)
    figures = figures_of(filters)
    kept = {figure.key for figure in figures}
    asked = {part.word: part for part in parts if part.word not in kept}
    of_teams = _OfTeams(filters, {part.key for part in asked.values() if _is_of_team(part)})
    for position, figure in enumerate(figures):
        of_teams.remember(figure, _keep_figure(drawing, position, figure, filters, beside))
    for position, part in enumerate(asked.values()):
        found = of_teams.part(part) if _is_of_team(part) else None
        drawn, lines = found or _part(part, filters)
        _keep(drawing, len(figures) + position, part.word, part.named, drawn=drawn, lines=lines)
    if filters.is_whole_year and not filters.used:
        _keep_typed(drawing)
    db.session.add(DrawingSeal(drawing_id=drawing.id, code=code_of(drawing)))
    record_act("drawing.kept", by=by, now=now, subject=drawing, year=filters.year, title=title)
    return drawing


def _keep_figure(
    drawing: Drawing, position: int, figure: Figure, filters: Filters, parts: tuple[dict[str, int], Undecided]
) -> list[Line]:
    """The value is added from the very lines that are kept, so that nobody who writes meanwhile comes between them."""
    reason = figure.reason(filters)
    lines = [] if reason else list(lines_behind(figure, filters))
    total = sum(line.quantity for line in lines)
    drawn = Drawn(figure, None, reason) if reason else drawn_from(figure, total, len(lines), *parts)
    _keep(drawing, position, figure.key, str(figure.label), drawn=drawn, lines=lines)
    return lines


def _part(part: Part, around: Filters) -> tuple[Drawn, list[Line]]:
    drawn = draw_part(part, around)
    lines = [] if drawn.reason else list(lines_behind(drawn.figure, part.filters(around)))
    if drawn.value is not None:
        drawn = replace(drawn, value=sum(line.quantity for line in lines))
    return drawn, lines


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
        self._beside: dict[str, tuple[dict[str, int], Undecided]] = {}

    def remember(self, figure: Figure, lines: list[Line]) -> None:
        """Keep the lines of a whole of which shares are asked for."""
        if figure.key in self._keys and figure.of != "enterprise" and figure.reason(self._filters) is None:
            self._lines[figure.key] = figure, lines

    def part(self, part: Part) -> tuple[Drawn, list[Line]] | None:
        """The share with its lines; None where it has to be asked for anew."""
        if part.key not in self._lines:
            return None
        figure, whole = self._lines[part.key]
        team = part.narrowed["team"]
        if team not in self._beside:
            filters = part.filters(self._filters)
            self._beside[team] = estimated_parts(filters), undecided_part(filters)
        lines = [line for line in whole if line.team == team]
        total = sum(line.quantity for line in lines)
        return drawn_from(figure, total, len(lines), *self._beside[team]), lines


def _keep(drawing: Drawing, position: int, word: str, label: str, *, drawn: Drawn, lines: Sequence[Line]) -> None:
    db.session.add(
        DrawnFigure(
            drawing_id=drawing.id,
            key=word,
            position=position,
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
    db.session.flush()
    for first in range(0, len(lines), BATCH):
        kept = [_kept(drawing, word, line) for line in lines[first : first + BATCH]]
        db.session.execute(insert(DrawnLine), kept)


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
