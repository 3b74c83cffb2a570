"""The server is killed (kill -9) in the middle of batches of sixteen phones, and nothing that it answered is lost."""

from pathlib import Path

import pytest

from bench.storm import PHONES, acknowledged, made, storm
from bench.worlds import World, new_app
from outreach import clock
from tests.conftest import BACKENDS
from tests.copies import CopiedServer

SECONDS = 4
KILLS = 2


@pytest.fixture(params=BACKENDS)
def world(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    """A world on a database of its own, with three events of today."""
    url = request.getfixturevalue("fresh_postgresql") if request.param == "postgresql" else None
    made = World(new_app(tmp_path, url))
    made.plan([clock.today()] * 3)
    return made


def test_every_acknowledged_line_is_there_once(world: World) -> None:
    server = CopiedServer(world.settings)
    phones = world.phones(server.port, PHONES)
    storm(server, phones, seconds=SECONDS, kills=KILLS)
    assert sum(phone.failures for phone in phones) > 0  # else nobody was in the middle of anything
    assert [phone.refused for phone in phones if phone.refused] == []
    assert world.ledger() == acknowledged(phones) == made(phones)
