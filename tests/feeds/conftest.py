"""A feed to be read by others, the environment of those who read it, and a server that gives it."""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from outreach import clock
from outreach.cli.lock import held
from outreach.db import db
from outreach.people.feed_tokens import token_text
from outreach.people.models import FeedToken
from outreach.schedule.models import Deadline
from outreach.schedule.rules import Status
from tests.making import NOW, make_edition, make_event, make_person, make_place, stored

ROOT = Path(__file__).parents[2]
LOCK = Path(__file__).parent / "parsers.lock"
FOLDER = ROOT / ".venv.parsers"
PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
#: The release of ical.js that reads with the others, the file of it that a page loads, and that file's SHA-256.
ICAL_JS, ICAL_JS_FILE = "ical.js@2.2.1", "package/dist/ical.es5.min.cjs"
ICAL_JS_SHA256 = "74b6aa16936daa102ca216a29c8c25b53468762dd793bd9b106074aaa7961c65"
ICAL_JS_FOLDER = ROOT / ".venv.ical-js"
DAY = timedelta(days=1)


@pytest.fixture(scope="session")
def parsers() -> Path:
    """The Python of the environment in which independent readers of calendars are installed, kept between runs."""
    with held(ROOT / ".venv.parsers-lock", waiting=lambda: None):
        stamp = FOLDER / "stamp"
        wanted = f"{sys.version} {hashlib.sha256(LOCK.read_bytes()).hexdigest()}"
        if not stamp.exists() or stamp.read_text("utf-8") != wanted:
            shutil.rmtree(FOLDER, ignore_errors=True)
            # By our own pip, which need not be put there first; and few of the modules are ever asked for.
            subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(FOLDER)], check=True)
            pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet", "--no-compile"]
            words = ["--no-deps", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
            done = subprocess.run([*pip, *words, "-r", str(LOCK)], capture_output=True, text=True, check=False)
            if done.returncode:
                pytest.skip("the parsers of calendars could not be installed; they need the network")
            stamp.write_text(wanted, "utf-8")
    return PYTHON


@pytest.fixture(scope="session")
def ical_js() -> str:
    """The text of ical.js, from its npm package, kept between runs."""
    file = ICAL_JS_FOLDER / Path(ICAL_JS_FILE).name
    with held(ROOT / ".venv.ical-js-lock", waiting=lambda: None):
        if not file.exists() or hashlib.sha256(file.read_bytes()).hexdigest() != ICAL_JS_SHA256:
            ICAL_JS_FOLDER.mkdir(exist_ok=True)
            file.write_bytes(_packed(ICAL_JS, ICAL_JS_FILE))
    assert hashlib.sha256(file.read_bytes()).hexdigest() == ICAL_JS_SHA256
    return file.read_text("utf-8")


def _packed(package: str, member: str) -> bytes:
    """A file of an npm package."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed, which brings ical.js (Debian: npm)")
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([npm, "pack", package, "--silent"], cwd=folder, capture_output=True, check=False)
        if done.returncode:
            pytest.skip("ical.js could not be downloaded; it needs the network")
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as packed:
            content = packed.extractfile(member)
            assert content is not None
            return content.read()


@pytest.fixture
def feed_path(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> str:
    """The feed of a plan in which everything happens that can: `/feeds/<token>/`, without the name of a feed."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with sqlite_app.app_context():
        place = make_place(name="幸福社区", address="建设路12号; 东门", latitude=28.8, longitude=113.1)
        edition = make_edition(is_proposed=True)
        make_event(
            title="春风行动🎉, 第一场; “送岗位”" * 4, place=place, editions=(edition,), partners="县司法局, 总工会"
        )
        make_event(title="取消的", status=Status.CANCELLED, starts_at=NOW + DAY)
        moved = {"moved_at": NOW - DAY, "moved_from": NOW, "sequence": 2}
        make_event(title="改期的 C:\\New", starts_at=NOW + 2 * DAY, **moved)
        make_event(title="过夜的", starts_at=NOW + timedelta(hours=12), ends_at=NOW + timedelta(hours=40))
        stored(Deadline(title="年度报告", day=date(2025, 3, 31), addressees="县委、县政府", made_at=NOW))
        token = stored(FeedToken(person_id=make_person().id, made_at=NOW))
        path = f"/feeds/{token_text(token)}/"
        db.session.remove()
    return path


@pytest.fixture
def live(sqlite_app: Flask) -> Iterator[str]:
    """The address of a server that serves the app."""
    server = make_server("127.0.0.1", 0, sqlite_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
