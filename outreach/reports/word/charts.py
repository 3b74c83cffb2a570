"""A chart of the proof copy as Word's own: a part of the document with a workbook in it, so that it can be edited."""

import io
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from outreach.documents.rules import FANG_SONG, LATIN
from outreach.reports.word.backing import Picture, Row
from outreach.reports.word.tables import clean

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "数据"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
#: Of a chart on paper, in 1/360,000 of a centimetre: as wide as the text, low enough for its table to stay beside it.
WIDTH, HEIGHT = 5_600_000, 2_520_000
_CATEGORY, _VALUE = 111, 222
_OVERLAP = '<c:overlap val="100"/>'


def run_of_chart(document: Any, picture: Picture, number: int, *, at: datetime) -> Any:
    """A run that shows the picture, its parts put into the document; `number` counts the charts from 1."""
    package = document.part.package
    book = Part(_name(package, "embeddings/chart", "xlsx"), WORKBOOK_TYPE, workbook_of(picture, at), package)
    chart = Part(_name(package, "charts/chart", "xml"), CHART_TYPE, b"", package)
    chart._blob = _chart_xml(picture, chart.relate_to(book, RT.PACKAGE)).encode()
    return parse_xml(_inline(picture, document.part.relate_to(chart, RT.CHART), number))


def workbook_of(picture: Picture, at: datetime) -> bytes:
    """The numbers of the picture as a workbook: labels in the first column, a column for each row of it."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": at.replace(tzinfo=None, microsecond=0), "title": picture.title})
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, [picture.head, *(row.name for row in picture.rows)])
        for place, label in enumerate(picture.labels):
            sheet.write_row(place + 1, 0, [label, *(row.values[place] for row in picture.rows)])
        sheet.set_column(0, 0, 16)
    return file.getvalue()


def _name(package: Any, stem: str, ending: str) -> PackURI:
    taken = {str(part.partname) for part in package.iter_parts()}
    number = next(each for each in range(1, 1000) if f"/word/{stem}{each}.{ending}" not in taken)
    return PackURI(f"/word/{stem}{number}.{ending}")


def _chart_xml(picture: Picture, workbook_id: str) -> str:
    series = "".join(_series(picture, place, row) for place, row in enumerate(picture.rows))
    is_stacked = len(picture.rows) > 1
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"><c:date1904 val="0"/><c:lang val="zh-CN"/>'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart>'
        f'<c:barDir val="{"bar" if picture.is_lying else "col"}"/>'
        f'<c:grouping val="{"stacked" if is_stacked else "clustered"}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{60 if picture.is_lying else 50}"/>{_OVERLAP if is_stacked else ""}'
        f'<c:axId val="{_CATEGORY}"/><c:axId val="{_VALUE}"/></c:barChart>{_axes(picture)}</c:plotArea>'
        + ('<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if is_stacked else "")
        + '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_letters(900)}"
        f'<c:externalData r:id="{workbook_id}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _series(picture: Picture, place: int, row: Row) -> str:
    column, last = _letter(place + 1), len(picture.labels) + 1
    labels = "".join(f'<c:pt idx="{at}"><c:v>{_text(label)}</c:v></c:pt>' for at, label in enumerate(picture.labels))
    values = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(row.values))
    count = f'<c:ptCount val="{len(picture.labels)}"/>'
    shows = len(picture.rows) == 1
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{_text(row.name)}</c:v></c:pt></c:strCache>'
        "</c:strRef></c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{row.colour}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>'
        + (_labels_shown() if shows else "")
        + f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache>{count}{labels}</c:strCache></c:strRef>"
        "</c:cat>"
        f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f><c:numCache>"
        f"<c:formatCode>#,##0</c:formatCode>{count}{values}</c:numCache></c:numRef></c:val></c:ser>"
    )


def _labels_shown() -> str:
    return (
        '<c:dLbls><c:numFmt formatCode="#,##0;-#,##0;" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln>'
        "</c:spPr>"
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def _axes(picture: Picture) -> str:
    below, beside = ("l", "b") if picture.is_lying else ("b", "l")
    turned = "maxMin" if picture.is_lying else "minMax"
    thin = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="BFBFBF"/></a:solidFill></a:ln></c:spPr>'
    return (
        f'<c:catAx><c:axId val="{_CATEGORY}"/><c:scaling><c:orientation val="{turned}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{below}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{thin}<c:crossAx val="{_VALUE}"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
        f'<c:valAx><c:axId val="{_VALUE}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{beside}"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="E3E3E3"/>'
        "</a:solidFill></a:ln></c:spPr></c:majorGridlines>"
        f'<c:title><c:tx><c:rich><a:bodyPr rot="0" vert="horz"/><a:p><a:r><a:rPr lang="zh-CN" sz="900" b="0"/>'
        f'<a:t>{_text(picture.unit)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
        '<c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:crossAx val="{_CATEGORY}"/>'
        f'<c:crosses val="{"max" if picture.is_lying else "autoZero"}"/></c:valAx>'
    )


def _letters(size: int) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{size}"><a:solidFill><a:srgbClr val="262626"/></a:solidFill>'
        f'<a:latin typeface="{LATIN}"/><a:ea typeface="{FANG_SONG}"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _inline(picture: Picture, chart_id: str, number: int) -> str:
    return (
        f'<w:r xmlns:w="{_W}"><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{WIDTH}" cy="{HEIGHT}"/><wp:docPr id="{1000 + number}" name={_quoted(f"图{number}")} '
        f"title={_quoted(picture.title)} descr={_quoted(picture.alt)}/><wp:cNvGraphicFramePr/>"
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_C}"><c:chart xmlns:c="{_C}" xmlns:r="{_R}" '
        f'r:id="{chart_id}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _letter(column: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters = ""
    while column >= 0:
        letters, column = chr(ord("A") + column % 26) + letters, column // 26 - 1
    return letters


def _text(text: str) -> str:
    return escape(clean(text))


def _quoted(text: str) -> str:
    return quoteattr(clean(text))
