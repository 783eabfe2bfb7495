"""Scripts that may run, by their hashes."""

from __future__ import annotations

from pathlib import Path

import pytest
from auditing import csp_hash, write

from papershelf.audit import read_hash_list, trusted_hashes
from papershelf.errors import PapershelfError


def test_trusted_hashes_are_those_of_script_files(tmp_path: Path) -> None:
    write(tmp_path, {"a/x.js": "x", "a/b/y.mjs": "y", "a/b/y.js.map": "z", "c/z.js": "z", "a/.icons/i.js": "i"})
    assert trusted_hashes([tmp_path / "a"]) == {csp_hash("x"), csp_hash("y")}


def test_a_hash_list_is_read(tmp_path: Path) -> None:
    file = tmp_path / "scripts.sha256"
    file.write_text(f"# why\n\n{csp_hash('a')}\n  {csp_hash('b')}  # b\n", encoding="utf-8")
    assert read_hash_list(file) == {csp_hash("a"), csp_hash("b")}


def test_a_hash_list_with_a_slip(tmp_path: Path) -> None:
    file = tmp_path / "scripts.sha256"
    file.write_text("# why\nsha256-short\n", encoding="utf-8")
    with pytest.raises(PapershelfError) as caught:
        read_hash_list(file)
    assert str(caught.value) == (f"{file}:2: `sha256-short` is not a hash. Write sha256- and 44 characters of base64.")
