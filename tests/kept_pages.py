"""The pages of the example year as one person gets them: each is made once, for all tests and test processes of a run.

To make a page takes as long as to look at it, and more than one test looks at every one.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from flask.testing import FlaskClient
from werkzeug import Request, Response

from outreach.people.queries import person_by_username
from tests.signing_in import sign_in

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def sign_forms_alike(client: FlaskClient) -> None:
    """Let the forms of pages be signed for this browser as for all others, so that it can send those of kept pages."""
    with client.session_transaction() as session:
        session["csrf_token"] = "for tests only"


class KeptPages:
    """What `app` answers to somebody, in Chinese; what another process has asked for lies in `folder`, in common."""

    def __init__(self, app: Flask, username: str, folder: Path, addresses: Iterable[str]) -> None:
        self.app = app
        self.addresses = frozenset(addresses)
        self._folder = folder
        self._client = app.test_client()
        with app.app_context():
            person = person_by_username(username)
            assert person is not None
            person.must_change_password = False
            sign_in(self._client, person)
        sign_forms_alike(self._client)

    def answer(self, address: str) -> Response:
        """The answer to the page's address, from when it was first asked for."""
        file = self._folder / hashlib.sha256(address.encode()).hexdigest()
        if not file.exists():
            with self._client.get(address) as made:
                headers = [(name, value) for name, value in made.headers if name != "Set-Cookie"]
                kept = json.dumps([made.text, made.status_code, headers])
            written = file.with_suffix(f".{secrets.token_hex(4)}")
            written.write_text(kept, encoding="utf-8")
            written.replace(file)
        return Response(*json.loads(file.read_text(encoding="utf-8")))

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Serve the kept pages, and from the app whatever else they ask for."""
        request = Request(environ)
        address = request.full_path.rstrip("?")
        is_kept = request.method == "GET" and address in self.addresses
        return (self.answer(address) if is_kept else self.app)(environ, start_response)
