"""Stored readings that look like slips."""

from datetime import date, timedelta

from flask import Flask

from outreach.media.readings.slips import slips
from outreach.media.rules import Metric
from outreach.periods import year
from tests.making import NOW, make_article, make_placement, make_reading, make_team, make_void

DAY = date(2025, 5, 1)
NEXT = DAY + timedelta(days=8)


def test_leaps_and_more_readers_than_reads_are_found_and_nothing_else(app_context: Flask) -> None:
    leapt, turned, sound, mended, voided = (make_placement(make_article()) for _ in range(5))
    for each in (leapt, sound, mended, voided):
        make_reading(each, 9_000, DAY)
    make_reading(leapt, 900_000, NEXT)
    make_reading(sound, 60_000, NEXT)
    make_reading(sound, 8_000, NEXT, metric=Metric.PEOPLE)
    make_reading(mended, 900_000, NEXT)
    make_reading(mended, 9_100, NEXT, recorded_at=NOW + timedelta(hours=1))
    make_void(make_reading(voided, 900_000, NEXT))
    make_reading(turned, 100, DAY)
    make_reading(turned, 500, DAY, metric=Metric.PEOPLE)
    make_reading(turned, 700, NEXT, metric=Metric.PEOPLE)  # nobody knows the reads of that day
    found = [(each.placement_id, each.metric, each.day) for each in slips(year(2025))]
    assert found == [(turned.id, Metric.PEOPLE, DAY), (leapt.id, Metric.TIMES, NEXT)]
    assert slips(year(2024)) == [] == slips(year(2025), team_ids={make_team("pension").id})
