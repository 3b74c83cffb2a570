"""A form that could not be taken as it came late: a page that holds what was typed, to be sent again."""

from flask import Response, make_response, render_template, request

from outreach.web import origin, returning
from outreach.web.access import acting_person


def page_with_what_was_typed() -> Response | None:
    """The page with the fields of this request and a fresh token; None where there is nothing to keep.

    Kept is only what a page of ours sent, or another site could lay its words under our button. Passwords are never
    sent back, so a form that has one is typed again.
    """
    typed = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    if request.method != "POST" or not origin.is_from_own_page() or any("password" in name for name, _value in typed):
        return None
    person = acting_person()
    files = [file.filename for file in request.files.values() if file.filename]
    if person is None and not typed and not files:
        return None
    here = request.full_path if request.query_string else request.path
    page = render_template(
        "web/resend.html",
        action=request.script_root + here,
        typed=typed,
        files=files,
        person=person,
        sign_in_path=request.script_root + returning.SIGN_IN_PATH,
    )
    return make_response(page, 400)
