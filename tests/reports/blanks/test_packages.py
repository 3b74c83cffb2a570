"""Which files are not taken, each with a sentence of its own that says what to do."""

import io
import zipfile

import pytest
from flask import Flask
from flask_babel import force_locale

from outreach.demo.content.others_forms import quarterly_form
from outreach.errors import Refusal
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


def test_workbooks_and_documents_are_taken() -> None:
    assert checked_kind(quarterly_form(), "a.xlsx") is Kind.XLSX
    assert checked_kind(word_form(), "a.docx") is Kind.DOCX
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
        (quarterly_form()[:-200], "file_damaged", "damaged"),
        (with_part(quarterly_form(), "xl/vbaProject.bin", "x"), "has_macros", "macros"),
        (with_part(quarterly_form(), "xl/activeX/activeX1.xml", "x"), "has_macros", "macros"),
        (linking("externalLink", "links/1.xml", external=False), "has_links", "break the links"),
        (linking("oleObject", "file:///C:/a.xlsx"), "has_links", "break the links"),
        (linking("attachedTemplate", "https://example.invalid/a.dotm"), "has_links", "break the links"),
        (linking("image", "\\\\server\\share\\a.png"), "has_links", "break the links"),
        (with_part(quarterly_form(), "word/_rels/a.rels", "<!DOCTYPE a []><a/>"), "file_damaged", "damaged"),
        (bomb(), "unpacks_too_large", "unpacks"),
        (b"PK" + b"\x00" * (9 << 20), "file_too_large", "8 MiB"),
    ],
    ids=range(15),
)
def test_other_files_are_refused_with_what_to_do(sqlite_app: Flask, content: bytes, code: str, words: str) -> None:
    with sqlite_app.test_request_context(), force_locale("en"):
        with pytest.raises(Refusal) as refused:
            checked_kind(content, "表.xlsx")
        assert refused.value.code == code
        assert words in str(refused.value.message) and refused.value.field == "file"
