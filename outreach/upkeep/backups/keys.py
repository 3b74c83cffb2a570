"""The keys of the bureau: those that lie in the data folder go with a backup, those of the environment stay outside."""

import hashlib
import hmac
from pathlib import Path

from outreach.config import Settings

#: What signs sessions and calendar links, and what seals contacts and second factors.
NAMES = ("secret-key", "data-key")


def own_keys(settings: Settings) -> dict[str, Path]:
    """The files of the keys that are in use; a key that the environment gives has none."""
    in_use = {"secret-key": (settings.secret_key,), "data-key": settings.data_keys}
    files = {name: settings.data_dir / name for name in NAMES}
    return {
        name: file
        for name, file in files.items()
        if file.exists() and (file.read_text(encoding="ascii").strip(),) == in_use[name]
    }


def mark_of(settings: Settings) -> str:
    """By which the keys are known again and can't be guessed."""
    said = " ".join(("outreach backup", *settings.data_keys))
    return hmac.new(settings.secret_key.encode(), said.encode(), hashlib.sha256).hexdigest()[:16]
