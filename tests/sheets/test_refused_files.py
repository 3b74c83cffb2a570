"""Files that can't be read: each is refused with a code and a sentence of its own, and none stops the program."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from outreach import errors
from outreach.sheets import read_pasted, read_table
from outreach.sheets.limits import MAX_BYTES, MAX_COLUMNS, MAX_ROWS

FILES = Path(__file__).parent / "files"
PLATFORM = (FILES / "platform.xls").read_bytes()


def workbook(*cells: tuple[int, int, object]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, column, value in cells:
            sheet.write(row, column, value)
    return out.getvalue()


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def rezipped(content: bytes, path: str, part: bytes) -> bytes:
    """The .xlsx file with one of its parts replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return zipped(**{name: package.read(name) for name in package.namelist() if name != path}, **{path: part})


SHEET = "xl/worksheets/sheet1.xml"
SMALL = workbook((0, 0, "a"), (0, 1, "b"), (1, 0, "x"), (1, 1, 1))


def sheet(body: str, before: str = "") -> bytes:
    xml = f'<?xml version="1.0"?>{before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return rezipped(SMALL, SHEET, f"{xml}<sheetData>{body}</sheetData></worksheet>".encode())


#: name -> the file, or how a large one is made when its turn comes, and its code
REFUSED: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "empty": (b"", "file_empty"),
    "only a mark": (b"\xef\xbb\xbf", "file_empty"),
    "only blank lines": (b"\r\n , ,\r\n\r\n", "file_empty"),
    "only headings": ("名称,类型\n".encode(), "no_rows"),
    "empty workbook": (workbook, "file_empty"),
    "too large": (lambda: b"a,b\n" * (MAX_BYTES // 4 + 1), "file_too_large"),
    "too many rows": (b"a,b\n" + b"x,1\n" * (MAX_ROWS + 1), "too_many_rows"),
    "far too many rows": (b"a,b\n" + b"x,1\n" * (MAX_ROWS + 1000), "too_many_rows"),
    "too many columns": (b"a," * MAX_COLUMNS + b"b\n1,2\n", "too_many_columns"),
    "open quote": ('名称,备注\n"东门,好\n西门,坏\n'.encode(), "open_quote"),
    "long cell": ('名称,备注\n"东门","'.encode() + b"x" * 200_000 + '"\n西门,坏\n'.encode(), "long_cell"),
    "no known letters": (b"\x81\xff\xfe\x30,1\n", "bad_encoding"),
    "picture": (b"\x89PNG\r\n\x1a\n0000", "not_a_table"),
    "photo": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "not_a_table"),
    "phone photo": (b"\x00\x00\x00\x18ftypheic0000", "not_a_table"),
    "pdf": (b"%PDF-1.7\n", "not_a_table"),
    "program": (b"MZ\x90\x00\x03", "not_a_table"),
    "rar": (b"Rar!\x1a\x07\x00", "not_a_table"),
    "page without a table": (b"<html><body>sign in</body></html>", "not_a_table"),
    "plain zip": (zipped(**{"a.txt": b"x"}), "not_a_table"),
    "word": (zipped(**{"word/document.xml": b"<x/>"}), "not_a_table"),
    "open document": (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "not_a_table"),
    "locked": ((FILES / "locked.xlsx").read_bytes(), "file_encrypted"),
    "half an xlsx": (SMALL[: len(SMALL) // 2], "file_damaged"),
    "half an xls": (PLATFORM[: len(PLATFORM) // 2], "file_damaged"),
    "only the start of an xls": (PLATFORM[:100], "file_damaged"),
    "broken sheet": (rezipped(SMALL, SHEET, b"<worksheet><sheetData><row"), "file_damaged"),
    "declared entities": (sheet("", '<!DOCTYPE x [<!ENTITY a "b">]>'), "file_damaged"),
    "unpacks too large": (lambda: rezipped(SMALL, SHEET, b" " * (65 << 20)), "unpacks_too_large"),
    "claimed texts": (
        lambda: rezipped(
            workbook((0, 0, "a")), "xl/sharedStrings.xml", b'<sst uniqueCount="4294967295"><si><t>a</t></si></sst>'
        ),
        "file_damaged",
    ),
    "cells far apart": (lambda: workbook((0, 0, "a"), (1_048_575, 16_383, "b")), "cells_scattered"),
    "cells far apart by rows": (
        sheet('<row><c r="A1"><v>1</v></c></row><row r="1048576">' + "<c><v>2</v></c>" * 9 + "</row>"),
        "cells_scattered",
    ),
}


@pytest.mark.parametrize(("content", "code"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_no_table_gets_its_own_sentence(content: bytes | Callable[[], bytes], code: str) -> None:
    with pytest.raises(errors.Invalid) as refusal:
        read_table(content() if callable(content) else content, "表.xlsx")
    assert refusal.value.code == code
    assert str(refusal.value.message).endswith(".")


def test_formatted_but_empty_cells_far_below_do_no_harm() -> None:
    styled = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    table = read_table(sheet(styled + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'), "f.xlsx")
    assert [row.values for row in table.rows] == [(2,)]


def test_a_zip_that_lies_about_its_sizes_is_damaged() -> None:
    content = bytearray(rezipped(SMALL, SHEET, b" " * (65 << 20)))
    true_size = struct.pack("<I", 65 << 20)
    assert content.count(true_size) == 2
    with pytest.raises(errors.Invalid) as refusal:
        read_table(bytes(content.replace(true_size, struct.pack("<I", 4096))), "f.xlsx")
    assert refusal.value.code == "file_damaged"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        # the first record behind the workbook's own becomes FILEPASS
        (b"\xe1\x00\x02\x00", b"\x2f\x00\x02\x00", "file_encrypted"),
        (struct.pack("<HHHHH", 0x00FC, 0, 0, 0, 0)[:2], None, "file_damaged"),
    ],
)
def test_records_of_an_old_workbook_are_checked(old: bytes, new: bytes | None, code: str) -> None:
    if new is None:  # the table of texts claims two thousand million of them
        at = PLATFORM.index(old, 512)
        content = PLATFORM[: at + 8] + b"\xff\xff\xff\x7f" + PLATFORM[at + 12 :]
    else:
        content = PLATFORM.replace(old, new, 1)
    with pytest.raises(errors.Invalid) as refusal:
        read_table(content, "f.xls")
    assert refusal.value.code == code


def test_a_ring_of_sectors_ends() -> None:
    """Sector 0 of the allocation table points to itself."""
    fat = struct.unpack_from("<I", PLATFORM, 76)[0]
    at = (fat + 1) * 512
    content = PLATFORM[:at] + struct.pack("<I", 0) + PLATFORM[at + 4 :]
    with pytest.raises(errors.Invalid) as refusal:
        read_table(content, "f.xls")
    assert refusal.value.code == "file_damaged"


def test_pasted_text_has_the_same_limits() -> None:
    for text, code in (("", "file_empty"), (" \n\t\n", "file_empty"), ("a\n" * (MAX_ROWS + 30), "too_many_rows")):
        with pytest.raises(errors.Invalid) as refusal:
            read_pasted(text)
        assert refusal.value.code == code
