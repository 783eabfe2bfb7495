"""A site built from Python: the same build as the command's, with failures that a program can catch."""

from __future__ import annotations

import gc
import inspect
from pathlib import Path

import pytest
from fabricate import LIBRARY, assemble

from papershelf.errors import PapershelfError
from papershelf.publish.mkdocs.run import NotPublished, address_of, build


def test_its_signature_is_a_promise() -> None:
    shown = (
        "(root: 'Path | str', *, strict: 'bool' = False, cards: 'bool' = True, force: 'bool' = False, "
        "jobs: 'int | None' = None, dask: 'str | None' = None) -> 'None'"
    )
    assert str(inspect.signature(build)) == shown


def test_a_list_with_a_fault_is_not_published_and_the_reason_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root = assemble(tmp_path, LIBRARY).root
    (root / "content" / "tags.yml").write_text("topics: 7\n", encoding="utf-8")
    with pytest.raises(NotPublished):
        build(root, cards=False)
    assert "tags.yml" in caplog.text
    assert not (root / "site").exists()
    assert gc.isenabled()


@pytest.mark.parametrize(
    ("settings", "culprit"), [(None, "there is no such file"), ("site_name: Kettles\n", "is not named under")]
)
def test_settings_that_cannot_be_built_are_named(tmp_path: Path, settings: str | None, culprit: str) -> None:
    root = assemble(tmp_path, LIBRARY).root
    (root / "mkdocs.yml").unlink()
    if settings is not None:
        (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    with pytest.raises(PapershelfError, match=culprit):
        build(root)


def test_the_address_to_serve_at_is_that_of_the_settings(tmp_path: Path) -> None:
    root = assemble(tmp_path, LIBRARY).root
    path = root / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8") + "dev_addr: 127.0.0.1:8123\n", encoding="utf-8")
    assert address_of(root) == ("127.0.0.1", 8123)


def test_a_program_that_builds_has_its_garbage_looked_for_afterwards_as_before(tmp_path: Path) -> None:
    root = assemble(tmp_path, LIBRARY).root
    build(root, cards=False, jobs=1)
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
