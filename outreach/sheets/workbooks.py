"""The cells of .xlsx and .xls files, by python-calamine, after a look inside."""

import io

from flask_babel import lazy_gettext as _
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from outreach import errors
from outreach.sheets.compounds import check_compound
from outreach.sheets.grid import Grid, Merge, lines_of
from outreach.sheets.kinds import Kind
from outreach.sheets.packages import damaged, encrypted, repacked


def read_workbook(content: bytes, kind: Kind, name: str, sheet: str | None = None) -> Grid:
    """The grid of the sheet named `sheet`, else of the first visible one that is not empty."""
    if kind is Kind.XLSX:
        file = repacked(content, name)
    else:
        check_compound(content, name)
        file = io.BytesIO(content)
    try:
        return _read(file, name, sheet)
    except PasswordError as failure:
        raise encrypted(name) from failure
    except (CalamineError, ValueError, OSError) as failure:
        raise damaged(name) from failure
    except BaseException as failure:  # a panic of the library's Rust code is no Exception
        if type(failure).__name__ != "PanicException":
            raise
        raise damaged(name) from failure


def _read(file: io.BytesIO, name: str, wanted: str | None) -> Grid:
    with CalamineWorkbook.from_filelike(file) as workbook:
        names = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        for title in names if wanted is None else [wanted]:
            if title not in names:
                break
            sheet = workbook.get_sheet_by_name(title)
            lines = lines_of(sheet.to_python(skip_empty_area=False))
            if lines:
                others = tuple(other for other in names if other != title)
                return Grid(lines, _merges(sheet), title, others)
    raise errors.Invalid(_("There is nothing in “%(name)s”.", name=name), code="file_empty", name=name)


def _merges(sheet: CalamineSheet) -> tuple[Merge, ...]:
    """The cells merged sideways; those merged downwards leave their lower cells empty, as in any other file."""
    ranges = sheet.merged_cell_ranges or []
    return tuple(Merge(top + 1, first, last) for (top, first), (_bottom, last) in ranges if last > first)
