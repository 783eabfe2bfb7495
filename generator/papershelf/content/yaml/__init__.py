"""YAML with the place of every value: read strictly, edited line by line."""
