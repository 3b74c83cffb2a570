"""Coverage: which team was where, when last, when next, and which places are forgotten."""
