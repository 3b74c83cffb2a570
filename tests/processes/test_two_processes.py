"""Two processes on one database behave as one: what one was told the other knows, and one may go while others work."""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from bench.storm import PATIENCE, Phone
from bench.worlds import World
from outreach.db import db, new_id
from outreach.jobs.models import RunSign
from outreach.jobs.rules import LONG
from outreach.places.models import Place
from tests.evidence.pictures import picture
from tests.processes.conftest import PASSWORD
from tests.processes.running import Browser, Process

ADMIN = "person.0"


def test_who_signs_in_at_one_is_signed_in_at_the_other(processes: list[Process], visitor: Browser) -> None:
    here, there = processes
    assert visitor.get(there, "/account").status == 302
    assert visitor.sign_in(here, ADMIN, PASSWORD, asked=there).status == 302
    assert "人员0" in visitor.get(there, "/account").text


def test_wrong_passwords_are_counted_together(processes: list[Process], visitor: Browser) -> None:
    said = [visitor.sign_in(processes[number % 2], "person.1", "wrong") for number in range(6)]
    assert [answer.status for answer in said] == [422] * 5 + [429]


def test_a_feed_is_the_same_from_both(world: World, processes: list[Process], visitor: Browser) -> None:
    feeds = [visitor.get(each, f"/feeds/{world.token}/all.ics") for each in processes]
    assert feeds[0].text.count("BEGIN:VEVENT") == 3
    assert feeds[0].text == feeds[1].text and feeds[0].headers["etag"] == feeds[1].headers["etag"]
    again = visitor.get(processes[1], f"/feeds/{world.token}/all.ics", **{"If-None-Match": feeds[0].headers["etag"]})
    assert again.status == 304


def test_one_tells_how_far_a_list_is_that_another_works_on(
    world: World, processes: list[Process], visitor: Browser
) -> None:
    """And stops it: the run of a thread in the one is a row that the other reads and writes."""
    here, there = processes
    visitor.sign_in(here, ADMIN, PASSWORD)
    rows = "".join(f"第{number}个点\t社区\t第{number % 10}镇\n" for number in range(LONG))
    with places_held(world):
        begun = visitor.post(here, "/imports/places", form_of="/imports/places", text=f"名称\t类型\t上级\n{rows}")
        job = begun.headers["location"]
        wait_for(lambda: told(visitor, there, job)["phase"] == "judging")
        now = told(visitor, there, job)
        assert (now["state"], now["total"], now["said"]) == ("running", LONG, "Row 0 of 1,000 is being checked.")
        visitor.post(there, f"{job}/stop", form_of=job)
        for _ in range(2):  # the first beat may have asked before, the second has heard it
            wait_for_a_beat(world)
    wait_for(lambda: told(visitor, there, job)["state"] != "running")
    assert told(visitor, there, job)["state"] == "over"
    assert "put aside" in visitor.get(here, job).text


@contextmanager
def places_held(world: World) -> Iterator[None]:
    """Nobody reads a place meanwhile, so that a list of places is being judged for as long as this lasts."""
    with world.app.app_context(), db.engine.begin() as connection:
        connection.execute(text(f"LOCK TABLE {Place.__tablename__}"))
        yield


def wait_for_a_beat(world: World) -> None:
    """Wait until the one run that there is has said once more how far it is."""

    def said_at() -> datetime | None:
        with world.app.app_context(), db.engine.connect() as connection:
            return connection.scalar(select(RunSign.said_at))

    before = said_at()
    wait_for(lambda: said_at() != before)


def told(visitor: Browser, at: Process, job: str) -> dict[str, Any]:
    return dict(visitor.get(at, f"{job}/progress.json").json)


def test_a_picture_comes_in_parts_to_whichever_process(
    world: World, processes: list[Process], visitor: Browser
) -> None:
    phone = world.phones(0, 1)[0]
    key, content = {"Authorization": f"Bearer {phone.token}"}, picture()
    said = {"id": str(new_id()), "event": str(phone.events[0]), "name": "gate.jpg", "size": len(content)}
    body = json.dumps(said | {"sha256": hashlib.sha256(content).hexdigest()})
    visitor.ask("POST", processes[0], "/api/pictures", body, **key, **{"Content-Type": "application/json"})
    states, part = [], len(content) // 3 + 1
    for number, offset in enumerate(range(0, len(content), part)):
        address = f"/api/pictures/{said['id']}?offset={offset}"
        states.append(visitor.ask("PUT", processes[number % 2], address, content[offset : offset + part], **key).json)
    assert [each["state"] for each in states] == ["open", "open", "stored"]
    visitor.sign_in(processes[0], ADMIN, PASSWORD)
    shown = [visitor.get(each, f"/evidence/{states[-1]['evidence']}") for each in processes]
    assert [each.status for each in shown] == [200, 200] and shown[0].text == shown[1].text


class Proxy:
    """Hands each request to a process that says it is ready, as a proxy that asks /readyz does; nothing is repeated."""

    def __init__(self, processes: list[Process]) -> None:
        self.processes, self.ready = processes, list(processes)
        self.is_over = threading.Event()
        self.asking = threading.Thread(target=self._ask)

    def __enter__(self) -> "Proxy":
        self.asking.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.is_over.set()
        self.asking.join()

    def _ask(self) -> None:
        while not self.is_over.wait(0.1):
            self.ready = [each for each in self.processes if is_ready(each)]


def is_ready(process: Process) -> bool:
    try:
        with Browser() as browser:
            return browser.get(process, "/readyz").status == 200
    except (OSError, HTTPException):
        return False


class Sender(threading.Thread):
    """A phone that sends lines one by one, each once, and keeps what was said to each."""

    def __init__(self, proxy: Proxy, phone: Phone) -> None:
        super().__init__()
        self.proxy, self.event, self.is_over = proxy, str(phone.events[0]), threading.Event()
        self.headers = {"Authorization": f"Bearer {phone.token}", "Content-Type": "application/json"}
        self.said: list[tuple[str, str]] = []

    def run(self) -> None:
        with Browser() as browser:
            while not self.is_over.wait(0.05):
                line = {"id": str(new_id()), "event": self.event, "kind": "consultation", "item": None, "quantity": 1}
                self.said.append((line["id"], self._answer(browser, line | {"at": "2025-03-04T09:30:00+08:00"})))  # type: ignore[arg-type]

    def _answer(self, browser: Browser, line: dict[str, Any]) -> str:
        ready = self.proxy.ready
        body = json.dumps({"tallies": [line]})
        try:
            answer = browser.ask("POST", ready[len(self.said) % len(ready)], "/api/tallies", body, **self.headers)
            return answer.json["answers"][line["id"]]["answer"] if answer.status == 200 else str(answer)
        except (OSError, HTTPException) as error:
            return repr(error)


def test_one_goes_and_another_comes_and_no_request_is_lost(
    world: World, processes: list[Process], tmp_path: Path, showed: Callable[[str], None]
) -> None:
    """A process is told to stop while phones send through a proxy; nothing is sent twice, and all of it is answered."""
    old, following = processes[0], Process(world, tmp_path)
    with Proxy([*processes, following]) as proxy:
        senders = [Sender(proxy, phone) for phone in world.phones(old.port, 3)]
        for each in senders:
            each.start()
        try:
            following.start()
            old.tell_to_stop()
            assert old.wait() == 0
            wait_for(lambda: following in proxy.ready and old not in proxy.ready)
            before = sum(len(each.said) for each in senders)
            wait_for(lambda: sum(len(each.said) for each in senders) > before + 20)
        finally:
            for each in senders:
                each.is_over.set()
                each.join()
            following.stop()
    said = [line for each in senders for line in each.said]
    assert [line for line in said if line[1] != "recorded"] == []
    assert world.ledger().keys() >= {line for line, _answer in said}
    showed(f"{len(said)} requests sent once each, all answered")


def wait_for(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)
