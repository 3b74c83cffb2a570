"""A feed to be read by others, the environment of those who read it, and a server that gives it."""

import hashlib
import os
import shutil
import subprocess
import sys
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
DAY = timedelta(days=1)


@pytest.fixture(scope="session")
def parsers() -> Path:
    """The Python of the environment in which independent readers of calendars are installed, kept between runs."""
    with held(ROOT / ".venv.parsers-lock", waiting=lambda: None):
        stamp = FOLDER / "stamp"
        wanted = f"{sys.version} {hashlib.sha256(LOCK.read_bytes()).hexdigest()}"
        if not stamp.exists() or stamp.read_text("utf-8") != wanted:
            shutil.rmtree(FOLDER, ignore_errors=True)
            subprocess.run([sys.executable, "-m", "venv", str(FOLDER)], check=True)
            words = ["install", "--quiet", "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)]
            done = subprocess.run([PYTHON, "-m", "pip", *words], capture_output=True, text=True, check=False)
            if done.returncode:
                pytest.skip("the parsers of calendars could not be installed; they need the network")
            stamp.write_text(wanted, "utf-8")
    return PYTHON


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
