"""What the feature adds to every page: the phone's own part, and words before the first tap."""

from flask import current_app, render_template, request
from flask_login import current_user

from outreach.web.access import Permission, may
from outreach.web.headers import is_https


def every_page() -> str:
    """Whose phone it is and its worker, for people who log; what to know of this browser; what signing out leaves."""
    on_the_log = request.path == "/log" or request.path.startswith("/log/")
    return render_template(
        "logbook/shell/every_page.html",
        logs=current_user.is_authenticated and may(Permission.LOG),
        on_the_log=on_the_log,
        is_plain=not is_https(current_app),
        in_wechat="micromessenger" in request.user_agent.string.lower(),
    )
