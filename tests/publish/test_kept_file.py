"""What a build remembers comes back from the disk as it was, also where only what has changed was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from papershelf.audit import Verdict
from papershelf.publish import kept_file
from papershelf.publish.kept import Record
from papershelf.publish.kept_parts import Group, Made
from papershelf.publish.output import Filed

NUMBER = 40
"""So many pages make few changes small."""


def record(*, edited: int = 0, gone: int = 0) -> Record:
    """A record of pages of which some are other ones than before, and some are gone."""
    made = Record(made_with="kettles")
    texts = {f"papers/p-{n}/index.html": "cold" if n < edited else "warm" for n in range(NUMBER - gone)}
    made.pages = {path: Made(text, ("[kettles]", f'["{path}"]'), f"sha256-{text}") for path, text in texts.items()}
    made.answers = {"[kettles]": "warm", **{f'["{path}"]': text for path, text in texts.items()}}
    made.groups = {f"{path}?": Group(text, (path,)) for path, text in texts.items()}
    made.verdicts = {path: Verdict(f"sha256-{text}", "a\0b", (), ("index.html",), True) for path, text in texts.items()}
    made.files = {path: Filed(f"sha256-{text}", 7, (7, 1, 2, 3)) for path, text in texts.items()}
    return made


def again(root: Path, made: Record) -> Record:
    """What the next build begins with, when this one began with what is kept."""
    made.base = kept_file.load(root, "kettles").base
    kept_file.prepare(root, made)()
    return kept_file.load(root, "kettles")


def test_what_says_what_is_in_the_site_is_kept_last(tmp_path: Path) -> None:
    keep = kept_file.prepare(tmp_path, record())
    assert (tmp_path / kept_file.ROWS).exists()
    assert kept_file.load(tmp_path, "kettles").parts == Record(made_with="").parts
    keep()
    assert kept_file.load(tmp_path, "kettles").parts == record().parts


def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    assert again(tmp_path, record()).parts == record().parts
    assert kept_file.load(tmp_path, "teapots").parts == Record(made_with="").parts


@pytest.mark.parametrize(("edited", "gone"), [(1, 0), (0, 1), (2, 1), (0, 0)])
def test_a_small_change_leaves_the_file_alone(tmp_path: Path, edited: int, gone: int) -> None:
    again(tmp_path, record())
    before = (tmp_path / kept_file.FILE).stat()
    now = record(edited=edited, gone=gone)
    assert again(tmp_path, now).parts == now.parts
    assert (tmp_path / kept_file.FILE).stat() == before
    assert again(tmp_path, record()).parts == record().parts, "and it can be taken back"


def test_after_many_changes_the_file_is_written_anew_and_those_before_are_none(tmp_path: Path) -> None:
    again(tmp_path, record())
    again(tmp_path, record(gone=2))
    now = record(edited=20)
    assert again(tmp_path, now).parts == now.parts
    assert kept_file.load(tmp_path, "kettles").base is not None


def test_changes_of_another_file_are_none(tmp_path: Path) -> None:
    again(tmp_path, record())
    again(tmp_path, record(edited=1))
    kept_file.prepare(tmp_path, record(gone=3))()
    assert kept_file.load(tmp_path, "kettles").parts == record(gone=3).parts


@pytest.mark.parametrize("place", [3, 60, -4])
def test_damaged_changes_are_none(tmp_path: Path, place: int) -> None:
    again(tmp_path, record())
    again(tmp_path, record(edited=1))
    raw = bytearray((tmp_path / kept_file.CHANGES).read_bytes())
    raw[place] ^= 1
    (tmp_path / kept_file.CHANGES).write_bytes(raw)
    assert kept_file.load(tmp_path, "kettles").parts == record().parts
