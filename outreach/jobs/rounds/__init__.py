"""Rounds: long work that the program does by itself at its time, once, whichever of its processes is first.

Unlike a chore (`jobs.chores`), which is a sweep inside of one transaction, it takes minutes, holds nobody up, says what
came of it, and is tried again where it failed.
"""
