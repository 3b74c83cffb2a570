"""The words that lists are searched for are bounded."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.people.rules import Role
from outreach.web.searching import MOST_CHARACTERS, MOST_WORDS, searched
from tests.making import make_person
from tests.signing_in import sign_in

LISTS = (
    *("/places", "/laws", "/notices", "/materials", "/check-ups", "/cases", "/answers", "/orders", "/stock"),
    *("/coverage", "/media", "/audit", "/events", "/risks", "/check-lists", "/questions"),
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, []),
        ("  高新区  机械 ", ["高新区", "机械"]),
        ("a " * 4000, ["a"] * MOST_WORDS),
        ("长" * 4000, ["长" * MOST_CHARACTERS]),
    ],
)
def test_what_goes_beyond_the_bounds_is_left_out(text: str | None, words: list[str]) -> None:
    assert searched(text) == words


def test_no_list_falls_over_thousands_of_words(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.ADMIN))
    for path in LISTS:
        for name in ("words", "text", "q"):
            answer = client.get(path, query_string={name: "a " * 4000}, follow_redirects=True)
            assert answer.status_code in (200, 400, 404, 422), (path, name)
    assert f'value="{" ".join("a" * MOST_WORDS)}"' in client.get("/places", query_string={"words": "a " * 900}).text
