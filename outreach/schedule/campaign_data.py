"""The campaigns that every bureau of the trade knows: code, name, English name, aliases. Days come by yearly notice."""

CAMPAIGNS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("employment_assistance_month", "就业援助月", "Employment Assistance Month", ()),
    ("spring_breeze", "春风行动", "Spring Breeze", ()),
    ("migrant_workers_law_week", "农民工学法活动周", "Migrant Workers' Law Week", ()),
    ("national_security_day", "全民国家安全教育日", "National Security Education Day", ()),
    ("private_enterprise_month", "民营企业服务月", "Private Enterprise Service Month", ()),
    ("occupational_disease_week", "职业病防治法宣传周", "Occupational Disease Law Week", ()),
    (
        "wage_regulation_anniversary",
        "保障农民工工资支付条例施行周年宣传",
        "Anniversary of the Migrant Workers' Wage Regulation",
        (),
    ),
    ("civil_code_month", "民法典宣传月", "Civil Code Month", ()),
    ("safety_month", "安全生产月", "Work Safety Month", ()),
    ("safety_consult_day", "安全宣传咨询日", "Safety Advice Day", ()),
    ("work_injury_prevention", "工伤预防宣传", "Work Injury Prevention", ()),
    ("golden_autumn", "金秋招聘月", "Golden Autumn Job Fairs", ()),
    ("social_insurance_week", "社保服务进万家", "Social Insurance to Every Home", ()),
    ("legal_education_law_day", "法治宣传教育法施行日", "Legal Education Law Day", ()),
    ("winter_wage_action", "治理欠薪冬季行动", "Winter Action against Unpaid Wages", ("根治欠薪冬季行动",)),
    ("constitution_week", "宪法宣传周", "Constitution Week", ()),
    ("constitution_day", "国家宪法日", "Constitution Day", ()),
    ("warm_social_insurance", "温暖社保", "Warm Social Insurance", ()),
)
