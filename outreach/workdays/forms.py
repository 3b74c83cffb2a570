"""The form that takes a year's notice."""

from flask_babel import lazy_gettext as _
from wtforms.validators import DataRequired

from outreach.web.fields import LongTextField, TextField
from outreach.web.forms import BaseForm
from outreach.workdays.notices import LONGEST_TEXT


class NoticeForm(BaseForm):
    """The text of the notice, as published or by hand in the same words."""

    text = LongTextField(
        _("Text of the notice"),
        [DataRequired(_("Paste the lines of the notice."))],
        most=LONGEST_TEXT,
        render_kw={"rows": 10},
    )
    source = TextField(_("Source"), description=_("The notice's number, such as 国办发明电〔2026〕7号"), most=200)
