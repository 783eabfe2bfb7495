"""Where the records of a file are whose parser tells no lines."""

from __future__ import annotations

import re


class Places:
    """The lines in which records begin, one after the other."""

    def __init__(self, text: str, begin: re.Pattern[str]) -> None:
        """Prepare to count lines.

        Args:
            text: The file.
            begin: How each record begins.
        """
        self._text = text
        self._found = begin.finditer(text)
        self._position = 0
        self._line = 1

    def next_line(self) -> int:
        """The line of the next record, counted from 1; of the last one, where no more are found."""
        if (found := next(self._found, None)) is not None:
            self._line += self._text.count("\n", self._position, found.start())
            self._position = found.start()
        return self._line
