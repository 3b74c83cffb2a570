"""The words of the case library, and the bounds of what is written."""

from enum import StrEnum

LONGEST_LINE, LONGEST_TEXT, LONGEST_ARTICLE, MOST_LAWS = 200, 3000, 100, 10


class Source(StrEnum):
    """Where a case comes from."""

    ARBITRATION = "arbitration"  # 劳动人事争议仲裁
    MEDIATION = "mediation"  # 调解
    INSPECTION = "inspection"  # 劳动保障监察
    COURT = "court"
    PUBLISHED = "published"  # a typical case 典型案例 that another body published
