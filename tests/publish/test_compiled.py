"""Templates that were compiled before are not compiled again, unless something is another than then."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest

from papershelf.publish import program
from papershelf.publish.compiled import compiled
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.templates import Renderer


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which this user keeps what saves work."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def compile_of(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[str, int]]:
    """A template's text, and how many templates had to be compiled for it."""
    template = tmp_path / "teapot.txt"
    template.write_text("{{ 3 | number }} teapots", encoding="utf-8")
    usual, sources = jinja2.Environment.compile, []

    def noting(self: jinja2.Environment, source: str, *arguments: object, **more: object) -> object:
        sources.append(source)
        return usual(self, source, *arguments, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(jinja2.Environment, "compile", noting)

    def render(words: Words = ENGLISH) -> tuple[str, int]:
        before = len(sources)
        return Renderer(tmp_path, words=words).render("teapot.txt", {}), len(sources) - before

    return render


def test_a_template_is_compiled_once(compile_of: Callable[..., tuple[str, int]], tmp_path: Path) -> None:
    assert [compile_of(), compile_of()] == [("3 teapots", 1), ("3 teapots", 0)]
    (tmp_path / "teapot.txt").write_text("no teapot", encoding="utf-8")
    assert compile_of() == ("no teapot", 1)


def test_another_program_and_another_language_compile_it_again(
    compile_of: Callable[..., tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    compile_of()
    assert compile_of(Words(code="de"))[1] == 1
    assert compile_of()[1] == 1
    monkeypatch.setattr(program, "digest", lambda: "another")
    assert compile_of()[1] == 1


def test_a_damaged_file_is_none(compile_of: Callable[..., tuple[str, int]], cache: Path) -> None:
    compile_of()
    (kept,) = cache.rglob("*.cache")
    kept.write_bytes(kept.read_bytes()[:-40])
    assert compile_of() == ("3 teapots", 1)
    kept.write_bytes(b"")
    assert compile_of() == ("3 teapots", 1)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a user's folders are the user's")
def test_a_folder_that_others_can_write_is_not_believed(cache: Path) -> None:
    assert compiled(ENGLISH) is not None
    (folder,) = cache.rglob("templates-*")
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o777)
    assert compiled(ENGLISH) is None


def test_where_no_folder_can_be_nothing_is_kept(cache: Path) -> None:
    cache.write_text("a file", encoding="utf-8")
    assert compiled(ENGLISH) is None
