"""Which papers are alike: related papers, suggested tags, and the map."""
