"""Every page of the example year in a browser: no script error, nothing cut off, and nothing that axe objects to."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import product

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.browser.conftest import DESK, Opened, pictures, served, windows
from tests.browser.looking import Looking
from tests.kept_pages import KeptPages

#: The pages are looked at in so many tests, each with its share of them, so that no process is left with all.
SHARES = 8
LANGUAGES = ("zh", "en")
#: The colours at the desk and at the phone; and the other way round.
THEMES, OTHER_THEMES = ("dark", "light"), ("light", "dark")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every other page in Chinese, the rest in English; with time, or for pictures, all in both and in all colours."""
    if "themes" not in metafunc.fixturenames:
        return
    visits = [(share, LANGUAGES[share % len(LANGUAGES)], THEMES) for share in range(SHARES)]
    if metafunc.config.getoption("--long") or pictures() is not None:
        visits = [(share, *seen) for share in range(SHARES) for seen in product(LANGUAGES, (THEMES, OTHER_THEMES))]
    names = [f"{share}-{language}-{'-'.join(themes)}" for share, language, themes in visits]
    metafunc.parametrize(("share", "language", "themes"), visits, ids=names)


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


def test_every_page_is_whole(
    example_pages: list[tuple[str, str]],
    opened_pages: Callable[[str], Opened],
    axe: str,
    share: int,
    language: str,
    themes: tuple[str, str],
) -> None:
    desk_theme, phone_theme = themes
    draws = pictures() is not None
    page = opened_pages(language)("admin", DESK, language=language, bypass_csp=True, draws=draws)
    troubles: list[str] = []
    page.on(
        "console",
        lambda message: (
            troubles.append(f"{page.url}: {message.text} {message.location}") if message.type == "error" else None
        ),
    )
    page.on("pageerror", lambda error: troubles.append(str(error)))
    looking = Looking(page, axe=axe, desk_theme=desk_theme, phone_theme=phone_theme)
    seen = share_of(example_pages, share)
    for endpoint, address in seen:
        answer = looking.open(address)
        if answer is None or answer.status != 200:
            troubles.append(f"answered {answer and answer.status}")
        keep_picture(looking, f"desk-{language}-{desk_theme}-{endpoint}")
        at_the_desk = looking.at_the_desk()
        at_the_phone = looking.at_the_phone()
        keep_picture(looking, f"phone-{language}-{phone_theme}-{endpoint}")
        at_the_desk += looking.only_at_the_desk()
        troubles += [f"{endpoint} {address} at the desk: {text}" for text in at_the_desk]
        troubles += [f"{endpoint} {address} at the phone: {text}" for text in at_the_phone]
    assert troubles == []
    assert len(seen) > 20


def test_the_shares_together_are_all_pages(example_pages: list[tuple[str, str]]) -> None:
    shares = [page for share in range(SHARES) for page in share_of(example_pages, share)]
    assert sorted(shares) == sorted(example_pages)
    assert len({endpoint for endpoint, _address in shares}) > 280


def share_of(pages: list[tuple[str, str]], share: int) -> list[tuple[str, str]]:
    """The pages that the test of that share looks at."""
    return pages[share::SHARES]


def keep_picture(looking: Looking, name: str) -> None:
    """A screenshot of the whole page, when somebody wants to look."""
    folder = pictures()
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.png").write_bytes(looking.picture())
