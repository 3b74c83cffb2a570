"""The files at their addresses, the page of a number, and the template's page."""

import io
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from outreach import clock
from outreach.audit.models import AuditEntry
from outreach.db import db
from outreach.documents.standard import standard_template
from outreach.people.rules import Role
from outreach.reports.drawings.models import DrawnLine
from outreach.reports.typed.rules import Shape
from tests.making import make_bureau, make_person, make_tally, make_typed, make_typed_value
from tests.reports.word.drawn import AT, TITLE, Drawn, draw_text, drawn_small_year
from tests.reports.word.reading import opened, rebuilt, texts
from tests.reports.years import small_year
from tests.signing_in import sign_in

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: A drawing, or a text, that is not there.
NOBODYS = "00000000-0000-7000-8000-000000000000"


def test_the_years_file_is_the_newest_drawn_text(here: Flask, client: FlaskClient) -> None:
    drawn = drawn_small_year()
    sign_in(client, drawn.year.viewer)
    clean = client.get("/reports/2025.docx")
    assert (clean.status_code, clean.mimetype) == (200, DOCX)
    assert texts(opened(clean.data)) == [paragraph.text for paragraph in drawn.copy.paragraphs]
    same = client.get(f"/reports/2025/texts/{drawn.text.id}/clean.docx")
    assert same.data == clean.data == client.get(f"/reports/2025.docx?drawing={drawn.drawing.id}").data
    proof = client.get("/reports/2025.docx?copy=proof")
    assert proof.status_code == 200 and proof.data == client.get(f"/reports/2025/texts/{drawn.text.id}/proof.docx").data
    assert f"http://localhost/reports/2025/drawings/{drawn.drawing.id}" in "".join(
        cell.text for row in opened(proof.data).tables[0].rows for cell in row.cells
    )
    acts = [act.facts["file"] for act in db.session.scalars(select(AuditEntry).filter_by(act="report.exported"))]
    assert acts.count(f"{TITLE}.docx") == 3 and acts.count(f"{TITLE}（佐证稿）.docx") == 2
    draw_text(drawn.year, at=AT + timedelta(days=1), trouble="待核")
    assert client.get("/reports/2025.docx").status_code == 409
    assert client.get(f"/reports/2025.docx?text={drawn.text.id}").data == clean.data


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("copy=both", 400),
        ("what=1", 400),
        ("drawing=1", 400),
        (f"drawing={NOBODYS}", 404),
        (f"text={NOBODYS}", 404),
    ],
)
def test_what_can_not_be_asked_is_refused(here: Flask, client: FlaskClient, query: str, status: int) -> None:
    make_bureau()
    sign_in(client, make_person(Role.VIEWER))
    assert client.get(f"/reports/2025.docx?{query}").status_code == status


def test_a_text_in_doubt_is_told_with_what_mends_it(here: Flask, client: FlaskClient) -> None:
    drawn = drawn_small_year(trouble="有两份登记待核", findings=("“各乡镇”：还有乡镇没有活动",))
    sign_in(client, drawn.year.clerk)
    refused = client.get(f"/reports/2025/texts/{drawn.text.id}/clean.docx")
    page = unescape(refused.text)
    assert refused.status_code == 409
    assert "有两份登记待核" in page and "“各乡镇”：还有乡镇没有活动" in page
    assert (
        f"/reports/2025/texts/{drawn.text.id}/proof.docx" in page
        and f'href="/reports/2025/texts/{drawn.text.text_id}"' in page
    )
    assert client.get(f"/reports/2025/texts/{drawn.text.id}/proof.docx").status_code == 200


def test_todays_text_has_no_proof_until_it_is_drawn(here: Flask, client: FlaskClient) -> None:
    year = small_year()
    sign_in(client, year.clerk)
    refused = client.get("/reports/2025.docx?copy=proof")
    assert refused.status_code == 409 and 'href="/reports/2025/texts"' in refused.text


def test_a_number_opens_to_its_sentence_its_lines_and_their_rows(here: Flask, client: FlaskClient) -> None:
    drawn = drawn_small_year()
    sign_in(client, drawn.year.viewer)
    stem = f"/reports/2025/drawings/{drawn.drawing.id}/references"
    page = unescape(client.get(f"{stem}/2").text)
    assert "<mark>12700余份<sup>[2]</sup></mark>" in page and "12,734" in page
    for line in db.session.scalars(select(DrawnLine).filter_by(drawing_id=drawn.drawing.id, key="handouts")):
        assert f'href="{line.url}"' in page
    assert "记错活动" in page and 'class="notice good"' in page
    assert client.get(f"{stem}/99").status_code == 404
    found = client.get(f"{stem}?number=［2］")
    assert found.status_code == 302 and found.location.endswith(f"{stem}/2")
    assert client.get(f"{stem}?number=x").status_code == 404


def test_the_page_of_a_rate_typed_by_hand_says_it(here: Flask, client: FlaskClient) -> None:
    year = small_year()
    figure = make_typed("arbitration", name="调解成功率", shape=Shape.RATE)
    make_typed_value(figure, numerator=212, denominator=260)
    said = (("81.54%", "typed_arbitration;part=rate"),)
    drawn = Drawn(year, *draw_text(year, typed=said))
    sign_in(client, year.viewer)
    number = drawn.copy.references[-1].number
    page = client.get(f"/reports/2025/drawings/{drawn.drawing.id}/references/{number}")
    assert (
        page.status_code == 200
        and "81.54 %" in page.text
        and "—" not in page.text.split('<h2 id="about-head">')[1].split("</dl>")[0]
    )


def test_the_page_of_a_number_tells_what_was_taken_back_since(here: Flask, client: FlaskClient) -> None:
    drawn = drawn_small_year()
    line, later = drawn.year.line, AT + timedelta(days=3)
    facts = {"item_id": line.item_id, "reverses_id": line.id, "reason": "后来发现多记", "received_at": later}
    make_tally(drawn.year.desk, -line.quantity, by=drawn.year.clerk, **facts)
    sign_in(client, drawn.year.viewer)
    page = unescape(client.get(f"/reports/2025/drawings/{drawn.drawing.id}/references/2").text)
    assert "后来发现多记" in page and "12,734" in page


def test_a_template_comes_in_is_used_and_goes_again(here: Flask, client: FlaskClient) -> None:
    make_bureau()
    clerk = make_person(Role.CLERK)
    sign_in(client, clerk)
    own = rebuilt(standard_template(), {})
    assert own != standard_template()
    sent = client.post("/reports/word-template", data={"file": (io.BytesIO(own), "本局模板.docx")})
    assert sent.status_code == 302
    page = client.get("/reports/word-template").text
    assert "本局模板.docx" in page and clerk.name in page
    link = page.split('/original.docx"')[0].split('href="')[-1]
    assert client.get(f"{link}/original.docx").data == own
    assert client.get(f"{link}/preview.docx").status_code == 200
    assert client.post("/reports/word-template/standard").status_code == 302
    assert "本局模板.docx" in client.get("/reports/word-template").text
    assert client.post(f"{link}/use").status_code == 302
    acts = db.session.scalars(select(AuditEntry).filter_by(act="word_template.used")).all()
    assert [act.facts["file"] for act in sorted(acts, key=lambda act: act.id)] == [
        "本局模板.docx",
        None,
        "本局模板.docx",
    ]


def test_a_bad_template_leaves_the_page_with_its_reason(here: Flask, client: FlaskClient) -> None:
    make_bureau()
    sign_in(client, make_person(Role.CLERK))
    bad = rebuilt(standard_template(), {"word/vbaProject.bin": b"\0"})
    refused = client.post("/reports/word-template", data={"file": (io.BytesIO(bad), "a.docx")})
    assert refused.status_code == 422 and 'href="#file"' in refused.text
    assert client.post("/reports/word-template", data={}).status_code == 422


def test_who_only_reads_changes_no_template(here: Flask, client: FlaskClient) -> None:
    make_bureau()
    sign_in(client, make_person(Role.VIEWER))
    assert client.get("/reports/word-template").status_code == 200
    assert client.post("/reports/word-template", data={}).status_code == 403


def test_the_command_writes_both_files(here: Flask, tmp_path: Path) -> None:
    drawn = drawn_small_year()
    clean, proof = tmp_path / "清稿.docx", tmp_path / "佐证稿.docx"
    arguments = ["report", "2025", "--docx", str(clean), "--proof-docx", str(proof)]
    result = here.test_cli_runner().invoke(args=arguments)
    assert result.exit_code == 0, result.output
    assert texts(opened(clean.read_bytes())) == [paragraph.text for paragraph in drawn.copy.paragraphs]
    assert len(opened(proof.read_bytes()).tables) > 5
    draw_text(drawn.year, at=AT + timedelta(days=1), trouble="有两份登记待核")
    result = here.test_cli_runner().invoke(args=["report", "2025", "--docx", str(tmp_path / "x.docx")])
    assert result.exit_code == 1 and "有两份登记待核" in result.output and not (tmp_path / "x.docx").exists()


def test_the_files_of_this_year_are_of_today(here: Flask, client: FlaskClient) -> None:
    make_bureau()
    sign_in(client, make_person(Role.VIEWER))
    preview = client.get("/reports/word-template/preview.docx")
    assert str(clock.today().year) in texts(opened(preview.data))[-1]
