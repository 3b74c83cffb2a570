"""The pages that are opened most, beside their own template without a database, and beside a bare Flask's hello."""

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, before_render_template
from flask.testing import FlaskClient
from sqlalchemy import event

from bench.databases import processor
from bench.measuring import Line, seconds, shown_seconds
from bench.runs import Run
from bench.soak import prepare
from bench.worlds import World
from outreach.db import db

ROUNDS = 15
#: A page may take so many times what its template takes: what was read for it, and whether the reader may see it.
MOST = 4.0
#: Where the answer is an earlier one's whole text, a template has nothing to say.
PATHS = {
    "home board": "/",
    "month": "/calendar",
    "an event": "/events/{event}",
    "today on the phone": "/log",
    "the log of an event": "/log/{event}",
    "places": "/places",
    "the report of a year": "/reports/2025",
    "lines behind a figure": "/reports/2025/figures/handouts",
}


def measure(run: Run) -> Sequence[Line]:
    """The lines of the table, with so many events in ten years and sixty in this month."""
    return [line for name in run.databases for line in _measured(name, run)]


def hello() -> Callable[[], None]:
    """The least that Flask can do: a text from a view."""
    bare = Flask("hello")
    bare.add_url_rule("/", view_func=lambda: "hello")
    client = bare.test_client()

    def work() -> None:
        assert client.get("/").status_code == 200

    return work


def _measured(name: str, run: Run) -> Iterator[Line]:
    with run.databases[name]() as on, on.app.app_context():
        prepare(on, run.size)
        event_id, client = on.stands()[0][0], on.signed_in()
        took = processor()
        greeting = seconds({"hello": hello()}, rounds=run.rounds(10 * ROUNDS), spent=took)["hello"]
        yield Line("a bare Flask's hello", shown_seconds(greeting))
        for title, pattern in PATHS.items():
            opened = _opened(on, client, pattern.format(event=event_id), run.rounds(ROUNDS), took)
            yield from opened.lines(title, greeting)


@dataclass(frozen=True)
class Opened:
    """Seconds that a page took, and its template alone, and how often the template still asked the database."""

    whole: float
    template: float
    statements: int

    def lines(self, title: str, greeting: float) -> Iterator[Line]:
        """The page's lines of the table."""
        ratio, most = self.whole / self.template, None if self.statements else MOST
        yield Line(title, shown_seconds(self.whole), "its template without a database", ratio, most)
        yield Line(f"{title}, as a whole", shown_seconds(self.whole), "hello", self.whole / greeting)
        asked = f" (which asks {self.statements} times)" if self.statements else ""
        yield Line(f"{title}: its template{asked}", shown_seconds(self.template), "hello", self.template / greeting)


def _opened(on: World, client: FlaskClient, path: str, rounds: int, took: Callable[[], float]) -> Opened:
    """The page opened so often, by turns as it is and with its template drawn once more while its rows are there."""
    drawing, whole = Drawing(on, took), []
    for turn in range(rounds + (rounds > 1)):
        begin = took()
        assert client.get(path).status_code == 200, path
        if turn or rounds == 1:
            whole.append(took() - begin)
        with before_render_template.connected_to(drawing.draw, on.app):
            size = len(client.get(path).get_data(as_text=True))
    own = [(spent, asked) for spent, asked, drawn in drawing.seen if drawn == size]
    assert own, path  # the answer is what its template drew, not one of the parts within it
    template = statistics.median(spent for spent, _asked in own)
    return Opened(statistics.median(whole), template, min(asked for _spent, asked in own))


class Drawing:
    """Draws each template of a request once more: by then everything that it shows is in memory."""

    def __init__(self, on: World, took: Callable[[], float]) -> None:
        self.seen: list[tuple[float, int, int]] = []
        self._engine, self._took, self._is_busy, self._asked = db.engine, took, False, 0

    def draw(self, _sender: Flask, template: Any, context: dict[str, Any], **_more: Any) -> None:
        """Note seconds, statements and length of the template's text; parts within it are part of it."""
        if self._is_busy:
            return
        self._is_busy = True
        template.render(context)
        self._asked = 0
        event.listen(self._engine, "before_cursor_execute", self._count)
        begin = self._took()
        size = len(template.render(context))
        self.seen.append((self._took() - begin, self._asked, size))
        event.remove(self._engine, "before_cursor_execute", self._count)
        self._is_busy = False

    def _count(self, *_said: Any) -> None:
        self._asked += 1
