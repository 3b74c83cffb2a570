"""What the database holds sealed, nobody reads without the key."""

from dataclasses import replace

import pytest
from flask import current_app

from outreach.db.sealing import opened, sealed

OLD, NEW = "an old key of the house", "a new key of the house"


def keep(monkeypatch: pytest.MonkeyPatch, *keys: str) -> None:
    """Let the installation have these keys."""
    config = current_app.config
    monkeypatch.setitem(config, "SETTINGS", replace(config["SETTINGS"], data_keys=keys))


@pytest.mark.usefixtures("app_context")
def test_a_new_key_seals_and_the_old_one_still_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(monkeypatch, OLD)
    before = sealed("139-0000-0000")
    assert sealed("139-0000-0000") != before, "equal texts can't be told from what is stored"
    keep(monkeypatch, NEW, OLD)
    after = sealed("李娜 139")
    assert (opened(before), opened(after)) == ("139-0000-0000", "李娜 139")
    keep(monkeypatch, NEW)
    assert (opened(before), opened(after)) == (None, "李娜 139")
    assert opened(after[:-2] + "AA") is None, "what was tampered with is not opened"
