"""`python3 -m outreach service install|remove`."""

import os
import sys
import time
from pathlib import Path
from types import ModuleType
from urllib.error import HTTPError
from urllib.request import urlopen

import click

from outreach.cli.addresses import is_only_here, reachable_at, url_of
from outreach.cli.serve import Address, address, check_free
from outreach.cli.service import windows
from outreach.cli.service.plan import Plan, begin_command
from outreach.cli.settings_file import settings_in
from outreach.cli.terminal import CannotStart, say
from outreach.config import HOME, SETTINGS

WAIT_SECONDS = 90.0


@click.group()
def service() -> None:
    """开机自动运行。 Begin with the machine: systemd, or the task scheduler of Windows."""


@service.command()
@click.option("--host", envvar="HOST", default="127.0.0.1", help="监听地址 Address to listen on; 0.0.0.0 is all.")
@click.option("--port", envvar="PORT", default="8000", help="端口 Port to listen on.")
@click.option("--account", help="运行服务的系统账号（Linux） Account to run as (Linux); whose folder it is if absent.")
@click.option("--print", "only_print", is_flag=True, help="只显示，不安装 Show what would be installed.")
def install(host: str, port: str, account: str | None, only_print: bool) -> None:
    """安装并启动服务。 Install the service and begin it."""
    at = address(host, port)
    on_windows = sys.platform == "win32"
    system = here()
    data_dir = Path(os.environ.get("OUTREACH_DATA_DIR") or HOME / "instance").absolute()
    runs_as = "" if on_windows else system.owner_of(HOME, account)
    plan = Plan(begin_command(windows=on_windows), HOME, data_dir, at.host, at.port, runs_as)
    if only_print:
        print(system.task_xml(plan).decode("utf-16") if on_windows else system.unit_text(plan))
        return
    _warn_of_what_stays_behind()
    _check_free(at, system)
    system.install(plan)
    _tell(plan)


@service.command()
def remove() -> None:
    """停止并移除服务；数据不动。 End the service and forget it; the data stays."""
    if here().remove():
        say("服务已移除。数据仍在 instance 文件夹里。", "The service is removed. The data is where it was.")
    else:
        say("没有安装服务。", "No service is installed.")


def here() -> ModuleType:
    """What keeps services on this system; raises CannotStart where there is neither."""
    if sys.platform == "win32":
        return windows
    if not Path("/run/systemd/system").exists() and not Path("/usr/lib/systemd/systemd").exists():
        raise CannotStart(
            "这台机器没有 systemd。请用这里的服务管理器运行启动命令（见 docs/deployment.md）。",
            "This machine has no systemd. Let its own service manager run the start (see docs/deployment.md).",
        )
    from outreach.cli.service import systemd  # late: Windows has no accounts of its kind

    return systemd


def _check_free(at: Address, system: ModuleType) -> None:
    """Where the service is installed already, it gives its port back for the look, and runs on if another has it."""
    is_anew = system.is_installed()
    if is_anew:
        system.stop()
    try:
        check_free(at)
    except CannotStart:
        if is_anew:
            system.start()
        raise


def _warn_of_what_stays_behind() -> None:
    kept = settings_in(HOME / "settings.env")
    lost = [name for name in SETTINGS if name in os.environ and name not in kept and name != "OUTREACH_DATA_DIR"]
    if lost:
        names = ", ".join(lost)
        say(
            f"注意：这些环境变量不会带进服务，请写进 {HOME / 'settings.env'}：{names}",
            f"Note: the service will not see these variables; write them into {HOME / 'settings.env'}: {names}",
        )


def _tell(plan: Plan) -> None:
    say("服务已安装，正在启动……", "The service is installed, and beginning ...")
    if not _answers(plan):
        raise CannotStart(
            f"服务在 {WAIT_SECONDS:.0f} 秒内没有应答。原因见日志：{plan.log_file}（Linux 还有 journalctl -u outreach）",
            f"The service does not answer within {WAIT_SECONDS:.0f} s. The log may say why: {plan.log_file} "
            "(on Linux also journalctl -u outreach)",
        )
    say("服务已在运行，请在浏览器里打开：", "The service is running; open it in a browser:")
    for shown in reachable_at(plan.host):
        print(f"  {url_of(shown, plan.port)}")
    if is_only_here(plan.host):
        say("只有这台机器能打开。", "Only this machine can.")
    say(
        "第一次使用：运行 link 命令得到设置链接。", "For the first time: the command link prints the link to set it up."
    )


def _answers(plan: Plan) -> bool:
    url = f"{url_of(plan.host, plan.port)}/healthz"
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        try:
            with urlopen(url, timeout=5):  # noqa: S310  # our own service
                return True
        except HTTPError:
            return True
        except OSError:
            time.sleep(1)
    return False
