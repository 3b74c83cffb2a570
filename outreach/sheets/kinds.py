"""What a file is by its content: names lie (a platform's user_analysis.xls is a web page)."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from outreach import errors
from outreach.sheets.texts import wide_encoding


class Kind(StrEnum):
    """The kinds of file a table is read from."""

    XLSX = "xlsx"
    XLS = "xls"
    PAGE = "page"
    TEXT = "text"


PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*")
ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


def kind_of(content: bytes, name: str) -> Kind:
    """The kind of file that `content` is; Invalid with a sentence of its own for pictures, PDF, archives and others."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return Kind.XLS
    if content.startswith(b"PK"):
        return Kind.XLSX
    if message := _refusal(content, name):
        raise errors.Invalid(message, code="not_a_table", name=name)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Kind.TEXT
    start = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"\x00" in content and wide_encoding(content) is None:
        raise errors.Invalid(
            _("“%(name)s” is not a table. Files of the kinds .xlsx, .xls and .csv can be read.", name=name),
            code="not_a_table",
            name=name,
        )
    return Kind.PAGE if start.startswith(b"<") else Kind.TEXT


def _refusal(content: bytes, name: str) -> Any:
    """The sentence for what is plainly no table, None where it may be one."""
    if content.startswith(PICTURES) or content[4:8] == b"ftyp":
        return _("“%(name)s” is a picture or a video, not a table. Type its numbers into a table first.", name=name)
    if content.startswith(b"%PDF"):
        return _("“%(name)s” is a PDF, not a table. Ask for the .xlsx file from which it was made.", name=name)
    if content.startswith(ARCHIVES):
        return _("“%(name)s” is an archive. Unpack it first, then choose the table in it.", name=name)
    if content.startswith(b"{\\rtf"):
        return _("“%(name)s” is a text document, not a table. Copy the table in it and paste it here.", name=name)
    return None
