"""The case library 案例库: what happened, what the law says to it, and where it was told (以案释法)."""
