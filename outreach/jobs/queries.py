"""Reading jobs."""

import uuid

from sqlalchemy import select

from outreach.db import db
from outreach.errors import NotFound
from outreach.jobs.models import Job
from outreach.jobs.rules import State


def job_of(job_id: uuid.UUID, *, kind: str, by_id: uuid.UUID, lock: bool = False) -> Job:
    """The person's own job of that kind; raises NotFound for an unknown one and for somebody else's."""
    job = db.session.get(Job, job_id, with_for_update=lock or None, populate_existing=lock)
    if job is None or job.kind != kind or job.by_id != by_id:
        raise NotFound
    return job


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
