"""Looking at one page after the other, each as the desk shows it and as a phone does."""

from base64 import b64decode
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Response

from tests.browser.conftest import DESK, PHONE

_HERE = Path(__file__).parent
#: Computes the contrast of what lies on plain boxes, and marks the rest for axe, which takes thirty times as long.
CONTRAST = (_HERE / "contrast.js").read_text("utf-8").strip()
_LOOKING = f"({(_HERE / 'looking.js').read_text('utf-8').strip()})({CONTRAST})"


class Looking:
    """Looks at each page that is opened in a desk's window, which becomes a phone's for a while.

    To open the page on a phone, too, takes as long as to look at it. The desk comes first, since a window with a mouse
    can be without one, but becomes one with a mouse only where a page is opened.
    """

    def __init__(self, page: Page, *, axe: str, desk_theme: str = "dark", phone_theme: str = "light") -> None:
        self._page = page
        self._axe = axe
        self._desk_theme = desk_theme
        self._phone_theme = phone_theme
        self._protocol = page.context.new_cdp_session(page)
        self._frames: set[str] = set()
        self._judged_at_the_desk: set[str] = set()
        self._look: dict[str, Any] = {}
        page.emulate_media(reduced_motion="reduce")  # colours change at once
        self._be_a_desk()

    def open(self, address: str) -> Response | None:
        """Open the page at that address; `at_the_desk` waits for what it loads, some of which hangs on its layout."""
        return self._page.goto(address, wait_until="domcontentloaded")

    def at_the_desk(self) -> list[str]:
        """What is wrong with the page that has just been opened."""
        found: list[str] = self._page.evaluate(f"{_LOOKING}.atTheDesk", self._axe)
        return found

    def at_the_phone(self) -> list[str]:
        """What is wrong with it there, after `at_the_desk`; the window stays a phone's."""
        self._show(PHONE, self._phone_theme)
        known = {"address": self._axe, "frames": [*self._frames], "known": [*self._judged_at_the_desk]}
        self._look = self._page.evaluate(f"{_LOOKING}.atThePhone", known)
        found: list[str] = self._look["said"]
        return found

    def only_at_the_desk(self) -> list[str]:
        """What is wrong with what `at_the_phone` has not seen; the window is the desk's again, and the page spent."""
        found: list[str] = []
        if self._look["fresh"]:
            self._be_a_desk()
            found = self._page.evaluate(f"{_LOOKING}.onlyAtTheDesk", self._look["frame"] in self._frames)
        else:
            self._page.evaluate("document.body.style.display = 'none'")  # it need not be laid out again
            self._be_a_desk()
        self._frames.add(self._look["frame"])
        self._judged_at_the_desk.update(self._look["fresh"])
        return found

    def picture(self) -> bytes:
        """The whole page as the window shows it now, as PNG."""
        size = self._protocol.send("Page.getLayoutMetrics")["cssContentSize"]
        wanted = {"captureBeyondViewport": True, "clip": {**size, "scale": 1}}
        return b64decode(self._protocol.send("Page.captureScreenshot", wanted)["data"])

    def _be_a_desk(self) -> None:
        self._show(DESK, self._desk_theme)

    def _show(self, size: dict[str, int], theme: str) -> None:
        is_phone = size is PHONE
        self._protocol.send("Emulation.setTouchEmulationEnabled", {"enabled": is_phone})
        self._protocol.send("Emulation.setDeviceMetricsOverride", {**size, "deviceScaleFactor": 1, "mobile": is_phone})
        self._page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # one of the words that it knows
