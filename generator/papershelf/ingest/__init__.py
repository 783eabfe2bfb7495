"""Outside formats in: a reader for each, candidates, and a plan of what an import changes."""
