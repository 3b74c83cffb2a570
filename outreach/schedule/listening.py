"""Who is told, in the same transaction, that events were held, moved, cancelled or otherwise changed."""

import uuid
from collections.abc import Callable, Collection

from flask import Flask, current_app

_REGISTRY = "outreach.events_changed"
Listen = Callable[[Collection[uuid.UUID]], None]


def add(app: Flask, listen: Listen) -> None:
    """Let `listen` be called with the ids of events that were changed; upper features join at assembly."""
    app.extensions.setdefault(_REGISTRY, []).append(listen)


def tell(event_ids: Collection[uuid.UUID]) -> None:
    """Tell all who listen; the events are written by then."""
    for listen in current_app.extensions.get(_REGISTRY, ()):
        listen(event_ids)
