"""A copy of the start alone, in a folder of its own, with a package index made of one small wheel.

What stands behind the start is one line that prints its words, so that an environment is made in seconds.
"""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BEHIND = """
import sys
import tiny_package

def run(words):
    print("inside", tiny_package.VERSION, sys.prefix, words)
    return 7
"""


@dataclass(frozen=True)
class Machine:
    """A folder with the start in it, and a folder of wheels that serves as its index."""

    project: Path
    wheels: Path

    @property
    def stamp(self) -> Path:
        """The file that says that the environment is whole."""
        return self.project / ".venv" / "outreach-stamp"

    def offer(self, version: str, *, damaged: bool = False) -> None:
        """Lock the tiny package at `version`, and put its wheel on the index."""
        wheel = _write_wheel(self.wheels, version)
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        (self.project / "requirements.lock").write_text(
            f"tiny-package=={version} \\\n    --hash=sha256:{'0' * 64 if damaged else digest}\n"
        )

    def begin(self, *words: str, **surroundings: str) -> subprocess.Popen[str]:
        """`python3 -m outreach` with these words, on its way."""
        cache = str(self.wheels.parent / "home")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
        offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "PIP_CONFIG_FILE": os.devnull}
        return subprocess.Popen(
            [sys.executable, "-m", "outreach", *words],
            cwd=self.project,
            env=kept | offline | {"HOME": cache} | surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def start(self, *words: str, **surroundings: str) -> tuple[int, str]:
        """`python3 -m outreach` with these words: its exit code, and all that it said."""
        with self.begin(*words, **surroundings) as process:
            try:
                said, _ = process.communicate(timeout=120)
            finally:
                process.kill()
        return process.returncode, said


def bare_machine(folder: Path) -> Machine:
    """The start in a folder whose name has a space and Chinese letters, as on the bureau's machines."""
    machine = Machine(folder / "普法 台账", folder / "wheels")
    for name in ("__init__.py", "__main__.py", "config.py", "cli"):
        source, copy = ROOT / "outreach" / name, machine.project / "outreach" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, copy)
    (machine.project / "outreach/cli/commands.py").write_text(BEHIND)
    machine.wheels.mkdir()
    return machine


def _write_wheel(folder: Path, version: str) -> Path:
    wheel = folder / f"tiny_package-{version}-py3-none-any.whl"
    label = f"tiny_package-{version}.dist-info"
    files = {
        "tiny_package.py": f"VERSION = {version!r}\n",
        f"{label}/METADATA": f"Metadata-Version: 2.1\nName: tiny-package\nVersion: {version}\n",
        f"{label}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    records = [
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b'=').decode()},"
        for name, text in files.items()
    ]
    files[f"{label}/RECORD"] = "\n".join([*records, f"{label}/RECORD,,", ""])
    with zipfile.ZipFile(wheel, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return wheel
