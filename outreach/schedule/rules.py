"""The words of the plan."""

from enum import StrEnum


class Track(StrEnum):
    """To whom an event goes; the tracks are disjoint, and so are the figures made of them."""

    PUBLIC = "public"
    ENTERPRISE = "enterprise"
    TRAINING = "training"
    INTERNAL = "internal"


class Status(StrEnum):
    """Planned, held and cancelled are different columns, never summed (rule of the count 6)."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Standing(StrEnum):
    """Whose event it is: our own, shared, or another body's that invited us."""

    HOST = "host"
    CO_HOST = "co_host"
    INVITED = "invited"


class Form(StrEnum):
    """How an event reaches people; one event may have several forms."""

    TALK = "talk"
    CASES = "cases"
    ON_SITE = "on_site"
    DESK = "desk"
    HANDOUT = "handout"
    CHECK_UP = "check_up"
    ON_DEMAND = "on_demand"
    LECTURE = "lecture"
    QUIZ = "quiz"


class Duty(StrEnum):
    """What a person does at an event."""

    LEAD = "lead"
    SPEAKER = "speaker"
    DESK = "desk"
    DRIVER = "driver"
    HELP = "help"
