"""The template that the program has by itself: an official document by GB/T 9704, made here and not by hand."""

from collections.abc import Sequence
from functools import cache
from xml.sax.saxutils import escape

from outreach.documents import rules
from outreach.documents.packing import Entry, packed
from outreach.documents.rules import LATIN, LOOKS, Look

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = ("styles", "settings", "fontTable", "footer1", "footer2")


#: Line by line: the style of a paragraph, and what it says.
Lines = Sequence[tuple[str, str]]
_LINES: Lines = (("GwTitle", "{{标题}}"), ("GwBody", "{{正文}}"), ("GwSignature", "{{落款}}"), ("GwDate", "{{日期}}"))


@cache
def standard_template() -> bytes:
    """The .docx of a report; the same bytes each time."""
    return template_of(_LINES)


def template_of(lines: Lines, looks: Sequence[Look] = ()) -> bytes:
    """The .docx of these lines, whose styles are those of the levels and the further `looks`; always the same bytes."""
    return packed(
        [
            Entry("[Content_Types].xml", _content_types()),
            Entry("_rels/.rels", _relationships([("officeDocument", "word/document.xml")])),
            Entry("word/document.xml", _document(lines)),
            Entry("word/_rels/document.xml.rels", _relationships([(_kind(name), f"{name}.xml") for name in _PARTS])),
            Entry("word/styles.xml", _styles(looks)),
            Entry("word/settings.xml", _settings()),
            Entry("word/fontTable.xml", _fonts()),
            Entry("word/footer1.xml", _footer("right")),
            Entry("word/footer2.xml", _footer("left")),
        ]
    )


def style_xml(look: Look) -> str:
    """The style of a look, as styles.xml has it."""
    size = round(look.points * 2)
    lines = f' w:beforeLines="{look.before * 100}" w:before="{look.before * rules.LINE}"' if look.before else ""
    lines += f' w:afterLines="{look.after * 100}" w:after="{look.after * rules.LINE}"' if look.after else ""
    indent = round(look.indent * rules.CHARACTER)
    return (
        f'<w:style {_W} w:type="paragraph" w:customStyle="1" w:styleId="{look.style_id}"><w:name w:val="{look.style}"/>'
        '<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
        + ("<w:keepNext/>" if look.keeps_next else "")
        + '<w:snapToGrid w:val="0"/>'
        + f'<w:spacing{lines} w:line="{look.line or 240}" w:lineRule="{"exact" if look.line else "auto"}"/>'
        + (f'<w:ind w:firstLineChars="{look.indent * 100}" w:firstLine="{indent}"/>' if indent else "")
        + f'<w:jc w:val="{look.align}"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{look.font}" w:cs="{LATIN}"/>'
        + (f'<w:spacing w:val="{rules.CLOSER}"/>' if look.points == rules.BODY_POINTS else "")
        + f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _kind(name: str) -> str:
    return name.rstrip("12")


def _content_types() -> str:
    kinds = {"document": "document.main", **{name: _kind(name) for name in _PARTS}}
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _relationships(targets: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _document(lines: Lines) -> str:
    after_date = any(style == "GwDate" for style, _text in lines[:-1])  # what is signed below it stays with it
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if after_date and style == "GwDate" else ""}</w:pPr>'
        f"<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"
        for style, text in lines
    )
    return f"{_HEAD}<w:document {_W} {_R}><w:body>{body}{_section()}</w:body></w:document>"


def _section() -> str:
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
        f'<w:pgSz w:w="{rules.PAGE_WIDTH}" w:h="{rules.PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{rules.TOP}" w:right="{rules.RIGHT}" w:bottom="{rules.BOTTOM}" w:left="{rules.LEFT}" '
        f'w:header="{rules.HEADER}" w:footer="{rules.FOOTER}" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{rules.LINE}"/>'
        "</w:sectPr>"
    )


def _styles(looks: Sequence[Look]) -> str:
    size = rules.BODY_POINTS * 2
    return (
        f'{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" '
        f'w:eastAsia="{rules.FANG_SONG}" w:cs="{LATIN}"/><w:kern w:val="2"/><w:sz w:val="{size}"/>'
        f'<w:szCs w:val="{size}"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        '<w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr>'
        f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        + _plain_style("Header", "header", "center", 18)
        + _plain_style("Footer", "footer", "left", rules.NUMBER_POINTS * 2)
        + "".join(style_xml(look) for look in (*LOOKS.values(), *looks))
        + "</w:styles>"
    )


def _plain_style(style_id: str, name: str, align: str, size: int) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr><w:snapToGrid w:val="0"/><w:jc w:val="{align}"/></w:pPr><w:rPr>'
        f'<w:rFonts w:eastAsia="{rules.SONG}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _settings() -> str:
    return (
        f'{_HEAD}<w:settings {_W}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        f'<w:drawingGridVerticalSpacing w:val="{rules.LINE}"/><w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _fonts() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others[0]}"/><w:charset w:val="86"/></w:font>'
        for name, others in rules.OTHER_NAMES.items()
    )
    return f'{_HEAD}<w:fonts {_W}><w:font w:name="{LATIN}"><w:charset w:val="00"/></w:font>{fonts}</w:fonts>'


def _footer(align: str) -> str:
    """— 1 — in 四号 digits, one character from the outer edge: right on odd pages, left on even ones."""
    letters = f'<w:rPr><w:rFonts w:ascii="{rules.SONG}" w:hAnsi="{rules.SONG}" w:eastAsia="{rules.SONG}"/></w:rPr>'
    indent = rules.NUMBER_POINTS * rules.TWIPS_OF_POINT
    return (
        f'{_HEAD}<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:{align}Chars="100" w:{align}="{indent}"/>'
        f'<w:jc w:val="{align}"/></w:pPr><w:r>{letters}<w:t xml:space="preserve">— </w:t></w:r>'
        f'<w:fldSimple w:instr=" PAGE "><w:r>{letters}<w:t>1</w:t></w:r></w:fldSimple>'
        f'<w:r>{letters}<w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )
