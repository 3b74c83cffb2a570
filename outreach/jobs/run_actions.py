"""How a run begins and ends in the table of jobs; who begins one names it, and only by that name it can end."""

import secrets
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.db import db
from outreach.errors import Conflict, Refusal
from outreach.jobs.models import Job
from outreach.jobs.rules import Aim, Fall, State


class Lost(Exception):
    """The job is another run's now, or was put aside: what this one did must not be stored."""


def begin_run(*, job: Job, aim: Aim, now: datetime, seen: str = "", leave_refused_out: bool = False) -> Job:
    """Let a run of a list that waits begin; raises Conflict where it does not wait.

    `seen` is the digest of what its owner was shown. The job must be locked: of two clicks one begins a run.
    """
    if job.state != State.PREPARED:
        raise Conflict(_("This list is not waiting any more: it was imported or put aside."), code="not_waiting")
    run = {"aim": aim.value, "seen": seen, "leave_refused_out": leave_refused_out}
    job.state = State.RUNNING
    stale = ("told", "reading") if aim is Aim.JUDGE else ("told",)
    job.facts = _without(job, *stale) | {"run": run | _newly(now)}
    db.session.flush()
    return job


def begin_again(*, job: Job, now: datetime) -> Job:
    """Let a run that has fallen begin once more; who calls has seen that it has."""
    if job.state != State.RUNNING:
        raise Conflict(_("This list is not being worked on any more."), code="not_running")
    kept = {key: value for key, value in job.facts["run"].items() if key != "fell"}
    job.facts = job.facts | {"run": kept | _newly(now)}
    db.session.flush()
    return job


def check_run(job: Job | None, token: str) -> Job:
    """The job, if it is still this run's; raises Lost."""
    if job is None or job.state != State.RUNNING or job.facts["run"]["token"] != token:
        raise Lost
    return job


def end_judging(*, job: Job, token: str) -> None:
    """The rows are judged: the list waits for its owner's word."""
    _wait(job, {"reading": token})


def end_refused(*, job: Job, refusal: Refusal, reading: str | None = None) -> None:
    """The run came to a refusal, which its owner is told; `reading` names what the rows would become now."""
    told = {"code": refusal.code, "message": str(refusal.message), "status": refusal.status}
    _wait(job, {"told": told} | ({"reading": reading} if reading else {}))


def end_stopped(*, job: Job, now: datetime) -> None:
    """Its owner stopped it: a list that was to be stored waits once more, else it is put aside."""
    if job.facts["run"]["aim"] == Aim.STORE:
        _wait(job, {})
    else:
        job.state, job.content, job.ended_at = State.DROPPED, None, now
    db.session.flush()


def fall(*, job: Job, why: Fall) -> None:
    """The run ends before its work is done; it can begin again."""
    job.facts = job.facts | {"run": job.facts["run"] | {"fell": why.value}}
    db.session.flush()


def _wait(job: Job, said: dict[str, Any]) -> None:
    job.state = State.PREPARED
    job.facts = _without(job, "run", "told") | said
    db.session.flush()


def _without(job: Job, *keys: str) -> dict[str, Any]:
    return {key: value for key, value in job.facts.items() if key not in keys}


def _newly(now: datetime) -> dict[str, str]:
    return {"token": secrets.token_hex(8), "begun_at": now.isoformat()}
