"""The disk fills up under a phone's batches: what was answered is there, the rest is sent again when there is room."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event, text

from bench.worlds import World, new_app
from outreach import clock
from outreach.db import db
from tests.logbook.sending import a_line
from tests.logbook.test_cut_off import sent

LINES, ROOM = 30, 60


def test_a_full_disk_takes_nothing_halfway_and_goes_on_when_there_is_room(
    tmp_path: Path, showed: Callable[[str], None]
) -> None:
    world = World(new_app(tmp_path))
    world.plan([clock.today()] * 3)
    (phone,), client = world.phones(0, 1), world.app.test_client()
    acknowledged: dict[str, int] = {}

    def answer_to(lines: list[dict[str, Any]]) -> Any:
        answer = sent(client, phone.token, lines)
        if answer.status_code == 200:
            assert {each["answer"] for each in answer.json["answers"].values()} == {"recorded"}
            acknowledged.update({line["id"]: line["quantity"] for line in lines})
        return answer

    with world.app.app_context():
        pages = db.session.scalar(text("PRAGMA page_count"))
        db.session.remove()
        db.engine.dispose()
        engine = db.engine
    limit = [pages + ROOM]
    # SQLite's own limit, which ends in the very error of a disk without room.
    event.listen(engine, "connect", lambda opened, _record: opened.execute(f"PRAGMA max_page_count = {limit[0]}"))
    answer = answer_to(lines := a_batch(phone.events[0]))
    while answer.status_code == 200:
        answer = answer_to(lines := a_batch(phone.events[0]))
    assert (answer.status_code, answer.json["error"]["code"]) == (507, "disk_full")
    before = dict(acknowledged)
    assert world.ledger() == before and before
    limit[0] *= 2
    assert answer_to(lines).status_code == 200
    assert world.ledger() == acknowledged
    showed(f"full after {len(before)} acknowledged lines, all there; {len(acknowledged)} when there was room")


def a_batch(event_id: Any) -> list[dict[str, Any]]:
    """Lines of one event."""
    return [a_line(str(event_id), quantity) for quantity in range(1, LINES + 1)]
