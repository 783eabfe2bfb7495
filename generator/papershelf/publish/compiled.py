"""Templates as Jinja has compiled them, kept for the next run: to compile them takes as long as to render 200 pages."""

from __future__ import annotations

import sys

from jinja2 import FileSystemBytecodeCache

from papershelf import disk
from papershelf.publish import program
from papershelf.publish.digests import Digests
from papershelf.publish.language import Words


class _Compiled(FileSystemBytecodeCache):
    """A folder of compiled templates, each of which is used by the program and in the language that compiled it."""

    def __init__(self, folder: str, made_with: str) -> None:
        super().__init__(folder)
        self._made_with = made_with

    def get_source_checksum(self, source: str) -> str:
        """The hash of everything that a template is compiled from."""
        return super().get_source_checksum(f"{self._made_with}\n{source}")


def compiled(words: Words) -> FileSystemBytecodeCache | None:
    """Where compiled templates are kept; None where only this user's own runs could not be believed.

    Args:
        words: The site's own. Jinja applies filters to constants when it compiles, and some speak a language.
    """
    folder = disk.own_folder(f"templates-{sys.implementation.cache_tag}")
    if folder is None:
        return None
    return _Compiled(str(folder), Digests().of((program.digest(), *words.spoken)))
