"""What a law, a case or a check-up is about, in the words of those who ask."""

from enum import StrEnum


class Subject(StrEnum):
    """A field of labour and social-insurance law; each check-up list and each case has one."""

    LABOUR_CONTRACT = "labour_contract"  # 劳动合同
    PAY = "pay"  # 工资与加班
    WORKING_TIME = "working_time"  # 工时与休假
    SOCIAL_INSURANCE = "social_insurance"  # 社会保险
    WORK_INJURY = "work_injury"  # 工伤
    DISPATCH = "dispatch"  # 劳务派遣
    SPECIAL_PROTECTION = "special_protection"  # 女职工和未成年工保护
    WAGE_ACCOUNTS = "wage_accounts"  # 农民工工资支付
    OTHER = "other"
