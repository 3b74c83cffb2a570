"""Figures as a workbook tells them, today's and those of a kept drawing alike: a cover, and a sheet for each figure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from flask_babel import gettext as _

from outreach.sheets import Formula, Sheet, cell_of, legal_name, write_workbook_into

#: SUBTOTAL's own number for a sum that leaves out what a filter or a hand has hidden
_SUM_OF_SHOWN = 109


@dataclass(frozen=True)
class Told:
    """One figure: its words, its value, and its lines, which are gone through once.

    `header` has a column of quantities; their sum over the `count` rows is the value.
    """

    label: str
    value: int | None
    unit: str
    wording: str
    definition: str
    reason: str | None
    estimated: int
    undecided: int
    header: list[str]
    rows: Iterable[Sequence[Any]]
    count: int
    rules: str = ""
    is_closed: bool = False
    """Whether its lines are not for the reader: then the value stands by itself."""


def write_told(file: BinaryIO, about: Sequence[Sequence[Any]], told: Sequence[Told], *, created: datetime) -> None:
    """Write the cover and the sheets into `file`; `about` are the rows that say what all of it is of."""
    cover = legal_name(_("Totals"))
    names = zip(told, _names(told, cover), strict=True)
    sheets = [figure_sheet(each, name, ()) if name else None for each, name in names]
    totals = [[*_cover_row(each, sheet)] for each, sheet in zip(told, sheets, strict=True)]
    above = [*about, [_("Totals are formulas over the sheets that follow: what is changed there changes here.")], []]
    first = Sheet(cover, _cover_header(), totals, above)
    write_workbook_into(file, [first, *(sheet for sheet in sheets if sheet)], created=created)


def figure_sheet(told: Told, name: str, about: Sequence[Sequence[Any]]) -> Sheet:
    """The sheet of one figure; `about` stands above what the figure says of itself."""
    total = told.value or 0
    above: list[Sequence[Any]] = [*about, [_("Figure"), told.label], [_("Definition"), told.definition]]
    above += [[_("Sum")], [_("Sum of what is shown")], []]
    column = told.header.index(_("Quantity"))
    cells = Sheet(name, told.header, told.rows, above).range_of(column, told.count)
    if told.is_closed:
        return Sheet(name, told.header, told.rows, [*above[:-3], [_("Sum"), told.value, told.unit], [told.reason], []])
    above[-3] = [_("Sum"), Formula(f"=SUM({cells})", total), told.unit]
    above[-2] = [_("Sum of what is shown"), Formula(f"=SUBTOTAL({_SUM_OF_SHOWN},{cells})", total), told.unit]
    return Sheet(name, told.header, told.rows, above, is_filtered=True, unprinted=1)


def _names(told: Sequence[Told], cover: str) -> Iterator[str | None]:
    """The names of the sheets, legal and each another's; None for a figure without a value, which has no sheet."""
    taken = {cover.casefold()}
    for each in told:
        if each.value is None or each.is_closed:
            yield None
            continue
        name = legal_name(each.label, taken=taken)
        taken.add(name.casefold())
        yield name


def _cover_header() -> list[str]:
    words = [_("Figure"), _("Value"), _("Unit"), _("Wording"), _("Estimated part"), _("Undecided part"), _("Lines")]
    return [*words, _("Remark"), _("Definition"), _("How it is counted")]


def _cover_row(told: Told, sheet: Sheet | None) -> Iterator[Any]:
    yield told.label
    if told.value is None or sheet is None:
        yield told.value
    else:
        yield Formula(f"={cell_of(sheet.name, len(sheet.above) - 3, 1)}", told.value)
    yield from (told.unit, told.wording, told.estimated or None, told.undecided or None)
    yield None if told.value is None or told.is_closed else told.count
    yield from (told.reason, told.definition, told.rules)
