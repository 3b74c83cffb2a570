"""Consultations that need an answer: what was asked, who owes the answer till when, and where people were sent."""
