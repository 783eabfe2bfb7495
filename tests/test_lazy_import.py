"""A library that is imported late is that library, and one that is missing is missed at once."""

import sys

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


def test_a_missing_library_is_named() -> None:
    with pytest.raises(ModuleNotFoundError, match="kettle_of_nowhere"):
        lazy_import("kettle_of_nowhere")
