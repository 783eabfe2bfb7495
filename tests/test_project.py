"""A project as programs use it: read once, changed under its lock, all of it or nothing."""

from __future__ import annotations

import ast
import doctest
import inspect
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fabricate import REPOSITORY
from kitchen import Kitchen

from papershelf import content, project
from papershelf.curate.new_paper import Draft
from papershelf.errors import PapershelfError
from papershelf.project import Project, Texts

PACKAGE = REPOSITORY / "generator" / "papershelf"

PUBLIC = {
    "Project": [
        "__init__(self, root: 'Path | str') -> 'None'",
        "add(self, draft: 'Draft', day: 'str') -> 'Created'",
        "catalog -> 'catalog.Catalog'",
        "edit(self, *, write: 'bool' = True, unsound: 'bool' = False) -> 'Iterator[Texts]'",
        "examined -> 'content.Examined'",
        "inbox -> 'content.Inbox'",
        "library -> 'Library'",
        "related(self, paper: 'Paper') -> 'tuple[Relation, ...]'",
        "reload(self) -> 'None'",
        "texts -> 'Mapping[str, str]'",
        "warnings -> 'tuple[Problem, ...]'",
    ],
    "Texts": [
        "__delitem__(self, name: 'str') -> 'None'",
        "__getitem__(self, name: 'str') -> 'str'",
        "__init__(self, folder: 'Path | None', before: 'Mapping[str, str]') -> 'None'",
        "__iter__(self) -> 'Iterator[str]'",
        "__len__(self) -> 'int'",
        "__setitem__(self, name: 'str', text: 'str') -> 'None'",
        "save(self) -> 'None'",
        "update(self, files: 'Mapping[str, str | None]') -> 'None'",
    ],
}
"""What programs of others may call. A change here is one that they notice, and belongs into CHANGELOG.md."""


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    return Kitchen.furnish(tmp_path / "my-list")


def state(root: Path) -> dict[str, bytes]:
    """The files of a list as they are, but for the lock."""
    files = (path for path in (root / "content").rglob("*") if path.is_file() and not path.name.startswith(".lock"))
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


SPECIAL = ("__init__", "__getitem__", "__setitem__", "__delitem__", "__iter__", "__len__")


def signatures(kind: type) -> list[str]:
    found = []
    for name, member in vars(kind).items():
        if name.startswith("_") and name not in SPECIAL:
            continue
        if inspect.isfunction(member):
            found.append(f"{name}{inspect.signature(member)}")
        elif (getter := getattr(member, "fget", None) or getattr(member, "func", None)) is not None:
            found.append(f"{name} -> {inspect.signature(getter).return_annotation!r}")
    return sorted(found)


def test_the_public_names_and_signatures_are_held() -> None:
    assert {kind.__name__: signatures(kind) for kind in (Project, Texts)} == PUBLIC


def test_every_public_name_says_what_it_is() -> None:
    for kind in (Project, Texts):
        assert all((inspect.getdoc(getattr(kind, line.split("(")[0].split(" ")[0])) or "") for line in signatures(kind))


def test_the_example_of_the_docstring_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Kitchen(tmp_path / "my-list")
    made.write("tags.yml", Kitchen.furnish(tmp_path / "other").read("tags.yml"))
    shutil.rmtree(tmp_path / "other")
    words = "A copper kettle keeps its whistle for {} winters when the spout is polished with chalk."
    made.put("a-field-guide-to-kettles", words.format("nine"), tags="[heat, survey]")
    made.put("kettles-that-whistle", words.format("six"), tags="[heat]")
    made.promise()
    monkeypatch.chdir(tmp_path)
    found = doctest.testmod(project, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.attempted > 5
    assert found.failed == 0


def test_a_folder_without_content_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(PapershelfError, match="there is no folder `content` in it"):
        Project(tmp_path)


def test_a_list_is_read_once_until_it_is_reloaded(kitchen: Kitchen) -> None:
    opened = Project(kitchen.root)
    first = opened.catalog
    kitchen.put("spoons")
    assert opened.catalog is first
    opened.reload()
    assert [paper.slug for paper in opened.catalog.papers] == ["kettles", "spoons"]


def test_a_list_that_does_not_load_says_all_that_is_wrong_and_shows_the_rest(kitchen: Kitchen) -> None:
    kitchen.put("spoons", added="soon")
    kitchen.put("forks", id="!")
    opened = Project(str(kitchen.root))
    for _ in range(2):
        with pytest.raises(PapershelfError) as caught:
            _ = opened.catalog
        assert {problem.path for problem in caught.value.problems} == {
            "content/papers/spoons.md",
            "content/papers/forks.md",
        }
    assert "kettles" in [paper.slug for paper in opened.examined.library.papers]


def test_an_edit_reads_what_is_there_and_writes_at_its_end(kitchen: Kitchen) -> None:
    opened = Project(kitchen.root)
    assert [paper.slug for paper in opened.catalog.papers] == ["kettles"]
    kitchen.put("spoons")
    before = state(kitchen.root)
    with opened.edit() as texts:
        assert [paper.slug for paper in opened.catalog.papers] == ["kettles", "spoons"]
        texts["papers/spoons.md"] = texts["papers/spoons.md"].replace("Spoons", "Ladles")
        assert "Ladles" in texts["papers/spoons.md"]
        assert state(kitchen.root) == before
    assert opened.catalog.by_slug["spoons"].title == "Ladles"
    changed = {path for path, raw in state(kitchen.root).items() if before.get(path) != raw}
    assert changed == {"content/papers/spoons.md"}


def test_an_edit_that_fails_writes_nothing(kitchen: Kitchen) -> None:
    def fail() -> None:
        with Project(kitchen.root).edit() as texts:
            texts["synonyms.txt"] = "pot, kettle\n"
            _ = texts["nothing.md"]

    before = state(kitchen.root)
    with pytest.raises(KeyError):
        fail()
    assert state(kitchen.root) == before


def test_an_edit_of_a_list_that_does_not_load_begins_only_to_put_it_right(kitchen: Kitchen) -> None:
    kitchen.put("spoons", added="soon")
    before = state(kitchen.root)
    with pytest.raises(PapershelfError), Project(kitchen.root).edit():
        pytest.fail("it must not begin")
    assert state(kitchen.root) == before
    opened = Project(kitchen.root)
    with opened.edit(unsound=True) as texts:
        texts["papers/spoons.md"] = texts["papers/spoons.md"].replace("soon", '"2026-01-02"')
    assert "spoons" in opened.catalog.by_slug


def test_one_edit_at_a_time(kitchen: Kitchen) -> None:
    with Project(kitchen.root).edit() as texts:
        texts["synonyms.txt"] = "pot, kettle\n"
        with (
            pytest.raises(PapershelfError, match=f"process {os.getpid()} is changing it"),
            Project(kitchen.root).edit() as others,
        ):
            others["synonyms.txt"] = "pot, pan\n"
    assert kitchen.read("synonyms.txt") == "pot, kettle\n"


def test_a_plan_writes_nothing_and_waits_for_nobody(kitchen: Kitchen) -> None:
    before = state(kitchen.root)
    with Project(kitchen.root).edit(), Project(kitchen.root).edit(write=False) as texts:
        texts["synonyms.txt"] = "pot, kettle\n"
        texts.save()
        assert texts["synonyms.txt"] == "pot, kettle\n"
    assert state(kitchen.root) == before


def test_what_is_saved_within_an_edit_stays_though_the_rest_fails(kitchen: Kitchen) -> None:
    opened = Project(kitchen.root)

    def fail() -> None:
        with opened.edit() as texts:
            texts["synonyms.txt"] = "pot, kettle\n"
            texts.save()
            texts["synonyms.txt"] = "pot, pan\n"
            _ = texts["nothing.md"]

    with pytest.raises(KeyError):
        fail()
    assert kitchen.read("synonyms.txt") == "pot, kettle\n"
    assert opened.texts["synonyms.txt"] == "pot, kettle\n"


def test_files_are_written_in_the_order_in_which_they_were_set(
    kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[list[str]] = []
    monkeypatch.setattr(content, "write_files", lambda folder, files: written.append(list(files)))
    with Project(kitchen.root).edit() as texts:
        texts["tags.yml"] = f"{texts['tags.yml']}# one more line\n"
        texts.update({"papers/kettles.md": "x", "listings.yml": "y", "urls.txt": texts["urls.txt"]})
        texts["tags.yml"] += "# and one more\n"
    assert written == [["tags.yml", "papers/kettles.md", "listings.yml"]]


def test_an_edit_that_changes_nothing_touches_no_file(kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "write_files", lambda folder, files: pytest.fail("nothing was to be written"))
    with Project(kitchen.root).edit() as texts:
        texts["papers/kettles.md"] += ""
        assert sorted(texts) == sorted(["papers/kettles.md", "tags.yml", "urls.txt"])
        assert len(texts) == 3


@pytest.mark.parametrize("name", ["../x.md", "/etc/x", "papers/../../x", "", "papers//x.md", ".lock", "papers/./x.md"])
def test_no_edit_leaves_the_content(kitchen: Kitchen, name: str) -> None:
    before = state(kitchen.root)
    with (
        pytest.raises(ValueError, match="is not a path of a file under content/"),
        Project(kitchen.root).edit() as texts,
    ):
        texts[name] = "x"
    assert state(kitchen.root) == before


def test_a_paper_that_cannot_stand_is_not_added(kitchen: Kitchen) -> None:
    before = state(kitchen.root)
    with pytest.raises(PapershelfError, match="has the same title"):
        Project(kitchen.root).add(Draft(title="Kettles"), "2026-01-03")
    assert state(kitchen.root) == before


def test_a_withdrawn_paper_has_no_related_ones(kitchen: Kitchen) -> None:
    kitchen.put("spoons", withdrawn='"It bent."')
    opened = Project(kitchen.root)
    assert opened.related(opened.catalog.by_slug["spoons"]) == ()


def test_only_a_project_takes_the_lock_and_writes_the_list() -> None:
    """Every change goes through `edit`; the room of the files itself, below it, is what it uses."""
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        if path != PACKAGE / "project.py" and "content" not in path.relative_to(PACKAGE).parts
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr in ("write_files", "lock"))
        or (isinstance(node, ast.ImportFrom) and any(name.name in ("write_files", "lock") for name in node.names))
    ]
    assert found == []


def test_opening_a_project_brings_no_library_of_the_site_along() -> None:
    code = "import sys, papershelf.project; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {"mkdocs", "jinja2", "click", "PIL", "lunr"}.isdisjoint(loaded)


def test_a_file_that_is_removed_goes_with_the_others(kitchen: Kitchen) -> None:
    with Project(kitchen.root).edit() as texts:
        number = len(texts)
        texts["papers/pots.md"] = texts["papers/kettles.md"]
        del texts["papers/kettles.md"]
        assert "papers/kettles.md" not in texts
        assert len(texts) == len(list(texts)) == number
        with pytest.raises(ValueError, match="is not a path of a file"):
            del texts["../papers/kettles.md"]
        texts.save()
        assert "papers/kettles.md" not in texts
    assert [path.name for path in kitchen.papers()] == ["pots.md"]
