"""The picture of views over time: a chart and a table whose every number opens to its readings."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import format_date
from flask_babel import lazy_gettext as _

from outreach.periods import Period
from outreach.reports.filters import Filters
from outreach.reports.online_year import queries
from outreach.reports.online_year.asked import PART_ARGUMENTS, Asked
from outreach.reports.online_year.labels import HEADS
from outreach.reports.online_year.queries import Sum
from outreach.reports.online_year.rules import By, Step, Stretch
from outreach.reports.tables import ABOUT, Note, Number, Row, Table
from outreach.web import charts
from outreach.web.filters import NOTHING, compact, month_day, named, number

#: So many parts have a colour of their own in a chart; of more channels the others share one.
MOST_SERIES = 5
_REST = uuid.UUID(int=0)
_LETTERS = "ABCDE"
Amounts = dict[tuple[uuid.UUID | None, int], tuple[int, bool]]


@dataclass(frozen=True)
class ViewsPicture:
    """Views over time: `amount` is the figure, None where no reading was taken; one of the two charts is drawn."""

    asked: Asked
    amount: int | None
    is_rounded: bool
    columns: charts.Columns | None
    legend: tuple[Any, ...]
    lines: charts.Lines | None
    table: Table | None
    left_out: int
    """Parts that have no line of their own, for want of colours; the table has them all."""


@dataclass(frozen=True)
class _Part:
    """A line or a colour of the chart: one channel, team or campaign, or all the other channels."""

    id: uuid.UUID
    name: str
    total: int
    thing: Any = None
    but: tuple[uuid.UUID, ...] = ()


def views_picture(asked: Asked) -> ViewsPicture:
    """The picture that is asked for, of one pass over the readings."""
    found = queries.sums_by(asked.filters, asked.metrics, asked.step, asked.by)
    sums = [each for each in found if each.part is not None]
    of_whole = [each for each in found if each.part is None] if asked.by is By.CAMPAIGN else sums
    whole = _whole(of_whole)
    parts = _parts(asked, sums)
    drawn, amounts = _drawn(asked, parts, sums)
    stacked = asked.by is not By.CAMPAIGN and asked.step is Step.MONTH
    return ViewsPicture(
        asked,
        amount=sum(amount for amount, _rounded in whole.values()) if whole else None,
        is_rounded=any(each.rounds_whole for each in of_whole),
        columns=_columns(asked, drawn, amounts, whole) if whole and stacked else None,
        legend=tuple(_series(asked, part, place) for place, part in enumerate(drawn)),
        lines=_lines(asked, drawn, amounts) if drawn and not stacked else None,
        table=_table(asked, parts, sums, of_whole) if drawn and asked.step is Step.MONTH else None,
        left_out=len(parts) - len(drawn) if asked.by is By.CAMPAIGN else 0,
    )


def _whole(sums: Sequence[Sum]) -> dict[int, tuple[int, bool]]:
    """What each stretch added in all."""
    whole: dict[int, tuple[int, bool]] = {}
    for each in sums:
        amount, rounded = whole.get(each.stretch, (0, False))
        whole[each.stretch] = amount + each.amount, rounded or each.is_rounded
    return whole


def _parts(asked: Asked, sums: Sequence[Sum]) -> list[_Part]:
    """The parts that have a reading: teams in the bureau's order, the others by what they added."""
    totals: dict[Any, int] = {}
    for each in sums:
        totals[each.part] = totals.get(each.part, 0) + each.amount
    things = queries.parts_of(asked.by, totals)
    parts = [_Part(whose, named(thing), totals[whose], thing) for whose, thing in things.items()]
    if asked.by is By.TEAM:
        return sorted(parts, key=lambda part: (part.thing.position, part.thing.code))
    return sorted(parts, key=lambda part: (-part.total, part.name, part.id))


def _drawn(asked: Asked, parts: Sequence[_Part], sums: Sequence[Sum]) -> tuple[list[_Part], Amounts]:
    """The parts that the chart has room for; of channels the rest is one part, so that the whole is drawn."""
    amounts = {(each.part, each.stretch): (each.amount, each.is_rounded) for each in sums}
    if asked.by is By.TEAM or len(parts) <= MOST_SERIES:
        return list(parts), amounts
    if asked.by is By.CAMPAIGN:
        return list(parts[:MOST_SERIES]), amounts
    shown, rest = parts[: MOST_SERIES - 1], parts[MOST_SERIES - 1 :]
    ids = {part.id for part in rest}
    for each in sums:
        if each.part in ids:
            amount, rounded = amounts.get((_REST, each.stretch), (0, False))
            amounts[_REST, each.stretch] = amount + each.amount, rounded or each.is_rounded
    name = str(_("%(count)s other channels", count=len(rest)))
    others = _Part(_REST, name, sum(part.total for part in rest), but=tuple(part.id for part in shown))
    return [*shown, others], amounts


def _series(asked: Asked, part: _Part, place: int, values: Sequence[charts.Value | None] = ()) -> charts.Series:
    href = asked.readings_href(**_argument(asked, part))
    facts: dict[str, Any] = {"name": part.name, "values": tuple(values), "text": compact(part.total), "href": href}
    if asked.by is By.TEAM:
        return charts.Series(**facts, palette=part.thing.palette, mark=part.thing.mark)
    is_rest = part.id == _REST
    return charts.Series(**facts, series=6 if is_rest else place + 1, mark="…" if is_rest else _LETTERS[place])


def _value(asked: Asked, part: _Part, place: int, stretch: Stretch, amounts: Amounts) -> charts.Value | None:
    found = amounts.get((part.id, stretch.number))
    if found is None:
        return None
    series = _series(asked, part, place)
    href = asked.readings_href(**_argument(asked, part), stretch=stretch.number)
    facts: dict[str, Any] = {"palette": series.palette, "series": series.series, "mark": series.mark}
    return charts.Value(said_stretch(asked.step, stretch.period), found[0], _said(*found), href, **facts)


def _columns(asked: Asked, drawn: Sequence[_Part], amounts: Amounts, whole: dict[int, tuple[int, bool]]) -> Any:
    stacks = []
    for stretch in asked.stretches:
        parts = [_value(asked, part, place, stretch, amounts) for place, part in enumerate(drawn)]
        shown = tuple(part or charts.Value("", None, NOTHING) for part in parts)
        found = whole.get(stretch.number)
        href = asked.readings_href(stretch=stretch.number) if found else None
        text = _said(*found) if found else NOTHING
        stacks.append(charts.Stack(said_stretch(asked.step, stretch.period), text, shown, href))
    return charts.columns(stacks)


def _lines(asked: Asked, drawn: Sequence[_Part], amounts: Amounts) -> charts.Lines:
    labels = [said_stretch(asked.step, stretch.period) for stretch in asked.stretches]
    series = [
        _series(asked, part, place, [_value(asked, part, place, each, amounts) for each in asked.stretches])
        for place, part in enumerate(drawn)
    ]
    return charts.lines(labels, series, below=_below(asked.stretches) if asked.step is Step.WEEK else ())


def _below(weeks: Sequence[Stretch]) -> list[str | None]:
    """The month, below its first week: the days of fifty weeks have no room."""
    months = [week.period.first.month for week in weeks]
    return [
        said_stretch(Step.MONTH, week.period) if place == 0 or month != months[place - 1] else None
        for place, (week, month) in enumerate(zip(weeks, months, strict=True))
    ]


def _table(asked: Asked, parts: Sequence[_Part], sums: Sequence[Sum], of_whole: Sequence[Sum]) -> Table:
    """Every part month by month: what has no reading is "—"."""
    amounts = {(each.part, each.stretch): (each.amount, each.is_rounded) for each in sums}
    rounded = {each.part for each in sums if each.rounds_whole}
    rows = []
    for part in parts:
        argument = _argument(asked, part)
        cells = [_number(amounts.get((part.id, each.number)), asked, each, argument) for each in asked.stretches]
        total = Number(_said(part.total, part.id in rounded), asked.readings_href(**argument))
        rows.append(Row(part.name, (*cells, total), part.thing if asked.by is By.TEAM else None))
    whole = _whole(of_whole)
    last = [_number(whole.get(each.number), asked, each, {}) for each in asked.stretches]
    amount, is_rounded = sum(each.amount for each in of_whole), any(each.rounds_whole for each in of_whole)
    heads = (*(said_stretch(asked.step, each.period) for each in asked.stretches), _("Together"))
    any_rounded = is_rounded or any(each.is_rounded for each in sums)
    total_row = Row(_("Everything"), (*last, Number(_said(amount, is_rounded), asked.readings_href())))
    return Table(_("In numbers"), HEADS[asked.by], heads, tuple(rows), total_row, tuple(_notes(asked, any_rounded)))


def _notes(asked: Asked, is_rounded: bool) -> list[Note]:
    notes = [Note(_("What a counter grew by between two readings stands in the month or week of the later one."))]
    if asked.of == "times":
        notes.append(_other_months(asked))
    notes.append(Note(_("“—” says that no reading was taken, which is not 0.")))
    if asked.by is By.CAMPAIGN:
        notes.append(Note(_("One piece may serve several campaigns, and many serve none: the rows do not add up.")))
    if is_rounded:
        notes.append(Note(_("≈ before a number: the platform had rounded what it showed (1.2万).")))
    return notes


def _other_months(asked: Asked) -> Note:
    """Where each month is a period of its own: two pages that differ without a word are believed by nobody."""
    arguments: dict[str, Any] = dict(asked.filters.arguments())
    year = url_for("reports.year", year=asked.filters.year, **arguments)
    said = _("The report counts each month for itself, without what has no reading before it, so its months differ:")
    return Note(said, (Number(str(_("By month")), year),))


def _number(found: tuple[int, bool] | None, asked: Asked, stretch: Stretch, argument: dict[str, Any]) -> Number:
    if found is None:
        return Number(NOTHING)
    return Number(_said(*found), asked.readings_href(**argument, stretch=stretch.number))


def _argument(asked: Asked, part: _Part) -> dict[str, Any]:
    if part.but:
        return {"but": ",".join(str(each) for each in part.but)}
    return {PART_ARGUMENTS[asked.by]: part.id}


def _said(amount: int, is_rounded: bool) -> str:
    return f"{ABOUT if is_rounded else ''}{number(amount)}"


def said_stretch(step: Step, period: Period) -> str:
    """3月, Mar of a month; the first day of a week."""
    return str(format_date(period.first, "LLL")) if step is Step.MONTH else month_day(period.first)


def said_days_of(filters: Filters, step: Step, stretch: int | None) -> Period:
    """The days of a stretch, or of the whole period."""
    found = [each.period for each in Asked(filters, step=step).stretches if each.number == stretch]
    return found[0] if found else filters.period
