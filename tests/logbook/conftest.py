"""What most tests of the logbook begin with."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.making import make_bureau


@pytest.fixture
def in_a_bureau(sqlite_app: Flask) -> Iterator[None]:
    """A context of the app on SQLite with a bureau that is founded and has no people yet."""
    with sqlite_app.app_context():
        make_bureau()
        yield
