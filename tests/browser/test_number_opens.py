"""What is 12,700? From the number in the proof copy to the line that somebody logged at a gate, and its photo."""

import io
import re

import docx
import pytest
from docx.oxml.ns import qn
from flask import Flask
from playwright.sync_api import Page, expect

from outreach import clock
from outreach.db import db, transaction
from outreach.people.queries import person_by_username
from outreach.reports.filters import Filters
from outreach.reports.texts.actions import begin_text, draw_text
from outreach.reports.texts.facts import Frame
from outreach.reports.texts.models import DrawnText
from outreach.reports.texts.rules import Kind
from tests.browser.conftest import DESK, PHONE, Opened

#: A page of nobody's that tells what is pasted into it: our own pages may not read what was copied.
PASTING = """<div contenteditable autofocus onpaste="
  event.preventDefault();
  window.pasted = ['text/html', 'text/plain'].map((kind) => event.clipboardData.getData(kind));
">here</div>"""

#: The cells out of which something sticks.
OVER_THE_EDGE = """() => [...document.querySelectorAll(".breakdown td.num")].filter((cell) => {
  const edges = cell.getBoundingClientRect();
  const pieces = [...cell.children].map((piece) => piece.getBoundingClientRect());
  return pieces.some((piece) => piece.right > edges.right + 1 || piece.left < edges.left - 1);
}).map((cell) => cell.textContent)"""


@pytest.fixture(scope="module")
def drawn(example_app: Flask) -> tuple[str, str]:
    """The address of the example year's text as it was drawn, and its id."""
    with example_app.test_request_context():
        with transaction():
            clerk = person_by_username("clerk")
            assert clerk is not None
            text = begin_text(Frame(Kind.YEAR, Filters.of_year(2025)), by=clerk, now=clock.now())
        with transaction():
            drawn = draw_text(text, seen=text.version, by=clerk, now=clock.now())
        found = db.session.get_one(DrawnText, drawn.id)
        return f"/reports/2025/texts/drawn/{found.id}", str(found.id)


def test_what_is_12700(opened: Opened, drawn: tuple[str, str]) -> None:
    page = opened("viewer", PHONE)
    answer = page.request.get(f"/reports/2025/texts/{drawn[1]}/proof.docx")
    page.goto(address_of(answer.body(), "12700余份"))
    expect(page.locator("mark")).to_contain_text("12700余份")
    expect(page.locator("main")).to_contain_text("12,734")
    photo = page.locator(".kept-photos img")
    while not photo.count():
        page.locator("a[rel=next]").last.click()
        page.wait_for_load_state()
    line = page.locator(".kept-lines li", has=photo).first
    quantity = line.locator(".number").inner_text().split()[0]
    link = line.locator(".kept-line a")
    row = (link.get_attribute("href") or "").partition("#")[2]
    expect(line.locator("img").first).to_be_visible()
    link.click()
    expect(page).to_have_url(re.compile(rf"/events/[0-9a-f-]+#{row}$"))
    expect(page.locator(f"#{row}")).to_contain_text(quantity)
    expect(page.locator("main img").first).to_be_attached()


def test_a_paragraph_keeps_its_form(opened: Opened, drawn: tuple[str, str]) -> None:
    page = opened("clerk", DESK)
    page.context.grant_permissions(["clipboard-write"])
    page.goto(drawn[0])
    body = page.locator(".official p", has_text="12700余份")
    body.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("已带格式复制")
    html, plain = pasted(page)
    assert "仿宋_GB2312" in html and "font-size: 16pt" in html.replace("font-size:16pt", "font-size: 16pt")
    assert "发放宣传资料12700余份，" in plain and not re.search(r"\[\d|余份\d", plain)


def address_of(content: bytes, wording: str) -> str:
    """Where the number behind `wording` opens, from its link in the file."""
    document = docx.Document(io.BytesIO(content))
    for link in document.element.body.iter(qn("w:hyperlink")):
        before = link.getprevious()
        if before is not None and wording in "".join(each.text for each in before.iter(qn("w:t"))):
            return str(document.part.rels[link.get(qn("r:id"))].target_ref)
    raise AssertionError(wording)


def pasted(page: Page) -> tuple[str, str]:
    """What somebody gets who pastes elsewhere what was copied on the page: with its form, and without."""
    with page.context.new_page() as elsewhere:
        elsewhere.set_content(PASTING)
        elsewhere.locator("[contenteditable]").click()
        elsewhere.keyboard.press("ControlOrMeta+V")
        html, plain = elsewhere.wait_for_function("window.pasted").json_value()
    return html, plain


def test_no_number_of_a_printed_table_lies_over_another(opened: Opened) -> None:
    page = opened("viewer", {"width": 680, "height": 960})
    page.goto(f"/reports/{clock.today().year}")
    page.emulate_media(media="print")
    expect(page.locator(".breakdown td .tag").first).to_be_attached()
    assert page.evaluate(OVER_THE_EDGE) == []
