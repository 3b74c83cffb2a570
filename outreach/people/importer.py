"""Bringing in a list of colleagues. New ones get no password: an administrator gives each a first one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select

from outreach import clock
from outreach.audit.actions import Machine, record_act
from outreach.db import db
from outreach.errors import Invalid, Refusal
from outreach.jobs.imports import Importer, Source
from outreach.jobs.verdicts import Judged, Twins, Verdict
from outreach.people.actions.accounts import USERNAME, add_person
from outreach.people.actions.spans import set_memberships
from outreach.people.models import Person, Team
from outreach.people.queries import WITH_TEAMS, active_people, teams
from outreach.people.rules import Role, TeamSpan
from outreach.people.words import ROLES
from outreach.sheets.columns import Column, Record
from outreach.sheets.days import parse_day
from outreach.sheets.typed import Value, is_blank, plain, shown
from outreach.web.access import Permission

COLUMNS = (
    Column("name", ("姓名", "名字", "人员", "Full name", "Name"), required=True, label=lazy_gettext("Full name")),
    Column("username", ("用户名", "账号", "帐号", "登录名", "User name"), label=lazy_gettext("User name")),
    Column("role", ("角色", "权限", "Role"), label=lazy_gettext("Role")),
    Column("team", ("分队", "所属分队", "普法分队", "Team"), label=lazy_gettext("Team")),
    Column("first_day", ("起始日期", "加入日期", "开始日期", "First day", "From"), label=lazy_gettext("First day")),
)
SAMPLES = (
    ("李娜", "li.na", "分队负责人", "就业创业", "2025-01-01"),
    ("王建国", None, "工作人员", "就业创业", "2025-01-01"),
    ("陈晓梅", None, "统筹", None, None),
)

ROLE_WORDS: dict[Role, tuple[str, ...]] = {
    Role.CLERK: ("统筹", "法规科", "法规股", "统筹人员", "clerk"),
    Role.LEAD: ("分队负责人", "分队长", "队长", "负责人", "lead", "team lead"),
    Role.STAFF: ("工作人员", "队员", "成员", "staff"),
    Role.VIEWER: ("查看人员", "查看", "只读", "领导", "viewer", "reader"),
}
_ROLES = {word: role for role, words in ROLE_WORDS.items() for word in words}
_ADMIN_WORDS = frozenset({"管理员", "系统管理员", "admin", "administrator"})


@dataclass(frozen=True)
class Entry:
    """What a row says: of a person who is there (`person_id`) or of a new one."""

    person_id: UUID | None
    name: str
    username: str
    role: Role
    span: TeamSpan | None


class _Book:
    """The people and teams that are there."""

    def __init__(self) -> None:
        known = select(Person).options(WITH_TEAMS).order_by(Person.disabled_at.is_not(None), Person.id)
        self.people = db.session.scalars(known).all()
        self.by_username = {person.username: person for person in self.people}
        self.teams: dict[str, Team] = {}
        for team in teams():
            for word in (team.code, team.name, f"{team.name}分队", team.name_en or team.code):
                self.teams[word.casefold()] = team

    def meant(self, name: str, username: str) -> Person | None:
        """The person whom a row means, None for a new one; raises Invalid."""
        if username:
            person = self.by_username.get(username)
            if person is not None and person.name != name:
                message = _("The user name %(username)s belongs to %(name)s.", username=username, name=person.name)
                raise Invalid(message, code="taken")
            return person
        same_name = [person for person in self.people if person.name == name]
        active = [person for person in same_name if person.is_active] or same_name
        if len(active) > 1:
            raise Invalid(_("Several people are called %(name)s. Give the user name.", name=name), code="ambiguous")
        return active[0] if active else None


def judge(records: Sequence[Record], *, today: date) -> list[Judged]:
    """Each row with its verdict. Roles of people who are there are never changed by a list."""
    book, twins = _Book(), Twins()
    rows = []
    for record in records:
        row = _judged(record, book, today)
        rows.append(twins.checked(_key(row), row))
    return rows


def store(rows: Sequence[Judged], *, by: Any, now: datetime, source: Source) -> None:
    """Make the new accounts, without a password, and put people into their teams."""
    by = by or Machine()
    usernames = {role: _free_usernames(role) for role in Role}
    for row in rows:
        entry: Entry = row.entry
        spans = [entry.span] if entry.span else []
        if entry.person_id is None:
            username = entry.username or next(usernames[entry.role])
            add_person(username=username, name=entry.name, role=entry.role, by=by, now=now, teams=spans)
            continue
        person = db.session.get(Person, entry.person_id)
        assert person is not None
        kept = [TeamSpan(each.team_id, each.first_day, each.last_day) for each in person.memberships]
        set_memberships(person=person, spans=[*kept, *spans], by=by, now=now)
    new = sum(row.verdict is Verdict.NEW for row in rows)
    changed = len(rows) - new
    record_act("people.imported", by=by, now=now, file=source.name, sha256=source.sha256, new=new, changed=changed)


def person_rows() -> Iterator[tuple[Any, ...]]:
    """The active people by name, each with the first of the present teams, in the columns of the list."""
    words = {role: words[0] for role, words in ROLE_WORDS.items()} | {Role.ADMIN: "管理员"}
    names, today = {team.id: team.name for team in teams()}, clock.today()
    for person in active_people():
        spans = sorted((each for each in person.memberships if each.covers(today)), key=lambda each: each.first_day)
        team, first_day = (names[spans[0].team_id], spans[0].first_day) if spans else (None, None)
        yield person.name, person.username, words[person.role], team, first_day


def _key(row: Judged) -> Any:
    entry: Entry | None = row.entry
    return row.label if entry is None else entry.person_id or entry.username or entry.name


def _free_usernames(role: Role) -> Iterator[str]:
    """staff.1, staff.2 ... as far as nobody has them."""
    taken = set(db.session.scalars(select(Person.username).where(Person.username.startswith(f"{role}."))))
    return (name for number in count(1) if (name := f"{role}.{number}") not in taken)


def _judged(record: Record, book: _Book, today: date) -> Judged:
    label = plain(record.values.get("name"))
    try:
        return _understood(record, label, book, today)
    except Refusal as refusal:
        as_typed = {key: shown(value) for key, value in record.values.items() if not is_blank(value)}
        return Judged(record.number, label or "—", Verdict.REFUSED, as_typed, (refusal.message,))


def _understood(record: Record, name: str, book: _Book, today: date) -> Judged:
    given = record.values
    if not name or len(name) > 60:
        raise Invalid(_("Enter a name of up to 60 characters."), code="name")
    username = _username(given.get("username"))
    person = book.meant(name, username)
    role = _role(given.get("role"), person)
    span = _span(given, book, today)
    entry = Entry(None if person is None else person.id, name, username, role, span)
    seen = {
        "name": name,
        "username": person.username if person else username,
        "role": str(ROLES[role]),
        "team": next((team.name for team in book.teams.values() if span and team.id == span.team_id), ""),
        "first_day": span.first_day.isoformat() if span else "",
    }
    if person is None:
        hints = () if username else (_("The user name is made by itself."),)
        return Judged(record.number, name, Verdict.NEW, seen, hints, entry)
    if span is None or _belongs(person, span):
        hints = () if person.is_active else (_("This account is disabled."),)
        return Judged(record.number, name, Verdict.SAME, seen, hints)
    notes = (_("Team: also %(team)s from %(day)s", team=seen["team"], day=seen["first_day"]),)
    return Judged(record.number, name, Verdict.CHANGED, seen, notes, entry)


def _belongs(person: Person, span: TeamSpan) -> bool:
    """Whether the person is of the team on that day; raises Invalid for one who joins it later."""
    own = [each for each in person.memberships if each.team_id == span.team_id]
    later = [each.first_day for each in own if each.first_day > span.first_day]
    if later:
        message = _(
            "%(name)s joins this team on %(day)s already: change that on the person's page.",
            name=person.name,
            day=min(later).isoformat(),
        )
        raise Invalid(message, code="overlap")
    return any(each.covers(span.first_day) for each in own)


def _username(value: Value) -> str:
    username = "" if is_blank(value) else plain(value).casefold()
    if username and not USERNAME.fullmatch(username):
        message = _("A user name has 2 to 60 small letters, digits, dots, hyphens or underscores, such as li.na.")
        raise Invalid(message, code="username")
    return username


def _role(value: Value, person: Person | None) -> Role:
    if is_blank(value):
        return person.role if person else Role.STAFF
    word = plain(value).casefold()
    if word in _ADMIN_WORDS:
        if person is not None and person.role == Role.ADMIN:
            return person.role
        raise Invalid(_("Administrators are not made by a list, but on the page of the person."), code="admin")
    role = _ROLES.get(word)
    if role is None:
        known = "、".join(words[0] for words in ROLE_WORDS.values())
        message = _("“%(typed)s” is no role. The roles are: %(known)s.", typed=shown(value), known=known)
        raise Invalid(message, code="role")
    if person is not None and role != person.role:
        raise Invalid(_("The role of somebody who is there is changed on the person's page."), code="role_differs")
    return role


def _span(given: Any, book: _Book, today: date) -> TeamSpan | None:
    value = given.get("team")
    first = given.get("first_day")
    first_day = today if is_blank(first) else parse_day(first, today=today)
    if is_blank(value):
        return None
    team = book.teams.get(plain(value).casefold())
    if team is None:
        known = "、".join(dict.fromkeys(each.name for each in book.teams.values()))
        message = _("There is no team “%(typed)s”. The teams are: %(known)s.", typed=shown(value), known=known)
        raise Invalid(message, code="team")
    return TeamSpan(team.id, first_day)


PEOPLE = Importer(
    key="people",
    label=lazy_gettext("People"),
    lead=lazy_gettext("Colleagues with their teams. New ones can sign in once an administrator gave them a password."),
    columns=COLUMNS,
    samples=SAMPLES,
    judge=judge,
    store=store,
    undo=lazy_gettext("Somebody who should not be there is disabled on the person's page; nothing else is lost."),
    endpoint="admin_people.people",
    listed=person_rows,
    permission=Permission.SYSTEM,
)
