"""Bad files and hostile values on their way in: each gets its answer within seconds, and leaves nothing behind."""

import functools
import io
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import date, datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import func

from outreach.db import db, transaction
from outreach.jobs.actions import new_source, store_reading
from outreach.jobs.imports import Importer, importer
from outreach.jobs.models import Job
from outreach.jobs.reading import judged
from outreach.jobs.verdicts import Verdict
from outreach.people.rules import Role
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.sheets import read_table
from outreach.sheets.columns import match_columns
from outreach.sheets.tables import Row, Table
from outreach.sheets.typed import cleaned
from tests.jobs.bringing import confirm, settled, upload
from tests.making import NOW, make_channel, make_person, make_place, make_team
from tests.sheets.bad_files import MB, REFUSED, TAKEN
from tests.signing_in import sign_in

ROOT = Path(__file__).parents[2]
#: Of the processor's time; reading alone takes a third of it at most.
SECONDS = 12


@functools.cache
def made(case: str) -> bytes:
    return (REFUSED | TAKEN)[case][0]()


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Temporary files lie where nobody else's do."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))


@pytest.fixture
def clerk(sqlite_app: Flask, temporary: None) -> FlaskClient:
    """A browser in which a clerk is signed in."""
    client = sqlite_app.test_client()
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.CLERK))
    return client


def left(app: Flask) -> tuple[int, int, list[str]]:
    """How many jobs and places there are, and the files that lie in the data folder and among the temporary ones."""
    with app.app_context():
        jobs, places = (db.session.scalar(db.select(func.count()).select_from(model)) or 0 for model in (Job, Place))
    folders = (app.config["SETTINGS"].data_dir, Path(tempfile.gettempdir()))  # that of this test
    files = [str(file) for folder in folders for file in folder.iterdir() if not file.name.startswith("outreach")]
    return jobs, places, sorted(files)


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_refused_with_one_sentence_and_leaves_nothing(
    sqlite_app: Flask, clerk: FlaskClient, tmp_path: Path, case: str
) -> None:
    """On its page, and by the command, which ends with it."""
    _make, name, _code = REFUSED[case]
    content, before = made(case), left(sqlite_app)
    began = time.process_time()
    answer = upload(clerk, content, name)
    assert time.process_time() - began < SECONDS
    assert answer.status_code == 422 and left(sqlite_app) == before
    file = tmp_path / name
    file.write_bytes(content)
    ended = sqlite_app.test_cli_runner().invoke(args=["import", "places", str(file)])
    assert ended.exit_code == 1 and left(sqlite_app) == before
    assert ended.output.count("\n") == 1 and "Traceback" not in ended.output
    told = ended.output.strip()
    assert str(escape(told)) in answer.text and any("一" <= letter <= "龥" for letter in told)


BOUNDED = """
import sys
if sys.platform == "linux":
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from outreach.errors import Invalid
from outreach.sheets import read_table
for path in sys.argv[1:]:
    try:
        read_table(open(path, "rb").read(), path)
    except Invalid as refusal:
        print(refusal.code)
"""


def test_no_bad_file_takes_the_memory_of_the_machine(tmp_path: Path) -> None:
    """And each has its code; the bound is one of Linux."""
    paths = []
    for number, case in enumerate(REFUSED):
        paths.append(tmp_path / str(number))
        paths[-1].write_bytes(made(case))
    told = subprocess.run([sys.executable, "-c", BOUNDED, *paths], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == [code for _make, _name, code in REFUSED.values()]


@pytest.mark.parametrize("case", TAKEN)
def test_a_strange_file_is_read_as_it_is_meant(case: str) -> None:
    _make, name, first = TAKEN[case]
    assert read_table(made(case), name).rows[0].values[0] == first


@pytest.mark.parametrize("case", TAKEN)
def test_a_strange_file_has_a_preview_and_its_rows_a_verdict(clerk: FlaskClient, case: str) -> None:
    preview = settled(clerk, upload(clerk, made(case), TAKEN[case][1]))
    assert preview.status_code == 200 and "status" in preview.text
    assert "<script>alert" not in preview.text


def test_a_formula_in_a_name_stays_a_text_wherever_it_goes(sqlite_app: Flask, clerk: FlaskClient) -> None:
    confirm(clerk, upload(clerk, made("a formula"), "a.csv"))
    with sqlite_app.app_context():
        assert db.session.scalars(db.select(Place.name)).all() == ['=HYPERLINK("http://x")']
    assert "'=HYPERLINK" in clerk.get("/imports/places/list.csv").text
    with zipfile.ZipFile(io.BytesIO(clerk.get("/imports/places/list.xlsx").data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    cells = parts["xl/worksheets/sheet1.xml"]
    assert b"HYPERLINK" in cells and b"<f>" not in cells


NAMED = ("name", "title", "day", "place", "kind", "unit", "username", "role", "channel", "published", "times", "begins")

HOSTILE: tuple[Any, ...] = (
    10**308,
    -(10**308),
    10**18,
    -1,
    0,
    1e-308,
    0.1,
    True,
    "9" * 300,
    "-" + "9" * 300,
    "9" * 300 + "万",
    "1e308",
    "1.7976931348623157e308万",
    "NaN",
    "无穷",
    date(9999, 12, 31),
    date(1, 1, 1),
    datetime(9999, 12, 31, 23, 59, 59),
    timedelta(days=999_999),
    "9999-12-31",
    "9999年12月31日 23:59",
    "0000-00-00",
    2_958_465,
    2_958_466,
    "=1+1",
    "@SUM(A1)",
    "甲" * 100_000,
    "\ud800",
    "a\x00b",
    "\u202e倒",
    "☃" * 30,
    "00000000-0000-0000-0000-000000000000",
    "https://" + "a" * 5000,
    "<script>alert(1)</script>",
    "%s %(name)s {0} {{ 7*7 }}",
    "'; DROP TABLE places; --",
)


def plain_row(key: str, cell: Any) -> Any:
    """A cell of the row in which the values are tried: the sample's, where that names nothing else."""
    return {"team": "就业创业", "track": None}.get(key, cell if key in NAMED else None)


@pytest.mark.parametrize("key", ["places", "materials", "people", "events", "tallies", "articles"])
def test_no_value_brings_an_import_down(app_context: Flask, key: str) -> None:
    """Each column once with each of the values; then what was taken is stored."""
    if key not in app_context.extensions["outreach.imports"]:
        pytest.skip("no such list yet")
    admin = make_person(Role.ADMIN, team=make_team())
    make_place(PlaceKind.COMMUNITY, name="幸福社区", parent=make_place(name="三江镇"))
    make_place(name="三江镇集市")
    make_channel(name="示例县融媒中心")
    kind: Importer = importer(key)
    header = tuple(column.names[0] for column in kind.columns)
    sample = [plain_row(column.key, cell) for column, cell in zip_longest(kind.columns, kind.samples[0])]
    rows = [
        Row(number, tuple(cleaned(value) if at == column else cell for at, cell in enumerate(sample)))
        for number, (column, value) in enumerate(
            ((column, value) for column in range(len(header)) for value in HOSTILE), 2
        )
    ]
    letters = tuple(f"C{at}" for at in range(len(header)))
    matched = match_columns(Table(header, tuple(rows), letters), kind.columns)
    with app_context.test_request_context(), transaction():
        reading = judged(kind, matched, today=date(2030, 1, 1))
        assert reading.counts[Verdict.REFUSED] > 0 and reading.to_write
        for row in reading.rows:
            assert all(str(note) for note in row.notes) and reading.digest
        with kind.beside(new_source("f", b"x")):
            store_reading(
                reading=reading,
                importer=kind,
                source=new_source("f", b"x"),
                leave_refused_out=True,
                by=admin,
                now=NOW,
            )


def calendar(*lines: str) -> bytes:
    """A calendar of one event with these lines."""
    whole = ("BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "SUMMARY:x", *lines, "END:VEVENT", "END:VCALENDAR", "")
    return "\r\n".join(whole).encode()


CALENDARS: dict[str, bytes] = {
    "no end": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x",
    "far years": calendar("DTSTART:99991231T235959Z", "DURATION:P9999D"),
    "year nought": calendar("DTSTART:00000000"),
    "for ever": calendar("DTSTART:20250101T000000Z", "RRULE:FREQ=SECONDLY"),
    "a zone of its own": calendar("DTSTART;TZID=../../etc/passwd:20250101T000000"),
    "a line of a megabyte": calendar("X-LONG:" + "x" * MB),
    "nested": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 20_000,
    "many events": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\n" * 50_000,
}
JSONS = {"deep": b"[" * 100_000, "a long number": b"9" * 100_000, "not a number": b'{"lines": [NaN]}', "a list": b"[]"}


@pytest.mark.parametrize("case", [*CALENDARS, *JSONS, "picture", "noise", "noughts", "zip bomb", "eleven megabytes"])
@pytest.mark.parametrize(("path", "name"), [("/calendar/import", "a.ics"), ("/log/carried", "a.json")])
def test_a_bad_file_of_another_kind_has_its_answer_too(
    sqlite_app: Flask, client: FlaskClient, path: str, name: str, case: str
) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.CLERK))
    content = (CALENDARS | JSONS).get(case) or made(case)
    began = time.process_time()
    answer = client.post(path, data={"file": (io.BytesIO(content), name)})
    answer.request.environ["wsgi.input"].close()
    assert time.process_time() - began < SECONDS
    assert answer.status_code in (302, 422)
    if answer.status_code == 302:
        assert client.get(answer.location).status_code in (200, 302)
