"""What the example bureau is made of: plain Chinese content, written by hand. Nobody and no place in it is real."""
