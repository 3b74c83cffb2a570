"""Events that repeat: separate events that know their series."""
