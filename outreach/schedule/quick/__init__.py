"""An event from a place and a time, as somebody said them."""
