"""The text of a year as a Word file, for the command `report`."""

from collections.abc import Callable

import click
from flask import current_app
from flask_babel import gettext as _

from outreach import clock
from outreach.audit.actions import Machine
from outreach.db import transaction
from outreach.db.snapshot import snapshot
from outreach.reports.word import actions, copies
from outreach.reports.word.clean import NotClean
from outreach.reports.word.proof_queries import NotDrawn


def word_file(year: int, kind: copies.Kind, *, address: Callable[[str], str]) -> bytes:
    """The file of the year's newest drawn text, else of today's figures; a ClickException says what is in the way."""
    with current_app.test_request_context(), snapshot():  # a text of today knows the addresses that mend it
        drawn = copies.asked_text(year)
        copy = copies.copy_for(year, drawn, today=clock.today())
        try:
            content = copies.file_of(copy, kind, year=year, address=address, now=clock.now())
        except NotClean:
            reasons = "\n".join(f"- {snag.reason}" for snag in copies.snags_of(copy))
            said = _("The text of %(year)s is no clean copy yet:", year=year)
            raise click.ClickException(f"{said}\n{reasons}") from None
        except NotDrawn as refusal:
            raise click.ClickException(str(refusal.message)) from None
    with transaction():
        actions.note_word(year, file=copies.name_of(copy, kind), by=Machine(), now=clock.now(), subject=drawn)
    return content
