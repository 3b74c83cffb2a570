"""What phones send: the events that were made on them (docs/api.md)."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from outreach import clock
from outreach.db import transaction_retried
from outreach.schedule.on_the_spot.batch import answer_batch, parse_batch
from outreach.schedule.on_the_spot.described import EVENTS
from outreach.web.access import Permission, acting_person, permit
from outreach.web.describing import described
from outreach.web.origin import text_body

blueprint = Blueprint("on_the_spot_api", __name__)


@blueprint.post("/api/events")
@permit(Permission.LOG, tokens="log")
@described(EVENTS)
def events() -> ResponseReturnValue:
    """Answer every event of the batch; 200 whatever the answers say."""
    batch = parse_batch(text_body())
    batch.check_sender(acting_person().id)
    return jsonify(answers=transaction_retried(lambda: answer_batch(batch, sender=acting_person(), now=clock.now())))
