"""`python -m generator.cli`: the command line without the installed script."""

from generator.cli import main

main()
