"""What a preview shows of a list: how its headings were understood, and its rows a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request, url_for
from flask_babel import lazy_gettext as _

from outreach.jobs.imports import Importer
from outreach.jobs.reading import Reading
from outreach.jobs.verdicts import Judged, Verdict
from outreach.web import paging
from outreach.web.paging import Page

VERDICTS = {
    Verdict.REFUSED: _("Refused"),
    Verdict.CHANGED: _("Changed"),
    Verdict.NEW: _("New"),
    Verdict.SAME: _("Already there"),
}


@dataclass(frozen=True)
class Heading:
    """A column of the table: what it is called there ("" where it is not there), and what it was taken for."""

    found: str
    meaning: str


@dataclass(frozen=True)
class Chip:
    """A choice above the rows: those of one verdict, or all."""

    label: str
    href: str
    count: int
    is_current: bool


def headings(importer: Importer, reading: Reading) -> list[Heading]:
    """The columns that were understood, in the importer's order."""
    matched = reading.matched
    header, letters = matched.table.header, matched.table.letters
    return [
        Heading(header[place] or letters[place], column.shown)
        for column in importer.all_columns
        if (place := matched.places.get(column.key)) is not None
    ]


def columns_shown(importer: Importer, reading: Reading) -> list[tuple[str, str]]:
    """Key and label of the columns for which any row has a value, in the importer's order."""
    used = {key for row in reading.rows for key, text in row.shown.items() if text}
    return [(column.key, column.shown) for column in importer.all_columns if column.key in used]


def chips(reading: Reading, chosen: Verdict | None) -> list[Chip]:
    """All rows, and those of each verdict that any row has."""
    here = {**(request.view_args or {})}
    endpoint = request.endpoint or ""
    counts = reading.counts
    every = Chip(str(_("All rows")), url_for(endpoint, **here), len(reading.rows), chosen is None)
    return [every] + [
        Chip(str(VERDICTS[verdict]), url_for(endpoint, verdict=verdict.value, **here), count, chosen is verdict)
        for verdict, count in counts.items()
        if count
    ]


def page_of(importer: Importer, rows: Sequence[Judged], chosen: Verdict | None, number: int) -> Page[Judged]:
    """The rows on page `number`, with all that is known of them: the refused first, then in their order."""
    order = list(Verdict)
    fitting = [row for row in rows if chosen is None or row.verdict is chosen]
    if chosen is None:
        fitting.sort(key=lambda row: (row.verdict is not order[0], row.number))
    page = paging.page_of(fitting, number)
    return page.showing(importer.noted(page.rows))
