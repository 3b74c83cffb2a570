"""A Host header that can be none."""

import logging

from flask import Flask
from flask.testing import FlaskClient


def test_a_host_that_can_be_none_gets_one_line_in_the_log(sqlite_app: Flask, client: FlaskClient, caplog) -> None:
    sqlite_app.testing = False
    try:
        with caplog.at_level(logging.INFO):
            for path in ("/", "/api/phone", "/order", "/sign-in"):
                assert client.get(path, headers={"Host": "x" * 3000}).status_code == 400
    finally:
        sqlite_app.testing = True
    assert not [each for each in caplog.records if each.exc_info or each.levelno >= logging.ERROR]
