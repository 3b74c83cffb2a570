"""What changed on an event since somebody it concerns has looked."""
