"""Answers travel compressed, and are the same as before."""

import gzip

import brotli
import pytest
from flask.testing import FlaskClient

PAGE = "/sign-in"
FILE = "/static/web/parts.css"


@pytest.mark.parametrize(("encoding", "opened"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_page_is_the_same_however_it_travels(client: FlaskClient, encoding: str, opened) -> None:
    with client.get(FILE) as answer:
        plain = answer.data
    with client.get(FILE, headers={"Accept-Encoding": encoding}) as packed:
        sent = packed.data

    assert packed.headers["Content-Encoding"] == encoding
    assert opened(sent) == plain
    assert len(sent) < len(plain) / 2
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_who_says_nothing_gets_it_plain(client: FlaskClient) -> None:
    assert "Content-Encoding" not in client.get(PAGE).headers


def test_a_page_keeps_its_headers(client: FlaskClient) -> None:
    packed = client.get(PAGE, headers={"Accept-Encoding": "br"})

    assert packed.headers["Content-Encoding"] == "br"
    assert "default-src 'none'" in packed.headers["Content-Security-Policy"]
    assert {"Cookie", "Accept-Language", "Accept-Encoding"} <= {
        name.strip() for name in packed.headers["Vary"].split(",")
    }


def test_a_file_that_did_not_change_is_not_sent_again(client: FlaskClient) -> None:
    asked = {"Accept-Encoding": "br"}
    with client.get(FILE, headers=asked) as first:
        known = first.headers["ETag"]

    with client.get(FILE, headers=asked | {"If-None-Match": known}) as again:
        assert again.status_code == 304
        assert again.data == b""


def test_what_is_shorter_than_a_packet_is_left_as_it_is(client: FlaskClient) -> None:
    small = client.get("/healthz", headers={"Accept-Encoding": "br"})

    assert "Content-Encoding" not in small.headers
