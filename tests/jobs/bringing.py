"""Bringing lists in on their pages."""

import io
import time

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PATIENCE_SECONDS = 60


def paste(client: FlaskClient, text: str, key: str = "places") -> TestResponse:
    return client.post(f"/imports/{key}", data={"text": text}, follow_redirects=True)


def upload(client: FlaskClient, content: bytes, name: str, key: str = "places") -> TestResponse:
    answer = client.post(f"/imports/{key}", data={"text": "", "file": (io.BytesIO(content), name)})
    answer.request.environ["wsgi.input"].close()  # the file into which the client put what it sent
    return client.get(answer.location) if answer.status_code == 302 else answer


def confirm(client: FlaskClient, preview: TestResponse, **more: str) -> TestResponse:
    seen = preview.text.split('name="seen"')[1].split('value="')[1].split('"')[0]
    return client.post(preview.request.path, data={"seen": seen, **more}, follow_redirects=True)


def settled(client: FlaskClient, page: TestResponse) -> TestResponse:
    """The page of a list as it is when nobody works on it any more."""
    path = page.request.path
    end = time.monotonic() + PATIENCE_SECONDS
    while client.get(f"{path}/progress.json").get_json()["state"] == "running":
        assert time.monotonic() < end
        time.sleep(0.05)
    return client.get(path)
