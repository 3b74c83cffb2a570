"""A bureau's own template: what of it is kept, and what is never taken."""

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from outreach.documents.checking import check_template, remarks_on
from outreach.documents.filling import Sheet
from outreach.documents.standard import standard_template
from outreach.documents.texts import Level, Paragraph, Stretch
from outreach.errors import Invalid
from outreach.reports.texts.copies import Copy
from outreach.reports.word.clean import clean_docx
from outreach.reports.word.example import example_copy
from outreach.reports.word.labels import MEANINGS
from tests.reports.word.drawn import AT, BUREAU
from tests.reports.word.reading import opened, parts_of, rebuilt, texts

STANDARD = standard_template()
DOCUMENT, TYPES, RELATIONS = "word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OUTSIDE = 'Id="rId9" Type="x" Target="http://evil.example/" TargetMode="External"'
TWO_FIELDS = (
    "<w:r><w:fldChar/><w:instrText>PAGE</w:instrText><w:fldChar/></w:r>"
    "<w:r><w:fldChar/><w:instrText>DDEAUTO c:\\x</w:instrText><w:fldChar/></w:r>"
)
FIELD = "<w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT x</w:instrText></w:r>"


def changed(part: str, old: str, new: str) -> bytes:
    """The standard template with something changed in one of its parts."""
    text = parts_of(STANDARD)[part].decode()
    assert old in text
    return rebuilt(STANDARD, {part: text.replace(old, new).encode()})


def linked(kind: str) -> bytes:
    """The standard template with a picture that stands to it in that way."""
    row = f'<Relationship Id="rId9" Type="{kind}" Target="media/a.png"/></Relationships>'
    return changed(RELATIONS, "</Relationships>", row)


def made(build: Any) -> bytes:
    """The standard template as somebody saved it after changing it in Word."""
    document = docx.Document(io.BytesIO(STANDARD))
    build(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_the_standard_template_is_one_and_like_an_official_document() -> None:
    check_template(STANDARD, MEANINGS)
    assert remarks_on(STANDARD) == []
    assert standard_template.__wrapped__() == STANDARD


def test_what_stands_in_the_template_stays_and_its_styles_hold() -> None:
    def build(document: Any) -> None:
        head = document.paragraphs[0].insert_paragraph_before("示例县人社局文件〔{{年度}}〕")
        head.runs[0].font.size = Pt(30)
        document.styles["公文一级标题"].element.rPr.rFonts.set(qn("w:eastAsia"), "方正黑体_GBK")
        document.paragraphs[2].runs[0].font.size = Pt(15)
        document.add_paragraph("抄送：示例县司法局　{{单位}}")

    content = made(build)
    check_template(content, MEANINGS)
    document = opened(clean_docx(example_copy(BUREAU, "2026年1月15日"), Sheet(content, BUREAU, 2025), at=AT))
    said = texts(document)
    assert said[0] == "示例县人社局文件〔2025〕" and said[-1] == f"抄送：示例县司法局　{BUREAU}"
    assert document.styles["公文一级标题"].element.rPr.rFonts.get(qn("w:eastAsia")) == "方正黑体_GBK"
    body = [each for each in document.paragraphs if each.style.name == "公文正文"]
    assert body and all(each.runs[0].font.size == Pt(15) for each in body)
    assert not any("{{" in text for text in said)


def test_a_placeholder_that_word_has_cut_up_is_found() -> None:
    def build(document: Any) -> None:
        title = document.paragraphs[0]
        title.runs[0].text = "关于{"
        title.add_run("{标")
        title.add_run(" 题 }".replace(" ", ""))
        title.add_run("}的报告")

    copy = Copy("普法工作", (Paragraph(Level.BODY, (Stretch("全文。"),)),))
    document = opened(clean_docx(copy, Sheet(made(build), BUREAU, 2025), at=AT))
    assert texts(document) == ["关于普法工作的报告", "全文。"]


@pytest.mark.parametrize("content", [STANDARD, made(lambda document: document.add_paragraph("{{单位}}、{{年度}}"))])
def test_what_a_text_says_between_braces_is_said_as_it_is(content: bytes) -> None:
    typed = "".join(f"{{{{{name}}}}}" for name in (*MEANINGS, "abc", "")) + "{{"
    copy = Copy("题", tuple(Paragraph(level, (Stretch("{{正文}}"), Stretch(typed))) for level in Level))
    document = opened(clean_docx(copy, Sheet(content, "{{落款}}局{{正文}}", 2025), at=AT))
    said = "".join(texts(document)).removesuffix("{{落款}}局{{正文}}、2025")
    assert said == f"{{{{正文}}}}{typed}" * len(Level)


def test_a_template_without_places_or_styles_prints_everything_all_the_same() -> None:
    document = docx.Document()
    document.add_paragraph("{{正文}}")
    file = io.BytesIO()
    document.save(file)
    check_template(file.getvalue(), MEANINGS)
    copy = example_copy(BUREAU, "2026年1月15日")
    filled = opened(clean_docx(copy, Sheet(file.getvalue(), BUREAU, 2025), at=AT))
    assert texts(filled) == [paragraph.text for paragraph in copy.paragraphs]
    assert {each.style.name for each in filled.paragraphs} >= {"公文标题", "公文一级标题", "公文落款"}
    assert filled.core_properties.author == BUREAU and filled.core_properties.comments == ""


def test_what_a_template_is_unlike_is_told_and_not_forbidden() -> None:
    document = docx.Document()
    document.add_paragraph("{{正文}}")
    file = io.BytesIO()
    document.save(file)
    assert len(remarks_on(file.getvalue())) == 4  # page, margins, title, page number


BAD: dict[str, tuple[str, bytes]] = {
    "nothing": ("empty", b""),
    "an old file": ("old_or_locked", b"\xd0\xcf\x11\xe0" + b"0" * 600),
    "no zip": ("damaged", b"hello"),
    "a workbook": ("no_word", rebuilt(STANDARD, {DOCUMENT: None})),
    "broken off": ("damaged", STANDARD[: len(STANDARD) // 2]),
    "too large": ("too_large", b"PK" + b"0" * (5 * 1024 * 1024)),
    "no body": ("no_body", changed(DOCUMENT, "{{正文}}", "")),
    "two bodies": ("body_twice", changed(DOCUMENT, "{{落款}}", "{{正文}}")),
    "a body with company": ("body_beside", changed(DOCUMENT, "{{正文}}", "如下：{{正文}}")),
    "an unknown word": ("unknown", changed(DOCUMENT, "{{落款}}", "{{盖章}}")),
    "code of another engine": ("unknown", changed(DOCUMENT, "{{落款}}", "{{ config.items() }}")),
    "macros": ("programs", changed(TYPES, "document.main+xml", "document.macroEnabled.main+xml")),
    "a program inside": ("programs", rebuilt(STANDARD, {"word/vbaProject.bin": b"\0"})),
    "an object inside": ("programs", rebuilt(STANDARD, {"word/embeddings/oleObject1.bin": b"\0"})),
    "a .dotx": ("dotx", changed(TYPES, "document.main+xml", "template.main+xml")),
    "a picture from outside": (
        "external",
        changed(RELATIONS, "</Relationships>", f"<Relationship {OUTSIDE}/></Relationships>"),
    ),
    "a field that fetches": (
        "external",
        changed(DOCUMENT, "<w:body>", f"<w:body><w:p>{FIELD}</w:p>"),
    ),
    "a field that runs": (
        "external",
        changed(DOCUMENT, "<w:body>", '<w:body><w:p><w:fldSimple w:instr="DDEAUTO cmd /c calc"/></w:p>'),
    ),
    "a field that runs behind another": (
        "external",
        changed(DOCUMENT, "<w:body>", f"<w:body><w:p>{TWO_FIELDS}</w:p>"),
    ),
    "a document by another name": ("programs", rebuilt(STANDARD, {"word/other.txt": b"<x/>"})),
    "a program by another name": (
        "programs",
        changed(
            TYPES,
            "</Types>",
            '<Override PartName="/word/media/a.png" ContentType="x/vnd.ms-office.vbaProject"/></Types>',
        ),
    ),
    "a kind that nobody knows": (
        "programs",
        changed(TYPES, "</Types>", '<Default Extension="png" ContentType="a/b"/></Types>'),
    ),
    "a program behind a picture": (
        "programs",
        linked("http://schemas.microsoft.com/office/2006/relationships/vbaProject"),
    ),
    "an object behind a picture": ("programs", linked(f"{OFFICE}/oleObject")),
    "a file behind a picture": ("programs", linked(f"{OFFICE}/package")),
    "a control behind a picture": ("programs", linked(f"{OFFICE}/control")),
    "a template of its own": ("external", linked(f"{OFFICE}/attachedTemplate")),
    "thousands of paragraphs": ("too_long", changed(DOCUMENT, "<w:body>", "<w:body>" + "<w:p/>" * 2000)),
    "hundreds of places": (
        "too_long",
        changed(DOCUMENT, "<w:body>", f"<w:body><w:p><w:r><w:t>{'{{标题}}' * 101}</w:t></w:r></w:p>"),
    ),
    "tracked changes": ("revisions", changed(DOCUMENT, "<w:body>", '<w:body><w:p><w:ins w:id="1"/></w:p>')),
    "entities": ("damaged", rebuilt(STANDARD, {DOCUMENT: b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'})),
    "a bomb": ("too_much", rebuilt(STANDARD, {"word/media/image1.png": b"\0" * (41 * 1024 * 1024)})),
    "thousands of parts": ("too_much", rebuilt(STANDARD, {f"word/media/{n}.png": b"" for n in range(501)})),
}


@pytest.mark.parametrize(("code", "content"), BAD.values(), ids=BAD.keys())
def test_what_is_no_template_is_refused_with_its_reason(code: str, content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        check_template(content, MEANINGS)
    assert refused.value.code == f"template_{code}" and refused.value.field == "file" and refused.value.message


def test_a_directory_that_lies_about_sizes_does_not_help() -> None:
    bomb = rebuilt(STANDARD, {"word/media/image1.png": b"\0" * (41 * 1024 * 1024)})
    with zipfile.ZipFile(io.BytesIO(bomb)) as package:
        size = package.getinfo("word/media/image1.png").file_size
    lying = bomb.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(Invalid) as refused:
        check_template(lying, MEANINGS)
    assert refused.value.code in ("template_damaged", "template_too_much")
