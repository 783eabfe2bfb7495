"""The documentation of the tool, for people who publish a list of their own: pages, and what makes the reference."""
