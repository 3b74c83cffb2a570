"""The words of each failure: what happened, what is safe, what to do next."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

SAFE = _("Nothing was changed. Everything that was saved before is safe.")
AGAIN = _("Go back, check what was entered and try again.")


@dataclass(frozen=True)
class Failure:
    """What an error page says: `happened`, `safe` and `next_step` are whole sentences."""

    status: int
    code: str
    title: Any
    happened: Any
    safe: Any = SAFE
    next_step: Any = AGAIN


EXPIRED = Failure(
    400,
    "form_expired",
    _("This form is too old"),
    _("The form was open for so long, or your sign-in changed, that it could not be taken."),
    next_step=_("Go back, reload the page and send it again. Sign in again if you are asked to."),
)
FAILED = Failure(
    500,
    "failed",
    _("Something went wrong here"),
    _("The program could not finish this. It is not your mistake."),
    next_step=_("Try again in a minute. If it stays, tell the administrator the number below."),
)
KNOWN: dict[int, Failure] = {
    failure.status: failure
    for failure in (
        Failure(400, "bad_request", _("This can't be read"), _("What was sent could not be understood.")),
        Failure(401, "sign_in_needed", _("Please sign in"), _("Nobody is signed in, or the sign-in has run out.")),
        Failure(
            403,
            "forbidden",
            _("Not open to you"),
            _("Your role does not include this."),
            next_step=_("Ask the administrator if you need it for your work."),
        ),
        Failure(
            404,
            "not_found",
            _("Not found"),
            _("There is no such page, or it was taken away."),
            next_step=_("Check the address, or start from the home page."),
        ),
        Failure(405, "method_not_allowed", _("Not done this way"), _("This address does not take this request.")),
        Failure(
            409,
            "conflict",
            _("It changed meanwhile"),
            _("It can't be done as things stand now."),
            next_step=_("Go back, reload the page and look at how things stand."),
        ),
        Failure(
            413,
            "too_large",
            _("Too much at once"),
            _("What was sent is larger than what is taken at once."),
            next_step=_("Send it in smaller parts, or choose a smaller file."),
        ),
        Failure(422, "invalid", _("This can't be stored as it is"), _("Something that was entered does not fit.")),
        Failure(
            429,
            "too_many",
            _("Too many tries"),
            _("There were too many tries in a short time."),
            next_step=_("Wait a little, then try again."),
        ),
        Failure(503, "closed", _("Nothing is saved just now"), _("The program takes nothing in at the moment.")),
        FAILED,
    )
}
