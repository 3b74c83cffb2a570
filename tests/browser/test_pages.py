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
    for violation in Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]:
        nodes = ", ".join(node["target"][0] if node["target"] else "?" for node in violation["nodes"][:3])
        yield f"{violation['id']}: {violation['help']} ({nodes})"


def keep_picture(page: Page, name: str) -> None:
    """A screenshot of the whole page, when somebody wants to look."""
    folder = pictures()
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)
