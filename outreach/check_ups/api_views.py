"""What phones say of check-ups (docs/api.md)."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from outreach import clock
from outreach.check_ups.batch import answer_batch, parse_batch
from outreach.check_ups.described import CHECKS
from outreach.check_ups.queries import standing_events
from outreach.db import transaction_retried
from outreach.logbook.actions import wait_for_turn
from outreach.web.access import Permission, acting_person, permit
from outreach.web.describing import described
from outreach.web.origin import text_body

blueprint = Blueprint("checks_api", __name__)


@blueprint.post("/api/checks")
@permit(Permission.LOG, tokens="log")
@described(CHECKS)
def checks() -> ResponseReturnValue:
    """Answer everything of the batch; 200 whatever the answers say."""
    batch = parse_batch(text_body())
    batch.check_sender(acting_person().id)

    def answer() -> dict[str, dict[str, str]]:
        wait_for_turn(standing_events({each.event for each in batch.things}).values())
        return answer_batch(batch, sender=acting_person(), now=clock.now())

    return jsonify(answers=transaction_retried(answer))
