"""How a pack stands: made, being made and how far, or given up."""

from datetime import datetime

from outreach.jobs import progress
from outreach.jobs.progress import Progress
from outreach.jobs.rules import has_fallen
from outreach.reports.packs import files
from outreach.reports.packs.models import Pack
from outreach.reports.packs.rules import KEPT_FOR, State


def said_of(pack: Pack) -> Progress | None:
    """What its run said last of how far it is."""
    return progress.read(pack.id, pack.token) if pack.state is State.MAKING else None


def is_fallen(pack: Pack, *, now: datetime) -> bool:
    """Whether nobody makes it any more although nobody said that it is over."""
    if pack.state is not State.MAKING:
        return False
    said = said_of(pack)
    return has_fallen(fell=None, begun_at=pack.begun_at, beat_at=said.at if said else None, now=now)


def is_there(pack: Pack, *, now: datetime) -> bool:
    """Whether its file can still be downloaded."""
    if pack.state is not State.READY or pack.ended_at is None or now > pack.ended_at + KEPT_FOR:
        return False
    return files.is_there(pack.id)
