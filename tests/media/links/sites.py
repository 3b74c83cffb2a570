"""A site on this machine whose pages answer in every way that a link can end."""

import threading
import zlib
from collections.abc import Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


class Site(BaseHTTPRequestHandler):
    """A site with a page for each outcome; what was asked stands in `asked`."""

    asked: list[tuple[str, str, dict[str, str]]]
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        if self.path == "/no-head":
            self.close_connection = True
            self.connection.close()
            return
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""

    def _answer(self, *, with_body: bool) -> None:
        type(self).asked.append((self.command, self.path, dict(self.headers)))
        base = f"http://{self.headers['Host']}"
        pages: dict[str, tuple[int, dict[str, str], bytes]] = {
            "/": (200, {}, "<title>首页</title>".encode()),
            "/fine": (200, {"Set-Cookie": "a=b"}, "<title>工资</title>".encode()),
            "/no-head": (200, {}, b"<title>ok</title>"),
            "/lost": (302, {"Location": "/"}, b""),
            "/step": (301, {"Location": f"{base}/fine"}, b""),
            "/round": (302, {"Location": "/round"}, b""),
            "/inward": (302, {"Location": f"http://10.0.0.1:{self.server.server_port}/"}, b""),
            "/port": (302, {"Location": "http://127.0.0.1:1/"}, b""),
            "/script": (302, {"Location": "javascript:alert(1)"}, b""),
            "/odd": (302, {"Location": "http://[x"}, b""),
            "/broken": (500, {}, b""),
            "/shut": (403, {}, b""),
            "/gbk": (200, {"Content-Type": "text/html; charset=gb2312"}, "<title>页面不存在</title>".encode("gbk")),
            "/bomb": (200, {"Content-Encoding": "gzip"}, bomb()),
            "/file": (200, {"Content-Type": "application/pdf"}, b"%PDF-"),
            "/s/gone": (200, {}, "<p>该内容已被发布者删除</p>".encode()),
        }
        status, headers, body = pages.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in ({"Content-Type": "text/html; charset=utf-8"} | headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)


@cache
def bomb() -> bytes:
    """Twenty million blanks behind a title, pressed."""
    press = zlib.compressobj(9, zlib.DEFLATED, 31)
    return press.compress(b"<title>ok</title>" + b" " * 20_000_000) + press.flush()


@pytest.fixture
def site() -> Iterator[int]:
    """The port of a site on this machine."""
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()
