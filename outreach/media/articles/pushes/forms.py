"""The form of a push with its pieces, and that of the pieces of one that is there."""

import hashlib
from typing import Any, TypeVar
from uuid import UUID

from flask import request
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, Form, FormField, HiddenField
from wtforms.validators import DataRequired

from outreach.media.articles.forms import ItemForm
from outreach.media.articles.pushes.actions import PieceFacts
from outreach.media.articles.pushes.rows import rearranged
from outreach.media.channels.queries import channels
from outreach.web.fields import ChoiceField, TextField, TimeField
from outreach.web.forms import BaseForm

_NEEDED = DataRequired(_("Please fill this in."))
#: A push of an official account carries at most eight.
MOST = 20
#: The buttons that only move rows.
ROWS = "rows"
Rows = TypeVar("Rows", bound="PieceRows")


class PieceForm(Form):
    """One piece of a push."""

    id = HiddenField()
    title = TextField(_("Headline"), most=200)
    url = TextField(_("Link"), most=1000)
    authors = TextField(_("Authors"), most=200)


class PieceRows(BaseForm):
    """The pieces of a push, in their order; rows that were left empty are none."""

    pieces = FieldList(FormField(PieceForm), label=_("Pieces of this post"), max_entries=MOST)

    @property
    def is_moving(self) -> bool:
        """Whether only rows are added, taken out or moved, and nothing is stored yet."""
        return request.method == "POST" and ROWS in request.form

    def piece_facts(self) -> list[PieceFacts]:
        """What was said of the pieces."""
        rows = [entry.form for entry in self.pieces]
        return [
            PieceFacts(title=row.title.data, url=row.url.data, authors=row.authors.data, id=_id(row.id.data))
            for row in rows
            if row.title.data or row.url.data or row.id.data
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a piece without its title, at its row."""
        fine: bool = super().validate(extra_validators)
        for entry in self.pieces:
            row = entry.form
            if (row.url.data or row.id.data) and not row.title.data:
                row.title.errors = [*row.title.errors, _("Type the title as it was published.")]
                self.pieces.errors = [*self.pieces.errors, row.errors]
                fine = False
        return fine

    def _digest(self) -> str:
        rows = [[field.data for field in entry.form] for entry in self.pieces]
        return hashlib.sha256(f"{super()._digest()}{rows!r}".encode()).hexdigest()[:16]


class PushForm(ItemForm, PieceRows):
    """A push: one account, one day and time, and what it carried."""

    channel_id = ChoiceField(_("Account"), [_NEEDED], of=UUID, blank=_("Choose a channel"))
    clock_time = TimeField(_("Pushed at"))
    title = TextField(_("Name of the push"), most=200)

    def offer(self) -> None:
        """Fill the lists, our own accounts first."""
        super().offer()
        self.channel_id.offer((each.id, each.name) for each in channels())


class PiecesForm(PieceRows):
    """The pieces of a push that is there."""

    reason = TextField(_("Why pieces are taken out"), most=300)


def as_moved(form: type[Rows], **kwargs: Any) -> Rows:
    """The form with what was sent, its rows as the button that was pressed wants them."""
    if request.method != "POST" or ROWS not in request.form:
        return form(**kwargs)
    moved = rearranged(request.form.items(multi=True), request.form[ROWS])
    return form(formdata=MultiDict(moved), **kwargs)


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
