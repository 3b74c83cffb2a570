"""A process that stores a long list and never comes to the end of it."""

import time
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from outreach.app import create_app
from outreach.config import Settings
from outreach.db import db
from outreach.jobs import runs
from outreach.jobs.models import Job
from outreach.jobs.verdicts import Judged
from outreach.people.models import Person


def die_while_storing(settings: Settings, job_id: uuid.UUID, stored: Path) -> None:
    """Run the job in an app of this process, and say so in a file once all is written and nothing committed."""
    app = create_app(settings, testing=True)
    places = app.extensions["outreach.imports"]["places"]

    def store(rows: Sequence[Judged], **more: Any) -> None:
        places.store(list(rows), **more)
        db.session.flush()
        stored.touch()
        time.sleep(60)

    app.extensions["outreach.imports"]["places"] = replace(places, store=store)
    with app.app_context():
        job = db.session.get_one(Job, job_id)
        runs.start(job, key="places", by=db.session.get_one(Person, job.by_id), language="en")
    time.sleep(60)  # as a server, at whose end a run would stop
