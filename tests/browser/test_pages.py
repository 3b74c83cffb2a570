"""Every page of the example year in a browser: no script error, nothing cut off, and nothing that axe objects to."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESK, PHONE, Opened, pictures, served, windows
from tests.kept_pages import KeptPages

LOOKS = {"phone-zh-light": (PHONE, "zh", "light"), "desk-en-dark": (DESK, "en", "dark")}
if pictures() is not None:  # all the others too, when somebody looks at them
    LOOKS |= {"phone-en-dark": (PHONE, "en", "dark"), "desk-zh-light": (DESK, "zh", "light")}
#: The pages are looked at in so many tests, each with its share of them, so that no process is left with all.
SHARES = 8

#: A part of a page for axe: selectors of what it looks at, or of what it leaves out.
Where = dict[str, list[list[str]]] | None

#: Computes the contrast of what lies on plain boxes, and marks the rest for axe, which takes thirty times as long.
CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
#: How a page is to the eye: in which frame it stands, how much wider than the screen it is, as it is and in large type,
#: what is too pale, and whether axe shall judge the contrast of something. Large type comes last, and is put back only
#: where axe comes next: each change of it lays out the whole page.
LOOK = f"""(isForAxe) => {{
    const page = document.documentElement, usual = page.dataset.type;
    const wider = page.scrollWidth - window.innerWidth;
    const pale = ({CONTRAST.strip()})();
    const isMarked = document.querySelector("[data-test-ask-axe]") !== null;
    page.dataset.type = "large";
    const widerInLargeType = page.scrollWidth - window.innerWidth;
    if (isForAxe || isMarked) page.dataset.type = usual;
    return {{ frame: document.body.className, wider, widerInLargeType, pale, isMarked }};
}}"""
#: Puts axe into the page as a script with an address, which the browser need not read through anew on each page.
BRING_AXE = """(address) => new Promise((done, failed) => {
    const axe = document.createElement("script");
    Object.assign(axe, { src: address, onload: () => done(), onerror: () => failed(new Error(`no ${address}`)) });
    document.head.append(axe);
})"""
#: What axe shall judge: of contrast only what is marked.
ASK_AXE = """async ({ isWhole, where }) => {
    const selector = "[data-test-ask-axe]";
    axe.configure({ rules: [{ id: "color-contrast", selector }] });
    const options = isWhole ? {} : { runOnly: ["color-contrast"] };
    return (await axe.run(where ?? document, { ...options, resultTypes: ["violations"] })).violations;
}"""
#: The ways around a page, which are the same on every page of one frame: axe judges them on the first.
FRAME = {"exclude": [["header.side"], ["nav.bar"]]}
#: Notes what is drawn now; and later marks what else is drawn, but for the kinds of things that are known, and says
#: which kinds there are.
NOTE_DRAWN = "(window.drawn = new Set([...document.querySelectorAll('*')].filter((it) => it.checkVisibility()))).size"
MARK_DRAWN_SINCE = """(known) => {
    const kind = (it) => `${it.parentElement.tagName}.${it.parentElement.className} ${it.tagName}.${it.className}`;
    const isNew = (it) => it.checkVisibility() && !drawn.has(it) && !known.includes(kind(it));
    const since = [...document.querySelectorAll("body *")].filter(isNew);
    for (const it of since) it.dataset.testNew = "";
    return since.map(kind);
}"""
NEW = {"include": [["[data-test-new]"]]}


@pytest.fixture
def opened_pages(
    browser: Browser, sampled_app: Flask, pages_of: Callable[[str], KeptPages]
) -> Iterator[Callable[[str], Opened]]:
    """`opened_pages("zh")`: what opens windows on every page; those in Chinese, another test looks at, too."""
    with ExitStack() as closing:

        def opened_in(language: str) -> Opened:
            site = closing.enter_context(served(pages_of("admin") if language == "zh" else sampled_app))
            return closing.enter_context(windows(browser, sampled_app, site))

        yield opened_in


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize(("size", "language", "theme"), LOOKS.values(), ids=LOOKS)
def test_every_page_is_whole(
    example_pages: list[tuple[str, str]],
    opened_pages: Callable[[str], Opened],
    axe: str,
    size: dict[str, int],
    language: str,
    theme: str,
    share: int,
    request: pytest.FixtureRequest,
) -> None:
    page = opened_pages(language)("admin", size, language=language, theme=theme, bypass_csp=True)
    troubles: list[str] = []
    page.on(
        "console",
        lambda message: (
            troubles.append(f"{page.url}: {message.text} {message.location}") if message.type == "error" else None
        ),
    )
    page.on("pageerror", lambda error: troubles.append(str(error)))
    seen = share_of(example_pages, share)
    frames: set[str] = set()
    drawn_there: set[str] = set()
    for endpoint, address in seen:
        answer = page.goto(address)
        if answer is None or answer.status != 200:
            troubles.append(f"answered {answer and answer.status}")
        keep_picture(page, f"{request.node.callspec.id}-{endpoint}")
        look = page.evaluate(LOOK, size is PHONE)
        is_known = look["frame"] in frames
        found = [*complaints_to_the_eye(look)]
        if size is PHONE or look["isMarked"]:
            page.evaluate(BRING_AXE, axe)
            found += violations(page, whole=size is PHONE, where=FRAME if is_known else None)
        if size is PHONE:
            found += violations_at_the_desk(page, drawn_there, where=NEW if is_known else None)
        frames.add(look["frame"])
        troubles += [f"{endpoint} {address}: {text}" for text in found]
    assert troubles == []
    assert len(seen) > 20


def test_the_shares_together_are_all_pages(example_pages: list[tuple[str, str]]) -> None:
    shares = [page for share in range(SHARES) for page in share_of(example_pages, share)]
    assert sorted(shares) == sorted(example_pages)
    assert len({endpoint for endpoint, _address in shares}) > 280


def share_of(pages: list[tuple[str, str]], share: int) -> list[tuple[str, str]]:
    """The pages that the test of that share looks at."""
    return pages[share::SHARES]


def complaints_to_the_eye(look: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the width and the colours of a page that looks so."""
    if look["wider"] > 0:
        yield f"is {look['wider']} px wider than the screen"
    if look["widerInLargeType"] > 0:
        yield f"is {look['widerInLargeType']} px wider than the screen in large type"
    yield from (f"is too pale: {text}" for text in look["pale"])


def violations_at_the_desk(page: Page, known: set[str], *, where: Where) -> Iterator[str]:
    """What axe objects to on a page of the phone that is shown at the desk, if that draws anything not yet `known`.

    The page is spent then, and the window a phone again.
    """
    page.evaluate(NOTE_DRAWN)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]  # as in conftest
    drawn = {*page.evaluate(MARK_DRAWN_SINCE, [*known])}
    if drawn:
        known |= drawn
        yield from (f"at the desk: {text}" for text in violations(page, whole=True, where=where))
    page.evaluate("document.body.style.display = 'none'")  # nobody looks at it again: it need not be laid out
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]


def violations(page: Page, *, whole: bool, where: Where = None) -> Iterator[str]:
    """What axe objects to there (None: on the whole page), by all its rules or only by that of contrast."""
    for violation in page.evaluate(ASK_AXE, {"isWhole": whole, "where": where}):
        nodes = ", ".join(node["target"][0] if node["target"] else "?" for node in violation["nodes"][:3])
        yield f"{violation['id']}: {violation['help']} ({nodes})"


def keep_picture(page: Page, name: str) -> None:
    """A screenshot of the whole page, when somebody wants to look."""
    folder = pictures()
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)
