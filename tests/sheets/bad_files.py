"""Files that are brought as tables and are none, or only just: what people, platforms and attackers send."""

import io
import os
import struct
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import xlsxwriter

FILES = Path(__file__).parent / "files"
MB = 1 << 20
SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
HEAD = "名称,类型\n"


def workbook(*rows: tuple[object, ...], merged: tuple[str, ...] = ()) -> bytes:
    """An .xlsx file of these rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write(number, column, value)
        for area in merged:
            sheet.merge_range(area, "合并")
    return out.getvalue()


SMALL = workbook(("名称", "类型"), ("三江镇", "乡镇"))


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def with_part(path: str, part: bytes, content: bytes = SMALL) -> bytes:
    """The .xlsx file with one of its parts replaced, or with one more."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return zipped({name: package.read(name) for name in package.namelist()} | {path: part})


def sheet(body: str, before: str = "") -> bytes:
    """An .xlsx file whose sheet has this XML."""
    xml = f'<?xml version="1.0"?>{before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return with_part(SHEET, f"{xml}<sheetData>{body}</sheetData></worksheet>".encode())


def cells(count: int, text: str = "x") -> str:
    """So many cells that spell their text out."""
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>' * count


def laughs(levels: int = 10) -> str:
    """Entities that stand for a thousand million of each other."""
    lines = ['<!ENTITY l0 "ha">', *(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels))]
    return f"<!DOCTYPE x [{''.join(lines)}]>"


def lying(content: bytes, true: int, told: int) -> bytes:
    """The zip file whose directory tells another size of a part."""
    return content.replace(struct.pack("<I", true), struct.pack("<I", told))


def compound(*streams: str) -> bytes:
    """A compound file (OLE) with empty streams of these names."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<8I", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0)
    header += b"\xff" * (512 - len(header))
    fat = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    entries = b""
    for kind, name in [(5, "Root Entry"), *((2, each) for each in streams)]:
        text = name.encode("utf-16-le") + b"\0\0"
        entry = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + b"\xff" * 12 + bytes(36)
        entries += entry + struct.pack("<IQ", 0xFFFFFFFE, 0)
    return header + fat + entries.ljust(512, b"\0")


def old_workbook(record: int) -> bytes:
    """An .xls file in which one of the first records is another: 0x2f says that a password is needed (RC4 or XOR)."""
    content = (FILES / "platform.xls").read_bytes()
    return content.replace(b"\xe1\x00\x02\x00", struct.pack("<HH", record, 2), 1)


@cache
def bomb() -> bytes:
    """An .xlsx file that unpacks to 200 MB of blanks; packing them takes most of a second."""
    return with_part(SHEET, b" " * (200 * MB))


Make = Callable[[], bytes]

#: name -> how it is made, its file's name, the code of the refusal
REFUSED: dict[str, tuple[Make, str, str]] = {
    "empty": (lambda: b"", "a.csv", "file_empty"),
    "only a mark": (lambda: b"\xef\xbb\xbf", "a.csv", "file_empty"),
    "blanks": (lambda: b" \r\n,,\r\n", "a.csv", "file_empty"),
    "headings only": (HEAD.encode, "a.csv", "no_rows"),
    "xlsx with a password": ((FILES / "locked.xlsx").read_bytes, "a.xlsx", "file_encrypted"),
    "xls with a password": (lambda: old_workbook(0x2F), "a.xls", "file_encrypted"),
    "half an xlsx": (lambda: SMALL[: len(SMALL) // 2], "a.xlsx", "file_damaged"),
    "half an xls": (lambda: (FILES / "platform.xls").read_bytes()[:2800], "a.xls", "file_damaged"),
    "eleven megabytes": (lambda: b"a,b\n" * (11 * MB // 4), "a.csv", "file_too_large"),
    "zip bomb": (bomb, "a.xlsx", "unpacks_too_large"),
    "lying zip bomb": (lambda: lying(with_part(SHEET, b" " * (65 * MB)), 65 * MB, 4096), "a.xlsx", "file_damaged"),
    "zip bomb in a zip": (lambda: zipped({"a.xlsx": bomb()}), "a.xlsx", "not_a_table"),
    "many small parts": (
        lambda: zipped({"xl/workbook.xml": b"<x/>"} | {f"xl/worksheets/s{n}.xml": b"<x/>" for n in range(2500)}),
        "a.xlsx",
        "unpacks_too_large",
    ),
    "billion laughs": (lambda: sheet("<row><c><v>&l9;</v></c></row>", laughs()), "a.xlsx", "file_damaged"),
    "laughing texts": (
        lambda: with_part(TEXTS, f"{laughs()}<sst><si><t>&l9;</t></si></sst>".encode()),
        "a.xlsx",
        "file_damaged",
    ),
    "entity of a file": (
        lambda: sheet("<row><c><v>&e;</v></c></row>", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        "a.xlsx",
        "file_damaged",
    ),
    "deeply nested": (lambda: sheet("<row>" * 200_000 + "</row>" * 200_000), "a.xlsx", "file_empty"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + os.urandom(1000), "a.xls", "not_a_table"),
    "photo": (lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + os.urandom(1000), "a.xlsx", "not_a_table"),
    "pdf": (lambda: b"%PDF-1.7\n", "a.xls", "not_a_table"),
    "word document": (lambda: compound("WordDocument", "1Table"), "a.xls", "not_a_table"),
    "thumbs.db": (lambda: compound("Catalog", "256_1a2b"), "a.xls", "not_a_table"),
    "docx": (lambda: zipped({"word/document.xml": b"<x/>"}), "a.xlsx", "not_a_table"),
    "rar": (lambda: b"Rar!\x1a\x07\x00", "a.xls", "not_a_table"),
    "program": (lambda: b"MZ\x90\x00\x03", "a.csv", "not_a_table"),
    "noise": (lambda: os.urandom(MB), "a.csv", "not_a_table"),
    "page without a table": (lambda: b"<html><script>alert(1)</script></html>", "a.xls", "not_a_table"),
    "page of a million cells": (
        lambda: b"<table><tr>" + b"<td>1</td>" * (MB - 100) + b"</tr></table>",
        "a.xls",
        "too_many_columns",
    ),
    "page of many rows": (
        lambda: b"<table>" + b"<tr><td>1</td></tr>" * 500_000 + b"</table>",
        "a.xls",
        "too_many_rows",
    ),
    "page of many tables": (lambda: b"<table><tr><td>" * 600_000, "a.xls", "unpacks_too_large"),
    "page of broken tags": (lambda: b"<" * (9 * MB), "a.xls", "not_a_table"),
    "page of comments": (lambda: b"<!--" * (2 * MB), "a.xls", "not_a_table"),
    "page of references": (lambda: b"<table><tr><td>" + b"&amp;" * MB, "a.xls", "no_rows"),
    "noughts": ((HEAD + "三江\0镇,乡镇\n").encode, "a.csv", "not_a_table"),
    "a line of nine megabytes": ((HEAD + "东" * 3 * MB).encode, "a.csv", "long_cell"),
    "a line of many cells": ((HEAD + "a," * 4 * MB).encode, "a.csv", "too_many_columns"),
    "a heading of many cells": (lambda: b"a," * 16_384 + b"\n1,2\n", "a.csv", "too_many_columns"),
    "16,384 columns": (lambda: workbook(tuple("abc" for _n in range(16_384)), ("x",)), "a.xlsx", "too_many_columns"),
    "many rows": ((HEAD + "镇,乡镇\n" * 100_000).encode, "a.csv", "too_many_rows"),
    "many empty rows": (lambda: b"a,b\n" + b"\n" * 1_100_000 + b"1,2\n", "a.csv", "too_many_rows"),
    "a quote that stays open": ((HEAD + '"镇,乡镇\n' * 9999).encode, "a.csv", "open_quote"),
    "broken GB18030": (lambda: HEAD.encode("gb18030") + b"\xc8\xfd\x81\xff,\xb7\xff\n", "a.csv", "bad_encoding"),
    "broken UTF-8": (lambda: HEAD.encode() + b"\xe4\xb8,\xff\n", "a.csv", "bad_encoding"),
    "half of UTF-16": (lambda: (HEAD + "镇,乡镇\n").encode("utf-16")[:-1], "a.csv", "bad_encoding"),
    "cells far apart": (
        lambda: sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "a.xlsx",
        "cells_scattered",
    ),
    "more cells than a sheet takes": (
        lambda: sheet(("<row>" + "<c><v>1</v></c>" * 250 + "</row>") * 14_000),
        "a.xlsx",
        "too_many_columns",
    ),
    "claimed texts": (
        lambda: with_part(TEXTS, b'<sst uniqueCount="4294967295"><si><t>a</t></si></sst>'),
        "a.xlsx",
        "file_damaged",
    ),
}


def _merged() -> bytes:
    merged = tuple(f"A{2 * n + 3}:H{2 * n + 4}" for n in range(3000))
    return workbook(("名称", "类型"), ("三江镇", "乡镇"), merged=merged)


#: name -> how it is made, its file's name, its first cell below the headings
TAKEN: dict[str, tuple[Make, str, object]] = {
    "UTF-16 with a mark": (lambda: (HEAD + "三江镇,乡镇\n").encode("utf-16"), "a.csv", "三江镇"),
    "UTF-16 without a mark": (lambda: (HEAD + "三江镇,乡镇\n").encode("utf-16-le"), "a.csv", "三江镇"),
    "UTF-16 the other way": (lambda: (HEAD + "三江镇,乡镇\n").encode("utf-16-be"), "a.csv", "三江镇"),
    "GB18030": (lambda: (HEAD + "三江镇,乡镇\n").encode("gb18030"), "a.csv", "三江镇"),
    "a formula": ((HEAD + '"=HYPERLINK(""http://x"")",乡镇\n').encode, "a.csv", '=HYPERLINK("http://x")'),
    "links to other files": (
        lambda: with_part("xl/externalLinks/externalLink1.xml", laughs().encode() + b"<x>&l9;</x>"),
        "a.xlsx",
        "三江镇",
    ),
    "merged all over": (_merged, "a.xlsx", "三江镇"),
    "far dates": (lambda: workbook(("名称", "类型"), (2_958_465, "9999-12-31")), "a.xlsx", 2_958_465),
    "1e308": (
        lambda: sheet('<row><c t="inlineStr"><is><t>名称</t></is></c></row><row><c><v>1e308</v></c></row>'),
        "a.xlsx",
        int(1e308),
    ),
    "300 digits": ((HEAD + "9" * 300 + ",乡镇\n").encode, "a.csv", "9" * 300),
    "page with scripts": (
        "<table><tr><td>名称</td></tr><tr><td><script>alert(1)</script>镇</td></tr></table>".encode,
        "a.xls",
        "alert(1)镇",
    ),
}
