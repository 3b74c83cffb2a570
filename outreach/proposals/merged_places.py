"""Proposals go over to the entry that stays when two entries of the list of places are one."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm import aliased

from outreach.audit.actions import Actor
from outreach.db import db
from outreach.places.merging.movers import Mover
from outreach.places.models import Place
from outreach.proposals.models import Proposal
from outreach.proposals.rules import State

_FURTHER = (State.OPEN, State.DISMISSED, State.ACCEPTED)


def move_proposals(old: Place, into: Place, *, by: Actor, now: datetime) -> None:
    """Of two that were made for both in the same days one stands: the one that went further, else that of `into`."""
    del by, now
    there = aliased(Proposal)
    same = (there.topic_id == Proposal.topic_id) & (there.first_day == Proposal.first_day)
    twice = select(Proposal, there).join(there, same)
    for theirs, own in db.session.execute(twice.where(Proposal.place_id == old.id, there.place_id == into.id)).all():
        db.session.delete(own if _FURTHER.index(theirs.state) > _FURTHER.index(own.state) else theirs)
    db.session.flush()
    db.session.execute(update(Proposal).where(Proposal.place_id == old.id).values(place_id=into.id))


PROPOSALS = Mover(80, ("proposals.place_id",), _("Proposals"), select(Proposal.place_id), move_proposals)
