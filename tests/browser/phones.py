"""A phone with a browser of its own, which can die in the middle of everything."""

import contextlib
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Playwright

from tests.browser.conftest import PHONE


@contextlib.contextmanager
def a_phone(
    playwright: Playwright, launch: dict[str, Any], profile: Path, site: str
) -> Iterator[Callable[[], BrowserContext]]:
    """`start()` starts the browser of one phone, which keeps in `profile` what it had when it was killed."""
    started: list[BrowserContext] = []

    def start() -> BrowserContext:
        context = playwright.chromium.launch_persistent_context(
            profile,
            **launch,
            base_url=site,
            viewport=PHONE,  # type: ignore[arg-type]  # a plain dict of the two numbers it wants
            locale="en-GB",
            has_touch=True,
            is_mobile=True,
        )
        started.append(context)
        return context

    yield start
    for context in started:
        with contextlib.suppress(Exception):  # those that were killed are gone
            context.close()


def kill(profile: Path) -> None:
    """As when the battery falls out: every process of the browser of this profile ends at once."""
    for process in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if process.name.isdigit() and str(profile).encode() in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)
