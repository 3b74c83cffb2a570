"""Moving an event from elsewhere than its form: what a drag and its undoing send is what the short form would send."""

from flask import flash, render_template
from markupsafe import Markup

from outreach import clock
from outreach.schedule.models import Event


def move_fields(event: Event) -> dict[str, str]:
    """The fields of the move's form as they say where the event stands now."""
    start, end = clock.local(event.starts_at), clock.local(event.ends_at)
    return {
        "starts_on": start.date().isoformat(),
        "starts_at": f"{start:%H:%M}",
        "ends_on": "" if end.date() == start.date() else end.date().isoformat(),
        "ends_at": f"{end:%H:%M}",
        "place_id": str(event.place_id),
        "seen": event.changed_at.isoformat(),
    }


def say_moved(event: Event, back: dict[str, str], *, here: str) -> None:
    """Say on the next page where the event stands now, with a button that moves it `back`; it leads to `here`."""
    undo = back | {"seen": event.changed_at.isoformat(), "next": here}
    said = render_template("schedule/calendar/moved.html", event=event, undo=undo)
    flash(Markup(said), "success")  # noqa: S704  # the template has escaped what it prints
