"""When an answer is marked."""

from datetime import date

import pytest

from outreach.answers.rules import LawNow, Mark, last_before, mark_of, without_version

DAY = date(2025, 3, 4)
BEFORE, AFTER = date(2025, 3, 3), date(2025, 3, 5)


@pytest.mark.parametrize(
    ("law", "expected"),
    [
        (None, None),
        (LawNow(), None),
        (LawNow(is_over=True), Mark.ENDED),
        (LawNow(is_over=True, replaced_on=AFTER), Mark.ENDED),
        (LawNow(replaced_on=BEFORE), None),
        (LawNow(replaced_on=DAY), None),
        (LawNow(replaced_on=AFTER), Mark.REPLACED),
        (LawNow(changed_on=DAY), None),
        (LawNow(changed_on=AFTER), Mark.CHANGED),
        (LawNow(replaced_on=AFTER, changed_on=AFTER), Mark.REPLACED),
        (LawNow(replaced_on=BEFORE, changed_on=AFTER), Mark.CHANGED),
    ],
)
def test_an_answer_is_marked_once_its_law_has_changed(law, expected):
    assert mark_of(DAY, law) is expected


def test_versions_of_a_law_share_their_title():
    assert without_version("工伤保险条例（2010年修订）") == without_version("工伤保险条例") == "工伤保险条例"
    assert without_version("关于办理（某）事的规定") == "关于办理（某）事的规定"


def test_only_days_that_have_come_count():
    assert last_before([None, BEFORE, AFTER], DAY) == BEFORE
    assert last_before([AFTER], DAY) is None
