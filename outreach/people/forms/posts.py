"""Who holds which of the three posts."""

import uuid
from collections.abc import Sequence
from typing import cast

from flask_babel import lazy_gettext as _
from wtforms import FieldList, Form, FormField, ValidationError

from outreach.people.models import Person
from outreach.people.rules import Post
from outreach.people.words import POSTS
from outreach.web.choices import ChoiceField
from outreach.web.forms import BaseForm


class PostLine(Form):
    """One administrator's post."""

    post = ChoiceField(_("Administrator's post"), of=Post, choices=POSTS.items(), blank=_("Choose"))


class PostsForm(BaseForm):
    """A line for each administrator, in their order, and one for somebody who becomes one."""

    lines = FieldList(FormField(PostLine))
    other = ChoiceField(_("Somebody else"), of=uuid.UUID, blank=_("Nobody"))
    other_post = ChoiceField(
        _("Administrator's post of somebody else"), of=Post, choices=POSTS.items(), blank=_("Choose")
    )

    def validate_other(self, field: ChoiceField) -> None:
        """Refuse a post without anybody, rather than lose it."""
        if self.other_post.data and not field.data:
            raise ValidationError(_("Choose who is to have this post."))

    def validate_other_post(self, field: ChoiceField) -> None:
        """Refuse somebody without a post, rather than lose them."""
        if self.other.data and not field.data:
            raise ValidationError(_("Choose the post of this person."))

    @classmethod
    def of(cls, admins: Sequence[Person], others: Sequence[Person]) -> "PostsForm":
        """The form with the posts that there are."""
        form = cls(lines=[{"post": person.post} for person in admins])
        form.other.offer((person.id, f"{person.name} ({person.username})") for person in others)
        return form

    def chosen(self, admins: Sequence[Person]) -> dict[uuid.UUID, Post]:
        """The post of each person who is to have one."""
        posts = {person.id: line["post"] for person, line in zip(admins, self.lines.data, strict=False) if line["post"]}
        if self.other.data and self.other_post.data:
            posts[self.other.data] = self.other_post.data
        return cast(dict[uuid.UUID, Post], posts)
