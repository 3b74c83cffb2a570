"""The days of each campaign's edition in the example, by the yearly calendar of the trade."""

from datetime import date, timedelta

#: Spring Festival 春节 by year; where none is known here, the campaigns around it get no edition.
SPRING_FESTIVAL = {
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
    2027: date(2027, 2, 6),
    2028: date(2028, 1, 26),
    2029: date(2029, 2, 13),
    2030: date(2030, 2, 3),
}

_DAY = timedelta(days=1)

#: (month, day) of the first and of the last day, for those that keep them every year. By yearly notice are
#: social_insurance_week, warm_social_insurance and work_injury_prevention: here they keep the days of 2025.
_FIXED: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "national_security_day": ((4, 15), (4, 15)),
    "private_enterprise_month": ((4, 1), (4, 30)),
    "occupational_disease_week": ((4, 25), (5, 1)),
    "wage_regulation_anniversary": ((4, 20), (5, 31)),
    "civil_code_month": ((5, 1), (5, 31)),
    "safety_month": ((6, 1), (6, 30)),
    "safety_consult_day": ((6, 16), (6, 16)),
    "warm_social_insurance": ((9, 1), (10, 31)),
    "work_injury_prevention": ((9, 1), (11, 30)),
    "golden_autumn": ((10, 1), (10, 31)),
    "social_insurance_week": ((10, 20), (10, 26)),
    "legal_education_law_day": ((11, 1), (11, 1)),
    "constitution_week": ((12, 1), (12, 7)),
    "constitution_day": ((12, 4), (12, 4)),
}

#: What a team's events serve when one of these runs on their day; the first one that does.
SERVED: dict[str, tuple[str, ...]] = {
    "employment": ("constitution_week", "golden_autumn", "spring_breeze", "employment_assistance_month"),
    "pension": ("constitution_week", "social_insurance_week", "warm_social_insurance"),
    "work_injury": ("constitution_week", "safety_month", "occupational_disease_week", "work_injury_prevention"),
    "labor_relations": ("winter_wage_action", "wage_regulation_anniversary", "civil_code_month"),
}


def editions_until(year: int) -> dict[tuple[str, int], tuple[date, date]]:
    """The first and last day of every edition from 2024 to `year`, by campaign and the edition's year."""
    editions = {
        (code, each): days for each in range(2025, year + 1) for code, days in _editions_of(each).items() if days
    }
    before = {"constitution_week", "constitution_day", "winter_wage_action"}
    return {(code, 2024): days for code, days in _editions_of(2024).items() if code in before and days} | editions


def _editions_of(year: int) -> dict[str, tuple[date, date] | None]:
    fixed = {code: (date(year, *first), date(year, *last)) for code, (first, last) in _FIXED.items()}
    this, following = SPRING_FESTIVAL.get(year), SPRING_FESTIVAL.get(year + 1)
    return {
        **fixed,
        "spring_breeze": None if this is None else (this - 9 * _DAY, date(year, 4, 8)),
        "employment_assistance_month": (
            None if this is None else (date(year - 1, 12, 15), min(date(year, 1, 31), this - _DAY))
        ),
        "winter_wage_action": None if following is None else (date(year, 11, 1), following - _DAY),
    }
