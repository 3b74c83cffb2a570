"""Legal check-ups 法律体检 in companies: lists, what was found, risk notices, revisits, and the risks that are open."""
