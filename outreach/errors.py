"""Every way in which the product refuses: a class each, with its code, its HTTP status and the facts behind it.

A message is one translatable sentence in the user's words; the edge (`outreach.web.failures`) turns a refusal into a
page, a form error or JSON, and rolls back.
"""

from typing import Any, ClassVar


class Refusal(Exception):
    """Something that was asked for is refused; nothing was stored.

    `message` is a sentence for the person who asked (a lazy translation is fine), `field` the name of the form field it
    belongs to, if any; every other keyword is a fact kept for the log, the JSON answer and the tests.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400

    def __init__(self, message: Any = "", *, field: str | None = None, code: str | None = None, **facts: Any) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.facts = facts
        if code is not None:
            self.code = code  # type: ignore[misc]  # a narrower name for this one refusal


class Invalid(Refusal):
    """What was typed can't be stored as it is."""

    code = "invalid"
    status = 422


class NotFound(Refusal):
    """There is no such thing, or not for this person."""

    code = "not_found"
    status = 404


class Forbidden(Refusal):
    """This person may not do that."""

    code = "forbidden"
    status = 403


class SignInNeeded(Refusal):
    """Nobody is signed in, or the token is unknown, revoked or worn out."""

    code = "sign_in_needed"
    status = 401


class Conflict(Refusal):
    """It can't be done as things stand now: someone else changed them, or a rule of the trade forbids it."""

    code = "conflict"
    status = 409


class Question(Refusal):
    """It can be done, if the person says so: the page asks, and sends `confirm` with the same form."""

    code = "question"
    status = 409


class TooLarge(Refusal):
    """More was sent than is taken at once."""

    code = "too_large"
    status = 413


class TooMany(Refusal):
    """Too many tries in a short time; `facts["retry_after"]` counts seconds."""

    code = "too_many"
    status = 429
