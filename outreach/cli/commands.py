"""The words after `python3 -m outreach`: none serves, `test` checks, every other one is a command of the app."""

import os
import subprocess
import sys
from functools import cache
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import click
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy.exc import DBAPIError

from outreach.cli.accounts import check_owner
from outreach.cli.collecting import leave_what_is_here
from outreach.cli.components import show as components
from outreach.cli.database import bring_up_to_date, unreachable
from outreach.cli.environment import ROOT
from outreach.cli.packing.command import pack
from outreach.cli.serve import address, serve
from outreach.cli.service.command import service
from outreach.cli.settings_file import FILE
from outreach.cli.terminal import CannotStart, refuse
from outreach.cli.upgrading.command import upgrade
from outreach.cli.upgrading.migrating import migrate
from outreach.config import BadSetting
from outreach.errors import Refusal

#: Commands that look at the database as it is, and must not bring it up to date before.
AS_IT_IS = {"backup", "doctor", "restore"}
#: What libraries add to the app; it stays with `flask`, for those who write the program.
FOR_DEVELOPERS = {"db"}


class Words(click.Group):
    """Commands of the start itself, then those that the features registered on the app."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every word that can follow, in the order of the alphabet."""
        return sorted({*super().list_commands(ctx), *app().cli.list_commands(ctx)} - FOR_DEVELOPERS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; the app is only made when it is not one of the start's."""
        if cmd_name in FOR_DEVELOPERS:
            return None
        return super().get_command(ctx, cmd_name) or app().cli.get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, but an unknown word is answered with those that there are."""
        if self.get_command(ctx, args[0]) is None:
            known = ", ".join(self.list_commands(ctx))
            raise CannotStart(
                f"没有“{args[0]}”这个命令。可用的命令：{known}。",
                f"There is no command {args[0]!r}. The commands are: {known}.",
            )
        return super().resolve_command(ctx, args)


@click.group(cls=Words, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--host", envvar="HOST", default="127.0.0.1", help="监听地址 Address to listen on; 0.0.0.0 is all.")
@click.option("--port", envvar="PORT", default="8000", help="端口 Port to listen on.")
@click.option("--log-file", help="日志文件 Write the log into this file, a new one every day (OUTREACH_LOG_FILE).")
@click.pass_context
def words(ctx: click.Context, host: str, port: str, log_file: str | None) -> None:
    """普法台账 Outreach：不带命令即启动服务。 Without a command: start the server."""
    if log_file:
        os.environ["OUTREACH_LOG_FILE"] = log_file
    ctx.obj = ScriptInfo(create_app=app)
    if ctx.invoked_subcommand is None:
        serve(app, address(host, port))
    elif ctx.invoked_subcommand not in {*words.commands, *AS_IT_IS} and not {"-h", "--help"} & set(ctx.args):
        with app().app_context():
            bring_up_to_date(app())


@words.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.option("--require-all", is_flag=True, help="Whatever did not run is a failure.")
@click.argument("pytest_words", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def test(ctx: click.Context, require_all: bool, pytest_words: tuple[str, ...]) -> None:
    """检查程序本身。 Check the program: lint, types, floors, tests; other words go to pytest."""
    from outreach.cli.testing import check_everything  # late: no other start needs it

    ctx.exit(check_everything(list(pytest_words), require_all=require_all))


@words.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("bench_words", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def bench(ctx: click.Context, bench_words: tuple[str, ...]) -> None:
    """测量速度。 Measure how quick the program is, as ratios of one run."""
    ctx.exit(subprocess.run([sys.executable, "-m", "bench", *bench_words], cwd=ROOT, check=False).returncode)


words.add_command(pack)
words.add_command(service)
words.add_command(components)
words.add_command(upgrade)
words.add_command(migrate)


@cache
def app() -> Flask:
    """The one app of this process."""
    from outreach.app import create_app  # late: the checks must run, and say so, where the app can't be assembled

    check_owner()
    try:
        made = create_app()
    except OSError as error:
        raise CannotStart(
            "数据文件夹不能使用。请检查 OUTREACH_DATA_DIR、文件夹权限和磁盘空间。",
            "The data folder can't be used. Check OUTREACH_DATA_DIR, the folder's permissions and the disk.",
            detail=str(error),
        ) from error
    leave_what_is_here()
    return made


def run(arguments: list[str]) -> int:
    """Run the command line `arguments`; the exit code, 2 with a sentence for everything that is refused."""
    try:
        return int(words.main(arguments, prog_name="python3 -m outreach", standalone_mode=False) or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (CannotStart, Refusal, BadSetting, ZoneInfoNotFoundError, DBAPIError) as error:
        return refuse(_reason(error))


def _reason(error: Any) -> CannotStart:
    match error:
        case CannotStart():
            return error
        case Refusal():
            with app().app_context():
                return CannotStart(str(error.message), "")
        case DBAPIError():
            return unreachable(app(), error)
        case ZoneInfoNotFoundError():
            error = f"OUTREACH_TIMEZONE is {error.args[0]!r}: no such time zone is known"
    name = str(error).split()[0]  # a setting is named before anything is said of it
    return CannotStart(
        f"设置 {name} 的值不可用，请在 {FILE.name} 或环境变量里改正（写法见 docs/settings.md）：",
        f"A setting in {FILE.name} or in the environment can't be used; correct it: {error}",
    )
