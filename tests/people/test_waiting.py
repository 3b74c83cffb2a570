"""Nobody waits to write while a password is hashed."""

import hashlib

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.people.passwords import hash_password
from outreach.people.rules import Role
from tests.making import make_person
from tests.signing_in import sign_in
from tests.waiting import watched

OWN = {"current": "Kmpd-4827", "password": "Other-4827", "again": "Other-4827"}
NEW = {"username": "li.na", "name": "李娜", "role": "staff"}


@pytest.mark.parametrize(
    ("path", "typed"),
    [("/account/password", OWN), ("/admin/people/new", NEW), ("/admin/people/{other}/reset-password", {})],
)
def test_nobody_waits_while_a_password_is_hashed(
    sqlite_app: Flask, client: FlaskClient, path: str, typed: dict[str, str]
) -> None:
    with sqlite_app.app_context():
        other = make_person()
        sign_in(client, make_person(Role.ADMIN, password_hash=hash_password("Kmpd-4827")))
    with watched(sqlite_app, hashlib, "scrypt") as could_write:
        answer = client.post(path.format(other=other.id), data=typed)
    assert answer.status_code in (200, 302)
    assert could_write
    assert all(could_write)
