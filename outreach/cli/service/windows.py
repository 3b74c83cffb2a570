"""The service as a task of the task scheduler of Windows, which begins it with the machine, before anybody signs in."""

import subprocess
import tempfile
from pathlib import Path
from xml.etree import ElementTree as Xml

from outreach.cli.service.plan import Plan, ask_system
from outreach.cli.terminal import CannotStart

TASK = "Outreach"
#: LOCAL SERVICE: an account of the system's own with few rights, and no password.
ACCOUNT = "S-1-5-19"
_SPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_SETTINGS = {
    "MultipleInstancesPolicy": "IgnoreNew",
    "DisallowStartIfOnBatteries": "false",
    "StopIfGoingOnBatteries": "false",
    "StartWhenAvailable": "true",
    "ExecutionTimeLimit": "PT0S",
    "Priority": "5",
}


def task_xml(plan: Plan) -> bytes:
    """The task, as `schtasks /Create /XML` reads it (UTF-16)."""
    task = Xml.Element("Task", version="1.2", xmlns=_SPACE)
    _add(_add(task, "RegistrationInfo"), "Description", "Outreach 普法台账")
    _add(_add(_add(task, "Triggers"), "BootTrigger"), "Enabled", "true")
    principal = _add(_add(task, "Principals"), "Principal")
    principal.set("id", "Author")
    _add(principal, "UserId", ACCOUNT)
    _add(principal, "RunLevel", "LeastPrivilege")
    settings = _add(task, "Settings")
    for name, value in _SETTINGS.items():
        _add(settings, name, value)
    again = _add(settings, "RestartOnFailure")
    _add(again, "Interval", "PT1M")
    _add(again, "Count", "100")
    actions = _add(task, "Actions")
    actions.set("Context", "Author")
    run = _add(actions, "Exec")
    _add(run, "Command", plan.words[0])
    _add(run, "Arguments", subprocess.list2cmdline(plan.words[1:]))
    _add(run, "WorkingDirectory", str(plan.folder))
    text: bytes = Xml.tostring(task, encoding="utf-16", xml_declaration=True)
    return text


def steps(plan: Plan, task: Path) -> list[list[str]]:
    """What Windows is asked for, in order: rights for the service's account, the task, a door in the firewall."""
    grants = [["icacls", str(plan.folder), "/grant", f"*{ACCOUNT}:(OI)(CI)RX", "/Q"]]
    grants.append(["icacls", str(plan.data_dir), "/grant", f"*{ACCOUNT}:(OI)(CI)M", "/T", "/Q"])
    create = ["schtasks", "/Create", "/TN", TASK, "/XML", str(task), "/F"]
    rule = ["netsh", "advfirewall", "firewall", "add", "rule", f"name={TASK}", "dir=in", "action=allow"]
    door = [] if plan.host in ("127.0.0.1", "localhost", "::1") else [[*rule, "protocol=TCP", f"localport={plan.port}"]]
    return [*grants, create, *door, ["schtasks", "/Run", "/TN", TASK]]


def install(plan: Plan) -> None:
    """Make the task and begin it; raises CannotStart."""
    remove()
    plan.data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        task = Path(folder) / "task.xml"
        task.write_bytes(task_xml(plan))
        for words in steps(plan, task):
            _as_administrator(words)


def remove() -> bool:
    """End the task and forget it and its door in the firewall; False where there was none."""
    if not is_installed():
        return False
    stop()
    _as_administrator(["schtasks", "/Delete", "/TN", TASK, "/F"])
    _try(["netsh", "advfirewall", "firewall", "delete", "rule", f"name={TASK}"])
    return True


def is_installed() -> bool:
    """Whether the task is there."""
    return _try(["schtasks", "/Query", "/TN", TASK])


def stop() -> None:
    """End the running task; what was answered is on the disk, so it may be ended at any moment."""
    _try(["schtasks", "/End", "/TN", TASK])


def start() -> None:
    """Begin the task that is installed."""
    _as_administrator(["schtasks", "/Run", "/TN", TASK])


def point_at(old: str, new: str) -> None:
    """Let the task run the program called `new` instead of `old`."""
    text = ask_system("schtasks", "/Query", "/TN", TASK, "/XML").replace(f"\\{old}\\", f"\\{new}\\")
    with tempfile.TemporaryDirectory() as folder:
        task = Path(folder) / "task.xml"
        task.write_text(text, encoding="utf-16")
        _as_administrator(["schtasks", "/Create", "/TN", TASK, "/XML", str(task), "/F"])


def _as_administrator(words: list[str]) -> None:
    try:
        ask_system(*words)
    except CannotStart as refused:
        raise CannotStart(
            "请右键点击“命令提示符”，选择“以管理员身份运行”，再试一次。",
            "Open the command prompt by “Run as administrator”, and try again.",
            detail=f"{refused}\n{refused.detail}",
        ) from refused


def _try(words: list[str]) -> bool:
    try:
        ask_system(*words)
    except CannotStart:
        return False
    return True


def _add(above: Xml.Element, name: str, text: str = "") -> Xml.Element:
    made = Xml.SubElement(above, name)
    made.text = text or None
    return made
