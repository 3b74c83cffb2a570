"""The rows of a file that came in, read once more from the bytes that are kept."""

import json
from dataclasses import dataclass
from functools import lru_cache

from outreach.errors import Refusal
from outreach.evidence.originals import original
from outreach.jobs.imports import importer
from outreach.jobs.reading import match
from outreach.media.exports import queries
from outreach.media.exports.queries import Named
from outreach.media.models import OnlineFile
from outreach.sheets.columns import Chosen, Matched, titles_of
from outreach.sheets.typed import Value, as_text, is_blank
from outreach.web.paging import SIZE, Page, page_of

#: So much of a cell is shown: links are long, and some exports hold the text of a whole article.
LONGEST = 500


@dataclass(frozen=True)
class Line:
    """A row of the file: its number, its filled cells as (heading, text), and the items that it speaks of.

    `is_account`: it says what the account as a whole did on a day.
    """

    number: int
    cells: tuple[tuple[str, str], ...]
    named: tuple[Named, ...]
    is_account: bool


def page_of_lines(file: OnlineFile, page: int, *, row: int | None = None) -> Page[Line] | None:
    """The file's rows, on the page with the number `row` where one is given; None where it can't be read any more."""
    matched = table_of(file)
    if matched is None:
        return None
    rows = matched.table.rows
    if row is not None:
        place = next((at for at, each in enumerate(rows) if each.number == row), 0)
        page = place // SIZE + 1
    shown_rows = page_of(rows, page)
    named = queries.named_by(file.id, {each.number for each in shown_rows})
    titles, counted = titles_of(matched.table), matched.places.get("counted_day")
    lines = []
    for each in shown_rows:
        columns = zip(titles, matched.table.letters, each.values, strict=True)
        cells = tuple(
            (title, as_it_stands(value)) for title, letter, value in columns if letter and not is_blank(value)
        )
        is_account = counted is not None and not is_blank(each.values[counted])
        items = () if is_account else tuple(named.pop(each.number, ()))
        lines.append(Line(each.number, cells, items, is_account))
    return shown_rows.showing(lines)


def as_it_stands(value: Value) -> str:
    """The text of a cell, whose marks and blanks stay as they are: who compares it with the file finds the same."""
    text = as_text(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def table_of(file: OnlineFile) -> Matched | None:
    """The table as it was read when the file came in; None where its bytes are gone or can't be read any more."""
    try:
        return _table(file.sha256, file.name, json.dumps(file.said, sort_keys=True))
    except (Refusal, LookupError):
        return None


@lru_cache(maxsize=2)  # a file of 20,000 rows takes seconds to read, and its pages are leafed through
def _table(sha256: str, name: str, said: str) -> Matched:
    content = original(sha256)
    if content is None:
        raise LookupError(sha256)
    told = json.loads(said)
    chosen = Chosen(told.get("headings", {}), told.get("same", {}), told.get("sheet"))
    return match(importer("articles"), content, name, chosen)
