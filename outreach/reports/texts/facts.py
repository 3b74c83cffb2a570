"""What a text tells in words: the bureau, its teams, the campaigns, the places and the laws of its days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from outreach.db import db
from outreach.documents.days import said_day
from outreach.laws.models import Law
from outreach.laws.rules import is_in_force
from outreach.people.models import Team
from outreach.people.queries import teams, the_bureau
from outreach.periods import Period, quarter
from outreach.places.rules import PlaceKind
from outreach.reports import queries
from outreach.reports.briefs.drafting import team_word
from outreach.reports.filters import Filters
from outreach.reports.sums import YearSums
from outreach.reports.texts.models import ReportText
from outreach.reports.texts.naming import PLACES, QUARTERS
from outreach.reports.texts.rules import Kind
from outreach.reports.texts.sentences import MOST_CAMPAIGNS, MOST_LAWS, MOST_PLACES, NUMERALS
from outreach.schedule.campaigns.queries import campaigns
from outreach.schedule.models import Campaign, Edition, Event, ExplainedLaw
from outreach.schedule.rules import Track

_EVENTS = tuple(f"events_{track}" for track in (Track.PUBLIC, Track.ENTERPRISE, Track.TRAINING))
_OUR_BUREAU = "我局"
#: The code of the campaign whose summary has a pattern of its own.
CONSTITUTION_WEEK = "constitution_week"


@dataclass(frozen=True)
class Frame:
    """What a text is of: its kind, the filters around its numbers, the edition where it is one's summary."""

    kind: Kind
    around: Filters
    edition: Edition | None = None

    @classmethod
    def of_year(cls, year: int) -> "Frame":
        """The text of a year."""
        return cls(Kind.YEAR, Filters.of_year(year))

    @classmethod
    def of_text(cls, text: ReportText) -> "Frame":
        """What a text that is being written is of; an edition's with the days that it has today."""
        if text.edition is not None:
            return cls.of_edition(text.kind, text.edition)
        return cls(text.kind, Filters(text.year, text.period))

    @classmethod
    def of_edition(cls, kind: Kind, edition: Edition) -> "Frame":
        """The summary of a whole edition, with its days beyond the year end."""
        return cls(kind, Filters.of_edition(edition), edition)

    @property
    def period(self) -> Period:
        """Its days."""
        return self.around.period


@dataclass(frozen=True)
class Told:
    """The words of a text, and the teams, campaigns and units of which it has something to tell."""

    words: dict[str, str]
    teams: Sequence[Team]
    campaigns: Sequence[Campaign]
    other_units: Sequence[str]


def told_of(frame: Frame, sums: YearSums, *, today: date) -> Told:
    """What there is to tell within the frame, whose sums are known, on the local day `today`."""
    active = [team for team in teams() if any(sums.value(key, ("team", team.id)) for key in _EVENTS)]
    led = _campaigns(sums) if frame.edition is None else []
    units = sorted(key for key in sums.cells.get(("whole", None), {}) if key.startswith("handouts_"))
    bureau = the_bureau()
    name = bureau.name if bureau is not None else _OUR_BUREAU
    words = {
        "单位": name,
        "主送": addressee(name),
        "年份": str(frame.around.year),
        "时段": said_period(frame.kind, frame.period),
        "日期": said_day(today),
        "普法分队": _teams(active),
        "主题活动": "".join(f"“{each.name}”" for each in led),
        "场所": "、".join(_places(sums)),
        "法律法规": "".join(f"《{title}》" for title in _laws(frame)),
    }
    if frame.edition is not None:
        words |= {"主题": frame.edition.campaign.name, "起止": said_days(frame.edition.days)}
    return Told(words, active, led, units)


def said_days(period: Period) -> str:
    """12月1日至7日, 11月1日至次年2月16日."""
    first, last = period.first, period.last
    said = f"{first.month}月{first.day}日"
    if first == last:
        return said
    if (first.year, first.month) == (last.year, last.month):
        return f"{said}至{last.day}日"
    later = "" if first.year == last.year else "次年" if last.year == first.year + 1 else f"{last.year}年"
    return f"{said}至{later}{last.month}月{last.day}日"


def said_period(kind: Kind, period: Period) -> str:
    """The days as a text names them."""
    year = period.first.year
    if kind is Kind.YEAR:
        return f"{year}年"
    if kind is Kind.MONTH:
        return f"{year}年{period.first.month}月"
    if kind is Kind.QUARTER:
        number = next(each for each in range(1, 5) if period.first in quarter(year, each))
        return f"{year}年{QUARTERS[str(number)]}"
    return f"{year}年{said_days(period)}"


def addressee(bureau: str) -> str:
    """示例县委、示例县人民政府, by the name of the bureau; "" where it names no place."""
    place = bureau.partition("人力资源")[0].partition("人社")[0]
    return f"中共{place}委、{place}人民政府" if place and place[-1] in "县市区旗州" and place != bureau else ""


def _teams(active: Sequence[Team]) -> str:
    if not active:
        return ""
    if len(active) == 1:
        return team_word(active[0])
    numerals = NUMERALS.replace("二", "两")  # two of something are 两支
    count = numerals[len(active)] if len(active) < len(numerals) else str(len(active))
    return f"{'、'.join(team.name.removesuffix('分队') for team in active)}{count}支普法分队"


def _campaigns(sums: YearSums) -> list[Campaign]:
    """Those with public events: the most events first, then the most handouts."""

    def value(key: str, each: Campaign) -> int:
        return sums.value(key, ("campaign", each.id)) or 0

    told = [each for each in campaigns(retired=True) if value("events_public", each)]
    told.sort(key=lambda each: (-value("events_public", each), -value("handouts", each), each.position))
    return told[:MOST_CAMPAIGNS]


def _places(sums: YearSums) -> list[str]:
    counted = {kind: sums.value("events_public", ("place_kind", kind)) or 0 for kind in PlaceKind}
    told = sorted((kind for kind, count in counted.items() if count), key=lambda kind: -counted[kind])
    return [PLACES[kind] for kind in told if kind is not PlaceKind.OTHER][:MOST_PLACES]


def _laws(frame: Frame) -> list[str]:
    """The titles of those that held events of the text explained most often, in force on its last day."""
    explained = (
        select(ExplainedLaw.law_id, func.count().label("times"))
        .join(Event, Event.id == ExplainedLaw.event_id)
        .where(*queries.held(frame.around), Event.track.in_(queries.COUNTED_TRACKS))
        .group_by(ExplainedLaw.law_id)
        .subquery()
    )
    statement = select(Law).join(explained, explained.c.law_id == Law.id)
    rows = db.session.scalars(statement.order_by(explained.c.times.desc(), Law.title, Law.id).limit(MOST_LAWS * 2))
    told = [law.title for law in rows if is_in_force(law.in_force_from, law.in_force_to, frame.period.last)]
    return told[:MOST_LAWS]
