"""The upkeep of the house: looking whether all is sound, backups, getting everything out, moving."""
