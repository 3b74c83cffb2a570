"""What the example bureau's campaigns go by: the notice that sets a year's days, and the laws they explain."""

#: By code of the campaign, for the years whose notice has come; {year} is the edition's.
NOTICES: dict[str, str] = {
    "warm_social_insurance": "关于开展{year}年“温暖社保”宣传活动的通知",
    "social_insurance_week": "关于组织{year}年“社保服务进万家”活动的通知",
    "work_injury_prevention": "{year}年度工伤预防宣传实施方案",
    "safety_month": "关于开展{year}年“安全生产月”活动的通知",
    "spring_breeze": "关于开展{year}年春风行动的通知",
    "employment_assistance_month": "关于开展{year}年就业援助月专项活动的通知",
    "winter_wage_action": "关于开展{year}年治理欠薪冬季行动的通知",
}

#: By code of the campaign, the short titles of its laws.
EXPLAINED: dict[str, tuple[str, ...]] = {
    "spring_breeze": ("就业促进法", "劳动合同法"),
    "employment_assistance_month": ("就业促进法",),
    "occupational_disease_week": ("职业病防治法", "工伤保险条例"),
    "wage_regulation_anniversary": ("工资支付条例",),
    "civil_code_month": ("民法典",),
    "safety_month": ("安全生产法", "工伤保险条例"),
    "work_injury_prevention": ("工伤保险条例",),
    "social_insurance_week": ("社会保险法", "社会保险经办条例"),
    "warm_social_insurance": ("社会保险法", "延迟退休决定"),
    "winter_wage_action": ("工资支付条例", "劳动保障监察条例"),
    "legal_education_law_day": ("法治宣传教育法",),
    "constitution_week": ("宪法",),
    "constitution_day": ("宪法",),
}
