"""What pages, batches and polls take as the ledger grows from a thousand lines to a million."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack

from flask.testing import FlaskClient

from bench.databases import processor
from bench.ledgers import LINES
from bench.measuring import Line, seconds
from bench.pages import PATHS
from bench.runs import Run
from bench.soak import prepare
from bench.storm import LINES_IN_A_BATCH
from bench.worlds import World
from outreach import clock
from outreach.db import new_id

ROUNDS = 5
#: What shows one day, one month or one event may grow so much; what adds up a year's lines grows with them (`reports`).
MOST = 1.5
_OF_A_YEAR = ("home board", "the report of a year", "lines behind a figure")


def measure(run: Run) -> Sequence[Line]:
    """The lines of the table: so many events of ten lines each, beside a tenth, a hundredth, a thousandth of them."""
    return [line for name in run.databases for line in _measured(name, run)]


def _measured(name: str, run: Run) -> Iterator[Line]:
    parts = (10, 1) if run.is_trial else (1000, 100, 10, 1)
    sizes = [max(1, run.size // part) for part in parts]
    with ExitStack() as stack:
        subjects: dict[str, Callable[[], object]] = {}
        for size in sizes:
            on = stack.enter_context(run.databases[name]())
            prepare(on, size)
            works = _works(on, {} if run.is_trial else PATHS)  # a trial of `pages` opens them
            subjects |= {f"{title} {size}": work for title, work in works.items()}
        stack.enter_context(on.app.app_context())
        spent = seconds(subjects, rounds=run.rounds(ROUNDS), spent=processor())
    said = " → ".join(f"{size * LINES:,}" for size in sizes)
    yield Line(f"lines in the ledger: {said}", "")
    for title in works:
        times = [spent[f"{title} {size}"] for size in sizes]
        took = " → ".join(f"{each * 1000:,.1f}" for each in times)
        most = None if title in _OF_A_YEAR else MOST
        yield Line(title, f"{took} ms", f"{sizes[0] * LINES:,} lines", times[-1] / times[0], most)


def _works(on: World, paths: Mapping[str, str]) -> dict[str, Callable[[], object]]:
    """What is asked, by what it is called."""
    client, event = on.signed_in(), on.stands()[0][0]
    works: dict[str, Callable[[], object]] = {
        title: _opening(client, pattern.format(event=event)) for title, pattern in paths.items()
    }
    [secret] = on.secrets(1)
    phone = on.app.test_client()
    works[f"a batch of {LINES_IN_A_BATCH} lines"] = _sending(on, phone, secret)
    works["what a phone needs"] = _opening(phone, "/api/phone", secret)
    works["a poll of a calendar, nothing new"] = _polling(on)
    return works


def _opening(client: FlaskClient, path: str, secret: str | None = None) -> Callable[[], None]:
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def work() -> None:
        assert client.get(path, headers=headers).status_code == 200, path

    return work


def _sending(on: World, client: FlaskClient, secret: str) -> Callable[[], None]:
    events, item = on.stands()
    facts = {"event": str(events[0]), "kind": "handout", "item": item, "at": clock.now().isoformat()}

    def work() -> None:
        lines = [facts | {"id": str(new_id()), "quantity": 1 + number} for number in range(LINES_IN_A_BATCH)]
        said = client.post("/api/tallies", json={"tallies": lines}, headers={"Authorization": f"Bearer {secret}"})
        answers = json.loads(said.data)["answers"].values()
        assert [each for each in answers if each["answer"] != "recorded"] == []

    return work


def _polling(on: World) -> Callable[[], None]:
    client, path = on.app.test_client(), f"/feeds/{on.token}/mine.ics"
    tag = client.get(path).headers["ETag"]

    def work() -> None:
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304

    return work
