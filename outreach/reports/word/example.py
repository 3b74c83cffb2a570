"""A short text by which a template is looked at: every level once, nothing of anybody's work."""

from outreach.documents.texts import Level, Paragraph, Stretch
from outreach.reports.texts.copies import Copy

_SAID: tuple[tuple[Level, str], ...] = (
    (Level.TITLE, "示例县人力资源和社会保障局示例年度普法宣传工作情况"),
    (Level.ADDRESSEE, "示例县委全面依法治县委员会办公室："),
    (
        Level.BODY,
        "本页只用来看模板的样子，文中数字都是示例。我局认真落实“谁执法谁普法”普法责任制，现将有关情况报告如下。",
    ),
    (Level.HEADING, "一、集中宣传"),
    (Level.SUBHEADING, "（一）走进乡镇（街道）"),
    (Level.POINT, "1.赶集日政策咨询。"),
    (
        Level.BODY,
        "宣传《中华人民共和国劳动法》《保障农民工工资支付条例》，开展集中宣传活动33次，发放宣传资料12700余份，接受群众咨询4000余人次。",
    ),
    (Level.HEADING, "二、送法入企"),
    (Level.BODY, "深入产业园区开展送法入企活动13次。"),
)


def example_copy(bureau: str, day: str) -> Copy:
    """The text, signed by the bureau on that day (2026年1月15日)."""
    said = (*_SAID, (Level.SIGNATURE, bureau), (Level.DATE, day))
    return Copy(_SAID[0][1], tuple(Paragraph(level, (Stretch(text),)) for level, text in said))
