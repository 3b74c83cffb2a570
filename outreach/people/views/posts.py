"""The page on which administering is parted into the three posts."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.people.actions.posts import set_posts
from outreach.people.forms.posts import PostsForm
from outreach.people.models import Person
from outreach.people.queries import active_admins, active_people, posts_are_apart
from outreach.people.words import POST_MEANINGS, POSTS
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted

pages = Blueprint("posts", __name__, url_prefix="/admin/posts")


@pages.route("", methods=["GET", "POST"])
@permit(Permission.ACCOUNTS)
def index() -> Any:
    """Who holds which post, and the form that parts or changes them."""
    admins = active_admins()
    form = _form_of(admins)
    if submitted(form, _set, over=lambda: _form_of(active_admins())):
        flash(_("Saved. Each administrator now does what the post says, and nothing else."), "good")
        return redirect(url_for("admin.overview"))
    facts = {"form": form, "admins": admins, "are_apart": posts_are_apart(), "meanings": POST_MEANINGS, "posts": POSTS}
    return render_template("people/posts.html", **facts), form.status


def _form_of(admins: Sequence[Person]) -> PostsForm:
    return PostsForm.of(admins, [person for person in active_people() if person not in admins])


def _set(form: PostsForm) -> bool:
    people, chosen = {person.id: person for person in active_people()}, form.chosen(active_admins())
    posts = {people[id]: post for id, post in chosen.items()}
    set_posts(posts=posts, by=acting_person(), now=clock.now(), is_confirmed=form.confirmed("part"))
    return True
