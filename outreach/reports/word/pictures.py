"""The charts of a proof copy, added up from the very lines that its drawing has kept."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import extract, func, select

from outreach.db import db
from outreach.people.queries import teams
from outreach.periods import Period, months_of
from outreach.reports.drawings.models import Drawing, DrawnFigure, DrawnLine
from outreach.reports.drawings.queries import label_of
from outreach.reports.word.backing import Picture, Row

BY_MONTH_AND_TEAM = ("events_public", "handouts")
BY_TEAM = ("consultations", "views_times")
BY_MONTH = ("articles",)
#: Of the teams by their palette, as `static/web/tokens.css` has them on white.
COLOURS = ("1F4A96", "A96500", "821338", "36A085", "A070CC", "0B7391", "AB9155", "53585A")
_NO_TEAM = "未记分队"

#: What each team has in each month.
_Sums = Mapping[tuple[str, int], int]


def pictures_of(drawing: Drawing) -> Iterator[Picture]:
    """The charts of what the drawing counted; none of a figure of which there is nothing."""
    months = [part.first.month for part in months_of(Period(drawing.first_day, drawing.last_day))]
    for key in (*BY_MONTH_AND_TEAM, *BY_TEAM, *BY_MONTH):
        kept = db.session.get(DrawnFigure, (drawing.id, key))
        if kept is None or not kept.value:
            continue
        sums = _sums(drawing, key)
        label = kept.label or label_of(key)
        if key in BY_TEAM:
            yield _of_teams(label, kept.unit, sums)
        else:
            yield _of_months(label, kept.unit, sums, months, is_split=key in BY_MONTH_AND_TEAM)


def _sums(drawing: Drawing, key: str) -> _Sums:
    month = extract("month", DrawnLine.day)
    statement = (
        select(DrawnLine.team, month, func.sum(DrawnLine.quantity))
        .where(DrawnLine.drawing_id == drawing.id, DrawnLine.key == key)
        .group_by(DrawnLine.team, month)
    )
    sums: dict[tuple[str, int], int] = defaultdict(int)
    for team, number, quantity in db.session.execute(statement):
        sums[team or _NO_TEAM, int(number)] += int(quantity)
    return sums


def _teams_in(sums: _Sums) -> list[tuple[str, str]]:
    """The teams by their names of then, in today's order, each with its colour."""
    there = {name for name, _month in sums}
    known = [(team.name, COLOURS[(team.palette - 1) % len(COLOURS)]) for team in teams() if team.name in there]
    others = sorted(there - {name for name, _colour in known})
    return known + [(name, COLOURS[-1 - number % len(COLOURS)]) for number, name in enumerate(others)]


def _of_months(label: str, unit: str, sums: _Sums, months: Sequence[int], *, is_split: bool) -> Picture:
    labels = tuple(f"{month}月" for month in months)
    if is_split:
        rows = tuple(
            Row(name, tuple(sums.get((name, month), 0) for month in months), colour) for name, colour in _teams_in(sums)
        )
    else:
        whole = tuple(sum(quantity for (_name, at), quantity in sums.items() if at == month) for month in months)
        rows = (Row(label, whole, COLOURS[0]),)
    divided = "、按牵头分队" if is_split else ""
    return Picture(f"{label}按月{divided}", unit, _alt("柱状图", label, unit, labels, rows), "月份", labels, rows)


def _of_teams(label: str, unit: str, sums: _Sums) -> Picture:
    names = tuple(name for name, _colour in _teams_in(sums))
    values = tuple(sum(quantity for (at, _month), quantity in sums.items() if at == name) for name in names)
    rows = (Row(label, values, COLOURS[0]),)
    alt = _alt("条形图", label, unit, names, rows)
    return Picture(f"{label}按牵头分队", unit, alt, "牵头分队", names, rows, is_lying=True)


def _alt(kind: str, label: str, unit: str, labels: Sequence[str], rows: Sequence[Row]) -> str:
    sums = [sum(row.values[place] for row in rows) for place in range(len(labels))]
    most = max(range(len(labels)), key=sums.__getitem__)
    return f"{kind}：{label}，合计{sum(sums):,}{unit}，最多的是{labels[most]}，{sums[most]:,}{unit}。数据见下表。"
