"""Looking at the pages passes over no fault.

Not in contrast, which tests/browser/contrast.js computes in the place of axe, nor in what the desk alone draws.
"""

from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE
from tests.browser.test_pages import ASK_AXE, AXE, CONTRAST, FRAME, NEW, complaints, complaints_at_the_desk

#: Texts, each pale in another way or only nearly so.
PAGE = """<!doctype html><html lang="en"><head><title>Pale</title><style>
    body { color: #222; background: #fff; font: 16px/1.5 sans-serif; }
    .dark { background: #222; } .pale { color: #999; } .half { background: rgb(255 255 255 / 50%); }
    .striped { background: linear-gradient(#fff, #ddd); } .scrolls { overflow: auto; width: 100px; background: #fff; }
    .over { color: #444; position: relative; margin: 0; top: -32px; left: 5px; z-index: 1; }
    .large { font-size: 24px; color: #949494; } .less { font-size: 23px; color: #949494; }
    .bold { font-size: 19px; font-weight: 700; color: #949494; } td { white-space: nowrap; }
    button { color: #999; background: #fff; }
</style></head><body><main><h1>Pale</h1>
    <p class="pale">Grey on white</p> <p>Black on white</p> <p class="striped pale">On two colours</p>
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


def test_no_pale_text_is_passed_over(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(PAGE)
    page.evaluate(AXE.axe_script)
    all_of_them = found_by_axe(page)
    computed = {text.split('"')[1] for text in page.evaluate(CONTRAST)}
    page.evaluate(ASK_AXE, {"isWhole": False})
    left_to_axe = found_by_axe(page)
    page.close()
    assert computed | left_to_axe == all_of_them
    assert {"Grey on white", "Grey on dark", "Under a veil", "Shines through", "Less large", "Last of them"} <= computed
    assert {"Faint", "What a field is called", "Dark on what is dark"} <= left_to_axe


def found_by_axe(page: Page) -> set[str]:
    return set(page.evaluate(FOUND_BY_AXE))


#: A page with one fault in its frame, one in its content, and one that only the desk shows.
FAULTY = """<!doctype html><html lang="en"><head><title>Faulty</title><style>
    @media (max-width: 800px) { .desk { display: none } }
</style></head><body><header class="side"><button></button></header><main><h1>Faulty</h1>
    <img src="data:,"> <p class="desk">Wide <input></p></main></body></html>"""


def test_a_fault_of_the_frame_of_the_page_or_of_the_desk_is_found(browser: Browser) -> None:
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]  # as in conftest
    page.set_content(FAULTY)
    first = [*complaints(page, whole=True, where=None)]
    later = [*complaints(page, whole=True, where=FRAME)]
    at_the_desk = [*complaints_at_the_desk(page, set(), where=NEW)]
    page.close()
    assert [each.split(":")[0] for each in first] == ["button-name", "image-alt"]
    assert [each.split(":")[0] for each in later] == ["image-alt"]
    assert [each.split(":")[1].strip() for each in at_the_desk] == ["label"]
