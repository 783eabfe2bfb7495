"""What a paper is (authors, year, venue, identifiers): sources asked, records matched, changes proposed."""
