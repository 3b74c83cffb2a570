"""The app for any WSGI server, for instance `granian --interface wsgi wsgi:app`; settings come from the environment."""

from outreach.app import create_app
from outreach.jobs.chores.running import begin_chores
from outreach.web.monitoring.logs import start_logging

app = create_app()
start_logging(app.config["SETTINGS"])
begin_chores(app)
