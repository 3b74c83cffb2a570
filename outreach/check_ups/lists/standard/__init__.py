"""The standard check-up lists, one module for each subject."""

from outreach.check_ups.lists.standard import (
    dispatch,
    labour_contract,
    pay,
    social_insurance,
    special_protection,
    wage_accounts,
    work_injury,
    working_time,
)
from outreach.check_ups.lists.standard.shape import StandardList

#: In the order of the page of lists.
STANDARD_LISTS: tuple[StandardList, ...] = (
    labour_contract.LIST,
    pay.LIST,
    working_time.LIST,
    social_insurance.LIST,
    work_injury.LIST,
    dispatch.LIST,
    special_protection.LIST,
    wage_accounts.LIST,
)
