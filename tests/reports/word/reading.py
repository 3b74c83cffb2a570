"""Word files read again, as tests ask about them."""

import io
import zipfile
from typing import Any

import docx
from docx.oxml.ns import qn


def opened(content: bytes) -> Any:
    """The file as python-docx reads it."""
    return docx.Document(io.BytesIO(content))


def texts(document: Any) -> list[str]:
    """The paragraphs of the body that say something, those of tables aside; numbers of references belong to them."""
    said = (
        "".join(each.text or "" for each in p.iter(qn("w:t"))) for p in document.element.body.iterchildren(qn("w:p"))
    )
    return [text for text in said if text]


def parts_of(content: bytes) -> dict[str, bytes]:
    """The files inside."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def rows(table: Any) -> list[list[str]]:
    """The cells of a table."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def number(text: str) -> int:
    """What a cell says: 12,734, −77."""
    return int(text.replace(",", "").replace("−", "-"))


def rebuilt(content: bytes, changes: dict[str, bytes | None]) -> bytes:
    """The package with parts changed, added, or left out (None)."""
    parts = {name: part for name, part in {**parts_of(content), **changes}.items() if part is not None}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file.getvalue()
