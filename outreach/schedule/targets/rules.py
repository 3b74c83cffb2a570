"""What a target can be set for: figures of the report, by their keys."""

from enum import StrEnum


class Measure(StrEnum):
    """A figure that a target is set for; the values are the report's keys."""

    EVENTS_PUBLIC = "events_public"
    EVENTS_ENTERPRISE = "events_enterprise"
    EVENTS_TRAINING = "events_training"
    HANDOUTS = "handouts"
    CONSULTATIONS = "consultations"
    ATTENDANCE = "attendance"
    ARTICLES = "articles"
