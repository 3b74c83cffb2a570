"""Items that look like one: told apart, or made one and two again."""
