"""The campaigns that every bureau of the trade knows, each with the rule that proposes its days (FIELD.md)."""

from dataclasses import dataclass

from outreach.schedule.campaigns.rules import Recurrence
from outreach.schedule.rules import DayRule


@dataclass(frozen=True)
class KnownCampaign:
    """A campaign as a new bureau finds it in its list."""

    code: str
    name: str
    name_en: str
    recurrence: Recurrence
    aliases: tuple[str, ...] = ()


def _fixed(first: str, last: str, from_year: int | None = None) -> Recurrence:
    return Recurrence(DayRule.FIXED, first, last, from_year)


def _month(number: int) -> Recurrence:
    return Recurrence(DayRule.MONTH, f"{number:02d}-01")


def _notice(usual_first: str | None = None, usual_last: str | None = None) -> Recurrence:
    return Recurrence(DayRule.NOTICE, usual_first, usual_last)


CAMPAIGNS = (
    KnownCampaign(
        "employment_assistance_month", "就业援助月", "Employment Assistance Month", _notice("12-15", "01-31")
    ),
    KnownCampaign(
        "spring_breeze", "春风行动", "Spring Breeze", Recurrence(DayRule.AROUND_SPRING_FESTIVAL, "01-25", "04-08")
    ),
    KnownCampaign("migrant_workers_law_week", "农民工学法活动周", "Migrant Workers' Law Week", _notice()),
    KnownCampaign(
        "national_security_day", "全民国家安全教育日", "National Security Education Day", _fixed("04-15", "04-15")
    ),
    KnownCampaign("private_enterprise_month", "民营企业服务月", "Private Enterprise Service Month", _month(4)),
    KnownCampaign(
        "occupational_disease_week", "职业病防治法宣传周", "Occupational Disease Law Week", _fixed("04-25", "05-01")
    ),
    KnownCampaign(
        "wage_regulation_anniversary",
        "保障农民工工资支付条例施行周年宣传",
        "Anniversary of the Migrant Workers' Wage Regulation",
        _fixed("04-20", "05-31"),
    ),
    KnownCampaign("civil_code_month", "民法典宣传月", "Civil Code Month", _fixed("05-01", "05-31")),
    KnownCampaign("safety_month", "安全生产月", "Work Safety Month", _month(6)),
    KnownCampaign("safety_consult_day", "安全宣传咨询日", "Safety Advice Day", _fixed("06-16", "06-16")),
    KnownCampaign("work_injury_prevention", "工伤预防宣传", "Work Injury Prevention", _notice()),
    KnownCampaign("golden_autumn", "金秋招聘月", "Golden Autumn Job Fairs", _month(10)),
    KnownCampaign(
        "social_insurance_week", "社保服务进万家", "Social Insurance to Every Home", _notice("10-20", "10-26")
    ),
    KnownCampaign(
        "legal_education_law_day", "法治宣传教育法施行日", "Legal Education Law Day", _fixed("11-01", "11-01", 2025)
    ),
    KnownCampaign(
        "winter_wage_action",
        "治理欠薪冬季行动",
        "Winter Action against Unpaid Wages",
        Recurrence(DayRule.UNTIL_SPRING_FESTIVAL, "11-01"),
        ("根治欠薪冬季行动",),
    ),
    KnownCampaign("constitution_week", "宪法宣传周", "Constitution Week", _fixed("12-01", "12-07")),
    KnownCampaign("constitution_day", "国家宪法日", "Constitution Day", _fixed("12-04", "12-04")),
    KnownCampaign("warm_social_insurance", "温暖社保", "Warm Social Insurance", _notice()),
)
