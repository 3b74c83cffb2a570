"""How many numbers wait on this phone: on every page of who logs, at the door, and on the page without signal."""

from flask import render_template, request

from outreach.web.access import Permission, acting_person, may

#: Pages that a phone shows although nobody is signed in.
_DOORS = {"people.sign_in", "carried.queue", "carried.carry"}
#: The page without signal: the same for everybody, so nobody stands in it.
_SHELL = "shell.page"


def chip() -> str:
    """The number in the frame."""
    if not _is_for_phones():
        return ""
    return render_template("logbook/carried/waiting.html", who=None if request.endpoint == _SHELL else acting_person())


def nag() -> str:
    """The word after a day, with the script that fills in both and sends what waits."""
    if not _is_for_phones():
        return ""
    return render_template("logbook/carried/nag.html", nags=request.endpoint != "carried.queue")


def _is_for_phones() -> bool:
    if request.endpoint == _SHELL:
        return True
    return may(Permission.LOG) if acting_person() is not None else request.endpoint in _DOORS
