"""The forms of proofs: adding one, and narrowing the list of what is proven."""

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, FileField, ValidationError

from outreach.errors import Refusal
from outreach.evidence.actions import Kept, keep_paper, keep_picture
from outreach.evidence.rules import LONGEST_CAPTION, PictureKind
from outreach.media.models import Article
from outreach.media.narrowing import ItemFilterForm
from outreach.media.proofs.labels import KINDS, PROOFS, PROVES
from outreach.media.proofs.queries import Filters
from outreach.media.proofs.rules import Proof, Proves
from outreach.web import filters
from outreach.web.fields import ChoiceField, DayField, TextField, file_name
from outreach.web.forms import BaseForm


class ProofForm(BaseForm):
    """A file, taken now or chosen, what it is and what it proves."""

    kept: Kept
    photo = FileField(_("Take a photo"))
    file = FileField(_("Choose a picture or a PDF"))
    kind = ChoiceField(_("What it is"), of=PictureKind, choices=list(KINDS.items()), default=PictureKind.SCREENSHOT)
    proves = ChoiceField(_("What it proves"), of=Proves, choices=list(PROVES.items()), default=Proves.APPEARED)
    placement_id = ChoiceField(_("On"), of=UUID, blank=_("The item as a whole"))
    day = DayField(_("At the close of"))
    counts = BooleanField(_("Another body's readings of that day that had no note count from now on"), default=True)
    caption = TextField(_("Caption"), most=LONGEST_CAPTION)
    shows_people = BooleanField(_("Faces or personal data can be seen: keep it out of exports"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:  # on an item's page stands the form of a reading, too
            field.id = field.label.field_id = f"proof-{field.id}"

    def offer(self, item: Article) -> None:
        """Fill the list of channels; where all are our own, every reading counts anyhow."""
        self.placement_id.offer((each.id, f"{each.channel.name} · {filters.day(each.day)}") for each in item.placements)
        if all(each.channel.is_own for each in item.placements):
            del self.counts

    def validate_file(self, field: FileField) -> None:
        """Look at what came and keep it: a form is checked before its transaction begins."""
        sent = self._sent()
        if sent is None:
            raise ValidationError(_("Choose a screenshot, a photo or a PDF."))
        content = sent.read()
        try:
            self.kept = keep_paper(content) if content.startswith(b"%PDF-") else keep_picture(content)
        except Refusal as refusal:
            raise ValidationError(refusal.message) from None

    @property
    def filename(self) -> str:
        """What the file was called."""
        sent = self._sent()
        return file_name(sent.filename) if sent else ""

    def _sent(self) -> Any:
        files = (self.file.data, self.photo.data)
        return next((each for each in files if isinstance(each, FileStorage) and each.filename), None)


class ProofFilterForm(ItemFilterForm):
    """Which items are listed."""

    proof = ChoiceField(_("Proof"), of=Proof, blank=_("All"), choices=list(PROOFS.items()))

    @property
    def asked(self) -> Filters:
        """What the list shows."""
        return Filters(self.proof.data, self.team.data, self.channel.data, self.period)
