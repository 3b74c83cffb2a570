"""A running server with the example year, and browsers that look at it."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug import Response
from werkzeug.serving import make_server

from outreach.cli.browser import NO_BROWSER, find_browser
from outreach.db import transaction
from outreach.people.queries import person_by_username
from outreach.web.assets import FOR_GOOD
from tests.kept_pages import sign_forms_alike
from tests.signing_in import sign_in

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}

#: Chromium as root in a container, with nothing that looks for a network of its own.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--accept-lang=en-US,en",  # of workers: the language of a window does not reach them
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP phone.test 127.0.0.1",
    # A page is shown too briefly for its scripts to be worth optimising, and too small for painting side by side.
    "--js-flags=--no-opt --no-maglev --single-threaded-gc",
    "--disable-gpu-compositing",
    "--num-raster-threads=1",
    # All pages are the bureau's own: one process holds a window's, and none is started ahead for another site.
    "--disable-site-isolation-trials",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Drive the machine's own browser; without one these tests are skipped, and the closing line says so."""
    found = find_browser()
    if found is None:
        pytest.skip(NO_BROWSER)
    return browser_type_launch_args | {"executable_path": found, "args": FLAGS}


@contextmanager
def served(app: "WSGIApplication") -> Iterator[str]:
    """The address of a server that serves `app` from this process."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def site(example_app: Flask) -> Iterator[str]:
    """The address of a server that serves the example year."""
    with served(example_app) as address:
        yield address


@pytest.fixture(scope="session")
def axe() -> Iterator[str]:
    """The address of axe's script."""
    headers = {"Cache-Control": FOR_GOOD, "Cross-Origin-Resource-Policy": "cross-origin"}
    with served(Response(Axe().axe_script, mimetype="text/javascript", headers=headers)) as address:
        yield address


@pytest.fixture
def small_app(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The app on an empty database, which asks browsers for signed forms."""
    monkeypatch.setitem(sqlite_app.config, "WTF_CSRF_ENABLED", True)
    return sqlite_app


Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, example_app: Flask, site: str) -> Iterator[Opened]:
    """`opened("lead.pension", PHONE, language="zh", theme="light")`: a browser window with somebody signed in."""
    with windows(browser, example_app, site) as open_window:
        yield open_window


@contextmanager
def windows(browser: Browser, app: Flask, site: str) -> Iterator[Opened]:
    """What opens windows on the site that serves `app`; they are closed in the end."""
    contexts: list[BrowserContext] = []

    def open_window(
        username: str | None,
        size: dict[str, int] = PHONE,
        *,
        language: str = "zh",
        theme: str = "light",
        bypass_csp: bool = False,  # only for axe, which is put into the page
        draws: bool = True,
    ) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport=size,  # type: ignore[arg-type]  # a plain dict of the two numbers it wants
            locale="zh-CN" if language == "zh" else "en-GB",
            color_scheme=theme,  # type: ignore[arg-type]
            timezone_id="Asia/Shanghai",
            has_touch=size is PHONE,
            is_mobile=size is PHONE,
            bypass_csp=bypass_csp,
        )
        contexts.append(context)
        if username is not None:
            context.add_cookies([session_cookie(app, username, site)])
        return context.new_page() if draws else undrawn_page(context)

    yield open_window
    for context in contexts:
        context.close()


def undrawn_page(context: BrowserContext) -> Page:
    """A window that lays its pages out and draws none of them, which takes a fifth of a page's time.

    Only Chromium's shell knows such windows; a whole browser draws this one, too.
    """
    drawn = context.new_page()
    target = context.new_cdp_session(drawn).send("Target.getTargetInfo")["targetInfo"]
    wanted = {"url": "about:blank", "browserContextId": target["browserContextId"], "enableBeginFrameControl": True}
    assert context.browser is not None
    with context.expect_page() as opening:
        context.browser.new_browser_cdp_session().send("Target.createTarget", wanted)
    drawn.close()
    return opening.value


def session_cookie(app: Flask, username: str, site: str) -> Any:
    """The cookie of a desk session of that user."""
    client = app.test_client()
    with app.app_context():
        person = person_by_username(username)
        assert person is not None
        with transaction():
            person.must_change_password = False
        sign_in(client, person)
    sign_forms_alike(client)
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    assert cookie is not None
    return {"name": name, "value": cookie.value, "url": site}


def pictures() -> Path | None:
    """Where to put screenshots, when somebody wants to look: the folder in OUTREACH_TEST_PICTURES."""
    folder = os.environ.get("OUTREACH_TEST_PICTURES")
    return Path(folder) if folder else None
