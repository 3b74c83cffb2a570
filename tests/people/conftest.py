"""Fixtures of the people feature."""

from collections.abc import Callable

import pytest
from flask import Flask

from outreach.people.sessions import person_of_bearer


@pytest.fixture
def person_of(sqlite_app: Flask) -> Callable[[str, str], str | None]:
    """The name of the person whom a bearer token stands for, None for nobody."""

    def name(secret: str, scope: str) -> str | None:
        with sqlite_app.app_context():
            person = person_of_bearer(secret, scope)
            return person and person.name

    return name
