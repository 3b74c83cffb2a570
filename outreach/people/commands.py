"""Commands about accounts: `user`, `token`, `link`; and what the start says about them."""

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from flask_babel import gettext as _

from outreach import clock
from outreach.audit.actions import Machine
from outreach.config import Settings
from outreach.db import transaction
from outreach.errors import Conflict, NotFound
from outreach.people.actions import (
    add_person,
    disable_person,
    enable_person,
    make_set_up_link,
    make_token,
    reset_password,
)
from outreach.people.actions.posts import put_posts_together
from outreach.people.entering import is_loopback
from outreach.people.models import Person
from outreach.people.passwords import hash_password, temporary_password
from outreach.people.queries import nobody_yet, people_with_demo_password, person_by_username, team_by_code
from outreach.people.route_table import page
from outreach.people.rules import Role, Scope, TeamSpan
from outreach.people.second_factor.actions import take_factor_off

user = AppGroup("user", help="账号：新增、停用、启用、重设密码。 Accounts: add, disable, enable, new password.")


@user.command("add")
@click.argument("username")
@click.option("--name", help="姓名 The person's name; the user name if it is left out.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.STAFF.value, show_default=True)
@click.option("--team", "codes", metavar="CODE", multiple=True, help="分队代码 A team, from today on; can be repeated.")
@click.option("--password", help="密码，不写则生成临时密码 The password; without one a temporary one is printed.")
def add(username: str, name: str | None, role: str, codes: tuple[str, ...], password: str | None) -> None:
    """新增账号并打印临时密码。 Add an account and print its temporary password."""
    now, by, temporary = clock.now(), Machine(), temporary_password()
    password_hash = hash_password(temporary)
    with transaction():
        if nobody_yet():
            raise Conflict(_("The bureau is not set up yet. Run the command link and open what it prints."))
        person = add_person(
            username=username,
            name=name or username,
            role=Role(role),
            password=password,
            teams=[_team_span(code) for code in codes],
            by=by,
            now=now,
        )
        if not password:
            reset_password(person=person, password_hash=password_hash, by=by, now=now)
    _say_password(username, None if password else temporary)


@user.command("disable")
@click.argument("username")
def disable(username: str) -> None:
    """停用账号。 Disable an account; its sessions and tokens end."""
    with transaction():
        disable_person(person=_person(username), by=Machine(), now=clock.now())
    click.echo(_("The account %(username)s is disabled.", username=username))


@user.command("enable")
@click.argument("username")
def enable(username: str) -> None:
    """重新启用账号。 Open a disabled account again, with the password it had; its tokens stay revoked."""
    with transaction():
        enable_person(person=_person(username), by=Machine(), now=clock.now())
    click.echo(_("The account %(username)s is active again, with the password it had.", username=username))


@user.command("reset-password")
@click.argument("username")
def reset(username: str) -> None:
    """重设密码并打印。 Print a new temporary password; the account's sessions, tokens and calendar link end."""
    temporary = temporary_password()
    password_hash = hash_password(temporary)
    with transaction():
        reset_password(person=_person(username), password_hash=password_hash, by=Machine(), now=clock.now())
    _say_password(username, temporary)


@user.command("second-factor-off")
@click.argument("username")
def second_factor_off(username: str) -> None:
    """关闭两步验证。 Take the second factor off an account whose phone and recovery codes are gone."""
    with transaction():
        take_factor_off(person=_person(username), by=Machine(), now=clock.now())
    click.echo(_("The password alone lets %(username)s in.", username=username))


@click.command("token")
@click.argument("username")
@click.option(
    "--scope", type=click.Choice([scope.value for scope in Scope]), default=Scope.LOG.value, show_default=True
)
@with_appcontext
def token(username: str, scope: str) -> None:
    """打印账号的接口口令。 Print a bearer token of an account, and nothing else."""
    with transaction():
        _token, secret = make_token(
            person=_person(username), scope=Scope(scope), label=_("Command line"), by=Machine(), now=clock.now()
        )
    click.echo(secret)


@click.command("link")
@click.option("--port", default="8000", envvar="PORT", help="程序所用的端口。 The port that the program serves on.")
@with_appcontext
def link(port: str) -> None:
    """打印初始设置链接。 Print a new set-up link, good once within 30 minutes; only while nobody has an account."""
    settings: Settings = current_app.config["SETTINGS"]
    click.echo(_new_link(settings.base_url or f"http://127.0.0.1:{port}"))


@click.command("access")
@with_appcontext
def access() -> None:
    """打印每个网址与角色的对照表。 Print the page docs/access.md: every address, and who may open it."""
    click.echo(page(current_app._get_current_object()), nl=False)  # type: ignore[attr-defined]


@click.group("posts")
def posts() -> None:
    """三员分立。 The three posts of administering."""


@posts.command("together")
@with_appcontext
def together() -> None:
    """让每个管理员重新拥有全部管理权限。 Let every administrator administer everything again."""
    with transaction():
        names = [f"{person.name} ({person.username})" for person in put_posts_together(by=Machine(), now=clock.now())]
    click.echo(_("Every administrator administers everything again: %(names)s.", names="、".join(names)))


def start_lines(base_url: str) -> list[str]:
    """What the terminal shows at the start: the set-up link, while nobody has an account."""
    if not nobody_yet():
        return []
    said = _("Set it up here; the link works once, within 30 minutes. The command link prints another.")
    return [said, f"  {_new_link(base_url)}"]


def refusal_to_listen(host: str) -> str | None:
    """Why the server must not listen on `host`: demo passwords are known to everybody who read the instructions."""
    if is_loopback(host) or not people_with_demo_password():
        return None
    said: str = _(
        "Accounts of the example year still have the demo password, so the program only listens on this machine. "
        "Start it without --host, sign in as each of them and change the password on the account page, or disable "
        'the accounts: "python3 -m outreach user disable USERNAME".'
    )
    return said


def _new_link(base_url: str) -> str:
    with transaction():
        return f"{base_url}/set-up/{make_set_up_link(now=clock.now())}"


def _person(username: str) -> Person:
    person = person_by_username(username)
    if person is None:
        raise NotFound(_("There is no account %(username)s.", username=username))
    return person


def _team_span(code: str) -> TeamSpan:
    team = team_by_code(code)
    if team is None:
        raise NotFound(_("There is no team with the code %(code)s.", code=code))
    return TeamSpan(team.id, clock.today())


def _say_password(username: str, temporary: str | None) -> None:
    if temporary is None:
        click.echo(_("The account %(username)s is there.", username=username))
        return
    said = _("Temporary password of %(username)s, to be changed at the first sign-in:", username=username)
    click.echo(f"{said} {temporary}")
