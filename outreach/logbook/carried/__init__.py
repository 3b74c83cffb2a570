"""What waits on a phone: the page that settles it, and the ways in which it leaves without a network of its own."""
