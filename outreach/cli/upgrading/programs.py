"""The programs of a pack, side by side in `versions`: unpacked whole or not at all, and `current`, which names one."""

import json
import os
import platform
import shutil
import subprocess
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

from outreach.cli.packing import manifest
from outreach.cli.packing.manifest import CURRENT, VERSIONS, Manifest
from outreach.cli.packing.targets import target_of
from outreach.cli.terminal import CannotStart

#: How many programs stay: the one in use, and the one to go back to.
KEPT = 2


@dataclass(frozen=True)
class Step:
    """One change of the program: when (RFC 3339), from which to which, the folder of the backup made before."""

    at: str
    before: str
    after: str
    backup: str
    is_back: bool


class Programs:
    """The folder that people see, `home`, and the programs in it."""

    def __init__(self, home: Path, data_dir: Path) -> None:
        self.home, self.data_dir = home, data_dir
        self._steps = home / "upgrades.jsonl"

    @property
    def in_use(self) -> str:
        """The name of the program that `current` names."""
        return (self.home / CURRENT).read_text(encoding="ascii").strip()

    def folder(self, name: str) -> Path:
        """Where the program called `name` lies."""
        return self.home / VERSIONS / name

    def about(self, packed: Path) -> Manifest:
        """What the zip `packed` says of itself; raises CannotStart for a zip that is no pack for this machine."""
        try:
            with zipfile.ZipFile(packed) as archive:
                name = next(name for name in archive.namelist() if _is_manifest(name))
                about = manifest.read(archive.read(name))
        except (StopIteration, zipfile.BadZipFile, OSError) as error:
            raise manifest.damaged(str(error)) from error
        here = target_of(platform.system(), platform.machine())
        if here is None or about.target != here.name:
            raise CannotStart(
                f"这个安装包是给 {about.target} 的，这台机器需要 {here and here.name} 的安装包。",
                f"This pack is for {about.target}; this machine needs one for {here and here.name}.",
            )
        return about

    def unpack(self, packed: Path, about: Manifest) -> None:
        """Lay the program of `packed` beside the others; what is there already and whole stays. Raises CannotStart."""
        place = self.folder(about.name)
        if place.exists() and not manifest.differing(place, about):
            return
        draft = place.with_name(f".{about.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        inside = f"{manifest.TOP}/{VERSIONS}/{about.name}"
        try:
            with zipfile.ZipFile(packed) as archive:
                for path in (*about.files, manifest.NAME):
                    self._extract(archive, archive.getinfo(f"{inside}/{path}"), draft / path)
        except (KeyError, zipfile.BadZipFile, EOFError) as error:
            shutil.rmtree(draft, ignore_errors=True)
            raise manifest.damaged(str(error)) from error
        if wrong := manifest.differing(draft, about):
            shutil.rmtree(draft, ignore_errors=True)
            raise manifest.damaged("\n".join(wrong[:5]))
        shutil.rmtree(place, ignore_errors=True)
        draft.rename(place)

    def use(self, name: str) -> None:
        """Let the start begin the program called `name` from now on."""
        draft = self.home / f"{CURRENT}.new"
        draft.write_text(f"{name}\n", encoding="ascii")
        self._hand_over(draft)
        draft.replace(self.home / CURRENT)

    def run(self, name: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the program called `name`, as the account whose data it is; what it said."""
        program = self.folder(name) / "python"
        python = program / "python.exe" if os.name == "nt" else program / "bin" / "python3"
        command = [str(python), "-I", "-X", "utf8", "-m", "outreach.cli", *words]
        owner = self._owner()
        return subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
            user=owner.st_uid if owner else None,
            group=owner.st_gid if owner else None,
            extra_groups=[] if owner else None,
        )

    def note(self, step: Step) -> None:
        """Remember a change of the program."""
        with self._steps.open("a", encoding="utf-8") as out:
            out.write(json.dumps(asdict(step), ensure_ascii=False) + "\n")

    def last_step(self) -> Step | None:
        """The last change of the program; None where there was none."""
        if not self._steps.exists():
            return None
        lines = self._steps.read_text(encoding="utf-8").splitlines()
        return Step(**json.loads(lines[-1])) if lines else None

    def forget_old(self, *needed: str) -> None:
        """Delete the programs that are neither `needed` nor among the last ones."""
        others = [path for path in (self.home / VERSIONS).iterdir() if path.is_dir() and path.name not in needed]
        others.sort(key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
        for path in others[max(KEPT - len(needed), 0) :]:
            shutil.rmtree(path, ignore_errors=True)

    def _extract(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, place: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source, place.open("wb") as out:
            shutil.copyfileobj(source, out)
        place.chmod(0o755 if entry.external_attr >> 16 & 0o100 else 0o644)
        for made in (place, *(above for above in place.parents if above.is_relative_to(self.home / VERSIONS))):
            self._hand_over(made)

    def _owner(self) -> os.stat_result | None:
        """Whose the data is, where root acts for another account; else None."""
        owner = (self.data_dir if self.data_dir.exists() else self.home).stat()
        return owner if os.name != "nt" and os.geteuid() == 0 and owner.st_uid != 0 else None

    def _hand_over(self, path: Path) -> None:
        if owner := self._owner():
            os.chown(path, owner.st_uid, owner.st_gid)
            if path.is_dir():
                path.chmod(0o755)


def _is_manifest(name: str) -> bool:
    parts = name.split("/")
    return len(parts) == 4 and parts[:2] == [manifest.TOP, VERSIONS] and parts[3] == manifest.NAME
