"""Writing the audit: called by the action that does the thing, in the same transaction."""

import uuid
from datetime import datetime
from typing import Any, Protocol

from outreach.audit.models import AuditEntry, Change
from outreach.audit.rules import Outcome
from outreach.db import db
from outreach.web.direct import address_if_asked


class Actor(Protocol):
    """Whoever acts: a person, or the machine itself."""

    @property
    def id(self) -> uuid.UUID | None:
        """The person's id; None for the machine."""

    @property
    def name(self) -> str:
        """The name as it was at the time of the act."""


class Machine:
    """The program itself as an actor: commands, and what happens before anybody is signed in."""

    id: uuid.UUID | None = None
    name = "system"


def record_act(
    act: str,
    *,
    by: Actor,
    now: datetime,
    subject: Any = None,
    outcome: Outcome = Outcome.DONE,
    address: str | None = None,
    **facts: Any,
) -> None:
    """Add an audit line. `act` is noun.verb (`person.disabled`); `subject` a model with an id; facts fit into JSON.

    It says from where one of the bureau's people asked for it. Of others, such as a company that orders, no address is
    kept unless the caller gives it: these lines stay for good.
    """
    if address is None and by.id is not None:
        address = address_if_asked()
    db.session.add(
        AuditEntry(
            at=now,
            by_id=by.id,
            by_name=by.name,
            act=act,
            outcome=outcome,
            subject_type=None if subject is None else subject.__tablename__,
            subject_id=None if subject is None else subject.id,
            address=address,
            facts=facts,
        )
    )


def record_change(
    subject: Any,
    field: str,
    *,
    old: str | None,
    new: str | None,
    by: Actor,
    now: datetime,
    reason: str | None = None,
    moves_figure: bool = False,
) -> None:
    """Add one line of history to `subject`, a model with an id; values as a person reads them."""
    db.session.add(
        Change(
            at=now,
            by_id=by.id,
            by_name=by.name,
            subject_type=subject.__tablename__,
            subject_id=subject.id,
            field=field,
            old=old,
            new=new,
            reason=reason,
            moves_figure=moves_figure,
        )
    )
