"""What a score sheet puts first in an evidence pack: the sheet itself, and a folder for each item with its files."""

from collections.abc import Iterator

from outreach import clock
from outreach.reports.filters import Filters
from outreach.reports.packs.asked import Asked, folder_of
from outreach.reports.packs.pieces import Piece
from outreach.reports.packs.rules import Names, Scope, parted_name
from outreach.reports.scores import queries, tables
from outreach.reports.scores.models import ScoreItem, ScoreSheet
from outreach.reports.scores.proofs import events_behind

FOLDER = "00 考核评分"
_LONGEST_NAME = 40


def leader(asked: Asked) -> Iterator[Piece]:
    """The files of every score sheet of the year, for a pack of the whole year without a filter."""
    if asked.scope is Scope.PERIOD and asked.filters.is_whole_year and not asked.filters.used:
        names = Names()
        for sheet in queries.sheets_of(asked.filters.year):
            yield from files_for(sheet, names)


def files_for(sheet: ScoreSheet, names: Names) -> Iterator[Piece]:
    """The sheet as a workbook and to print; below, by the number of the item, its documents and where its events lie.

    Pictures and lists of an event stand once in the pack, in the event's own folder, which the item's list names.
    """
    title = sheet.title[:_LONGEST_NAME]
    yield Piece(names.unique("", f"00 {title}", ".xlsx"), "考核评分表", tables.workbook(sheet, now=clock.now()), title)
    yield Piece(names.unique("", f"00 {title}", ".docx"), "考核评分表（打印）", tables.document(sheet), title)
    for item in queries.items_of(sheet):
        if item.ties:
            yield from _files_of(item, sheet, names)


def _files_of(item: ScoreItem, sheet: ScoreSheet, names: Names) -> Iterator[Piece]:
    folder = names.unique(FOLDER, f"{item.number} {item.text[:_LONGEST_NAME]}")
    lines = [f"{item.number} {item.text}", "", *tables.proofs_said(item, sheet.year)]
    events = events_behind(item.ties, Filters.of_year(sheet.year))
    if events:
        lines += ["", "活动材料所在文件夹："] + [f"活动/{folder_of(event)}" for event in events]
    text = ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()
    yield Piece(names.unique(folder, "佐证清单", ".txt"), "佐证清单", text, item.text)
    for tie in item.ties:
        if tie.sha256 is not None:
            path = names.unique(folder, *parted_name(tie.file_name or ""))
            yield Piece(path, "附件", None, item.text, sha256=tie.sha256)
