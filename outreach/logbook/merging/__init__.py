"""An event made on the spot that was another one: its lines go over, every one of them visible."""
