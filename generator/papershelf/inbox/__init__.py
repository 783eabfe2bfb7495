"""Keeping up: feeds asked for what is new, candidates that wait for a person, and what becomes of them."""
