"""The pages of the site, composed: address, template and context of each."""
