"""Everything that others made and that comes with the package has its licence beside it, of the right holder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fabricate import REPOSITORY
from fontTools.ttLib import TTFont

TEMPLATES = REPOSITORY / "templates"
FONTS = sorted(path for path in TEMPLATES.rglob("*") if path.suffix in (".ttf", ".otf", ".woff", ".woff2"))
VENDORED = sorted((TEMPLATES / "theme" / "assets" / "vendor").glob("*.js"))

_COPYRIGHT, _FAMILY, _FULL_NAME, _MANUFACTURER = 0, 1, 4, 8
"""Entries of a font's table of names (https://learn.microsoft.com/typography/opentype/spec/name)."""
_HOLDER = re.compile(r"(?:Copyright|©)(?: \(C\))? \d{4}(?: ?[-–] ?\d{4})?,? (?:by )?(.+)")


def licence_of(file: Path) -> Path:
    """The licence of a font or script: `x.LICENSE` for all files that begin with `x`, or `LICENSE` of their folder."""
    found = [
        path for path in file.parent.glob("*LICENSE") if file.name.startswith(path.name.removesuffix("LICENSE")[:-1])
    ]
    assert len(found) == 1, f"{file} has {len(found)} licences beside it"
    return found[0]


def holder(notice: str) -> str:
    found = _HOLDER.search(notice)
    assert found is not None, notice
    return found[1].strip()


def short(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


@pytest.mark.parametrize("file", FONTS, ids=short)
def test_a_fonts_licence_states_the_copyright_that_the_font_states(file: Path) -> None:
    licence = licence_of(file).read_text(encoding="utf-8")
    names = TTFont(file)["name"]
    notice = names.getDebugName(_COPYRIGHT)
    assert licence.splitlines()[0] == notice
    assert licence.splitlines()[2] == "This Font Software is licensed under the SIL Open Font License, Version 1.1."
    maker = names.getDebugName(_MANUFACTURER)
    assert maker is None or maker in notice


@pytest.mark.parametrize("file", [path for path in FONTS if path.suffix == ".woff2"], ids=short)
def test_a_changed_font_does_not_bear_a_reserved_name(file: Path) -> None:
    names = TTFont(file)["name"]
    reserved = re.search("Reserved Font Name ‘(.+)’", names.getDebugName(_COPYRIGHT))
    if reserved is not None:
        assert reserved[1] not in names.getDebugName(_FAMILY) + names.getDebugName(_FULL_NAME)


def test_the_fonts_of_the_cards_are_listed_with_their_holders() -> None:
    told = (TEMPLATES / "fonts" / "README.md").read_text(encoding="utf-8")
    for folder in sorted(path.parent for path in FONTS if path.parent.parent == TEMPLATES / "fonts"):
        (row,) = [line for line in told.splitlines() if line.startswith(f"| `{folder.name}/`")]
        name = holder((folder / "LICENSE").read_text(encoding="utf-8").splitlines()[0])
        assert re.split(r" \(|\.|,", name)[0] in row


@pytest.mark.parametrize("file", VENDORED, ids=short)
def test_a_scripts_licence_names_who_the_script_names(file: Path) -> None:
    head = file.read_text(encoding="utf-8").partition("*/")[0]
    assert "@license MIT" in head
    licence = licence_of(file).read_text(encoding="utf-8")
    assert holder(head) == holder(licence.splitlines()[0])
    assert "Permission is hereby granted, free of charge" in licence


def test_whatever_is_not_text_of_ours_is_looked_at_here() -> None:
    """A picture or archive from outside would need a licence, too."""
    judged = {*FONTS, *VENDORED}
    ours = {".j2", ".html", ".js", ".css", ".md", ".yml", ".py", ".sha256", ".svg", ".po", ".LICENSE", ""}
    found = (path for path in TEMPLATES.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert [short(path) for path in found if path not in judged and path.suffix not in ours] == []
    assert len(FONTS) >= 18
    assert VENDORED
