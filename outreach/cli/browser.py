"""Which browser the tests drive: the one that is named, else one of the machine's, else Playwright's own."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

NO_BROWSER = (
    "no browser was found; install Chromium (Debian and Ubuntu: sudo apt-get install chromium fonts-noto-cjk), "
    "Chrome or Edge, or name one in OUTREACH_BROWSER"
)
#: First the one without windows: it starts with a fifth of the work, and shows a page with half of it.
_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
_WINDOWS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
_MAC = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
#: Where Playwright keeps what it downloaded, by system, and the program inside.
_PLAYWRIGHT = {
    "linux": ("~/.cache/ms-playwright", "chromium-*/chrome-linux*/chrome"),
    "darwin": ("~/Library/Caches/ms-playwright", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*"),
    "win32": ("~/AppData/Local/ms-playwright", "chromium-*/chrome-win*/chrome.exe"),
}


def find_browser() -> str | None:
    """The path of a Chromium-like browser; None where the machine has none."""
    if named := os.environ.get("OUTREACH_BROWSER"):
        return shutil.which(named)
    return next((str(path) for path in _candidates()), None)


def _candidates() -> Iterator[Path]:
    yield from (Path(found) for name in _NAMES if (found := shutil.which(name)))
    if sys.platform == "win32":
        folders = [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
        yield from (path for tail in _WINDOWS for folder in folders if (path := Path(folder, tail)).exists())
    if sys.platform == "darwin":
        yield from (path for tail in _MAC if (path := Path("/Applications", tail)).exists())
    folder, pattern = _PLAYWRIGHT.get(sys.platform, _PLAYWRIGHT["linux"])
    kept = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path(folder).expanduser())
    yield from sorted(kept.glob(pattern), reverse=True)
