"""The seam to MkDocs: settings, files and the plugin."""
