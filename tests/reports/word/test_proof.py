"""The proof copy: every number of it is the drawing's, and what stands behind each adds up to it."""

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from docx.oxml.ns import qn
from flask import Flask

from outreach.db import transaction
from outreach.documents.filling import Sheet
from outreach.documents.standard import standard_template
from outreach.reports.drawings.checking import said_code
from outreach.reports.drawings.queries import figure_in, lines_in
from outreach.reports.typed.rules import Shape
from outreach.reports.word import proof_queries
from outreach.reports.word.proof import HEADER, proof_docx
from outreach.reports.word.proof_queries import NotDrawn, proof_of
from tests.making import make_tally, make_typed, make_typed_value
from tests.reports.word.drawn import AT, BUREAU, Drawn, draw_text, drawn_small_year
from tests.reports.word.reading import number, opened, parts_of, rows, texts
from tests.reports.years import small_year

SHEET = Sheet(standard_template(), BUREAU, 2025)
HOST = "https://pufa.example.gov.cn"


def file_of(drawn: Drawn) -> bytes:
    copy = drawn.copy
    return proof_docx(copy, SHEET, proof_of(copy, address=lambda path: HOST + path), at=drawn.drawing.at)


def test_every_number_of_the_text_leads_to_its_page(here: Flask) -> None:
    drawn = drawn_small_year()
    document = opened(file_of(drawn))
    assert any("3次[1]，发放宣传资料12700余份[2]" in text for text in texts(document))
    assert any("集中宣传3次[1]。" in text for text in texts(document))
    links = {}
    for link in document.element.body.iter(qn("w:hyperlink")):
        said = "".join(each.text for each in link.iter(qn("w:t")))
        links[said] = document.part.rels[link.get(qn("r:id"))].target_ref
    stem = f"{HOST}/reports/2025/drawings/{drawn.drawing.id}/references"
    wanted = {f"[{each.number}]": f"{stem}/{each.number}" for each in drawn.copy.references}
    assert {said: target for said, target in links.items() if said in wanted} == wanted
    raised = [run for run in document.element.body.iter(qn("w:r")) if run.find(f".//{qn('w:vertAlign')}") is not None]
    assert len(raised) == 7 and not [run for run in raised if run.get("reference")]


def test_every_number_is_the_drawings_and_its_lines_add_up_to_it(app_context: Flask) -> None:
    drawn = drawn_small_year()
    copy = drawn.copy
    tables = opened(file_of(drawn)).tables
    by_number = {row[0]: row for row in rows(tables[1])[1:]}
    for each in copy.references:
        kept = figure_in(drawn.drawing.id, each.key)
        row = by_number[f"[{each.number}]"]
        assert (number(row[2]), row[3], row[4]) == (kept.value, kept.unit, each.wording), each.key
        lines = list(lines_in(drawn.drawing.id, each.key))
        assert number(row[5]) == len(lines)
        if not lines:
            continue
        table = _called(tables, f"[{each.number}] {kept.label}的登记")
        heads, *printed = rows(table)
        place = heads.index(f"数量（{kept.unit}）")
        assert [number(row[place]) for row in printed[:-1]] == [line.quantity for line in lines]
        assert [row[1:3] for row in printed[:-1]] == [[line.day.isoformat(), line.label] for line in lines]
        assert number(printed[-1][place]) == kept.value == sum(line.quantity for line in lines)


def test_a_rate_typed_by_hand_is_the_number_that_the_text_prints(here: Flask) -> None:
    year = small_year()
    figure = make_typed("arbitration", name="调解成功率", shape=Shape.RATE)
    make_typed_value(figure, numerator=212, denominator=260)
    make_typed_value(make_typed("even", name="结案率", shape=Shape.RATE), numerator=80, denominator=100)
    said = (
        ("81.54%", "typed_arbitration;part=rate"),
        ("80%", "typed_even"),
        ("260件", "typed_arbitration;part=denominator"),
    )
    drawn = Drawn(year, *draw_text(year, typed=(("调解成功率", None), *said)))
    document = opened(file_of(drawn))
    printed = [row[1:5] for row in rows(document.tables[1])[-3:]]
    assert printed == [
        ["调解成功率 · 比率", "81.54", "%", "81.54%"],
        ["结案率 · 比率", "80", "%", "80%"],
        ["调解成功率 · 分母", "260", "件", "260件"],
    ]
    facts = texts(document)
    assert {"数值：81.54 %", "数值：80 %", "数值：260 件"} <= set(facts) and not any("— %" in each for each in facts)


def test_what_took_a_line_back_and_what_was_estimated_is_marked(here: Flask) -> None:
    tables = opened(file_of(drawn_small_year())).tables
    said = [row for table in tables for row in rows(table)]
    assert [row[-1] for row in said if len(row) == 7 and row[5] == "−77"] == ["撤销：记错活动"] * 2
    assert "估计" in [row[-1] for row in said if len(row) == 7 and row[5] == "300"]


def test_more_lines_than_are_printed_are_named_with_their_sum(here: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = drawn_small_year()
    monkeypatch.setattr(proof_queries, "MOST_LINES", 2)
    tables = opened(file_of(drawn)).tables
    label = figure_in(drawn.drawing.id, "handouts").label
    printed = rows(_called(tables, f"[2] {label}的登记"))
    assert len(printed) == 1 + 2 + 1 + 1 and "其余" in printed[3][2]
    assert sum(number(row[5]) for row in printed[1:-1]) == number(printed[-1][5]) == 12_734


def test_what_was_found_in_companies_says_why_no_line_is_printed(here: Flask) -> None:
    year = small_year()
    drawn = Drawn(year, *draw_text(year, typed=(("0次", "check_ups"),)))
    proof = proof_of(drawn.copy, address=lambda path: HOST + path)
    assert [each.stays for each in proof.backings] == [False] * (len(proof.backings) - 1) + [True]
    stays = replace(proof.backings[-1], count=15, rest=15)
    said = texts(opened(proof_docx(drawn.copy, SHEET, replace(proof, backings=(stays,)), at=drawn.drawing.at)))
    assert any(each.startswith("登记行不印出：企业体检结果只给到场的人看") for each in said)
    assert not [each for each in said if "本表列出前" in each]


def test_it_says_which_drawing_it_is_and_where_the_code_is_checked(here: Flask) -> None:
    drawn = drawn_small_year()
    document = opened(file_of(drawn))
    facts = dict(row for row in rows(document.tables[0])[1:])
    assert drawn.drawing.seal is not None
    assert facts["校验码"] == said_code(drawn.drawing.seal.code)
    assert facts["核验地址"] == f"{HOST}/reports/2025/drawings/{drawn.drawing.id}"
    assert facts["统计期间"] == "2025年1月1日至2025年12月31日" and facts["统计名称"] == "2025年度报告"
    assert facts["统计时刻"].startswith("2026年1月15日")
    for section in document.sections:
        for header in (section.header, section.even_page_header):
            assert [each.text for each in header.paragraphs] == [HEADER]


def test_charts_are_words_own_with_their_numbers_in_a_workbook(app_context: Flask) -> None:
    drawn = drawn_small_year()
    content = file_of(drawn)
    parts, document = parts_of(content), opened(content)
    pictures = list(proof_of(drawn.copy, address=str).pictures)
    charts = sorted(name for name in parts if name.startswith("word/charts/chart") and name.endswith(".xml"))
    assert len(charts) == len(pictures) == 5
    drawings = list(document.element.body.iter(qn("wp:docPr")))
    for place, (each, picture) in enumerate(zip(drawings, pictures, strict=True), 1):
        assert each.get("descr") == picture.alt and picture.title == each.get("title")
        book = openpyxl.load_workbook(io.BytesIO(parts[f"word/embeddings/chart{place}.xlsx"]))
        table = [list(row) for row in book.active.iter_rows(values_only=True)]
        assert table[0] == [picture.head, *(row.name for row in picture.rows)]
        columns = [list(column) for column in zip(*(row[1:] for row in table[1:]), strict=True)]
        assert columns == [list(row.values) for row in picture.rows]
        below = document.tables[-len(pictures) + place - 1]
        assert below._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")) == picture.alt
        assert number(rows(below)[-1][-1]) == picture.total
    assert [picture.total for picture in pictures] == [3, 12_734, 125, 100_500, 2]


def test_a_correction_does_not_move_it(here: Flask) -> None:
    drawn = drawn_small_year()
    before = file_of(drawn)
    line = drawn.year.line
    later = AT + timedelta(days=3)
    facts = {"item_id": line.item_id, "reverses_id": line.id, "reason": "多记", "received_at": later}
    make_tally(drawn.year.desk, -line.quantity, by=drawn.year.clerk, **facts)
    assert file_of(drawn) == before


def test_doubts_stand_in_red_with_their_reason(here: Flask) -> None:
    drawn = drawn_small_year(trouble="有两份登记待核", findings=("“各乡镇”：还有乡镇没有活动",))
    document = opened(file_of(drawn))
    red = [
        "".join(each.text for each in run.iter(qn("w:t")))
        for run in document.element.body.iter(qn("w:r"))
        if run.find(f"{qn('w:rPr')}/{qn('w:color')}") is not None and run.rPr.color.get(qn("w:val")) == "C00000"
    ]
    assert "（有两份登记待核）" in red and "· “各乡镇”：还有乡镇没有活动" in red


def test_a_text_that_is_not_drawn_has_no_proof(here: Flask) -> None:
    with transaction(), pytest.raises(NotDrawn):
        proof_of(replace(drawn_small_year().copy, drawing=None), address=str)


def _called(tables: list[Any], name: str) -> Any:
    (found,) = [each for each in tables if each._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == name]
    return found
