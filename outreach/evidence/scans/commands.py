"""The command that deletes sheets with names past their day, for whoever wants a timer to do it."""

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from outreach import clock
from outreach.audit.actions import Machine
from outreach.db import transaction
from outreach.evidence.scans.actions import erase_past_sheets


@click.command("erase-scans")
@with_appcontext
def erase_scans() -> None:
    """删除已过保存期限的签到表扫描件。 Delete scanned sign-in sheets whose last day is over; their rows stay."""
    with transaction():
        count = erase_past_sheets(by=Machine(), now=clock.now())
    click.echo(_("Deleted: %(count)d", count=count))
