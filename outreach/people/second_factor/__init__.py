"""A second factor 两步验证: what a phone shows for thirty seconds, beside the password."""
