"""The long forms of the suite: `--long` has every page looked at in every combination of screen, language and colours,
and tries ten times as many random examples. For an evening before a release: the short forms run every time.
"""

import pytest
from hypothesis import settings

settings.register_profile("short", deadline=None)  # a busy machine is no failure
settings.register_profile("long", settings.get_profile("short"), max_examples=1_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long` on pytest's command line."""
    parser.addoption("--long", action="store_true", help="every page in every look, ten times as many random examples")


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples are tried where a test doesn't say so itself."""
    settings.load_profile("long" if config.getoption("--long") else "short")
