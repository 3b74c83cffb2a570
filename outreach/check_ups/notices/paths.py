"""Where things of other folders of the feature open."""

import uuid

from flask import request


def check_up_path(check_up_id: uuid.UUID, key: uuid.UUID | None = None) -> str:
    """The page of a check-up, at the row of a point where one is named."""
    return f"{request.script_root}/check-ups/{check_up_id}{'' if key is None else f'#{key}'}"
