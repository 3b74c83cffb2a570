"""A context on SQLite alone: what is put on paper hangs on no kind of database; what does, asks for `app_context`."""

from collections.abc import Iterator

import pytest
from flask import Flask


@pytest.fixture
def here(sqlite_app: Flask) -> Iterator[Flask]:
    """An app context on an empty SQLite database."""
    with sqlite_app.app_context():
        yield sqlite_app
