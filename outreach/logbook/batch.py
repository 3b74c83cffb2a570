"""The batch that carries lines from a phone: what was sent, recorded and answered."""

from datetime import datetime

from outreach.logbook import actions
from outreach.logbook.reading import parse_line
from outreach.logbook.rules import Line
from outreach.people.models import Person
from outreach.web import batches
from outreach.web.batches import Batch


def parse_batch(text: str) -> Batch[Line]:
    """The lines of a batch, in its order; raises as `web.batches.parse_batch` does."""
    return batches.parse_batch(text, "tallies", parse_line)


def answer_batch(
    batch: Batch[Line], *, sender: Person, now: datetime, clock_offset: int | None = None
) -> dict[str, dict[str, str]]:
    """Record what can be recorded, and answer each line under its key."""
    return batch.answers(actions.record_batch(batch.things, sender=sender, now=now, clock_offset=clock_offset))
