"""What MkDocs warns about, counted."""

from __future__ import annotations

import logging


class WarningCounter(logging.Handler):
    """Counts what MkDocs warns about, because its own strict mode counts too late for the gate."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count one more."""
        self.count += 1
