"""Every page of the example year in a browser: no script error, nothing cut off, and nothing that axe objects to."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, Opened, pictures
from tests.pages import addresses

LOOKS = {"phone-zh-light": (PHONE, "zh", "light"), "desk-en-dark": (DESK, "en", "dark")}
if pictures() is not None:  # all the others too, when somebody looks at them
    LOOKS |= {"phone-en-dark": (PHONE, "en", "dark"), "desk-zh-light": (DESK, "zh", "light")}


#: How much wider than the screen the page is in large type, which is put back.
IN_LARGE_TYPE = """() => {
    const page = document.documentElement, usual = page.dataset.type;
    page.dataset.type = "large";
    const wider = page.scrollWidth - window.innerWidth;
    page.dataset.type = usual;
    return wider;
}"""

#: Axe asks for the contrast of three texts of each look (colours, font and all that lies behind), not of each of a
#: table's thousand cells, which takes three quarters of its time.
THREE_OF_EACH_LOOK = """
(() => {
    const looks = new Map(), known = new Map(), times = new Map();
    const LOOK = ["color", "backgroundColor", "backgroundImage", "opacity", "fontSize", "fontWeight", "textShadow",
        "position", "display", "visibility", "overflowX", "zIndex"];
    const lookOf = (element) => {
        if (!element) return 0;
        if (looks.has(element)) return looks.get(element);
        const style = getComputedStyle(element);
        const isOff = element.matches("[aria-disabled=true], :disabled");
        const own = [element.tagName, isOff, ...LOOK.map((name) => style[name])];
        const key = [lookOf(element.parentElement), ...own].join("|");
        if (!known.has(key)) known.set(key, known.size + 1);
        looks.set(element, known.get(key));
        return known.get(key);
    };
    const textsOf = (element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    for (const element of document.querySelectorAll("body *:not(label, label *, input, select, textarea, option)")) {
        const said = textsOf(element).map((text) => text.data.trim()).join("");
        if (!said || !element.checkVisibility()) continue;
        const key = `${lookOf(element)}|${said.length === 1}|${/[\\p{L}\\p{N}]/u.test(said)}`;
        times.set(key, (times.get(key) || 0) + 1);
        if (times.get(key) > 3) element.setAttribute("data-test-like-others", "");
    }
    axe.configure({ rules: [{ id: "color-contrast", selector: ":not([data-test-like-others])" }] });
})();
"""
AXE = Axe(f"{Axe().axe_script};{THREE_OF_EACH_LOOK}")


@pytest.mark.parametrize(("size", "language", "theme"), LOOKS.values(), ids=LOOKS)
def test_every_page_is_whole(
    example_app: Flask,
    opened: Opened,
    size: dict[str, int],
    language: str,
    theme: str,
    request: pytest.FixtureRequest,
) -> None:
    page = opened("admin", size, language=language, theme=theme, bypass_csp=True)
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    seen = list(addresses(example_app))
    for endpoint, address in seen:
        answer = page.goto(address)
        if answer is None or answer.status != 200:
            troubles.append(f"answered {answer and answer.status}")
        troubles += [f"{endpoint} {address}: {text}" for text in complaints(page)]
        keep_picture(page, f"{request.node.callspec.id}-{endpoint}")
    assert troubles == []
    assert len(seen) > 40


def complaints(page: Page) -> Iterator[str]:
    """What is wrong with the page that is shown."""
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if wider > 0:
        yield f"is {wider} px wider than the screen"
    if (wider := page.evaluate(IN_LARGE_TYPE)) > 0:
        yield f"is {wider} px wider than the screen in large type"
    for violation in AXE.run(page, options={"resultTypes": ["violations"]}).response["violations"]:
        nodes = ", ".join(node["target"][0] if node["target"] else "?" for node in violation["nodes"][:3])
        yield f"{violation['id']}: {violation['help']} ({nodes})"


def keep_picture(page: Page, name: str) -> None:
    """A screenshot of the whole page, when somebody wants to look."""
    folder = pictures()
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)
