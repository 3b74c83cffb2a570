"""Serving: what the terminal says, how the program ends, and the starts that are refused with a sentence."""

import gc
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from outreach.cli.addresses import reachable_at
from outreach.cli.commands import app, run
from outreach.db.revisions import revisions_in
from outreach.web.setup import LARGEST_REQUEST
from tests.start.bare_machine import ROOT

Captured = pytest.CaptureFixture[str]
posix_only = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")

SLOW_APP = """
import time
from flask import Flask
from outreach.cli.server import Server

app = Flask("slow")

@app.get("/")
def page():
    time.sleep(0.5)
    return "x" * 3_000_000

server = Server("127.0.0.1", 0)
print(f"http://127.0.0.1:{server.port}", flush=True)
server.run(app)
"""


def surroundings(data: Path) -> dict[str, str]:
    """Settings of a program that has a data folder of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OUTREACH_")}
    return kept | {"OUTREACH_DATA_DIR": str(data), "PYTHONUNBUFFERED": "1"}


@contextmanager
def begun(command: list[str], data: Path, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """A program on its way, which does not outlive the test."""
    with subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=surroundings(data) | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    """The surroundings of a command that runs in this process, with a data folder of its own."""
    for name in [name for name in os.environ if name.startswith("OUTREACH_") or name in ("HOST", "PORT")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("OUTREACH_DATA_DIR", str(tmp_path / "data"))
    app.cache_clear()
    yield monkeypatch
    app.cache_clear()


def lines_until(process: subprocess.Popen[str], last: str) -> Iterator[str]:
    assert process.stdout is not None
    for line in process.stdout:
        yield line.rstrip()
        if last in line:
            return


@dataclass(frozen=True)
class Served:
    """The program as it was first started: where it is, and what the terminal said until then."""

    url: str
    said: list[str]
    data: Path

    @property
    def port(self) -> int:
        """The port that it took."""
        return int(self.url.rpartition(":")[2])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The first start on a machine, behind a proxy; ended as a service manager ends it, which must end well."""
    data = tmp_path_factory.mktemp("first") / "data"
    with begun(["-m", "outreach.cli", "--port", "0"], data, OUTREACH_PROXIES="1") as server:
        said = list(lines_until(server, "Stop it with Ctrl+C."))
        found = re.search(r"^  (http://127\.0\.0\.1:\d+)$", "\n".join(said), re.MULTILINE)
        assert found, said
        yield Served(found[1], said, data)
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0


@posix_only
def test_the_first_start_prints_where_it_is_and_one_link_to_set_it_up(
    served: Served, here: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert sum(f"{served.url}/set-up/" in line for line in served.said) == 1
    with urllib.request.urlopen(f"{served.url}/healthz", timeout=30) as page:
        assert page.status == 200

    assert run(["--port", str(served.port)]) == 2
    text = capsys.readouterr().err
    assert f"端口 {served.port} 已被占用" in text
    assert f"Port {served.port} is taken" in text


@posix_only
def test_what_a_proxy_says_of_the_client_reaches_the_audit_and_opens_nothing(served: Served) -> None:
    handed_on = {"X-Forwarded-For": "203.0.113.9"}
    for path in ("/set-up/nothing", "/metrics"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(urllib.request.Request(served.url + path, headers=handed_on), timeout=30)
    with closing(sqlite3.connect(served.data / "outreach.db")) as database:
        addresses = database.execute("SELECT address FROM audit_entries WHERE act = 'set_up_link.opened'").fetchall()
    assert addresses == [("203.0.113.9",)]
    with urllib.request.urlopen(f"{served.url}/metrics", timeout=30) as page:
        assert page.status == 200


@posix_only
def test_what_was_asked_for_before_the_end_is_answered(tmp_path: Path) -> None:
    with begun(["-c", SLOW_APP], tmp_path) as server, ThreadPoolExecutor(12) as phones:
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        pages = [phones.submit(lambda: urllib.request.urlopen(url, timeout=30).read()) for _ in range(12)]
        time.sleep(0.4)  # more than the server has threads, so that some still wait
        server.send_signal(signal.SIGTERM)
        assert [len(page.result()) for page in pages] == [3_000_000] * 12
        assert server.wait(30) == 0


@posix_only
def test_nobody_fills_the_disk_with_one_request(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (LARGEST_REQUEST + 1))
        assert line.recv(100).startswith(b"HTTP/1.1 413")


@posix_only
@pytest.mark.parametrize("framing", ["Content-Length: %d", "Expect: 100-continue\r\nContent-Length: %d"])
def test_who_sends_far_too_much_hears_it_in_the_bureaus_words(served: Served, framing: str) -> None:
    """A browser sends all before it reads: the answer must still be there, and the connection with it."""
    size = 200 << 20
    with socket.create_connection(("127.0.0.1", served.port), timeout=60) as line:
        head = f"POST /imports/places HTTP/1.1\r\nHost: x\r\nAccept-Language: zh-CN\r\n{framing % size}\r\n\r\n"
        line.sendall(head.encode())
        for _part in range(size >> 20):
            line.sendall(bytes(1 << 20))
        answer = b"".join(iter(lambda: line.recv(1 << 16), b""))
    assert answer.startswith(b"HTTP/1.1 413") and b"100 Continue" not in answer
    assert "<h1>一次提交太多</h1>" in answer.decode()
    with urllib.request.urlopen(f"{served.url}/sign-in", timeout=60) as page:
        assert page.status == 200


@pytest.mark.parametrize(
    ("words", "settings", "sentence"),
    [
        ([], {"PORT": "eighty"}, "The port 'eighty' can't be used"),
        (["--port", "65536"], {}, "The port '65536' can't be used"),
        (["--host", "192.0.2.1"], {}, "Can't listen on the address '192.0.2.1'"),
        ([], {"HOST": "nowhere.invalid"}, "Can't listen on the address 'nowhere.invalid'"),
        (["--port", "0"], {"OUTREACH_LOCALE": "fr"}, "OUTREACH_LOCALE is 'fr': it can be zh or en"),
        (["--port", "0"], {"OUTREACH_TIMEZONE": "Asia/Nowhere"}, "设置 OUTREACH_TIMEZONE 的值不可用"),
        (["--port", "0"], {"OUTREACH_DATABASE_URL": "mysql://here"}, "it begins with sqlite:/// or postgresql://"),
        (
            ["--port", "0"],
            {"OUTREACH_DATABASE_URL": "postgresql://who:secret@127.0.0.1:1/outreach"},
            "The database postgresql+psycopg://who:***@127.0.0.1:1/outreach can't be used",
        ),
        (["--port", "0"], {"OUTREACH_DATA_DIR": os.devnull}, "The data folder can't be used"),
        (["migrate", "--to", "nowhere"], {}, "There is no migration nowhere"),
        (["prnt"], {}, "There is no command 'prnt'. The commands are: "),
    ],
)
def test_a_start_that_can_not_be_is_refused_with_a_sentence(
    words: list[str], settings: dict[str, str], sentence: str, here: pytest.MonkeyPatch, capsys: Captured
) -> None:
    for name, value in settings.items():
        here.setenv(name, value)
    assert run(words) == 2
    text = capsys.readouterr().err
    assert sentence in text
    assert "secret" not in text


def test_a_database_of_a_newer_program_is_left_alone(
    here: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path
) -> None:
    database = tmp_path / "newer.db"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        connection.execute("INSERT INTO alembic_version VALUES ('9999_later')")
    connection.close()
    here.setenv("OUTREACH_DATABASE_URL", f"sqlite:///{database}")
    assert run(["--port", "0"]) == 2
    assert "was made by a newer version of this program (9999_later)" in capsys.readouterr().err


def test_python_collects_again_once_the_program_is_put_together(here: pytest.MonkeyPatch) -> None:
    here.setattr("outreach.app.create_app", lambda: Flask("made"))
    gc.disable()
    app()
    assert gc.isenabled()


def test_the_last_migration_is_found_by_reading(tmp_path: Path) -> None:
    (tmp_path / "versions").mkdir()
    (tmp_path / "versions" / "0001_first.py").write_text('revision = "0001"\ndown_revision = None\n')
    (tmp_path / "versions" / "0002_next.py").write_text("revision: str = '0002'\ndown_revision: str = '0001'\n")
    assert revisions_in(tmp_path) == ({"0001", "0002"}, "0002")


def test_the_addresses_for_phones_come_first() -> None:
    assert reachable_at("127.0.0.1") == ["127.0.0.1"]
    assert reachable_at("0.0.0.0")[-1] == "127.0.0.1"
    for address in reachable_at("0.0.0.0"):
        socket.inet_aton(address)
