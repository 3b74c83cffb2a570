"""The environment `.venv` beside the project: made, believed only when whole, brought up to the locks, entered.

Standard library only: this runs on a machine that has nothing but Python.
"""

import errno
import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from outreach.cli.installing import DISK_FULL, FORBIDDEN, DownloadFailed, inherited, install
from outreach.cli.lock import held
from outreach.cli.terminal import CannotStart, refuse, say

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
SETTINGS = VENV / "pyvenv.cfg"
#: Written last and removed first: an environment without it is half made.
STAMP = VENV / "outreach-stamp"
#: An environment without packages takes about 20 MB.
LEAST_BYTES = 30_000_000
LOCKS = ("requirements.lock",)
TEST_LOCKS = ("requirements.lock", "requirements-dev.lock")


@dataclass(frozen=True)
class Stamp:
    """What an environment was made of: its Python, and the SHA-256 of each lock that was installed."""

    version: str
    base: str
    locks: dict[str, str]

    def text(self) -> str:
        """The lines of the stamp's file."""
        return "\n".join([self.version, self.base, *(f"{name} {digest}" for name, digest in self.locks.items()), ""])


def start(words: list[str]) -> int:
    """Go on inside the environment with the command line's `words`; the exit code, where the system comes back."""
    try:
        make_ready(TEST_LOCKS if words[:1] == ["test"] else LOCKS)
    except CannotStart as reason:
        return refuse(reason)
    except KeyboardInterrupt:
        return 130
    return enter([str(PYTHON), "-m", "outreach.cli", *words])


def enter(command: list[str]) -> int:
    """Become `command`; where the system can't (Windows), run it and hand on its exit code."""
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606  # our own interpreter, no shell wanted
    with subprocess.Popen(command) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue  # the child got it too, and closes in its own time


def make_ready(locks: tuple[str, ...]) -> None:
    """Make the environment whole and up to `locks`; touches neither disk nor network where it is."""
    wanted = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in locks}
    if is_ready(wanted):
        return
    try:
        with held(ROOT / ".venv.lock", waiting=_say_waiting) as lock:
            if not is_ready(wanted):
                _bring_up_to(wanted, lock)
    except OSError as error:
        raise _unwritable(error) from error


def is_ready(wanted: dict[str, str]) -> bool:
    """Whether the environment is whole, its Python is still there, and every wanted lock is installed."""
    stamp = read_stamp()
    return stamp is not None and wanted.items() <= stamp.locks.items()


def read_stamp() -> Stamp | None:
    """What the environment was made of; None where it is half made or its Python is gone or another by now."""
    try:
        version, base, *lines = STAMP.read_text(encoding="utf-8").splitlines()
        moved = _base_of_environment() != base or not Path(base).exists()
    except (OSError, ValueError):
        return None
    replaced = base == os.path.realpath(_own_base()) and version != _own_version()
    if moved or replaced or not PYTHON.exists() or not SETTINGS.exists():
        return None
    return Stamp(version, base, dict(line.split(" ", 1) for line in lines))


def _bring_up_to(wanted: dict[str, str], lock: int) -> None:
    stamp = read_stamp()
    if stamp is None:
        stamp = _make(lock)
    STAMP.unlink(missing_ok=True)
    missing = [name for name, digest in wanted.items() if stamp.locks.get(name) != digest]
    try:
        for name in missing:
            install(PYTHON, ROOT / name, lock=lock)
            stamp.locks[name] = wanted[name]
    except DownloadFailed:
        _write(stamp)  # nothing was touched yet: what was whole stays so
        raise
    _write(stamp)


def _make(lock: int) -> Stamp:
    """A new, empty environment, in the place of whatever was there."""
    for module in ("venv", "ensurepip"):
        if find_spec(module) is None:
            raise _no_venv(f"No module named {module}")
    say("正在准备运行环境（只在第一次，需要联网）……", "Preparing the environment (only once; needs the network) ...")
    STAMP.unlink(missing_ok=True)
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    command = [_own_base(), "-m", "venv", str(VENV)]
    made = subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", check=False, pass_fds=inherited(lock)
    )
    if made.returncode != 0:
        raise _venv_failed(made.stdout + made.stderr)
    return Stamp(_own_version(), _base_of_environment(), {})


def _write(stamp: Stamp) -> None:
    draft = STAMP.with_suffix(".new")
    draft.write_text(stamp.text(), encoding="utf-8")
    draft.replace(STAMP)


def _own_base() -> str:
    """The interpreter under whatever environment we were started in."""
    return str(getattr(sys, "_base_executable", sys.executable))


def _own_version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _base_of_environment() -> str:
    """The interpreter that the environment stands on."""
    if os.name != "nt":
        return os.path.realpath(PYTHON)
    lines = SETTINGS.read_text(encoding="utf-8", errors="replace").splitlines()
    home = next((line.partition("=")[2].strip() for line in lines if line.startswith("home")), "")
    return os.path.realpath(Path(home) / "python.exe")


def _say_waiting() -> None:
    say("另一个窗口正在准备运行环境，请稍候……", "Another start is preparing the environment; waiting for it ...")


def _no_venv(detail: str) -> CannotStart:
    package = f"python{_own_version()}-venv"
    return CannotStart(
        f"这个 Python 缺少 venv 模块。Debian、Ubuntu、UOS 请运行：sudo apt-get install {package}，然后重新启动。",
        "This Python comes without its venv module. On Debian and Ubuntu run: "
        f"sudo apt-get install {package} - then start again.",
        detail=detail,
    )


def _venv_failed(output: str) -> CannotStart:
    if "ensurepip is not available" in output:
        return _no_venv("")
    if shutil.disk_usage(ROOT).free < LEAST_BYTES:
        return CannotStart(*DISK_FULL)
    return CannotStart(
        f"无法建立运行环境 {VENV}。请检查文件夹权限和磁盘空间，然后重新启动。",
        f"The environment {VENV} could not be made. Check the folder's permissions and the disk, then start again.",
        detail="\n".join(output.strip().splitlines()[-3:]),
    )


def _unwritable(error: OSError) -> CannotStart:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return CannotStart(*(DISK_FULL if full else FORBIDDEN), detail=str(error))
