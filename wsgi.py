"""The app for any WSGI server, for instance `granian --interface wsgi wsgi:app`; settings come from the environment."""

from outreach.app import create_app

app = create_app()
