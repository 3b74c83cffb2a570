"""The command that loads the example year."""

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from outreach import clock
from outreach.db import transaction
from outreach.demo.content.people import ACCOUNTS, ADMIN
from outreach.people.passwords import temporary_password
from outreach.people.words import ROLES


@click.command("demo")
@click.option("--password", metavar="P", help="各账号的密码 The password of all accounts; one is made if left out.")
@with_appcontext
def demo(password: str | None) -> None:
    """载入示例年度（空数据库）。 Load the example year into an empty database."""
    from outreach.demo.actions import load_demo  # late: a year's content, which no other start reads

    password = password or temporary_password()
    with transaction():
        load_demo(password=password, now=clock.now())
    click.echo(_("The example year is loaded: 2025 of a county bureau that does not exist, and a plan around today."))
    click.echo(_("Start the program (python3 -m outreach) and sign in, each account with the same password:"))
    click.echo(f"  {password}")
    for account in (ADMIN, *ACCOUNTS):
        click.echo(f"  {account.username:22}{account.name}  {ROLES[account.role]}")
    click.echo(
        _("While an account keeps this password, the program listens on this machine only; change it on “My page”.")
    )
