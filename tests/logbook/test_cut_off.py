"""The connection to PostgreSQL is cut in the middle of batches: what was answered is there, and counts once."""

import json
import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from flask.testing import FlaskClient

from bench.worlds import World, new_app
from outreach import clock
from tests.conftest import new_postgresql_database
from tests.cutting import Wire
from tests.logbook.sending import a_line
from tests.together import at_once

PHONES, BATCHES, LINES = 4, 8, 10


@pytest.fixture(scope="module")
def cut_world(postgresql_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Wire, World]]:
    """A world behind a wire, with three events of today."""
    wire = Wire(new_postgresql_database(postgresql_url))
    made = World(new_app(tmp_path_factory.mktemp("cut"), wire.url.render_as_string(hide_password=False)))
    made.plan([clock.today()] * 3)
    yield wire, made
    made.ledger()  # which lets go of its connections
    wire.close()


@pytest.fixture
def wire(cut_world: tuple[Wire, World]) -> Iterator[Wire]:
    wire, _world = cut_world
    wire.cut, wire.is_away = 0, False
    yield wire
    wire.cuts = lambda _piece: None


@pytest.fixture
def world(cut_world: tuple[Wire, World]) -> World:
    return cut_world[1]


@pytest.fixture
def event(world: World) -> str:
    return str(world.phones(0, 1)[0].events[0])


@pytest.fixture
def post(world: World) -> Callable[[list[Any]], Any]:
    """Sends lines as a phone does that has a token."""
    (phone,) = world.phones(0, 1)
    return partial(sent, world.app.test_client(), phone.token)


def sent(client: FlaskClient, token: str, lines: list[Any]) -> Any:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    return client.post("/api/tallies", data=json.dumps({"tallies": lines}), headers=headers)


def commit_of_lines(cuts: bool) -> Callable[[bytes], bool | None]:
    """Cut once, where lines are being committed: before the server hears of it or after."""
    waits_for = [b"COMMIT", b"INSERT INTO tallies"]

    def judge(piece: bytes) -> bool | None:
        if waits_for and waits_for[-1] in piece:
            waits_for.pop()
            return None if waits_for else cuts
        return None

    return judge


@pytest.mark.parametrize(("cuts", "then"), [(False, "already_there"), (True, "recorded")])
def test_a_commit_of_which_no_answer_came_is_asked_again(
    wire: Wire, world: World, event: str, post: Callable[[list[Any]], Any], cuts: bool, then: str
) -> None:
    lines = [a_line(event, quantity) for quantity in range(1, 6)]
    wire.cuts = commit_of_lines(cuts)
    answer = post(lines)
    assert (answer.status_code, answer.json["error"]["code"], wire.cut) == (503, "database_away", 1)
    answer = post(lines)
    assert {each["answer"] for each in answer.json["answers"].values()} == {then}
    assert set(world.ledger().items()) >= {(line["id"], line["quantity"]) for line in lines}


def test_while_the_database_is_away_everybody_is_told_and_then_it_goes_on(
    wire: Wire, world: World, event: str, post: Callable[[list[Any]], Any]
) -> None:
    line, client = a_line(event, 5), world.app.test_client()
    wire.is_away = True
    assert post([line]).json["error"]["code"] == "database_away"
    page = client.get("/sign-in", headers={"Accept-Language": "zh"})
    assert (page.status_code, "数据库没有响应" in page.text) == (503, True)
    assert client.get("/healthz").status_code == 503
    wire.is_away = False
    assert post([line]).json["answers"][line["id"]]["answer"] == "recorded"


def test_every_acknowledged_line_is_there_once_however_often_it_is_cut(
    wire: Wire, world: World, event: str, showed: Callable[[str], None]
) -> None:
    dice, phones, before = random.Random(7), world.phones(0, PHONES), world.ledger()
    acknowledged: dict[str, int] = {}

    def log(client: FlaskClient, token: str) -> None:
        for _ in range(BATCHES):
            lines = [a_line(event, quantity) for quantity in range(1, LINES + 1)]
            while (answer := sent(client, token, lines)).status_code != 200:
                assert answer.status_code == 503, answer.text
            said = answer.json["answers"]
            assert {each["answer"] for each in said.values()} <= {"recorded", "already_there"}
            acknowledged.update({line["id"]: line["quantity"] for line in lines})

    wire.cuts = lambda _piece: dice.choice([True, False]) if dice.random() < 0.03 else None
    at_once([partial(log, world.app.test_client(), phone.token) for phone in phones])
    wire.cuts = lambda _piece: None
    assert wire.cut > 5 and world.ledger() == before | acknowledged
    showed(f"{PHONES} phones, {wire.cut} cuts, {len(acknowledged)} lines acknowledged, as many in the ledger")
