"""What the form macros promise: a label for every field, an error on top and at the field, a question with its yes."""

import re

from flask import Flask, render_template_string
from wtforms.validators import InputRequired

from outreach.errors import Question
from outreach.web.fields import ChoiceField, CountField, DayField, LongTextField, ManyField, TextField
from outreach.web.forms import BaseForm

PAGE = """{% from "web/forms.html" import form_start, error_summary, field, actions %}
{{ form_start("/x", form) }}{{ error_summary(form) }}{% for f in form if f.name not in ("confirm", "stood") %}
{{ field(f, help="Help", rows=2) if f.name == "note" else field(f) }}{% endfor %}{{ actions("Save") }}</form>"""


class EventForm(BaseForm):
    """One field of each kind."""

    title = TextField("Title", [InputRequired("Please give it a title.")])
    day = DayField("Day", [InputRequired()])
    people = CountField("People")
    team = ChoiceField("Team", choices=[("a", "A"), ("b", "B")], blank="none")
    forms = ManyField("Forms", choices=[("talk", "Talk"), ("desk", "Desk")])
    note = LongTextField("Note")


def shown(app: Flask, question: Question | None = None, **typed: str) -> str:
    with app.test_request_context("/x", method="POST", data=typed):
        form = EventForm(meta={"csrf": False})
        form.validate()
        if question is not None:
            form.refuse(question)
        return render_template_string(PAGE, form=form)


def test_every_field_has_a_label_that_points_to_it(sqlite_app: Flask) -> None:
    page = shown(sqlite_app, title="t", day="2026-11-03")
    inputs = set(re.findall(r'<(?:input|select|textarea)[^>]*\bid="([^"]+)"', page))
    assert inputs == set(re.findall(r'<label[^>]*\bfor="([^"]+)"', page))
    assert "<fieldset" in page
    assert "<legend>Forms" in page


def test_an_error_stands_on_top_and_at_its_field_and_the_input_is_kept(sqlite_app: Flask) -> None:
    page = shown(sqlite_app, day="someday")
    assert 'role="alert" tabindex="-1" autofocus' in page
    assert '<a href="#title">Title：Please give it a title.</a>' in page  # as a Chinese page has it
    assert re.search(r'<input[^>]*aria-describedby="day-error"[^>]*aria-invalid="true"[^>]*value="someday"', page)
    assert 'id="day-error"' in page
    assert "data-unsaved" in page


def test_help_is_read_with_its_field(sqlite_app: Flask) -> None:
    assert re.search(r'<textarea aria-describedby="note-help"', shown(sqlite_app, title="t", day="2026-11-03"))


def test_a_question_is_asked_with_a_button_that_says_yes(sqlite_app: Flask) -> None:
    page = shown(sqlite_app, Question("Two events at one hour. Save both?"), title="t", day="2026-11-03")
    assert "Two events at one hour. Save both?" in page
    assert re.search(r'<button class="btn" name="confirm" value="question\.[0-9a-f]{16}"', page)
