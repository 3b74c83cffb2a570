"""A drawn text of the small year, of which every number is known."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from outreach.db import transaction
from outreach.db.snapshot import snapshot
from outreach.documents.texts import Level
from outreach.reports.drawings.actions import keep_drawing
from outreach.reports.drawings.models import Drawing
from outreach.reports.filters import Filters
from outreach.reports.parts import read_part
from outreach.reports.texts.copies import Copy
from outreach.reports.texts.copying import copy_of
from outreach.reports.texts.models import DrawnText, ReportText, TextVersion
from outreach.reports.texts.rules import Kind
from tests.making import stored
from tests.reports.years import SmallYear, small_year

AT = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
TITLE = "示例县人力资源和社会保障局2025年度普法宣传工作情况"
BUREAU = "示例县人力资源和社会保障局"
#: What the text says: its level, then words or the word of a number.
_SAID: tuple[tuple[Level, tuple[tuple[str, str | None], ...]], ...] = (
    (Level.TITLE, ((TITLE, None),)),
    (Level.ADDRESSEE, (("县委全面依法治县委员会办公室：", None),)),
    (Level.HEADING, (("一、集中宣传", None),)),
    (
        Level.BODY,
        (
            ("我局落实“谁执法谁普法”责任制，开展集中宣传活动", None),
            ("3次", "events_public"),
            ("，发放宣传资料", None),
            ("12700余份", "handouts"),
            ("，其中养老保险分队", None),
            ("0份", "handouts;team=pension"),
            ("，接受咨询", None),
            ("125人次", "consultations"),
            ("。", None),
        ),
    ),
    (Level.SUBHEADING, (("（一）线上", None),)),
    (Level.POINT, (("1.门户网站", None),)),
    (
        Level.BODY,
        (
            ("发布稿件", None),
            ("2篇", "articles"),
            ("，阅读", None),
            ("超10万人次", "views_times"),
            ("；集中宣传", None),
            ("3次", "events_public"),
            ("。", None),
        ),
    ),
    (Level.SIGNATURE, ((BUREAU, None),)),
    (Level.DATE, (("2026年1月15日", None),)),
)


@dataclass
class Drawn:
    """What tests ask about."""

    year: SmallYear
    text: DrawnText
    drawing: Drawing

    @property
    def copy(self) -> Copy:
        """The text as it goes to paper."""
        with snapshot():
            return copy_of(self.text)


def drawn_small_year(*, trouble: str | None = None, findings: tuple[str, ...] = ()) -> Drawn:
    """The year's text drawn, with `trouble` at its consultations."""
    year = small_year()
    return Drawn(year, *draw_text(year, trouble=trouble, findings=findings))


def draw_text(
    year: SmallYear,
    *,
    trouble: str | None = None,
    findings: tuple[str, ...] = (),
    at: datetime = AT,
    typed: tuple[tuple[str, str | None], ...] = (),
) -> tuple[DrawnText, Drawing]:
    """A text of the year and its drawing, stored; `typed` is one more paragraph, its words of figures typed by hand."""
    filters = Filters.of_year(2025)
    words = {word for _level, said in _SAID for _text, word in said if word}
    paragraphs = (*_SAID, (Level.BODY, typed)) if typed else _SAID
    with transaction():
        parts = [read_part(word) for word in sorted(words)]
        drawing = keep_drawing(filters, title="2025年度报告", by=year.clerk, now=at, parts=parts)
    text = ReportText(year=2025, kind=Kind.YEAR, first_day=filters.period.first, last_day=filters.period.last)
    text.made_at = text.changed_at = at
    text.made_by_id = year.clerk.id
    stored(text)
    stored(TextVersion(text_id=text.id, number=1, at=at, by_id=year.clerk.id, title=TITLE, body={}))
    body: dict[str, Any] = {
        "paragraphs": [_paragraph(*each, trouble) for each in paragraphs],
        "findings": [_trouble(each) for each in findings],
    }
    facts = {"number": 1, "version": 1, "at": at, "by_id": year.clerk.id, "title": TITLE, "body": body}
    is_clean = trouble is None and not findings
    drawn = stored(DrawnText(text_id=text.id, drawing_id=drawing.id, is_clean=is_clean, **facts))
    return drawn, drawing


def _paragraph(level: Level, said: tuple[tuple[str, str | None], ...], trouble: str | None) -> dict[str, Any]:
    stretches = [
        {"text": text, "word": word, "name": word, "trouble": _trouble(trouble if word == "consultations" else None)}
        for text, word in said
    ]
    return {"level": level.value, "stretches": stretches}


def _trouble(said: str | None) -> dict[str, str | None] | None:
    return None if said is None else {"said": said, "href": None}
