"""Rule `editor-files`: what editors complete from is of the vocabulary as it stands."""

from __future__ import annotations

from kitchen import Kitchen

from papershelf.check import run
from papershelf.project import Project

BOTH = ["content/tags.schema.json", ".vscode/papershelf.code-snippets"]


def rename(kitchen: Kitchen) -> None:
    kitchen.write("tags.yml", kitchen.read("tags.yml").replace("  teapots:", "  samovars:"))
    kitchen.promise()


def test_a_project_without_them_needs_none(kitchen: Kitchen) -> None:
    rename(kitchen)
    assert kitchen.said("editor-files") == []
    assert kitchen.mend() == []


def test_files_of_this_vocabulary_pass(kitchen: Kitchen) -> None:
    assert run.write_editor_files(Project(kitchen.root)) == dict.fromkeys(BOTH, True)
    assert run.write_editor_files(Project(kitchen.root)) == dict.fromkeys(BOTH, False)
    assert kitchen.said("editor-files") == []


def test_files_of_another_vocabulary_are_a_warning_that_is_mended(kitchen: Kitchen) -> None:
    run.write_editor_files(Project(kitchen.root))
    rename(kitchen)
    assert [line.split(":")[0] for line in kitchen.said("editor-files")] == [
        ".vscode/papershelf.code-snippets",
        "tags.schema.json",
    ]
    assert set(run.mend(Project(kitchen.root))) == set(BOTH)
    assert kitchen.said("editor-files") == []
    assert "samovars" in kitchen.read("tags.schema.json")


def test_an_unsound_vocabulary_makes_nothing(kitchen: Kitchen) -> None:
    run.write_editor_files(Project(kitchen.root))
    kitchen.write("tags.yml", "topics: [")
    assert kitchen.said("editor-files") == []


def test_a_link_in_their_place_is_not_followed(kitchen: Kitchen) -> None:
    outside = kitchen.root.parent / "outside"
    outside.write_text("x", "utf-8")
    (kitchen.root / ".vscode").mkdir()
    (kitchen.root / BOTH[1]).symlink_to(outside)
    run.mend(Project(kitchen.root))
    assert outside.read_text("utf-8") == "x"
