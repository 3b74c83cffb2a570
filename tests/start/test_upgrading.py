"""`upgrade`: the next program from a zip, with a backup before, and back; what goes wrong leaves all as it was."""

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from outreach.cli.commands import run
from outreach.cli.lock import held
from outreach.cli.serve import SERVING
from outreach.cli.terminal import CannotStart
from outreach.cli.upgrading import changing
from outreach.cli.upgrading.changing import go_back, upgrade
from outreach.cli.upgrading.programs import Programs
from tests.start.small_pack import next_pack, unzip

#: A program whose database is one line that says its migration, and what was logged after it.
PROGRAM = """
from pathlib import Path
from outreach.config import HOME

DATA = HOME / "instance"

def run(words):
    book = DATA / "book"
    if words[0] == "backup":
        folder = Path(words[1])
        folder.mkdir(exist_ok=True)
        (folder / f"before-VERSION").write_text(book.read_text())
    elif words[0] == "migrate":
        if "BROKEN":
            print("no such column")
            return 2
        first, *lines = book.read_text().splitlines()
        book.write_text("\\n".join([words[2] if len(words) > 1 else "VERSION", *lines]))
    return 0
"""


def program(version: str, broken: str = "") -> str:
    return PROGRAM.replace("VERSION", version).replace("BROKEN", broken)


@dataclass(frozen=True)
class Bureau:
    programs: Programs
    packed: Path

    @property
    def book(self) -> list[str]:
        return (self.programs.data_dir / "book").read_text().splitlines()

    def names(self) -> list[str]:
        return sorted(path.name for path in (self.programs.home / "versions").iterdir())


@pytest.fixture
def bureau(small_pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bureau:
    """A bureau on program 1, with one line logged, and the pack of program 2."""
    monkeypatch.setattr(changing, "_service_is_there", lambda: False)
    first = next_pack(unzip(small_pack, tmp_path / "base"), tmp_path / "one", program("0001"))
    home = unzip(first, tmp_path / "普法 台账")
    migrations = next((home / "versions").iterdir()) / "outreach" / "migrations" / "versions"
    migrations.mkdir(parents=True)
    (migrations / "0001_first.py").write_text('revision = "0001"\n')
    (home / "instance").mkdir()
    (home / "instance" / "book").write_text("0001\n50 leaflets")
    return Bureau(Programs(home, home / "instance"), next_pack(home, tmp_path / "two", program("0002")))


def test_an_upgrade_keeps_a_backup_and_the_way_back_keeps_what_was_logged_since(bureau: Bureau) -> None:
    programs, first = bureau.programs, bureau.programs.in_use
    upgrade(programs, bureau.packed)
    assert programs.in_use != first
    assert bureau.book == ["0002", "50 leaflets"]
    assert (programs.data_dir / "backups" / "before-0001").read_text() == "0001\n50 leaflets"
    with pytest.raises(CannotStart, match="in use already"):
        upgrade(programs, bureau.packed)

    (programs.data_dir / "book").write_text("0002\n50 leaflets\n20 more")
    go_back(programs)
    assert programs.in_use == first
    assert bureau.book == ["0001", "50 leaflets", "20 more"]
    assert (programs.data_dir / "backups" / "before-0002").exists()
    with pytest.raises(CannotStart, match="no program before"):
        go_back(programs)


def test_a_migration_that_fails_leaves_the_program_in_use(bureau: Bureau, tmp_path: Path) -> None:
    first = bureau.programs.in_use
    broken = next_pack(bureau.programs.home, tmp_path / "broken", program("0003", "yes"))
    with pytest.raises(CannotStart, match="not brought up to date") as refused:
        upgrade(bureau.programs, broken)
    assert "no such column" in refused.value.detail
    assert (bureau.programs.in_use, bureau.book) == (first, ["0001", "50 leaflets"])
    assert (bureau.programs.data_dir / "backups" / "before-0001").exists()


def test_a_zip_that_was_cut_or_changed_is_not_used(bureau: Bureau, tmp_path: Path) -> None:
    names, first = bureau.names(), bureau.programs.in_use
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(bureau.packed) as source, zipfile.ZipFile(changed, "w") as copy:
        for name in source.namelist():
            copy.writestr(name, b"other" if name.endswith("commands.py") else source.read(name))
    cut = tmp_path / "cut.zip"
    cut.write_bytes(bureau.packed.read_bytes()[:-500])
    for bad in (changed, cut):
        with pytest.raises(CannotStart, match="damaged"):
            upgrade(bureau.programs, bad)
    assert (bureau.names(), bureau.programs.in_use) == (names, first)


def test_a_pack_for_another_kind_of_machine_is_refused(bureau: Bureau, tmp_path: Path) -> None:
    about = {"name": "1-a", "version": "1", "target": "win_amd64", "python": "3", "python_sha256": "0", "files": {}}
    with zipfile.ZipFile(tmp_path / "windows.zip", "w") as packed:
        packed.writestr("outreach/versions/1-a/packed.json", json.dumps(about))
    with pytest.raises(CannotStart, match="This pack is for win_amd64"):
        upgrade(bureau.programs, tmp_path / "windows.zip")


def test_nothing_is_exchanged_under_a_running_server(bureau: Bureau) -> None:
    first = bureau.programs.in_use
    serving = held(bureau.programs.data_dir / SERVING, waiting=lambda: None)
    with serving, pytest.raises(CannotStart, match="still running"):
        upgrade(bureau.programs, bureau.packed)
    assert (bureau.programs.in_use, bureau.book[0]) == (first, "0001")


def test_who_runs_the_source_is_told_what_to_do_instead(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["upgrade", "--back"]) == 2
    assert "This is the source" in capsys.readouterr().err
