"""`backup DIR` and `restore FILE`: everything into one file, and back into an empty place."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from outreach import clock
from outreach.upkeep.backups import archive, places
from outreach.upkeep.backups.labels import KEY_NOTE
from outreach.upkeep.backups.manifest import Kind, Manifest
from outreach.upkeep.backups.restoring import Restored
from outreach.upkeep.backups.restoring import restore as bring_back
from outreach.upkeep.backups.setting_aside import set_aside as put_away
from outreach.upkeep.backups.taking import take_backup
from outreach.web.filters import moment

_DIR = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("folder", type=_DIR, metavar="DIR")
@click.option("--database-only", is_flag=True, help="只备份数据库。 Leave the files of the evidence out.")
@with_appcontext
def backup(folder: Path, database_only: bool) -> None:
    """备份全部数据。 Put database and evidence into one file, also while people work."""
    kind = Kind.DATABASE if database_only else Kind.WHOLE
    try:
        taken = take_backup(folder.absolute(), now=clock.now(), kind=kind, by_hand=True, tell=click.echo)
    except OSError as error:
        said = _("The backup can't be written to %(folder)s: %(reason)s", folder=folder, reason=error.strerror or error)
        raise click.ClickException(said) from error
    _say_what_is_in_it(taken.manifest)
    if places.is_same_disk(folder):
        click.echo(_("Note: this is the disk of the data itself. Keep a copy on another disk."))
    click.echo(KEY_NOTE)
    click.echo(_("The backup is whole: %(file)s (%(size).1f MB)", file=taken.file, size=taken.size / 1e6))


@click.command("restore")
@click.argument("file", type=_FILE)
@click.option("--check", is_flag=True, help="只核对文件，不恢复。 Only look whether the file is whole.")
@click.option("--set-aside", is_flag=True, help="先把现有数据库移到一旁。 Put away the database that is there first.")
@click.pass_context
@with_appcontext
def restore(ctx: click.Context, file: Path, check: bool, set_aside: bool) -> None:
    """从备份恢复。 Bring a backup back into an empty place, and compare every figure."""
    if check or set_aside:
        _check_file(file)
    if check:
        return
    if set_aside and (folder := put_away(now=clock.now())):
        click.echo(_("What was there lies in %(folder)s now.", folder=folder))
    try:
        restored = bring_back(file, now=clock.now(), tell=click.echo)
    except OSError as error:
        said = _(
            "The backup can't be brought back: %(reason)s. Mend that, for example make room, and restore again.",
            reason=error.strerror or error,
        )
        raise click.ClickException(said) from error
    _say_what_is_in_it(restored.manifest)
    _say_what_differs(restored)
    ctx.exit(1 if restored.different else 0)


def _check_file(file: Path) -> None:
    with archive.opened(file) as found:
        found.check_whole()
        _say_what_is_in_it(found.manifest)
        click.echo(_("Every file of the backup is what it was."))


def _say_what_is_in_it(manifest: Manifest) -> None:
    rows = sum(manifest.counts.values())
    evidence = sum(name.startswith("evidence/") for name in manifest.files)
    facts = {"bureau": manifest.bureau or "—", "at": moment(manifest.made_at), "rows": rows, "files": evidence}
    click.echo(_("%(bureau)s, %(at)s: %(rows)d rows, %(files)d files of the evidence", **facts))
    for sha256, fault in manifest.faults.items():
        word = _("missing") if fault == "missing" else _("damaged")
        click.echo(_("Note: the file %(file)s of the evidence was %(word)s already.", file=sha256, word=word))


def _say_what_differs(restored: Restored) -> None:
    for name, then, now in restored.different:
        said = _("%(name)s: %(then)s in the backup, %(now)s here", name=name, then=then, now=now)
        click.echo(f"  {said}")
    if restored.different:
        click.echo(_("Something is not what it was: do not work with this database."))
        return
    if not restored.has_secret:
        click.echo(_("The secret key is another one: calendar links and phones have to be paired again."))
    if not restored.opens_sealed:
        click.echo(
            _(
                "The data key is another one and lies in no backup: bring the file data-key of the old machine, or "
                "contacts that are kept sealed read as none, and second factors have to be set up again."
            )
        )
    click.echo(
        _("All is back: every table has its rows, and all %(count)d figures are the same.", count=restored.figures)
    )
