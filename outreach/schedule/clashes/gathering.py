"""What stands against many events that are planned or changed together: asked about once, with one reason for all."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask_babel import gettext

from outreach.errors import Question
from outreach.schedule.clashes.asking import Anyway, code_of, question_about
from outreach.schedule.models import Event
from outreach.web import filters


class Gathering:
    """Does one act after the other, each as if every clash were meant, and asks about all of them at the end.

    The question ends the transaction, so nothing of what was done before the answer stays.
    """

    def __init__(self, anyway: Anyway | None) -> None:
        self._anyway = anyway
        self._reason = (anyway.reason if anyway is not None else None) or "…"
        self._clashes: list[dict[str, Any]] = []

    def do(self, day: date, act: Callable[..., Event]) -> Event:
        """What `act(anyway=…)` gives; done again with a yes where it asks about clashes of the event on that `day`."""
        try:
            return act(anyway=None)
        except Question as question:
            if "clashes" not in question.facts:
                raise
            words = filters.day(day)
            for clash in question.facts["clashes"]:
                said = gettext("%(day)s: %(said)s", day=words, said=clash["said"])
                self._clashes.append({**clash, "said": said})
        return act(anyway=Anyway(self._reason))

    def ask(self) -> None:
        """Raise Question for all that was found, unless exactly that was answered, with a reason."""
        if not self._clashes:
            return
        code = code_of(self._clashes)
        anyway = self._anyway
        is_meant = anyway is not None and anyway.answers(code)
        if is_meant and anyway is not None and (anyway.reason or "").strip():
            return
        raise question_about(code, self._clashes, is_meant=is_meant, field=None)
