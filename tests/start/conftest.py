"""One small pack for all tests of a process that need one."""

from pathlib import Path

import pytest

from tests.start.small_pack import make_pack


@pytest.fixture(scope="session")
def small_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip of a small program."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        return make_pack(tmp_path_factory.mktemp("pack") / "made", monkeypatch)
