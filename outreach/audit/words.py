"""What outcomes, acts and their facts are called on the audit page; a code without a name here is shown as it is.

The acts of all features stand here: a name is only printed, so nobody above has to be asked for it.
"""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.audit.rules import Outcome

OUTCOMES: dict[Outcome, Any] = {Outcome.DONE: _("Done"), Outcome.REFUSED: _("Refused")}

ACTS: dict[str, Any] = {
    "article.changed": _("Article changed"),
    "article.published": _("Article entered"),
    "article.restored": _("Article restored"),
    "article.withdrawn": _("Article withdrawn"),
    "audit.exported": _("Audit saved as a file"),
    "bureau.changed": _("Settings of the bureau changed"),
    "bureau.founded": _("Bureau set up"),
    "calendar.imported": _("Calendar file imported"),
    "campaign.added": _("Campaign added"),
    "campaign.changed": _("Campaign changed"),
    "channel.added": _("Channel added"),
    "channel.changed": _("Channel changed"),
    "draft.made": _("Draft of a year's plan made"),
    "draft.undone": _("Draft of a year's plan undone"),
    "deadline.added": _("Deadline added"),
    "deadline.changed": _("Deadline changed"),
    "deadline.removed": _("Deadline removed"),
    "drawing.kept": _("Drawing kept"),
    "duty.accepted": _("Duty at an event accepted"),
    "duty.declined": _("Duty at an event declined"),
    "edition.added": _("Edition of a campaign added"),
    "edition.changed": _("Edition of a campaign changed"),
    "edition.removed": _("Edition of a campaign removed"),
    "event.cancelled": _("Event cancelled"),
    "event.changed": _("Event changed"),
    "event.confirmed": _("Event made on the spot confirmed"),
    "event.held": _("Event said to have been held"),
    "event.made_on_the_spot": _("Event made on the spot"),
    "event.merged": _("Event merged into another"),
    "event.moved": _("Event moved"),
    "event.not_held": _("Event said not to have been held"),
    "event.planned": _("Event planned"),
    "event.reinstated": _("Event reinstated"),
    "event.review_undone": _("Review of an event undone"),
    "event.reviewed": _("Event reviewed"),
    "events.imported": _("Plan imported"),
    "evidence.added": _("Evidence added"),
    "evidence.removed": _("Evidence removed"),
    "example.loaded": _("Example year loaded"),
    "feed_token.renewed": _("Calendar link renewed"),
    "item.added": _("List entry added"),
    "item.brought_back": _("List entry brought back"),
    "item.changed": _("List entry changed"),
    "item.moved": _("List entry moved"),
    "item.retired": _("List entry retired"),
    "items.added": _("List entries added"),
    "items.founded": _("Standard lists added"),
    "items.imported": _("List imported"),
    "law.added": _("Law added"),
    "leave.entered": _("Leave entered"),
    "leave.removed": _("Leave removed"),
    "law.changed": _("Law changed"),
    "laws.added": _("Laws added"),
    "laws.founded": _("Standard laws added"),
    "list.exported": _("List saved as a file"),
    "people.imported": _("List of people imported"),
    "menu.founded": _("Usual topics put on the menu"),
    "menu_topic.added": _("Topic put on the menu"),
    "menu_topic.changed": _("Topic of the menu changed"),
    "order.accepted": _("Request of a company made an event"),
    "order.contacts_erased": _("Contacts of old requests erased"),
    "order.declined": _("Request of a company declined"),
    "order.made": _("Request of a company received"),
    "order.withdrawn": _("Request of a company taken back"),
    "person.added": _("Account added"),
    "person.changed": _("Account changed"),
    "person.disabled": _("Account disabled"),
    "person.enabled": _("Account enabled"),
    "person.offices_changed": _("Offices of a person changed"),
    "workdays.announced": _("Public holidays of a year entered"),
    "workdays.founded": _("Public holidays of a year taken from the library"),
    "workdays.withdrawn": _("Public holidays of a year withdrawn"),
    "person.password_changed": _("Password changed"),
    "person.password_reset": _("Password reset by the administrator"),
    "person.signed_in": _("Sign-in"),
    "person.signed_out": _("Sign-out"),
    "person.teams_changed": _("Teams of a person changed"),
    "phone.paired": _("Phone paired"),
    "place.added": _("Place added"),
    "place.brought_back": _("Place brought back"),
    "place.changed": _("Place changed"),
    "place.retired": _("Place retired"),
    "places.imported": _("Places imported"),
    "placement.changed": _("Placement of an article changed"),
    "reading.recorded": _("Reading recorded"),
    "report.exported": _("Report saved as a file"),
    "series.extended": _("Days added to a series"),
    "series.made": _("Series of events planned"),
    "series.taken_back": _("Series of events taken back"),
    "set_up_link.opened": _("Set-up link opened"),
    "stock.counted": _("Stock corrected by a stock-taking"),
    "stock.issued": _("Material issued"),
    "stock.lost": _("Loss of material reported"),
    "stock.printed": _("Print run received"),
    "stock.returned": _("Material brought back"),
    "stock.taken": _("Stock taken"),
    "stock.undone": _("Movement of stock taken back"),
    "tally.reversed": _("Line of the ledger taken back"),
    "targets.set": _("Targets of a year set"),
    "team.added": _("Team added"),
    "team.changed": _("Team changed"),
    "token.made": _("Token made"),
    "token.revoked": _("Token revoked"),
    "token.used": _("Token used"),
}

FACTS: dict[str, Any] = {
    "after": _("after"),
    "before": _("before"),
    "campaign": _("campaign"),
    "code": _("code"),
    "count": _("number"),
    "day": _("day"),
    "days": _("days"),
    "event": _("event"),
    "fields": _("changed"),
    "file": _("file"),
    "kind": _("kind"),
    "label": _("for"),
    "locked": _("locked for some minutes"),
    "name": _("name"),
    "narrowed": _("narrowed to"),
    "new": _("new"),
    "note": _("note"),
    "changed": _("changed"),
    "person": _("person"),
    "reason": _("reason"),
    "role": _("role"),
    "scope": _("opens"),
    "shown_by": _("picture shown by"),
    "title": _("title"),
    "tokens_ended": _("tokens ended"),
    "username": _("user name"),
    "year": _("year"),
}

#: Codes in words, by the fact that holds them: a user name "admin" is not a role.
VALUES: dict[str, dict[str, Any]] = {
    "fields": {
        "address": _("Address"),
        "addressees": _("Addressees"),
        "aliases": _("Other names"),
        "bundle": _("One bundle"),
        "code": _("Code"),
        "day": _("Day"),
        "document": _("Document"),
        "counted_as": _("Counted as"),
        "in_force_from": _("In force from"),
        "in_force_to": _("In force until"),
        "is_key_enterprise": _("Key enterprise"),
        "is_under_construction": _("Project under construction"),
        "kind": _("Kind"),
        "laws": _("Laws"),
        "name": _("Name"),
        "name_en": _("English name"),
        "note": _("Note"),
        "parent": _("Lies in"),
        "parent_id": _("Lies in"),
        "question": _("Way of asking"),
        "retired": _("Retired"),
        "rule": _("Days by rule"),
        "sent_on": _("Sent on"),
        "short_title": _("Short title"),
        "team": _("Team"),
        "team_id": _("Team"),
        "title": _("Official title"),
        "unit": _("Unit"),
    },
    "kind": {
        "handout": _("Materials"),
        "consultation": _("Topics"),
        "attendance": _("Groups"),
        "display": _("Displays"),
        "printed": _("Printed"),
        "issued": _("Issued"),
        "returned": _("Brought back"),
        "lost": _("Lost"),
        "counted": _("Stock-taking"),
        "park": _("Industrial park"),
        "township": _("Township or subdistrict"),
        "community": _("Village or community"),
        "worksite": _("Worksite"),
        "enterprise": _("Enterprise"),
        "job_fair": _("Job fair"),
        "square": _("Square or market"),
        "hall": _("Service hall"),
        "school": _("School"),
        "other": _("Other"),
    },
    "reason": {
        "demo_password": _("the demo password, from another machine"),
        "disabled": _("the account is disabled"),
        "unknown_name": _("nobody has this user name"),
        "wrong_password": _("wrong password"),
    },
    "role": {
        "admin": _("Administrator"),
        "clerk": _("Clerk of the rule-of-law office"),
        "lead": _("Team lead"),
        "staff": _("Staff"),
        "viewer": _("Reader"),
    },
    "scope": {"log": _("Log at events"), "read": _("Read the report")},
}


def name_of_act(act: str) -> str:
    """The act in words."""
    return str(ACTS.get(act, act))


def facts_in_words(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """The facts of an act as pairs of words, those left out that say no or nothing."""
    shown = ((name, value) for name, value in facts.items() if value not in (None, False, "", 0, [], {}))
    return [(str(FACTS.get(name, name)), _in_words(name, value)) for name, value in shown]


def _in_words(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{FACTS.get(part, part)} {_in_words(part, each)}" for part, each in value.items())
    if isinstance(value, list):
        return ", ".join(_in_words(name, each) for each in value)
    if value is True:
        return str(_("yes"))
    return str(VALUES.get(name, {}).get(value, value)) if isinstance(value, str) else str(value)
