"""Keeping what a person says of a file that waits."""

from collections.abc import Mapping

from outreach.db import db
from outreach.jobs.models import Job


def say(job: Job, said: Mapping[str, str]) -> Job:
    """What holds for every row of the list, from now on; its rows are to be judged anew.

    What was said before of other columns still holds; rows of which it was said that they are so are added to.
    """
    same = dict(job.facts.get("same", {}))
    if "so_it_is" in said:
        same["so_it_is"] = f"{same.get('so_it_is', '')} {said['so_it_is']}".strip()
    else:
        same = {key: value for key, value in same.items() if key not in ("channel", "reading_day", "team", "proof")}
        same |= said
    kept = {key: value for key, value in job.facts.items() if key not in ("reading", "told")}
    job.facts = kept | {"same": same, "answered": True}
    db.session.flush()
    return job
