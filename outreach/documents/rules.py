"""The form of an official document (GB/T 9704): its page, its lines, its letters; in plain numbers."""

import math
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from outreach.documents.texts import Level

#: 1/20 of a point, the measure of Word.
TWIPS_OF_MM, TWIPS_OF_POINT = 1440 / 25.4, 20
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
#: 22 lines of exactly 29 points are 12,760 twips, and what 37 and 35 mm leave of a page is 4 less: a line would go
#: over. So each of the two is 0.04 mm less, which no ruler shows.
TOP, BOTTOM = 2096, 1982
LEFT, RIGHT = 1587, 1474  # 28 and 26 mm
#: The dash of the page number stands 7 mm below the text.
FOOTER, HEADER = 1304, 850
LINES, CHARACTERS, LINE = 22, 28, 580
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
BODY_POINTS, TITLE_POINTS, NUMBER_POINTS = 16, 22, 14
#: So many characters of a title have room in a line.
TITLE_CHARACTERS = TEXT_WIDTH // (TITLE_POINTS * TWIPS_OF_POINT)
#: The width of one of the 28 characters, and by how many twips they stand closer than their letters are wide, as the
#: styles say: in a grid of characters LibreOffice 7.4 draws 27, and loses a full stop that hangs behind the last one.
CHARACTER = TEXT_WIDTH / CHARACTERS
CLOSER = math.floor(CHARACTER - BODY_POINTS * TWIPS_OF_POINT)

LATIN = "Times New Roman"
SONG_TITLE, FANG_SONG, HEI, KAI, SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
#: What stands in for a font on a machine that has it under its other name, or not at all.
OTHER_NAMES = {
    SONG_TITLE: ("方正小标宋_GBK", "宋体"),
    FANG_SONG: ("仿宋", "FangSong"),
    HEI: ("SimHei",),
    KAI: ("楷体", "KaiTi"),
    SONG: ("SimSun",),
}


@dataclass(frozen=True)
class Look:
    """How a paragraph of one level looks: `style` is its name in Word, by which a bureau's own template changes it.

    `indent` is that of the first line in characters, `before` and `after` are empty lines, `line` is exact, in twips
    (0: as high as what stands in it).
    """

    style: str
    style_id: str
    font: str
    points: float = BODY_POINTS
    align: str = "both"
    indent: int = 0
    line: int = LINE
    before: int = 0
    after: int = 0
    keeps_next: bool = False


LOOKS: dict[Level, Look] = {
    Level.TITLE: Look("公文标题", "GwTitle", SONG_TITLE, TITLE_POINTS, "center", line=700, after=1, keeps_next=True),
    Level.ADDRESSEE: Look("公文主送", "GwAddressee", FANG_SONG),
    Level.HEADING: Look("公文一级标题", "GwHeading1", HEI, indent=2, keeps_next=True),
    Level.SUBHEADING: Look("公文二级标题", "GwHeading2", KAI, indent=2, keeps_next=True),
    Level.POINT: Look("公文三级标题", "GwHeading3", FANG_SONG, indent=2),
    Level.BODY: Look("公文正文", "GwBody", FANG_SONG, indent=2),
    Level.SIGNATURE: Look("公文落款", "GwSignature", FANG_SONG, align="right", before=2, keeps_next=True),
    Level.DATE: Look("公文日期", "GwDate", FANG_SONG, align="right"),
}

#: 发文字号, below the title of a letter, and the line on which whoever gets it signs.
NUMBER = Look("公文文号", "GwNumber", FANG_SONG, align="center", after=1)
RECEIPT = Look("公文签收", "GwReceipt", FANG_SONG, before=2)


def widths_in_characters(text: str) -> float:
    """How many of the 28 characters of a line a text takes: a digit half of one, and a quarter lies between both."""
    wide = [unicodedata.east_asian_width(one) in "WFA" for one in text]
    changes = sum(one != other for one, other in pairwise(wide))
    return sum(1.0 if each else 0.5 for each in wide) + changes / 4


def right_indents(signature: str, date: str) -> tuple[float, float]:
    """How far from the right edge signature and date end, in characters (GB/T 9704 7.3.5.2, without a seal).

    The signature leaves two free, and the date begins two to the right of it; where the date is the longer one it
    leaves two, and the signature begins two to its left.
    """
    named, dated = widths_in_characters(signature), widths_in_characters(date)
    right_of_date = named - dated
    if right_of_date >= 2:
        return 2.0, right_of_date
    return max(2.0, 4 + dated - named), 2.0


def css_of(level: Level) -> str:
    """The look as the style of a paragraph on a clipboard, which Word and WPS keep when it is pasted."""
    look = LOOKS[level]
    fonts = ",".join(f"'{name}'" for name in (LATIN, look.font, *OTHER_NAMES[look.font]))
    points = f"{look.points:g}pt"
    said = {
        "margin": "0",
        "text-align": {"both": "justify"}.get(look.align, look.align),
        "text-indent": f"{look.indent * look.points:g}pt",
        "line-height": f"{look.line / TWIPS_OF_POINT:g}pt",
        "mso-line-height-rule": "exactly",
        "mso-char-indent-count": f"{look.indent}.0",
        "font-family": fonts,
        "mso-ascii-font-family": f"'{LATIN}'",
        "mso-hansi-font-family": f"'{LATIN}'",
        "mso-fareast-font-family": look.font,
        "font-size": points,
        "font-weight": "normal",
        "color": "#000000",
    }
    return ";".join(f"{name}:{value}" for name, value in said.items())
