"""The proof copy 佐证稿: the same text with a number behind each figure, then what each of these rests on."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from outreach.documents import rules
from outreach.documents.filling import Sheet, ensure_style, filled, new_paragraph, plain_runs
from outreach.documents.packing import finished
from outreach.documents.placeholders import new_run, parts_of
from outreach.documents.rules import Look
from outreach.documents.texts import Stretch
from outreach.reports.texts.copies import Copy
from outreach.reports.word.backing import Backing, Proof
from outreach.reports.word.charts import run_of_chart
from outreach.reports.word.proof_tables import lines_table, numbers_table, table_below
from outreach.reports.word.tables import CELL, RED, said_number, table_of

HEADER = "佐证稿　供核对使用，不得公开发布"
BLUE = "1F4A96"
#: On a run, the reference that it prints, until its link is made.
_MARK = "reference"
_HEADING = Look("佐证标题", "ZzHeading", rules.HEI, 16, "left", line=600, after=1, keeps_next=True)
_PART = Look("佐证小标题", "ZzPart", rules.HEI, 12, "left", line=520, keeps_next=True)
_NUMBER = Look("佐证编号标题", "ZzNumber", rules.HEI, 11, "left", line=480, keeps_next=True)
_FACT = Look("佐证文字", "ZzFact", rules.FANG_SONG, 10.5, "left", line=340)
_CELL = Look("佐证表格", CELL, rules.FANG_SONG, 9, "left", line=260)
_CHART = Look("佐证图", "ZzChart", rules.FANG_SONG, 10.5, "center", line=0, keeps_next=True)


def proof_docx(copy: Copy, sheet: Sheet, proof: Proof, *, at: datetime) -> bytes:
    """The file; the same bytes for the same text, proof and instant."""
    paper = _Paper(filled(copy, sheet, _runs), proof, at)
    paper.link_references()
    paper.put_header()
    paper.begin_appendix()
    paper.say_findings()
    paper.list_numbers()
    for backing in proof.backings:
        paper.put_backing(backing)
    paper.put_pictures()
    return finished(paper.document, title=f"{copy.title}（佐证稿）", author=sheet.bureau, at=at)


def _runs(stretch: Stretch, form: Any) -> Sequence[Any]:
    """The stretch, its number behind it raised, and in red why it can't be printed."""
    runs = plain_runs(stretch, form)
    if stretch.trouble:
        runs += plain_runs(Stretch(f"（{stretch.trouble}）"), form)
        for run in runs:
            _colour(run, RED)
    if stretch.reference is not None:
        run = new_run(f"[{stretch.reference}]", form)
        _raise(run)
        run.set(_MARK, str(stretch.reference))
        runs.append(run)
    return runs


class _Paper:
    """The document while the appendix grows at its end."""

    def __init__(self, document: Any, proof: Proof, at: datetime) -> None:
        self.document, self.proof, self.at = document, proof, at
        self.body = document.element.body
        for look in (_HEADING, _PART, _NUMBER, _FACT, _CELL, _CHART):
            ensure_style(document, look)
        self.end = self.body.find(qn("w:sectPr"))

    def link_references(self) -> None:
        """Each raised number opens the page of its reference."""
        for part in parts_of(self.document):
            for run in [each for each in part.element.iter(qn("w:r")) if each.get(_MARK)]:
                address = self.proof.address_of(int(run.attrib.pop(_MARK)))
                if address:
                    link = _link(part, address)
                    run.addprevious(link)
                    link.append(run)

    def put_header(self) -> None:
        """Say on every page what this is, above what the template has there."""
        is_two_sided = self.document.settings.odd_and_even_pages_header_footer
        for number, section in enumerate(self.document.sections):
            headers = [section.header]
            headers += [section.even_page_header] if is_two_sided else []
            headers += [section.first_page_header] if section.different_first_page_header_footer else []
            for header in headers:
                if not number or not header.is_linked_to_previous:
                    _say_above(header)

    def begin_appendix(self) -> None:
        """A section of its own, without the grid of the text: head, and of which drawing all this is."""
        last = self.end.getprevious()
        if last is None or last.tag != qn("w:p") or last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            last = OxmlElement("w:p")
            self._before_end(last)
        last.get_or_add_pPr().append(deepcopy(self.end))
        for name in ("headerReference", "footerReference", "titlePg", "pgNumType", "docGrid", "type"):
            for each in self.end.findall(qn(f"w:{name}")):
                self.end.remove(each)
        self.say(_HEADING, "附：数字佐证")
        self._table(self.proof.facts, "本稿依据", "本稿所用统计的名称、时刻、期间、筛选和校验码")
        self.say(
            _FACT, "正文每个数字后的编号即下文编号；点击编号可打开系统中对应的页面，逐条核对登记、照片和以后的更正。"
        )

    def say_findings(self) -> None:
        """What is not settled, in red."""
        if not self.proof.findings:
            return
        self.say(_PART, "尚未落实")
        for finding in self.proof.findings:
            self.say(_FACT, f"· {finding}", red=True)

    def list_numbers(self) -> None:
        """All numbers in one table."""
        if not self.proof.backings:
            self.say(_FACT, "正文没有引用数字。")
            return
        self.say(_PART, "一、数字一览")
        self._put(numbers_table(self.proof.backings))
        self.say(_PART, "二、逐项佐证")

    def put_backing(self, backing: Backing) -> None:
        """One number: what it is, and its lines."""
        each = backing.reference
        self.say(_NUMBER, f"[{each.number}] {each.label}　{each.wording}{'　手填' if each.is_typed else ''}")
        said = [("数值", f"{said_number(each.value)} {each.unit}"), ("定义", each.definition)]
        said += backing.facts
        if not each.is_typed:
            said.append(("登记", f"{backing.count:,}条"))
        for name, text in said:
            self.say(_FACT, f"{name}：{text}", with_next=bool(backing.lines))
        if backing.lines:
            self._put(lines_table(backing))
        self._say_link(backing)

    def put_pictures(self) -> None:
        """The charts, each with its table."""
        if self.proof.pictures:
            self.say(_PART, "三、图表")
        for number, picture in enumerate(self.proof.pictures, 1):
            self.say(_NUMBER, f"图{number}　{picture.title}（单位：{picture.unit}）")
            run = run_of_chart(self.document, picture, number, at=self.at)
            self._before_end(new_paragraph(self.document, _CHART, [run]))
            self._put(table_below(picture))

    def say(self, look: Look, text: str, *, red: bool = False, with_next: bool = False) -> None:
        """A paragraph at the end; `with_next` keeps it on the page of what follows."""
        runs = plain_runs(Stretch(text), None)
        if red:
            for run in runs:
                _colour(run, RED)
        paragraph = new_paragraph(self.document, look, runs)
        if with_next:
            paragraph.get_or_add_pPr().get_or_add_keepNext()
        self._before_end(paragraph)

    def _say_link(self, backing: Backing) -> None:
        runs = plain_runs(Stretch(_said_of_page(backing)), None)
        address = plain_runs(Stretch(backing.address), None)
        for run in address:
            _colour(run, BLUE)
        if backing.address.startswith("http"):
            link = _link(self.document.part, backing.address)
            link.extend(address)
            address = [link]
        self._before_end(new_paragraph(self.document, _FACT, [*runs, *address]))

    def _table(self, facts: Sequence[tuple[str, str]], title: str, about: str) -> None:
        self._put(table_of(("项目", "内容"), facts, widths=(1500, 7344), title=title, about=about))

    def _put(self, table: Any) -> None:
        self._before_end(table)
        self._before_end(new_paragraph(self.document, _CELL, []))

    def _before_end(self, element: Any) -> None:
        self.end.addprevious(element)


def _say_above(header: Any) -> None:
    if header.is_linked_to_previous:
        header.is_linked_to_previous = False
    first = header.paragraphs[0]
    paragraph = first.insert_paragraph_before() if first.text else first
    run = new_run(HEADER)
    _colour(run, RED)
    paragraph._p.append(run)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _link(part: Any, address: str) -> Any:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), part.relate_to(address, RT.HYPERLINK, is_external=True))
    return link


def _colour(run: Any, colour: str) -> None:
    run.get_or_add_rPr().get_or_add_color().set(qn("w:val"), colour)


def _raise(run: Any) -> None:
    _colour(run, BLUE)
    run.get_or_add_rPr().superscript = True


def _said_of_page(backing: Backing) -> str:
    """What stands before the address of its page: what is found there, or why no line is printed."""
    left = backing.count - len(backing.lines)
    if backing.stays and left:
        return "登记行不印出：企业体检结果只给到场的人看，需核对的由分队长、统筹在系统内打开："
    if left:
        return f"本表列出前{len(backing.lines):,}条，其余{left:,}条及照片、以后的更正见："
    return "登记原件、照片和以后的更正见："
