"""What phones and programs speak: the batch of tallies, and what a phone needs for its next days (docs/api.md)."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from outreach import clock
from outreach.db import transaction_retried
from outreach.logbook import phone
from outreach.logbook.actions import wait_for_turn
from outreach.logbook.batch import answer_batch, parse_batch
from outreach.logbook.described import PHONE, TALLIES
from outreach.web.access import Permission, acting_person, permit
from outreach.web.batches import clock_offset
from outreach.web.describing import described
from outreach.web.origin import text_body

api = Blueprint("logbook_api", __name__)


@api.post("/api/tallies")
@permit(Permission.LOG, tokens="log")
@described(TALLIES)
def tallies() -> ResponseReturnValue:
    """Answer every line of the batch; 200 whatever the answers say."""
    batch = parse_batch(text_body())
    batch.check_sender(acting_person().id)
    offset = clock_offset(request.headers.get("X-Device-Time"), clock.now())

    def answer() -> dict[str, dict[str, str]]:
        wait_for_turn(line.event for line in batch.things)
        return answer_batch(batch, sender=acting_person(), now=clock.now(), clock_offset=offset)

    return jsonify(answers=transaction_retried(answer))


@api.get("/api/phone")
@permit(Permission.LOG, tokens="log")
@described(PHONE)
def phone_facts() -> ResponseReturnValue:
    """The days around today, for the person whose phone it is; nothing where the phone knows them (If-None-Match)."""
    facts = phone.facts_for(acting_person(), clock.now())
    answer = jsonify(facts)
    answer.set_etag(phone.tag_of(facts), weak=True)
    return answer.make_conditional(request)
