"""The documentation of the tool: its reference is what the code says, it builds, and it asks nobody for anything."""

from __future__ import annotations

import importlib.util
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import material
import pytest
from fabricate import LIBRARY, REPOSITORY, assemble
from mkdocs.config.defaults import MkDocsConfig

import papershelf
from papershelf import audit, cli
from papershelf.content import papers
from papershelf.publish.mkdocs.plugin_settings import Settings

DOCS = REPOSITORY / "docs"
PAGES = DOCS / "pages"
NEWCOMERS = (REPOSITORY / "generator" / "README.md").read_text("utf-8")


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKE = load(DOCS / "make.py")


@pytest.mark.parametrize("path", MAKE.MADE)
def test_the_reference_is_what_the_code_says(path: str) -> None:
    assert (PAGES / path).read_text("utf-8") == MAKE.make()[path], "run: python -m docs.make"


def test_every_command_has_its_options_and_an_example() -> None:
    text = (PAGES / "reference" / "commands.md").read_text("utf-8")

    def walk(command: click.Command, name: str) -> None:
        section = re.split(r"^##+ ", text.split(f"# {name}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
        for option in command.params:
            assert not isinstance(option, click.Option) or option.opts[0] in section, (name, option.name)
        if isinstance(command, click.Group):
            for key, each in command.commands.items():
                walk(each, f"{name} {key}")
        else:
            assert "\nExample: `papershelf " in section, name

    walk(cli.papershelf, "papershelf")


def test_every_setting_and_key_has_a_sentence_and_no_sentence_is_left_over() -> None:
    assert MAKE.keys_read() == set(MAKE.SETTINGS)
    assert set(MAKE.SETTINGS) <= {key for key, _ in MkDocsConfig._schema}
    assert set(papers.FIELDS) <= set(MAKE.FRONT_MATTER)
    text = (PAGES / "reference" / "settings.md").read_text("utf-8")
    assert all(f"| `{name}` |" in text for name, _ in Settings._schema)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("docs") / "site"
    words = ("build", "--strict", "--quiet", "--config-file", str(DOCS / "mkdocs.yml"), "--site-dir", str(site))
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", *words],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return site


def test_the_documentation_builds_and_asks_no_other_host(built: Path) -> None:
    names = {path.relative_to(PAGES).with_suffix("").as_posix() for path in PAGES.rglob("*.md")} - {"index"}
    assert all((built / name / "index.html").is_file() for name in names)
    templates = Path(material.__file__).parent / "templates"
    problems = audit.inspect(
        built, trusted=audit.trusted_hashes([templates]), own_host=None, base_path="/", policy=None
    )
    asked = [str(problem) for problem in problems if "host" in problem.problem]
    assert asked == []


def test_the_gate_would_see_a_request_to_another_host(built: Path, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text((built / "index.html").read_text("utf-8").replace("<head>", FOREIGN), "utf-8")
    problems = audit.inspect(tmp_path, trusted=frozenset(), own_host=None, base_path="/", policy=None)
    assert any("host" in problem.problem for problem in problems)


FOREIGN = '<head><link rel="stylesheet" href="https://fonts.example.org/a.css">'


def test_every_room_has_a_sentence() -> None:
    package = Path(papershelf.__file__).parent
    rooms = {
        path.relative_to(package).as_posix() for path in package.rglob("*") if (path / "__init__.py").is_file()
    } | {info.name for info in pkgutil.iter_modules([str(package)]) if not info.ispkg}
    table = dict(re.findall(r"^\| `([\w/]+)` \| ([^|]+) \|", NEWCOMERS, re.MULTILINE))
    assert table.keys() == rooms
    assert all(sentence.strip().endswith(".") for sentence in table.values())


def test_every_function_and_file_that_the_newcomers_page_names_is_there() -> None:
    named = set(re.findall(r"`(papershelf(?:\.\w+)+)`", NEWCOMERS))
    assert len(named) >= 25
    for name in named:
        assert pkgutil.resolve_name(name) is not None, name
    for path in set(re.findall(r"`((?:templates|tests|content)/[^`<*]*(?:/|\.\w+))`", NEWCOMERS)):
        assert (REPOSITORY / path).exists(), path


def test_python_can_read_change_and_build_a_list_as_the_page_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = re.findall(r"```python\n(.+?)```", (PAGES / "python.md").read_text("utf-8"), re.DOTALL)
    root = assemble(tmp_path / "list", LIBRARY).root
    exec(compile(code.replace('"my-list"', repr(str(root))), "python.md", "exec"), {})
    assert len(capsys.readouterr().out.splitlines()) == 12
    page = (root / "site" / "papers" / "kettles-at-altitude" / "index.html").read_text(encoding="utf-8")
    assert "Water boils sooner on a mountain." in page
