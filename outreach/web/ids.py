"""A field that carries an id from the form that was shown to the thing that is made of it."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField

from outreach.db import new_id
from outreach.errors import Invalid
from outreach.web.reading import parse_uuid


class IdField(HiddenField):
    """An id that the server made when the form was shown: however often the form is sent, one thing is made."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("", default=new_id, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the id; a form without one is not ours."""
        try:
            self.data: uuid.UUID = parse_uuid(valuelist[0] if valuelist else None, "bad_id")
        except Invalid:
            self.data = new_id()
            raise ValueError(_("This form can't be read. Reload the page.")) from None
