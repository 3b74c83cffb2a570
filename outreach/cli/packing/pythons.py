"""The Python that travels in a pack: the pinned archive or one that is given, without what a server never reads."""

import hashlib
import re
import shutil
import tarfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from outreach.cli.packing.targets import Target
from outreach.cli.terminal import CannotStart, say

OLDEST = (3, 11)
#: Inside the archive's one folder: headers, documentation, tests, windows toolkits, what makes environments.
_LEFT_OUT = re.compile(
    r"(include|share|libs|tcl|Scripts|lib/(pkgconfig|tcl|tk|itcl|thread)[^/]*)(/|$)"
    r"|[Ll]ib/(python3\.\d+/)?(test|idlelib|tkinter|turtledemo|ensurepip|lib2to3|site-packages|config-[^/]*)(/|$)"
    r"|.*(__pycache__|\.pdb$|\.a$|\.pyc$|/_tkinter[^/]*|(^|/)(tcl|tk)\w*\.dll$)"
)
_INTERPRETER = re.compile(r"bin/python3\.\d+$|python\.exe$")
_LIBRARY = re.compile(r"(?:lib/python3\.(\d+)/|python3(\d+)\.dll$)")


@dataclass(frozen=True)
class Python:
    """A Python that was unpacked: where its packages go, and its version (3.13; 3.13.11 where it is the pinned one)."""

    packages: Path
    version: str
    sha256: str


def fetch(target: Target, keeping: Path) -> Path:
    """The pinned archive, downloaded into the folder `keeping` unless it is there; raises CannotStart."""
    file = keeping / target.python_url.rpartition("/")[2]
    if not (file.exists() and sha256_of(file) == target.python_sha256):
        say(f"正在下载 {file.name} ……", f"Downloading {file.name} ...")
        keeping.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".part")
        try:
            with urllib.request.urlopen(target.python_url, timeout=60) as answer, draft.open("wb") as out:  # noqa: S310
                shutil.copyfileobj(answer, out)
        except OSError as error:
            raise _not_reached(target, error) from error
        draft.replace(file)
    if sha256_of(file) != target.python_sha256:
        raise CannotStart(
            f"{file} 的校验值与程序里写定的不同，没有使用。请删除该文件后重试。",
            f"{file} has another SHA-256 than the one pinned in the program, and was not used. Delete it, try again.",
        )
    return file


def unpack(archive: Path, into: Path, target: Target) -> Python:
    """Put the Python of `archive` (a tar of one folder, as python-build-standalone packs it) into the folder `into`.

    Links are left behind: nothing that is kept needs them. Raises CannotStart for what is no Python of the target.
    """
    minors: set[str] = set()
    interpreter = None
    try:
        with tarfile.open(archive) as tar:
            for member in tar:
                name = _inside(member.name)
                if not member.isfile() or name is None or _LEFT_OUT.match(name) or _is_other_program(name):
                    continue
                minors |= {first or second for first, second in _LIBRARY.findall(name)}
                place = into / ("bin/python3" if name.startswith("bin/") else name)
                interpreter = place if _INTERPRETER.match(name) else interpreter
                place.parent.mkdir(parents=True, exist_ok=True)
                taken = tar.extractfile(member)
                assert taken is not None
                with taken, place.open("wb") as out:
                    shutil.copyfileobj(taken, out)
                place.chmod(0o755 if member.mode & 0o100 else 0o644)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise _no_python(archive, target, str(error)) from error
    if len(minors) != 1 or interpreter is None or (interpreter.suffix == ".exe") != target.is_windows:
        raise _no_python(archive, target, f"{interpreter and interpreter.name}, 3.{sorted(minors)}")
    return _judged(into, int(minors.pop()), archive, target)


def sha256_of(file: Path) -> str:
    """The SHA-256 of what is in `file`."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _judged(into: Path, minor: int, archive: Path, target: Target) -> Python:
    if (3, minor) < OLDEST:
        raise CannotStart(
            f"这是 Python 3.{minor}；需要 3.11 或更新的版本。", f"This is Python 3.{minor}; 3.11 or newer is needed."
        )
    packages = into / ("Lib/site-packages" if target.is_windows else f"lib/python3.{minor}/site-packages")
    packages.mkdir(parents=True)
    return Python(packages, f"3.{minor}", sha256_of(archive))


def _inside(name: str) -> str | None:
    """A member's path without the archive's own folder; None for that folder, and for a path that leads out of it."""
    parts = PurePosixPath(name).parts
    return None if len(parts) < 2 or ".." in parts or parts[0] == "/" else "/".join(parts[1:])


def _is_other_program(name: str) -> bool:
    return name.startswith("bin/") and not _INTERPRETER.match(name)


def _no_python(archive: Path, target: Target, detail: str) -> CannotStart:
    return CannotStart(
        f"{archive} 里没有适合 {target.name} 的 Python。"
        "需要 python-build-standalone 的 install_only 压缩包（.tar.gz）。",
        f"{archive} holds no Python for {target.name}: an install_only archive (.tar.gz) of python-build-standalone is "
        "needed.",
        detail=detail,
    )


def _not_reached(target: Target, error: OSError) -> CannotStart:
    return CannotStart(
        f"Python 下载失败。请检查网络或代理（HTTPS_PROXY），或在别处下载下面的文件，再用 --python 文件 指定：\n"
        f"{target.python_url}",
        "The Python could not be downloaded. Check the network or the proxy (HTTPS_PROXY), or fetch the file above "
        "elsewhere and name it with --python FILE.",
        detail=str(error),
    )
