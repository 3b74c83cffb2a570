"""The base of every form: keeps what was typed, takes refusals, asks before it goes on."""

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from flask import request
from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SubmitField
from wtforms.csrf.core import CSRFTokenField
from wtforms.i18n import get_translations

from outreach.db import transaction_retried
from outreach.errors import Forbidden, NotFound, Question, Refusal, SignInNeeded
from outreach.web.confirming import ConfirmField
from outreach.web.fields import AsideField
from outreach.web.overwriting import StoodField, check_not_overwritten

Result = TypeVar("Result")
Form = TypeVar("Form", bound="BaseForm")

#: These are about the page, not about what was typed, so they are not shown at a field.
_NOT_ABOUT_FORMS = (NotFound, Forbidden, SignInNeeded)


class BaseForm(FlaskForm):
    """A form of the product. Templates show `form_errors`, each field's errors and, where there is one, `question`."""

    confirm = ConfirmField()
    stood = StoodField()
    form_errors: list[Any]

    class Meta:
        def get_translations(self, _form: FlaskForm) -> Any:
            """What WTForms says by itself, in this request's language."""
            return _said_by_wtforms(get_locale().language)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question: Question | None = None
        self._status: int | None = None
        self.confirm.keep_only(self._digest())

    @property
    def status(self) -> int:
        """The HTTP status to show this form with: 200 when it is shown first, 422, 409 or so after a refusal."""
        if self._status is not None:
            return self._status
        return 422 if any(self.errors.values()) else 200

    @property
    def question_value(self) -> str:
        """What the checkbox named `confirm` sends when the person says "do it anyway" to `question`."""
        return f"{self.question.code}.{self._digest()}" if self.question else ""

    def confirmed(self, code: str = Question.code) -> bool:
        """Whether the person said yes to the question `code`, about exactly what the form says now."""
        return f"{code}.{self._digest()}" in self.confirm.data

    def refuse(self, refusal: Refusal) -> None:
        """Show `refusal` at its field, or above the form where it names none; a Question is asked."""
        self._status = refusal.status
        if isinstance(refusal, Question):
            self.question = refusal
            return
        message = refusal.message or _("This can't be stored as it is.")
        if refusal.field is not None and refusal.field in self:
            field = self[refusal.field]
            field.errors = [*field.errors, message]
        else:
            self.form_errors = [*self.form_errors, message]

    def _digest(self) -> str:
        """A name for what was typed: a yes holds only for that. A field that sent nothing may be taken off the form.

        The order of ticks says nothing: a page may show what was ticked first, and sends it in that order.
        """
        typed = [
            (field.name, sorted(str(getattr(value, "filename", value)) for value in field.raw_data))
            for field in self
            if field.raw_data and not isinstance(field, (SubmitField, CSRFTokenField, ConfirmField, AsideField))
        ]
        return hashlib.sha256(repr(typed).encode()).hexdigest()[:16]


class FilterForm(BaseForm):
    """A form that only narrows a list: read from the address, without a token, always shown with what it got."""

    class Meta:
        csrf = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(formdata=request.args or None, **kwargs)
        del self.stood  # it writes over nothing


@cache
def _said_by_wtforms(language: str) -> Any:
    """Its catalogue: Flask-WTF read the file again for every page with a form."""
    return get_translations((language,))


def submitted(
    form: Form, act: Callable[[Form], Result], *, over: Callable[[], Form] | None = None, one_instant: bool = False
) -> Result | None:
    """What `act(form)` gives, done in one transaction; None when the form must be shown, first or again.

    A form that writes over what stands says by `over` how it would begin if it were opened now: what somebody else
    changed since it was opened is asked about. With `one_instant` all that the act reads is as it was at one instant.

    `act` must give something other than None (say True where there is nothing to show). It may run twice, when
    somebody else was quicker. What it refuses is put on the form; what is not about the form (NotFound, Forbidden,
    SignInNeeded) goes on to the error page. Show the form with `render_template(..., form=form), form.status`.
    """
    if over is not None and not form.is_submitted():
        form.stood.remember(form)
    if not form.validate_on_submit():
        return None

    def work() -> Result:
        if over is not None:
            check_not_overwritten(form, over())
        return act(form)

    try:
        result = transaction_retried(work, one_instant=one_instant)
    except _NOT_ABOUT_FORMS:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    if result is None:
        raise TypeError("a submitted act gives its result, or True")
    return result
