"""The command that copies evidence to another store."""

from collections import Counter

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from outreach.config import BadSetting, evidence_url
from outreach.evidence.copying import Outcome, copy_all
from outreach.files import files, open_files

_STEP = 100


@click.command("copy-evidence")
@click.argument("url")
@click.option("--from", "source", metavar="URL", help="从哪里复制 Where from; the store in use if left out.")
@with_appcontext
def copy_evidence(url: str, source: str | None) -> None:
    """把佐证材料复制到另一个存储并逐个校验。 Copy all evidence to another store, each file checked by its hash."""
    target = open_files(_checked(url))
    target.begin()
    counts: Counter[Outcome] = Counter()
    for copied in copy_all(open_files(_checked(source)) if source else files(), target):
        counts[copied.outcome] += 1
        if copied.outcome in (Outcome.MISSING, Outcome.DAMAGED):
            click.echo(f"{copied.sha256}  {_FAULTS[copied.outcome]()}", err=True)
        if counts.total() % _STEP == 0:
            click.echo(f"{counts.total()} / {copied.of}")
    click.echo(
        _(
            "Copied and checked: %(copied)d. There before and checked: %(there)d. Not copied: %(bad)d.",
            copied=counts[Outcome.COPIED],
            there=counts[Outcome.WAS_THERE],
            bad=counts[Outcome.MISSING] + counts[Outcome.DAMAGED],
        )
    )
    if counts[Outcome.MISSING] or counts[Outcome.DAMAGED]:
        raise click.exceptions.Exit(1)
    click.echo(_("Now stop the program, run this once more, set OUTREACH_EVIDENCE_URL to the new store and start."))


_FAULTS = {
    Outcome.MISSING: lambda: _("missing in the store it comes from"),
    Outcome.DAMAGED: lambda: _("not what it was: its hash is another"),
}


def _checked(url: str) -> str:
    try:
        return evidence_url(url)
    except BadSetting as bad:
        raise click.BadParameter(str(bad)) from bad
