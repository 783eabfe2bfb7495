"""What is installed, as a hash and for people."""

from __future__ import annotations

import platform
from importlib.metadata import version

import pytest

from papershelf import __version__
from papershelf.publish import program


def test_versions_are_named_but_for_those_that_nothing_is_built_with(monkeypatch: pytest.MonkeyPatch) -> None:
    needed = ["jinja2>=3.1", "teapot>=1", 'pytest>=9; extra == "dask"', "babel>=2.17; python_version > '3'"]
    monkeypatch.setattr(program, "requires", lambda _: needed)
    program.digest.cache_clear()
    told = program.described()
    program.digest.cache_clear()
    assert told.pop("papershelf").startswith(f"{__version__} (")
    assert told.pop("the system") == f"{platform.system()} {platform.machine()}"
    assert told == {
        "Python": platform.python_version(),
        "babel": version("babel"),
        "jinja2": version("jinja2"),
        "teapot": "none",
    }


def test_another_version_is_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    before = program.described()["papershelf"]
    monkeypatch.setattr(program, "_version", lambda name: "0.0.1")
    program.digest.cache_clear()
    after = program.described()["papershelf"]
    program.digest.cache_clear()
    assert before != after
