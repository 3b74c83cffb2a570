"""The long forms of the suite: `--long` has every page looked at in every combination of screen, language and colours,
and tries ten times as many random examples. For an evening before a release: the short forms run every time.
"""

import pytest
from hypothesis import settings

#: How many times as many random examples the long form tries.
TIMES = 10

settings.register_profile("short", deadline=None)  # a busy machine is no failure
settings.register_profile("long", settings.get_profile("short"), max_examples=TIMES * settings.default.max_examples)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long` on pytest's command line."""
    parser.addoption("--long", action="store_true", help="every page in every look, ten times as many random examples")


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples are tried where a test doesn't say so itself."""
    settings.load_profile("long" if config.getoption("--long") else "short")


def examples(number: int) -> int:
    """`number` of random examples, for a test that says itself how many it tries; in the long form more."""
    return number * (TIMES if settings.get_current_profile_name() == "long" else 1)
