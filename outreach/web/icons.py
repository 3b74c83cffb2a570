"""The site's icons: one line of HTML each, of which a page shows fifty, and a month's page two hundred."""

from markupsafe import Markup, escape

from outreach.web.assets import asset

_DRAWINGS = "web/icons.svg"


def icon(name: str, label: str | None = None) -> Markup:
    """The icon `name` of static/web/icons.svg; with a label it is read aloud. web/parts.html hands it on to pages."""
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    drawing = f'<use href="{escape(asset(_DRAWINGS))}#{escape(name)}"/>'
    svg = f'<svg class="icon" {said} viewBox="0 0 24 24" width="20" height="20">{drawing}</svg>'
    return Markup(svg)  # noqa: S704 (what is given is escaped above)
