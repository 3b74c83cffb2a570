"""What would become of each row of a file, beside what is there."""
