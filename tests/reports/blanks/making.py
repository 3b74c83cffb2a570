"""Forms as others send them, made by hand for the tests."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def word_form() -> bytes:
    """A report in Word: gaps in sentences, a table with merged cells, a content control, a named slot, a header."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.add_paragraph("法治宣传教育工作情况统计")
    document.add_paragraph("填报单位：          填报时间：    年  月  日")
    line = document.add_paragraph("全年共开展集中宣传活动")
    line.add_run("    ").underline = True
    line.add_run("场次，发放资料____份，接受咨询{{咨询人次}}人次。")
    table: Any = document.add_table(rows=3, cols=4)
    table.style = "Table Grid"
    for column, text in enumerate(("项目", "上半年", "", "备注")):
        table.cell(0, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).text, table.cell(2, 0).text = "培训场次", "发放资料（份）"
    table.cell(1, 3).merge(table.cell(2, 3))
    prompt = "<w:r><w:rPr><w:rStyle w:val='PlaceholderText'/></w:rPr><w:t>单击此处输入</w:t></w:r>"
    about = "<w:sdtPr><w:alias w:val='报送单位'/><w:showingPlcHdr/></w:sdtPr>"
    control = f"<w:sdt {nsdecls('w')}>{about}<w:sdtContent><w:p>{prompt}</w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(-1, parse_xml(control))
    made = BytesIO()
    document.save(made)
    return made.getvalue()
