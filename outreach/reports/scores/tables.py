"""The score sheet as it leaves the house: a workbook to go on with, and a Word table to print."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from outreach.reports.filters import Filters
from outreach.reports.scores import queries
from outreach.reports.scores.models import ScoreItem, ScoreSheet
from outreach.reports.scores.proofs import MOST_EVENTS, events_behind, proof_of
from outreach.reports.scores.rules import TieKind, said_points
from outreach.sheets import Sheet, write_workbook
from outreach.sheets.typed import CONTROL

HEADS = ("序号", "考核项目", "考核内容", "评分标准", "分值", "自评分", "佐证材料", "说明", "填报人")
#: So many events of a figure stand in a cell; the pack's own list names all of them.
_MOST_PRINTED = 5
_WIDTHS = (11, 24, 58, 44, 12, 14, 66, 30)


def workbook(sheet: ScoreSheet, *, now: datetime) -> bytes:
    """The sheet as .xlsx, its items with all that is tied to them, points as numbers."""
    rows = [
        (
            item.number,
            item.section,
            item.text,
            item.criteria,
            _number(item.points),
            _number(item.score),
            "\n".join(proofs_said(item, sheet.year, most=_MOST_PRINTED)) or "（暂无）",
            item.remark,
            item.owner.name if item.owner else "",
        )
        for item in queries.items_of(sheet)
    ]
    above = [[f"{sheet.year}年 {sheet.title}"], [sheet.assessor]]
    return write_workbook([Sheet("考核评分表", HEADS, rows, above=above)], created=now)


def document(sheet: ScoreSheet) -> bytes:
    """The sheet as .docx, A4 across, to be printed and signed."""
    made = Document()
    section = made.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(18)
    _written(made.add_paragraph(), f"{sheet.year}年{sheet.title}", "黑体", 16, centred=True)
    table: Any = made.add_table(rows=1, cols=len(_WIDTHS))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Mm(width)
    _line(table.rows[0], HEADS[: len(_WIDTHS)], font="黑体")
    _repeated(table.rows[0])
    for item in queries.items_of(sheet):
        proofs = "\n".join(proofs_said(item, sheet.year, most=_MOST_PRINTED))
        points = (said_points(item.points), said_points(item.score))
        _line(table.add_row(), (item.number, item.section, item.text, item.criteria, *points, proofs, item.remark))
    progress = queries.progress_of(sheet)
    total = (said_points(progress.points), said_points(progress.scored))
    _line(table.add_row(), ("", "", "合计", "", *total, "", ""), font="黑体")
    stored = BytesIO()
    made.save(stored)
    return stored.getvalue()


def proofs_said(item: ScoreItem, year: int, *, most: int = MOST_EVENTS) -> list[str]:
    """What is tied to an item, a line each; below a word of held events at `most` so many of these events."""
    filters = Filters.of_year(year)
    said = []
    for tie in item.ties:
        proof = proof_of(tie, filters)
        if tie.kind is TieKind.EVENT and tie.event is not None:
            said.append(f"活动：{tie.event.day.isoformat()} {tie.event.title}")
            continue
        head = {TieKind.FIGURE: "统计数", TieKind.ARTICLE: "稿件", TieKind.LAW: "法律法规", TieKind.DOCUMENT: "文件"}[
            tie.kind
        ]
        worth = f" {proof.sub}" if proof.sub else ""
        said.append(f"{head}：{proof.name}{worth}{f'（{proof.trouble}）' if proof.trouble else ''}")
        if tie.kind is TieKind.FIGURE and (tie.word or "").startswith("events_"):
            events = events_behind([tie], filters)
            said += [f"　{event.day.isoformat()} {event.title}" for event in events[:most]]
            if len(events) > most:
                said.append(f"　……共{len(events)}场，详见活动台账")
    return said


def _number(hundredths: int | None) -> float | int | None:
    if hundredths is None:
        return None
    return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100


def _line(row: Any, texts: Sequence[str], *, font: str = "仿宋") -> None:
    for cell, text, width in zip(row.cells, texts, _WIDTHS, strict=True):
        cell.width = Mm(width)
        is_narrow = width < 15
        _written(cell.paragraphs[0], text, font, 10.5, centred=is_narrow or font == "黑体")


def _written(paragraph: Any, text: str, font: str, size: float, *, centred: bool = False) -> None:
    run = paragraph.add_run(CONTROL.sub("", text))
    run.font.size, run.font.name = Pt(size), "Times New Roman"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _repeated(row: Any) -> None:
    """The headings stand at the top of every page."""
    mark = row._tr.get_or_add_trPr().makeelement(qn("w:tblHeader"), {qn("w:val"): "true"})
    row._tr.get_or_add_trPr().append(mark)
