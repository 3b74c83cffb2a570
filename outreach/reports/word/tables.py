"""Tables of the proof copy, as the XML of Word: made as text at once, since a ledger has thousands of cells."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
#: No XML can hold them.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="8C8C8C"'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
RED, GREY = "C00000", "F2F2F2"
#: The paragraph style of a cell.
CELL = "ZzCell"


class Cell(str):
    """The text of a cell, and how it is set: numbers stand at the right, what is not sure in red."""

    is_number = is_red = is_bold = False


def said_number(value: int | Decimal | None) -> str:
    """12,734; a rate as texts say it, 81.5 and not 81.50; — where there is no number."""
    if value is None:
        return "—"
    said = f"{value:,}"
    return said.rstrip("0").rstrip(".") if isinstance(value, Decimal) and "." in said else said


def number_cell(value: int | Decimal | None) -> Cell:
    """A number at the right, grouped by thousands."""
    cell = Cell(said_number(value).replace("-", "−"))
    cell.is_number = True
    return cell


def red_cell(text: str) -> Cell:
    """What is not sure."""
    cell = Cell(text)
    cell.is_red = bool(text)
    return cell


def table_of(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    widths: Sequence[int],
    total: Sequence[str] = (),
    title: str,
    about: str,
) -> Any:
    """A table with a head that is repeated on each page; `widths` in twips, `title` and `about` for screen readers."""
    numbers = [False] * len(heads)
    body: list[str] = []
    for row in rows:
        numbers = numbers if body else [getattr(cell, "is_number", False) for cell in row]
        body.append(_row(row, widths))
    head = _row([_as(cell, number) for cell, number in zip(heads, numbers, strict=True)], widths, is_head=True)
    foot = _row(total, widths, is_bold=True) if total else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    borders = "".join(f"<w:{side} {_LINE}/>" for side in _SIDES)
    return parse_xml(
        f'<w:tbl {_W}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:top w:w="20" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/>'
        '<w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblCaption w:val={_quoted(title)}/><w:tblDescription w:val={_quoted(about)}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{''.join(body)}{foot}</w:tbl>"
    )


def clean(text: str) -> str:
    """The text without the characters that no XML can hold."""
    return _ILLEGAL.sub("", text)


def _as(text: str, is_number: bool) -> Cell:
    cell = Cell(text)
    cell.is_number = is_number
    return cell


def _row(cells: Sequence[str], widths: Sequence[int], *, is_head: bool = False, is_bold: bool = False) -> str:
    said = "".join(_cell(cell, width, is_head, is_head or is_bold) for cell, width in zip(cells, widths, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{said}</w:tr>"


def _cell(text: str, width: int, is_shaded: bool, is_bold: bool) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{GREY}"/>' if is_shaded else ""
    align = '<w:jc w:val="right"/>' if getattr(text, "is_number", False) else ""
    letters = ("<w:b/>" if is_bold else "") + (f'<w:color w:val="{RED}"/>' if getattr(text, "is_red", False) else "")
    words = escape(clean(str(text)))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{CELL}"/>{align}</w:pPr><w:r><w:rPr>'
        f'<w:rFonts w:hint="eastAsia"/>{letters}</w:rPr>'
        f'<w:t xml:space="preserve">{words}</w:t></w:r></w:p></w:tc>'
    )


def _quoted(text: str) -> str:
    return quoteattr(clean(text))
