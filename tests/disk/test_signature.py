"""Files told apart by what the system says of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from papershelf.disk import has_signature, signature_of

pytestmark = pytest.mark.skipif(os.name != "posix", reason="other systems do not say when a file was changed")


def test_a_file_has_its_own_signature_and_no_other(tmp_path: Path) -> None:
    kettles, teapots = tmp_path / "kettles", tmp_path / "teapots"
    kettles.write_text("warm", "utf-8")
    teapots.write_text("warm", "utf-8")
    signature = signature_of(os.lstat(kettles))
    assert signature is not None
    assert has_signature(os.lstat(kettles), signature)
    assert has_signature(os.lstat(kettles), tuple(signature))
    assert not has_signature(os.lstat(teapots), signature)
    assert not has_signature(os.lstat(kettles), None)


def test_a_link_or_a_folder_has_none(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    for path in (tmp_path, tmp_path / "link"):
        state = os.lstat(path)
        assert signature_of(state) is None
        assert not has_signature(state, (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino))
