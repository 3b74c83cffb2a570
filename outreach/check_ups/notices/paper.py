"""A notice as it goes to paper: its text by paragraphs, the template that the program has, and the filled file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any

from outreach import clock
from outreach.cases.models import Case
from outreach.check_ups.notices import queries, rules
from outreach.check_ups.notices.copies import Paper, packed, unpacked
from outreach.check_ups.notices.models import Notice, NoticeItem
from outreach.check_ups.notices.rules import State, ended
from outreach.documents.days import said_day
from outreach.documents.filling import Sheet, filled
from outreach.documents.packing import finished
from outreach.documents.rules import NUMBER, RECEIPT
from outreach.documents.standard import template_of
from outreach.documents.texts import Level, Paragraph, Stretch
from outreach.errors import NotFound
from outreach.evidence.originals import original
from outreach.web.fields import file_name

TITLE = "法律风险提示书"
#: What a draft and one that was taken back say of themselves, so that no paper of theirs passes for a notice.
_MARKS = {State.DRAFT: "（草稿）", State.REVIEWED: "", State.HANDED_OVER: "", State.WITHDRAWN: "（已撤回）"}
_WEIGHTS = {3: "高风险事项", 2: "中风险事项", 1: "低风险事项"}
#: The standard template, line by line: the look of each, and what it says. {{文号}} goes where there is no number.
LINES = (
    ("GwTitle", "{{标题}}"),
    ("GwNumber", "{{文号}}"),
    ("GwAddressee", "{{主送}}"),
    ("GwBody", "{{正文}}"),
    ("GwSignature", "{{落款}}"),
    ("GwDate", "{{日期}}"),
    ("GwReceipt", "企业签收（盖章）：　　　　　　　　年　　月　　日"),
)


@cache
def standard_template() -> bytes:
    """The program's own template for notices."""
    return template_of(LINES, (NUMBER, RECEIPT))


def paper_of(notice: Notice, *, today: date) -> Paper:
    """What the notice says on paper: as it was reviewed, and as long as it was not, what stands in it now."""
    copy = queries.copy_of(notice)
    if copy is None:
        return paper_now(notice, today=today)
    kept = unpacked(copy.paper)
    return _retitled(kept, TITLE + _MARKS[notice.state])


def paper_now(notice: Notice, *, today: date) -> Paper:
    """The paper of what stands in it now: the heaviest risks first, each with law, cost, a case, and what to do."""
    title, bureau = TITLE + _MARKS[notice.state], queries.bureau_name()
    said = [
        (Level.TITLE, title),
        (Level.ADDRESSEE, f"{notice.check_up.place.name}："),
        *_lines(Level.BODY, notice.opening),
        *_risks(notice),
        *_lines(Level.BODY, notice.closing),
        *_end(notice),
        (Level.SIGNATURE, bureau),
        (Level.DATE, said_day(day_of(notice, today))),
    ]
    template = queries.template_in_use()
    return Paper(
        title,
        tuple(Paragraph(level, (Stretch(text),)) for level, text in said),
        bureau,
        _beside(notice, today),
        None if template is None else template.sha256,
    )


def words_of(notice: Notice) -> dict[str, Any]:
    """All that who reviews it or hands it over agrees to, as plain values: a draft's are the same on every day."""
    return packed(paper_of(notice, today=queries.event_day(notice.check_up)))


def day_of(notice: Notice, today: date) -> date:
    """The day below the signature: when it was reviewed, else today."""
    return today if notice.reviewed_at is None else clock.local_day(notice.reviewed_at)


def content_of(sha256: str | None) -> bytes:
    """The template's bytes, the program's own for None; raises NotFound where the file is gone."""
    if sha256 is None:
        return standard_template()
    content = original(sha256)
    if content is None:
        raise NotFound(code="template_gone")
    return content


def docx_of(notice: Notice, *, now: datetime) -> bytes:
    """The notice on its template; the same bytes for the same words and instant."""
    paper = paper_of(notice, today=clock.local_day(now))
    sheet = Sheet(content_of(paper.template), paper.bureau, said=paper.said)
    return finished(filled(paper, sheet), title=paper.title, author=paper.bureau, at=now)


def name_of(notice: Notice) -> str:
    """What the file is called: by its title and the company."""
    name = file_name(f"{TITLE}{_MARKS[notice.state]}（{notice.check_up.place.name}）")
    return f"{name}.docx"


def plain_name_of(notice: Notice) -> str:
    """What the file is called where only plain letters can be said."""
    return f"notice-{queries.event_day(notice.check_up).isoformat()}.docx"


def _beside(notice: Notice, today: date) -> dict[str, str]:
    return {
        "文号": notice.number or "",
        "企业": notice.check_up.place.name,
        "体检日期": said_day(queries.event_day(notice.check_up)),
        "回访日期": "" if notice.revisit_on is None else said_day(notice.revisit_on),
        "联系": notice.contact or "",
        "年度": str(day_of(notice, today).year),
    }


def _retitled(paper: Paper, title: str) -> Paper:
    """The paper with that title: one that was taken back says so of itself."""
    lines = (
        replace(each, stretches=(Stretch(title),)) if each.level is Level.TITLE else each for each in paper.paragraphs
    )
    return replace(paper, title=title, paragraphs=tuple(lines))


def _risks(notice: Notice) -> Iterator[tuple[Level, str]]:
    items = rules.by_weight(notice.shown)
    if not items:
        yield Level.BODY, rules.NOTHING_FOUND
    for number, (weight, group) in enumerate(groupby(items, key=lambda item: item.weight), start=1):
        yield Level.HEADING, f"{rules.chinese(number)}、{_WEIGHTS[weight]}"
        for count, item in enumerate(group, start=1):
            yield from _risk(item, count)


def _risk(item: NoticeItem, number: int) -> Iterator[tuple[Level, str]]:
    first, *rest = item.found.splitlines()
    yield Level.SUBHEADING, f"（{rules.chinese(number)}）{ended(first)}"
    for line in rest:
        yield Level.BODY, ended(line)
    if item.law is not None:
        yield Level.BODY, f"法律依据：{_law(item)}。"
    if item.cost:
        yield Level.BODY, f"可能的代价：{ended(item.cost)}"
    if item.case is not None:
        yield Level.BODY, f"案例警示：{_case(item.case)}"
    if item.advice or item.due_on:
        yield Level.BODY, f"整改建议：{_advice(item)}"
    if item.ask:
        yield Level.BODY, f"咨询：{ended(item.ask)}"


def _law(item: NoticeItem) -> str:
    return f"《{item.law.title}》{item.article or ''}" if item.law else ""


def _case(case: Case) -> str:
    return "".join(ended(part.replace("\n", "")) for part in (case.title, case.facts, case.outcome, case.lesson))


def _advice(item: NoticeItem) -> str:
    said = ended((item.advice or "").replace("\n", ""))
    return said if item.due_on is None else f"{said}请于{said_day(item.due_on)}前完成。"


def _end(notice: Notice) -> Iterator[tuple[Level, str]]:
    if notice.shown:
        revisit = "" if notice.revisit_on is None else f"，我局拟于{said_day(notice.revisit_on)}前后回访，了解整改情况"
        yield Level.BODY, f"请对照上述建议及时整改{revisit}。"
    if notice.contact:
        yield Level.BODY, f"联系方式：{ended(notice.contact)}"


def _lines(level: Level, text: str | None) -> Iterator[tuple[Level, str]]:
    for line in (text or "").splitlines():
        if line.strip():
            yield level, line.strip()
