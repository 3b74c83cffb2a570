"""Who holds which of the three posts."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any, cast

from flask_babel import lazy_gettext as _
from wtforms import FieldList, Form, FormField, HiddenField, ValidationError

from outreach.people.models import Person
from outreach.people.rules import Post
from outreach.people.words import POSTS
from outreach.web.choices import ChoiceField
from outreach.web.forms import BaseForm


class PostLine(Form):
    """One administrator's post; `person` says whose, though the administrators be others when it is sent."""

    person = HiddenField()
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
        form = cls(lines=[{"person": str(person.id), "post": person.post} for person in admins])
        form.other.offer((person.id, f"{person.name} ({person.username})") for person in others)
        return form

    def lines_of(self, admins: Sequence[Person]) -> Iterator[tuple[Person, Any]]:
        """The administrators, each with the own line."""
        people = {str(person.id): person for person in admins}
        return ((people[line.form.person.data], line.form) for line in self.lines if line.form.person.data in people)

    def chosen(self, admins: Sequence[Person]) -> dict[uuid.UUID, Post]:
        """The post of each of the administrators who is to have one, and of somebody who becomes one."""
        posts = {person.id: line.post.data for person, line in self.lines_of(admins) if line.post.data}
        if self.other.data and self.other_post.data:
            posts[self.other.data] = self.other_post.data
        return cast(dict[uuid.UUID, Post], posts)
