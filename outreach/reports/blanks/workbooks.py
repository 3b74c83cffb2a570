"""A form in a workbook: read as it is shown, and filled in the XML of its sheets, so that all else stays as it came."""

import posixpath
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import openpyxl
from flask_babel import lazy_gettext as _
from lxml import etree
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_from_string

from outreach.reports.blanks.gaps import filled_pieces
from outreach.reports.blanks.layouts import Cell, Grid, Labelling, Layout, Place, Value
from outreach.reports.blanks.packages import legal, read_parts, tree_of, with_parts, written
from outreach.sheets.packages import damaged, repacked

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 300, 52, 20
#: Shown of all sheets; and held in the file, empty or merged ones too, of which openpyxl makes an object each.
MOST_CELLS, _MOST_HELD = 20_000, 100_000
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_N = f"{{{_MAIN}}}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DAY_ZERO = date(1899, 12, 30)


def layout_of(content: bytes, name: str) -> Layout:
    """The visible sheets as they are shown; Invalid for a workbook that can't be read."""
    try:
        book = openpyxl.load_workbook(repacked(content, name, most_held=_MOST_HELD))
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, etree.XMLSyntaxError) as failure:
        raise damaged(name) from failure
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    grids, left = [], MOST_CELLS
    for sheet in sheets[:MOST_SHEETS]:
        grid = _grid(sheet, left)
        grids.append(grid)
        left -= sum(map(len, grid.rows))
    remarks = []
    if any(grid.is_cut for grid in grids) or len(sheets) > MOST_SHEETS:
        remarks.append(
            _(
                "Only the first %(rows)s rows and %(columns)s columns of a sheet can be tied.",
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
            )
        )
    return Layout(tuple(grids), tuple(remarks))


def _grid(sheet: Any, most: int) -> Grid:
    columns = min(sheet.max_column, MOST_COLUMNS)
    rows = min(sheet.max_row, MOST_ROWS, most // columns)
    merged = {each.min_row * 100_000 + each.min_col: each for each in sheet.merged_cells.ranges}
    covered = {
        (row, column)
        for each in sheet.merged_cells.ranges
        for row in range(each.min_row, min(each.max_row, rows) + 1)
        for column in range(each.min_col, min(each.max_col, columns) + 1)
        if (row, column) != (each.min_row, each.min_col)
    }
    places = [
        _place(sheet, row, column, merged.get(row * 100_000 + column))
        for row in range(1, rows + 1)
        for column in range(1, columns + 1)
        if (row, column) not in covered and not _is_hidden(sheet, row, column)
    ]
    last = max((each.row for each in places if each.text or _is_framed(sheet, each)), default=0)
    right = max((each.column + each.columns for each in places if each.text or _is_framed(sheet, each)), default=0)
    places = [each for each in places if each.row <= last and each.column < right]
    labelling = Labelling(places)
    numbers = sorted({each.row for each in places})
    cells: dict[int, list[Cell]] = {number: [] for number in numbers}
    for each in places:
        cells[each.row].append(_cell(each, labelling, rows, columns))
    shown = tuple(tuple(row) for row in cells.values())
    widths = tuple(_width(sheet, column) for column in range(1, min(columns + 1, right)))
    is_cut = sheet.max_row > rows or sheet.max_column > MOST_COLUMNS
    return Grid(sheet.title, shown, tuple(numbers), widths, is_cut)


def _place(sheet: Any, row: int, column: int, merged: Any) -> Place:
    cell = sheet.cell(row, column)
    value = cell.value
    is_formula = cell.data_type == "f"
    return Place(
        row,
        column,
        _said(value, cell.number_format, is_formula),
        rows=merged.max_row - row + 1 if merged else 1,
        columns=merged.max_col - column + 1 if merged else 1,
        address=f"{sheet.title}!{get_column_letter(column)}{row}",
        is_formula=is_formula,
        is_strong=bool(cell.font and cell.font.b),
        is_number=isinstance(value, int | float) and not isinstance(value, bool),
        is_date=is_date_format(cell.number_format),
        is_percent="%" in (cell.number_format or ""),
        align=(cell.alignment.horizontal or "") if cell.alignment else "",
    )


def _cell(place: Place, labelling: Labelling, rows: int, columns: int) -> Cell:
    return Cell(
        place.text,
        rows=min(place.rows, rows - place.row + 1),
        columns=min(place.columns, columns - place.column + 1),
        is_formula=place.is_formula,
        is_strong=place.is_strong,
        align=place.align if place.align in ("center", "right") else "",
        spots=labelling.spots_of(place),
    )


def _said(value: Any, number_format: str, is_formula: bool) -> str:
    if value is None:
        return ""
    if is_formula:
        return str(getattr(value, "text", value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    return f"{value:g}" if isinstance(value, float) else str(value)


def _is_framed(sheet: Any, place: Place) -> bool:
    border = sheet.cell(place.row, place.column).border
    return any(getattr(border, side) is not None and getattr(border, side).style for side in ("left", "bottom"))


def _is_hidden(sheet: Any, row: int, column: int) -> bool:
    in_row = sheet.row_dimensions[row].hidden if row in sheet.row_dimensions else False
    letter = get_column_letter(column)
    return bool(in_row or (letter in sheet.column_dimensions and sheet.column_dimensions[letter].hidden))


def _width(sheet: Any, column: int) -> int:
    letter = get_column_letter(column)
    width = sheet.column_dimensions[letter].width if letter in sheet.column_dimensions else 8.43
    return max(3, min(60, round(width)))


def fill(content: bytes, name: str, values: Mapping[str, Value], gaps: Mapping[str, Mapping[int, str]]) -> bytes:
    """The workbook with `values` by address of a cell, and texts put into the `gaps` of a cell by their number.

    Numbers are stored as numbers, texts as texts, which no program reads as a formula; a formula is never written
    over. What it computed before is forgotten, so that every program computes it anew.
    """
    parts = read_parts(content, name)
    paths, shared = _sheets(parts, name), _shared_texts(parts, name)
    changed: dict[str, bytes] = {}
    has_formulas = False
    for title, path in paths.items():
        root = tree_of(parts[path], name)
        cells = [(address.rpartition("!")[2], value) for address, value in values.items() if _is_of(address, title)]
        texts = [(address.rpartition("!")[2], texts) for address, texts in gaps.items() if _is_of(address, title)]
        for reference, value in cells:
            _write(_cell_at(root, reference), value)
        for reference, put in texts:
            _put_into_gaps(_cell_at(root, reference), put, shared)
        forgotten = _forget_computed(root)
        has_formulas = has_formulas or forgotten
        if cells or texts or forgotten:
            changed[path] = written(root)
    if has_formulas:
        changed["xl/workbook.xml"] = _computing_anew(parts["xl/workbook.xml"], name)
    return with_parts(content, changed)


def _is_of(address: str, title: str) -> bool:
    return address.rpartition("!")[0] == title


def _sheets(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """The path of each sheet's part by the sheet's name."""
    links = tree_of(parts["xl/_rels/workbook.xml.rels"], name)
    targets = {each.get("Id"): posixpath.normpath(posixpath.join("/xl", each.get("Target")))[1:] for each in links}
    book = tree_of(parts["xl/workbook.xml"], name)
    found = {each.get("name"): targets.get(each.get(_REL), "") for each in book.iter(f"{_N}sheet")}
    return {title: path for title, path in found.items() if path in parts}


def _shared_texts(parts: Mapping[str, bytes], name: str) -> list[Any]:
    path = next((path for path in parts if path.lower() == "xl/sharedstrings.xml"), None)
    return list(tree_of(parts[path], name).iter(f"{_N}si")) if path else []


def _cell_at(root: Any, reference: str) -> Any:
    """The cell of a sheet; made in its place, with the look of its row or column, where there is none."""
    letters, number = coordinate_from_string(reference)
    rows = root.find(f"{_N}sheetData")
    row = _found_or_made(rows, "row", number, lambda each: int(each.get("r")), str(number))
    column = _column(letters)
    cell = _found_or_made(row, "c", column, lambda each: _column(coordinate_from_string(each.get("r"))[0]), reference)
    if cell.get("s") is None and (style := row.get("s") or _style_of_column(root, column)):
        cell.set("s", style)
    return cell


def _found_or_made(around: Any, tag: str, number: int, number_of: Any, reference: str) -> Any:
    before = 0
    for at, each in enumerate(around):
        if each.get("r") is None:
            continue
        here = number_of(each)
        if here == number:
            return each
        if here < number:
            before = at + 1
    made = etree.Element(f"{_N}{tag}", r=reference)
    around.insert(before, made)
    return made


def _style_of_column(root: Any, column: int) -> str | None:
    for each in root.iter(f"{_N}col"):
        if int(each.get("min", "0")) <= column <= int(each.get("max", "0")):
            style: str | None = each.get("style")
            return style
    return None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _write(cell: Any, value: Value) -> None:
    if cell.find(f"{_N}f") is not None:
        return
    for child in list(cell):
        cell.remove(child)
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        _text_into(etree.SubElement(etree.SubElement(cell, f"{_N}is"), f"{_N}t"), value)
        return
    cell.attrib.pop("t", None)
    number = (value - _DAY_ZERO).days if isinstance(value, date) else value
    etree.SubElement(cell, f"{_N}v").text = str(number)


def _put_into_gaps(cell: Any, texts: Mapping[int, str], shared: list[Any]) -> None:
    """Fill gaps in a cell's text, in the run of rich text in which each begins."""
    if cell.get("t") == "s":
        source = shared[int(cell.findtext(f"{_N}v"))]
        for child in list(cell):
            cell.remove(child)
        inline = etree.SubElement(cell, f"{_N}is")
        inline.extend(_copied(child) for child in source)
        cell.set("t", "inlineStr")
    nodes = [node for node in cell.iter(f"{_N}t") if not re.search(r"rPh$", node.getparent().tag)]
    for node, text in zip(nodes, filled_pieces([node.text or "" for node in nodes], texts), strict=True):
        _text_into(node, text)


def _copied(node: Any) -> Any:
    return etree.fromstring(etree.tostring(node))


def _text_into(node: Any, text: str) -> None:
    node.text = legal(text)
    node.set(_SPACE, "preserve")


def _forget_computed(root: Any) -> bool:
    """Whether the sheet has formulas; what they gave last time is taken out."""
    formulas = list(root.iter(f"{_N}f"))
    for formula in formulas:
        cell = formula.getparent()
        for value in cell.findall(f"{_N}v"):
            cell.remove(value)
        if cell.get("t") in ("str", "e", "b"):
            del cell.attrib["t"]
    return bool(formulas)


def _computing_anew(book: bytes, name: str) -> bytes:
    root = tree_of(book, name)
    found = root.find(f"{_N}calcPr")
    if found is None:
        found = etree.Element(f"{_N}calcPr")
        behind = [root.find(f"{_N}{tag}") for tag in ("sheets", "functionGroups", "externalReferences", "definedNames")]
        [each for each in behind if each is not None][-1].addnext(found)
    found.set("fullCalcOnLoad", "1")
    return written(root)
