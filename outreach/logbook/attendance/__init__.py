"""Who was there: of us, of the public by group, and which companies."""
