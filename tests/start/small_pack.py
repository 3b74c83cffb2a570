"""A pack made of one small wheel, a program of a few lines, and a Python that is this one's environment."""

import platform
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from outreach.cli.packing import building
from outreach.cli.packing.pythons import Python
from outreach.cli.packing.targets import Target, target_of
from tests.start.bare_machine import bare_machine

ROOT = Path(__file__).parents[2]
BEHIND = """
import sys
import tiny_package
from outreach.config import HOME

def run(words):
    print("inside", tiny_package.VERSION, HOME, *words)
    return 0
"""


def this_machine() -> Target:
    """The target that runs here; skips where there is none."""
    target = target_of(platform.system(), platform.machine())
    if target is None or target.is_windows:
        pytest.skip("packs are begun on Linux machines here")
    return target


def a_python(folder: Path) -> Path:
    """An archive in the shape of python-build-standalone, made of an environment of this Python."""
    made = folder / "made" / "python"
    subprocess.run([sys.executable, "-m", "venv", "--copies", "--without-pip", str(made)], check=True)
    name = f"python3.{sys.version_info.minor}"
    if not (made / "bin" / name).exists() or (made / "bin" / name).is_symlink():
        (made / "bin" / name).unlink(missing_ok=True)
        (made / "bin" / name).write_bytes((made / "bin" / "python3").read_bytes())
        (made / "bin" / name).chmod(0o755)
    (made / "lib" / name / "LICENSE.txt").write_text("as Python's own\n")
    (made / "lib" / name / "test").mkdir()
    (made / "lib" / name / "test" / "big.py").write_text("never read on a server\n")
    with tarfile.open(folder / "python.tar.gz", "w:gz") as archive:
        archive.add(made, "python")
    return folder / "python.tar.gz"


def next_pack(home: Path, folder: Path, behind: str) -> Path:
    """A pack of the program in `home`, with another text behind its start."""
    shutil.copytree(home, folder / "outreach", ignore=shutil.ignore_patterns("instance", "upgrades.jsonl"))
    program = next((folder / "outreach" / "versions").iterdir()).rename(folder / "outreach/versions/program")
    (program / "packed.json").unlink()
    (program / "outreach/cli/commands.py").write_text(behind)
    packages = next(program.glob("python/lib/python3*/site-packages"))
    building.finish(program, this_machine(), Python(packages, "3", "0"))
    building.zip_up(folder / "outreach", folder / "next.zip")
    return folder / "next.zip"


def make_pack(folder: Path, monkeypatch: pytest.MonkeyPatch, *, version: str = "1.0") -> Path:
    """The zip of a small program with tiny-package at `version`."""
    folder.mkdir(exist_ok=True)
    machine = bare_machine(folder)
    machine.offer(version)
    (machine.project / "outreach/cli/commands.py").write_text(BEHIND)
    (machine.project / "outreach/config.py").write_bytes((ROOT / "outreach/config.py").read_bytes())
    monkeypatch.setattr(building, "ROOT", machine.project)
    for name, value in {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(machine.wheels)}.items():
        monkeypatch.setenv(name, value)
    return building.build(this_machine(), a_python(folder), folder)


def unzip(packed: Path, into: Path) -> Path:
    """What `unzip` makes of it, with the marks of programs; the folder that people see."""
    with zipfile.ZipFile(packed) as archive:
        for entry in archive.infolist():
            Path(archive.extract(entry, into)).chmod(entry.external_attr >> 16 & 0o777)
    return into / "outreach"
