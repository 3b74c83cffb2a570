"""Every page of the example year in a browser: no script error, nothing cut off, and nothing that axe objects to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, Opened, pictures

LOOKS = {"phone-zh-light": (PHONE, "zh", "light"), "desk-en-dark": (DESK, "en", "dark")}
if pictures() is not None:  # all the others too, when somebody looks at them
    LOOKS |= {"phone-en-dark": (PHONE, "en", "dark"), "desk-zh-light": (DESK, "zh", "light")}
#: The pages are looked at in so many tests, each with its share of them, so that no process is left with all.
SHARES = 8

#: A part of a page for axe: selectors of what it looks at, or of what it leaves out.
Where = dict[str, list[list[str]]] | None

#: How much wider than the screen the page is in large type, which is put back.
IN_LARGE_TYPE = """() => {
    const page = document.documentElement, usual = page.dataset.type;
    page.dataset.type = "large";
    const wider = page.scrollWidth - window.innerWidth;
    page.dataset.type = usual;
    return wider;
}"""
AXE = Axe()
#: Computes the contrast of what lies on plain boxes, and marks the rest for axe, which takes thirty times as long.
CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
#: What axe shall judge: of contrast only what is marked.
ASK_AXE = """async ({ isWhole, where }) => {
    const selector = "[data-test-ask-axe]";
    axe.configure({ rules: [{ id: "color-contrast", selector }] });
    const options = isWhole ? {} : { runOnly: ["color-contrast"] };
    return (await axe.run(where ?? document, { ...options, resultTypes: ["violations"] })).violations;
}"""
MARKED = "document.querySelector('[data-test-ask-axe]') !== null"
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


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize(("size", "language", "theme"), LOOKS.values(), ids=LOOKS)
def test_every_page_is_whole(
    example_pages: list[tuple[str, str]],
    opened: Opened,
    size: dict[str, int],
    language: str,
    theme: str,
    share: int,
    request: pytest.FixtureRequest,
) -> None:
    page = opened("admin", size, language=language, theme=theme, bypass_csp=True)
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
        frame = str(page.evaluate("document.body.className"))
        found = [*complaints(page, whole=size is PHONE, where=FRAME if frame in frames else None)]
        if size is PHONE:
            found += complaints_at_the_desk(page, drawn_there, where=NEW if frame in frames else None)
        frames.add(frame)
        troubles += [f"{endpoint} {address}: {text}" for text in found]
        keep_picture(page, f"{request.node.callspec.id}-{endpoint}")
    assert troubles == []
    assert len(seen) > 20


def test_the_shares_together_are_all_pages(example_pages: list[tuple[str, str]]) -> None:
    shares = [page for share in range(SHARES) for page in share_of(example_pages, share)]
    assert sorted(shares) == sorted(example_pages)
    assert len({endpoint for endpoint, _address in shares}) > 280


def share_of(pages: list[tuple[str, str]], share: int) -> list[tuple[str, str]]:
    """The pages that the test of that share looks at."""
    return pages[share::SHARES]


def complaints(page: Page, *, whole: bool, where: Where) -> Iterator[str]:
    """What is wrong with the page that is shown; unless `whole`, only with its width and its colours."""
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if wider > 0:
        yield f"is {wider} px wider than the screen"
    if (wider := page.evaluate(IN_LARGE_TYPE)) > 0:
        yield f"is {wider} px wider than the screen in large type"
    yield from (f"is too pale: {text}" for text in page.evaluate(CONTRAST))
    if whole or page.evaluate(MARKED):
        page.evaluate(AXE.axe_script)
        yield from violations(page, whole=whole, where=where)


def complaints_at_the_desk(page: Page, known: set[str], *, where: Where) -> Iterator[str]:
    """What axe objects to on a page of the phone that is shown at the desk, if that draws anything not yet `known`."""
    page.evaluate(NOTE_DRAWN)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]  # as in conftest
    drawn = {*page.evaluate(MARK_DRAWN_SINCE, [*known])}
    if drawn:
        known |= drawn
        yield from (f"at the desk: {text}" for text in violations(page, whole=True, where=where))
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
