"""Many who each do something again and again at a real server, at the pace of a real day; what each waited for it."""

import http.client
import random
import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from bench.measuring import Line, shown_seconds

#: Seconds after which a phone or a calendar gives up, and a desk that waits for a file.
PATIENCE, PATIENCE_OF_A_DESK = 30.0, 300.0
#: A thread that mostly waits needs little; a thousand of them shall not take the machine.
_STACK = 256 * 1024


class Wrong(Exception):
    """The server answered something else than was expected."""


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Browser:
    """Whatever asks the server: a connection for each request, as from a phone or a calendar that comes seldom.

    With several `ports`, several processes serve one database, and requests go to them in turn.
    """

    def __init__(self, ports: Sequence[int], headers: Mapping[str, str], patience: float = PATIENCE) -> None:
        self._ports, self._headers, self._turns = ports, headers, count(random.randrange(len(ports)))
        self._patience = patience

    def ask(
        self,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        expected: Sequence[int] = (200,),
    ) -> Answer:
        """GET `path`, or POST `body` to it; raises Wrong for an answer that was not expected."""
        port = self._ports[next(self._turns) % len(self._ports)]
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=self._patience)
        try:
            link.request("GET" if body is None else "POST", path, body, {**self._headers, **(headers or {})})
            said = link.getresponse()
            answer = Answer(said.status, dict(said.getheaders()), said.read())
        finally:
            link.close()
        if answer.status not in expected:
            raise Wrong(f"{path}: {answer.status} {answer.body[:200]!r}")
        return answer


@dataclass(frozen=True)
class Actor:
    """One who acts every so many seconds on average; every 0 seconds is again and again, without a rest."""

    kind: str
    every: float
    act: Callable[[], None]
    rests: bool = False
    """Whether the time runs from the end of the last act, as with long work; else an act is due at its own time."""


@dataclass
class Told:
    """What came of it: by kind, what each act took from the instant at which it was due; and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: list[str] = field(default_factory=list)

    def lines(self, name: str) -> list[Line]:
        """A line of the table for each kind, and one for what went wrong."""
        lines = []
        for kind, times in sorted(self.seconds.items()):
            each = sorted(times)
            half, most = statistics.median(each), each[min(len(each) - 1, int(len(each) * 0.99))]
            lines.append(Line(f"{name}: {kind}, {len(each):,} of them, 99 of 100 within", shown_seconds(most)))
            lines.append(Line(f"{name}: {kind}, half of them within", shown_seconds(half)))
        wrong = float(len(self.failures))
        return [*lines, Line(f"{name}: answers that were errors, or none", f"{wrong:,.0f}", "none", wrong, 0.0)]


def crowd(actors: Sequence[Actor], seconds: float) -> Told:
    """All of them act for so many seconds, each to the end of its last act."""
    told, begin = Told(), time.monotonic()

    def live(actor: Actor, chance: random.Random) -> None:
        due = begin + chance.random() * min(actor.every, seconds)
        while due < begin + seconds:
            time.sleep(max(0.0, due - time.monotonic()))
            try:
                actor.act()
            except (Wrong, OSError, http.client.HTTPException) as error:
                told.failures.append(f"{actor.kind}: {error!r}")
            now = time.monotonic()
            told.seconds[actor.kind].append(now - due)
            # Whoever waits in line behind a slow answer waits too: the next act is due when it would have been.
            from_when = due if actor.every and not actor.rests else now
            due = from_when + actor.every * chance.uniform(0.5, 1.5)

    old = threading.stack_size(_STACK)
    try:
        threads = [
            threading.Thread(target=live, args=(actor, random.Random(number))) for number, actor in enumerate(actors)
        ]
        for thread in threads:
            thread.start()
    finally:
        threading.stack_size(old)
    for thread in threads:
        thread.join()
    return told
