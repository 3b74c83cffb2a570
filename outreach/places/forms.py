"""The forms of places."""

from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import TextInput

from outreach.places.actions import PlaceFacts
from outreach.places.labels import KINDS, TRADES
from outreach.places.markets import chinese_market_days, parse_market
from outreach.places.models import Place
from outreach.places.positions import parse_position, written_position
from outreach.places.queries import places_to_lie_in
from outreach.places.rules import MarketCalendar, PlaceKind, Trade, parse_names
from outreach.web.fields import ChoiceField, LongTextField, TextField, TypedField
from outreach.web.forms import BaseForm, FilterForm
from outreach.web.searching import SearchField


class PlaceFilters(FilterForm):
    """What narrows the list of places."""

    words = SearchField(_("Name or address"))
    kind = ChoiceField(_("Kind"), of=PlaceKind, blank=_("Every kind"), choices=KINDS.items())
    trade = ChoiceField(_("Trade"), of=Trade, blank=_("Every trade"), choices=TRADES.items())
    retired = BooleanField(_("Retired ones too"))

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for: then the list is flat, without the tree."""
        return bool(self.words.data or self.kind.data or self.trade.data or self.retired.data)


class PositionField(TypedField):
    """Where a place lies: `data` is (latitude, longitude)."""

    widget = TextInput()

    def read(self, text: str) -> tuple[float, float] | None:
        """The point that was pasted."""
        return parse_position(text)

    def written(self, value: tuple[float, float]) -> str:
        """28.81, 113.08."""
        return written_position(value) or ""


class MarketDaysField(TypedField):
    """Market days: `data` as the table keeps them, and the `calendar` where the text names one."""

    widget = TextInput()
    calendar: MarketCalendar | None = None

    def read(self, text: str) -> str | None:
        """The days that were typed."""
        days, self.calendar = parse_market(text)
        return days

    def written(self, value: str) -> str:
        """逢三逢八."""
        return chinese_market_days(value)


class PlaceForm(BaseForm):
    """What is known of a place."""

    name = TextField(_("Name"), [DataRequired(_("Enter the name of the place."))], most=100)
    kind = ChoiceField(
        _("Kind"),
        [InputRequired(_("Choose what kind of place it is."))],
        of=PlaceKind,
        blank=_("Choose one"),
        choices=KINDS.items(),
    )
    # any place may be the one around: the usual ones are offered, the action looks at every answer
    parent_id = ChoiceField(_("Lies in"), of=UUID, blank=_("No other place of the list"), validate_choice=False)
    names = TextField(_("Other names"), most=2000)
    trade = ChoiceField(_("Trade"), of=Trade, blank=_("Not an enterprise, or not known"), choices=TRADES.items())
    address = TextField(_("Address"), most=200)
    is_key_enterprise = BooleanField(_("Key enterprise"))
    is_under_construction = BooleanField(_("Project under construction"))
    market_days = MarketDaysField(_("Market days"))
    # the lunar one is what is meant where nothing is said
    market_calendar = ChoiceField(
        _("By which calendar"),
        of=MarketCalendar,
        blank=_("Lunar calendar"),
        choices=[(MarketCalendar.SOLAR, _("Solar calendar"))],
    )
    position = PositionField(_("Latitude and longitude"))
    note = LongTextField(_("Note"), most=1000)

    def offer_places(self, place: Place | None) -> None:
        """Offer the places in which this one can lie."""
        chosen = self.parent_id.data or (None if place is None else place.parent_id)
        around = places_to_lie_in(including=chosen)
        self.parent_id.offer(pair for pair in around if place is None or pair[0] != place.id)

    @property
    def facts(self) -> PlaceFacts:
        """What was typed."""
        latitude, longitude = self.position.data or (None, None)
        return PlaceFacts(
            name=self.name.data,
            kind=self.kind.data,
            parent_id=self.parent_id.data,
            address=self.address.data,
            is_key_enterprise=self.is_key_enterprise.data,
            is_under_construction=self.is_under_construction.data,
            note=self.note.data,
            latitude=latitude,
            longitude=longitude,
            market_days=self.market_days.data,
            market_calendar=self.market_days.calendar or self.market_calendar.data,
            trade=self.trade.data,
            names=parse_names(self.names.data),
        )
