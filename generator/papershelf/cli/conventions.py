"""What all commands share: how one is found, how a day is written, a file read, and a problem printed."""

from __future__ import annotations

import difflib
from collections import UserDict
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from papershelf import content, disk
from papershelf.errors import Problem, Rejected, Severity, stop


class Commands(click.Group):
    """A group that answers an unknown command with the nearest known one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one was probably meant."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = difflib.get_close_matches(name, self.list_commands(ctx), n=1, cutoff=0.5)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known commands: {', '.join(self.list_commands(ctx))}."
            raise click.UsageError(f"No such command '{name}'. {hint}", ctx)
        return super().resolve_command(ctx, args)


class Imported(UserDict[str, Any]):
    """Commands by what they are called, each imported when it is asked for. They are given as `module.name`."""

    def __getitem__(self, name: str) -> Any:
        """Import a command.

        Raises:
            KeyError: There is no such.
        """
        module, _, attribute = super().__getitem__(name).rpartition(".")
        return getattr(import_module(module), attribute)


def today() -> str:
    """The day that it is, in UTC: the only clock by which a list is made or judged."""
    return datetime.now(UTC).date().isoformat()


def read_day(written: str | None, option: str = "--date") -> str:
    """The day that was written, or today."""
    if written is None:
        return today()
    try:
        content.check_day(written)
    except Rejected as error:
        raise click.BadParameter(f"{error.problem}; write YYYY-MM-DD", param_hint=option) from None
    return written


def note_ahead(day: str) -> list[Problem]:
    """What is said of a day that has not come yet."""
    if day <= today():
        return []
    remedy = "Correct it in the papers' files, unless it is meant"
    return [Problem(path="--date", problem=f"{day} is after today", remedy=remedy, severity=Severity.WARNING)]


def read_file(path: Path, limit: int, remedy: str = "Name a file that is there") -> bytes:
    """The bytes of a file that somebody else wrote, one more than the limit at the most.

    Raises:
        PapershelfError: It cannot be read.
    """
    try:
        return content.read_bounded(path, limit)
    except OSError as error:
        raise stop(str(path), f"it cannot be read ({disk.cause(error)})", remedy) from None


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems to the standard error, a line each."""
    for problem in problems:
        click.echo(str(problem), err=True)
