"""A library that is imported late is that library, and one that is missing is missed at once."""

import sys
from pathlib import Path

import pytest

from papershelf.lazy_import import lazy_import


def test_a_module_is_read_when_it_is_used() -> None:
    module = lazy_import("colorsys")
    assert module is sys.modules["colorsys"]
    assert lazy_import("colorsys") is module
    assert module.rgb_to_hls(0, 0, 0) == (0, 0, 0)


def test_what_is_not_used_is_not_read(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "this", raising=False)
    module = lazy_import("this")  # which prints a poem when it is read
    assert capsys.readouterr().out == ""
    assert module.d
    assert "beautiful" in capsys.readouterr().out.lower()


def test_the_package_of_a_module_is_not_read_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "teapots_of_nowhere"
    package.mkdir()
    (package / "__init__.py").write_text("HEAT = 80\n", encoding="utf-8")
    (package / "lids.py").write_text("from teapots_of_nowhere import HEAT\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    lids = lazy_import("teapots_of_nowhere.lids")
    assert "teapots_of_nowhere" not in sys.modules
    assert lids.HEAT == 80
    assert "teapots_of_nowhere" in sys.modules


def test_a_missing_library_is_named() -> None:
    for name in ("kettle_of_nowhere", "kettle_of_nowhere.lids"):
        with pytest.raises(ModuleNotFoundError, match="kettle_of_nowhere"):
            lazy_import(name)
