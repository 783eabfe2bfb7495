"""`python -m papershelf.cli`: the command line without the installed script."""

from papershelf.cli import main

main()
