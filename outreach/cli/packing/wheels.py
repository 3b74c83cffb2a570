"""The packages of the lock for another machine: pip fetches them by their hashes and lays them out for the target."""

import subprocess
import sys
from pathlib import Path

from outreach.cli.installing import Progress, explained
from outreach.cli.packing.locks import lines_for
from outreach.cli.packing.targets import Target
from outreach.cli.terminal import CannotStart


def lay_out(lock: Path, target: Target, python: str, packages: Path, working: Path) -> None:
    """Put every package of `lock` that `target` needs into the folder `packages`, using the folder `working`.

    `python` is the version of the target's Python. Raises CannotStart, also for a package without a wheel that fits.
    """
    names = working / "names.txt"
    names.write_text(lines_for(lock.read_text(encoding="utf-8"), target.facts, python), encoding="utf-8")
    wheels = working / "wheels"
    there = ["--implementation", "cp", "--python-version", python, "--abi", f"cp{python.replace('.', '')}"]
    there += ["--abi", "abi3", "--abi", "none", *(f"--platform={tag}" for tag in target.platforms), "--no-deps"]
    download = ["download", "--require-hashes", "--prefer-binary", "--dest", str(wheels), "-r", str(names), *there]
    _pip(download, names)
    for source in [file for file in wheels.iterdir() if file.suffix != ".whl"]:
        _build(source, wheels)
    files = sorted(str(file) for file in wheels.glob("*.whl"))
    _pip(["install", "--no-index", "--no-compile", "--target", str(packages), *there, *files])


def _build(source: Path, wheels: Path) -> None:
    """Make a wheel of a package that is only offered as source; one with compiled parts would be for this machine."""
    before = set(wheels.glob("*.whl"))
    _pip(["wheel", "--no-deps", "--wheel-dir", str(wheels), str(source)])
    made = set(wheels.glob("*.whl")) - before
    if not all(wheel.name.endswith("-none-any.whl") for wheel in made):
        raise CannotStart(
            f"{source.name} 没有适合目标机器的安装包。",
            f"{source.name} is not offered in a form that fits the target machine.",
        )
    source.unlink()


def _pip(words: list[str], names: Path | None = None) -> None:
    command = [sys.executable, "-m", "pip", *words, "--no-input", "--disable-pip-version-check"]
    command += [] if words[0] == "wheel" else ["--progress-bar", "off"]
    progress = Progress(names) if names else None
    pip = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    )
    with pip:
        assert pip.stdout is not None
        output = [line.rstrip() for line in pip.stdout if progress is None or progress.follow(line)]
    if progress:
        progress.end()
    if pip.returncode != 0:
        raise explained(output)
