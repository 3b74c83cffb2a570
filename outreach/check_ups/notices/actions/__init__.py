"""What is done with a risk notice: its words, its steps, what all notices are written with; each leaves its history."""

from outreach.check_ups.notices.actions.drafting import (
    ItemWords,
    Meant,
    Words,
    add_item,
    change_item,
    change_notice,
    count_anew,
    drop_item,
    make_notice,
    move_revisit,
    take_in,
)
from outreach.check_ups.notices.actions.stationery import (
    check_notice_template,
    keep_wording,
    use_template,
    use_template_again,
)
from outreach.check_ups.notices.actions.steps import (
    ask_for_review,
    check_numbered,
    hand_over,
    hold_back,
    note_paper,
    release_notice,
    reopen_notice,
    review_notice,
    withdraw_notice,
)

__all__ = [
    "ItemWords",
    "Meant",
    "Words",
    "add_item",
    "ask_for_review",
    "change_item",
    "change_notice",
    "check_notice_template",
    "check_numbered",
    "count_anew",
    "drop_item",
    "hand_over",
    "hold_back",
    "keep_wording",
    "make_notice",
    "move_revisit",
    "note_paper",
    "release_notice",
    "reopen_notice",
    "review_notice",
    "take_in",
    "use_template",
    "use_template_again",
    "withdraw_notice",
]
