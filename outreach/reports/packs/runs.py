"""Making packs in threads of this process, one after the other, while pages tell how far they are."""

import errno
import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from outreach import clock
from outreach.db import db, transaction
from outreach.db.snapshot import snapshot
from outreach.errors import Refusal
from outreach.jobs import progress
from outreach.jobs.progress import Stopped, Watch
from outreach.jobs.runs import BEAT_SECONDS, beating, start_thread
from outreach.reports.packs import actions, files, queries
from outreach.reports.packs.actions import Lost
from outreach.reports.packs.asked import asked_of
from outreach.reports.packs.making import Made, Wish, make_pack
from outreach.reports.packs.models import Pack
from outreach.reports.packs.rules import Why
from outreach.web.language import in_bureau_language

log = logging.getLogger("outreach.packs")

#: The disk and the processor are those of the pages.
_turn = threading.BoundedSemaphore(1)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class Order:
    """Which pack, by which run, and the address under which pages open."""

    pack_id: uuid.UUID
    token: str
    root: str


def start(pack: Pack, *, root: str) -> None:
    """Let the pack be made; to be called behind the transaction that began it."""
    order = Order(pack.id, pack.token, root)
    start_thread("pack", order.pack_id, lambda app: _work(app, order))


def _work(app: Flask, order: Order) -> None:
    with app.app_context(), in_bureau_language():
        watch = Watch()
        try:
            with beating(app, order.pack_id, order.token, watch):
                _done(order, watch)
        except Lost:
            log.info("the pack %s is not wanted any more", order.pack_id)
        except Exception:
            log.exception("the end of the pack %s could not be written", order.pack_id)
        finally:
            progress.over(order.pack_id, order.token)
            with suppress(OSError):
                files.draft_of(order.pack_id, order.token).unlink(missing_ok=True)


def _done(order: Order, watch: Watch) -> None:
    """Make the pack and write how that ended; raises Lost."""
    try:
        with _waited_for(watch):
            _make(order, watch)
    except Stopped:
        with _ending(order) as pack:
            if progress.is_asked_to_stop(order.pack_id, order.token):
                actions.end_stopped(pack, now=clock.now())
            else:
                actions.end_failed(pack, why=Why.SERVER, now=clock.now())
    except Lost:
        raise
    except Exception as failure:
        why = Why.FULL if isinstance(failure, OSError) and failure.errno in _FULL else Why.FAULT
        log.log(logging.INFO if isinstance(failure, Refusal) else logging.ERROR, "no pack", exc_info=failure)
        with _ending(order) as pack:
            actions.end_failed(pack, why=why, now=clock.now())


def _make(order: Order, watch: Watch) -> None:
    draft = files.draft_of(order.pack_id, order.token)
    made = make_pack(draft, _wish(order), watch)
    with _ending(order) as pack:
        _keep(draft, pack, made)


def _wish(order: Order) -> Wish:
    with snapshot():
        pack = actions.check_run(db.session.get(Pack, order.pack_id), order.token)
        asked, by = asked_of(pack), pack.by.name
        return Wish(asked, clock.now(), by, order.root, with_scans=pack.with_scans, reason=pack.reason)


def _keep(draft: Path, pack: Pack, made: Made) -> None:
    """The file gets its name before anybody can read that it is ready; undone, the next sweep takes it."""
    facts = {"count": made.files, "left_out": made.left_out, "size": made.size, "sha256": made.sha256}
    actions.end_ready(pack, now=clock.now(), **facts)  # type: ignore[arg-type]
    files.take_in(pack.id, draft)


@contextmanager
def _ending(order: Order) -> Iterator[Pack]:
    """A transaction in which the pack is this run's, held until its end; raises Lost."""
    with transaction():
        yield actions.check_run(queries.pack_of(order.pack_id, lock=True), order.token)


@contextmanager
def _waited_for(watch: Watch) -> Iterator[None]:
    """Wait for the turn; raises Stopped."""
    while not _turn.acquire(timeout=BEAT_SECONDS):
        watch.step(0)
    try:
        yield
    finally:
        _turn.release()
