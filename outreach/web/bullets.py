"""A bullet bar: one value measured against its target, with what is planned on top and where it should be by today."""

from dataclasses import dataclass

from outreach.web.charts import Value

_WHOLE = 100.0
#: What is more than nothing stays visible.
_LEAST = 0.8


@dataclass(frozen=True)
class Bullet:
    """Where the parts of the bar end, in percent of its width; `due` is None where no pace is known.

    `value` and `target` open where they have an address; `planned` ends where everything planned would lead.
    """

    value: Value
    target: Value
    width: float
    planned: float
    goal: float
    due: float | None

    @property
    def percent(self) -> int:
        """How much of the target is there, rounded down: 99.6% is not all of it."""
        return int(_WHOLE * (self.value.amount or 0) / self.target.amount) if self.target.amount else 0


def bullet(value: Value, target: Value, *, planned: float = 0, share_of_time: float | None = None) -> Bullet:
    """`planned` is what comes on top of the value; `share_of_time` (0 to 1) says how much of the days is over."""
    done, goal = value.amount or 0.0, target.amount or 0.0
    whole = max(done + planned, goal, 1.0)
    width = 0.0 if done <= 0 else max(_LEAST, done / whole * _WHOLE)
    due = None if share_of_time is None else round(goal * share_of_time / whole * _WHOLE, 2)
    return Bullet(
        value,
        target,
        width=round(width, 2),
        planned=round((done + planned) / whole * _WHOLE, 2),
        goal=round(goal / whole * _WHOLE, 2),
        due=due,
    )
