"""What makes the log an app on the phone: its worker, its manifest and icons, the page it shows without signal."""

import json

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext as _

from outreach.errors import NotFound
from outreach.logbook.shell.files import PATH, look_of_request, shell
from outreach.logbook.shell.icons import picture
from outreach.people.queries import the_bureau
from outreach.web.access import Permission, permit
from outreach.web.appearance import appearance
from outreach.web.assets import content_of
from outreach.web.language import HTML_LANGUAGES, chosen_language

pages = Blueprint("shell", __name__)

SIZES = (180, 192, 512)
#: The surface of the page's head (static/web/tokens.css and dark.css), and its paper.
COLOURS = {"light": ("#ffffff", "#f6f7f5"), "dark": ("#1a2224", "#12181a")}
A_DAY = 24 * 3600


@pages.get("/sw.js")
@permit(Permission.PUBLIC)
def worker():
    """The service worker: the files of the shell it belongs to, and static/logbook/shell/worker.js."""
    look = look_of_request()
    kept = shell(look)
    facts = {"root": request.script_root, "name": kept.name, "family": kept.family, "files": kept.files}
    facts["page"] = [look.address, kept.integrity]
    code = content_of("logbook/shell/worker.js").decode()
    answer = Response(f"const SHELL = {json.dumps(facts)};\n\n{code}", mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    answer.vary.update(("Cookie", "Accept-Language"))
    answer.add_etag()
    return answer.make_conditional(request)


@pages.get(PATH)
@permit(Permission.PUBLIC)
def page():
    """The page for every address of the log where there is no signal: no personal data, the same for everybody."""
    return shell(look_of_request()).page


@pages.get("/manifest.webmanifest")
@permit(Permission.PUBLIC)
def manifest():
    """How the log stands on a phone's home screen."""
    bureau = the_bureau()
    theme, paper = COLOURS.get(appearance().theme, COLOURS["light"])
    log = url_for("logbook.today")
    facts = {
        "id": log,
        "name": f"{_('Outreach')} · {bureau.name}" if bureau else _("Outreach"),
        "short_name": _("Outreach"),
        "lang": HTML_LANGUAGES[chosen_language()],
        "start_url": log,
        "scope": f"{request.script_root}/",
        "display": "standalone",
        "theme_color": theme,
        "background_color": paper,
        "icons": [_icon(size, kind) for size in SIZES[1:] for kind in ("any", "maskable")],
        "shortcuts": [
            {"name": _("Today"), "url": log},
            {"name": _("An event that is not planned"), "url": f"{log}#on-the-spot"},
        ],
    }
    answer = make_response(json.dumps(facts, ensure_ascii=False))
    answer.mimetype = "application/manifest+json"
    answer.headers["Cache-Control"] = "no-cache"
    answer.vary.update(("Cookie", "Accept-Language"))
    return answer


@pages.get("/log/icons/<int:size>-<any(any, maskable):kind>.png")
@permit(Permission.PUBLIC)
def icon(size, kind):
    """The mark as a picture."""
    if size not in SIZES:
        raise NotFound()
    answer = Response(picture(size, fills=kind == "maskable"), mimetype="image/png")
    answer.headers["Cache-Control"] = f"public, max-age={A_DAY}"
    return answer


@pages.get("/log/on-the-phone")
@permit(Permission.PUBLIC)
def on_the_phone():
    """How the log is used on a phone, and what it can and can't do without signal."""
    return render_template("logbook/shell/help.html")


def _icon(size: int, kind: str) -> dict[str, str]:
    address = url_for("shell.icon", size=size, kind=kind)
    return {"src": address, "sizes": f"{size}x{size}", "type": "image/png", "purpose": kind}
