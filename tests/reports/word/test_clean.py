"""The clean copy: the form of an official document, the words of the text, and nothing beside them."""

import re

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from flask import Flask

from outreach.documents import rules
from outreach.documents.filling import Sheet
from outreach.documents.standard import standard_template
from outreach.documents.texts import Level, Paragraph, Stretch, Trouble
from outreach.documents.titles import title_lines
from outreach.errors import Conflict
from outreach.reports.texts.copies import Copy
from outreach.reports.word.clean import clean_docx
from tests.reports.word.drawn import AT, BUREAU, TITLE, drawn_small_year
from tests.reports.word.reading import opened, parts_of, texts

SHEET = Sheet(standard_template(), BUREAU, 2025)


def test_the_page_is_that_of_gb_t_9704() -> None:
    section = opened(clean_docx(_copy(), SHEET, at=AT)).sections[0]
    measured = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    wanted = (Mm(210), Mm(297), Mm(37), Mm(35), Mm(28), Mm(26))
    for found, want in zip((*measured, section.left_margin, section.right_margin), wanted, strict=True):
        assert abs(found - want) < Mm(0.1)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "580")
    room = section.page_height - section.top_margin - section.bottom_margin
    assert room == 22 * Pt(29)
    width = section.page_width - section.left_margin - section.right_margin
    assert 28 <= width / Pt(16 + rules.CLOSER / 20) < 28.2


def test_each_level_has_its_font_and_lines() -> None:
    document = opened(clean_docx(_copy(), SHEET, at=AT))
    looks = {style.name: style for style in document.styles}
    fonts = {
        name: style.element.rPr.rFonts.get(qn("w:eastAsia")) for name, style in looks.items() if name[:2] == "公文"
    }
    assert fonts == {
        "公文标题": "方正小标宋简体",
        "公文主送": "仿宋_GB2312",
        "公文一级标题": "黑体",
        "公文二级标题": "楷体_GB2312",
        "公文三级标题": "仿宋_GB2312",
        "公文正文": "仿宋_GB2312",
        "公文落款": "仿宋_GB2312",
        "公文日期": "仿宋_GB2312",
    }
    body = looks["公文正文"]
    assert (body.font.size, body.paragraph_format.line_spacing) == (Pt(16), Pt(29))
    assert body.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert looks["公文标题"].font.size == Pt(22)
    said = [(each.style.name, each.text) for each in document.paragraphs]
    assert said[0] == ("公文标题", "\n".join(title_lines(TITLE)))
    assert ("公文一级标题", "一、集中宣传") in said and ("公文二级标题", "（一）线上") in said


def test_pages_are_numbered_outside_with_dashes() -> None:
    document = opened(clean_docx(_copy(), SHEET, at=AT))
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        form = paragraph._p.pPr
        assert form.jc.get(qn("w:val")) == side and form.ind.get(qn(f"w:{side}Chars")) == "100"
        said = "".join(each.text for each in paragraph._p.iter(qn("w:t")))
        assert said == "— 1 —" and paragraph._p.find(qn("w:fldSimple")).get(qn("w:instr")) == " PAGE "


@pytest.mark.parametrize(
    ("signature", "date", "indents"),
    [
        ("示例县人力资源和社会保障局", "2026年1月15日", (2, 13 - 7.75)),
        ("示例局", "2026年1月15日", (4 + 7.75 - 3, 2)),
        ("示例县人力资源局", "2026年1月1日", (3.25, 2)),
    ],
)
def test_the_date_stands_two_characters_behind_the_signature(
    signature: str, date: str, indents: tuple[float, float]
) -> None:
    assert rules.right_indents(signature, date) == indents
    begins = [
        indent + rules.widths_in_characters(text) for indent, text in zip(indents, (signature, date), strict=True)
    ]
    assert begins[0] - begins[1] == pytest.approx(2)


def test_it_says_the_text_and_nothing_else(here: Flask) -> None:
    drawn = drawn_small_year()
    content = clean_docx(drawn.copy, SHEET, at=drawn.drawing.at)
    document = opened(content)
    assert texts(document) == [paragraph.text for paragraph in drawn.copy.paragraphs]
    assert "12700余份" in "".join(texts(document)) and "超10万人次" in "".join(texts(document))
    xml = b"".join(parts_of(content).values()).decode("utf-8", "ignore")
    assert not re.search(r"vertAlign|w:hyperlink|w:drawing>|w:tbl>|comment|footnote|佐证|校验|rsid", xml)
    about = document.core_properties
    assert (about.title, about.author, about.last_modified_by, about.language) == (TITLE, BUREAU, BUREAU, "zh-CN")
    assert about.created == about.modified == AT.replace(tzinfo=about.created.tzinfo) and about.revision == 1


def test_the_same_drawing_gives_the_same_bytes(here: Flask) -> None:
    drawn = drawn_small_year()
    assert clean_docx(drawn.copy, SHEET, at=AT) == clean_docx(drawn.copy, SHEET, at=AT)


@pytest.mark.parametrize(
    "copy",
    [
        Copy(TITLE, (Paragraph(Level.BODY, (Stretch("（待核）", trouble=Trouble("有两份登记待核")),)),)),
        Copy(TITLE, (), findings=("“各乡镇”：还有乡镇没有活动",)),
    ],
    ids=["a slot in doubt", "a finding"],
)
def test_what_is_not_settled_is_refused(copy: Copy) -> None:
    with pytest.raises(Conflict) as refused:
        clean_docx(copy, SHEET, at=AT)
    assert refused.value.code == "not_clean"


def test_signs_that_both_scripts_have_are_chinese() -> None:
    document = opened(clean_docx(_copy(), SHEET, at=AT))
    runs = [run for run in document.element.body.iter(qn("w:r")) if "“" in "".join(run.itertext())]
    assert runs and all(run.rPr.rFonts.get(qn("w:hint")) == "eastAsia" for run in runs)


def _copy() -> Copy:
    said = (
        (Level.TITLE, TITLE),
        (Level.HEADING, "一、集中宣传"),
        (Level.SUBHEADING, "（一）线上"),
        (Level.BODY, "落实“谁执法谁普法”，开展活动33次。"),
        (Level.SIGNATURE, BUREAU),
        (Level.DATE, "2026年1月15日"),
    )
    return Copy(TITLE, tuple(Paragraph(level, (Stretch(text),)) for level, text in said))


@pytest.mark.parametrize(
    "title",
    [
        "示例县人力资源和社会保障局|2025年宪法宣传周活动总结",
        "示例县人力资源和社会保障局|2025年第一季度普法宣传工作小结",
        "示例县人力资源和社会保障局|2025年12月普法宣传工作小结",
        "示例县人力资源和社会保障局|2025年“民营企业服务月”活动总结",
        "示例县人力资源和社会保障局2025年|“保障农民工工资支付条例施行周年宣传”|活动总结",
        "示例县人力资源和社会保障局|2025年3月1日至5月20日|普法宣传工作小结",
        "示例县人力资源和社会保障局|关于2025年“全民国家安全教育日”|普法宣传活动情况的报告",
        "新疆维吾尔自治区巴音郭楞蒙古自治州|和静县人力资源和社会保障局|关于2025年普法宣传工作情况的报告",
        "关于普法宣传的报告",
    ],
)
def test_no_line_of_a_title_ends_inside_a_word(title: str) -> None:
    assert title_lines(title.replace("|", "")) == title.split("|")


def test_a_long_title_breaks_before_what_it_is_about() -> None:
    title = f"{BUREAU}关于2025年普法宣传工作情况的报告"
    document = opened(clean_docx(Copy(title, ()), SHEET, at=AT))
    assert document.paragraphs[0].text == f"{BUREAU}\n关于2025年普法宣传工作情况的报告"
    short = opened(clean_docx(Copy("关于普法宣传的报告", ()), SHEET, at=AT))
    assert short.paragraphs[0].text == "关于普法宣传的报告"
