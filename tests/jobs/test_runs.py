"""Long lists: judged and stored by runs of their own, which tell how far they are and leave nothing half done."""

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func

from outreach import clock
from outreach.db import db, transaction
from outreach.jobs import kept, progress, run_views, runs, views
from outreach.jobs.imports import Importer
from outreach.jobs.models import Job, RunSign
from outreach.jobs.rules import Phase, State
from outreach.jobs.verdicts import Judged
from outreach.people.rules import Role
from outreach.places.models import Place
from tests.copies import Copy
from tests.jobs.bringing import confirm, paste, settled
from tests.jobs.dying import die_while_storing
from tests.making import make_person, make_place
from tests.signing_in import sign_in

#: A list is called long here from so many rows on, a tenth of what the product says: what happens to it is the same.
LONG = 100
ROWS = LONG + 20
LIST = "名称\t类型\n" + "".join(f"第{number}镇\t乡镇\n" for number in range(ROWS))


@pytest.fixture(autouse=True)
def short_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is called long, in the modules that ask."""
    for module in (views, run_views):
        monkeypatch.setattr(module, "LONG", LONG)


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    """A browser in which an administrator is signed in, in English, on both databases; no run has left a file."""
    for file in files_of_runs(app):
        file.unlink()
    client = app.test_client()
    with app.app_context():
        sign_in(client, make_person(Role.ADMIN))
    client.set_cookie("language", "en")
    return client


def how_many(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(db.select(func.count()).select_from(Place)) or 0


def the_job(app: Flask) -> Any:
    with app.app_context():
        job = db.session.scalars(db.select(Job).order_by(Job.made_at.desc())).first()
        return job and SimpleNamespace(
            id=job.id, state=job.state, content=job.content, facts=job.facts, total=job.total
        )


def left_behind(app: Flask) -> list[Any]:
    """What lies there of runs: their files in the data folder, and their rows where they have any."""
    with app.app_context():
        rows = db.session.execute(db.select(RunSign.run_id, RunSign.token)).all()
    return [*rows, *sorted(files_of_runs(app))]


def files_of_runs(app: Flask) -> list[Path]:
    return list((app.config["SETTINGS"].data_dir / "imports").glob("*"))


class Gate:
    """Holds a run at a row until it is opened."""

    def __init__(self) -> None:
        self.reached, self.opened = threading.Event(), threading.Event()

    def hold(self) -> None:
        self.reached.set()
        assert self.opened.wait(30)

    def rows(self, rows: Sequence[Any], at: int = 100) -> Iterator[Any]:
        for number, row in enumerate(rows):
            if number == at:
                self.hold()
            yield row


@contextmanager
def changed(app: Flask, **parts: Any) -> Iterator[None]:
    """The list of places with other parts."""
    registry: dict[str, Importer] = app.extensions["outreach.imports"]
    usual = registry["places"]
    registry["places"] = replace(usual, **parts)
    try:
        yield
    finally:
        registry["places"] = usual


@contextmanager
def held_while_judging(app: Flask) -> Iterator[Gate]:
    usual, gate = app.extensions["outreach.imports"]["places"].judge, Gate()
    with changed(app, judge=lambda records, *, today: usual(list(gate.rows(records)), today=today)):
        try:
            yield gate
        finally:
            gate.opened.set()


@contextmanager
def held_while_storing(app: Flask) -> Iterator[Gate]:
    """All rows are written, none is committed, and one of them is counted after another."""
    usual, gate = app.extensions["outreach.imports"]["places"].store, Gate()

    def store(rows: Sequence[Judged], **more: Any) -> None:
        usual(list(rows), **more)
        list(gate.rows(rows))

    with changed(app, store=store):
        try:
            yield gate
        finally:
            gate.opened.set()


def far(client: FlaskClient, path: str, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What is told of a run as soon as it is as wanted."""
    end = time.monotonic() + 30
    while True:
        told: dict[str, Any] = client.get(f"{path}/progress.json").get_json()
        if wanted(told):
            return told
        assert time.monotonic() < end, told
        time.sleep(0.05)


def test_a_long_list_is_judged_and_stored_and_leaves_nothing_behind(app: Flask, admin: FlaskClient) -> None:
    preview = settled(admin, paste(admin, LIST))
    assert "Import 120 rows" in preview.text and how_many(app) == 0
    done = settled(admin, confirm(admin, preview))
    assert "Imported" in done.text and how_many(app) == ROWS
    assert (the_job(app).state, the_job(app).content, left_behind(app)) == (State.DONE, None, [])
    assert "Every row is there already" in settled(admin, paste(admin, LIST)).text


def test_a_short_list_is_there_at_once(app: Flask, admin: FlaskClient) -> None:
    page = paste(admin, "名称\t类型\n三江镇\t乡镇\n")
    assert "Import 1 row" in page.text and left_behind(app) == []


def test_a_page_tells_how_far_the_judging_is(app: Flask, admin: FlaskClient) -> None:
    with held_while_judging(app) as gate:
        page = paste(admin, LIST)
        assert gate.reached.wait(30)
        told = far(admin, page.request.path, lambda told: told["done"] > 0)
        assert told == {
            "state": "running",
            "phase": "judging",
            "done": 100,
            "total": ROWS,
            "said": "Row 100 of 120 is being checked.",
        }
        shown = admin.get(page.request.path)
        assert '<progress aria-labelledby="run-said" data-run-bar max="120" value="100">' in shown.text
        assert '<noscript><meta http-equiv="refresh"' in shown.text
        assert "is being worked on" in admin.get("/imports/places").text
    assert "Import 120 rows" in settled(admin, page).text
    assert "waits for your word" in admin.get("/imports/places").text


def test_a_page_tells_how_far_the_storing_is_while_the_writer_is_taken(app: Flask, admin: FlaskClient) -> None:
    preview = settled(admin, paste(admin, LIST))
    with held_while_storing(app) as gate:
        page = confirm(admin, preview)
        assert gate.reached.wait(30)
        told = far(admin, page.request.path, lambda told: told["phase"] == "storing" and told["done"] == 100)
        assert told["said"] == "Row 100 of 120 is being stored."
        assert how_many(app) == 0
    assert "Imported" in settled(admin, page).text and how_many(app) == ROWS


def test_two_clicks_and_two_tabs_are_one_run(app: Flask, admin: FlaskClient) -> None:
    preview = settled(admin, paste(admin, LIST))
    with held_while_storing(app) as gate:
        page = confirm(admin, preview)
        assert gate.reached.wait(30)
        token = the_job(app).facts["run"]["token"]
        for _tab in range(2):
            confirm(admin, preview)
            admin.post(f"{page.request.path}/again")
        assert the_job(app).facts["run"]["token"] == token
        assert sum(thread.name.startswith("import-") for thread in threading.enumerate()) == 1
    settled(admin, page)
    assert how_many(app) == ROWS


def test_judging_can_be_stopped_and_puts_the_list_aside(app: Flask, admin: FlaskClient) -> None:
    with held_while_judging(app) as gate:
        page = paste(admin, LIST)
        assert gate.reached.wait(30)
        threading.Timer(1.5, gate.opened.set).start()
        stopped = admin.post(f"{page.request.path}/stop", follow_redirects=True)
    assert "put aside" in settled(admin, stopped).text
    assert (the_job(app).state, the_job(app).content, left_behind(app)) == (State.DROPPED, None, [])


def test_storing_that_is_stopped_stores_nothing_and_waits_again(app: Flask, admin: FlaskClient) -> None:
    preview = settled(admin, paste(admin, LIST))
    with held_while_storing(app) as gate:
        page = confirm(admin, preview)
        assert gate.reached.wait(30)
        threading.Timer(1.5, gate.opened.set).start()
        stopped = admin.post(f"{page.request.path}/stop", follow_redirects=True)
    again = settled(admin, stopped)
    assert "Import 120 rows" in again.text and how_many(app) == 0
    settled(admin, confirm(admin, again))
    assert how_many(app) == ROWS


def test_a_run_ends_with_its_server(app: Flask, admin: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    preview = settled(admin, paste(admin, LIST))
    with held_while_storing(app) as gate:
        monkeypatch.setattr(runs.threading, "main_thread", lambda: SimpleNamespace(is_alive=lambda: False))
        page = confirm(admin, preview)
        monkeypatch.undo()
        time.sleep(1)
        gate.opened.set()
        far(admin, page.request.path, lambda told: told["state"] == "fallen")
    shown = admin.get(page.request.path)
    assert "Interrupted; nothing was stored" in shown.text and how_many(app) == 0
    settled(admin, admin.post(f"{page.request.path}/again", follow_redirects=True))
    assert how_many(app) == ROWS


def test_a_process_waits_for_its_runs_to_end(app: Flask, admin: FlaskClient) -> None:
    """Also where the request came to a daemon, as those of our server do."""
    with held_while_judging(app) as gate:
        pages: list[Any] = []
        request = threading.Thread(target=lambda: pages.append(paste(admin, LIST)), daemon=True)
        request.start()
        assert gate.reached.wait(30)
        ours = [thread for thread in threading.enumerate() if thread.name.startswith(("import-", "beat-"))]
        assert len(ours) == 2 and not any(thread.daemon for thread in ours)
        request.join(30)
    settled(admin, pages[0])


def test_a_fault_of_the_program_stores_nothing_and_says_so(app: Flask, admin: FlaskClient) -> None:
    preview = settled(admin, paste(admin, LIST))
    usual = app.extensions["outreach.imports"]["places"].store

    def store(rows: Sequence[Judged], **more: Any) -> None:
        usual(list(rows), **more)
        raise ZeroDivisionError

    with changed(app, store=store):
        page = settled(admin, confirm(admin, preview))
    assert "Interrupted; nothing was stored" in page.text and how_many(app) == 0
    dropped = admin.post(f"{page.request.path}/drop", follow_redirects=True)
    assert "Nothing was imported" in dropped.text and the_job(app).state == State.DROPPED


def test_what_has_changed_since_the_preview_is_shown_again(app: Flask, admin: FlaskClient) -> None:
    preview = settled(admin, paste(admin, LIST))
    with app.app_context():
        make_place(name="第7镇")
    changed_one = settled(admin, confirm(admin, preview))
    assert "Look at the rows again" in changed_one.text and "Import 119 rows" in changed_one.text
    assert how_many(app) == 1
    settled(admin, confirm(admin, changed_one))
    assert how_many(app) == ROWS


def test_refused_rows_stop_a_long_list_at_once(app: Flask, admin: FlaskClient) -> None:
    preview = settled(admin, paste(admin, LIST + "坏地方\t火星\n"))
    refused = confirm(admin, preview)
    assert refused.status_code == 422 and the_job(app).state == State.PREPARED
    settled(admin, confirm(admin, refused, leave_out="y"))
    assert how_many(app) == ROWS


def test_pages_of_a_long_list_are_not_judged_again(app: Flask, admin: FlaskClient) -> None:
    path = settled(admin, paste(admin, LIST)).request.path
    token = the_job(app).facts["reading"]
    with changed(app, judge=lambda records, *, today: pytest.fail("judged again")):
        assert "第35镇" in admin.get(f"{path}?page=2").text
        with app.app_context():  # as another process, and as this one after a new start
            app.extensions["outreach.readings"] = kept._Memory()
            assert kept.kept(the_job(app).id, token) is not None
        assert admin.get(f"{path}?verdict=new&page=3").status_code == 200


def test_verdicts_that_are_gone_are_found_out_again(app: Flask, admin: FlaskClient) -> None:
    path = settled(admin, paste(admin, LIST)).request.path
    app.extensions["outreach.readings"] = kept._Memory()
    with app.app_context():
        progress.forget(the_job(app).id)
    page = admin.get(path)
    assert "has to be made again" in page.text
    assert "Import 120 rows" in settled(admin, admin.post(f"{path}/again", follow_redirects=True)).text


def test_a_run_that_lost_its_list_stores_nothing(app: Flask, admin: FlaskClient) -> None:
    """It was believed dead, while its process only slept: the list was begun again and is stored once."""
    preview = settled(admin, paste(admin, LIST))
    usual, gate = runs.actions.waiting_table, Gate()
    held: list[bool] = []

    def waiting(importer: Importer, job: Job) -> Any:
        table = usual(importer, job)
        if not held:
            held.append(True)
            gate.hold()
        return table

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs.actions, "waiting_table", waiting)
        page = confirm(admin, preview)
        assert gate.reached.wait(30)
        first = the_job(app).facts["run"]["token"]
        with app.app_context(), transaction():
            job = db.session.get_one(Job, the_job(app).id)
            job.facts = job.facts | {"run": job.facts["run"] | {"fell": "stopped"}}
        settled(admin, admin.post(f"{page.request.path}/again", follow_redirects=True))
        assert how_many(app) == ROWS
        gate.opened.set()
        with app.app_context():
            runs.wait_for(the_job(app).id, 30)
        end = time.monotonic() + 30
        while any(thread.name.startswith("import-") for thread in threading.enumerate()):
            assert time.monotonic() < end
            time.sleep(0.05)
    assert how_many(app) == ROWS and the_job(app).state == State.DONE and first
    assert left_behind(app) == []


def test_what_nobody_comes_back_to_goes_within_a_day(app: Flask, admin: FlaskClient) -> None:
    settled(admin, paste(admin, LIST))
    with app.app_context(), transaction():
        runs.actions.drop_forgotten(now=clock.now() + timedelta(days=2))
    assert (the_job(app).state, the_job(app).content, left_behind(app)) == (State.DROPPED, None, [])


def test_how_far_a_list_is_is_told_to_its_owner_alone(app: Flask, admin: FlaskClient) -> None:
    path = settled(admin, paste(admin, LIST)).request.path
    other = app.test_client()
    with app.app_context():
        sign_in(other, make_person(Role.CLERK))
    for method, address in ((other.get, "progress.json"), (other.post, "stop"), (other.post, "again")):
        assert method(f"{path}/{address}").status_code == 404


def test_a_process_that_is_killed_while_storing_leaves_nothing(
    app: Flask, admin: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    preview = settled(admin, paste(admin, LIST))
    with monkeypatch.context() as patch:
        patch.setattr(runs, "start", lambda *_job, **_more: None)  # another process will do it
        page = confirm(admin, preview)
    stored, log = tmp_path / "stored", tmp_path / "log"
    words = (app.config["SETTINGS"], the_job(app).id, stored)
    process = Copy(die_while_storing, *words, surroundings=dict(os.environ), log=log)
    try:
        while not stored.exists():
            assert process.poll() is None, log.read_text()
            time.sleep(0.05)
        far(admin, page.request.path, lambda told: told["phase"] == "storing")
    finally:
        process.kill()
        process.wait()
    assert admin.get(f"{page.request.path}/progress.json").get_json()["state"] == "running"
    monkeypatch.setattr("outreach.jobs.rules.INTERRUPTED_AFTER", timedelta(seconds=1))
    far(admin, page.request.path, lambda told: told["state"] == "fallen")
    assert "Interrupted; nothing was stored" in admin.get(page.request.path).text and how_many(app) == 0
    settled(admin, admin.post(f"{page.request.path}/again", follow_redirects=True))
    assert how_many(app) == ROWS and left_behind(app) == []


def test_counting_leaves_rows_as_they_are() -> None:
    watch = progress.Watch()
    with progress.watched(watch):
        rows = progress.counted([1, 2, 3], Phase.JUDGING)
        assert (list(rows), rows[1], rows[1:], len(rows), list(reversed(rows))) == ([1, 2, 3], 2, [2, 3], 3, [3, 2, 1])
        assert (watch.done, watch.total) == (3, 3)
        watch.is_stopping = True
        with pytest.raises(progress.Stopped):
            list(rows)
    assert progress.counted([1], Phase.JUDGING) == [1]


def test_a_page_of_twenty_thousand_rows_comes_within_a_fifth_of_a_second(
    sqlite_app: Flask, client: FlaskClient
) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.ADMIN))
    villages = "".join(f"第{number}村\t社区\t第{number % 50}镇\n" for number in range(19_900))
    towns = "".join(f"第{number}镇\t乡镇\t\n" for number in range(100))
    path = settled(client, paste(client, "名称\t类型\t所属\n" + towns + villages)).request.path
    client.get(path)
    for question in ("?page=2", "?page=600", "?verdict=new&page=300"):
        began = time.process_time()
        assert client.get(path + question).status_code == 200
        assert time.process_time() - began < 0.2


def test_a_long_list_of_which_something_is_asked_is_not_judged_before(app: Flask, admin: FlaskClient) -> None:
    answered: list[bool] = []
    with changed(app, asking=lambda _job: None if answered else "<p>Which account?</p>"):
        page = paste(admin, LIST)
        assert "Which account?" in page.text and the_job(app).state == State.PREPARED
        answered.append(True)
        asked = admin.get(page.request.path)
        assert "has to be made again" in asked.text
        settled(admin, admin.post(f"{page.request.path}/again", follow_redirects=True))
        answered.clear()  # what was judged is shown, whatever would be asked
        assert "Import 120 rows" in admin.get(page.request.path).text
