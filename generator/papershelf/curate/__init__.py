"""What people do to the list: new papers, tags renamed and merged, mistakes fixed."""
