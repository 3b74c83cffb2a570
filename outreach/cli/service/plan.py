"""What a service is to run, and how the system's own programs are asked for it."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from outreach.cli.packing.manifest import VERSIONS
from outreach.cli.terminal import CannotStart
from outreach.config import HOME, PACKED, ROOT

NAME = "outreach"


@dataclass(frozen=True)
class Plan:
    """A service: the words that start it, where, for whom, and the port that phones knock at."""

    command: list[str]
    folder: Path
    data_dir: Path
    host: str
    port: int
    account: str = ""

    @property
    def log_file(self) -> Path:
        """Where it logs."""
        return self.data_dir / "logs" / "outreach.log"

    @property
    def words(self) -> list[str]:
        """The whole command line."""
        return [*self.command, "--host", self.host, "--port", str(self.port), "--log-file", str(self.log_file)]


def begin_command(*, windows: bool) -> list[str]:
    """The words before every command of ours: of a pack its start, else the Python that makes the environment.

    The task scheduler ends only the very program that it began, so on Windows that is the pack's Python itself.
    """
    if not PACKED:
        return [str(getattr(sys, "_base_executable", sys.executable)), "-m", "outreach"]
    if not windows:
        return [str(HOME / "start.sh")]
    return [str(HOME / VERSIONS / ROOT.name / "python" / "python.exe"), "-I", "-X", "utf8", "-m", "outreach.cli"]


def ask_system(*words: str) -> str:
    """Run a program of the system's; what it said. Raises CannotStart with its own words where it refuses."""
    try:
        done = subprocess.run(words, capture_output=True, encoding="utf-8", errors="replace", check=False)
    except FileNotFoundError as error:
        raise CannotStart(
            f"这台机器没有 {words[0]}。", f"This machine has no {words[0]}.", detail=str(error)
        ) from error
    if done.returncode:
        said = (done.stdout + done.stderr).strip()
        raise CannotStart(f"系统拒绝了：{' '.join(words)}", f"The system refused: {' '.join(words)}", detail=said)
    return done.stdout
