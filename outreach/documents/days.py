"""How official documents write days."""

from datetime import date


def said_day(day: date) -> str:
    """2025年3月4日."""
    return f"{day.year}年{day.month}月{day.day}日"
