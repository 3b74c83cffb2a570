"""A form that could not be taken as it came late: a page that holds what was typed, to be sent again."""

from dataclasses import dataclass

from flask import Response, make_response, render_template, request

from outreach.web import origin, returning
from outreach.web.access import acting_person


@dataclass(frozen=True)
class Typed:
    """The fields of a form, the names of the files that were chosen in it, and where it goes."""

    action: str
    fields: list[tuple[str, str]]
    files: list[str]


def what_was_typed() -> Typed | None:
    """What the form of this request holds; None where nothing may be kept.

    Kept is only what a page of ours sent, or another site could lay its words under our button. Passwords are never
    sent back, so a form that has one is typed again.
    """
    if request.method != "POST" or not origin.is_from_own_page():
        return None
    try:
        fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
        files = [file.filename for file in request.files.values() if file.filename]
    except OSError:  # a long form is read over the disk, which may be full
        return None
    if any("password" in name for name, _value in fields):
        return None
    here = request.full_path if request.query_string else request.path
    return Typed(request.script_root + here, fields, files)


def page_with_what_was_typed() -> Response | None:
    """The page with the fields of this request and a fresh token; None where there is nothing to keep."""
    typed, person = what_was_typed(), acting_person()
    if typed is None or (person is None and not typed.fields and not typed.files):
        return None
    page = render_template(
        "web/resend.html",
        action=typed.action,
        typed=typed.fields,
        files=typed.files,
        person=person,
        sign_in_path=request.script_root + returning.SIGN_IN_PATH,
    )
    return make_response(page, 400)
