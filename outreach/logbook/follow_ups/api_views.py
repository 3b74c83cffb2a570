"""What phones say about questions that need an answer (docs/api.md)."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from outreach import clock
from outreach.db import transaction_retried
from outreach.logbook.follow_ups.batch import answer_batch, parse_batch
from outreach.logbook.follow_ups.described import FOLLOW_UPS
from outreach.web.access import Permission, acting_person, permit
from outreach.web.describing import described
from outreach.web.origin import text_body

blueprint = Blueprint("follow_ups_api", __name__)


@blueprint.post("/api/follow-ups")
@permit(Permission.LOG, tokens="log")
@described(FOLLOW_UPS)
def follow_ups() -> ResponseReturnValue:
    """Answer every follow-up of the batch; 200 whatever the answers say."""
    batch = parse_batch(text_body())
    sender = acting_person()
    batch.check_sender(sender.id)
    return jsonify(answers=transaction_retried(lambda: answer_batch(batch, sender=sender, now=clock.now())))
