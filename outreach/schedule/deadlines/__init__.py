"""Days by which something is due 截止日: the annual report, a campaign's summary."""
