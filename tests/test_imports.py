"""The house drawn from its imports: which room may ask which, and which room is the door of a library."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

GENERATOR = Path(__file__).parent.parent / "generator"

BELOW = {"errors", "model", "prose"}
"""The ground floor; each of them may be asked by all rooms that come after it."""

MAY_ASK: dict[str, set[str]] = {
    "errors": set(),
    "model": {"errors"},
    "prose": {"errors", "model"},
    # The gate judges the files of a site, whoever made them: it knows addresses, and nothing of papers.
    "audit": {"errors", "prose"},
    # What reaches the disk, and what its refusals mean: it knows bytes.
    "disk": {"errors"},
    # A folder that takes another's place: it knows artifacts, and nothing of what is in them.
    "output": {"errors", "model", "disk"},
    # Former states of the project as bytes: it knows git, and nothing of what the files mean.
    "revisions": {"errors"},
    "listings": BELOW,
    # Git knows whether the modes of files on this disk mean anything.
    "content": BELOW | {"disk", "revisions"},
    "catalog": BELOW,
    "render": BELOW,
    # The one arrow inside the braces of the plan: an index and an export are a catalog in another
    # format, so they take one. Nothing goes back, and they do not know of each other.
    "search": BELOW | {"catalog"},
    "exports": BELOW | {"catalog", "disk"},
    "check": BELOW | {"catalog"},
    # The plan gave suggesting to `catalog`; it grew into a room of its own, which takes one.
    "suggest": BELOW | {"catalog", "terms"},
    # Text into terms: what suggesting and relating compare papers by.
    "terms": BELOW,
    # So did related papers, which read texts by the same terms.
    "related": BELOW | {"catalog", "terms"},
    # And so did the map, whose places follow from them.
    "atlas": BELOW | {"catalog", "related"},
    "charts": BELOW | {"catalog"},
    "pages": BELOW | {"catalog", "related", "atlas", "charts", "search", "exports", "render"},
    # Cards become files here, which takes processes and a folder: no business of an export's.
    "press": BELOW | {"exports", "disk"},
    # A digest goes to a mail server here: no business of an export's either.
    "post": BELOW | {"exports"},
    # What mkdocs.yml says; it reads files, and proposes words, as the content does.
    "settings": BELOW | {"content"},
    # Requests and sockets: it knows nothing of what is served.
    "request_guard": set(),
    "plugin": BELOW
    | {
        "audit",
        "catalog",
        "content",
        "exports",
        "output",
        "pages",
        "press",
        "render",
        "request_guard",
        "search",
        "settings",
    },
    # What the rules need of all rooms, brought together for a command, a hook or a review.
    "inspection": BELOW | {"content", "catalog", "disk", "exports", "pages", "check", "revisions"},
    # A request is judged as the list would be, by what an inspection says of it.
    "review": BELOW | {"content", "check", "inspection", "revisions"},
    # The command line asks the seam for one thing: what the site is called, and where it is.
    "cli": BELOW
    | {"listings", "content", "catalog", "search", "exports", "render", "check", "suggest", "pages", "output"}
    | {"atlas", "disk", "inspection", "plugin", "post", "review", "settings"},
}
"""For each room the rooms that it may import."""

DOORS: dict[str, set[str]] = {
    "markdown_it": {"prose"},
    "nh3": {"prose"},
    "latex2mathml": {"prose"},
    "pylatexenc": {"prose"},
    "markupsafe": {"prose"},
    "yaml": {"content", "settings"},
    "frontmatter": {"content"},
    "filelock": {"disk"},
    "svg": {"charts"},
    "lunr": {"search"},
    "jinja2": {"render"},
    "PIL": {"exports"},
    "uharfbuzz": {"exports"},
    "ada_url": {"prose"},
    "selectolax": {"audit"},
    "tinycss2": {"audit"},
    "mkdocs": {"plugin", "settings", "cli"},
    "click": {"cli"},
}
"""For each library the rooms that may touch it."""


def modules() -> dict[str, ast.Module]:
    """Every module of the generator by its dotted name."""
    found = {}
    for path in sorted(GENERATOR.rglob("*.py")):
        name = ".".join(path.relative_to(GENERATOR.parent).with_suffix("").parts).removesuffix(".__init__")
        found[name] = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return found


MODULES = modules()


def imports_of(name: str) -> Iterator[tuple[str, int]]:
    """Every module that a module imports, wherever the line stands, and its line."""
    for node in ast.walk(MODULES[name]):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}:{node.lineno} imports relatively"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield (whole if whole in MODULES else str(node.module)), node.lineno


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def test_every_room_is_in_the_plan() -> None:
    rooms = {room(name) for name in MODULES} - {""}
    assert rooms <= MAY_ASK.keys(), "a new room needs its place in the order of imports"


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_one_way(module: str) -> None:
    for imported, line in imports_of(module):
        if imported.split(".")[0] != "generator" or room(imported) == room(module):
            continue
        if imported == "generator":
            continue  # for its version; the package itself imports nothing, as is tested below
        assert room(imported) in MAY_ASK.get(room(module), set()), f"{module}:{line} must not import {imported}"


def test_the_package_itself_imports_nothing() -> None:
    assert list(imports_of("generator")) == []


def test_the_plan_has_no_way_back() -> None:
    list(TopologicalSorter(MAY_ASK).static_order())


def test_no_two_modules_import_each_other() -> None:
    graph = {name: {imported for imported, _ in imports_of(name) if imported in MODULES} for name in MODULES}
    for name in graph:
        # A package's own __init__ collects its modules, which never go through it to one another.
        graph[name].discard("generator")
    list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("module", MODULES)
def test_each_library_has_one_door(module: str) -> None:
    for imported, line in imports_of(module):
        library = imported.split(".")[0]
        if library in sys.stdlib_module_names or library == "generator":
            continue
        assert library in DOORS, f"{module}:{line} imports {library}, which has no door yet"
        assert room(module) in DOORS[library], f"{module}:{line} must not import {library}"


def test_every_door_is_used() -> None:
    used = {imported.split(".")[0] for name in MODULES for imported, _ in imports_of(name)}
    assert DOORS.keys() <= used


def test_nothing_is_imported_by_name() -> None:
    calls = [
        f"{name}:{node.lineno}"
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id == "__import__"
    ]
    lazy = [name for name in MODULES for imported, _ in imports_of(name) if imported.split(".")[0] == "importlib"]
    assert calls + lazy == [], "an import that this test cannot see"


def test_the_command_line_starts_mkdocs_in_one_function() -> None:
    found = [
        (name, line)
        for name in MODULES
        if room(name) == "cli"
        for imported, line in imports_of(name)
        if imported.startswith("mkdocs")
    ]
    functions = [node for node in MODULES["generator.cli.building"].body if isinstance(node, ast.FunctionDef)]
    starter = next(function for function in functions if function.name == "_run_mkdocs")
    assert found
    for name, line in found:
        assert name == "generator.cli.building"
        assert starter.lineno < line <= (starter.end_lineno or 0)
