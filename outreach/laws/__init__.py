"""Laws as a list: their titles as they are quoted, and when they are in force."""
