"""Looking at the pages passes over no fault: neither of the phone nor of the desk, which one window is in turn.

Nor in contrast, which tests/browser/contrast.js computes in the place of axe.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from werkzeug import Response

from tests.browser.conftest import DESK, served, undrawn_page
from tests.browser.looking import CONTRAST, Looking

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
    button { color: #999; background: #fff; } .dotted { position: relative; padding-left: 30px; color: #999; }
    .dotted::before { content: ""; box-sizing: border-box; position: absolute; left: 0; top: 8px; width: 10px;
        height: 10px; border: 2px solid #222; background: #fff; } .dotted.wide::before { width: 40px; }
</style></head><body><main><h1>Pale</h1>
    <p class="pale">Grey on white</p> <p class="pale">一</p> <p>Black on white</p>
    <p class="striped pale">On two colours</p>
    <p class="steep" style="color: #666">On steep shades</p> <div class="cut"><p class="pale">Cut away</p></div>
    <p class="touched"><a href="#there">Touched all over</a></p>
    <label>Chosen <select id="chosen" class="arrow"><option>One of them</option></select></label>
    <div class="dark"><p style="color: #555">Grey on dark</p><p class="half pale">Under a veil</p></div>
    <div class="dark" style="height: 40px"></div><p class="over">Dark on what is dark</p>
    <p style="opacity: .4">Faint</p> <p style="color: rgb(0 0 0 / 45%)">Shines through</p>
    <p class="large">Large</p> <p class="less">Less large</p> <p class="bold">Bold</p>
    <label class="pale">What a field is called <input></label> <button>Sent away</button>
    <button disabled>Switched off</button> <svg width="90" height="20"><text y="15" class="pale">Drawn</text></svg>
    <p class="dotted">Beside a dot</p> <p class="dotted wide" id="on-a-dot">On a dot</p>
    <div class="scrolls" tabindex="0"><table>
        <tr><td>First of the cells</td><td class="pale">Last of them</td></tr>
    </table></div>
</main></body></html>"""
FOUND_BY_AXE = """async () => (await axe.run({runOnly: ["color-contrast"]})).violations
    .flatMap((found) => found.nodes).map((node) => document.querySelector(node.target[0]).childNodes[0].data.trim())"""

ONLY_WHAT_IS_MARKED = 'axe.configure({ rules: [{ id: "color-contrast", selector: "[data-test-ask-axe]" }] })'


def test_no_pale_text_is_passed_over(browser: Browser, axe: str) -> None:
    page = browser.new_page()
    page.set_content(PAGE)
    page.add_script_tag(url=axe)
    all_of_them = found_by_axe(page)
    computed = {text.split('"')[1] for text in page.evaluate(CONTRAST)}
    page.evaluate(ONLY_WHAT_IS_MARKED)
    left_to_axe = found_by_axe(page)
    marked = page.evaluate("[...document.querySelectorAll('[data-test-ask-axe]')].map((element) => element.id)")
    page.close()
    assert computed | left_to_axe == all_of_them | {"On two colours"}  # axe says of it that it cannot tell
    assert {"Grey on white", "Grey on dark", "Under a veil", "Shines through", "Less large", "Last of them"} <= computed
    assert "Touched all over" in computed
    assert {"Faint", "What a field is called", "Dark on what is dark"} <= left_to_axe
    assert {"Beside a dot"} <= computed
    assert "on-a-dot" in marked
    assert "chosen" not in marked
    assert "Drawn" not in all_of_them
    assert "一" not in all_of_them


def found_by_axe(page: Page) -> set[str]:
    return set(page.evaluate(FOUND_BY_AXE))


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A window that is the desk's, and draws nothing, as those in which all pages are looked at."""
    context = browser.new_context(viewport=DESK)  # type: ignore[arg-type]  # as in conftest
    yield undrawn_page(context)
    context.close()


def test_a_picture_that_would_wait_for_its_being_seen_is_loaded(desk: Page, axe: str) -> None:
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url[-8:]))
    far = '<p style="height: 9000px">Far</p><img src="/far.png" loading="lazy" alt="Far below">'
    all_found(Looking(desk, axe=axe), FAULTY.replace("<h1>", f"{far}<h1>"))
    assert "/far.png" in asked


def all_found(looking: Looking, content: str) -> list[list[str]]:
    """What is found on a page: at the desk, at the phone, and of what only the desk draws."""
    with served(Response(content, mimetype="text/html")) as address:
        looking.open(address)
        return [looking.at_the_desk(), looking.at_the_phone(), looking.only_at_the_desk()]


SCREEN = '<meta name="viewport" content="width=device-width, initial-scale=1">'
#: A page with one fault in its frame, one in its content, and one that only the desk shows in a block of the class that
#: is asked for.
FAULTY = f"""<!doctype html><html lang="en"><head>{SCREEN}<title>Faulty</title><style>
    @media (max-width: 800px) {{ .desk {{ display: none }} }}
</style></head><body><header class="side"><button></button></header><main><h1>Faulty</h1>
    <img src="data:,"><p class="desk %s">Wide <input></p></main></body></html>"""


def test_a_fault_of_the_frame_of_the_page_or_of_the_desk_is_found(desk: Page, axe: str) -> None:
    looking = Looking(desk, axe=axe)
    found = [all_found(looking, FAULTY % kind) for kind in ("first", "first", "other")]
    rules = [[[text.split(":")[0] for text in texts] for texts in each] for each in found]
    whole = [[], ["button-name", "image-alt"], ["button-name", "image-alt", "label"]]
    frame_and_desk_are_known, desk_is_new = [[], ["image-alt"], []], [[], ["image-alt"], ["label"]]
    assert rules == [whole, frame_and_desk_are_known, desk_is_new]


LINKS = f"""<!doctype html><html lang="en"><head>{SCREEN}<title>Links</title><style>
    body {{ color: #222; background: #fff; }} a {{ color: #333; text-decoration: none; }}
    .line {{ text-decoration: underline; }} .bold {{ font-weight: 700; }} .blue {{ color: #06c; }}
</style></head><body><main><h1>Links</h1><p>Of a kind: <a href="#1" class="%s">this one</a>, and what follows it.</p>
</main></body></html>"""


@pytest.mark.parametrize(("kind", "is_found"), [("", True), ("line", False), ("bold", False), ("blue", True)])
def test_a_link_that_looks_like_the_text_around_it_is_found(desk: Page, axe: str, kind: str, is_found: bool) -> None:
    _at_the_desk, at_the_phone, _only_at_the_desk = all_found(Looking(desk, axe=axe), LINKS % kind)
    assert [text.split(":")[0] for text in at_the_phone] == ["link-in-text-block"] * is_found


#: A page with a block of the class that is asked for, and with a text that is pale in the light and one in the dark.
WIDE = f"""<!doctype html><html lang="en"><head>{SCREEN}<title>Wide</title><style>
    body {{ margin: 0; background: #fff; color: #222; }} .wide {{ width: 780px; }} .day {{ color: #999; }}
    [data-type=large] .grows {{ width: 2000px; }}
    @media (min-width: 1000px) {{ .desk {{ width: 2000px; }} }}
    @media (pointer: coarse) {{ .touch {{ width: 780px; }} }}
    @media (hover: hover) and (pointer: fine) {{ .mouse {{ width: 2000px; }} }}
    @media (prefers-reduced-motion: no-preference) {{ p {{ transition: color 0.2s }} }}
    @media (prefers-color-scheme: dark) {{ body {{ background: #222; color: #fff; }} .night {{ color: #555; }} }}
</style></head><body><main><h1>Wide</h1><div class="%s">Wide</div>
    <p class="day">By day</p><p class="night">By night</p></main></body></html>"""
#: What is found at the desk, and what at the phone: in pixels as it is, and in large type.
TOO_WIDE = {
    "wide": ((0, 0), (390, 390)),
    "grows": ((0, 720), (0, 1610)),
    "desk": ((720, 720), (0, 0)),
    "touch": ((0, 0), (390, 390)),
    "mouse": ((720, 720), (0, 0)),
}


@pytest.mark.parametrize(("desk_theme", "phone_theme"), [("dark", "light"), ("light", "dark")])
def test_what_is_too_wide_or_too_pale_is_found(desk: Page, axe: str, desk_theme: str, phone_theme: str) -> None:
    looking = Looking(desk, axe=axe, desk_theme=desk_theme, phone_theme=phone_theme)
    pale = {"light": 'is too pale: P "By day" 2.85', "dark": 'is too pale: P "By night" 2.13'}
    for kind, widths in TOO_WIDE.items():
        at_the_desk, at_the_phone = map(said_of, widths)
        expected = [[*at_the_desk, pale[desk_theme]], [*at_the_phone, pale[phone_theme]], []]
        assert all_found(looking, WIDE % kind) == expected, kind


def said_of(too_much: tuple[int, int]) -> list[str]:
    """What is said of a page that is so many pixels wider than the screen, as it is and in large type."""
    places = ("", " in large type")
    return [f"is {px} px wider than the screen{place}" for px, place in zip(too_much, places, strict=True) if px > 0]
