"""Reading jobs."""

import uuid
from datetime import datetime

from sqlalchemy import func, select

from outreach.db import db
from outreach.errors import NotFound
from outreach.jobs import progress
from outreach.jobs.models import Job
from outreach.jobs.progress import Progress
from outreach.jobs.rules import State, has_fallen


def job_of(job_id: uuid.UUID, *, kind: str, by_id: uuid.UUID, lock: bool = False) -> Job:
    """The person's own job of that kind; raises NotFound for an unknown one and for somebody else's."""
    job = db.session.get(Job, job_id, with_for_update=lock or None, populate_existing=lock)
    if job is None or job.kind != kind or job.by_id != by_id:
        raise NotFound
    return job


def open_jobs(kind: str, by_id: uuid.UUID, most: int = 5) -> list[Job]:
    """The person's lists of that kind that are being worked on or wait for her word, the latest first."""
    mine = Job.by_id == by_id, Job.kind == kind, Job.state.in_((State.PREPARED, State.RUNNING))
    return list(db.session.scalars(select(Job).where(*mine).order_by(Job.made_at.desc(), Job.id.desc()).limit(most)))


def waiting_of(by_id: uuid.UUID) -> tuple[int, int]:
    """How many lists of the person wait or are worked on, of whatever kind, and how many bytes are kept of them."""
    mine = Job.by_id == by_id, Job.state.in_((State.PREPARED, State.RUNNING))
    count, size = db.session.execute(select(func.count(), func.sum(func.length(Job.content))).where(*mine)).one()
    return count, size or 0


def said_of(job: Job) -> Progress | None:
    """What the job's run said last of how far it is."""
    return progress.read(job.id, job.facts["run"]["token"]) if job.state == State.RUNNING else None


def is_fallen(job: Job, *, now: datetime) -> bool:
    """Whether the job has a run, and that one is over before its work is done."""
    if job.state != State.RUNNING:
        return False
    run, said = job.facts["run"], said_of(job)
    begun_at = datetime.fromisoformat(run["begun_at"])
    return has_fallen(fell=run.get("fell"), begun_at=begun_at, beat_at=said.at if said else None, now=now)


def last_with_header(kind: str, header: str) -> Job | None:
    """The last job of that kind whose table had the same headings, and of which somebody said which is which."""
    said = Job.facts["headings"].as_string().is_not(None)
    statement = select(Job).where(Job.kind == kind, Job.facts["header"].as_string() == header, said)
    return db.session.scalar(statement.order_by(Job.made_at.desc(), Job.id.desc()).limit(1))


def done_before(kind: str, sha256: str) -> Job | None:
    """The last job of that kind that was done with the very same bytes."""
    statement = (
        select(Job)
        .where(Job.kind == kind, Job.state == State.DONE, Job.facts["sha256"].as_string() == sha256)
        .order_by(Job.made_at.desc(), Job.id.desc())
        .limit(1)
    )
    return db.session.scalar(statement)
