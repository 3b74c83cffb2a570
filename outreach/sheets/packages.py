"""What is inside an .xlsx file, looked at before it is opened: its sizes, and how far its cells lie apart."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from typing import Any
from xml.parsers import expat

from flask_babel import lazy_gettext as _

from outreach import errors
from outreach.sheets.limits import MAX_AREA, MAX_PARTS, MAX_UNPACKED_BYTES

#: the parts that hold cells, and what they need to be read: no pictures, charts or embedded files
NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/([^/]+\.xml|_rels/[^/]+|worksheets/(_rels/)?[^/]+)", re.IGNORECASE
)
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
CHUNK = 1 << 20
#: what the library says of a zip that is damaged, or packed in a way of its own
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
)


def repacked(content: bytes, name: str, *, most_held: int | None = None) -> io.BytesIO:
    """An .xlsx file made anew from the needed parts of `content`, each unpacked and checked.

    So what was checked is what is opened: sizes in a zip's directory can lie. Invalid for a damaged file, an encrypted
    one, one that unpacks to far more than a table needs, and for the other kinds of zip; with `most_held` also where it
    holds more cells, empty ones and those inside of merges counted, for a reader that makes something of each.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_kind(package, name)
            parts = _needed_parts(package, name)
            return _stored({part.filename: package.read(part) for part in parts}, name, most_held)
    except UNREADABLE as failure:
        raise damaged(name) from failure


def damaged(name: str) -> errors.Invalid:
    """The refusal of a file that breaks off or contradicts itself."""
    return errors.Invalid(
        _(
            "“%(name)s” is damaged or incomplete. Open it in a spreadsheet, save it again, and try once more.",
            name=name,
        ),
        code="file_damaged",
        name=name,
    )


def encrypted(name: str) -> errors.Invalid:
    """The refusal of a file that asks for a password."""
    return errors.Invalid(
        _("“%(name)s” is protected by a password. Save it without one first.", name=name),
        code="file_encrypted",
        name=name,
    )


def scattered(name: str, row: int, column: int) -> errors.Invalid:
    """The refusal of a sheet with a cell so far off that the rectangle around all would fill the memory."""
    return errors.Invalid(
        _(
            "“%(name)s” has cells far away from its table, in row %(row)s. Delete them, or paste the table.",
            name=name,
            row=row,
        ),
        code="cells_scattered",
        name=name,
        row=row,
        column=column,
    )


def too_much(name: str) -> errors.Invalid:
    """The refusal of a file in which far more lies than a table needs."""
    return errors.Invalid(
        _("“%(name)s” unpacks to far more than a table needs. Copy the table itself and paste it here.", name=name),
        code="unpacks_too_large",
        name=name,
    )


def too_wide(rows: int, columns: int) -> bool:
    """Whether a rectangle of cells is more than a sheet may take."""
    return rows * columns > MAX_AREA


def _check_kind(package: zipfile.ZipFile, name: str) -> None:
    names = set(package.namelist())
    message: Any = None
    if any(part.flag_bits & 1 for part in package.infolist()):
        raise encrypted(name)
    if "xl/workbook.bin" in names or "mimetype" in names:
        message = _("“%(name)s” is a spreadsheet of another kind. Save it as .xlsx first.", name=name)
    elif "word/document.xml" in names or "ppt/presentation.xml" in names:
        message = _("“%(name)s” is a text document, not a table. Copy the table in it and paste it here.", name=name)
    elif "xl/workbook.xml" not in names:
        message = _("“%(name)s” is an archive. Unpack it first, then choose the table in it.", name=name)
    if message:
        raise errors.Invalid(message, code="not_a_table", name=name)


def _needed_parts(package: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    parts = [part for part in package.infolist() if NEEDED.fullmatch(part.filename)]
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES or len(parts) > MAX_PARTS:
        raise too_much(name)
    return parts


def _stored(parts: dict[str, bytes], name: str, most_held: int | None) -> io.BytesIO:
    stored, held = io.BytesIO(), 0
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as package:
        for path, part in parts.items():
            if SHEET.fullmatch(path):
                extent = _Extent(name, most_held, held)
                extent.follow(part)
                held = extent.held
            else:
                _Sums(name, len(part)).follow(part)
            package.writestr(path, part)
    stored.seek(0)
    return stored


class _Follower:
    """Goes through the XML of one part; damaged where it is not well-formed or declares entities of its own."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.element
        self.parser.StartDoctypeDeclHandler = self._refuse  # no office program writes one

    def follow(self, part: bytes) -> None:
        try:
            for start in range(0, len(part), CHUNK):
                self.parser.Parse(part[start : start + CHUNK], False)
            self.parser.Parse(b"", True)
        except (expat.ExpatError, LookupError) as failure:  # broken, or in an unknown encoding
            raise damaged(self.name) from failure

    def element(self, tag: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def _refuse(self, *_declaration: object) -> None:
        raise damaged(self.name)


class _Sums(_Follower):
    """Refuses a part that claims to hold more things than it has bytes: memory is asked for by that number.

    Only the `count` of the shared texts says how often they are used, and a word of a list stands in every row.
    """

    def __init__(self, name: str, size: int) -> None:
        super().__init__(name)
        self.size = size

    def element(self, tag: str, attributes: dict[str, str]) -> None:
        for key in ("count", "uniqueCount"):
            claimed = attributes.get(key, "0")
            most = MAX_AREA if key == "count" and tag.rpartition(" ")[2] == "sst" else self.size
            if not claimed.isdecimal() or len(claimed) > 10 or int(claimed) > most:
                raise damaged(self.name)


class _Extent(_Follower):
    """Follows the cells of one sheet, and refuses it once those with a value lie too far apart.

    It is called for every cell of a file: what it found out once, a letter's column or a row's number, it keeps.
    """

    def __init__(self, name: str, most_held: int | None, held: int) -> None:
        super().__init__(name)
        self.held, self.most_held = held, most_held
        self.row = self.column = self.rows = self.columns = 0
        self._tags: dict[str, str] = {}
        self._columns: dict[str, int] = {}
        self._digits = ""

    def element(self, tag: str, attributes: dict[str, str]) -> None:
        known = self._tags.get(tag) or self._tags.setdefault(tag, tag.rpartition(" ")[2])
        if known == "c":
            self._place(attributes.get("r"))
            if self.most_held is not None:
                self._hold(1)
        elif known in ("v", "is"):
            if self.row > self.rows or self.column > self.columns:
                self._grow()
        elif known == "row":
            self._digits = attributes.get("r") or str(self.row + 1)
            self.row, self.column = self._number(self._digits), 0
        elif known == "mergeCell" and self.most_held is not None:
            self._hold(self._area(attributes.get("ref", "")))

    def _hold(self, count: int) -> None:
        self.held += count
        if self.most_held is not None and self.held > self.most_held:
            raise too_much(self.name)

    def _area(self, reference: str) -> int:
        first, _to, last = reference.replace("$", "").partition(":")
        corners = [re.fullmatch(r"([A-Za-z]{1,3})([0-9]{1,7})", each) for each in (first, last or first)]
        if not all(corners):
            raise damaged(self.name)
        (left, top), (right, bottom) = ((self._column(each[1]), int(each[2])) for each in corners if each)
        return (1 + abs(bottom - top)) * (1 + abs(right - left))

    def _grow(self) -> None:
        self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
        if too_wide(self.rows, self.columns):
            raise scattered(self.name, self.rows, self.columns)

    def _place(self, reference: str | None) -> None:
        """Notes the row and column of a cell; one without a reference stands behind the cell before it."""
        if reference is None:
            self.column += 1
            return
        letters = reference.rstrip("0123456789")
        column = self._columns.get(letters)
        self.column = self._column(letters) if column is None else column
        digits = reference[len(letters) :]
        if digits != self._digits:
            self.row, self._digits = self._number(digits), digits

    def _column(self, letters: str) -> int:
        if not re.fullmatch(r"[A-Za-z]{1,3}", letters):
            raise damaged(self.name)
        column = 0
        for letter in letters.upper():
            column = column * 26 + ord(letter) - ord("A") + 1
        return self._columns.setdefault(letters, column)

    def _number(self, text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,7}", text):
            raise damaged(self.name)
        return int(text)
