"""What phones say about who was there (docs/api.md)."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from outreach import clock
from outreach.db import transaction_retried
from outreach.logbook.attendance.batch import answer_presences, parse_presences
from outreach.logbook.attendance.described import PRESENCES
from outreach.web.access import Permission, acting_person, permit
from outreach.web.describing import described
from outreach.web.origin import text_body

blueprint = Blueprint("presences_api", __name__)


@blueprint.post("/api/presences")
@permit(Permission.LOG, tokens="log")
@described(PRESENCES)
def presences() -> ResponseReturnValue:
    """Answer every statement of the batch; 200 whatever the answers say."""
    batch = parse_presences(text_body())
    sender = acting_person()
    batch.check_sender(sender.id)
    return jsonify(answers=transaction_retried(lambda: answer_presences(batch, sender=sender, now=clock.now())))
