"""Pushes of an account: a post and its pieces, entered and put in order together."""
