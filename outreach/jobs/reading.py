"""From the bytes of a list to what would become of each of its rows."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.jobs.imports import Importer
from outreach.jobs.progress import counted
from outreach.jobs.recent import read_once
from outreach.jobs.rules import Phase
from outreach.jobs.verdicts import Judged, Verdict, counts_of, digest_of
from outreach.sheets.columns import Chosen, Matched, Record, match_columns, names_of
from outreach.sheets.reading import read_pasted, read_table
from outreach.sheets.tables import Table
from outreach.sheets.typed import Value, is_blank, plain

#: Who filled the table in, and who checked it.
_FOOT = re.compile(r"(?:填表|制表|填报|审核|复核|审批|负责)(?:人|单位|日期|时间)?:")
_TOTAL = re.compile(r"(?:(?:本页)?[合总小共累]计|(?:grand|sub)?totals?):?")


@dataclass(frozen=True)
class Reading:
    """A list as it was understood, and its rows as they were judged; `totals` are the numbers of those that add up."""

    matched: Matched
    rows: tuple[Judged, ...]
    totals: tuple[int, ...] = ()

    @cached_property
    def counts(self) -> dict[Verdict, int]:
        """How many rows have each verdict."""
        return counts_of(self.rows)

    @cached_property
    def digest(self) -> str:
        """A name for exactly these verdicts."""
        return digest_of(self.rows)

    @property
    def to_write(self) -> list[Judged]:
        """The rows that would be stored."""
        return [row for row in self.rows if row.writes]


def table_in(importer: Importer, content: bytes, name: str, sheet: str | None = None) -> Table:
    """The table in `content`, whatever its headings; raises Invalid, with a sentence each, for a file that is wrong."""
    if name:
        # `names_of` tells what the columns are called; the labels of messages do not change what is read
        how = ("table", name, sheet, names_of(importer.columns))
        return read_once(content, how, lambda: read_table(content, name, importer.columns, sheet=sheet))
    return read_pasted(content.decode("utf-8"), importer.columns)


def match(importer: Importer, content: bytes, name: str, chosen: Chosen | None = None) -> Matched:
    """The table in `content`, its columns known; `name` is the file's, "" for pasted text.

    What the importer recognises needs no matching. `chosen` is what a person said of the columns. Raises Invalid, with
    a sentence each, for all that can be wrong with a file or its headings.
    """
    matched = recognised(importer, content, name)
    if matched is None:
        sheet = chosen.sheet if chosen else None
        matched = match_columns(table_in(importer, content, name, sheet), importer.columns, chosen)
    elif chosen:
        matched = replace(matched, same={**matched.same, **chosen.same})
    totals = total_rows(matched)
    if all(record.number in totals for record in matched.records()):
        raise Invalid(_("There are headings, but no row below them."), code="no_rows")
    return matched


def recognised(importer: Importer, content: bytes, name: str) -> Matched | None:
    """The table of a file, or of pasted cells, that the importer knows by its headings; None for any other."""
    recognise = importer.recognise
    if recognise is None:
        return None
    return read_once(content, ("recognised", name, recognise), lambda: recognise(content, name))


def judged(importer: Importer, matched: Matched, *, today: date) -> Reading:
    """The rows of the table with their verdicts, those left out that begin with the word for a total."""
    totals = total_rows(matched)
    records: list[Record] = [record for record in matched.records() if record.number not in totals]
    return Reading(matched, tuple(importer.judge(counted(records, Phase.JUDGING), today=today)), tuple(sorted(totals)))


def total_rows(matched: Matched) -> frozenset[int]:
    """The numbers of the rows that name no thing: they begin with 合计 or the like, or with who filled the table in."""
    firsts = ((row.number, next((cell for cell in row.values if not is_blank(cell)), "")) for row in matched.table.rows)
    return frozenset(number for number, cell in firsts if _TOTAL.fullmatch(_word(cell)) or _FOOT.match(_word(cell)))


def _word(cell: Value) -> str:
    return "".join(plain(cell).casefold().split()) if isinstance(cell, str) and len(cell) < 20 else ""
