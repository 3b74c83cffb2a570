"""Installs a lock into the environment with pip, shows how far it is, and says in a sentence what went wrong."""

import os
import re
import subprocess
import sys
from pathlib import Path

from outreach.cli.terminal import CannotStart, say

TRIES = 2
DISK_FULL = (
    "磁盘已满。请腾出约 1 GB 空间，然后重新启动。",
    "The disk is full. Make about 1 GB of room, then start again.",
)
FORBIDDEN = (
    "程序所在的文件夹不能写入。请换一个有权限的用户或文件夹，先停止正在运行的普法台账，然后重新启动。",
    "The program's folder can't be written to. Use an account or a folder that may, stop a running Outreach, "
    "then start again.",
)
#: The line with which pip turns to a package: on an index, there already, or in a folder.
_NEXT = re.compile(r"(?:Collecting |Requirement already satisfied: |Processing (?:.*[/\\])?)([\w.]+(?:-[a-z_]+)*)")
_DAMAGED = ("DO NOT MATCH THE HASHES", "IncompleteRead", "Connection broken", "BadZipFile", "incorrect header")
_NO_ROOM = ("No space left on device", "Disk quota exceeded", "Errno 28", "Errno 122", "WinError 112")
_FORBIDDEN = ("Permission denied", "Errno 13", "Errno 30", "Read-only file system", "WinError 5")
_NO_CONNECTION = (
    "Connection",
    "Temporary failure in name resolution",
    "getaddrinfo",
    "timed out",
    "ProxyError",
    "SSLError",
    "Max retries exceeded",
    "HTTP error",
    "from versions: none",
)


class DownloadFailed(CannotStart):
    """Nothing was installed: the environment is as it was before."""


def install(python: Path, names: Path, *, lock: int) -> None:
    """Install everything in `names` into the environment of `python`; the child inherits the open `lock`.

    Raises DownloadFailed where nothing was changed yet, else CannotStart.
    """
    for tries_left in reversed(range(TRIES)):
        output, began, code = _run_pip(python, names, lock)
        if code == 0:
            return
        if began or not tries_left or not _may_pass(output):
            raise explained(output, DownloadFailed if not began else CannotStart)
        say("下载中断，再试一次……", "The download broke off; trying once more ...")


def explained(output: list[str], failure: type[CannotStart] = CannotStart) -> CannotStart:
    """What pip's `output` means, in sentences and in its own last words."""
    return failure(*_sentences(output), detail=_errors(output))


def inherited(lock: int) -> tuple[int, ...]:
    """What a child keeps open: one that outlives us holds the lock until it is done, too."""
    return () if os.name == "nt" else (lock,)


def _run_pip(python: Path, names: Path, lock: int) -> tuple[list[str], bool, int]:
    """pip's lines, whether it had begun to change the environment, and its exit code."""
    command = [str(python), "-m", "pip", "install", "--require-hashes", "--no-deps", "--no-input", "--no-user"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "-r", str(names)]
    surroundings = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    pip = subprocess.Popen(
        command,
        cwd=python.parent,
        env=surroundings | {"PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        pass_fds=inherited(lock),
    )
    progress = Progress(names)
    try:
        with pip:
            assert pip.stdout is not None
            output = [line for line in map(str.rstrip, pip.stdout) if progress.follow(line)]
    except KeyboardInterrupt:
        if progress.began:
            raise
        raise DownloadFailed("已停止；重新启动会接着准备。", "Stopped; the next start goes on preparing.") from None
    finally:
        progress.end()
    return output, progress.began, pip.returncode


class Progress:
    """Tells from pip's lines how far it is, on one line of a terminal, or line by line in a file."""

    def __init__(self, names: Path) -> None:
        self.total = len(re.findall(r"^[A-Za-z0-9]", names.read_text(encoding="utf-8"), re.MULTILINE))
        self.done = 0
        self.began = False
        self._in_place = sys.stdout.isatty()

    def follow(self, line: str) -> bool:
        """Take note of a line of pip's; True: every line is kept."""
        if line.startswith("Ignoring "):
            self.total -= 1
        elif found := _NEXT.match(line.partition(" (from ")[0]):
            self.done += 1
            self._show(f"  [{self.done}/{self.total}] {found[1].lower().replace('_', '-')}")
        elif line.startswith("Installing collected packages"):
            self.began = True
            self._show("  安装 installing ...")
        return True

    def end(self) -> None:
        """Leave the terminal's line."""
        if self._in_place and self.done:
            print()

    def _show(self, text: str) -> None:
        if self._in_place:
            print(f"\r{text:<60}", end="", flush=True)
        else:
            print(text, flush=True)


def _may_pass(output: list[str]) -> bool:
    """Whether trying again can help."""
    return any(sign in line for line in output for sign in (*_NO_CONNECTION, *_DAMAGED))


def _errors(output: list[str]) -> str:
    """What pip itself said last, for whoever helps."""
    errors = [line for line in output if line.startswith(("ERROR", "OSError"))] or output[-1:]
    return "\n".join(errors[-3:])


def _sentences(output: list[str]) -> tuple[str, str]:
    """Chinese and English for what pip said: what is wrong, and what to do."""
    text = "\n".join(output)
    if any(sign in text for sign in _NO_ROOM):
        return DISK_FULL
    if any(sign in text for sign in _FORBIDDEN):
        return FORBIDDEN
    if any(sign in text for sign in _DAMAGED):
        return (
            "下载的文件已损坏或被替换，未安装。请重新启动；若反复出现，请换一个下载源（PIP_INDEX_URL）。",
            "A downloaded file was damaged or exchanged, and was not installed. Start again; if it happens again, "
            "choose another package index (PIP_INDEX_URL).",
        )
    if any(sign in text for sign in _NO_CONNECTION):
        return (
            "下载失败。请检查网络或代理（HTTPS_PROXY），也可用 PIP_INDEX_URL 换一个下载源，"
            "然后重新启动；已下载的不会重来。",
            "The download failed. Check the network or the proxy (HTTPS_PROXY), or choose another package index "
            "(PIP_INDEX_URL), then start again; what is already here is kept.",
        )
    if "No matching distribution" in text:
        return (
            "下载源里没有所需的文件。请用 PIP_INDEX_URL 换一个下载源，然后重新启动。",
            "The package index lacks what is needed. Choose another one (PIP_INDEX_URL), then start again.",
        )
    return (
        "安装失败，原因见下。改正后重新启动即可。",
        "The installation failed for the reason below. Put it right, then start again.",
    )
