"""The files in which forms come: what is taken, and with which sentence the rest is refused.

Nothing of a file is run or fetched: one with macros, or that draws on other files, is not taken at all.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _
from lxml import etree

from outreach.errors import Invalid, TooLarge
from outreach.sheets.packages import UNREADABLE, damaged, encrypted, too_much

LARGEST_BYTES = 8 * 1024 * 1024
_MOST_UNPACKED, _MOST_PARTS = 64 * 1024 * 1024, 2_000
#: Of one part that is read as a tree, which takes some thirty times as much memory as its text.
_LARGEST_XML = 12 * 1024 * 1024
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ACTIVE = re.compile(r"vbaProject\.bin$|vbaData\.xml$|(^|/)activeX/|xlm|macrosheets/", re.IGNORECASE)
#: Opened only when somebody follows them, or a template on the sender's own disk that nobody will find.
_HARMLESS = re.compile(r"/hyperlink$")
_OWN_DISK = re.compile(r"^(file:///)?[A-Za-z]:[\\/]|^[^:/\\]+$")


#: Fields of Word that bring something in from outside, or run something, whoever opens the file.
_FETCHING = re.compile(
    r"\b(INCLUDETEXT|INCLUDEPICTURE|DDE|DDEAUTO|LINK|IMPORT|DATABASE|MACROBUTTON|RD)\b", re.IGNORECASE
)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Kind(StrEnum):
    """The kinds of file that are filled."""

    XLSX = "xlsx"
    DOCX = "docx"


def legal(text: str) -> str:
    """The text without characters that XML can't hold."""
    return re.sub(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


def checked_kind(content: bytes, name: str) -> Kind:
    """Which kind of form the file is; Invalid or TooLarge, with what to do, for one that is not taken."""
    if len(content) > LARGEST_BYTES:
        message = _("“%(name)s” is larger than %(limit)s MiB. Leave pictures out of it.", name=name, limit=8)
        raise TooLarge(message, field="file", code="file_too_large")
    if not content.startswith(b"PK"):
        raise _refused(_said_of_other(content, name), "not_a_form")
    try:
        parts = read_parts(content, name)
        if any(path.endswith((".xml", ".rels")) and len(part) > _LARGEST_XML for path, part in parts.items()):
            raise too_much(name)
        _check_nothing_active(parts, name)
        return _kind(parts, name)
    except Invalid as refusal:
        raise _refused(refusal.message, refusal.code) from None


def read_parts(content: bytes, name: str) -> dict[str, bytes]:
    """Every part of the package by its path, each unpacked and checked; Invalid for what is damaged or swells."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            listed = package.infolist()
            if any(part.flag_bits & 1 for part in listed):
                raise encrypted(name)
            if len(listed) > _MOST_PARTS or sum(part.file_size for part in listed) > _MOST_UNPACKED:
                raise too_much(name)
            if len({part.filename for part in listed}) != len(listed):
                raise damaged(name)
            return {part.filename: package.read(part) for part in listed}
    except UNREADABLE as failure:
        raise damaged(name) from failure


def with_parts(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with some parts made anew; all others, their order and their times stay as they came."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(made, "w") as copy:
        for part in package.infolist():
            data = changed.get(part.filename)
            copy.writestr(part, package.read(part) if data is None else data, compress_type=zipfile.ZIP_DEFLATED)
    return made.getvalue()


def tree_of(part: bytes, name: str) -> Any:
    """The XML of a part, nothing fetched and no entity resolved; Invalid where it can't be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as failure:
        raise damaged(name) from failure
    if root.getroottree().docinfo.doctype:
        raise damaged(name)
    return root


def written(root: Any) -> bytes:
    """The XML as office programs write it."""
    made: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _kind(parts: Mapping[str, bytes], name: str) -> Kind:
    if "word/document.xml" in parts:
        return Kind.DOCX
    if "xl/workbook.xml" in parts:
        return Kind.XLSX
    if "xl/workbook.bin" in parts:
        raise _refused(_("“%(name)s” is a binary workbook. Save it as .xlsx first.", name=name), "not_a_form")
    message = _("“%(name)s” is neither an .xlsx nor a .docx file. Unpack it, or save it as one of them.", name=name)
    raise _refused(message, "not_a_form")


def _check_nothing_active(parts: Mapping[str, bytes], name: str) -> None:
    if any(_ACTIVE.search(path) for path in parts) or b"macroEnabled" in parts.get("[Content_Types].xml", b""):
        message = _("“%(name)s” carries macros or controls. Save it without them, as .xlsx or .docx.", name=name)
        raise _refused(message, "has_macros")
    for path, part in parts.items():
        if path.endswith(".rels") and any(_draws_on_others(each) for each in tree_of(part, name).iter(_RELATIONSHIP)):
            message = _(
                "“%(name)s” draws on other files. In the spreadsheet, break the links (Data, Edit links), and save it "
                "again.",
                name=name,
            )
            raise _refused(message, "has_links")

    texts = (part for path, part in parts.items() if path.startswith("word/") and path.endswith(".xml"))
    if any(_FETCHING.search(_fields_in(tree_of(part, name))) for part in texts):
        message = _(
            "“%(name)s” holds a field that fetches or opens something else. Turn it into text in Word (Ctrl+Shift+F9).",
            name=name,
        )
        raise _refused(message, "has_links")


def _fields_in(root: Any) -> str:
    """The words of all fields, those of one field together: a program may cut them into many runs."""
    words: list[str] = []
    for element in root.iter(f"{_WORD}instrText", f"{_WORD}fldChar", f"{_WORD}fldSimple"):
        said = element.text if element.tag == f"{_WORD}instrText" else f" {element.get(f'{_WORD}instr', '')} "
        words.append(said or "")
    return "".join(words)


def _draws_on_others(relationship: Any) -> bool:
    kind, target = relationship.get("Type", ""), relationship.get("Target", "")
    if relationship.get("TargetMode") != "External":
        return bool(kind.endswith("/externalLink"))
    is_template = kind.endswith("/attachedTemplate") and _OWN_DISK.search(target)
    return not (_HARMLESS.search(kind) or is_template)


def _said_of_other(content: bytes, name: str) -> Any:
    """What a file that is no package seems to be, and what to do about it."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return _("“%(name)s” is protected by a password. Save it without one first.", name=name)
        return _(
            "“%(name)s” is of the old kind (.xls, .doc, .et, .wps). Open it in WPS or Office, choose “Save as”, and "
            "save it as .xlsx or .docx.",
            name=name,
        )
    if content.startswith(b"%PDF"):
        return _("“%(name)s” is a PDF, which can't be filled. Ask for the .xlsx or .docx it was made of.", name=name)
    if not content:
        return _("There is nothing in “%(name)s”.", name=name)
    return _("“%(name)s” is neither an .xlsx nor a .docx file.", name=name)


def _refused(message: Any, code: str) -> Invalid:
    return Invalid(message, code=code, field="file")
