"""TeX in running text: read, put in order, and written as plain text and as MathML."""
