"""The server is killed (kill -9) in the middle of batches of sixteen phones, and nothing that it answered is lost."""

import time
from pathlib import Path

import pytest
from sqlalchemy import select

from bench.storm import PHONES, Phone, Server, sending
from bench.worlds import World
from outreach import clock
from outreach.db import db
from outreach.logbook.models import Tally
from tests.conftest import BACKENDS

SECONDS = 6
KILLS = 2


@pytest.fixture(params=BACKENDS)
def world(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    """A world on a database of its own, with three events of today."""
    url = request.getfixturevalue("fresh_postgresql") if request.param == "postgresql" else None
    made = World(tmp_path, url)
    made.plan([clock.today()] * 3)
    return made


def test_every_acknowledged_line_is_there_once(world: World) -> None:
    server = Server(world.settings.database_url, world.settings.secret_key, world.settings.data_dir)
    phones = world.phones(server.port, PHONES)
    server.start()
    try:
        with sending(phones):
            for _ in range(KILLS):
                time.sleep(SECONDS / (KILLS + 1))
                server.kill()
                server.start()
            time.sleep(SECONDS / (KILLS + 1))
    finally:
        server.stop()

    with world.app.app_context():
        stored = {str(line): quantity for line, quantity in db.session.execute(select(Tally.id, Tally.quantity))}
        db.session.remove()
        db.engine.dispose()
    assert sum(phone.failures for phone in phones) > 0  # else nobody was in the middle of anything
    assert [phone.refused for phone in phones if phone.refused] == []
    assert stored == acknowledged(phones)
    assert acknowledged(phones) == {line: quantity for phone in phones for line, quantity in phone.made.items()}


def acknowledged(phones: list[Phone]) -> dict[str, int]:
    """What the phones were told is stored."""
    return {line: quantity for phone in phones for line, quantity in phone.acknowledged.items()}
