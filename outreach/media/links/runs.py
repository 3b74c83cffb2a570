"""The work of a run: a few hosts at once, each host's links one after the other, and what is found kept as it comes.

Threads of the process that was asked do it. They touch no database: one thread of the run keeps what they find.
"""

import contextlib
import logging
import queue
import threading
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import Flask, current_app

from outreach import clock
from outreach.db import db, transaction
from outreach.media.links import actions, queries
from outreach.media.links.addresses import NotAllowed, Reach, place_of
from outreach.media.links.asking import TIMEOUT_SECONDS, check_link
from outreach.media.links.network import finds_names, has_route
from outreach.media.links.rules import Checked, Ended, Outcome, gets_out

log = logging.getLogger("outreach.links")

HOSTS_AT_ONCE = 6
#: Between two links of one host.
PAUSE_SECONDS = 1.0
_BEAT_SECONDS = 1.0
Link = tuple[uuid.UUID, str]
_Found = tuple[str, Link, Checked]


@dataclass(frozen=True)
class Manner:
    """How links are asked for; the tests are quicker and ask their own server."""

    reach: Reach
    pause: float = PAUSE_SECONDS
    timeout: float = TIMEOUT_SECONDS


def manner_of(app: Flask) -> Manner:
    """As the settings say."""
    return Manner(Reach(app.config["SETTINGS"].link_check_hosts))


def start(run_id: uuid.UUID, links: Sequence[Link]) -> threading.Thread:
    """Let the run work beside this request; to be called behind the transaction that began it."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    thread = threading.Thread(target=_work, args=(app, run_id, links), name=f"links-{run_id}", daemon=True)
    thread.start()
    return thread


def _work(app: Flask, run_id: uuid.UUID, links: Sequence[Link]) -> None:
    with app.app_context():
        ended = Ended.FAILED
        try:
            ended = do_run(run_id, links, manner_of(app))
        except Exception:
            log.exception("the link checks %s fell over", run_id)
        try:
            with transaction():
                actions.end_run(run_id, ended, now=clock.now())
        except Exception:
            log.exception("the end of the link checks %s could not be written", run_id)
        finally:
            db.session.remove()


def do_run(run_id: uuid.UUID, links: Sequence[Link], manner: Manner) -> Ended:
    """Look at the links and keep what is found; how it ended. Without a network nothing is kept at all."""
    by_host: dict[str, list[Link]] = {}
    for link in links:
        by_host.setdefault(_host_of(link[1]), []).append(link)
    outside = [host for host in by_host if not manner.reach.is_named(host)]
    if not outside or _has_network(outside, manner):
        return _Run(run_id, by_host, manner).work()
    inside = {host: those for host, those in by_host.items() if host not in outside}
    if inside:  # the bureau's own network has an answer all the same
        _Run(run_id, inside, manner).work()
    return Ended.NO_NETWORK


def _has_network(hosts: Sequence[str], manner: Manner) -> bool:
    """Whether there is a way out, and any name is found: of these hosts, or of others in the ledger."""
    with transaction():
        known = [_host_of(url) for url in queries.known_links(most=200)]
    return has_route() and finds_names([*hosts, *known], resolve=manner.reach.resolve)


def _host_of(url: str) -> str:
    try:
        return place_of(url).host
    except NotAllowed:
        return ""


@dataclass
class _Run:
    run_id: uuid.UUID
    by_host: dict[str, list[Link]]
    manner: Manner
    is_over: threading.Event = field(default_factory=threading.Event)
    found: "queue.Queue[_Found]" = field(default_factory=queue.Queue)
    silent: set[str] = field(default_factory=set)
    answering: set[str] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)
    """Hosts that tell nothing of the way out: of the own network, or never asked."""
    waiting: list[tuple[uuid.UUID, str, Checked]] = field(default_factory=list)

    def work(self) -> Ended:
        """Ask until all is found, somebody stops it, or it shows that nothing gets out."""
        hosts: queue.SimpleQueue[str] = queue.SimpleQueue()
        for host in self.by_host:
            hosts.put(host)
        for _number in range(min(HOSTS_AT_ONCE, len(self.by_host))):
            threading.Thread(target=self._ask, args=(hosts,), daemon=True).start()
        try:
            return self._kept()
        finally:
            self.is_over.set()

    def _ask(self, hosts: "queue.SimpleQueue[str]") -> None:
        while not self.is_over.is_set():
            try:
                host = hosts.get_nowait()
            except queue.Empty:
                return
            for number, link in enumerate(self.by_host[host]):
                if number and self.is_over.wait(self.manner.pause):
                    return
                self.found.put((host, link, self._checked(link)))

    def _checked(self, link: Link) -> Checked:
        try:
            return check_link(link[1], self.manner.reach, timeout=self.manner.timeout)
        except Exception:  # a fault of ours with one link is no reason to lose the others
            log.exception("the link of the placement %s could not be asked for", link[0])
            return Checked(Outcome.UNSURE)

    def _kept(self) -> Ended:
        done, total, beat = 0, sum(map(len, self.by_host.values())), time.monotonic()
        while done < total:
            with contextlib.suppress(queue.Empty):
                done += self._take(*self.found.get(timeout=_BEAT_SECONDS))
            gets = gets_out(self.silent, self.answering, len(self.by_host.keys() - self.beside))
            if gets is False:
                return Ended.NO_ANSWER
            if done == total or time.monotonic() - beat >= _BEAT_SECONDS:
                beat = time.monotonic()
                if not self._keep(done, known=bool(gets) or done == total):
                    return Ended.STOPPED
        return Ended.DONE

    def _take(self, host: str, link: Link, checked: Checked) -> int:
        if self.manner.reach.is_named(host) or checked.outcome is Outcome.BLOCKED:
            self.beside.add(host)
        else:
            (self.silent if checked.was_silent else self.answering).add(host)
        self.waiting.append((*link, checked))
        return 1

    def _keep(self, done: int, *, known: bool) -> bool:
        """Keep what was found, as soon as it is known that anything gets out; whether the run is to go on."""
        found = self.waiting if known else []
        with transaction():
            goes_on = actions.keep_found(self.run_id, found, done=done, now=clock.now())
        if known:
            self.waiting = []
        return goes_on
