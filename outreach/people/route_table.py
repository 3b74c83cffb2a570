"""The table of every address and who may open it, made from what the views themselves say."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Flask

from outreach.people.rules import MAY, MAY_BY_POST, Post, Role, may
from outreach.web.access import Permission

#: What leads may do for their own team alone (`people.access`).
OF_OWN_TEAM = frozenset({Permission.PLAN, Permission.REVIEW, Permission.PUBLISH})
YES, OWN, NO = "yes", "own", ""
WHO = (
    *(role.value for role in (Role.VIEWER, Role.STAFF, Role.LEAD, Role.CLERK, Role.ADMIN)),
    *(f"{post.value} post" for post in Post),
)


_HEAD = """# Who may open what

Printed by `python3 -m outreach access`. A test holds this page equal to the program
(`tests/people/test_route_table.py`), and a guard asks every address as everybody who may not open it
(`tests/guards/test_access.py`).

"yes": the address opens. "own": it opens, and acts on what is the lead's own team's alone; anything of another team is
refused, whoever leads it. Nothing: refused with 403, a stranger with 401 or the page that asks to sign in. "phone": a
paired phone opens it without signing in, with the permission `log` alone, whatever the role of its person. "token": the
scope of the bearer token that opens it, too.

The three posts exist where administering is parted (Administration, Three posts); then nobody has the column "admin".
What an address shows may be less than it opens for: a contact of a follow-up is for who owes the answer, a calendar
link for its owner. An address outside this table answers 404, or is a style sheet, a script
or a picture of the program.

`/imports/<key>` opens for everybody and refuses whoever may not bring that list in: places, materials and plans ask for
`lists`, articles for `publish`, people for `system`. Where the three posts are apart it is the system post that brings
people in: accounts that nobody can sign in with, and teams of those who are there. The security post sees the role of
each, and gives the first password or disables the account; it alone changes roles, and no list makes an administrator.

## Permissions
"""


@dataclass(frozen=True)
class Way:
    """One address with its methods, the permission that it asks for, and what else opens it."""

    path: str
    endpoint: str
    methods: tuple[str, ...]
    permission: Permission
    token: str | None
    phone: bool

    def opens_for(self, role: Role, post: Post | None = None) -> bool:
        """Whether somebody signed in with that role may open it at all."""
        return self.permission is Permission.PUBLIC or may(role, self.permission, post)


def ways(app: Flask) -> list[Way]:
    """Every address but those of style sheets and scripts, in the order of the alphabet."""
    found = []
    for rule in app.url_map.iter_rules():
        view: Any = app.view_functions[rule.endpoint]
        permission = getattr(view, "permission", None)
        if permission is not None:
            methods = tuple(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
            found.append(Way(rule.rule, rule.endpoint, methods, permission, view.tokens, view.phones))
    return sorted(found, key=lambda way: (way.path, way.methods))


def page(app: Flask) -> str:
    """The whole page docs/access.md."""
    return f"{_HEAD}\n{permissions()}\n{table(app)}\n"


def table(app: Flask) -> str:
    """The table in Markdown, a part for each first word of an address."""
    parts = groupby(ways(app), key=lambda way: way.path.split("/")[1] or "/")
    return "\n".join(line for name, inside in parts for line in _part(name, list(inside)))


def permissions() -> str:
    """What each role and post has, in Markdown."""
    shown = [each for each in Permission if each is not Permission.PUBLIC]
    head = ["| who | " + " | ".join(shown) + " |", "|---" * (len(shown) + 1) + "|"]
    roles = [(role.value, MAY[role], role) for role in (Role.VIEWER, Role.STAFF, Role.LEAD, Role.CLERK, Role.ADMIN)]
    posts = [(f"{post} post", MAY_BY_POST[post], None) for post in Post]
    for name, has, role in [*roles, *posts]:
        cells = [(OWN if role is Role.LEAD and each in OF_OWN_TEAM else YES) if each in has else NO for each in shown]
        head.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(head)


def _part(name: str, inside: list[Way]) -> Iterator[str]:
    yield f"\n## {name if name == '/' else '/' + name}\n"
    yield "| address | methods | asks for | stranger | phone | token | " + " | ".join(WHO) + " |"
    yield "|---" * (6 + len(WHO)) + "|"
    for way in inside:
        cells = [way.permission, YES if way.permission is Permission.PUBLIC else NO, YES if way.phone else NO]
        cells += [way.token or NO, *_cells(way)]
        yield f"| `{way.path}` | {' '.join(way.methods)} | " + " | ".join(cells) + " |"


def _cells(way: Way) -> Iterator[str]:
    for role in (Role.VIEWER, Role.STAFF, Role.LEAD, Role.CLERK, Role.ADMIN):
        limited = role is Role.LEAD and way.permission in OF_OWN_TEAM
        yield (OWN if limited else YES) if way.opens_for(role) else NO
    for post in Post:
        yield YES if way.opens_for(Role.ADMIN, post) else NO
