"""The days of each campaign's edition in the example, by the yearly calendar of the trade."""

from datetime import date, timedelta

from outreach.schedule.campaigns.rules import spring_festival

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


#: Nobody knows the next year's days of these before their notice.
_BY_NOTICE = {"warm_social_insurance", "work_injury_prevention", "social_insurance_week", "employment_assistance_month"}


def editions_until(year: int) -> dict[tuple[str, int], tuple[date, date]]:
    """The first and last day of every edition from 2024 to `year`, by campaign and the edition's year.

    Of the last year without those whose notice has not come.
    """
    editions = {
        (code, each): days
        for each in range(2025, year + 1)
        for code, days in _editions_of(each).items()
        if each < year or code not in _BY_NOTICE
    }
    before = {"constitution_week", "constitution_day", "winter_wage_action"}
    return {(code, 2024): days for code, days in _editions_of(2024).items() if code in before} | editions


def _editions_of(year: int) -> dict[str, tuple[date, date]]:
    fixed = {code: (date(year, *first), date(year, *last)) for code, (first, last) in _FIXED.items()}
    festival = spring_festival(year)
    return {
        **fixed,
        "spring_breeze": (festival - 9 * _DAY, date(year, 4, 8)),
        "employment_assistance_month": (date(year - 1, 12, 15), min(date(year, 1, 31), festival - _DAY)),
        "winter_wage_action": (date(year, 11, 1), spring_festival(year + 1) - _DAY),
    }
