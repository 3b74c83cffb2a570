"""What an answer costs tells nothing: as much work for a name that nobody has as for one with a wrong password."""

from unittest.mock import patch

import pytest
from flask import Flask

from outreach.errors import Invalid
from outreach.people import passwords
from outreach.people.entering import enter
from outreach.people.passwords import LONGEST, hash_password
from tests.making import NOW, make_person

RIGHT = "Kmpd-wxyz-4827"


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("li.na", "wrong"),
        ("nobody", "wrong"),
        ("nobody", "x" * (LONGEST + 1)),
        ("li.na", "x" * (LONGEST + 1)),
        ("gone", RIGHT),
        ("no.password", "wrong"),
    ],
)
def test_every_refused_sign_in_hashes_once(sqlite_app: Flask, username: str, password: str) -> None:
    with sqlite_app.test_request_context():
        make_person(username="li.na", password_hash=hash_password(RIGHT))
        make_person(username="gone", password_hash=hash_password(RIGHT), disabled_at=NOW)
        make_person(username="no.password")
        passwords._hash_of_nobody()
        hashes = patch.object(passwords, "check_password_hash", wraps=passwords.check_password_hash)
        with hashes as hashing, pytest.raises(Invalid):
            enter(username=username, password=password, address="10.0.0.9", now=NOW)
        (call,) = hashing.call_args_list
        assert call.args[0].startswith("scrypt:") and len(call.args[1]) <= LONGEST
