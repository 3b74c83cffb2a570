"""The editor of a text: each paragraph shows all that stands in it, while it is read and while it is written."""

import re

import pytest

from tests.browser.conftest import DESK, PHONE, Opened

#: How many text areas hold more than they show.
CUT = "() => [...document.querySelectorAll('textarea')].filter((it) => it.scrollHeight > it.clientHeight + 2).length"
#: A browser from before field-sizing.
OLDER = """() => {
    const supports = CSS.supports.bind(CSS);
    CSS.supports = (name, ...more) => name !== "field-sizing" && supports(name, ...more);
    addEventListener("DOMContentLoaded", () => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("textarea { field-sizing: fixed !important; }");
        document.adoptedStyleSheets = [sheet];
    });
}"""


@pytest.mark.parametrize("is_older", [False, True], ids=["field-sizing", "older"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_no_paragraph_is_cut_off_in_its_box(opened: Opened, size: dict[str, int], is_older: bool) -> None:
    page = opened("clerk", size)
    if is_older:
        page.add_init_script(f"({OLDER})()")
    text = re.search(r'href="([^"]*/texts.[0-9a-f-]{36})"', page.request.get("/reports/2025/texts").text())
    assert text is not None
    page.goto(f"{text[1]}/edit")
    area = page.locator("[data-text-list] textarea").last
    page.wait_for_function(f"({CUT})() === 0")
    before = area.evaluate("it => it.clientHeight")
    area.fill("全县普法工作扎实推进。" * 40)
    page.wait_for_function(f"({CUT})() === 0")
    assert area.evaluate("it => it.clientHeight") > before
    area.fill("一行")
    page.wait_for_function(f"({CUT})() === 0")
    assert area.evaluate("it => it.clientHeight") <= before
