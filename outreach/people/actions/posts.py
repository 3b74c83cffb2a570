"""The three posts 三员: who runs the system, who gives rights, who reads what was done; nobody does two of them."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import lazy_gettext as _

from outreach.audit.actions import Actor, record_act, record_change
from outreach.db import db
from outreach.errors import Conflict, Invalid
from outreach.people.models import Person
from outreach.people.queries import active_admins, posts_are_apart
from outreach.people.rules import Post, Role


def set_posts(*, posts: Mapping[Person, Post], by: Actor, now: datetime) -> None:
    """Part administering among these people, all active administrators among them; each becomes one.

    Raises Invalid where a post is nobody's or an administrator has none, Conflict where somebody who has a post already
    would change the own one.
    """
    if set(posts.values()) != set(Post):
        raise Invalid(_("Each of the three posts needs somebody, so it takes three administrators."), code="vacant")
    if {person.id for person in active_admins()} - {person.id for person in posts}:
        raise Invalid(_("Give every administrator a post, or another role first."), code="left_over")
    for person, post in posts.items():
        if person.id == by.id and person.post not in (None, post):
            raise Conflict(
                _("Nobody changes the own post. Another holder of the post of security does it."), code="own"
            )
        _give(person, post, by, now)
    db.session.flush()


def put_posts_together(*, by: Actor, now: datetime) -> None:
    """Let every administrator administer everything again."""
    for person in active_admins():
        _give(person, None, by, now)
    db.session.flush()


def check_has_post(role: Role, post: Post | None) -> None:
    """Raise Invalid for an administrator without a post where the posts are apart: that one would have all three."""
    if role is Role.ADMIN and post is None and posts_are_apart():
        message = _(
            "The three posts are apart here. Make the person an administrator under Administration, Three posts."
        )
        raise Invalid(message, field="role", code="needs_post")


def _give(person: Person, post: Post | None, by: Actor, now: datetime) -> None:
    if person.role is Role.ADMIN and person.post is post:
        return
    before = {"role": person.role, "post": person.post}
    if person.role is not Role.ADMIN:
        record_change(person, "role", old=person.role, new=Role.ADMIN, by=by, now=now)
    record_change(person, "post", old=person.post, new=post, by=by, now=now)
    person.role, person.post = Role.ADMIN, post
    after = {"role": Role.ADMIN, "post": post}
    record_act("person.changed", by=by, now=now, subject=person, name=person.name, before=before, after=after)
