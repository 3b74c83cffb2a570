"""The pages of the people feature: at the door, one's own, and the administrator's."""
