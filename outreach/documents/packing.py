"""Word files as bytes: the same content gives the same bytes, and nothing of the machine stands in them."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from lxml import etree

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SINCE_ALWAYS = (1980, 1, 1, 0, 0, 0)
_MARKS_OF_EDITING = [
    qn(f"w:{mark}") for mark in ("rsidR", "rsidRDefault", "rsidP", "rsidRPr", "rsidDel", "rsidSect", "rsidTr")
]
_ABOUT_THE_AUTHOR = {RT.EXTENDED_PROPERTIES, RT.CUSTOM_PROPERTIES, RT.THUMBNAIL}


@dataclass(frozen=True)
class Entry:
    """One file inside of a package."""

    name: str
    content: str | bytes


def packed(entries: Iterable[Entry]) -> bytes:
    """The zip of these, in their order, without times of its own."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for entry in entries:
            known = zipfile.ZipInfo(entry.name, _SINCE_ALWAYS)
            known.compress_type, known.create_system = zipfile.ZIP_DEFLATED, 0
            package.writestr(known, entry.content)
    return file.getvalue()


def finished(document: Any, *, title: str, author: str, at: datetime) -> bytes:
    """The document as a file that says of itself its title, its author (the bureau) and its instant, and no more."""
    _forget_editing(document)
    about = document.core_properties
    instant = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    about.title, about.author, about.last_modified_by = title, author, author
    about.language, about.revision, about.created, about.modified = "zh-CN", 1, instant, instant
    about.subject = about.keywords = about.comments = about.category = about.content_status = ""
    about.version = about.identifier = ""
    file = io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as package:
        return packed(Entry(name, package.read(name)) for name in package.namelist())


def _forget_editing(document: Any) -> None:
    """Take out what Word remembers of who wrote when: numbers of sessions, the company, a picture of the first page."""
    package = document.part.package
    for key in [key for key, each in package.rels.items() if each.reltype in _ABOUT_THE_AUTHOR]:
        del package.rels[key]
    for part in package.iter_parts():
        element = getattr(part, "element", None)
        if element is None:
            continue
        etree.strip_attributes(element, *_MARKS_OF_EDITING)
        for each in element.findall(qn("w:rsids")):
            element.remove(each)
