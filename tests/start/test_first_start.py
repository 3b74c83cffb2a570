"""The first start on a bare machine, and each way in which it is broken off."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.start.bare_machine import ROOT, Machine, bare_machine

posix_only = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return bare_machine(tmp_path)


@contextmanager
def an_index_that_never_answers() -> Iterator[tuple[str, threading.Event]]:
    """A package index that takes the question and stays silent; the event says that it was asked."""
    asked = threading.Event()
    held: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def wait() -> None:
            try:
                held.append(server.accept()[0])
                asked.set()
            except OSError:
                return

        threading.Thread(target=wait, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/simple", asked
    for one in held:
        one.close()


def test_two_first_starts_make_one_environment_which_is_kept_while_it_is_whole(machine: Machine) -> None:
    machine.offer("1.0")
    first, second = machine.begin("demo", "--password", "x"), machine.begin("doctor")
    said = [process.communicate(timeout=120)[0] for process in (first, second)]
    assert (first.returncode, second.returncode) == (7, 7), said
    assert f"inside 1.0 {machine.project / '.venv'} ['demo', '--password', 'x']" in said[0]
    assert sorted("[1/1] tiny-package" in text for text in said) == [False, True]

    code, text = machine.start("report", PIP_FIND_LINKS="/nowhere")
    assert (code, text) == (7, f"inside 1.0 {machine.project / '.venv'} ['report']\n")

    machine.offer("2.0")
    assert "inside 2.0" in machine.start()[1]

    next((machine.project / ".venv").rglob("tiny_package.py")).unlink()
    code, text = machine.start()
    assert code == 2
    assert "Start again: it will be made anew" in text
    assert not machine.stamp.exists()


@posix_only
def test_what_was_broken_off_is_said_and_the_next_start_goes_on(machine: Machine) -> None:
    machine.offer("1.0", damaged=True)
    with an_index_that_never_answers() as (index, asked):
        killed = machine.begin(PIP_NO_INDEX="", PIP_INDEX_URL=index, PIP_FIND_LINKS="", PIP_RETRIES="0")
        assert asked.wait(120), killed.stdout and killed.stdout.read()
        killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert not machine.stamp.exists()  # nothing is left that would be believed

    code, text = machine.start()
    assert code == 2
    assert "Preparing the environment" in text
    assert "A downloaded file was damaged or exchanged" in text
    assert "已损坏" in text
    assert "Traceback" not in text

    code, text = machine.start(PIP_FIND_LINKS="/nowhere")
    assert code == 2
    assert "trying once more" in text
    assert "The download failed. Check the network" in text

    machine.offer("2.0")
    (machine.wheels / "tiny_package-2.0-py3-none-any.whl").unlink()
    code, text = machine.start()
    assert code == 2
    assert "The package index lacks what is needed." in text

    machine.offer("1.0")
    code, text = machine.start()
    assert code == 7
    assert "inside 1.0" in text


def test_a_python_without_venv_names_the_package_that_brings_it(machine: Machine, tmp_path: Path) -> None:
    machine.offer("1.0")
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['ensurepip'] = None\n")
    code, text = machine.start(PYTHONPATH=str(tmp_path))
    assert code == 2
    assert f"sudo apt-get install python3.{sys.version_info.minor}-venv" in text
    assert "Traceback" not in text


def test_a_folder_that_can_not_be_written_is_said(machine: Machine) -> None:
    machine.offer("1.0")
    (machine.project / ".venv.lock").mkdir()  # unlike missing permissions, this stops an administrator too
    code, text = machine.start()
    assert code == 2
    assert "The program's folder can't be written to." in text
    assert "Traceback" not in text


def test_the_start_needs_nothing_but_the_standard_library() -> None:
    script = "import sys, outreach.__main__, outreach.cli.environment, outreach.cli.__main__; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-S", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    tops = {name.partition(".")[0] for name in loaded.stdout.split()}
    assert tops - set(sys.stdlib_module_names) <= {"outreach", "__main__"}


def test_an_old_python_can_read_the_sentence_that_refuses_it() -> None:
    import ast

    for name in ("__init__.py", "__main__.py"):
        ast.parse((ROOT / "outreach" / name).read_text(encoding="utf-8"), feature_version=(3, 7))
    script = "import sys; sys.version_info = (3, 8, 10); from outreach.__main__ import main; sys.exit(main())"
    refused = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "需要 Python 3.11" in refused.stderr
    assert "Outreach needs Python 3.11 or newer; this is 3.8" in refused.stderr
