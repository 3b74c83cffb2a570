"""Where phones tell what they hold, and where the office has seen to it."""

import uuid

from flask import Blueprint, flash, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from outreach import clock
from outreach.db import transaction, transaction_retried
from outreach.logbook.phones.actions import note_holding, see_to
from outreach.logbook.phones.described import HOLDING
from outreach.logbook.phones.queries import holding_by_id
from outreach.logbook.phones.rules import parse_holding
from outreach.web.access import Permission, acting_person, permit
from outreach.web.describing import described
from outreach.web.origin import parse_json, text_body
from outreach.web.returning import next_path

blueprint = Blueprint("holdings", __name__)

LARGEST_BODY = 64 * 1024


@blueprint.post("/api/phone/holding")
@permit(Permission.LOG, tokens="log")
@described(HOLDING)
def holding() -> ResponseReturnValue:
    """Note what a phone still holds."""
    phone, held = parse_holding(parse_json(text_body(LARGEST_BODY)))
    now = clock.now()
    return jsonify(noted=transaction_retried(lambda: note_holding(phone=phone, held=held, now=now)))


@blueprint.post("/phones/holdings/<uuid:holding_id>/seen")
@permit(Permission.PLAN)
def seen(holding_id: uuid.UUID) -> ResponseReturnValue:
    """Take an entry off the list."""
    with transaction():
        see_to(holding_by_id(holding_id), by=acting_person(), now=clock.now())
    flash(_("Seen to. It comes back when the phone holds more than now."), "good")
    return redirect(next_path(f"{request.script_root}/phones"))
