"""The list as a site: pages, files in other formats, search, cards, charts, and the build."""
