"""A pack from its parts: the program beside its Python and packages, the start before them, all in one zip."""

import os
import platform
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from outreach import __version__
from outreach.cli.environment import ROOT
from outreach.cli.packing import manifest
from outreach.cli.packing.pythons import Python, unpack
from outreach.cli.packing.targets import PYTHON_VERSION, Target, target_of
from outreach.cli.packing.wheels import lay_out
from outreach.cli.terminal import CannotStart, say

FILES = Path(__file__).parent / "files"
_PROGRAM = ("outreach", "templates", "static", "docs", "wsgi.py", "README.md", "CHANGELOG.md", "LICENSE")
_LOCK = "requirements.lock"
_NEVER = shutil.ignore_patterns("__pycache__", "*.pyc", "*.mo", ".*")


def build(target: Target, archive: Path, folder: Path) -> Path:
    """Make the pack for `target` with the Python of `archive`; the zip's path in `folder`. Raises CannotStart."""
    with tempfile.TemporaryDirectory(dir=folder, prefix="pack-") as made:
        working = Path(made)
        program = working / manifest.TOP / manifest.VERSIONS / "program"
        python = unpack(archive, program / "python", target)
        say("正在取得依赖包……", "Fetching the packages ...")
        lay_out(ROOT / _LOCK, target, python.version, python.packages, working)
        _lay_program(program, python)
        name = finish(program, target, python)
        if target_of(platform.system(), platform.machine()) == target:
            try_out(program.parent / name, target)
        draft = working / "pack.zip"
        zip_up(working / manifest.TOP, draft)
        return draft.replace(folder / f"outreach-{name}-{target.name}.zip")


def _lay_program(program: Path, python: Python) -> None:
    for name in (*_PROGRAM, _LOCK):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, program / name, ignore=_NEVER)
        elif source.exists():
            shutil.copy2(source, program / name)
    back = "/".join([".."] * len(python.packages.relative_to(program).parts))
    (python.packages / "outreach.pth").write_text(f"{back}\n", encoding="ascii")
    shutil.rmtree(python.packages / "bin", ignore_errors=True)  # scripts that name this machine's Python


def finish(program: Path, target: Target, python: Python) -> str:
    """Write the manifest, give the program's folder its name, and lay the start before it; that name."""
    about = manifest.describe(
        program,
        version=__version__,
        target=target.name,
        python=PYTHON_VERSION if python.sha256 == target.python_sha256 else python.version,
        python_sha256=python.sha256,
    )
    (program / manifest.NAME).write_text(about.text(), encoding="utf-8")
    program.rename(program.with_name(about.name))
    home = program.parents[1]
    (home / manifest.CURRENT).write_text(f"{about.name}\n", encoding="ascii")
    words = (FILES / "READ-ME.txt").read_text(encoding="utf-8")
    (home / "READ-ME.txt").write_text(words, encoding="utf-8-sig", newline="\r\n")
    start = "start.cmd" if target.is_windows else "start.sh"
    (home / start).write_text(
        (FILES / start).read_text(encoding="utf-8"), encoding="utf-8", newline="\r\n" if target.is_windows else "\n"
    )
    return about.name


def try_out(program: Path, target: Target) -> None:
    """On a machine of its own kind it makes a database and its first link before anybody is handed the pack."""
    python = program / ("python/python.exe" if target.is_windows else "python/bin/python3")
    command = [str(python), "-I", "-B", "-X", "utf8", "-m", "outreach.cli", "link"]
    with tempfile.TemporaryDirectory(prefix="pack-trial-") as data:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("OUTREACH_")}
        trial = subprocess.run(
            command,
            env=kept | {"OUTREACH_DATA_DIR": data},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    if trial.returncode:
        raise CannotStart(
            "做好的安装包不能启动，没有保存。",
            "The pack that was made does not start, and was not kept.",
            detail=trial.stdout + trial.stderr,
        )


def zip_up(top: Path, into: Path) -> None:
    """Put the folder `top` into the zip `into`, programs marked as such."""
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(path for path in top.rglob("*") if path.is_file()):
            place = path.relative_to(top.parent)
            entry = zipfile.ZipInfo.from_file(path, place.as_posix(), strict_timestamps=False)
            entry.create_system, entry.compress_type = 3, zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if _is_run(place) else 0o100644) << 16
            with path.open("rb") as source, packed.open(entry, "w") as out:
                shutil.copyfileobj(source, out)


def _is_run(place: Path) -> bool:
    """Whether a file is a program, said by its name: where a pack is made there may be no such mark."""
    return place.name in ("start.sh", "python3") or ".so" in place.suffixes
