"""`pack`: what goes into the zip, that it starts without network and Python, and what is refused."""

import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from outreach.cli.packing import manifest
from outreach.cli.packing.building import try_out
from outreach.cli.packing.locks import lines_for
from outreach.cli.packing.pythons import fetch, unpack
from outreach.cli.packing.targets import TARGETS, target_of
from outreach.cli.terminal import CannotStart
from tests.start.bare_machine import ROOT
from tests.start.small_pack import this_machine, unzip

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
MARKED = "a==1 ; sys_platform == 'win32' and python_full_version < '3.13' \\\n    --hash=sha256:00\n"


def offline(command: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    """Run where there is no network at all, with nothing of this account's and no Python on the way."""
    unshare = shutil.which("unshare")
    if not unshare or subprocess.run([unshare, "-n", "true"], check=False).returncode:
        pytest.skip("this account may not take the network away from a program (unshare -n)")
    (home / "bin").mkdir(parents=True)
    for tool in ("sh", "dirname"):
        (home / "bin" / tool).symlink_to(shutil.which(tool) or "")
    surroundings = {"HOME": str(home), "PATH": str(home / "bin")}
    return subprocess.run(
        [unshare, "-n", *command], env=surroundings, capture_output=True, encoding="utf-8", check=False, cwd=home
    )


def test_a_pack_starts_with_neither_network_nor_python_wherever_it_lies(small_pack: Path, tmp_path: Path) -> None:
    home = unzip(small_pack, tmp_path / "普法 台账 100% & co")
    begun = offline([str(home / "start.sh"), "report", "两 个"], tmp_path / "bare")
    assert (begun.returncode, begun.stdout) == (0, f"inside 1.0 {home} report 两 个\n"), begun.stderr

    moved = home.rename(tmp_path / "另一处")
    assert f"inside 1.0 {moved}" in subprocess.check_output([moved / "start.sh"], encoding="utf-8")

    about = manifest.read((next((moved / "versions").iterdir()) / "packed.json").read_bytes())
    assert small_pack.name == f"outreach-{about.name}-{this_machine().name}.zip"
    assert not [path for path in about.files if "/test/" in path or path.endswith(".pyc")]
    program = moved / "versions" / about.name
    assert manifest.differing(program, about) == []
    (program / "outreach" / "__init__.py").write_text("")
    assert manifest.differing(program, about) == ["outreach/__init__.py"]


def test_a_program_that_does_not_start_is_not_handed_out(small_pack: Path, tmp_path: Path) -> None:
    program = next((unzip(small_pack, tmp_path) / "versions").iterdir())
    try_out(program, this_machine())
    (program / "outreach/cli/commands.py").write_text("raise RuntimeError('no way')")
    with pytest.raises(CannotStart, match="does not start") as refused:
        try_out(program, this_machine())
    assert "no way" in refused.value.detail


@pytest.mark.parametrize("target", TARGETS.values(), ids=lambda target: target.name)
def test_each_target_takes_what_the_lock_says_for_it_with_hashes(target: object) -> None:
    names = lines_for(LOCK, TARGETS[target.name].facts, "3.13.11")  # type: ignore[attr-defined]
    taken = set(re.findall(r"^([\w.-]+)==", names, re.MULTILINE))
    assert set(re.findall(r"^([\w.-]+)==", LOCK, re.MULTILINE)) - taken == {"brotlicffi"}
    assert len(re.findall(r"^[\w.-]+==\S+ \\\n +--hash=", names, re.MULTILINE)) == len(taken)
    assert " ; " not in names


def test_a_marker_is_judged_for_the_machine_that_is_meant() -> None:
    windows, linux = TARGETS["win_amd64"].facts, TARGETS["linux_aarch64"].facts
    assert lines_for(MARKED, windows, "3.12") == "a==1 \\\n    --hash=sha256:00\n"
    assert lines_for(MARKED, windows, "3.13.11") == lines_for(MARKED, linux, "3.12") == ""
    with pytest.raises(CannotStart, match="not understood"):
        lines_for(MARKED.replace("sys_platform", "extra"), linux, "3.12")


def test_which_target_a_machine_is() -> None:
    assert target_of("Windows", "AMD64") is TARGETS["win_amd64"]
    assert target_of("Linux", "x86_64") is TARGETS["linux_x86_64"]
    assert target_of("Linux", "aarch64") is TARGETS["linux_aarch64"]
    assert target_of("Darwin", "arm64") is None
    assert target_of("Windows", "ARM64") is None


def test_what_is_no_python_of_the_target_is_refused(tmp_path: Path) -> None:
    evil = tmp_path / "evil.tar"
    (tmp_path / "file").write_text("x")
    with tarfile.open(evil, "w") as archive:
        archive.add(tmp_path / "file", "python/../../outside")
        archive.add(tmp_path / "file", "python/lib/python3.13/os.py")
    with pytest.raises(CannotStart, match="holds no Python"):
        unpack(evil, tmp_path / "into", TARGETS["linux_x86_64"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["evil.tar", "file", "into"]
    with pytest.raises(CannotStart, match="holds no Python"):
        unpack(tmp_path / "file", tmp_path / "into", TARGETS["linux_x86_64"])


def test_an_exchanged_python_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Served:
        python_url = (tmp_path / "python.tar.gz").as_uri()
        python_sha256 = "0" * 64

    (tmp_path / "python.tar.gz").write_bytes(b"exchanged")
    with pytest.raises(CannotStart, match="another SHA-256"):
        fetch(Served(), tmp_path / "keeping")  # type: ignore[arg-type]
    Served.python_url = (tmp_path / "gone").as_uri()
    with pytest.raises(CannotStart, match="could not be downloaded") as refused:
        fetch(Served(), tmp_path / "empty")  # type: ignore[arg-type]
    assert Served.python_url in refused.value.chinese


@pytest.mark.parametrize(
    "text",
    ["no json", "{}", '{"name": "../x", "version": "", "target": "", "python": "", "python_sha256": "", "files": {}}'],
)
def test_a_manifest_that_leads_out_of_its_folder_is_refused(text: str) -> None:
    with pytest.raises(CannotStart, match="damaged"):
        manifest.read(text)


def test_the_starts_are_what_their_machines_read() -> None:
    files = ROOT / "outreach/cli/packing/files"
    assert subprocess.run(["sh", "-n", files / "start.sh"], check=False).returncode == 0
    assert (files / "start.cmd").read_text(encoding="utf-8").isascii()
