"""libical by its C interface: what it understood of a calendar, and what its restriction check says of it."""

import ctypes
from ctypes.util import find_library
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

VEVENT = 4
"""ICAL_VEVENT_COMPONENT in icalcomponent_kind."""


class Libical:
    """The library, where the system has it; raises OSError where not."""

    def __init__(self) -> None:
        name = find_library("ical")
        if name is None:
            raise OSError("libical is not installed")
        self.library = ctypes.CDLL(name)
        for function in ("parser_parse_string", "component_get_first_component", "component_get_next_component"):
            getattr(self.library, f"ical{function}").restype = ctypes.c_void_p
        self.library.icalcomponent_get_first_property.restype = ctypes.c_void_p
        self.library.icalproperty_get_parameter_as_string.restype = ctypes.c_char_p
        self.library.icalproperty_get_value_as_string.restype = ctypes.c_char_p

    def faults(self, body: bytes) -> tuple[int, bool]:
        """How many errors the parser found, and whether the calendar keeps the restrictions."""
        calendar = self._parsed(body)
        errors = self.library.icalcomponent_count_errors(calendar)
        return errors, bool(self.library.icalrestriction_check(calendar))

    def events(self, body: bytes) -> list[list[str]]:
        """Uid, title, status, start and end of each event."""
        calendar, found = self._parsed(body), []
        event = self.library.icalcomponent_get_first_component(calendar, VEVENT)
        while event:
            event = ctypes.c_void_p(event)
            texts = [self._text(event, name) for name in (b"UID", b"SUMMARY", b"STATUS", b"DTSTART", b"DTEND")]
            found.append(texts)
            event = self.library.icalcomponent_get_next_component(calendar, VEVENT)
        return sorted(found)

    def _parsed(self, body: bytes) -> ctypes.c_void_p:
        return ctypes.c_void_p(self.library.icalparser_parse_string(body))

    def _text(self, event: ctypes.c_void_p, name: bytes) -> str:
        kind = self.library.icalproperty_string_to_kind(name)
        found = ctypes.c_void_p(self.library.icalcomponent_get_first_property(event, kind))
        value = self.library.icalproperty_get_value_as_string(found).decode()
        zone = self.library.icalproperty_get_parameter_as_string(found, b"TZID")
        if zone is not None:
            wall = datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(zone.decode()))
            return wall.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        return value.replace("\\,", ",").replace("\\;", ";")
