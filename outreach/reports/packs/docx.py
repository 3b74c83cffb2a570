"""The ledger of a pack as a Word file: landscape A4, the heading row on every page, the totals and the check below."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, BinaryIO
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from outreach import clock
from outreach.reports.packs.ledger import COLUMNS, Link
from outreach.reports.packs.pieces import Check, Contents
from outreach.sheets.typed import CONTROL

#: Fonts are named, not embedded (GB/T 9704).
_TITLE, _HEAD, _BODY = "方正小标宋简体", "黑体", "仿宋_GB2312"
#: Of 277 mm between the margins.
_WIDTHS = (7, 16, 12, 20, 12, 13, 18, 14, 13, 12, 13, 19, 24, 8, 8, 21, 11, 10, 9, 17)
_CHECK_WIDTHS = (58, 18, 32, 32, 22, 60)
_CHECK_HEADS = ("统计数", "单位", "本包合计", "系统统计数", "核对", "报告写法")
_MARK = "⁂台账⁂"
_SMALL = 13  # half points
_LINKS = COLUMNS.index("信息稿链接")
#: Of an address what stands for itself; a quote would end the field.
_SAFE = "%/:=&?~#+!$,;'@()*[]"


def write_ledger(file: BinaryIO, contents: Contents) -> None:
    """Write the document into `file`; the rows go straight into it, since ten thousand of them are no tree in memory.

    The same contents give the same bytes.
    """
    frame = io.BytesIO()
    _frame(contents).save(frame)
    with zipfile.ZipFile(frame) as given, zipfile.ZipFile(file, "w") as made:
        for info in given.infolist():
            fixed = zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type, fixed.create_system = zipfile.ZIP_DEFLATED, 3
            with made.open(fixed, "w") as out:
                for piece in _pieces(info.filename, given.read(info), contents):
                    out.write(piece)


def _pieces(name: str, content: bytes, contents: Contents) -> Iterator[bytes]:
    if name != "word/document.xml":
        yield content
        return
    text = content.decode()
    at = text.index(_MARK)
    begin, end = text.rindex("<w:p>", 0, at), text.index("</w:p>", at) + len("</w:p>")
    yield text[:begin].encode()
    yield from (piece.encode() for piece in _tables(contents))
    yield text[end:].encode()


def _tables(contents: Contents) -> Iterator[str]:
    yield _opening(_WIDTHS)
    yield _row(COLUMNS, _WIDTHS, is_head=True)
    for number, row in enumerate(contents.rows, 1):
        cells: list[Any] = [number, *row.cells]
        cells[_LINKS] = row.links
        yield _row(cells, _WIDTHS)
    yield _row(contents.totals, _WIDTHS, is_strong=True)
    yield "</w:tbl>"
    yield _paragraph("合计核对（本包逐行相加，与系统按同一条件的统计数对照；不同单位不相加）", before=160)
    yield _opening(_CHECK_WIDTHS)
    yield _row(_CHECK_HEADS, _CHECK_WIDTHS, is_head=True)
    for each in contents.checks:
        yield _row(_check_cells(each), _CHECK_WIDTHS, is_strong=not each.agrees)
    yield "</w:tbl>"
    yield _paragraph(contents.verdict, before=80)
    yield _paragraph(f"填报人：{contents.by}　　　　审核人：　　　　　　　　负责人：", before=240)


def _check_cells(each: Check) -> Sequence[Any]:
    return (each.label, each.unit, each.ledger, each.figure, each.said, each.wording)


def _opening(widths: Sequence[int]) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7D8986"/>' for side in sides)
    margins = '<w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/>'
    grid = "".join(f'<w:gridCol w:w="{_dxa(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_dxa(sum(widths))}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def _row(cells: Sequence[Any], widths: Sequence[int], *, is_head: bool = False, is_strong: bool = False) -> str:
    repeats = "<w:tblHeader/>" if is_head else ""
    row = "".join(
        _cell(cell, width, is_head=is_head, is_strong=is_strong) for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>{row}</w:tr>"


def _cell(value: Any, width: int, *, is_head: bool, is_strong: bool) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E2EEEE"/>' if is_head else ""
    font = _HEAD if is_head or is_strong else _BODY
    side = "center" if is_head or isinstance(value, date) else "right" if isinstance(value, int) else "left"
    properties = f'<w:tcPr><w:tcW w:w="{_dxa(width)}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
    if isinstance(value, tuple):
        return f"<w:tc>{properties}{_linked(value)}</w:tc>"
    return f"<w:tc>{properties}{_paragraph(value, side=side, font=font)}</w:tc>"


def _linked(links: tuple[Link, ...]) -> str:
    """Each title once, and behind it its channels, which open at a touch: their addresses would fill the page."""
    by_title: dict[str, list[Link]] = {}
    for link in links:
        by_title.setdefault(link.title, []).append(link)
    told = [
        _run(f"{title}：") + _run("、").join(_opened(link) for link in of_title) for title, of_title in by_title.items()
    ]
    return "".join(f"{_beginning()}{each}</w:p>" for each in told) or _paragraph(None)


def _opened(link: Link) -> str:
    if not link.url:
        return _run(link.channel)
    address = quoteattr(f' HYPERLINK "{quote(link.url, safe=_SAFE)}" ')
    return f"<w:fldSimple w:instr={address}>{_run(link.channel, is_link=True)}</w:fldSimple>"


def _paragraph(value: Any, *, side: str = "left", font: str = _BODY, before: int = 0) -> str:
    lines = CONTROL.sub("", "" if value is None else str(value)).split("\n")
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"{_beginning(side, before)}<w:r>{_look(font)}{text}</w:r></w:p>"


def _beginning(side: str = "left", before: int = 0) -> str:
    spacing = f'<w:spacing w:before="{before}" w:after="0" w:line="180" w:lineRule="atLeast"/>'
    mark = f'<w:rPr><w:sz w:val="{_SMALL}"/></w:rPr>'  # an empty cell is as high as its mark
    return f'<w:p><w:pPr>{spacing}<w:jc w:val="{side}"/>{mark}</w:pPr>'


def _run(text: str, *, is_link: bool = False) -> str:
    shown = escape(CONTROL.sub("", text).replace("\n", " "))
    return f'<w:r>{_look(_BODY, is_link=is_link)}<w:t xml:space="preserve">{shown}</w:t></w:r>'


def _look(font: str, *, is_link: bool = False) -> str:
    fonts = f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}"/>'
    link = ('<w:color w:val="0D4F57"/>', '<w:u w:val="single"/>') if is_link else ("", "")
    return f'<w:rPr>{fonts}{link[0]}<w:sz w:val="{_SMALL}"/><w:szCs w:val="{_SMALL}"/>{link[1]}</w:rPr>'


def _dxa(millimetres: int) -> int:
    return round(millimetres * 1440 / 25.4)


def _frame(contents: Contents) -> Any:
    """The document but for its tables, which stand in the place of the mark."""
    document = Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(10)
    section.top_margin, section.bottom_margin = Mm(16), Mm(14)
    section.footer_distance = Mm(7)
    _styled(document.add_paragraph(), f"{contents.bureau}普法活动台账", _TITLE, 20, WD_ALIGN_PARAGRAPH.CENTER)
    example = "　（示例数据）" if contents.is_example else ""
    under = f"{contents.title}　　{contents.said}　　制表时间：{_said(contents.at)}{example}"
    _styled(document.add_paragraph(), under, _BODY, 10.5, WD_ALIGN_PARAGRAPH.CENTER)
    document.add_paragraph(_MARK)
    _number_pages(section.footer.paragraphs[0])
    core = document.core_properties
    core.title, core.author, core.comments = f"{contents.title} 台账", contents.bureau, ""
    core.created = core.modified = contents.at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return document


def _said(at: datetime) -> str:
    local = clock.local(at)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def _styled(paragraph: Any, text: str, font: str, points: float, side: Any) -> None:
    run = paragraph.add_run(CONTROL.sub("", text))
    run.font.size, run.font.name = Pt(points), "Times New Roman"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    paragraph.alignment = side
    paragraph.paragraph_format.space_after = Pt(4)


def _number_pages(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.add_run(" —")
