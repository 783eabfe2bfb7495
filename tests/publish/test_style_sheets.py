"""The components of the style sheets, and what is served of them."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from fabricate import REPOSITORY

from papershelf.errors import PapershelfError
from papershelf.publish import style_sheets
from papershelf.publish.templates import Renderer

COMPONENTS = REPOSITORY / "templates" / "styles"
LONGEST = 400
"""Lines of a component."""


def test_every_component_is_in_one_sheet_and_every_sheet_has_its_components() -> None:
    joined = Counter(component for sheet in style_sheets.SHEETS.values() for component in sheet)
    assert joined == Counter(file.stem for file in COMPONENTS.iterdir())


def test_a_served_sheet_holds_its_components_in_their_order(renderer: Renderer) -> None:
    served = {artifact.path: artifact.to_bytes().decode() for artifact in style_sheets.publish(renderer)}
    assert set(served) == {f"assets/stylesheets/{sheet}.css" for sheet in style_sheets.SHEETS}
    for sheet, components in style_sheets.SHEETS.items():
        texts = [(COMPONENTS / f"{component}.css").read_text(encoding="utf-8") for component in components]
        places = [served[f"assets/stylesheets/{sheet}.css"].index(text) for text in texts]
        assert places == sorted(places)


def test_no_component_is_too_long_to_read() -> None:
    assert [file.name for file in COMPONENTS.iterdir() if file.read_text(encoding="utf-8").count("\n") > LONGEST] == []


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_component_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    shutil.copytree(REPOSITORY / "templates", tmp_path / "templates")
    file = tmp_path / "templates" / "styles" / "card.css"
    file.unlink() if content is None else file.write_bytes(content)
    with pytest.raises(PapershelfError, match=r"styles/card\.css: the file is missing or is not UTF-8"):
        list(style_sheets.publish(Renderer(tmp_path / "templates")))
