"""Looking at the pages passes over no fault.

Not in contrast, which tests/browser/contrast.js computes in the place of axe, nor in what the desk alone draws.
"""

from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE
from tests.browser.test_pages import (
    ASK_AXE,
    BRING_AXE,
    CONTRAST,
    FRAME,
    LOOK,
    NEW,
    complaints_to_the_eye,
    violations,
    violations_at_the_desk,
)

#: Texts, each pale in another way or only nearly so.
PAGE = """<!doctype html><html lang="en"><head><title>Pale</title><style>
    body { color: #222; background: #fff; font: 16px/1.5 sans-serif; }
    .dark { background: #222; } .pale { color: #999; } .half { background: rgb(255 255 255 / 50%); }
    .striped { background: linear-gradient(#fff, #ddd); } .steep { background: linear-gradient(to right, #fff, #222); }
    .touched { position: relative; } .touched a { color: #999; }
    .touched a::after { content: ""; position: absolute; inset: 0; }
    .cut { position: absolute; height: 1px; overflow: hidden; clip-path: inset(50%); }
    select.arrow { padding-right: 40px; appearance: none; background: #fff; color: #222; border: 1px solid #222;
        background-image: linear-gradient(#222, #222); background-position: right 18px center;
        background-repeat: no-repeat; background-size: 6px 6px; }
    .scrolls { overflow: auto; width: 100px; background: #fff; }
    .over { color: #444; position: relative; margin: 0; top: -32px; left: 5px; z-index: 1; }
    .large { font-size: 24px; color: #949494; } .less { font-size: 23px; color: #949494; }
    .bold { font-size: 19px; font-weight: 700; color: #949494; } td { white-space: nowrap; }
    button { color: #999; background: #fff; }
</style></head><body><main><h1>Pale</h1>
    <p class="pale">Grey on white</p> <p>Black on white</p> <p class="striped pale">On two colours</p>
    <p class="steep" style="color: #666">On steep shades</p> <div class="cut"><p class="pale">Cut away</p></div>
    <p class="touched"><a href="#there">Touched all over</a></p>
    <label>Chosen <select id="chosen" class="arrow"><option>One of them</option></select></label>
    <div class="dark"><p style="color: #555">Grey on dark</p><p class="half pale">Under a veil</p></div>
    <div class="dark" style="height: 40px"></div><p class="over">Dark on what is dark</p>
    <p style="opacity: .4">Faint</p> <p style="color: rgb(0 0 0 / 45%)">Shines through</p>
    <p class="large">Large</p> <p class="less">Less large</p> <p class="bold">Bold</p>
    <label class="pale">What a field is called <input></label> <button>Sent away</button>
    <button disabled>Switched off</button>
    <div class="scrolls" tabindex="0"><table>
        <tr><td>First of the cells</td><td class="pale">Last of them</td></tr>
    </table></div>
</main></body></html>"""
FOUND_BY_AXE = """async () => (await axe.run({runOnly: ["color-contrast"]})).violations
    .flatMap((found) => found.nodes).map((node) => document.querySelector(node.target[0]).childNodes[0].data.trim())"""


def test_no_pale_text_is_passed_over(browser: Browser, axe: str) -> None:
    page = browser.new_page()
    page.set_content(PAGE)
    page.evaluate(BRING_AXE, axe)
    all_of_them = found_by_axe(page)
    computed = {text.split('"')[1] for text in page.evaluate(CONTRAST)}
    page.evaluate(ASK_AXE, {"isWhole": False})
    left_to_axe = found_by_axe(page)
    marked = page.evaluate("[...document.querySelectorAll('[data-test-ask-axe]')].map((element) => element.id)")
    page.close()
    assert computed | left_to_axe == all_of_them | {"On two colours"}  # axe says of it that it cannot tell
    assert {"Grey on white", "Grey on dark", "Under a veil", "Shines through", "Less large", "Last of them"} <= computed
    assert "Touched all over" in computed
    assert {"Faint", "What a field is called", "Dark on what is dark"} <= left_to_axe
    assert "chosen" not in marked


def found_by_axe(page: Page) -> set[str]:
    return set(page.evaluate(FOUND_BY_AXE))


#: A page with one fault in its frame, one in its content, and one that only the desk shows.
FAULTY = """<!doctype html><html lang="en"><head><title>Faulty</title><style>
    @media (max-width: 800px) { .desk { display: none } }
</style></head><body><header class="side"><button></button></header><main><h1>Faulty</h1>
    <img src="data:,"> <p class="desk">Wide <input></p></main></body></html>"""


def test_a_fault_of_the_frame_of_the_page_or_of_the_desk_is_found(browser: Browser, axe: str) -> None:
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]  # as in conftest
    page.set_content(FAULTY)
    page.evaluate(BRING_AXE, axe)
    first = [*violations(page, whole=True)]
    later = [*violations(page, whole=True, where=FRAME)]
    at_the_desk = [*violations_at_the_desk(page, set(), where=NEW)]
    page.close()
    assert [each.split(":")[0] for each in first] == ["button-name", "image-alt"]
    assert [each.split(":")[0] for each in later] == ["image-alt"]
    assert [each.split(":")[1].strip() for each in at_the_desk] == ["label"]


#: A page with a block of the class that is asked for, and with a pale text.
WIDE = """<!doctype html><html lang="en"><head><title>Wide</title><style>
    body { margin: 0; } .wide { width: 500px; } [data-type=large] .grows { width: 1000px; } p { color: #999; }
</style></head><body><main><h1>Wide</h1><div class="%s">Wide</div><p>Pale</p></main></body></html>"""


def test_what_is_too_wide_or_too_pale_is_found(browser: Browser) -> None:
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]  # as in conftest
    found = []
    for kind in ("wide", "grows"):
        page.set_content(WIDE % kind)
        found.append([*complaints_to_the_eye(page.evaluate(LOOK))])
    page.close()
    wide, wider_in_large_type = "is 110 px wider than the screen", "is 610 px wider than the screen in large type"
    pale = 'is too pale: P "Pale" 2.85'
    assert found == [[wide, f"{wide} in large type", pale], [wider_in_large_type, pale]]
