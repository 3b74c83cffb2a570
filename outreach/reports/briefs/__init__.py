"""Briefs 信息简报: drafted from an event's log in four parts, edited, checked, and kept as the article they became."""
