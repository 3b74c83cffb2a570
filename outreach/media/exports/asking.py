"""What a file does not say and a person says once for all of its rows, with what was said last time offered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from outreach.errors import Invalid
from outreach.media.channels.queries import channels
from outreach.media.exports import queries
from outreach.media.exports.actions import BY_HAND
from outreach.media.exports.forms import SaidForm
from outreach.media.exports.tables.export import Export
from outreach.media.exports.tables.queries import every_channel
from outreach.media.exports.tables.rows import SHAPE, published_at
from outreach.media.models import Channel
from outreach.media.rules import Metric, Platform
from outreach.people.access import may_plan_for
from outreach.people.models import Person, Team
from outreach.people.queries import teams
from outreach.sheets.columns import Matched


@dataclass(frozen=True)
class Wanted:
    """What has to be said of a table: the names of the fields; `newest` is the local day of its latest row."""

    names: tuple[str, ...]
    newest: date | None

    @property
    def is_enough(self) -> bool:
        """Whether nothing has to be asked before the rows can be judged."""
        return not set(self.names) - {"proof"}


def wanted_of(matched: Matched, *, today: date) -> Wanted:
    """What the table does not say."""
    has_items = "title" in matched.places
    has_numbers = any(metric.value in matched.places for metric in Metric)
    export = matched if isinstance(matched, Export) else None
    needs_day = export.shape.needs_day if export else "reading_day" not in matched.places
    names = {
        "channel": export is not None or "channel" not in matched.places,
        "reading_day": has_numbers and needs_day,
        "team": has_items and "team" not in matched.places,
        "proof": has_numbers and "proof" not in matched.places,
    }
    is_sound = export is not None and (export.last_day is None or export.last_day <= today)
    newest = export.last_day if export and is_sound else _newest(matched, today)
    return Wanted(tuple(name for name, is_wanted in names.items() if is_wanted), newest)


def form_for(matched: Matched, said: Mapping[str, str], *, by: Person, today: date) -> SaidForm:
    """The form that asks for it; `said` is what was said of this very file before."""
    wanted = wanted_of(matched, today=today)
    form = SaidForm(data=_offered(matched, said, by=by, newest=wanted.newest, today=today))
    form.ask(wanted.names, newest=wanted.newest, today=today)
    form.offer(offered_channels(matched), offered_teams(by, today))
    return form


def said_in(form: SaidForm) -> dict[str, str]:
    """What the form says, as it holds for every row."""
    said: dict[str, str] = {}
    if "channel" in form and form.channel.data:
        said["channel"] = next(each.name for each in every_channel() if each.id == form.channel.data)
    if "reading_day" in form and form.reading_day.data:
        said["reading_day"] = form.reading_day.data.isoformat()
    if "team" in form and form.team.data:
        said["team"] = next(each.code for each in teams() if each.id == form.team.data)
    if "proof" in form and form.proof.data:
        said["proof"] = form.proof.data
    return said


def offered_channels(matched: Matched) -> list[Channel]:
    """The channels that a file can be of: those of its platform; of a table made by hand any."""
    every = list(channels())
    return [each for each in every if each.platform is matched.shape.platform] if isinstance(matched, Export) else every


def platform_of(matched: Matched) -> Platform | None:
    """The platform of a known export."""
    return matched.shape.platform if isinstance(matched, Export) else None


def offered_teams(by: Person, today: date) -> list[Team]:
    """The teams whose articles the person logs."""
    return [each for each in teams() if may_plan_for(by, each.id, today)]


def _offered(
    matched: Matched, said: Mapping[str, str], *, by: Person, newest: date | None, today: date
) -> dict[str, Any]:
    """What the form begins with: what was said of this file, else last time, else what is likely."""
    before = queries.last_of_shape(matched.same.get(SHAPE, BY_HAND))
    known: Mapping[str, str] = {**(before.said.get("same", {}) if before else {}), **said}
    there, may = offered_channels(matched), offered_teams(by, today)
    own = [each for each in there if each.is_own]
    channel = next((each.id for each in there if each.name == known.get("channel")), None)
    team = next((each.id for each in may if known.get("team") in (each.code, each.name)), None)
    yesterday = today - timedelta(days=1)
    return {
        "channel": channel or (own[0].id if len(own) == 1 and isinstance(matched, Export) else None),
        "reading_day": _day(said.get("reading_day")) or max(yesterday, newest or yesterday),
        "team": team or (may[0].id if len(may) == 1 else None),
        "proof": said.get("proof", ""),
    }


def _newest(matched: Matched, today: date) -> date | None:
    """The latest day at which an item of the table appeared, as far as its cells can be read."""
    place = matched.places.get("published")
    days: list[date] = []
    if place is None:
        return None
    for row in matched.table.rows:
        try:
            days.append(published_at(row.values[place], today=today)[0])
        except Invalid:
            continue
    return max((day for day in days if day <= today), default=None)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
