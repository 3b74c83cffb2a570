"""The three posts 三员: who runs the system, who gives rights, who reads what was done; nobody does two of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _

from outreach.audit.actions import Actor, record_act, record_change
from outreach.db import db
from outreach.errors import Conflict, Invalid, Question
from outreach.people.models import Person
from outreach.people.queries import active_admins, posts_are_apart
from outreach.people.rules import Post, Role


def set_posts(*, posts: Mapping[Person, Post], by: Actor, now: datetime, is_confirmed: bool = False) -> None:
    """Part administering among these people, all active administrators among them; each becomes one.

    Raises Invalid where a post is nobody's or an administrator has none, Conflict where somebody who has a post already
    would change the own one, and Question `part` where that is begun and not confirmed: no page takes it back.
    """
    if set(posts.values()) != set(Post):
        raise Invalid(_("Each of the three posts needs somebody, so it takes three administrators."), code="vacant")
    if {person.id for person in active_admins()} - {person.id for person in posts}:
        raise Invalid(_("Give every administrator a post, or another role first."), code="left_over")
    if not is_confirmed and not posts_are_apart():
        raise Question(_part_them(posts), code="part")
    for person, post in posts.items():
        if person.id == by.id and person.post not in (None, post):
            raise Conflict(
                _("Nobody changes the own post. Another holder of the post of security does it."), code="own"
            )
        _give(person, post, by, now)
    db.session.flush()


def put_posts_together(*, by: Actor, now: datetime) -> Sequence[Person]:
    """Let every administrator administer everything again; who they are."""
    admins = active_admins()
    for person in admins:
        _give(person, None, by, now)
    db.session.flush()
    return admins


def check_has_post(role: Role, post: Post | None) -> None:
    """Raise Invalid for an administrator without a post where the posts are apart: that one would have all three."""
    if role is Role.ADMIN and post is None and posts_are_apart():
        message = _(
            "The three posts are apart here. Make the person an administrator under Administration, Three posts."
        )
        raise Invalid(message, field="role", code="needs_post")


def _part_them(posts: Mapping[Person, Post]) -> str:
    """What there is to know before the posts are parted."""
    said = str(
        _(
            "From then on nobody administers everything, you neither. No page puts the posts together again, only a "
            "command on the machine of the program (posts together). Part them?"
        )
    )
    strangers = [person.name for person in posts if person.last_signed_in_at is None]
    if strangers:
        said += " " + str(_("Never signed in so far: %(names)s.", names="、".join(strangers)))
    return said


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
