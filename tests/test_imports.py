"""The order of imports and the one door of each library, as `.importlinter` states them; and what it cannot see."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

import pytest
from fabricate import REPOSITORY, environment
from importlinter.cli import lint_imports
from packaging.requirements import Requirement

CONTRACTS = REPOSITORY / ".importlinter"
SOURCE = REPOSITORY / "generator"


def modules() -> dict[str, ast.Module]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in sorted((SOURCE / "papershelf").rglob("*.py")):
        name = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        found[name] = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return found


MODULES = modules()


def imports_of(name: str) -> Iterator[tuple[str, int]]:
    """Every module that a module imports, wherever the line is, and its line."""
    for node in ast.walk(MODULES[name]):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{'.' * node.level}{node.module or ''}", node.lineno


@pytest.fixture(autouse=True)
def _heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep import-linter from turning off the loggers that other tests in this process listen to."""
    monkeypatch.setattr("logging.config.dictConfig", lambda _: None)


def test_the_contracts_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    code = lint_imports(config_filename=str(CONTRACTS), no_cache=True)
    assert code == 0, capsys.readouterr().out


def test_a_broken_contract_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the line that lets the command line use click, the contract of click is broken."""
    text = CONTRACTS.read_text("utf-8")
    strict = text.replace("    papershelf.cli.** -> click\n", "")
    assert strict != text
    (tmp_path / "strict").write_text(strict, "utf-8")
    assert lint_imports(config_filename=str(tmp_path / "strict"), no_cache=True) == 1
    assert "click" in capsys.readouterr().out


def test_every_library_has_a_door() -> None:
    config = ConfigParser()
    config.read(CONTRACTS, "utf-8")
    doors = {word for section in config.values() for word in section.get("forbidden_modules", "").split()}
    for module in MODULES:
        for imported, line in imports_of(module):
            library = imported.split(".")[0]
            known = library in sys.stdlib_module_names or library == "papershelf" or library in doors
            assert known, f"{module}:{line} imports {library}, which has no door in .importlinter"


def test_the_package_itself_imports_nothing() -> None:
    assert list(imports_of("papershelf")) == []


def test_nothing_is_imported_by_a_name_that_is_computed() -> None:
    calls = [
        f"{name}:{node.lineno}"
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id in ("__import__", "exec", "eval")
    ]
    lazy = [
        name
        for name in MODULES
        for imported, _ in imports_of(name)
        if imported in ("importlib", "pkgutil", "runpy")
        # It imports commands, which are in the room that may import every other.
        and name != "papershelf.cli.conventions"
    ]
    assert calls + lazy == [], "an import that import-linter cannot see"


def test_only_commands_that_build_load_mkdocs() -> None:
    command = "import sys, papershelf.cli; sys.exit('mkdocs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0


def test_a_build_loads_neither_a_server_nor_what_only_some_lists_need() -> None:
    """A library that is imported when it is used is known by its name before, so it is told by a module within it."""
    lazy = (
        "PIL._imaging", "latex2mathml.commands", "numpy._core", "pylatexenc.macrospec", "rapidfuzz.fuzz",
        "uharfbuzz._harfbuzz",
    )  # fmt: skip
    others = (
        "http.server", "mkdocs.livereload", "multiprocessing.queues", "papershelf.check", "urllib.request", "watchdog"
    )  # fmt: skip
    code = (
        "import sys, papershelf.cli.building, papershelf.publish.mkdocs.run\n"
        f"sys.exit(', '.join(sys.modules.keys() & {{*{(*lazy, *others)}}}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


def test_only_commands_that_ask_the_network_load_its_libraries() -> None:
    code = "import papershelf.cli, sys; sys.exit(not {'httpx', 'tenacity'}.isdisjoint(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_command_line_begins_without_what_only_an_extra_brings() -> None:
    """`pip install papershelf` alone: a command that needs more says so when it is run, and all others work."""
    told = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    extra = [Requirement(line).name.replace("-", "_") for lines in told.values() for line in lines]
    assert "httpx" in extra
    hide = f"import sys; sys.modules.update(dict.fromkeys({extra!r}))"
    start = [sys.executable, "-c", f"{hide}; import papershelf.cli; papershelf.cli.main()", "--version"]
    done = subprocess.run(start, capture_output=True, encoding="utf-8", env=environment(), check=False)
    assert (done.returncode, done.stderr) == (0, "")
