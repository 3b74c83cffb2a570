"""Open risks: how many, by subject, park and trade; whom they concern is told to those only who may know."""
