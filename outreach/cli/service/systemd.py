"""The service as a unit of systemd."""

import os
import pwd
from pathlib import Path

from outreach.cli.service.plan import NAME, Plan, ask_system
from outreach.cli.terminal import CannotStart

UNIT = Path("/etc/systemd/system") / f"{NAME}.service"
_LOWEST_FREE_PORT = 1024


def unit_text(plan: Plan) -> str:
    """The unit: it runs as the plan's account, may write only where that may, and is begun anew when it falls."""
    lines = [
        "[Unit]",
        "Description=Outreach 普法台账",
        "Wants=network-online.target",
        "After=network-online.target",
        "",
        "[Service]",
        "Type=exec",
        f"User={plan.account}",
        f"WorkingDirectory={_plain(str(plan.folder))}",
        f"ExecStart={_command_line(plan.words)}",
        "Restart=on-failure",
        "RestartSec=5",
        "TimeoutStopSec=30",
        "UMask=0077",
        "NoNewPrivileges=yes",
        "PrivateTmp=yes",
        "ProtectSystem=full",
        "ProtectKernelTunables=yes",
        "ProtectControlGroups=yes",
        "RestrictSUIDSGID=yes",
    ]
    if plan.port < _LOWEST_FREE_PORT:
        lines.append("AmbientCapabilities=CAP_NET_BIND_SERVICE")
    return "\n".join([*lines, "", "[Install]", "WantedBy=multi-user.target", ""])


def owner_of(folder: Path, named: str | None) -> str:
    """The account to run as: the one `named`, else whose folder it is. Raises CannotStart for root and for none."""
    account = named or pwd.getpwuid(folder.stat().st_uid).pw_name
    if account == "root":
        raise CannotStart(
            f"文件夹 {folder} 属于 root，服务不应以 root 运行。请先运行：\n"
            f'  useradd --system {NAME}\n  chown -R {NAME}: "{folder}"',
            f"The folder {folder} is root's, and a service should not run as root. Run the two commands above first.",
        )
    try:
        pwd.getpwnam(account)
    except KeyError as error:
        raise CannotStart(f"没有“{account}”这个系统账号。", f"There is no account {account!r} here.") from error
    return account


def install(plan: Plan) -> None:
    """Write the unit, begin it now and with every start of the machine; raises CannotStart, and leaves no new unit."""
    _check_root()
    was_there = UNIT.exists()
    UNIT.write_text(unit_text(plan), encoding="utf-8")
    UNIT.chmod(0o644)
    try:
        ask_system("systemctl", "daemon-reload")
        ask_system("systemctl", "enable", UNIT.name)
        ask_system("systemctl", "restart", UNIT.name)
    except CannotStart:
        if not was_there:
            UNIT.unlink()
        raise


def remove() -> bool:
    """End the service and forget it; False where there was none."""
    if not UNIT.exists():
        return False
    _check_root()
    ask_system("systemctl", "disable", "--now", UNIT.name)
    UNIT.unlink()
    ask_system("systemctl", "daemon-reload")
    return True


def is_installed() -> bool:
    """Whether the unit is there."""
    return UNIT.exists()


def stop() -> None:
    """End the running service; it stays installed."""
    ask_system("systemctl", "stop", UNIT.name)


def start() -> None:
    """Begin the service that is installed."""
    ask_system("systemctl", "start", UNIT.name)


def _check_root() -> None:
    if os.geteuid() != 0:
        raise CannotStart("请在命令前加 sudo。", "Only an administrator may: put sudo before the command.")


def _command_line(words: list[str]) -> str:
    """As ExecStart= reads it: in all words but the program's own path, $ begins a variable (systemd.service(5))."""
    return " ".join([_quoted(words[0]), *(_quoted(word).replace("$", "$$") for word in words[1:])])


def _quoted(word: str) -> str:
    inner = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{inner}"'


def _plain(path: str) -> str:
    return path.replace("%", "%%")
