"""What is inside an .xls file, looked at before it is opened: a small reader of compound files ([MS-CFB], [MS-XLS]).

The library that reads the cells takes a file's own numbers for the memory it asks for, and the process ends where they
are wild; so they are checked here.
"""

import struct
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _

from outreach import errors
from outreach.sheets.packages import damaged, encrypted, scattered, too_wide

END, FREE = 0xFFFFFFFE, 0xFFFFFFFF
MINI_CUTOFF = 4096
CELLS = frozenset({0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x0207, 0x027E})
BOF, FILEPASS, SST, DIMENSIONS = 0x0809, 0x002F, 0x00FC, 0x0200
MOST_ROWS, MOST_COLUMNS = 65_536, 256


class _Entry(NamedTuple):
    """A stream of the file: where it begins, and how many bytes it has."""

    start: int
    size: int


def check_compound(content: bytes, name: str) -> None:
    """Refuses a compound file that is damaged, encrypted, no workbook, or whose cells lie too far apart."""
    try:
        compound = _Compound(content)
        entries = compound.entries()
        if "EncryptedPackage" in entries:
            raise encrypted(name)
        workbook = entries.get("Workbook") or entries.get("Book")
        if workbook is None:
            raise errors.Invalid(_no_workbook(name, entries), code="not_a_table", name=name)
        _check_records(compound.stream(workbook), name)
    except (ValueError, IndexError, struct.error, UnicodeDecodeError) as failure:
        raise damaged(name) from failure


def _no_workbook(name: str, entries: dict[str, _Entry]) -> Any:
    if "WordDocument" in entries:
        return _("“%(name)s” is a text document, not a table. Copy the table in it and paste it here.", name=name)
    return _("“%(name)s” is not a table. Files of the kinds .xlsx, .xls and .csv can be read.", name=name)


class _Compound:
    """The sectors of a compound file; ValueError or IndexError where they contradict each other."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        major, _order, shift, mini_shift = struct.unpack_from("<HHHH", content, 26)
        if (major, shift) not in ((3, 9), (4, 12)) or mini_shift != 6:
            raise ValueError("no compound file of version 3 or 4")
        self.size = 1 << shift
        self.sectors = -(-len(content) // self.size)
        fats, directory, _signature, cutoff, mini, minis, extra, extras = struct.unpack_from("<8I", content, 44)
        if max(fats, minis, extras) > self.sectors or cutoff != MINI_CUTOFF:
            raise ValueError("more tables than sectors")
        self.fat = self._table(self._fat_sectors(fats, extra))
        self.mini_fat = self._table(self._chain(mini, self.fat)) if minis else []
        self.directory = b"".join(map(self._sector, self._chain(directory, self.fat)))
        self.mini_stream = b""

    def entries(self) -> dict[str, _Entry]:
        """The streams by name; the root's own stream holds all the small ones."""
        entries = {}
        for at in range(0, len(self.directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", self.directory, at + 64)
            start, size = struct.unpack_from("<IQ" if self.size == 4096 else "<II", self.directory, at + 116)
            if size > len(self.content):
                raise ValueError("a stream longer than its file")
            if kind == 5:
                self.mini_stream = b"".join(map(self._sector, self._chain(start, self.fat)))
            elif kind == 2:
                text = self.directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le")
                entries[text] = _Entry(start, size)
        for table, is_small in ((self.fat, False), (self.mini_fat, True)):
            _check_no_ring(table, [entry.start for entry in entries.values() if (entry.size < MINI_CUTOFF) == is_small])
        return entries

    def stream(self, entry: _Entry) -> bytes:
        """The bytes of a stream."""
        if entry.size >= MINI_CUTOFF:
            return b"".join(map(self._sector, self._chain(entry.start, self.fat)))[: entry.size]
        parts = (self.mini_stream[64 * at : 64 * at + 64] for at in self._chain(entry.start, self.mini_fat))
        return b"".join(parts)[: entry.size]

    def _sector(self, number: int) -> bytes:
        if not 0 <= number < self.sectors:
            raise ValueError("a sector behind the end of the file")
        return self.content[(number + 1) * self.size : (number + 2) * self.size]

    def _fat_sectors(self, count: int, extra: int) -> list[int]:
        """The sectors of the allocation table: 109 in the header, the rest in sectors chained by their last number."""
        numbers = list(struct.unpack_from("<109I", self.content, 76))
        while extra not in (END, FREE):
            *more, extra = self._table([extra])
            numbers += more
            if len(numbers) > 109 + self.sectors * self.size // 4:
                raise ValueError("a ring of sectors")
        return [number for number in numbers if number not in (END, FREE)][:count]

    def _table(self, sectors: list[int]) -> list[int]:
        whole = b"".join(map(self._sector, sectors))
        return list(struct.unpack(f"<{len(whole) // 4}I", whole[: len(whole) // 4 * 4]))

    def _chain(self, start: int, table: list[int]) -> list[int]:
        chain: list[int] = []
        while start not in (END, FREE):
            chain.append(start)
            start = table[start]
            if len(chain) > len(table):
                raise ValueError("a ring of sectors")
        return chain


def _check_no_ring(table: list[int], starts: Iterable[int]) -> None:
    """Refuses a table in which following the sectors from one of `starts` never ends; each sector is seen once."""
    seen = [0] * len(table)
    for walk, start in enumerate(starts, 1):
        at = start
        while at < len(table) and not seen[at]:
            seen[at] = walk
            at = table[at]
        if at < len(table) and seen[at] == walk:
            raise ValueError("a ring of sectors")


def _records(workbook: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(workbook):
        kind, length = struct.unpack_from("<HH", workbook, at)
        yield kind, workbook[at + 4 : at + 4 + length]
        at += 4 + length


def _check_records(workbook: bytes, name: str) -> None:
    rows = columns = 0
    for kind, record in _records(workbook):
        if kind == BOF:
            rows = columns = 0
        elif kind == FILEPASS:
            raise encrypted(name)
        elif kind == SST and struct.unpack_from("<I", record, 4)[0] * 3 > len(workbook):
            raise ValueError("more texts than bytes")
        elif kind == DIMENSIONS:
            _check_dimensions(record)
        elif kind in CELLS:
            row, column = struct.unpack_from("<HH", record)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if too_wide(rows, columns):
                raise scattered(name, rows, columns)


def _check_dimensions(record: bytes) -> None:
    """Refuses a sheet that claims to be larger than the format allows; BIFF8 counts rows in 4 bytes, BIFF5 in 2."""
    first_row, last_row, first, last = struct.unpack_from("<IIHH" if len(record) >= 14 else "<HHHH", record)
    if not (0 <= last_row - first_row <= MOST_ROWS and 0 <= last - first <= MOST_COLUMNS):
        raise ValueError("dimensions beyond the format")
