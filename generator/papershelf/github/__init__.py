"""What people ask for on GitHub: pull requests reviewed, issues made into changes."""
