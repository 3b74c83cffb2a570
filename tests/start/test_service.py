"""`service`: what systemd and Windows are given, where settings come from, and where the log goes."""

import logging
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import ClassVar
from xml.etree import ElementTree as Xml

import pytest

from outreach.cli.accounts import check_owner
from outreach.cli.addresses import reachable_at
from outreach.cli.commands import run
from outreach.cli.serve import Address
from outreach.cli.service import command, windows
from outreach.cli.service.plan import Plan, ask_system
from outreach.cli.settings_file import settings_in
from outreach.cli.terminal import CannotStart
from outreach.config import BadSetting, read_settings
from outreach.web.monitoring.logs import start_logging

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="systemd is Linux's")
ODD = Path('/srv/普法 台账 100% $HOME "x"')
PLAN = Plan([str(ODD / "start.sh")], ODD, ODD / "instance", "0.0.0.0", 80, "nobody")
ON_WINDOWS = Plan(
    [r"C:\普法 台账\versions\1\python\python.exe", "-I"], Path(r"C:\普法 台账"), Path("D:/数 据"), "0.0.0.0", 8000
)


@linux_only
def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    from outreach.cli.service.systemd import unit_text

    folder = tmp_path / "普法 台账 100% $HOME"
    (folder / "instance").mkdir(parents=True)
    (folder / "start.sh").write_text("#!/bin/sh\n")
    (folder / "start.sh").chmod(0o755)
    plan = Plan([str(folder / "start.sh")], folder, folder / "instance", "0.0.0.0", 8000, "daemon")
    text = unit_text(plan)
    assert f'ExecStart="{tmp_path}/普法 台账 100%% $HOME/start.sh" "--host" "0.0.0.0"' in text
    assert f'"{tmp_path}/普法 台账 100%% $$HOME/instance/logs/outreach.log"' in text
    assert "AmbientCapabilities" not in text
    assert "AmbientCapabilities=CAP_NET_BIND_SERVICE" in unit_text(PLAN)
    if shutil.which("systemd-analyze"):
        unit = tmp_path / "outreach.service"
        unit.write_text(text, encoding="utf-8")
        verified = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, encoding="utf-8", check=False
        )
        assert "outreach.service" not in verified.stderr, verified.stderr


@linux_only
def test_a_service_does_not_run_as_root(tmp_path: Path) -> None:
    from outreach.cli.service.systemd import owner_of

    if os.geteuid() == 0:
        with pytest.raises(CannotStart, match="should not run as root") as refused:
            owner_of(tmp_path, None)
        assert f'chown -R outreach: "{tmp_path}"' in refused.value.chinese
    assert owner_of(tmp_path, "nobody") == "nobody"
    with pytest.raises(CannotStart, match="no account 'nobody-here'"):
        owner_of(tmp_path, "nobody-here")


def test_the_task_is_one_that_windows_takes() -> None:
    task = Xml.fromstring(windows.task_xml(ON_WINDOWS))
    found = {part.tag.rpartition("}")[2]: part.text for part in task.iter() if part.text and part.text.strip()}
    assert found["Command"] == r"C:\普法 台账\versions\1\python\python.exe"
    assert found["Arguments"].startswith("-I --host 0.0.0.0 --port 8000 --log-file ")
    assert (found["UserId"], found["ExecutionTimeLimit"]) == ("S-1-5-19", "PT0S")
    asked = windows.steps(ON_WINDOWS, Path("task.xml"))
    assert [words[0] for words in asked] == ["icacls", "icacls", "schtasks", "netsh", "schtasks"]
    assert "localport=8000" in asked[3]
    only_here = Plan([r"C:\p.exe"], Path("C:/"), Path("D:/"), "127.0.0.1", 8000)
    assert "netsh" not in [words[0] for words in windows.steps(only_here, Path("task.xml"))]


def test_what_would_be_installed_can_be_looked_at_first(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "here", lambda: windows)
    monkeypatch.setattr(sys, "platform", "win32")
    assert run(["service", "install", "--host", "0.0.0.0", "--print"]) == 0
    assert "<BootTrigger>" in capsys.readouterr().out


def test_a_system_that_refuses_is_quoted() -> None:
    with pytest.raises(CannotStart, match="The system refused") as refused:
        ask_system(sys.executable, "-c", "import sys; sys.exit('not you')")
    assert refused.value.detail == "not you"
    with pytest.raises(CannotStart, match="has no no-such-program"):
        ask_system("no-such-program")


@linux_only
@pytest.mark.parametrize("was_there", [False, True])
def test_a_service_that_can_not_be_installed_leaves_no_unit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, was_there: bool
) -> None:
    from outreach.cli.service import systemd

    def refuse(*_words: str) -> str:
        raise CannotStart("系统拒绝了", "The system refused")

    unit = tmp_path / "outreach.service"
    if was_there:
        unit.touch()
    monkeypatch.setattr(systemd, "UNIT", unit)
    monkeypatch.setattr(systemd, "ask_system", refuse)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(CannotStart, match="The system refused"):
        systemd.install(PLAN)
    assert unit.exists() == was_there


def test_settings_stand_in_a_file_as_people_write_it(tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    assert settings_in(file) == {}
    file.write_text('# 说明\r\nPORT = 8080\r\nOUTREACH_BASE_URL="https://pufa.example"\r\n\r\n', encoding="utf-8-sig")
    assert settings_in(file) == {"PORT": "8080", "OUTREACH_BASE_URL": "https://pufa.example"}
    file.write_text("PORT=1\nOUTREACH_BASEURL=x\n")
    with pytest.raises(CannotStart, match="line 2: not a known setting"):
        settings_in(file)
    file.write_bytes("OUTREACH_BASE_URL=普法".encode("gbk"))
    with pytest.raises(CannotStart, match="a text file in UTF-8"):
        settings_in(file)


@linux_only
def test_root_leaves_the_data_of_another_account_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTREACH_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    if tmp_path.stat().st_uid == 0:
        check_owner()
        os.chown(tmp_path, 65534, 65534)
    with pytest.raises(CannotStart, match="run the command as it"):
        check_owner()


@linux_only
def test_root_makes_no_data_folder_in_a_program_of_another_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTREACH_DATA_DIR", str(tmp_path / "instance"))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    if tmp_path.stat().st_uid == 0:
        os.chown(tmp_path, 65534, 65534)
    check_owner()  # out of a clone of the sources anybody may try it
    monkeypatch.setattr("outreach.cli.accounts.PACKED", True)
    with pytest.raises(CannotStart, match="run the command as it"):
        check_owner()


def test_the_log_goes_into_a_file_of_its_own(tmp_path: Path) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    file = tmp_path / "日志" / "outreach.log"
    try:
        start_logging(read_settings({"OUTREACH_DATA_DIR": str(tmp_path), "OUTREACH_LOG_FILE": str(file)}))
        logging.getLogger("outreach.access").info("一行 %s", 1)
        for handler in root.handlers:
            handler.close()
    finally:
        root.handlers[:], root.level = before, level
    assert file.read_text(encoding="utf-8").endswith("outreach.access: 一行 1\n")
    (tmp_path / "taken").write_text("")
    settings = read_settings({"OUTREACH_DATA_DIR": str(tmp_path), "OUTREACH_LOG_FILE": str(tmp_path / "taken" / "x")})
    with pytest.raises(BadSetting, match="OUTREACH_LOG_FILE is"):
        start_logging(settings)


def test_addresses_are_found_without_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach.cli.addresses._of_interfaces", lambda _probe: ["127.0.0.1", "10.9.8.7"])
    monkeypatch.setattr("socket.getaddrinfo", lambda *_: [(0, 0, 0, "", ("127.0.1.1", 0))])
    assert "10.9.8.7" in reachable_at("0.0.0.0")
    assert reachable_at("0.0.0.0")[-1] == "127.0.0.1"


def test_a_service_that_runs_is_begun_again_where_its_new_port_is_taken() -> None:
    class System:
        said: ClassVar[list[str]] = []
        is_installed = staticmethod(lambda: True)
        stop = staticmethod(lambda: System.said.append("stop"))
        start = staticmethod(lambda: System.said.append("start"))

    with socket.create_server(("127.0.0.1", 0)) as taken:
        at = Address("127.0.0.1", taken.getsockname()[1])
        with pytest.raises(CannotStart, match="is taken"):
            command._check_free(at, System)  # type: ignore[arg-type]
    assert System.said == ["stop", "start"]
