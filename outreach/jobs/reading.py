"""From the bytes of a list to what would become of each of its rows."""

from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.jobs.imports import Importer
from outreach.jobs.verdicts import Judged, Verdict, counts_of, digest_of
from outreach.sheets.columns import Matched, Record, match_columns
from outreach.sheets.reading import read_pasted, read_table


@dataclass(frozen=True)
class Reading:
    """A list as it was understood, and its rows as they were judged."""

    matched: Matched
    rows: tuple[Judged, ...]

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many rows have each verdict."""
        return counts_of(self.rows)

    @property
    def digest(self) -> str:
        """A name for exactly these verdicts."""
        return digest_of(self.rows)

    @property
    def to_write(self) -> list[Judged]:
        """The rows that would be stored."""
        return [row for row in self.rows if row.writes]


def match(importer: Importer, content: bytes, name: str) -> Matched:
    """The table in `content`, its columns known; `name` is the file's, "" for pasted text.

    Raises Invalid, with a sentence each, for all that can be wrong with a file or its headings.
    """
    if name:
        table = read_table(content, name, importer.columns)
    else:
        table = read_pasted(content.decode("utf-8"), importer.columns)
    matched = match_columns(table, importer.columns)
    if next(matched.records(), None) is None:
        raise Invalid(_("There are headings, but no row below them."), code="no_rows")
    return matched


def judged(importer: Importer, matched: Matched, *, today: date) -> Reading:
    """The rows of the table with their verdicts."""
    records: list[Record] = list(matched.records())
    return Reading(matched, tuple(importer.judge(records, today=today)))
