"""Runs: threads of this process that judge and store long lists, while pages tell how far they are.

A run holds its job by a name in the table of jobs; whatever it writes, it writes in one transaction that looks at that
name first. So a run that was believed dead can do no harm, and two clicks, tabs or processes come to one.
"""

import logging
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from flask_babel import force_locale

from outreach import clock
from outreach.db import db, transaction
from outreach.errors import Conflict, Refusal
from outreach.jobs import actions, kept, progress, run_actions
from outreach.jobs.imports import importer
from outreach.jobs.models import Job
from outreach.jobs.progress import Stopped, Watch, watched
from outreach.jobs.reading import judged
from outreach.jobs.rules import Aim, Fall, Phase

log = logging.getLogger("outreach.runs")

_RUNS = "outreach.runs"
BEAT_SECONDS = 0.5
#: So many lists are worked on at once: the processor that they take is that of the pages.
AT_ONCE = 2
_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Order:
    """What a run is to do, and for whom: the class and id of the person, and the language of what is said to her."""

    job_id: uuid.UUID
    token: str
    aim: Aim
    key: str
    person: tuple[type, uuid.UUID]
    language: str


def init_runs(app: Flask) -> None:
    """Begin with no run."""
    app.extensions[_RUNS] = {}


def start(job: Job, *, key: str, by: Any, language: str) -> None:
    """Let the run that was begun for `job` work; to be called behind the transaction that began it."""
    run = job.facts["run"]
    order = Order(job.id, run["token"], Aim(run["aim"]), key, (type(by), by.id), language)
    start_thread("import", order.job_id, lambda app: _work(app, order))


def start_thread(kind: str, run_id: uuid.UUID, work: Callable[[Flask], None]) -> None:
    """Let `work` go on in a thread of its own, called by its kind, to which `wait_for` leads as long as it lasts."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]

    def worked() -> None:
        try:
            work(app)
        finally:
            app.extensions[_RUNS].pop(run_id, None)

    # A server's own threads may be daemons, and hand that on: then the process would not wait for this one to end.
    thread = threading.Thread(target=worked, name=f"{kind}-{run_id}", daemon=False)
    app.extensions[_RUNS][run_id] = thread
    thread.start()


def wait_for(job_id: uuid.UUID, seconds: float) -> None:
    """Wait until the run of a job is over, if it is one of this process, and no longer than that."""
    thread: threading.Thread | None = current_app.extensions[_RUNS].get(job_id)
    if thread is not None:
        thread.join(seconds)


def _work(app: Flask, order: Order) -> None:
    with app.app_context(), force_locale(order.language):
        try:
            with watched(Watch()) as watch, beating(app, order.job_id, order.token, watch):
                _done(order, watch)
        except run_actions.Lost:
            log.info("the run %s of the job %s is not wanted any more", order.token, order.job_id)
        except Exception:
            log.exception("the end of the job %s could not be written", order.job_id)
        finally:
            progress.over(order.job_id, order.token)


def _done(order: Order, watch: Watch) -> None:
    """Do the work and write how it ended; raises Lost."""
    try:
        with _turn(watch):
            _AIMS[order.aim](order)
    except Stopped:
        with _ending(order) as job:
            if progress.is_asked_to_stop(order.job_id, order.token):
                run_actions.end_stopped(job=job, now=clock.now())
            else:
                run_actions.fall(job=job, why=Fall.STOPPED)
    except Refusal as refusal:
        with _ending(order) as job:
            run_actions.end_refused(job=job, refusal=refusal)
    except run_actions.Lost:
        raise
    except Exception:
        log.exception("the run of the job %s failed", order.job_id)
        with _ending(order) as job:
            run_actions.fall(job=job, why=Fall.FAILED)


def _judge(order: Order) -> None:
    job = run_actions.check_run(db.session.get(Job, order.job_id), order.token)
    progress.begin(Phase.READING)
    matched = actions.waiting_table(importer(order.key), job)
    assert matched is not None
    reading = judged(importer(order.key), matched, today=clock.today())
    kept.keep(order.job_id, order.token, reading)
    with _ending(order) as job:
        job.total = len(matched.table.rows)
        run_actions.end_judging(job=job, token=order.token)


def _store(order: Order) -> None:
    kind = importer(order.key)
    job = run_actions.check_run(db.session.get(Job, order.job_id), order.token)
    progress.begin(Phase.READING)
    source = actions.new_source(job.name, job.content or b"")
    matched = actions.waiting_table(kind, job)
    before = actions.judged_before(kind, matched, today=clock.today())
    try:
        with kind.beside(source), _ending(order) as job:
            run = job.facts["run"]
            actions.store_seen(
                job=job,
                importer=kind,
                matched=matched,
                before=before,
                seen=run["seen"],
                leave_refused_out=run["leave_refused_out"],
                by=db.session.get(*order.person),
                now=clock.now(),
                today=clock.today(),
            )
    except actions.ChangedSince as changed:
        kept.keep(order.job_id, order.token, changed.reading)
        with _ending(order) as job:
            run_actions.end_refused(job=job, refusal=Conflict(changed.message, code=changed.code), reading=order.token)
    else:
        progress.forget(order.job_id)
        kept.forget(order.job_id)


_AIMS = {Aim.JUDGE: _judge, Aim.STORE: _store}


@contextmanager
def _ending(order: Order) -> Iterator[Job]:
    """A transaction in which the job is this run's, held until its end; raises Lost."""
    with transaction():
        job = db.session.get(Job, order.job_id, with_for_update=True, populate_existing=True)
        yield run_actions.check_run(job, order.token)


@contextmanager
def _turn(watch: Watch) -> Iterator[None]:
    """Wait for one of the turns; raises Stopped."""
    while not _turns.acquire(timeout=BEAT_SECONDS):
        watch.step(0)
    try:
        yield
    finally:
        _turns.release()


@contextmanager
def beating(app: Flask, run_id: uuid.UUID, token: str, watch: Watch) -> Iterator[None]:
    """Say all the while how far the run is, and hear whether it is to stop."""
    is_over = threading.Event()
    server = threading.main_thread()

    def beat() -> None:
        with app.app_context():
            while True:
                progress.write(run_id, token, watch)
                if is_over.wait(BEAT_SECONDS):
                    return
                # The interpreter waits for its threads when the main one is at its end, whichever server that is.
                watch.is_stopping = not server.is_alive() or progress.is_asked_to_stop(run_id, token)

    beater = threading.Thread(target=beat, name=f"beat-{run_id}", daemon=False)
    beater.start()
    try:
        yield
    finally:
        is_over.set()
        beater.join()
