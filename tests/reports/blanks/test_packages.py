"""Which files are not taken, each with a sentence of its own that says what to do."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask
from flask_babel import force_locale

from outreach.demo.content.others_forms import quarterly_form
from outreach.errors import Refusal
from outreach.reports.blanks.files import layout_of
from outreach.reports.blanks.packages import Kind, checked_kind
from tests.reports.blanks.making import word_form

LINK = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://x/{kind}" Target="{target}"{mode}/></Relationships>'
)


def with_part(content: bytes, path: str, part: str) -> bytes:
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr(path, part)
    return made.getvalue()


def linking(kind: str, target: str, *, external: bool = True) -> bytes:
    part = LINK.format(kind=kind, target=target, mode=' TargetMode="External"' if external else "")
    return with_part(word_form(), "word/_rels/other.xml.rels", part)


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<x/>")
        package.writestr("xl/media/image1.png", b"\x00" * (65 << 20))
    return made.getvalue()


def workbook_with(part: str) -> bytes:
    """The quarterly form with `part` in the place of the merges of its first sheet."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(quarterly_form())) as package, zipfile.ZipFile(made, "w") as copy:
        for each in package.infolist():
            content = package.read(each).decode()
            if each.filename == "xl/worksheets/sheet1.xml":
                content = re.sub(r"(?s)<mergeCells.*</mergeCells>", "", content)
                content = content.replace("</sheetData>", f"</sheetData>{part}")
            copy.writestr(each, content)
    return made.getvalue()


def document_with(body: str) -> bytes:
    made = io.BytesIO()
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>')
    return made.getvalue()


def row_of(cells: str, before: str = "") -> str:
    return f"<w:tbl><w:tr>{before}{cells}</w:tr></w:tbl>"


def wide_cell(span: str) -> str:
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p/></w:tc>'


def field(*runs: str) -> str:
    """A field of Word whose words are cut into runs."""
    words = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)
    ends = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"<w:p>{words.join(ends)}</w:p>"


def broken_lzma() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as package:
        package.writestr("xl/workbook.xml", "<x/>" * 1000)
    content = bytearray(made.getvalue())
    at = content.index(b"xl/workbook.xml") + 23
    content[at : at + 32] = bytes(byte ^ 0x5A for byte in content[at : at + 32])
    return bytes(content)


def test_workbooks_and_documents_are_taken() -> None:
    assert checked_kind(quarterly_form(), "a.xlsx") is Kind.XLSX
    assert checked_kind(word_form(), "a.docx") is Kind.DOCX
    assert checked_kind(document_with(field("PAGE") + field("HYPERLINK x")), "a.docx") is Kind.DOCX
    assert checked_kind(linking("hyperlink", "https://example.invalid/"), "a.docx") is Kind.DOCX
    assert checked_kind(linking("attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm"), "a.docx") is Kind.DOCX


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "not_a_form", ".et, .wps"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "not_a_form", "password"),
        (b"%PDF-1.7", "not_a_form", "PDF"),
        (b"", "not_a_form", "nothing"),
        (b"hello", "not_a_form", "neither"),
        (lambda: quarterly_form()[:-200], "file_damaged", "damaged"),
        (broken_lzma, "file_damaged", "damaged"),
        (lambda: document_with("<w:r/>" * (3 << 20)), "unpacks_too_large", "unpacks"),
        (lambda: with_part(quarterly_form(), "xl/vbaProject.bin", "x"), "has_macros", "macros"),
        (lambda: with_part(quarterly_form(), "xl/activeX/activeX1.xml", "x"), "has_macros", "macros"),
        (lambda: linking("externalLink", "links/1.xml", external=False), "has_links", "break the links"),
        (lambda: linking("oleObject", "file:///C:/a.xlsx"), "has_links", "break the links"),
        (lambda: linking("attachedTemplate", "https://example.invalid/a.dotm"), "has_links", "break the links"),
        (lambda: linking("image", "\\\\server\\share\\a.png"), "has_links", "break the links"),
        (lambda: with_part(quarterly_form(), "word/_rels/a.rels", "<!DOCTYPE a []><a/>"), "file_damaged", "damaged"),
        (lambda: document_with(field("DDE", "AUTO cmd")), "has_links", "field"),
        (lambda: document_with('<w:p><w:fldSimple w:instr="INCLUDETEXT a.docx"/></w:p>'), "has_links", "field"),
        (bomb, "unpacks_too_large", "unpacks"),
        (lambda: b"PK" + b"\x00" * (9 << 20), "file_too_large", "8 MiB"),
    ],
    ids=range(19),
)
def test_other_files_are_refused_with_what_to_do(
    sqlite_app: Flask, content: bytes | Callable[[], bytes], code: str, words: str
) -> None:
    with sqlite_app.test_request_context(), force_locale("en"):
        with pytest.raises(Refusal) as refused:
            checked_kind(content() if callable(content) else content, "表.xlsx")
        assert refused.value.code == code
        assert words in str(refused.value.message) and refused.value.field == "file"


@pytest.mark.parametrize("merged", ["A1:XFD1048576", "$A$1:$C$900000", "XFD1048576:A1"])
def test_a_workbook_merged_to_its_end_is_refused_before_it_fills_the_memory(sqlite_app: Flask, merged: str) -> None:
    content = workbook_with(f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>')
    with sqlite_app.app_context(), pytest.raises(Refusal) as refused:
        layout_of(content, "a.xlsx", Kind.XLSX)
    assert refused.value.code == "unpacks_too_large"


@pytest.mark.parametrize(
    ("body", "spots"),
    [
        (row_of(wide_cell("2000000000")), 1),
        (row_of(wide_cell("all")), 1),
        (row_of(wide_cell("1"), "<w:trPr><w:gridBefore/></w:trPr>"), 1),
        (row_of("<w:tc><w:p/></w:tc>" * 10_000), 63),
        ("<w:p><w:r><w:t>" + "甲：____，" * 50_000 + "</w:t></w:r></w:p>", 500),
    ],
)
def test_a_document_wider_than_any_page_is_read_as_far_as_one(body: str, spots: int) -> None:
    assert len(layout_of(document_with(body), "a.docx", Kind.DOCX).spots) == spots


def test_a_document_of_cells_alone_is_refused(sqlite_app: Flask) -> None:
    with sqlite_app.app_context(), pytest.raises(Refusal) as refused:
        layout_of(document_with(row_of("<w:tc/>" * 20_001)), "a.docx", Kind.DOCX)
    assert refused.value.code == "unpacks_too_large"
