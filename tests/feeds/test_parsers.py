"""A feed is read alike by those who are independent of us and of each other, and copied once."""

import json
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.browser.conftest import browser_type_launch_args  # noqa: F401  (the machine's own browser)
from tests.feeds.libical import Libical

HERE = Path(__file__).parent
FEEDS = ("all.ics?alarm=eve", "themes.ics")
Read = list[list[str]]


@pytest.fixture(params=FEEDS)
def body(request: pytest.FixtureRequest, sqlite_app: Flask, feed_path: str) -> bytes:
    """A feed: events with hours, or whole days."""
    return fetched(sqlite_app, feed_path + request.param)


def fetched(app: Flask, path: str) -> bytes:
    answer = app.test_client().get(path)
    assert answer.status_code == 200
    return answer.data


def by_icalendar(body: bytes) -> Read:
    """Uid, title, status, start and end of each event as the icalendar library reads them."""
    events = icalendar.Calendar.from_ical(body).walk("VEVENT")
    names = ("UID", "SUMMARY", "STATUS")
    found = [
        [*(str(each[name]) for name in names), told(each.decoded("DTSTART")), told(each.decoded("DTEND"))]
        for each in events
    ]
    assert len(found) >= 2
    return sorted(found)


def told(moment: date) -> str:
    """A day as it is, an instant in UTC."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return moment.strftime("%Y%m%d")


@pytest.mark.parametrize("name", ["vobject", "ics", "ical"])
def test_an_independent_reader_understands_the_same(
    parsers: Path, sqlite_app: Flask, feed_path: str, name: str
) -> None:
    bodies = [fetched(sqlite_app, feed_path + feed) for feed in FEEDS]
    script, texts = str(HERE / "read_with.py"), json.dumps([body.decode() for body in bodies])
    run = subprocess.run([parsers, script, name], input=texts, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == [by_icalendar(body) for body in bodies]


def test_ical_js_in_a_browser_understands_the_same(browser: Browser, ical_js: str, body: bytes) -> None:
    page = browser.new_page()
    page.add_script_tag(content=ical_js)
    read = page.evaluate(
        """text => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map(each => {
          const zones = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vtimezone");
          zones.forEach(zone => ICAL.TimezoneService.register(zone));
          const event = new ICAL.Event(each);
          const told = at => at.isDate ? at.toICALString()
            : at.convertToZone(ICAL.Timezone.utcTimezone).toICALString();
          const status = each.getFirstPropertyValue("status");
          return [event.uid, event.summary, status, told(event.startDate), told(event.endDate)];
        })""",
        body.decode(),
    )
    page.close()
    assert sorted(read) == by_icalendar(body)


def test_libical_finds_no_fault(body: bytes) -> None:
    try:
        libical = Libical()
    except OSError:
        pytest.skip("libical is not installed (Debian: libical3)")
    assert libical.faults(body) == (0, True)
    assert libical.events(body) == by_icalendar(body)


def test_a_second_synchronisation_copies_nothing(parsers: Path, feed_path: str, live: str, tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.write_text(
        f"""
        [general]
        status_path = "{tmp_path / "status"}"
        [pair plan]
        a = "feed"
        b = "copy"
        collections = null
        conflict_resolution = "a wins"
        [storage feed]
        type = "http"
        url = "{live}{feed_path}all.ics"
        [storage copy]
        type = "filesystem"
        path = "{tmp_path / "copy"}"
        fileext = ".ics"
        """.replace("\n        ", "\n"),
        "utf-8",
    )

    def vdirsyncer(*words: str) -> str:
        command = [parsers, "-m", "vdirsyncer", "--config", str(config), *words]
        run = subprocess.run(command, capture_output=True, text=True, input="y\n", check=False)
        assert run.returncode == 0, run.stderr
        return run.stdout + run.stderr

    (tmp_path / "copy").mkdir()
    vdirsyncer("discover", "plan")
    assert vdirsyncer("sync").count("Copying") == 4
    assert len(list((tmp_path / "copy").glob("*.ics"))) == 4
    assert "Copying" not in vdirsyncer("sync")
