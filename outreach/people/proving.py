"""What asks for the password again: a session that was left open must not make a key that outlives it."""

import functools
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from flask import flash, redirect, request, url_for
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.db import transaction
from outreach.people.actions.browsers import note_proof_at
from outreach.people.sessions import this_browser

#: So long after signing in, or after the password was given again, nobody is asked.
PROOF_LASTS = timedelta(minutes=15)
View = TypeVar("View", bound=Callable[..., Any])


def proved(*, back: str | None = None) -> Callable[[View], View]:
    """Let the view run only where the password was given in this browser lately; else ask for it first.

    A page comes up when it was given. A button can't be pressed by the program: `back` is the endpoint of the page on
    which it stands, opened with the arguments of the view. Stands under `permit`.
    """

    def guarded(view: View) -> View:
        @functools.wraps(view)
        def checked(**arguments: Any) -> Any:
            if not needs_proof(clock.now()):
                return view(**arguments)
            if request.method != "GET":
                flash(_("Give your password once more, then press the button again."), "info")
            here = request.full_path if request.query_string else request.path
            onward = url_for(back, **arguments) if back else request.script_root + here
            return redirect(url_for("account.prove", next=onward))

        return cast(View, checked)

    return guarded


def needs_proof(now: datetime) -> bool:
    """Whether nobody gave the password in this browser lately."""
    browser = this_browser()
    return browser is None or now - browser.proved_at > PROOF_LASTS


def note_proof(now: datetime) -> None:
    """Keep that the password was given in this browser just now."""
    browser = this_browser()
    if browser is not None:
        browser_id = browser.id
        with transaction():
            note_proof_at(browser_id, now=now)
